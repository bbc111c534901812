// The daemon behind the shipped proxy, docker/haproxy.cfg: what could be read in two ways is refused or made one, at both doors;
// what is not odd passes.
import assert from 'node:assert/strict'
import https from 'node:https'
import { after, before, describe, test } from 'node:test'
import { exchange, noProxy, startProxy } from '../support/haproxy.mjs'
import { authorization, key } from '../support/keys.mjs'
import { startServer } from '../support/server.mjs'
import { until } from '../support/until.mjs'

let server, proxy
before(async () => {
    if (noProxy) return
    server = await startServer({ sample: true })
    proxy = await startProxy(new URL(server.url).host)
    await healthy()
})
after(async () => {
    await proxy?.stop()
    await server?.stop()
})

const agent = new https.Agent({ keepAlive: true, maxSockets: 4 })
after(() => agent.destroy())

/** One request over TLS, by Node's own client. */
function request(method, path, { headers = {}, body } = {}) {
    const authorization = { Authorization: `Bearer ${key}` }
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body), 'Content-Type': 'application/json' }
    const options = { host: '127.0.0.1', port: proxy.tlsPort, servername: 'localhost', ca: proxy.ca, agent }
    return new Promise((resolve, reject) => {
        const sent = https.request({ ...options, method, path, headers: { ...authorization, ...length, ...headers } }, async (response) => {
            const chunks = []
            for await (const chunk of response) chunks.push(chunk)
            const text = Buffer.concat(chunks).toString()
            resolve({ status: response.statusCode, headers: response.headers, text, socket: sent.socket })
        })
        sent.on('error', reject).end(body)
    })
}

/** The proxy has seen that the daemon is ready. */
async function healthy() {
    await until(async () => (await request('GET', '/health/ready')).status === 200, 'a proxy that finds the daemon')
}

const get = '/v1/municipalities/gm1509'
const host = 'Host: localhost\r\n'
// What an attacker would want to have read as a request of its own; its answer would be a second one.
const smuggled = `GET /health/live HTTP/1.1\r\n${host}\r\n`
const chunked = `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`

/**
 * Name, message, and the status of the refusal (of two: at the TLS door, where it may be the daemon's, and at the plain one);
 * `neutral` where what is odd does not reach the daemon.
 */
