// Exports on their way: clients that read slowly, leave, or come in numbers, a database that goes, a daemon that stops.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { signal, startCluster } from '../support/cluster.mjs'
import { addDocuments, beginExport, fillDocuments, held, heldSql, until } from '../support/exports.mjs'
import { metricsOf, valueOf } from '../support/metrics.mjs'
import { createDatabase, dropDatabase, sql, startServer } from '../support/server.mjs'
import { openSession } from '../support/session.mjs'

const documents = 40_000 // over 20 MB, a hundred times what the daemon, libpq and two sockets hold
const path = '/v1/documents?municipality=gm1509'
let database, directory

before(async () => {
    directory = mkdtempSync('/tmp/proeftuin-flow-')
    database = await createDatabase('template_migrated')
    await addDocuments(database, documents)
})
after(async () => {
    await dropDatabase(database)
    rmSync(directory, { recursive: true, force: true })
})

let servers = 0
/** A daemon of one worker on a Unix socket, whose buffers are small, over the documents. */
async function start(t, env = {}) {
    const listen = `${directory}/${++servers}`
    const server = await startServer({ database, listen, env: { PROEFTUIN_WORKERS: '1', PROEFTUIN_LOG: 'requests', PROEFTUIN_WRITE_SECONDS: '3600', ...env } })
    t.after(() => server.process.exitCode ?? server.stop())
    return server
}

const rowsOf = ({ text }) => text.split('\r\n').length - 2
const memoryOf = ({ process: { pid } }) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1])
const lane = async (server, name) => valueOf(await metricsOf(server), `proeftuin_db_queries_${name}`, { lane: 'pool' })
const lineOf = (server, fits) =>
    until(() => server.stderr().split('\n').slice(0, -1).map((line) => JSON.parse(line)).find(fits))

/** An export that nobody reads, begun so far that PostgreSQL waits. */
async function beginHeld(server) {
    const before = new Set((await held(database)).map(({ pid }) => pid))
    const started = await beginExport(server.url, path)
    assert.equal(started.status, 200)
    const { pid } = await until(async () => (await held(database)).find((session) => !before.has(session.pid)))
    return { ...started, pid }
}

describe('a client that does not read', () => {
    test('makes PostgreSQL wait, not the daemon grow; others are served, and in the end it gets everything', async (t) => {
        const server = await start(t)
        await (await beginExport(server.url, path)).rest() // what a first export takes once and for all
        const quiet = memoryOf(server)
        const started = await beginHeld(server)
        for (let n = 0; n < 50; n++) assert.equal((await server.get('/v1/municipalities/gm1509')).status, 200)
        assert.equal((await server.get('/v1/documents?limit=1000')).status, 200)
        const whole = await (await beginExport(server.url, path)).rest()
        assert.deepEqual([whole.complete, rowsOf(whole)], [true, documents])
        if (!process.env.SANITIZE) assert.ok(memoryOf(server) - quiet < 6000, `${quiet} kB became ${memoryOf(server)} kB`)
        await until(async () => (await held(database)).length === 1)
        const body = await started.rest()
        assert.deepEqual([body.complete, rowsOf(body)], [true, documents])
        assert.equal(body.text, whole.text)
    })

    test('has as long as the limit of an export', async (t) => {
        const server = await start(t, { PROEFTUIN_EXPORT_SECONDS: '1' })
        const started = await beginExport(server.url, path)
        await until(async () => (await held(database)).length === 0 && (await lane(server, 'under_way')) === 0)
        const body = await started.rest()
        assert.equal(body.complete, false)
        assert.ok(rowsOf(body) < documents)
        await until(async () => valueOf(await metricsOf(server), 'proeftuin_http_requests_unfinished_total', { phase: 'sending' }) === 1)
    })

    test('has as long as for any answer', async (t) => {
        const limits = { PROEFTUIN_WRITE_SECONDS: '1', PROEFTUIN_HEAD_SECONDS: '1', PROEFTUIN_BODY_SECONDS: '1' }
        const server = await start(t, limits)
        const started = await beginExport(server.url, path)
        await until(async () => (await lane(server, 'under_way')) === 0)
        assert.equal((await started.rest()).complete, false)
    })
})

describe('a client that leaves', () => {
    test('takes its query along, and the next export finds a connection', async (t) => {
        const server = await start(t, { PROEFTUIN_POOL_CONNECTIONS: '1' })
        for (let round = 0; round < 3; round++) {
            const { leave, pid } = await beginHeld(server)
            leave()
            const whole = await (await beginExport(server.url, path)).rest()
            assert.deepEqual([whole.complete, rowsOf(whole)], [true, documents])
            await until(async () => (await sql(database, `SELECT pid FROM pg_stat_activity WHERE pid = ${pid}`)).length === 0)
        }
        const line = await lineOf(server, ({ broken }) => broken)
        assert.deepEqual([line.status, line.broken, line.outcome, line.level], [200, 'sending', 'abandoned', 'info'])
        assert.ok(!server.stderr().includes('databaseLost'), server.stderr())
        assert.equal(valueOf(await metricsOf(server), 'proeftuin_db_queries_total', { lane: 'pool', outcome: 'abandoned' }), 3)
        assert.equal((await server.get('/health/ready')).status, 200)
    })

    test('while its query works leaves none behind', async (t) => {
        const server = await start(t, { PROEFTUIN_POOL_CONNECTIONS: '1' })
        const session = openSession(database)
        t.after(() => session.close())
        await session.run('BEGIN; LOCK document IN ACCESS EXCLUSIVE MODE')
        const asked = beginExport(server.url, path)
        const { pid } = await until(async () => (await sql(database, `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`))[0])
        const another = createLeaver(server)
        await another
        await session.run('COMMIT')
        assert.equal((await (await asked).rest()).complete, true)
        assert.ok(pid)
        assert.equal(rowsOf(await (await beginExport(server.url, path)).rest()), documents)
    })
})

