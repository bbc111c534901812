// The daemon as a whole: its start and its stop, a database that goes and comes, settings that make no sense.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { keySql } from '../support/keys.mjs'
import { assertProblem } from '../support/problems.mjs'
import { createProxy } from '../support/proxy.mjs'
import { createClient, createDatabase, databaseUrl, dropDatabase, raw, startServer } from '../support/server.mjs'
import { locksAwaited, openSession } from '../support/session.mjs'
import { until } from '../support/until.mjs'

const municipality = 'gm1509'
const generous = 300_000 // milliseconds: for a program that hangs
let server
let folder

before(async () => {
    server = await startServer()
    folder = mkdtempSync(join(tmpdir(), 'serving-'))
})

after(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
})

const pilot = (client, more) => client.post('/v1/pilots', { municipality, title: 'Proef', kind: 'pilot', ...more })

/** Asks until the answer has this status; the last answer. */
async function eventually(client, path, status) {
    return until(async () => {
        const answer = await client.get(path)
        return answer.status === status && answer
    }, `${path}: ${status}`)
}

/** Runs a daemon that should end by itself. */
function serve(env, ...args) {
    const options = { env: { ...process.env, DATABASE_URL: databaseUrl(server.database), PROEFTUIN_LISTEN: '127.0.0.1:0', ...env }, timeout: generous }
    return new Promise((resolve) => {
        execFile(process.env.PROEFTUIN_TEST_BINARY, args.length ? args : ['serve'], options, (error, stdout, stderr) => {
            resolve({ status: error ? (error.code ?? error.signal) : 0, stdout, stderr })
        })
    })
}

async function assertRefused(env, said) {
    const { status, stdout, stderr } = await serve(env)
    assert.ok(status === 1 || status === 2, `${JSON.stringify(env)}: ${status} ${stderr}`)
    assert.match(stderr, said)
    assert.doesNotMatch(stdout, /listening/)
}

// ---- Settings ----

test('settings that make no sense are refused by name, all at once', async () => {
    for (const [name, values] of Object.entries({
        PROEFTUIN_WORKERS: ['x', '-1', '65', '1.5', ' ', '99999999999999999999'], PROEFTUIN_QUEUE: ['0', '100001', '1k'],
        PROEFTUIN_REQUEST_SECONDS: ['0', 'ten', '3601'], PROEFTUIN_ANONYMOUS: ['true', '1', 'YES'],
        PROEFTUIN_METRICS: ['true', 'off'], PROEFTUIN_LOG: ['all', 'ERRORS', 'yes'],
    }))
        for (const value of values) await assertRefused({ [name]: value }, new RegExp(name))
    const { stderr } = await serve({ PROEFTUIN_WORKERS: 'x', PROEFTUIN_QUEUE: '0', PROEFTUIN_ANONYMOUS: '?' })
    for (const name of ['PROEFTUIN_WORKERS', 'PROEFTUIN_QUEUE', 'PROEFTUIN_ANONYMOUS']) assert.ok(stderr.includes(name), stderr)
})

test('a daemon without a database setting says which one it needs', () => assertRefused({ DATABASE_URL: '' }, /DATABASE_URL/))

test('an address that is none, or not ours, is refused', async () => {
    for (const listen of ['nonsense', '127.0.0.1', '127.0.0.1:', '127.0.0.1:99999', '127.0.0.1:x', ':8080', 'localhost:0', '[::1', '1.2.3:80'])
        await assertRefused({ PROEFTUIN_LISTEN: listen }, /./)
    await assertRefused({ PROEFTUIN_LISTEN: '192.0.2.1:8080' }, /192\.0\.2\.1/)
})

test('the network may be served', async () => {
    const open = await startServer({ database: server.database, listen: '0.0.0.0:0' })
    assert.equal((await createClient(open.url.replace('0.0.0.0', '127.0.0.1')).get('/health/live')).status, 200)
    await open.stop()
})

test('commands that do not exist are refused with the list of those that do', async () => {
    for (const args of [['frobnicate'], ['serve', 'more'], ['tables', 'pilots'], ['migrate', 'x', 'y']]) {
        const { status, stderr } = await serve({}, ...args)
        assert.equal(status, 2)
        for (const name of ['serve', 'migrate', 'tables']) assert.match(stderr, new RegExp(`^  proeftuind ${name}\\b`, 'm'))
    }
    const help = await serve({}, '--help')
    assert.deepEqual([help.status, help.stderr], [0, ''])
    assert.match(help.stdout, /^ +PROEFTUIN_LISTEN$/m)
    assert.match((await serve({}, '--version')).stdout, /^proeftuind \d+\.\d+\.\d+\n$/)
})

// ---- The listener ----

test('a second daemon at the same address is refused, and the first goes on', async () => {
    const { host } = new URL(server.url)
    await assertRefused({ PROEFTUIN_LISTEN: host }, new RegExp(`${host.replaceAll('.', '\\.')} is in use`))
    for (let n = 0; n < 20; n++) assert.equal((await createClient(server.url).get('/health/live')).status, 200)
})

test('a Unix socket is served, refused while in use, taken over when left behind, and gone at the end', async () => {
    const path = join(folder, 'register.sock')
    const first = await startServer({ database: server.database, listen: path })
    assert.equal((await first.get('/v1/municipalities/gm1509')).json.name, 'Oude IJsselstreek')
    assert.equal((await pilot(first)).status, 201)
    await assertRefused({ PROEFTUIN_LISTEN: path }, /register\.sock is in use/)
    assert.equal((await first.get('/health/live')).status, 200)
    await first.stop()
    assert.ok(!existsSync(path))
    writeFileSync(path, 'no socket')
    await assertRefused({ PROEFTUIN_LISTEN: path }, /register\.sock/)
    assert.ok(existsSync(path))
    await assertRefused({ PROEFTUIN_LISTEN: join(folder, 'nowhere', 'x.sock') }, /nowhere/)
    await assertRefused({ PROEFTUIN_LISTEN: join(folder, 'x'.repeat(120)) }, /xxx/)
})

