// What every answer has in common, whatever was asked: the technical rules of the NL API Design Rules 2.2, problems in
// two
// languages, methods, addresses, and what the service says of itself.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { raw, startServer } from '../support/server.mjs'

let server, pilot
before(async () => {
    server = await startServer()
    const { json } = await server.post('/v1/pilots', { municipality: 'gm1509', title: 'Proef', kind: 'pilot' })
    pilot = `/v1/pilots/${json.id}`
})
after(() => server.stop())

const collections = ['municipalities', 'task-fields', 'documents', 'organisations', 'areas', 'programmes', 'programme-lines',
    'pilots', 'participations', 'deliverables', 'decisions', 'progress-reports', 'indicators', 'goals', 'measurements',
    'budget-lines', 'reported-totals', 'evaluations', 'recommendations', 'lessons']
const unknownId = '01900000-0000-7000-8000-000000000000'

/** What must be in every response (/core/version-header, /core/transport/security-headers). */
function hasCommonHeaders({ headers, status }, what) {
    assert.match(headers['api-version'] ?? '', /^\d+\.\d+\.\d+$/, what)
    assert.equal(headers['cache-control'], 'no-store', what)
    assert.equal(headers['content-security-policy'], "frame-ancestors 'none'", what)
    assert.match(headers['strict-transport-security'] ?? '', /^max-age=\d{8,}/, what)
    assert.equal(headers['x-content-type-options'], 'nosniff', what)
    assert.equal(headers['x-frame-options'], 'DENY', what)
    if (status !== 204 && status !== 304) assert.ok(headers['content-type'], what)
    // Nothing of what it is made of, and no state (/core/hide-implementation, /core/stateless).
    for (const name of ['server', 'x-powered-by', 'set-cookie', 'via']) assert.equal(headers[name], undefined,
        `${what}: ${name}`)
}