const odd = [
    ['a length beside chunks', `GET ${get} HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`, 'neutral'],
    ['chunks beside a length', `GET ${get} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nContent-Length: ${chunked.length}\r\n\r\n${chunked}`, 'neutral'],
    ['two lengths', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`, 400],
    ['two lengths in one', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Length: 0, ${smuggled.length}\r\n\r\n${smuggled}`, 400],
    ['a length with a sign', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Length: +${smuggled.length}\r\n\r\n${smuggled}`, 400],
    ['a length that is no number', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Length: 0x10\r\n\r\n${smuggled}`, 400],
    ['a negative length', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n${smuggled}`, 400],
    ['two hosts', `GET ${get} HTTP/1.1\r\n${host}Host: elsewhere\r\n\r\n`, 400],
    ['no host', `GET ${get} HTTP/1.1\r\n\r\n`, 400],
    ['a space before the colon', `GET ${get} HTTP/1.1\r\n${host}Content-Length : ${smuggled.length}\r\n\r\n${smuggled}`, 400],
    ['a space before the name', `GET ${get} HTTP/1.1\r\n X: y\r\n${host}\r\n`, 400],
    ['a folded header', `GET ${get} HTTP/1.1\r\n${host}X-Folded: a\r\n b\r\n\r\n`, 'neutral'],
    ['a folded coding', `GET ${get} HTTP/1.1\r\n${host}Transfer-Encoding:\r\n chunked\r\n\r\n${chunked}`, 'neutral'],
    ['a name with a NUL', `GET ${get} HTTP/1.1\r\n${host}X\0: y\r\n\r\n`, 400],
    ['a value with a NUL', `GET ${get} HTTP/1.1\r\n${host}X: y\0z\r\n\r\n`, [400, 308]],
    ['a target with a NUL', `GET ${get}\0 HTTP/1.1\r\n${host}\r\n`, 400],
    ['an encoded NUL', `GET ${get}%00 HTTP/1.1\r\n${host}\r\n`, 400],
    ['an encoded NUL in the query', `GET ${get}?fields=%00 HTTP/1.1\r\n${host}\r\n`, 400],
    ['a target of another host', `GET http://elsewhere${get} HTTP/1.1\r\n${host}\r\n`, 400],
    ['a fragment', `GET ${get}#x HTTP/1.1\r\n${host}\r\n`, 400],
    ['chunks in HTTP/1.0', `GET ${get} HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n${chunked}`, 413],
    ['a coding that is not chunked', `GET ${get} HTTP/1.1\r\n${host}Transfer-Encoding: gzip\r\n\r\n${smuggled}`, 400],
    ['chunked twice', `GET ${get} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`, 400],
    ['a coding behind chunked', `GET ${get} HTTP/1.1\r\n${host}Transfer-Encoding: chunked, identity\r\n\r\n${chunked}`, 400],
    ['a coding in other words', `GET ${get} HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n${chunked}`, 400],
    ['a chunk size that is no number', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n`, 400],
    ['a chunk size that is too large', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1ffffffffffffffff\r\n\r\n`, 400],
    ['an unknown expectation', `GET ${get} HTTP/1.1\r\n${host}Expect: foo\r\n\r\n`, 417],
    ['a name with an underscore', `GET ${get} HTTP/1.1\r\n${host}Content_Length: 5\r\n\r\n`, [403, 308]],
    ['a carriage return by itself', `GET ${get} HTTP/1.1\r\n${host}X: a\rY: b\r\n\r\n`, 400],
    ['another version', `GET ${get} HTTP/3.7\r\n${host}\r\n`, 400],
    ['no version', `GET ${get}\r\n${host}\r\n`, 400],
    ['a long target', `GET ${get}?fields=${'x'.repeat(8300)} HTTP/1.1\r\n${host}\r\n`, 414],
    ['a long header', `GET ${get} HTTP/1.1\r\n${host}X: ${'y'.repeat(17_000)}\r\n\r\n`, 431],
    ['many headers', `GET ${get} HTTP/1.1\r\n${host}${'X: y\r\n'.repeat(120)}\r\n`, 431],
    ['a head beyond all bounds', `GET ${get} HTTP/1.1\r\n${host}X: ${'y'.repeat(60_000)}\r\n\r\n`, 400],
    ['what is not for clients', `GET /metrics?x HTTP/1.1\r\n${host}\r\n`, 404],
    ['a body that is too large', `POST /v1/pilots HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 1048577\r\n\r\n{}`, 413],
]

/** The answers in what came back, each with its status. */
const statuses = (text) => [...text.matchAll(/^HTTP\/1\.[01] (\d{3}) /gm)].map(([, status]) => Number(status))

function isProblem(text, status) {
    const [head, body] = text.split('\r\n\r\n')
    assert.match(head, /^content-type: application\/problem\+json/im)
    assert.match(head, /^strict-transport-security: max-age=\d{8}/im)
    assert.match(head, /^x-content-type-options: nosniff/im)
    assert.doesNotMatch(head, /^(server|via):/im)
    const problem = JSON.parse(body)
    assert.equal(problem.status, status)
    assert.equal(problem.type, `urn:proeftuin:problem:${problem.code}`)
    for (const member of ['title', 'detail']) assert.equal(typeof problem[member], 'string')
}

/**
 * What HAProxy's parser can't read at all it refuses with a page that no configuration changes (2.6), and hangs up; what its rules
 * refuse is ours.
 */
function isRefusal(text, status, closed) {
    if (![400, 408, 413].includes(status) || !text.includes('Content-Type: text/html')) return isProblem(text, status)
    assert.ok(closed)
    assert.match(text, /^HTTP\/1\.1 \d{3} [^\r]*\r\nContent-length: \d+\r\nCache-Control: no-cache\r\n(Connection: close\r\n)?Content-Type: text\/html\r\n\r\n<html>/)
    assert.ok(text.length < 400, text)
}

for (const encrypted of [true, false]) {
    describe(`odd messages at the ${encrypted ? 'TLS' : 'plain'} door`, { skip: noProxy, concurrency: 8 }, () => {
        for (const [name, message, wanted] of odd)
            test(name, async () => {
                const { text, closed } = await exchange(proxy, encrypted, message)
                const all = statuses(text)
                // What follows a message that was made one is a second message of the same client, and may be answered.
                const status = [wanted].flat().at(encrypted ? 0 : -1)
                if (status === 308) {
                    assert.deepEqual(all, [308], text)
                } else if (wanted === 'neutral') {
                    assert.ok(all.every((status) => (encrypted ? [200, 400, 413] : [308]).includes(status)), text)
                } else {
                    assert.deepEqual(all, [status], text)
                    isRefusal(text, status, closed)
                }
            })
    })
}

describe('through the proxy', { skip: noProxy }, () => {
    test('an odd message leaves the next client alone', async () => {
        for (const [name, message] of odd) {
            await exchange(proxy, true, message, { silence: 50 })
            const { status, text } = await request('GET', get)
            assert.equal(status, 200, name)
            assert.equal(JSON.parse(text).code, 'gm1509', name)
        }
    })

    test('ordinary requests pass, many over one connection', async () => {
        const sockets = new Set()
        for (let i = 0; i < 20; i++) {
            const { status, headers, socket } = await request('GET', `/v1/pilots?municipality=gm1509&limit=${i + 1}`)
            assert.equal(status, 200)
            assert.equal(headers.server, undefined)
            sockets.add(socket)
        }
        assert.equal(sockets.size, 1)
    })

    test('a row is made, changed and deleted', async () => {
        const made = await request('POST', '/v1/pilots', { body: JSON.stringify({ municipality: 'gm1509', title: 'Proef', kind: 'pilot' }) })
        assert.equal(made.status, 201, made.text)
        const path = `/v1/pilots/${JSON.parse(made.text).id}`
        assert.equal((await request('PATCH', path, { body: '{"title":"Anders"}' })).status, 200)
        assert.equal((await request('DELETE', path)).status, 204)
    })

    test('a body of a mebibyte passes, with and without chunks', async () => {
        const head = '{"municipality":"gm1509","kind":"pilot","title":"'
        const body = `${head}${'x'.repeat(1024 * 1024 - head.length - 2)}"}`
        assert.equal(body.length, 1024 * 1024)
        const headers = { 'Transfer-Encoding': 'chunked', 'Content-Length': undefined }
        for (const options of [{ body }, { body, headers: JSON.parse(JSON.stringify(headers)) }]) {
            const { status, text } = await request('POST', '/v1/pilots', options)
            assert.equal(status, 400, text) // the daemon has read it, and the title is too long
            assert.match(text, /"location":"\/title"/)
        }
    })

    test('expect: 100-continue works', async () => {
        const body = '{"municipality":"gm1509","kind":"pilot"}'
        const message = `POST /v1/pilots HTTP/1.1\r\n${host}${authorization}Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n${body}`
        assert.deepEqual(statuses((await exchange(proxy, true, message)).text).filter((status) => status !== 100), [400])
    })

    test('a slow head is refused with 408', async (t) => {
        const hasty = await startProxy(new URL(server.url).host, { PROXY_HEAD_TIME: '1s' })
        t.after(() => hasty.stop())
        const { text, closed } = await exchange(hasty, true, `GET ${get} HTTP/1.1\r\n`)
        assert.deepEqual(statuses(text), [408])
        isRefusal(text, 408, closed)
        assert.ok(closed)
    })

    test('the plain door sends on, and takes no bodies', async () => {
        const { text } = await exchange(proxy, false, `GET ${get}?a=b HTTP/1.1\r\n${host}\r\n`)
        assert.match(text, /^HTTP\/1\.1 308 /)
        assert.match(text, new RegExp(`^location: https://localhost${get}\\?a=b\r$`, 'im'))
        const refused = await exchange(proxy, false, `POST /v1/pilots HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`)
        isProblem(refused.text, 403)
    })

    test('TLS 1.2 and 1.3 are spoken, older ones and weak ciphers are not', async () => {
        for (const version of ['TLSv1.2', 'TLSv1.3']) {
            const socket = await proxy.open(true, { minVersion: version, maxVersion: version })
            assert.equal(socket.getProtocol(), version)
            socket.destroy()
        }
        await assert.rejects(proxy.open(true, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }))
        for (const ciphers of ['AES128-SHA', 'ECDHE-ECDSA-AES128-SHA256', 'DHE-RSA-AES128-GCM-SHA256'])
            await assert.rejects(proxy.open(true, { maxVersion: 'TLSv1.2', ciphers }), ciphers)
    })
})