test('a socket that a crash left behind is taken over', async () => {
    const path = join(folder, 'crashed.sock')
    const first = await startServer({ database: server.database, listen: path })
    first.process.kill('SIGKILL')
    await new Promise((resolve) => first.process.on('close', resolve))
    assert.ok(existsSync(path))
    const second = await startServer({ database: server.database, listen: path })
    assert.equal((await second.get('/health/live')).status, 200)
    await second.stop()
})

// ---- The database ----

test('a database that stops while it is asked: what is under way ends, the rest is refused at once, and it comes back', async (t) => {
    const proxy = createProxy()
    await proxy.open()
    const own = await startServer({ database: server.database, env: { DATABASE_URL: proxy.url(server.database) } })
    t.after(() => proxy.remove())
    t.after(() => own.stop())
    const row = (await pilot(own)).json
    for (let round = 0; round < 3; round++) {
        const asked = Array.from({ length: 100 }, (_, n) =>
            n % 4 ? own.get(`/v1/pilots/${row.id}`) : own.patch(`/v1/pilots/${row.id}`, { summary: `${round} ${n}` }))
        await sleep(2)
        await proxy.close()
        for (const answer of await Promise.all(asked))
            if (answer.status !== 200)
                assertProblem(answer, 503, answer.json.code === 'unknownOutcome' ? 'unknownOutcome' : 'unavailable')
        const ready = await eventually(own, '/health/ready', 503)
        assert.deepEqual(ready.json.missing, ['database'])
        // At once, and not when some deadline has passed: those are far away.
        for (const answer of await Promise.all([own.get('/v1/pilots'), pilot(own), own.del(`/v1/pilots/${row.id}`)])) {
            assertProblem(answer, 503, 'unavailable')
            assert.match(answer.headers['retry-after'], /^\d+$/)
        }
        await proxy.open()
        await eventually(own, '/health/ready', 200)
        await eventually(own, `/v1/pilots/${row.id}`, 200)
        await until(async () => (await pilot(own)).status === 201, 'a write') // each lane of each worker comes back by itself
    }
})

test('a daemon that starts before its database lives, says what is missing, and serves when it is there', async (t) => {
    const database = await createDatabase()
    t.after(() => dropDatabase(database))
    const proxy = createProxy()
    t.after(() => proxy.remove())
    const own = await startServer({ database, env: { DATABASE_URL: proxy.url(database) } })
    t.after(() => own.stop())
    assert.equal((await own.get('/health/live')).status, 200)
    const ready = await own.get('/health/ready')
    assert.deepEqual(assertProblem(ready, 503, 'unavailable').missing, ['database', 'migrations'])
    assertProblem(await own.get('/v1/pilots'), 503, 'unavailable')
    assertProblem(await pilot(own), 503, 'unavailable')
    await proxy.open()
    assert.deepEqual((await eventually(own, '/health/ready', 200)).json.missing, [])
    await own.sql(keySql)
    await until(async () => (await pilot(own)).status === 201, 'a write') // by whichever worker
})

test('a session that the server ends is replaced', async () => {
    const row = (await pilot(server)).json
    for (let round = 0; round < 5; round++) {
        const asked = Array.from({ length: 20 }, (_, n) => server.patch(`/v1/pilots/${row.id}`, { sourceOrder: 1 + round * 20 + n }))
        await server.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
        for (const answer of await Promise.all(asked)) assert.ok([200, 503].includes(answer.status), answer.text)
        await eventually(server, '/health/ready', 200)
    }
    // The last sessions may have ended only now.
    await until(async () => (await server.patch(`/v1/pilots/${row.id}`, { summary: 'Weer' })).status === 200, 'a change')
})

// ---- The stop ----

test('SIGTERM lets what is under way end, and takes nothing new', async (t) => {
    const own = await startServer()
    const row = (await pilot(own)).json
    const session = openSession(own.database)
    t.after(() => session.close())
    await session.run(`BEGIN; SELECT 1 FROM pilot WHERE id = '${row.id}' FOR UPDATE`)
    const ended = new Promise((resolve) => own.process.on('exit', (code, signal) => resolve(code ?? signal)))
    const held = own.patch(`/v1/pilots/${row.id}`, { title: 'Nog net' })
    await locksAwaited(own.database)
    let served
    const idle = raw(own.url, 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n', { leave: (heard) => ((served = heard), new Promise(() => {})) })
    await served
    own.process.kill('SIGTERM')
    assert.ok((await idle).closed) // it has begun to stop
    const asked = createClient(own.url).get('/v1/pilots').catch(({ code }) => ({ refused: code }))
    await session.run('COMMIT')
    const answer = await held
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.json.title, 'Nog net')
    const late = await asked
    assert.ok(late.status === 503 || ['ECONNREFUSED', 'ECONNRESET'].includes(late.refused), JSON.stringify(late))
    assert.equal(await ended, 0)
    await own.stop()
})

// They would for an hour: neither their own deadline nor that of the stop comes sooner.
test('idle connections do not hold up the stop', async () => {
    const own = await startServer({ env: { PROEFTUIN_DRAIN_SECONDS: '3600' } })
    const clients = Array.from({ length: 20 }, () => createClient(own.url))
    for (const client of clients) assert.equal((await client.get('/health/live')).status, 200)
    await own.stop()
    for (const client of clients) client.close()
})
