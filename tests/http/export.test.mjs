// Lists in other forms than JSON: what comes, and in which form.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parseCsv } from '../support/csv.mjs'
import { metricsOf, valueOf } from '../support/metrics.mjs'
import { raw, startServer } from '../support/server.mjs'
import { resourceOf } from '../support/tables.mjs'
import { until } from '../support/exports.mjs'

const csv = { headers: { Accept: 'text/csv' } }
const ndjson = { headers: { Accept: 'application/x-ndjson' } }
let server

before(async () => {
    server = await startServer({ sample: true, env: { PROEFTUIN_LOG: 'requests' } })
})
after(() => server.stop())

async function get(path, options) {
    const answer = await server.get(path, options)
    assert.equal(answer.status, 200, answer.text)
    return answer
}
const linesOf = ({ text }) => text.split('\n').slice(0, -1).map((line) => JSON.parse(line))

/** All rows of a list, page by page. */
async function walk(path) {
    const rows = []
    for (let next = path; next; ) {
        const { json } = await get(next)
        rows.push(...json.results)
        next = json.next
    }
    return rows
}

describe('CSV', () => {
    test('has a header from the table and a line for each row', async () => {
        const { headers, text } = await get('/v1/pilots', csv)
        const names = resourceOf('pilots').fields.filter((field) => !field.computed)
            .flatMap(({ name, type }) => (type === 'reference' ? [name, `${name}Reference`] : [name]))
        const [header, ...rows] = parseCsv(text)
        assert.deepEqual(header, names)
        const list = await walk('/v1/pilots')
        assert.equal(rows.length, list.length)
        rows.forEach((cells, at) => cells.forEach((cell, column) => assert.equal(cell, cellOf(list[at][names[column]]))))
        assert.equal(text.split('\r\n').length, rows.length + 2)
        assert.equal(headers['content-type'], 'text/csv; charset=utf-8; header=present')
        assert.equal(headers['content-disposition'], 'attachment; filename="pilots.csv"')
        assert.equal(headers.vary, 'Accept')
        assert.equal(headers['transfer-encoding'], 'chunked')
        assert.equal(headers.etag, undefined)
        assert.equal(headers['content-length'], undefined)
    })

    const cellOf = (value) => (value === null ? '' : Array.isArray(value) ? value.join('|') : String(value))

    test('with semicolons is as a spreadsheet wants it', async () => {
        const { text } = await get('/v1/pilots?separator=semicolon&fields=reference,public,domains&reference=oij-14-3,oij-02', csv)
        assert.equal(text, '\ufeffreference;public;domains\r\noij-02;true;\r\noij-14-3;true;community\r\n')
        assert.equal((await get('/v1/pilots?separator=comma&fields=reference&reference=oij-02', csv)).text, 'reference\r\noij-02\r\n')
    })

    test('keeps formulas text, and numbers numbers', async () => {
        for (const [n, title] of ['=1+1', "'-x", 'a,b', 'a;b', 'a"b', '-'].entries())
            assert.equal((await server.post('/v1/pilots', { municipality: 'gm0141', reference: `f${n}`, title, kind: 'pilot', sourceOrder: n + 1 })).status, 201)
        const { text } = await get('/v1/pilots?municipality=gm0141&sort=sourceOrder&fields=title,sourceOrder', csv)
        assert.equal(text, 'title,sourceOrder\r\n\'=1+1,1\r\n\'\'-x,2\r\n"a,b",3\r\n"a;b",4\r\n"a""b",5\r\n\'-,6\r\n')
    })

    test('of no rows is a header, and NDJSON nothing', async () => {
        assert.equal((await get('/v1/pilots?title=nothing&fields=title', csv)).text, 'title\r\n')
        assert.equal((await get('/v1/pilots?title=nothing', ndjson)).text, '')
    })

    test('of one row has its ETag', async () => {
        const { headers, text } = await get('/v1/municipalities/gm1509?fields=code,name', csv)
        assert.equal(text, 'code,name\r\ngm1509,Oude IJsselstreek\r\n')
        assert.equal((await server.get('/v1/municipalities/gm1509?fields=code,name', { headers: { ...csv.headers, 'If-None-Match': headers.etag } })).status, 304)
        const [row] = linesOf(await get('/v1/municipalities/gm0788', ndjson))
        assert.deepEqual(row, (await get('/v1/municipalities/gm0788')).json)
        assert.equal((await server.get('/v1/municipalities/gm9999', csv)).status, 404)
    })
})

