// GET /metrics: what is counted rises by exactly what was asked, whoever answers, and no request can make a new series.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { metricsOf, valueOf } from '../support/metrics.mjs'
import { assertProblem } from '../support/problems.mjs'
import { createClient, raw, startServer } from '../support/server.mjs'
import { openSession } from '../support/session.mjs'
import { tables } from '../support/tables.mjs'
import { until } from '../support/until.mjs'

const root = new URL('../../', import.meta.url)
const guide = readFileSync(new URL('docs/observability.md', root), 'utf8')
const requests = 'proeftuin_http_requests_total'
const durations = 'proeftuin_http_request_duration_seconds'
let server

before(async () => {
    server = await startServer({ env: { PROEFTUIN_WORKERS: '3' } })
})
after(() => server.stop())

/** How much each of these samples rises while `work` is done. */
async function rise(samples, work) {
    const earlier = await metricsOf(server)
    await work()
    const later = await metricsOf(server)
    return samples.map(([name, labels]) => valueOf(later, name, labels) - valueOf(earlier, name, labels))
}

/** Waits until a sample has a value: for what is counted after the client has its answer. */
async function becomes(of, name, labels, enough) {
    await until(async () => enough(valueOf(await metricsOf(of), name, labels)), `${name} ${JSON.stringify(labels)}`)
}

/** Lets Prometheus' own tool look, on a machine that has it. */
function promtool(t, args, input = '') {
    try {
        execFileSync('promtool', args, { input, stdio: ['pipe', 'pipe', 'pipe'] })
    } catch (error) {
        if (error.code === 'ENOENT') return t.skip('promtool is not here: it comes with the Debian package prometheus')
        assert.fail(`${error.stdout}${error.stderr}`)
    }
}

/** Each client has a connection of its own, so that all workers get their share. */
async function withClients(count, work) {
    const clients = Array.from({ length: count }, () => createClient(server.url))
    await Promise.all(clients.map(work))
    for (const client of clients) client.close()
}

