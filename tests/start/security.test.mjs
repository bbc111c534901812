// The pages on security and privacy name tests: each of them exists, and so does every page and file that they point to.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('../..', import.meta.url).pathname

/** Files under tests/ that a page names, each with the names of tests that follow it. */
function named(page) {
    const text = readFileSync(`${root}docs/${page}`, 'utf8').replace(/\s+/g, ' ')
    return [...text.matchAll(/`(tests\/[\w/]+\.(?:test\.mjs|c))`((?:,? ?\(\*[^*]+\*\))*)/g)].map(([, file, tests]) => ({
        file,
        tests: [...tests.matchAll(/\(\*([^*]+)\*\)/g)].map(([, name]) => name),
    }))
}

const exists = (source, file, name) =>
    file.endsWith('.c')
        ? new RegExp(`START_TEST\\(${name}\\)`).test(source)
        : ["'", '`', '"'].some((quote) => source.includes(`test(${quote}${name}`) || source.includes(`describe(${quote}${name}`))

for (const page of ['security.md', 'privacy.md'])
    test(`the tests that docs/${page} names exist`, () => {
        for (const { file, tests } of named(page)) {
            assert.ok(existsSync(root + file), file)
            const source = readFileSync(root + file, 'utf8')
            for (const name of tests) assert.ok(exists(source, file, name), `${file}: ${name}`)
        }
    })

test('each of the ten risks has its section, with tests', () => {
    const text = readFileSync(`${root}docs/security.md`, 'utf8')
    for (let risk = 1; risk <= 10; risk++) {
        const [, section] = new RegExp(`^## API${risk} ([^]*?)(?=^## )`, 'm').exec(text) ?? []
        assert.ok(section, `API${risk}`)
        assert.match(section, /`tests\//, `API${risk}`)
    }
})

test('links between the pages lead somewhere', () => {
    for (const page of ['security.md', 'privacy.md'])
        for (const [, target] of readFileSync(`${root}docs/${page}`, 'utf8').matchAll(/\]\(([\w./-]+\.md)/g))
            assert.ok(existsSync(`${root}docs/${target}`), `${page}: ${target}`)
})