describe('parts', () => {
    test('are tables of their own, keyed by their parents', async () => {
        const { text, headers } = await get('/v1/pilots?part=links&municipality=gm1509', csv)
        const [header, ...rows] = parseCsv(text)
        assert.deepEqual(header, ['id', 'municipality', 'reference', 'linkedPilot', 'linkedPilotReference', 'relation'])
        assert.ok(rows.some(([, owner, reference, , linked, relation]) => `${owner} ${reference} ${linked} ${relation}` === 'gm1509 oij-01 oij-01-swoij splitInto'))
        assert.equal(headers['content-disposition'], 'attachment; filename="pilots.links.csv"')
        const links = (await walk('/v1/pilots?fields=links&municipality=gm1509')).flatMap((pilot) => pilot.links)
        assert.equal(rows.length, links.length)
        assert.deepEqual(linesOf(await get('/v1/pilots?part=links', ndjson)).map(({ id, municipality, reference, ...link }) => link), links)
        assert.equal((await get('/v1/pilots?part=links&title=nothing', csv)).text, `${header}\r\n`)
    })

    test('of municipalities are keyed by code', async () => {
        const [header, ...rows] = parseCsv((await get('/v1/municipalities?part=successors&code=gm0788', csv)).text)
        assert.deepEqual(header, ['code', 'successor', 'effectiveFrom', 'kind'])
        assert.deepEqual(rows.map(([code, successor]) => `${code} ${successor}`), ['gm0788 gm0757', 'gm0788 gm0824', 'gm0788 gm0855', 'gm0788 gm0865'])
    })

    test('stand in the rows of a page of NDJSON', async () => {
        const { results } = (await get('/v1/pilots?limit=20&fields=title,links,areas')).json
        assert.deepEqual(linesOf(await get('/v1/pilots?limit=20&fields=title,links,areas', ndjson)), results)
    })
})

describe('a question is the same in every form', () => {
    const questions = ['', 'municipality=gm1509', 'kind=experiment,pilot', 'startDateFrom=2016-01-01&startDateTo=2017-12-31', 'sort=-startDate', 'sort=endDate,-title',
        'sort=-endDate,startDate', 'status=running&asOf=2018-09-12', 'fields=title,status,statusSince&asOf=2018-09-12', 'documentReference=oij-memo-2018', 'fields=title,document']
    for (const question of questions)
        test(question || 'everything', async () => {
            const wanted = await walk(`/v1/pilots?limit=3&${question}`)
            assert.ok(wanted.length > 0)
            assert.deepEqual(linesOf(await get(`/v1/pilots?${question}`, ndjson)), wanted)
            const [header, ...rows] = parseCsv((await get(`/v1/pilots?${question}`, csv)).text)
            const at = header.indexOf('title')
            assert.deepEqual(rows.map((cells) => cells[at].replace(/^'(?='*[=+@-])/, '')), wanted.map(({ title }) => title))
        })

    test('page by page', async () => {
        const whole = linesOf(await get('/v1/pilots?sort=title', ndjson))
        const pages = []
        for (let next = '/v1/pilots?sort=title&limit=4'; next; ) {
            const { headers, text } = await get(next, ndjson)
            pages.push(...linesOf({ text }))
            next = /^<(.*)>; rel="next"$/.exec(headers.link ?? '')?.[1]
        }
        assert.deepEqual(pages, whole)
        const page = await get('/v1/pilots?limit=2&fields=title', csv)
        assert.equal(parseCsv(page.text).length, 3)
        assert.match(page.headers.link, /rel="next"/)
    })
})

describe('which form', () => {
    const json = 'application/json'
    const forms = [
        [undefined, json], ['*/*', json], ['application/*', json], ['text/html, */*;q=0.1', json], ['text/csv;q=0.5, application/json', json],
        ['text/csv', 'text/csv'], ['text/*', 'text/csv'], ['TEXT/CSV; charset=utf-8', 'text/csv'], ['text/csv, application/json;q=0.9', 'text/csv'],
        ['application/json;q=0, */*', 'text/csv'], ['application/x-ndjson', 'application/x-ndjson'], ['application/json;q=0, application/*', 'application/x-ndjson'],
        ['text/csv;q=0.1, application/x-ndjson;q=0.2', 'application/x-ndjson'],
    ]
    for (const [accept, type] of forms)
        test(`${accept} gives ${type}`, async () => {
            for (const path of ['/v1/areas', '/v1/municipalities/gm1509']) {
                const { headers } = await get(path, { headers: accept === undefined ? {} : { Accept: accept } })
                assert.equal(headers['content-type'].split(';')[0], type)
                assert.equal(headers.vary, 'Accept')
            }
        })

    test('none that there is: 406 says which there are', async () => {
        for (const accept of ['text/html', 'image/*', 'text/csv;q=0', 'application/xml, text/plain']) {
            const { status, json: problem } = await server.get('/v1/areas', { headers: { Accept: accept } })
            assert.deepEqual([status, problem.code, problem.acceptable], [406, 'notAcceptable', [json, 'text/csv', 'application/x-ndjson']])
        }
        const { status, json: problem } = await server.get('/v1/findings?municipality=gm1509', csv)
        assert.deepEqual([status, problem.acceptable], [406, [json]])
    })
})

