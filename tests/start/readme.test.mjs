// The README's requests, as a reader would type them, and the answers that it shows. In an answer "..." stands for any value, as
// the last element of a list for any number of further ones, and as a member for any other members.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { key } from '../support/keys.mjs'
import { command, createDatabase, dropDatabase, startServer } from '../support/server.mjs'

const shell = promisify(execFile)
const root = new URL('../..', import.meta.url).pathname
const readme = readFileSync(`${root}README.md`, 'utf8')
/** Pairs of blocks that stand under each other: what is typed, and what comes in this language. */
const shown = (language) => [...readme.matchAll(new RegExp('```sh\n(curl (?:(?!```)[^])*)```\n```' + language + '\n((?:(?!```)[^])*)```', 'g'))]
const tables = shown('csv')
const requests = shown('json')

let server
let folder // where the reader stands: ./run has left the key here
before(async () => {
    server = await startServer({ sample: 'whole' })
    folder = mkdtempSync(`${tmpdir()}/proeftuin-readme-`)
    mkdirSync(`${folder}/var`)
    writeFileSync(`${folder}/var/administrator.header`, `Authorization: Bearer ${key}\n`)
})
after(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
})

function compare(shown, given, at) {
    if (shown === '...') return
    if (Array.isArray(shown)) {
        const open = shown.at(-1) === '...'
        const wanted = open ? shown.slice(0, -1) : shown
        assert.ok(Array.isArray(given), `${at} is no list`)
        assert.ok(open ? given.length >= wanted.length : given.length === wanted.length, `${at}: ${given.length} elements`)
        wanted.forEach((item, i) => compare(item, given[i], `${at}/${i}`))
    } else if (shown && typeof shown === 'object') {
        const { '...': open, ...wanted } = shown
        if (!open) assert.deepEqual(Object.keys(given).sort(), Object.keys(wanted).sort(), at)
        for (const name of Object.keys(wanted)) compare(wanted[name], given[name], `${at}/${name}`)
    } else {
        assert.deepEqual(given, shown, at)
    }
}

test('the README shows requests with answers', () => assert.ok(requests.length >= 6))

async function answerOf(request) {
    const typed = request.replaceAll('http://127.0.0.1:8080', server.url)
    const going = shell('bash', ['-c', typed], { cwd: folder })
    going.child.stdin.end() // nothing is typed into what is asked
    return (await going).stdout
}

for (const [, request, answer] of requests)
    test(request.split('\n')[0], async () => compare(JSON.parse(answer), JSON.parse(await answerOf(request)), ''))

test('the README shows a table', () => assert.ok(tables.length >= 1))
for (const [, request, answer] of tables)
    test(request.split('\n')[0], async () => assert.equal((await answerOf(request)).replaceAll('\r\n', '\n'), answer))

test('the import as shown', async () => {
    assert.match(readme, /build\/proeftuin import sample/)
    const database = await createDatabase('template_migrated')
    try {
        const { status, stderr } = await command(database, 'import', `${root}sample`)
        assert.equal(status, 0, stderr)
    } finally {
        await dropDatabase(database)
    }
})

test('every file and folder that the guides name is there', () => {
    for (const guide of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
        const text = readFileSync(`${root}${guide}`, 'utf8')
        const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path)
        const paths = [...text.matchAll(/`((?:lib|server|migrations|tests|bench|docs|sample)\/[\w./-]*)`/g)].map(([, path]) => path)
        for (const path of [...links, ...paths])
            if (!path.startsWith('migrations/NNNN_')) // an example, which gets its number when somebody adds it
                assert.doesNotThrow(() => readFileOrFolder(path), `${guide} names ${path}`)
    }
})

function readFileOrFolder(path) {
    try {
        readFileSync(`${root}${path}`)
    } catch (error) {
        if (error.code !== 'EISDIR') throw error
    }
}

test('the guide to the API names every code of every error, and no other', () => {
    const guide = readFileSync(`${root}docs/api.md`, 'utf8')
    const errors = guide.slice(guide.indexOf('## Errors'), guide.indexOf('## Import'))
    const named = new Set([...errors.matchAll(/`([a-z][A-Za-z]+(?:\.[a-z][A-Za-z]+)?)`/g)].map(([, code]) => code))
    const listed = ['lib/proeftuin/fault.h', 'server/api/problem.h'].flatMap((header) =>
        [...readFileSync(`${root}${header}`, 'utf8').matchAll(/X\((?:FAULT|PROBLEM)_\w+,\s*"([\w.]+)"/g)].map(([, code]) => code),
    )
    for (const code of listed) assert.ok(named.has(code), `docs/api.md does not name ${code}`)
    const words = new Set([...listed, 'code', 'errors', 'in', 'body', 'query', 'header', 'location', 'detail', 'errorsLeftOut'])
    for (const code of named) assert.ok(words.has(code), `docs/api.md names ${code}, which nothing gives`)
})