/** /core/error-handling/problem-details: RFC 9457, with status, title and detail. */
function isProblem(response, status, code, what) {
    assert.equal(response.status, status, what)
    assert.equal(response.headers['content-type'], 'application/problem+json', what)
    assert.deepEqual(Object.keys(response.json).slice(0, 5), ['type', 'title', 'status', 'detail', 'code'], what)
    assert.equal(response.json.status, status, what)
    assert.equal(response.json.code, code, what)
    for (const member of ['title', 'detail']) assert.match(response.json[member], /^\p{Lu}.+/u, what)
    assert.match(response.json.detail, /\.$/, what)
    assert.doesNotMatch(response.text, /SQLSTATE|PT412|[a-z]__[a-z]|postgres|libpq|\.c:\d|relation "/i, what)
    hasCommonHeaders(response, what)
}

describe('every response', () => {
    const questions = [
        [200, 'GET', '/v1'], [200, 'GET', '/v1/pilots'], [200, 'HEAD', '/v1/pilots'], [200, 'GET', '/health/live'],
        [200, 'GET', '/health/ready'],
        [200, 'GET', '/v1/findings?municipality=gm1509'], [204, 'OPTIONS', '/v1/pilots'],
        [204, 'OPTIONS', '/health/live'],
        [201, 'POST', '/v1/areas', { municipality: 'gm1509', name: 'Silvolde', kind: 'village' }],
        [400, 'POST', '/v1/areas', {}], [400, 'GET', '/v1/pilots?x=1'], [400, 'GET', '/v1/findings'], [404, 'GET', '/'],
        [404, 'GET', '/v2/pilots'],
        [404, 'GET', `/v1/pilots/${unknownId}`], [405, 'PUT', '/v1/pilots'],
        [406, 'GET', '/v1/pilots', undefined, { Accept: 'text/html' }],
        [413, 'POST', '/v1/areas', 'x'.repeat(2 ** 20 + 1), { 'Content-Type': 'application/json' }],
        [414, 'GET', `/v1/pilots?title=${'x'.repeat(20000)}`],
        [415, 'POST', '/v1/areas', 'name=x', { 'Content-Type': 'application/x-www-form-urlencoded' }],
        [501, 'BREW', '/v1/pilots'],
    ]
    for (const [status, method, path, body, headers] of questions)
        test(`${status}: ${method} ${path.slice(0, 50)}`, async () => {
            const response = await server.request(method, path, { body, headers })
            assert.equal(response.status, status, response.text)
            hasCommonHeaders(response)
            if (status >= 400) isProblem(response, status, response.json?.code)
            else if (status < 300 && status !== 204) assert.equal(response.headers['content-type'], 'application/json')
        })

    test('304', async () => {
        const { headers } = await server.get(pilot)
        const response = await server.get(pilot, { headers: { 'If-None-Match': headers.etag } })
        assert.equal(response.status, 304)
        hasCommonHeaders(response)
    })

    test('412', async () => {
        const response = await server.patch(pilot, { title: 'Andere' }, { headers: { 'If-Match': '"9.0"' } })
        isProblem(response, 412, 'preconditionFailed')
    })

    test('a message that is no HTTP', async () => {
        for (const message of ['GET /v1/pilots HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
            'GET /v1/pilots?title=%00 HTTP/1.1\r\nHost: x\r\n\r\n']) {
            const { text, closed } = await raw(server.url, message)
            assert.match(text, /^HTTP\/1\.1 400 /)
            assert.match(text, /\r\nAPI-Version: \d/i)
            assert.match(text, /\r\nContent-Type: application\/problem\+json\r\n/i)
            assert.match(text, /\r\nX-Content-Type-Options: nosniff\r\n/i)
            assert.equal(closed, true)
        }
    })
})

describe('addresses', () => {
    test('a slash at the end is 404, without a redirect', async () => {
        for (const path of [...collections.map((name) => `/v1/${name}/`), '/v1/', `${pilot}/`, `${pilot}/findings/`,
            '/v1/findings/', '/health/live/', '/health/']) {
            const response = await server.get(path)
            isProblem(response, 404, 'notFound', path)
            assert.equal(response.headers.location, undefined)
        }
    })

    test('what does not exist is 404, for every method', async () => {
        for (const path of ['/', '/v1x', '/V1/pilots', '/v1/Pilots', '/v1/pilot', '/v1/pilots.json', '//v1/pilots',
            '/v1//pilots', '/v1/pilots//x', '/v1/./pilots',
            '/v1/../v1/pilots', '/v1/pilots;x', '/v1/%70ilotz', '/v1/progress_reports', `${pilot}/links`,
            `${pilot}/findings/x`, `/v1/areas/${unknownId}/findings`,
            '/health', '/v1/pilots/%2e%2e', "/v1/pilots/'", '/v1/pilots/%F0%9F%98%80'])
            for (const [method, body] of [['GET'], ['POST', {}], ['DELETE']])
                isProblem(await server.request(method, path, { body }), 404, 'notFound', `${method} ${path}`)
    })

    test('a row that is not there is 404, whatever its key looks like', async () => {
        const keys = [unknownId, unknownId.toUpperCase(), pilot.split('/')[3].toUpperCase(),
            unknownId.replaceAll('-', ''), `{${unknownId}}`, '1', 'x', '-', 'null', 'gm1509',
            'x'.repeat(300), `${unknownId}0`]
        for (const name of collections.filter((one) => one !== 'municipalities'))
            for (const key of keys) isProblem(await server.get(`/v1/${name}/${key}`), 404, 'notFound', `${name}/${key}`)
        for (const key of ['gm9999', 'GM1509', 'gm150', 'nl2', unknownId, 'x'.repeat(60)])
            isProblem(await server.get(`/v1/municipalities/${key}`), 404, 'notFound', key)
    })
})

describe('methods', () => {
    const allowed = {
        '/v1': 'GET, HEAD, OPTIONS',
        '/v1/findings': 'GET, HEAD, OPTIONS',
        '/v1/pilots': 'GET, HEAD, POST, OPTIONS',
        '/v1/progress-reports': 'GET, HEAD, POST, OPTIONS',
        '/v1/municipalities/gm1509': 'GET, HEAD, PATCH, DELETE, OPTIONS',
        [`/v1/pilots/${unknownId}`]: 'GET, HEAD, PATCH, DELETE, OPTIONS',
        [`/v1/pilots/${unknownId}/findings`]: 'GET, HEAD, OPTIONS',
        [`/v1/pilots/${unknownId}/readiness`]: 'GET, HEAD, OPTIONS',
        '/health/live': 'GET, HEAD, OPTIONS',
        '/health/ready': 'GET, HEAD, OPTIONS',
    }
    for (const [path, methods] of Object.entries(allowed)) {
        test(`OPTIONS ${path}`, async () => {
            const { status, headers, text } = await server.request('OPTIONS', path)
            assert.deepEqual([status, headers.allow, text], [204, methods, ''])
        })

        test(`no others at ${path}`, async () => {
            for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((name) => !methods.includes(name))) {
                const response = await server.request(method, path, { body: ['GET', 'DELETE'].includes(method)
                    ? undefined : {} })
                isProblem(response, 405, 'methodNotAllowed', method)
                assert.equal(response.headers.allow, methods)
            }
        })
    }

    test('methods that exist nowhere', async () => {
        for (const method of ['TRACE', 'PROPFIND', 'BREW']) {
            const response = await server.request(method, '/v1/pilots')
            assert.ok(response.status === 501 || (response.status === 405 && response.headers.allow), method)
            isProblem(response, response.status, response.json.code)
        }
    })

    test('HEAD answers as GET does, without the body', async () => {
        for (const path of ['/v1', '/v1/pilots?limit=1', pilot, '/v1/municipalities?limit=2',
            '/v1/findings?municipality=gm1509', '/health/live', '/v1/nothing', '/v1/pilots?x=1']) {
            const get = await server.get(path)
            const head = await server.request('HEAD', path)
            assert.equal(head.status, get.status)
            assert.equal(head.text, '')
            const { date, 'x-request-id': id, ...rest } = head.headers
            assert.deepEqual({ ...rest, date: get.headers.date, 'x-request-id': get.headers['x-request-id'] }, get.headers)
        }
    })

    test('reading changes nothing', async () => {
        const { text } = await server.get(pilot)
        for (const method of ['HEAD', 'OPTIONS', 'GET']) await server.request(method, pilot)
        assert.equal((await server.get(pilot)).text, text)
    })
})

