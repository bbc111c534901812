// How much one caller may ask: token buckets by address, over all workers, and what answers say of them. Refills go by the clock, so what
// is demanded allows for the time that a slow machine takes.
import assert from 'node:assert/strict'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { noProxy, startProxy } from '../support/haproxy.mjs'
import { startServer } from '../support/server.mjs'

const path = '/v1/pilots?limit=1'

/** What RateLimit says: how many are left, and when all are. */
function level({ headers }) {
    const [, name, left, full] = /^"(\w+)";r=(\d+);t=(\d+)$/.exec(headers.ratelimit) ?? []
    return { name, left: Number(left), full: Number(full) }
}

/** Asks `count` times at once; resolves with the answers and the seconds that it took. */
async function burst(client, count, options) {
    const start = performance.now()
    const answers = await Promise.all(Array.from({ length: count }, () => client.get(path, options)))
    return { answers, seconds: (performance.now() - start) / 1000 }
}

const wide = { PROEFTUIN_ANONYMOUS_RATE: '1', PROEFTUIN_ANONYMOUS_BURST: '1000' }
const from = (address) => ({ headers: { 'X-Forwarded-For': address } })

/** A daemon with these settings, and a client of it without a key. */
async function startGuarded(env, options) {
    const server = await startServer({ ...options, env })
    const guest = server.as(null)
    const stop = () => (guest.close(), server.stop())
    return { server, guest, stop }
}

describe('a limit', () => {
    let guarded, guest
    before(async () => {
        guarded = await startGuarded({ PROEFTUIN_ANONYMOUS_RATE: '1', PROEFTUIN_ANONYMOUS_BURST: '20', PROEFTUIN_WORKERS: '4' })
        guest = guarded.guest
    })
    after(() => guarded.stop())

    test('lets a burst through and refuses the rest, whichever worker is asked', async () => {
        const { answers, seconds } = await burst(guest, 100)
        const admitted = answers.filter(({ status }) => status === 200), refused = answers.filter(({ status }) => status === 429)
        assert.equal(admitted.length + refused.length, 100)
        assert.ok(admitted.length >= 20, `${admitted.length} admitted`)
        assert.ok(admitted.length <= 20 + Math.ceil(seconds), `${admitted.length} admitted in ${seconds} s`)
        for (const { headers, json } of refused) {
            assert.equal(headers['content-type'], 'application/problem+json')
            assert.equal(json.code, 'tooManyRequests')
            assert.equal(headers['retry-after'], '1')
            assert.match(headers.ratelimit, /^"anonymous";r=0;t=\d+$/)
        }
        for (const { headers } of answers) assert.equal(headers['ratelimit-policy'], '"anonymous";q=20;w=20')
    })

    test('counts what is not found or makes no sense too', async () => {
        for (const [method, target] of [['GET', '/v1/nothing'], ['PUT', '/v1/pilots'], ['GET', '/v1/pilots?x=1']])
            assert.ok(level(await guest.request(method, target)).left < 20, target)
    })

    test('is not for those who watch the service', async () => {
        await burst(guest, 60)
        for (const watched of ['/health/live', '/health/ready', '/metrics']) {
            const { status, headers } = await guest.get(watched)
            assert.equal(status, 200)
            assert.equal(headers.ratelimit, undefined)
        }
    })

    test('lets in again who waits as long as it says', async () => {
        let answer
        do answer = await guest.get(path)
        while (answer.status === 200)
        await sleep(Number(answer.headers['retry-after']) * 1000)
        assert.equal((await guest.get(path)).status, 200)
    })

    test('does not ask who says to come for somebody else', async () => {
        await burst(guest, 60)
        const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => guest.get(path, from(`192.0.2.${i}`))))
        assert.ok(answers.some(({ status }) => status === 429))
    })
})

describe('a limit of a key', () => {
    let guarded
    before(async () => {
        const anonymous = { PROEFTUIN_ANONYMOUS_RATE: '1', PROEFTUIN_ANONYMOUS_BURST: '1000' }
        guarded = await startGuarded({ PROEFTUIN_KEY_RATE: '1', PROEFTUIN_KEY_BURST: '20', ...anonymous })
    })
    after(() => guarded.stop())

    test('is its own, wherever it is used', async () => {
        const { answers, seconds } = await burst(guarded.server, 100)
        const admitted = answers.filter(({ status }) => status === 200).length
        assert.ok(admitted >= 20 && admitted <= 20 + Math.ceil(seconds), `${admitted} admitted in ${seconds} s`)
        for (const answer of answers) {
            assert.equal(answer.headers['ratelimit-policy'], '"key";q=20;w=20')
            assert.equal(level(answer).name, 'key')
        }
        const { status, headers } = await guarded.guest.get(path)
        assert.equal(status, 200)
        assert.equal(headers['ratelimit-policy'], '"anonymous";q=1000;w=1000')
    })
})