describe('the page', () => {
    test('is text for Prometheus, whatever form is asked', async () => {
        for (const accept of ['*/*', 'text/plain;version=0.0.4', 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5', 'image/png']) {
            const { status, headers } = await server.get('/metrics', { headers: { Accept: accept } })
            assert.equal(status, 200)
            assert.match(headers['content-type'], /^text\/plain; version=0\.0\.4\b/)
            assert.equal(headers['cache-control'], 'no-store')
        }
        assert.equal((await server.get('/metrics?x=1')).status, 400)
        assert.equal((await server.request('POST', '/metrics')).status, 405)
    })

    test('every family has a type, a help and a name by the rules', async () => {
        for (const [name, { type, help }] of await metricsOf(server)) {
            assert.match(name, /^(proeftuin|process)_[a-z_]+$/)
            assert.ok(['counter', 'gauge', 'histogram'].includes(type), name)
            assert.ok(help.endsWith('.'), name)
            assert.equal(name.endsWith('_total'), type === 'counter', name)
            if (type === 'histogram') assert.ok(name.endsWith('_seconds'), name)
        }
    })

    test('promtool finds nothing wrong with it', async (t) => {
        const { text } = await server.get('/metrics')
        promtool(t, ['check', 'metrics'], text)
    })

    test('promtool takes the alerts of the guide', (t) => {
        const [, rules] = /```yaml\n(.*?)```/s.exec(guide)
        const folder = mkdtempSync(join(tmpdir(), 'alerts-'))
        t.after(() => rmSync(folder, { recursive: true }))
        writeFileSync(join(folder, 'rules.yaml'), rules)
        promtool(t, ['check', 'rules', join(folder, 'rules.yaml')])
    })

    test('a histogram adds up', async () => {
        await withClients(6, (client) => client.get('/v1/pilots'))
        const families = await metricsOf(server)
        for (const { name, type, samples } of families.values()) {
            if (type !== 'histogram') continue
            for (const [key, of] of group(samples)) {
                const buckets = of.filter((sample) => sample.name === `${name}_bucket`)
                const [sum] = of.filter((sample) => sample.name === `${name}_sum`)
                const [count] = of.filter((sample) => sample.name === `${name}_count`)
                const bounds = buckets.map(({ labels }) => Number(labels.le.replace('+Inf', 'Infinity')))
                assert.deepEqual(bounds, [...bounds].sort((a, b) => a - b), key)
                assert.equal(bounds.at(-1), Infinity)
                let lower = 0
                let least = 0
                let before = 0
                buckets.forEach(({ value }, at) => {
                    assert.ok(value >= before, `${name} ${key}: a bucket falls`)
                    least += (value - before) * lower
                    ;[before, lower] = [value, bounds[at]]
                })
                assert.equal(buckets.at(-1).value, count.value)
                assert.ok(sum.value >= least - 1e-9 && (count.value > 0 || sum.value === 0), `${name} ${key}: ${sum.value} < ${least}`)
            }
        }
    })
})

/** The samples of a histogram by their labels other than le. */
function group(samples) {
    const series = new Map()
    for (const sample of samples) {
        const { le, ...rest } = sample.labels
        const key = JSON.stringify(rest)
        series.set(key, [...(series.get(key) ?? []), sample])
    }
    return series
}

describe('what rises', () => {
    const list = { route: '/v1/{collection}', method: 'GET', status: '200' }

    test('requests of many connections, by exactly their number', async () => {
        const rises = await rise([
            [requests, list], [requests, { ...list, method: 'HEAD' }], [requests, { route: '/v1/{collection}/{id}', status: '404' }],
            [requests, { route: 'none', method: 'OPTIONS', status: '204' }], [requests, { route: '/v1/{collection}', method: 'POST', status: '400' }],
            [`${durations}_count`, { route: '/v1/{collection}', method: 'GET' }], [`${durations}_count`, { route: '/v1/{collection}/{id}', method: 'GET' }],
            ['proeftuin_db_queries_total', { lane: 'read', outcome: 'ok' }], ['proeftuin_key_lookups_total'],
        ], () => withClients(12, async (client) => {
            for (let n = 0; n < 5; n++) assert.equal((await client.get('/v1/pilots')).status, 200)
            await client.request('HEAD', '/v1/pilots')
            await client.get('/v1/areas/00000000-0000-7000-8000-000000000000')
            await client.get('/v1/areas/nonsense')
            await client.request('OPTIONS', '/v1/areas')
            await client.post('/v1/pilots', {})
        }))
        rises[7] -= rises.pop() // the key was looked up once a second and worker
        assert.deepEqual(rises, [60, 12, 24, 12, 12, 72, 24, 84])
    })

    test('a scrape counts itself, in the next one', async () => {
        const scrapes = [requests, { route: '/metrics', status: '200' }]
        assert.deepEqual(await rise([scrapes], async () => {}), [1])
        assert.deepEqual(await rise([scrapes], () => withClients(5, (client) => client.get('/metrics'))), [6])
    })

    test('bytes of bodies, and none for HEAD', async () => {
        const page = await server.get('/v1/municipalities?limit=50')
        const names = [['proeftuin_http_response_bytes_total', {}]]
        const [idle] = await rise(names, async () => {}) // what the scrape itself says, give or take a digit
        const [five] = await rise(names, async () => {
            for (let n = 0; n < 5; n++) await server.get('/v1/municipalities?limit=50')
            await server.request('HEAD', '/v1/municipalities?limit=50')
        })
        assert.ok(Math.abs(five - idle - 5 * Buffer.byteLength(page.text)) < 300, `${five} ${idle}`)
    })

    test('refusals of messages, by reason', async () => {
        const told = (head) => raw(server.url, `${head}\r\n\r\n`)
        const cases = {
            host: 'GET / HTTP/1.1', target: 'GET /%00 HTTP/1.1\r\nHost: x', method: 'FROB / HTTP/1.1\r\nHost: x',
            header_name: 'GET / HTTP/1.1\r\nHost: x\r\nA B: c', header_value: 'GET / HTTP/1.1\r\nHost: x\r\nA: b\x01',
            request_line: 'GET  / HTTP/1.1\r\nHost: x', content_length: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1',
            transfer_encoding: 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip',
            length_beside_encoding: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked',
            expectation: 'GET / HTTP/1.1\r\nHost: x\r\nExpect: foo', target_long: `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: x`,
            body_large: 'POST /v1/pilots HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577',
            header_line: 'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c',
        }
        const samples = Object.keys(cases).map((reason) => ['proeftuin_http_refusals_total', { reason }])
        const rises = await rise(samples, () => Promise.all(Object.values(cases).map(told)))
        assert.deepEqual(Object.fromEntries(Object.keys(cases).map((reason, at) => [reason, rises[at]])), Object.fromEntries(Object.keys(cases).map((reason) => [reason, 1])))
        const other = await metricsOf(server)
        assert.equal(valueOf(other, 'proeftuin_http_refusals_total', { reason: 'other' }), 0)
    })

    test('requests that never became whole, and connections', async () => {
        const accepted = 'proeftuin_http_connections_accepted_total'
        const unfinished = 'proeftuin_http_requests_unfinished_total'
        const before = await metricsOf(server)
        const { text, closed } = await raw(server.url, 'POST /v1/pilots HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n{', { leave: (heard) => heard })
        assert.match(text, /^HTTP\/1\.1 100 /)
        assert.ok(!closed)
        await becomes(server, unfinished, { phase: 'receiving' }, (value) => value === valueOf(before, unfinished, { phase: 'receiving' }) + 1)
        assert.ok(valueOf(await metricsOf(server), accepted) > valueOf(before, accepted))
    })
})

test('1,000 random paths make no new series', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-._~/%"{}='
    const random = (length) => Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
    const series = async () => [...(await metricsOf(server)).values()].flatMap(({ samples }) => samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`))
    const methods = ['GET', 'POST', 'DELETE', 'PATCH', 'PUT', 'OPTIONS']
    const ask = async (client, count) => {
        for (let n = 0; n < count; n++) {
            const method = methods[n % methods.length]
            await client.request(method, `${['/', '/v1/', '/v1/pilots/', '/metrics/'][n % 4]}${random(1 + (n % 30))}`, { headers: { 'X-Request-Id': random(10) } })
        }
    }
    await withClients(4, (client) => ask(client, 100))
    const before = await series()
    await withClients(10, (client) => ask(client, 100))
    const later = await series()
    assert.ok(later.length <= before.length + 10, 'every path has its series') // a status that did not happen to come before
    const routes = new Set(later.map((one) => /"route":"([^"]*)"/.exec(one)?.[1]).filter(Boolean))
    for (const route of routes) assert.ok(route === 'none' || tables.routes.some(({ path }) => path === route), route)
})

test('a queue that is full, lanes that are busy, and a client that leaves', async (t) => {
    const own = await startServer({ env: { PROEFTUIN_WORKERS: '1', PROEFTUIN_QUEUE: '1', PROEFTUIN_WRITE_CONNECTIONS: '1' } })
    const clients = Array.from({ length: 80 }, () => createClient(own.url, null)) // a key would be looked up, in the same lane
    const session = openSession(own.database)
    t.after(async () => {
        session.close()
        for (const client of clients) client.close()
        await own.stop()
    })
    const row = (await own.post('/v1/pilots', { municipality: 'gm1509', title: 'Proef', kind: 'pilot', public: true })).json
    const before = valueOf(await metricsOf(own), 'proeftuin_db_queries_total', { lane: 'read', outcome: 'ok' })
    await session.run('BEGIN; LOCK TABLE pilot IN ACCESS EXCLUSIVE MODE')
    const asked = clients.map((client) => client.get(`/v1/pilots/${row.id}`))
    // 64 under way and one that waits is all that a lane takes. No query ends before the COMMIT, so once 15 were refused all 80
    // have come, in whatever order.
    const refused = { lane: 'read', reason: 'full' }
    await becomes(own, 'proeftuin_db_queries_refused_total', refused, (value) => value >= 15)
    await becomes(own, 'proeftuin_db_queries_under_way', { lane: 'read' }, (value) => value === 64)
    const busy = await metricsOf(own)
    assert.equal(valueOf(busy, 'proeftuin_db_queries_waiting', { lane: 'read' }), 1)
    assert.ok(valueOf(busy, 'proeftuin_http_requests_in_flight') >= 65)
    assert.equal(valueOf(busy, 'proeftuin_db_queries_refused_total', refused), 15)
    assert.equal(valueOf(busy, requests, { status: '503' }), 15)
    await session.run('COMMIT')
    const answers = await Promise.all(asked)
    assert.equal(answers.filter(({ status }) => status === 200).length, 65)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
        assertProblem(answer, 503, 'unavailable')
        assert.match(answer.headers['retry-after'], /^\d+$/)
    }
    const quiet = await metricsOf(own)
    assert.equal(valueOf(quiet, 'proeftuin_db_queries_total', { lane: 'read', outcome: 'ok' }), before + 65)
    assert.equal(valueOf(quiet, 'proeftuin_db_queries_under_way', { lane: 'read' }), 0)
    assert.ok(valueOf(quiet, 'proeftuin_db_query_duration_seconds_sum', { lane: 'read' }) > 0)
})

test('connections to the database, and its loss', async (t) => {
    const own = await startServer({ env: { PROEFTUIN_WORKERS: '2' } })
    t.after(() => own.stop())
    const up = await metricsOf(own)
    assert.equal(valueOf(up, 'proeftuin_workers'), 2)
    assert.equal(valueOf(up, 'proeftuin_workers_ready'), 2)
    assert.equal(valueOf(up, 'proeftuin_migrations_applied'), 1)
    await becomes(own, 'proeftuin_db_connections', { lane: 'read' }, (value) => value === 2)
    await becomes(own, 'proeftuin_db_connections', { lane: 'write' }, (value) => value === 4)
    await own.sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
    await becomes(own, 'proeftuin_workers_ready', {}, (value) => value === 2)
    assert.ok(Math.abs(valueOf(up, 'process_start_time_seconds') - Date.now() / 1000) < 300)
    assert.ok(valueOf(up, 'process_resident_memory_bytes') > 1e6)
})

test('switched off, there is nothing', async (t) => {
    const own = await startServer({ env: { PROEFTUIN_METRICS: 'no' } })
    t.after(() => own.stop())
    const { status, json } = await own.get('/metrics')
    assert.deepEqual([status, json.code], [404, 'notFound'])
})

test('docs/observability.md names every family, and no other', async () => {
    const named = [...guide.matchAll(/^\| `((?:proeftuin|process)_[a-z_]+)` \| (\w+) \|/gm)].map(([, name, type]) => `${name} ${type}`)
    const there = [...(await metricsOf(server)).values()].map(({ name, type }) => `${name} ${type}`)
    assert.deepEqual(named.sort(), there.sort())
    const families = new Set((await metricsOf(server)).keys())
    for (const [name] of guide.matchAll(/\b(?:proeftuin|process)_[a-z_]+\b/g))
        assert.ok(families.has(name) || families.has(name.replace(/_(bucket|sum|count)$/, '')), `${name} does not exist`)
})
