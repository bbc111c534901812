// CONTRIBUTING.md says that a field is one migration and one row. Here the two blocks that it shows are put into a copy of the
// source, the copy is built, and the new field is used over HTTP and in the database: nothing else was touched.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { startServer } from '../support/server.mjs'

const root = new URL('../..', import.meta.url).pathname
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
const section = guide.slice(guide.indexOf('## Adding a field'), guide.indexOf('## Adding a resource'))
const block = (language) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(section)[1]
const [migrationFile] = /migrations\/NNNN_\w+\.sql/.exec(section)
const [tableFile] = /lib\/resource\/\w+\.c/.exec(section)

/** The number that a new migration gets. */
function nextNumber() {
    const numbers = readdirSync(join(root, 'migrations')).map((name) => Number(/^(\d{4})_\w+\.sql$/.exec(name)?.[1] ?? 0))
    return String(Math.max(...numbers) + 1).padStart(4, '0')
}

let copy
let server
let pilot

before(async () => {
    copy = mkdtempSync('/tmp/proeftuin-contributing-')
    const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'CMakeLists.txt', 'lib', 'server', 'migrations', 'system', 'bench']
    const files = execFileSync('git', ['-C', root, ...listed], { encoding: 'utf8' })
    for (const file of files.split('\0').filter(Boolean)) {
        mkdirSync(join(copy, dirname(file)), { recursive: true })
        cpSync(join(root, file), join(copy, file))
    }
    writeFileSync(join(copy, migrationFile.replace('NNNN', nextNumber())), block('sql'))
    const table = readFileSync(join(copy, tableFile), 'utf8')
    const end = table.indexOf('\n};', table.indexOf('static const struct field fields[]'))
    writeFileSync(join(copy, tableFile), `${table.slice(0, end)}\n${block('c').trimEnd()}${table.slice(end)}`)

    const build = join(copy, 'build')
    const quietly = { stdio: ['ignore', 'ignore', 'inherit'] }
    execFileSync('cmake', ['-S', copy, '-B', build, '-DTESTS=OFF', '-DCMAKE_BUILD_TYPE=RelWithDebInfo', '-DCMAKE_C_FLAGS_RELWITHDEBINFO=-O1'], quietly)
    execFileSync('cmake', ['--build', build, '--target', 'proeftuind', '-j2'], quietly)
    const program = join(build, 'proeftuind')
    server = await startServer({ program, env: { PROEFTUIN_MIGRATIONS: join(copy, 'migrations') } })
    const created = await server.post('/v1/pilots', { municipality: 'gm1509', title: 'Proef', kind: 'pilot' })
    pilot = created.json.id
})

after(async () => {
    await server?.stop()
    if (copy) rmSync(copy, { recursive: true })
})

const decision = (more) => ({ municipality: 'gm1509', pilot, kind: 'start', stage: 'announced', ...more })

test('the new field is stored, shown, changed and checked', async () => {
    const { status, json } = await server.post('/v1/decisions', decision({ caseNumber: 'Z-2018-1' }))
    assert.equal(status, 201)
    assert.equal(json.caseNumber, 'Z-2018-1')
    const changed = await server.patch(`/v1/decisions/${json.id}`, { caseNumber: 'Z-2018-2' })
    assert.equal(changed.json.caseNumber, 'Z-2018-2')
    const refused = await server.post('/v1/decisions', decision({ caseNumber: 'x'.repeat(51) }))
    assert.equal(refused.status, 400)
    assert.deepEqual(refused.json.errors.map(({ location, code }) => [location, code]), [['/caseNumber', 'text.tooLong']])
})

test('lists filter and sort by it', async () => {
    await server.post('/v1/decisions', decision({ caseNumber: 'A-1' }))
    const found = await server.get('/v1/decisions?caseNumber=A-1&fields=caseNumber')
    assert.deepEqual(found.json.results, [{ caseNumber: 'A-1' }])
    const sorted = await server.get('/v1/decisions?sort=-caseNumber&fields=caseNumber')
    assert.deepEqual(sorted.json.results, [{ caseNumber: 'Z-2018-2' }, { caseNumber: 'A-1' }])
})

test('its column has the comment of its row, and its constraint stands', async () => {
    const [{ text }] = await server.sql(
        "SELECT col_description('decision'::regclass, attnum) AS text FROM pg_attribute " +
            "WHERE attrelid = 'decision'::regclass AND attname = 'case_number'",
    )
    assert.match(text, /^Case number: /)
    await assert.rejects(server.sql("UPDATE decision SET case_number = ''"), /decision__case_number__check/)
})
