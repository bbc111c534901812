// `proeftuind check`: what it looks at, what it calls trouble, and that it tells no secrets.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createDatabase, databaseUrl, dropDatabase, sql, startServer } from '../support/server.mjs'

let database
let folder
before(async () => {
    database = await createDatabase('template_sample')
    folder = mkdtempSync(join(tmpdir(), 'check-'))
})
after(async () => {
    await dropDatabase(database)
    rmSync(folder, { recursive: true })
})

/** Runs it; its lines by what they are about. */
async function check(env = {}) {
    const all = { ...process.env, DATABASE_URL: databaseUrl(database), PROEFTUIN_LISTEN: join(folder, 'free.sock'), ...env }
    const { status, stdout, stderr } = await new Promise((resolve) => {
        execFile(process.env.PROEFTUIN_TEST_BINARY, ['check'], { env: all, timeout: 300_000 }, (error, out, err) =>
            resolve({ status: error ? (error.code ?? error.signal) : 0, stdout: out, stderr: err }))
    })
    assert.equal(stderr, '')
    const lines = [...stdout.matchAll(/^(ok|warning|TROUBLE) +(\S.*?)  +(.*)$/gm)].map(([, verdict, what, text]) => ({ verdict, what, text }))
    return { status, stdout, lines, of: (what) => lines.find((line) => line.what === what) ?? assert.fail(`${what}:\n${stdout}`) }
}

test('all is well', async () => {
    const { status, stdout, lines, of } = await check()
    assert.equal(status, 0, stdout)
    assert.ok(lines.every(({ verdict }) => verdict !== 'TROUBLE'), stdout)
    for (const what of ['exposure', 'address', 'database', 'encoding', 'time zone', 'migrations', 'clock']) assert.equal(of(what).verdict, 'ok', stdout)
    assert.match(of('address').text, /is free$/)
    assert.match(of('migrations').text, /^\d+ applied, none pending$/)
    assert.ok(lines.some(({ what, text }) => what === 'rows' && text === '21 pilots'), stdout)
    assert.match(stdout, /^  PROEFTUIN_QUEUE = 1000   \(default\)$/m)
    assert.match(stdout, /\nAll is well\.\n$/)
    assert.ok(!existsSync(join(folder, 'free.sock')))
})

test('no password is shown', async () => {
    const secret = 'geheim-7f3a'
    for (const url of [`${databaseUrl(database)}&password=${secret}`, databaseUrl(database).replace('@', `:${secret}@`),
        `${databaseUrl(database)}&sslpassword=${secret}`, `host=/nowhere password=${secret} ${secret}`, `postgres://u:${secret}@[`]) {
        const { stdout } = await check({ DATABASE_URL: url })
        assert.ok(!stdout.includes(secret), stdout)
        assert.match(stdout, /DATABASE_URL = (.*password=\*\*\*|\(not shown)/)
    }
})

test('an address that others have', async (t) => {
    const server = await startServer({ database })
    t.after(() => server.stop())
    const ours = await check({ PROEFTUIN_LISTEN: new URL(server.url).host })
    assert.equal(ours.status, 0, ours.stdout)
    assert.match(ours.of('address').text, /a proeftuind answers there/)
    const other = net.createServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')).listen(0, '127.0.0.1')
    t.after(() => other.close())
    await new Promise((resolve) => other.on('listening', resolve))
    const theirs = await check({ PROEFTUIN_LISTEN: `127.0.0.1:${other.address().port}` })
    assert.equal(theirs.status, 1)
    assert.match(theirs.of('address').text, /in use by another program/)
    assert.equal((await check({ PROEFTUIN_LISTEN: 'nonsense' })).status, 1)
})

test('an address that others can reach', async () => {
    const open = await check({ PROEFTUIN_LISTEN: '0.0.0.0:0' })
    assert.deepEqual([open.status, open.of('exposure').verdict], [0, 'warning'])
})

test('a database that is not there', async () => {
    for (const url of ['', 'postgresql://@/x?host=/nowhere', databaseUrl('no_such_database')]) {
        const { status, of, stdout } = await check({ DATABASE_URL: url })
        assert.deepEqual([status, of('database').verdict], [1, 'TROUBLE'], stdout)
        assert.match(stdout, /\nThere is trouble\.\n$/)
    }
})

test('migrations that are pending are a warning, one that changed is trouble', async (t) => {
    const empty = await createDatabase()
    t.after(() => dropDatabase(empty))
    const pending = await check({ DATABASE_URL: databaseUrl(empty) })
    assert.deepEqual([pending.status, pending.of('migrations').verdict], [0, 'warning'], pending.stdout)
    assert.match(pending.of('migrations').text, /^0 applied, \d+ pending/)
    const changed = await createDatabase('template_migrated')
    t.after(() => dropDatabase(changed))
    await sql(changed, `UPDATE migration SET checksum = repeat('0', 64) WHERE number = 2`)
    const found = await check({ DATABASE_URL: databaseUrl(changed) })
    assert.deepEqual([found.status, found.of('migrations').verdict], [1, 'TROUBLE'])
    assert.match(found.of('migrations').text, /0002_\w+\.sql: was changed after it was applied/)
    assert.equal((await check({ PROEFTUIN_MIGRATIONS: join(folder, 'none') })).status, 1)
})

test('a database in another encoding', async (t) => {
    const name = await createDatabase()
    t.after(() => dropDatabase(name))
    await dropDatabase(name)
    await sql('postgres', `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`)
    const { status, of } = await check({ DATABASE_URL: databaseUrl(name) })
    assert.deepEqual([status, of('encoding').verdict], [1, 'TROUBLE'])
})

// A function that stands before PostgreSQL's own in the search path plays the clock.
test('a clock that is off', async (t) => {
    const name = await createDatabase('template_migrated')
    t.after(() => dropDatabase(name))
    const off = async (by) => {
        await sql(name, `CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT pg_catalog.clock_timestamp() + interval '${by}' $$`)
        return check({ DATABASE_URL: `${databaseUrl(name)}&options=${encodeURIComponent('-c search_path=public,pg_catalog')}` })
    }
    const ahead = await off('5 seconds')
    assert.deepEqual([ahead.status, ahead.of('clock').verdict], [0, 'warning'])
    // The question itself takes a while on a busy machine.
    const seconds = (check, words) => Number(new RegExp(`([0-9.]+) s ${words}`).exec(check.of('clock').text)?.[1])
    assert.ok(Math.abs(seconds(ahead, 'ahead of') - 5) < 1, ahead.stdout)
    const behind = await off('-3 seconds')
    assert.ok(Math.abs(seconds(behind, 'behind') - 3) < 1, behind.stdout)
    assert.equal((await off('1 second')).of('clock').verdict, 'ok')
})
