// The log: what it says of a request and what it never says, request ids and trace context, and that nobody waits for
// whoever reads it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorization } from '../support/keys.mjs'
import { metricsOf, valueOf } from '../support/metrics.mjs'
import { createClient, raw, startServer } from '../support/server.mjs'
import { locksAwaited, openSession } from '../support/session.mjs'
import { until } from '../support/until.mjs'

const guide = readFileSync(new URL('../../docs/observability.md', import.meta.url), 'utf8')
const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const fields = new Set() // all that were seen
let server

before(async () => {
    server = await startServer({ env: { PROEFTUIN_LOG: 'requests', PROEFTUIN_WORKERS: '3' } })
})
after(() => server.stop())

function linesOf(of) {
    const lines = of.stderr().split('\n').slice(0, -1).map((line) => JSON.parse(line))
    for (const line of lines) for (const name of Object.keys(line)) fields.add(name)
    return lines
}

/** The first line that fits, when it comes. */
async function lineWhere(of, fits) {
    return until(() => linesOf(of).find(fits), `a line that fits ${fits}`)
}

let asked = 0
/** Asks with an id of its own; the answer and its line. */
async function ask(method, path, { headers = {}, body } = {}, of = server) {
    const id = `test-${++asked}`
    const answer = await of.request(method, path, { headers: { 'X-Request-Id': id, ...headers }, body })
    assert.equal(answer.headers['x-request-id'], id)
    return { answer, line: await lineWhere(of, ({ requestId }) => requestId === id) }
}