describe('wrong keys', () => {
    const unknown = 'pft_ffffffffffffffff_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef_00000000'

    test('are refused in the same words, and then not looked at', async () => {
        const { server, guest, stop } = await startGuarded({ PROEFTUIN_AUTHENTICATION_FAILURES: '3' })
        const bearers = ['Bearer x', `Bearer ${unknown}`, 'Basic eDp5']
        try {
            const answers = []
            for (const Authorization of bearers) answers.push(await guest.get(path, { headers: { Authorization } }))
            for (const { status, text } of answers) assert.deepEqual([status, text], [401, answers[0].text])
            // One is forgiven in twenty seconds.
            const late = await Promise.all(bearers.concat(bearers).map((Authorization) => guest.get(path, { headers: { Authorization } })))
            const refused = late.filter(({ status }) => status === 429)
            assert.ok(refused.length > 0)
            for (const { json, headers } of refused) {
                assert.equal(json.code, 'tooManyRequests')
                assert.ok(Number(headers['retry-after']) <= 20)
            }
            assert.equal((await guest.get(path)).status, 200)
            assert.equal((await server.get('/health/live')).status, 200)
        } finally {
            await stop()
        }
    })

    test('keep right ones from the same address out too, for a while', async () => {
        const { server, guest, stop } = await startGuarded({ PROEFTUIN_AUTHENTICATION_FAILURES: '1', PROEFTUIN_TRUSTED_PROXY: '127.0.0.1' })
        const wrong = (address) => guest.get(path, { headers: { Authorization: 'Bearer x', ...from(address).headers } })
        try {
            assert.equal((await server.get(path, from('192.0.2.1'))).status, 200)
            assert.equal((await wrong('192.0.2.1')).status, 401)
            assert.equal((await server.get(path, from('192.0.2.1'))).status, 429)
            assert.equal((await server.get(path, from('192.0.2.2'))).status, 200)
        } finally {
            await stop()
        }
    })
})

describe('behind a proxy that is trusted', () => {
    let guarded, server
    before(async () => {
        guarded = await startGuarded({ ...wide, PROEFTUIN_TRUSTED_PROXY: '127.0.0.0/8, unix' })
        server = guarded.guest
    })
    after(() => guarded.stop())

    test('each client has its own bucket', async () => {
        for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8::1', '203.0.113.9, 192.0.2.3'])
            assert.equal(level(await server.get(path, from(address))).left, 999, address)
    })

    test('the last address that is no such proxy counts', async () => {
        await burst(server, 100, from('198.51.100.1'))
        assert.ok(level(await server.get(path, from('203.0.113.1, 198.51.100.1, 127.0.0.9'))).left < 999)
        assert.ok(level(await server.get(path, { headers: { 'X-Forwarded-For': ['203.0.113.2', '198.51.100.1'] } })).left < 999)
    })

    test('a network of IPv6 is one client', async () => {
        await burst(server, 100, from('2001:db8:0:7::1'))
        assert.ok(level(await server.get(path, from('2001:db8:0:7:ffff::2'))).left < 999)
        assert.equal(level(await server.get(path, from('2001:db8:0:8::1'))).left, 999)
    })

    test('nonsense is the proxy itself', async () => {
        await burst(server, 100)
        for (const nonsense of ['unknown', '', '1.2.3', 'x'.repeat(5000)])
            assert.ok(level(await server.get(path, from(nonsense))).left < 999, nonsense)
    })
})

test('over a Unix socket all are one client, unless its proxy is trusted', async () => {
    const socket = `/tmp/proeftuin-limits-${process.pid}.sock`
    for (const trusted of ['', 'unix']) {
        const { guest, stop } = await startGuarded({ ...wide, PROEFTUIN_TRUSTED_PROXY: trusted }, { listen: socket })
        try {
            await burst(guest, 100, from('192.0.2.1'))
            const { left } = level(await guest.get(path, from('192.0.2.2')))
            assert.ok(trusted ? left === 999 : left < 999, `${left} left`)
        } finally {
            await stop()
        }
    }
})

test('without limits nothing is said of them', async () => {
    const server = await startServer()
    try {
        const guest = server.as(null)
        const { answers } = await burst(guest, 200)
        guest.close()
        for (const { status, headers } of answers) {
            assert.equal(status, 200)
            assert.equal(headers.ratelimit ?? headers['ratelimit-policy'], undefined)
        }
    } finally {
        await server.stop()
    }
})

test('a proxy that is no address is refused at the start', async () => {
    for (const wrong of ['proxy.example', '10.0.0.0/33', '127.0.0.1;::1'])
        await assert.rejects(startServer({ env: { PROEFTUIN_TRUSTED_PROXY: wrong } }), /PROEFTUIN_TRUSTED_PROXY is/)
})

test('the shipped proxy passes on who the client is, and not who it says to be', { skip: noProxy }, async () => {
    const server = await startServer({ env: { ...wide, PROEFTUIN_TRUSTED_PROXY: '127.0.0.1' } })
    const proxy = await startProxy(new URL(server.url).host)
    const ask = (headers) =>
        new Promise((resolve, reject) => {
            const options = { host: '127.0.0.1', port: proxy.tlsPort, servername: 'localhost', ca: proxy.ca, path, headers }
            https.get(options, (response) => response.resume().on('end', () => resolve(response))).on('error', reject)
        })
    try {
        for (let tries = 0; (await ask({})).statusCode !== 200 && tries < 200; tries++) await sleep(50)
        await Promise.all(Array.from({ length: 50 }, () => ask({})))
        for (const spoofed of ['192.0.2.1', '192.0.2.2, 192.0.2.3']) {
            const { left } = level(await ask({ 'X-Forwarded-For': spoofed, Forwarded: `for=${spoofed}` }))
            assert.ok(left < 999, `${left} left`)
        }
    } finally {
        await proxy.stop()
        await server.stop()
    }
})