describe('Accept', () => {
    const statusOf = async (accept) => (await server.get('/v1', { headers: accept === undefined ? {}
        : { Accept: accept } })).status

    test('JSON, for who takes it', async () => {
        for (const accept of [undefined, '', '*/*', 'application/json', 'APPLICATION/JSON', 'application/*',
            'text/html, */*;q=0.1', 'application/json;charset=utf-8',
            'application/json; q=0.001', 'text/html;q=1,application/json;q=0.5',
            'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8',
            'text/*;q=0, application/json', '*/*;q=0, application/json', 'application/json;seq=0'])
            assert.equal(await statusOf(accept), 200, accept)
    })

    test('406 for who does not', async () => {
        for (const accept of ['text/html', 'text/*', 'application/xml', 'application/json;q=0',
            'application/json; q=0.000', '*/*;q=0', '*/*, application/json;q=0',
            'application/*;q=0, */*', 'application/jsonx', 'image/png, text/html;q=0.5'])
            assert.equal(await statusOf(accept), 406, accept)
        isProblem(await server.get(pilot, { headers: { Accept: 'text/html' } }), 406, 'notAcceptable')
    })
})

describe('languages', () => {
    const languageOf = async (header) => {
        const { headers, json } = await server.get('/v1/nothing', { headers: header === undefined ? {}
            : { 'Accept-Language': header } })
        assert.equal(json.title, headers['content-language'] === 'en' ? 'Not found' : 'Niet gevonden')
        return headers['content-language']
    }

    test('Dutch, unless English is preferred', async () => {
        for (const header of [undefined, '', 'nl', 'nl-NL', 'nl-BE, en;q=0.9', 'nl, en', 'en;q=0.5, nl',
            'en;q=0.5, nl;q=0.5', '*', 'de', 'de, fr;q=0.5', 'en;q=0', 'english', 'q=1', ';;,,',
            'nl;q=0.8, *;q=0.2'])
            assert.equal(await languageOf(header), 'nl', header)
        for (const header of ['en', 'EN', 'en-GB', 'en-US,en;q=0.9', 'nl;q=0.5, en', 'nl;q=0, en', 'de, en;q=0.5',
            'en, *;q=0.5', 'nl;q=0, *', 'nl;q=0.5, en;q=0.501'])
            assert.equal(await languageOf(header), 'en', header)
    })

    test('what is in a language says in which', async () => {
        for (const path of ['/v1', '/v1/findings?municipality=gm1509', `${pilot}/findings`, '/v1/pilots?x=1'])
            for (const language of ['nl', 'en'])
                assert.equal((await server.get(path,
                    { headers: { 'Accept-Language': language } })).headers['content-language'], language, path)
    })
})

