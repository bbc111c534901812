// Messages that no client library sends, byte by byte: refused with a problem, and the connection closed behind it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { authorization } from '../support/keys.mjs'
import { raw, startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer()
})
after(() => server.stop())

/** The parts of the first answer in what came back. */
function parse(text) {
    const [head, ...rest] = text.split('\r\n\r\n')
    const [first, ...lines] = head.split('\r\n')
    const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
    return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]), headers, body: rest.join('\r\n\r\n') }
}

async function assertRefused(bytes, status, code) {
    const { text, closed } = await raw(server.url, bytes)
    const answer = parse(text)
    assert.equal(answer.status, status, text)
    assert.ok(closed, 'the connection stays open')
    assert.equal(answer.headers.connection?.toLowerCase(), 'close')
    assert.equal(answer.headers['content-type'], 'application/problem+json')
    assert.equal(Number(answer.headers['content-length']), answer.body.length, 'more than one answer')
    const problem = JSON.parse(answer.body)
    assert.deepEqual([problem.status, problem.code], [status, code])
    for (const name of ['api-version', 'strict-transport-security', 'x-content-type-options', 'x-frame-options', 'content-security-policy'])
        assert.ok(answer.headers[name], name)
}

const get = (lines, target = '/health/live', version = 'HTTP/1.1') => `GET ${target} ${version}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`
const post = (lines, body = '{}') =>
    `POST /v1/pilots HTTP/1.1\r\nHost: x\r\n${authorization}Content-Type: application/json\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}`
const smuggled = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'

const refusals = {
    'no Host': [get([]), 400],
    'two Hosts': [get(['Host: a', 'Host: b']), 400],
    'the same Host twice': [get(['Host: a', 'Host: a']), 400],
    'a space before the colon': [get(['Host: x', 'X-A : b']), 400],
    'a name with a character that names have not': [get(['Host: x', 'X(A): b']), 400],
    'a NUL in a value': [get(['Host: x', 'X-A: b\0c']), 400],
    'a control character in a value': [get(['Host: x', 'X-A: b\x01c']), 400],
    'a folded header': [get(['Host: x', 'X-A: b', ' c']), 400],
    'a lone LF at the end of a line': ['GET /health/live HTTP/1.1\nHost: x\n\n', 400],
    'two spaces in the request line': [get(['Host: x'], ' /health/live'), 400],
    '%00 in the path': [get(['Host: x'], '/v1/pilots%00'), 400],
    '%00 in the query': [get(['Host: x'], '/v1/pilots?search=a%00b'), 400],
    'a byte that no URI has': [get(['Host: x'], '/v1/\xc3\xa9'), 400],
    'an absolute target': [get(['Host: x'], 'http://x/health/live'), 400],
    'an asterisk where only OPTIONS has one': [get(['Host: x'], '*'), 400],
    'a fragment': [get(['Host: x'], '/health/live#a'), 400],
    'two Content-Lengths': [post(['Content-Length: 2', 'Content-Length: 2']), 400],
    'two Content-Lengths that differ': [post(['Content-Length: 2', `Content-Length: ${2 + smuggled.length}`], `{}${smuggled}`), 400],
    'Content-Length beside Transfer-Encoding': [post(['Content-Length: 2', 'Transfer-Encoding: chunked'], `2\r\n{}\r\n0\r\n\r\n${smuggled}`), 400],
    'Transfer-Encoding that is not chunked': [post(['Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'), 400],
    'two Transfer-Encodings': [post(['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), 400],
    'Transfer-Encoding in HTTP/1.0': [post(['Transfer-Encoding: chunked'], '0\r\n\r\n').replace('HTTP/1.1', 'HTTP/1.0'), 400],
    'an expectation that nobody knows': [post(['Content-Length: 2', 'Expect: foo']), 417, 'expectationFailed'],
    'a method that nobody knows': ['FROB /v1/pilots HTTP/1.1\r\nHost: x\r\n\r\n', 501, 'notImplemented'],
    'a method in lower case': ['get /v1/pilots HTTP/1.1\r\nHost: x\r\n\r\n', 501, 'notImplemented'],
    'an address of 9,000 bytes': [get(['Host: x'], `/v1/pilots?search=${'a'.repeat(9000)}`), 414, 'addressTooLong'],
    'a body that is announced too large': [post(['Content-Length: 1048577'], ''), 413, 'tooLarge'],
    'a body that is announced too large, by a client that waits for leave': [post(['Content-Length: 1048577', 'Expect: 100-continue'], ''), 413, 'tooLarge'],
}

for (const [name, [bytes, status, code = 'invalidMessage']] of Object.entries(refusals))
    test(name, () => assertRefused(bytes, status, code))

// What libmicrohttpd refuses before anybody is asked has a page of its own for a body; a proxy in front gives it ours.
const refusedBelow = {
    'a Content-Length with a sign': [post(['Content-Length: +2']), 400],
    'a Content-Length in a list': [post(['Content-Length: 2, 2']), 400],
    'a Content-Length that is no number': [post(['Content-Length: two']), 400],
    'a Content-Length beyond all numbers': [post(['Content-Length: 99999999999999999999']), 413],
}

for (const [name, [bytes, status]] of Object.entries(refusedBelow))
    test(name, async () => {
        const { text, closed } = await raw(server.url, bytes)
        assert.equal(parse(text).status, status, text)
        assert.ok(closed)
    })

test('a client that waits for leave to send gets it, and then its answer', async () => {
    const head = post(['Content-Length: 2', 'Expect: 100-continue', 'Connection: close'], '')
    const { text } = await raw(server.url, head + '{}')
    assert.match(text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400 /)
    assert.match(text, /field\.required/)
})

test('requests that come at once are answered in their order', async () => {
    const wants = ['/health/live', '/v1/nothing', '/v1/municipalities/gm1509', '/v1']
    const bytes = wants.map((target, n) => get(['Host: x', ...(n === wants.length - 1 ? ['Connection: close'] : [])], target)).join('')
    const { text } = await raw(server.url, bytes)
    assert.deepEqual([...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status), ['200', '404', '200', '200'])
})

test('a write over HTTP/1.0, and one in pieces of a byte', async () => {
    const body = JSON.stringify({ municipality: 'gm1509', title: 'Proef', kind: 'pilot' })
    const old = post([`Content-Length: ${body.length}`], body).replace('HTTP/1.1', 'HTTP/1.0')
    assert.match((await raw(server.url, old)).text, /^HTTP\/1\.[01] 201 /)
    const chunked = [...body].map((letter) => `1\r\n${letter}\r\n`).join('') + '0\r\n\r\n'
    const pieces = post(['Transfer-Encoding: chunked', 'Connection: close'], chunked)
    assert.match((await raw(server.url, pieces)).text, /^HTTP\/1\.1 201 /)
})

test('after all that the service is well', async () => {
    assert.equal((await server.get('/health/ready')).status, 200)
})
