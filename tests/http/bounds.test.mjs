// Each limit by name: what is just within is served, what is beyond is refused as documented (docs/reliability.md lists them all), and
// nobody learns anything of our insides.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { metricsOf, valueOf } from '../support/metrics.mjs'
import { assertProblem } from '../support/problems.mjs'
import { raw, startServer } from '../support/server.mjs'
import { locksAwaited, openSession } from '../support/session.mjs'

let server, pilot
before(async () => {
    server = await startServer()
    pilot = (await server.post('/v1/pilots', { municipality: 'gm1509', title: 'Proef', kind: 'pilot', public: true })).json
})
after(() => server.stop())

/** Another daemon over the same database, with less patience. */
async function hasty(t, env) {
    const own = await startServer({ database: server.database, env: { PROEFTUIN_WORKERS: '1', ...env } })
    t.after(() => own.stop())
    return own
}

/** Somebody who holds a table, so that all others wait for it, until the test ends. */
async function holding(t, table) {
    const session = openSession(server.database)
    t.after(() => session.close())
    await session.run(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
    return session
}

const get = (path, lines = []) => `GET ${path} HTTP/1.1\r\n${['Host: x', 'Connection: close', ...lines].join('\r\n')}\r\n\r\n`
const status = ({ text }) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1])
const insides = /libmicrohttpd|postgres|libpq|pool|buffer|arena|statement|lock/i

// ---- Heads ----

test('bytes of a head: 16 kB are read, 64 kB are refused with 431 and the connection is closed', async () => {
    assert.equal(status(await raw(server.url, get('/health/live', [`X-Long: ${'x'.repeat(16_000)}`]))), 200)
    const answer = await raw(server.url, get('/health/live', [`X-Long: ${'x'.repeat(64_000)}`]))
    assert.equal(status(answer), 431, answer.text)
    assert.ok(answer.closed)
    assert.doesNotMatch(answer.text, insides)
})

test('headers: a hundred are read, ten thousand are refused with 431', async () => {
    const lines = (count) => Array.from({ length: count }, (_, n) => `X${n}: y`)
    assert.equal(status(await raw(server.url, get('/health/live', lines(100)))), 200)
    const answer = await raw(server.url, get('/health/live', lines(10_000)))
    assert.equal(status(answer), 431, answer.text)
    assert.ok(answer.closed)
})

test('an address: 8 KiB are read, a byte more is refused with 414', async () => {
    const path = (length) => `/v1/pilots?title=${'x'.repeat(length - '/v1/pilots?title='.length)}`
    assert.notEqual((await server.get(path(8192))).status, 414)
    assertProblem(await server.get(path(8193)), 414, 'addressTooLong')
})

// ---- Memory ----

test('memory of a request: a page that does not fit is refused with 503, and the next request is served', async (t) => {
    const own = await startServer({ env: { PROEFTUIN_WORKERS: '1' } })
    t.after(() => own.stop())
    await own.sql(`INSERT INTO pilot (id, municipality, title, kind) SELECT gen_random_uuid(), 'gm1509', 'Zwaar', 'pilot' FROM generate_series(1, 100);
        INSERT INTO decision (id, municipality, pilot_id, public, kind, stage, reason)
        SELECT gen_random_uuid(), municipality, id, public, 'start', 'proposed', repeat(chr(128512), 4000) FROM pilot, generate_series(1, 60)`)
    assert.equal((await own.get('/v1/pilots?limit=10&expand=decisions')).status, 200) // some 10 MB
    const answer = await own.get('/v1/pilots?limit=100&expand=decisions') // some 96 MB, over the 64 MiB of an answer
    assertProblem(answer, 503, 'unavailable')
    assert.match(answer.headers['retry-after'], /^\d+$/)
    assert.equal((await own.get('/v1/pilots?limit=100')).status, 200)
})

// ---- Deadlines ----

test('a head that does not end: the connection is closed without an answer', async (t) => {
    const own = await hasty(t, { PROEFTUIN_HEAD_SECONDS: '1' })
    assert.deepEqual(await raw(own.url, 'GET /health/live HTTP/1.1\r\nHost: x\r\n'), { text: '', closed: true })
    assert.deepEqual(await raw(own.url, ''), { text: '', closed: true })
})

test('a body that does not end: the connection is closed without an answer', async (t) => {
    const own = await hasty(t, { PROEFTUIN_BODY_SECONDS: '1' })
    const head = 'POST /v1/pilots HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'
    assert.deepEqual(await raw(own.url, head), { text: '', closed: true })
})

test('the database, for a read that takes too long: 504', async (t) => {
    const own = await hasty(t, { PROEFTUIN_DB_READ_MS: '200' })
    await holding(t, 'pilot')
    assertProblem(await own.get(`/v1/pilots/${pilot.id}`), 504, 'timeout')
    assert.equal(valueOf(await metricsOf(own), 'proeftuin_db_queries_total', { lane: 'read', outcome: 'timeout' }), 1)
})

test('the database, for a write that takes too long: 504', async (t) => {
    const own = await hasty(t, { PROEFTUIN_DB_WRITE_MS: '200' })
    await holding(t, 'area')
    assertProblem(await own.post('/v1/areas', { municipality: 'gm1509', name: 'Dorp', kind: 'village' }), 504, 'timeout')
})

test('the lock of another write: three attempts, then 409', async (t) => {
    const own = await hasty(t, { PROEFTUIN_DB_LOCK_MS: '100' })
    const session = openSession(server.database)
    t.after(() => session.close())
    await session.run(`BEGIN; SELECT 1 FROM pilot WHERE id = '${pilot.id}' FOR UPDATE`)
    assertProblem(await own.patch(`/v1/pilots/${pilot.id}`, { summary: 'Vergeefs' }), 409, 'conflict')
    assert.equal(valueOf(await metricsOf(own), 'proeftuin_db_queries_total', { lane: 'write', outcome: 'retry' }), 3)
})

test('the whole request: 504, and the connection is closed', async (t) => {
    const own = await hasty(t, { PROEFTUIN_REQUEST_SECONDS: '1' })
    const session = await holding(t, 'pilot')
    const answer = await own.get(`/v1/pilots/${pilot.id}`)
    assertProblem(answer, 504, 'timeout')
    assert.equal(answer.headers.connection, 'close')
    await session.run('COMMIT')
    assert.equal((await own.get(`/v1/pilots/${pilot.id}`)).status, 200)
})

// ---- The queue ----

test('the queue of a lane: beyond it 503 with Retry-After, at once, and what waits is answered', async (t) => {
    const own = await hasty(t, { PROEFTUIN_QUEUE: '2' })
    const outside = own.as(null) // a key would be looked up, in the same lane
    t.after(() => outside.close())
    const session = await holding(t, 'pilot')
    const taken = 64 + 2
    const asked = Array.from({ length: taken + 4 }, () => outside.get(`/v1/pilots/${pilot.id}`))
    await locksAwaited(server.database)
    // Nothing ends while the table is held, but the refusals: the first four answers are they.
    const first = []
    await new Promise((resolve) => asked.forEach((one) => one.then((answer) => first.push(answer) === 4 && resolve())))
    for (const answer of first.slice(0, 4)) {
        assertProblem(answer, 503, 'unavailable')
        assert.match(answer.headers['retry-after'], /^\d+$/)
    }
    await session.run('COMMIT')
    const answers = await Promise.all(asked)
    assert.equal(answers.filter((answer) => answer.status === 200).length, taken)
})