/** Asks for an export that has to wait for a connection, and leaves when it does. */
async function createLeaver(server) {
    const controller = new AbortController()
    const asked = fetchOver(server, controller.signal)
    await until(async () => (await lane(server, 'waiting')) === 1)
    controller.abort()
    await assert.rejects(asked)
    await until(async () => (await lane(server, 'waiting')) === 0)
}

async function fetchOver(server, signal) {
    const { default: http } = await import('node:http')
    return new Promise((resolve, reject) => {
        http.get({ socketPath: server.url.replace('unix:', ''), path, agent: false, signal, headers: { Accept: 'text/csv' } }, resolve).on('error', reject)
    })
}

describe('more exports than connections', () => {
    test('wait their turn, and beyond the queue get 503', async (t) => {
        const server = await start(t, { PROEFTUIN_POOL_CONNECTIONS: '1', PROEFTUIN_QUEUE: '1', PROEFTUIN_REQUEST_SECONDS: '3600' })
        const first = await beginHeld(server)
        const second = beginExport(server.url, path)
        await until(async () => (await lane(server, 'waiting')) === 1)
        const third = await server.get(path, { headers: { Accept: 'text/csv' } })
        assert.deepEqual([third.status, third.json.code, third.headers['retry-after']], [503, 'unavailable', '1'])
        assert.equal((await server.get('/v1/municipalities/gm1509')).status, 200)
        assert.equal((await first.rest()).complete, true)
        const body = await (await second).rest()
        assert.deepEqual([body.complete, rowsOf(body)], [true, documents])
    })

    test('that wait too long get 504', async (t) => {
        const server = await start(t, { PROEFTUIN_POOL_CONNECTIONS: '1', PROEFTUIN_REQUEST_SECONDS: '1' })
        const first = await beginHeld(server)
        const { status, json } = await server.get(path, { headers: { Accept: 'text/csv' } })
        assert.deepEqual([status, json.code], [504, 'timeout'])
        assert.equal((await first.rest()).complete, true)
    })
})

describe('a database that goes', () => {
    test('halfway breaks the body off, and says so in the log', async (t) => {
        const server = await start(t, { PROEFTUIN_LOG: 'errors' })
        const started = await beginHeld(server)
        await sql(database, `SELECT pg_terminate_backend(${started.pid})`)
        const body = await started.rest()
        assert.equal(body.complete, false)
        assert.ok(rowsOf(body) < documents)
        const line = await lineOf(server, ({ event }) => event === 'request')
        assert.deepEqual([line.level, line.status, line.broken, line.outcome], ['warning', 200, 'sending', 'unavailable'])
        assert.equal(rowsOf(await (await beginExport(server.url, path)).rest()), documents)
    })

    test('with an error halfway breaks it off too', async (t) => {
        const server = await start(t, { PROEFTUIN_LOG: 'errors' })
        const started = await beginHeld(server)
        await sql(database, `SELECT pg_cancel_backend(${started.pid})`)
        const body = await started.rest()
        assert.equal(body.complete, false)
        assert.ok(rowsOf(body) > 0 && rowsOf(body) < documents)
        const line = await lineOf(server, ({ event }) => event === 'request')
        assert.deepEqual([line.level, line.status, line.broken, line.outcome], ['warning', 200, 'sending', 'timeout'])
        assert.equal(rowsOf(await (await beginExport(server.url, path)).rest()), documents)
    })

    test('by kill -9, server and all, breaks it off; the daemon goes on when it is back', async (t) => {
        const cluster = await startCluster()
        t.after(() => cluster.destroy())
        const env = { DATABASE_URL: cluster.url, PROEFTUIN_WORKERS: '1', PROEFTUIN_WRITE_SECONDS: '3600' }
        const server = await startServer({ database: 'proeftuin', listen: `${directory}/${++servers}`, env })
        t.after(() => server.stop())
        await cluster.sql(fillDocuments(documents), 'proeftuin')
        const started = await beginExport(server.url, path)
        assert.equal(started.status, 200)
        const [{ pid }] = await until(async () => {
            const rows = await cluster.sql(heldSql, 'proeftuin')
            return rows.length > 0 && rows
        })
        await cluster.kill()
        signal(Number(pid), 'SIGKILL')
        const body = await started.rest()
        assert.equal(body.complete, false)
        assert.ok(rowsOf(body) < documents)
        await cluster.start()
        await until(async () => (await server.get('/health/ready')).status === 200)
        const whole = await (await beginExport(server.url, path)).rest()
        assert.deepEqual([whole.complete, rowsOf(whole)], [true, documents])
    })

    test('before the first row is an answer like any other', async (t) => {
        const server = await start(t)
        await sql(database, 'ALTER TABLE document RENAME TO document_away')
        const { status, json } = await server.get(path, { headers: { Accept: 'text/csv' } })
        await sql(database, 'ALTER TABLE document_away RENAME TO document')
        assert.deepEqual([status, json.code], [500, 'internal'])
    })
})