describe('what the service says of itself', () => {
    test('/v1 lists what there is', async () => {
        const { json } = await server.get('/v1')
        assert.deepEqual(json.results.map((item) => item.name), collections)
        for (const { name, url, title } of json.results) {
            assert.equal(url, `/v1/${name}`)
            assert.match(title, /^\p{Lu}/u)
            assert.equal((await server.get(`${url}?limit=1`)).status, 200)
        }
        const english = (await server.get('/v1', { headers: { 'Accept-Language': 'en' } })).json
        assert.deepEqual(english.results.map((item) => item.title), ['Municipalities', 'Task fields', 'Documents', 'Organisations',
            'Areas', 'Programmes', 'Programme lines', 'Pilots', 'Participations', 'Deliverables', 'Decisions',
            'Progress reports', 'Indicators', 'Goals', 'Measurements', 'Budget lines', 'Reported totals', 'Evaluations',
            'Recommendations', 'Lessons'])
    })

    test('health', async () => {
        assert.deepEqual((await server.get('/health/live')).json, { status: 'alive' })
        assert.deepEqual((await server.get('/health/ready')).json, { status: 'ready', missing: [] })
    })

    test('none of these takes parameters', async () => {
        for (const path of ['/v1', '/health/live', '/health/ready']) {
            const response = await server.get(`${path}?x=1`)
            isProblem(response, 400, 'invalidInput')
            assert.deepEqual(response.json.errors.map(({ in: place, location, code }) => [place, location, code]),
                [['query', 'x', 'parameter.unknown']])
        }
    })
})