describe('what the daemon sees', { skip: noProxy }, () => {
    let seen, echo, before
    test('no header by which a client poses as a proxy, and who the client really is', async (t) => {
        const { createServer } = await import('node:http')
        echo = createServer((message, response) => {
            if (message.url !== '/health/ready') seen = message.headers
            response.end('{}')
        })
        await new Promise((resolve) => echo.listen(0, '127.0.0.1', resolve))
        before = await startProxy(`127.0.0.1:${echo.address().port}`)
        t.after(() => (echo.closeAllConnections?.(), echo.close(), before.stop()))
        const claims = ['Forwarded: for=1.2.3.4', 'X-Forwarded-For: 1.2.3.4', 'X-Forwarded-Proto: http', 'X-Forwarded-Host: evil',
            'X-Forwarded-User: admin', 'X-Real-IP: 1.2.3.4', 'X-Client-Cert: x', 'X-SSL-Client: x', 'X-Original-URL: /x', 'X-Rewrite-URL: /x',
            'X-HTTP-Method-Override: DELETE', 'Proxy: http://evil', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA']
        const message = `GET /v1 HTTP/1.1\r\n${host}${claims.join('\r\n')}\r\nTraceparent: kept\r\n\r\n`
        for (let tries = 0; !seen && tries < 5000; tries++) await exchange(before, true, message, { silence: 50 })
        assert.equal(seen['x-forwarded-for'], '127.0.0.1')
        assert.equal(seen['x-forwarded-proto'], 'https')
        assert.equal(seen['x-forwarded-host'], 'localhost')
        assert.equal(seen.traceparent, 'kept')
        const names = claims.map((claim) => claim.split(':')[0].toLowerCase()).filter((name) => !['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'connection'].includes(name))
        for (const name of names) assert.equal(seen[name], undefined, name)
    })

    test('while it is not ready, clients get 503 and when to try again', async () => {
        const alone = await startProxy('127.0.0.1:1')
        const { text } = await exchange(alone, true, `GET ${get} HTTP/1.1\r\n${host}\r\n`)
        await alone.stop()
        assert.deepEqual(statuses(text), [503])
        isProblem(text, 503)
        assert.match(text, /^retry-after: \d+/im)
    })
})
