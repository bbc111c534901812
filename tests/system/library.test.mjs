// The library by itself: configured, built and installed where there is no libpq and no libmicrohttpd; and the README's program,
// which links it by its pkg-config file.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [, program, output] = /```c\n(#include <proeftuin\/smart\.h>[^]*?)```\n[^]*?```text\n([^]*?)```/.exec(readFileSync(`${root}README.md`, 'utf8'))

let work
let env
const run = (command, ...args) => execFileSync(command, args, { env, stdio: 'pipe', encoding: 'utf8' })
before(() => {
    work = mkdtempSync('/tmp/proeftuin-library-')
    mkdirSync(`${work}/known`)
    const place = execFileSync('pkg-config', ['--variable=pcfiledir', 'jansson'], { encoding: 'utf8' }).trim()
    copyFileSync(`${place}/jansson.pc`, `${work}/known/jansson.pc`)
    env = { ...process.env, PKG_CONFIG_LIBDIR: `${work}/known`, PKG_CONFIG_PATH: `${work}/to/lib/pkgconfig` }
    run('cmake', '-S', root, '-B', `${work}/build`, '-DDAEMON=OFF', '-DTESTS=OFF', `-DCMAKE_INSTALL_PREFIX=${work}/to`, '-DCMAKE_INSTALL_LIBDIR=lib')
    run('cmake', '--build', `${work}/build`)
    run('cmake', '--install', `${work}/build`)
})
after(() => rmSync(work, { recursive: true, force: true }))

test('the machine that it was built on seems to have neither libpq nor libmicrohttpd', () => {
    for (const name of ['libpq', 'libmicrohttpd'])
        assert.notEqual(spawnSync('pkg-config', ['--exists', name], { env }).status, 0, name)
})

test('it installs an archive, a pkg-config file and all public headers, and nothing of the daemon', () => {
    assert.deepEqual(readdirSync(`${work}/to`).sort(), ['include', 'lib'])
    assert.deepEqual(readdirSync(`${work}/to/lib`).sort(), ['libproeftuin.a', 'pkgconfig'])
    const headers = readdirSync(`${root}lib/proeftuin`).filter((name) => name.endsWith('.h')).sort()
    assert.deepEqual(readdirSync(`${work}/to/include/proeftuin`).sort(), headers)
})

test('every public header can be included by itself', () => {
    for (const name of readdirSync(`${work}/to/include/proeftuin`)) {
        writeFileSync(`${work}/header.c`, `#include <proeftuin/${name}>\n`)
        const flags = run('pkg-config', '--cflags', 'proeftuin').split(/\s+/).filter(Boolean)
        run('cc', '-std=gnu11', '-fsyntax-only', '-Wall', '-Werror', ...flags, `${work}/header.c`)
    }
})

test('it calls neither library', () => {
    const names = run('nm', '--undefined-only', `${work}/to/lib/libproeftuin.a`)
    assert.doesNotMatch(names, /\b(PQ|MHD_)\w+/)
})

test("the README's program, of some ten lines, checks a goal", () => {
    writeFileSync(`${work}/goal.c`, program)
    assert.ok(program.split('\n').filter((line) => /\w/.test(line)).length <= 12)
    const flags = run('pkg-config', '--cflags', '--libs', 'proeftuin').split(/\s+/).filter(Boolean)
    run('cc', '-std=gnu11', '-Wall', '-Wextra', '-Werror', `${work}/goal.c`, ...flags, '-o', `${work}/goal`)
    assert.equal(run(`${work}/goal`), output)
})