describe('a daemon that is told to stop', () => {
    test('finishes an export that is read', async (t) => {
        const server = await start(t, { PROEFTUIN_DRAIN_SECONDS: '120' })
        const started = await beginHeld(server)
        server.process.kill('SIGTERM')
        const body = await started.rest()
        assert.deepEqual([body.complete, rowsOf(body)], [true, documents])
        await until(() => server.process.exitCode !== null)
        assert.equal(server.process.exitCode, 0)
    })

    test('breaks one off that is not, at its limit', async (t) => {
        const server = await start(t, { PROEFTUIN_DRAIN_SECONDS: '1' })
        const started = await beginHeld(server)
        server.process.kill('SIGTERM')
        await until(() => server.process.exitCode !== null)
        assert.equal(server.process.exitCode, 0)
        assert.equal((await started.rest()).complete, false)
    })
})

test('neither blocked writes nor exports hold up a read', async (t) => {
    const server = await start(t)
    const [{ id }] = (await server.get('/v1/documents?reference=doc-1&fields=id')).json.results
    const session = openSession(database)
    t.after(() => session.close())
    await session.run(`BEGIN; UPDATE document SET title = title WHERE id = '${id}'`)
    let ending = false
    const outcomes = new Set()
    const writers = Array.from({ length: 10 }, async () => {
        while (!ending) outcomes.add((await server.patch(`/v1/documents/${id}`, { title: `Changed ${outcomes.size} ${Math.random()}` })).status)
    })
    try {
        const exports = [await beginExport(server.url, path), await beginExport(server.url, path)]
        await until(async () => (await held(database)).length === 2)
        await until(async () => (await lockWaiters()).length > 0)
        for (let n = 0; n < 200; n++) {
            assert.equal((await server.get(`/v1/documents/${id}`)).status, 200)
            assert.equal((await server.get('/v1/documents?limit=5')).status, 200)
        }
        assert.equal((await held(database)).length, 2)
        await until(async () => (await lockWaiters()).length > 0)
        for (const started of exports) assert.equal((await started.rest()).complete, true)
    } finally {
        ending = true
        await session.run('ROLLBACK')
        await Promise.all(writers)
    }
    for (const status of outcomes) assert.ok([200, 409, 504].includes(status), `a blocked write ended with ${status}`)
})

test('a write that waits for a lock is tried again while reads are answered', async (t) => {
    const server = await start(t, { PROEFTUIN_DB_LOCK_MS: '' }) // as shipped
    const [{ id }] = (await server.get('/v1/documents?reference=doc-2&fields=id')).json.results
    const session = openSession(database)
    t.after(() => session.close())
    const retries = async () => valueOf(await metricsOf(server), 'proeftuin_db_queries_total', { lane: 'write', outcome: 'retry' })
    await session.run(`BEGIN; UPDATE document SET title = title WHERE id = '${id}'`)
    let ending = false
    const statuses = []
    const writer = (async () => {
        while (!ending) statuses.push((await server.patch(`/v1/documents/${id}`, { title: `Tried ${statuses.length}` })).status)
    })()
    try {
        const read = async () => assert.equal((await server.get(`/v1/documents/${id}?fields=title`)).json.title, 'Document 2')
        while ((await retries()) < 3) await read() // the lock's limit has passed three times
        await read()
    } finally {
        ending = true
        await session.run('ROLLBACK')
        await writer
    }
    for (const status of statuses) assert.ok([200, 409, 504].includes(status), `a blocked write ended with ${status}`)
    assert.equal((await server.patch(`/v1/documents/${id}`, { title: 'Free again' })).status, 200)
    assert.equal((await server.get(`/v1/documents/${id}`)).json.title, 'Free again')
})

test('an export that rests while others ask is whole, and the same', async (t) => {
    const server = await start(t)
    const alone = await (await beginExport(server.url, path)).rest()
    let ended = false
    const started = Promise.all([1, 2].map(async () => (await beginExport(server.url, path)).rest())).finally(() => (ended = true))
    let reads = 0
    for (; !ended; reads++) assert.equal((await server.get('/v1/municipalities/gm1509')).status, 200)
    for (const body of await started) assert.deepEqual([body.complete, body.text === alone.text], [true, true])
    t.diagnostic(`${reads} reads meanwhile`)
    assert.ok(reads > 0)
})

const lockWaiters = () => sql(database, `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