describe('errors', () => {
    test('all at once, each with its place, in words for people', async () => {
        const path = '/v1/pilots?limit=0&kind=proef&sort=kind&fields=naam&expand=makers'
            + '&startDateFrom=2018-02-30&public=ja&naam=x&asOf=gisteren'
        const wanted = [
            ['fields', 'fields.unknown', "het veld 'naam' bestaat niet", "there is no field 'naam'"],
            ['expand', 'expand.unknown', "'makers' kan niet worden meegeleverd", "'makers' can't be expanded"],
            ['sort', 'sort.unknown', "op 'kind' kan niet worden gesorteerd", "one can't sort by 'kind'"],
            ['limit', 'number.tooSmall', 'dit getal is kleiner dan 1', 'this number is below 1'],
            ['asOf', 'date.format', 'dit is geen bestaande datum in de vorm JJJJ-MM-DD',
                'this is not an existing date of the form YYYY-MM-DD'],
            ['kind', 'code.unknown', "'proef' staat niet in de lijst pilots.kind",
                "'proef' is not in the list pilots.kind"],
            ['startDateFrom', 'date.format', 'dit is geen bestaande datum in de vorm JJJJ-MM-DD',
                'this is not an existing date of the form YYYY-MM-DD'],
            ['public', 'type', 'hier hoort een waarde van type boolean', 'a value of type boolean belongs here'],
            ['naam', 'parameter.unknown', 'deze parameter bestaat niet', 'this parameter does not exist'],
        ]
        for (const [language, column] of [['nl', 2], ['en', 3]]) {
            const response = await server.get(path, { headers: { 'Accept-Language': language } })
            isProblem(response, 400, 'invalidInput')
            const errors = response.json.errors.map(({ in: place, location, code, detail }) =>
                [place, location, code, detail])
            assert.deepEqual(errors, wanted.map((row) => ['query', row[0], row[1], row[column]]))
            assert.deepEqual(Object.keys(response.json.errors[0]), ['in', 'location', 'code', 'detail'])
        }
    })

    const errorsOf = async (query) => {
        const response = await server.get(`/v1/pilots?${query}`)
        isProblem(response, 400, 'invalidInput', query)
        return response.json.errors.map(({ location, code }) => `${location} ${code}`)
    }

    test('of the query string itself', async () => {
        assert.deepEqual(await errorsOf('title=%zz'), ['title parameter.encoding'])
        assert.deepEqual(await errorsOf('title=%4'), ['title parameter.encoding'])
        assert.deepEqual(await errorsOf('title=%'), ['title parameter.encoding'])
        assert.deepEqual(await errorsOf('title=%ff'), ['title parameter.encoding'])
        assert.deepEqual(await errorsOf('title=%c0%80'), ['title parameter.encoding'])
        assert.deepEqual(await errorsOf('title=%ed%a0%80'), ['title parameter.encoding'])
        assert.deepEqual(await errorsOf('title=a%0ab'), ['title parameter.encoding'])
        assert.deepEqual(await errorsOf('%ff=1'), [' parameter.encoding'])
        assert.deepEqual(await errorsOf('title=a&title=b'), ['title parameter.twice'])
        assert.deepEqual(await errorsOf('limit=2&%6cimit=3'), ['limit parameter.twice'])
        assert.deepEqual(await errorsOf('=1'), [' parameter.unknown'])
        assert.deepEqual(await errorsOf('Title=x'), ['Title parameter.unknown'])
        assert.deepEqual(await errorsOf('source_number=1'), ['source_number parameter.unknown'])
        assert.deepEqual(await errorsOf('__proto__=1'), ['__proto__ parameter.unknown'])
        assert.deepEqual(await errorsOf('sort=title,kind,startDate'), ['sort sort.tooMany'])
        assert.deepEqual(await errorsOf('sort='), ['sort sort.unknown'])
        assert.deepEqual(await errorsOf('sort=--title'), ['sort sort.unknown'])
    })

    test('%00 is refused, wherever it stands', async () => {
        for (const path of ['/v1/pilots?title=a%00b', '/v1/pilots?%00=1', '/v1/pilots%00', '/v1/pilots/%00'])
            assert.equal((await server.get(path)).status, 400, path)
    })

    test('empty parameters between ampersands are nothing', async () => {
        assert.equal((await server.get('/v1/pilots?&&limit=1&')).status, 200)
        assert.equal((await server.get('/v1/pilots?')).status, 200)
    })

    test('very many parameters', async () => {
        const many = (count) => Array.from({ length: count }, (_, at) => `p${at}=1`).join('&')
        assert.equal((await errorsOf(many(64))).length, 64)
        const { status, json, text } = await server.get(`/v1/pilots?${many(400)}`)
        assert.equal(status, 400)
        assert.ok(json.errors.some(({ code, detail }) => code === 'parameter.tooMany'
            && detail === 'het verzoek heeft meer dan 64 parameters'), text)
    })
})