describe('refused', () => {
    const faults = async (path, options) => {
        const { status, headers, json } = await server.get(path, options)
        assert.equal(status, 400)
        assert.equal(headers['content-type'], 'application/problem+json')
        return json.errors.map(({ location, code }) => `${location} ${code}`)
    }
    test('what a table has no room for', async () => {
        assert.deepEqual(await faults('/v1/pilots?expand=document&count=true&fields=title,links', csv), ['expand parameter.together', 'count parameter.together', 'fields fields.part'])
        assert.deepEqual(await faults('/v1/pilots?expand=document&count=true&fields=title,links', ndjson), ['expand parameter.together', 'count parameter.together', 'fields fields.part'])
        assert.deepEqual(await faults('/v1/municipalities/gm1509?fields=successors', csv), ['fields fields.part'])
        assert.deepEqual(await faults('/v1/pilots?part=links&limit=5&sort=title&fields=title', csv), ['limit parameter.together', 'sort parameter.together', 'fields parameter.together'])
    })
    test('what is not there', async () => {
        assert.deepEqual(await faults('/v1/pilots?part=legs', csv), ['part part.unknown'])
        assert.deepEqual(await faults('/v1/areas?part=links', csv), ['part part.unknown'])
        assert.deepEqual(await faults('/v1/pilots?separator=tab&colour=red&limit=0', csv), ['separator text.pattern', 'limit number.tooSmall', 'colour parameter.unknown'])
        assert.deepEqual(await faults('/v1/municipalities/gm1509?part=successors', csv), ['part parameter.unknown'])
    })
    test('what belongs to another form', async () => {
        assert.deepEqual(await faults('/v1/pilots?part=links&separator=comma'), ['separator parameter.together', 'part parameter.together'])
        assert.deepEqual(await faults('/v1/pilots?separator=comma', ndjson), ['separator parameter.together'])
    })
    test('HTTP/1.0, which could not tell the end from a break', async () => {
        const ask = (path, method = 'GET') => raw(server.url, `${method} ${path} HTTP/1.0\r\nHost: x\r\nAccept: text/csv\r\n\r\n`)
        assert.match((await ask('/v1/pilots')).text, /^HTTP\/1\.[01] 505 [^]*"code":"httpVersion"/)
        assert.match((await ask('/v1/pilots?limit=5')).text, /^HTTP\/1\.[01] 200 /)
    })
})

test('HEAD says what GET would, without a body', async () => {
    for (const path of ['/v1/pilots', '/v1/pilots?part=links', '/v1/pilots?limit=5']) {
        const { text, closed } = await raw(server.url, `HEAD ${path} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nConnection: close\r\n\r\n`, { timeout: 60_000 })
        assert.ok(closed)
        assert.match(text, /^HTTP\/1\.1 200 OK\r\n[^]*\r\nContent-Type: text\/csv; charset=utf-8; header=present\r\n/)
        assert.match(text, /\r\nContent-Disposition: attachment; filename="pilots(\.links)?\.csv"\r\n/)
        assert.equal(text.indexOf('\r\n\r\n'), text.length - 4)
    }
    assert.equal((await server.request('HEAD', '/v1/pilots?part=legs', csv)).status, 400)
    assert.equal((await get('/v1/pilots?limit=1')).json.results.length, 1) // what comes next is in step
})

test('the log and the metrics count the bytes of streams', async () => {
    const bytesSent = async () => valueOf(await metricsOf(server), 'proeftuin_http_response_bytes_total')
    const ended = async () => valueOf(await metricsOf(server), 'proeftuin_db_queries_total', { lane: 'pool', outcome: 'ok' })
    const [page, before] = [Buffer.byteLength((await server.get('/metrics')).text), await ended()]
    const start = await bytesSent()
    const { text } = await get('/v1/progress-reports', { headers: { ...csv.headers, 'X-Request-Id': 'counted' } })
    const grown = (await bytesSent()) - start - Buffer.byteLength(text)
    assert.ok(Math.abs(grown - page) < 1000, `${grown} is not the page of metrics, which has ${page}`)
    assert.equal(await ended(), before + 1)
    const line = await until(() => server.stderr().split('\n').filter((one) => one.includes('"counted"')).map((one) => JSON.parse(one))[0])
    assert.deepEqual([line.status, line.bytes, line.broken, line.outcome], [200, Buffer.byteLength(text), undefined, undefined])
    assert.ok(line.databaseMs > 0 && line.totalMs >= line.durationMs)
})