describe('a line', () => {
    test('says when, what, how it ended and how long it took', async () => {
        const { answer, line } = await ask('GET', '/v1/municipalities/gm1509', { headers: { traceparent: parent } })
        const { time, durationMs, databaseMs, totalMs, ...rest } = line
        assert.deepEqual(rest, {
            level: 'info', event: 'request', requestId: line.requestId, traceId: parent.slice(3, 35), method: 'GET', route: '/v1/{collection}/{id}',
            path: '/v1/municipalities/gm1509', status: 200, queueMs: rest.queueMs, bytes: Buffer.byteLength(answer.text),
        })
        assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
        assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000)
        assert.ok(databaseMs > 0 && databaseMs <= durationMs && durationMs <= totalMs)
    })

    test('of what was refused names the reason', async () => {
        const invalid = await ask('POST', '/v1/pilots', { body: { title: 'x' } })
        assert.deepEqual([invalid.line.level, invalid.line.status, invalid.line.problem], ['info', 400, 'invalidInput'])
        const unknown = await ask('GET', '/v1/nothing/at/all')
        assert.deepEqual([unknown.line.status, unknown.line.problem, unknown.line.route], [404, 'notFound', undefined])
        await raw(server.url, 'GET /v1/pilots HTTP/1.1\r\nX-Request-Id: no-host\r\n\r\n')
        const { status, problem, refused } = await lineWhere(server, ({ requestId }) => requestId === 'no-host')
        assert.deepEqual([status, problem, refused], [400, 'invalidMessage', 'host'])
    })

    test('never holds a query, a body or a header', async () => {
        const secret = 'geheim-7f3a'
        await ask('GET', `/v1/pilots?title=${secret}&search=${secret}`)
        await ask('GET', `/v1/municipalities?cursor=${secret}`)
        await ask('POST', '/v1/pilots', { body: { municipality: 'gm1509', kind: 'pilot', title: secret, reference: secret } })
        await ask('POST', '/v1/pilots', { body: `{"${secret}`, headers: { 'Content-Type': 'application/json' } })
        await ask('POST', '/v1/pilots', { body: { title: secret, kind: secret }, headers: { 'Idempotency-Key': secret } })
        await ask('GET', '/v1/pilots', { headers: { Authorization: `Bearer ${secret}`, Cookie: secret, 'If-None-Match': secret, 'X-Api-Key': secret } })
        assert.ok(!server.stderr().includes(secret), server.stderr())
    })

    test('stays whole whatever the path holds', async () => {
        for (const [n, path] of ['/"\\', '/\x01\x1f', '/\xff\xfe', `/${'\x80'.repeat(3000)}`, '/%22%0a'].entries()) {
            await raw(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Request-Id: odd-${n}\r\nConnection: close\r\n\r\n`)
            assert.ok(Buffer.byteLength(JSON.stringify(await lineWhere(server, ({ requestId }) => requestId === `odd-${n}`))) < 4096)
        }
    })

    test('comes for every request of many, from all workers', async () => {
        const clients = Array.from({ length: 9 }, () => createClient(server.url))
        await Promise.all(clients.map(async (client, at) => {
            for (let n = 0; n < 30; n++) await client.get('/health/live', { headers: { 'X-Request-Id': `many-${at}-${n}` } })
            client.close()
        }))
        await lineWhere(server, () => linesOf(server).filter(({ requestId }) => requestId?.startsWith('many-')).length === 270)
    })

    test('of a client that left says so', async (t) => {
        const own = await startServer({ env: { PROEFTUIN_LOG: 'requests', PROEFTUIN_WORKERS: '1' } })
        t.after(() => own.stop())
        const session = openSession(own.database)
        t.after(() => session.close())
        await session.run('BEGIN; LOCK TABLE area')
        const body = JSON.stringify({ municipality: 'gm1509', reference: 'w1', name: 'Wijk', kind: 'district' })
        await raw(own.url, `POST /v1/areas HTTP/1.1\r\nHost: x\r\n${authorization}X-Request-Id: left\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`, { leave: () => locksAwaited(own.database) })
        const line = await lineWhere(own, ({ requestId }) => requestId === 'left')
        assert.deepEqual([line.broken, line.outcome, line.status], ['working', 'abandoned', undefined])
    })
})

describe('request ids', () => {
    test('are given back when they are sane, and else made', async () => {
        for (const id of ['a', 'Root=1-67891233-abcdef01', 'x'.repeat(64)])
            assert.equal((await server.get('/health/live', { headers: { 'X-Request-Id': id } })).headers['x-request-id'], id)
        const made = new Set()
        for (const id of [undefined, '', 'a b', 'x'.repeat(65), '<script>', 'caf\xe9', '"']) {
            const { headers } = await server.get('/health/live', { headers: id === undefined ? {} : { 'X-Request-Id': id } })
            assert.match(headers['x-request-id'], /^[0-9a-f]{12}-[0-9a-f]+$/)
            made.add(headers['x-request-id'])
        }
        assert.equal(made.size, 7)
    })

    test('stand on every answer', async () => {
        for (const [method, path, body] of [['GET', '/v1/nothing'], ['GET', '/v1/pilots?x=1'], ['POST', '/v1/pilots', {}], ['PUT', '/v1/pilots', {}],
            ['OPTIONS', '/v1/pilots'], ['HEAD', '/v1/pilots'], ['GET', '/health/ready'], ['GET', '/metrics'], ['GET', `/${'a'.repeat(9000)}`]])
            assert.ok((await server.request(method, path, { body })).headers['x-request-id'], `${method} ${path}`)
        assert.match((await raw(server.url, 'GET / HTTP/1.1\r\n\r\n')).text, /\r\nX-Request-Id: [0-9a-f-]+\r\n/)
    })

    test('a valid traceparent comes back, an invalid one does not', async () => {
        const given = async (traceparent) => (await server.get('/health/live', { headers: { traceparent } })).headers.traceparent
        assert.equal(await given(parent), parent)
        for (const odd of [parent.toUpperCase(), parent.replace('0af7', 'xxxx'), `${parent}-x`, 'x']) assert.equal(await given(odd), undefined)
    })
})

describe('how much is logged', () => {
    const lose = async (of) => {
        await of.sql('ALTER TABLE decision RENAME TO decision_away')
        return ask('GET', '/v1/decisions', {}, of)
    }

    test('errors: what failed here, with what the database said', async (t) => {
        const own = await startServer()
        t.after(() => own.stop())
        assert.equal((await own.get('/v1/pilots')).status, 200)
        assert.equal((await own.get('/v1/nothing')).status, 404)
        const { answer, line } = await lose(own)
        assert.equal(answer.status, 500)
        assert.deepEqual([line.level, line.status, line.problem, line.outcome], ['error', 500, 'internal', 'failed'])
        assert.match(line.message, /^42P01: /)
        assert.deepEqual(linesOf(own).map(({ status }) => status), [500])
    })

    test('errors: the database that goes and comes back', async (t) => {
        const own = await startServer({ env: { PROEFTUIN_WORKERS: '1' } })
        t.after(() => own.stop())
        await own.sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
        const lost = await lineWhere(own, ({ event }) => event === 'databaseLost')
        assert.equal(lost.level, 'warning')
        assert.match(lost.message, /\w/)
        await lineWhere(own, ({ event }) => event === 'databaseBack')
    })

    test('off: nothing', async (t) => {
        const own = await startServer({ env: { PROEFTUIN_LOG: 'off' } })
        t.after(() => own.stop())
        await own.sql('ALTER TABLE decision RENAME TO decision_away')
        assert.equal((await own.get('/v1/decisions')).status, 500)
        await sleep(100)
        assert.equal(own.stderr(), '')
        assert.equal(valueOf(await metricsOf(own), 'proeftuin_log_lines_total'), 0)
    })
})

test('a reader that is stuck costs lines and nothing else', async (t) => {
    const own = await startServer({ env: { PROEFTUIN_LOG: 'requests', PROEFTUIN_WORKERS: '1' } })
    t.after(() => own.stop())
    own.process.stderr.pause()
    const path = `/v1/${'x'.repeat(800)}`
    const clients = Array.from({ length: 8 }, () => createClient(own.url))
    const dropped = async () => valueOf(await metricsOf(own), 'proeftuin_log_lines_dropped_total')
    for (let round = 0; round < 40 && (await dropped()) === 0; round++)
        await Promise.all(clients.map(async (client) => {
            for (let n = 0; n < 10; n++) assert.equal((await client.get(path)).status, 404)
        }))
    const lost = await dropped()
    assert.ok(lost > 0)
    assert.equal((await own.get('/health/ready')).status, 200)
    for (const client of clients) client.close()
    own.process.stderr.resume()
    await lineWhere(own, ({ path: at }) => at === '/health/ready' || at === path)
    const answer = await own.get('/v1/after', { headers: { 'X-Request-Id': 'after' } })
    assert.equal(answer.status, 404)
    // Whoever reads again sees new lines again, as soon as there is room for them.
    await until(async () => {
        await own.get('/v1/after', { headers: { 'X-Request-Id': 'well-after' } })
        return linesOf(own).some(({ requestId }) => requestId === 'well-after')
    }, 'a line of now')
})

test('docs/observability.md names every field, and no other', async () => {
    linesOf(server)
    const section = guide.slice(guide.indexOf('## Log'), guide.indexOf('### Following'))
    const named = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    assert.deepEqual([...named].sort(), [...fields].sort())
})
