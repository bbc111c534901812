// Clients that are slow on purpose (Debian's slowhttptest), and very many clients: all are held within limits while others are served.
//
// That others are served while N slow connections stand is shown by an answer that says so itself: /metrics counts the connections.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { metricsOf, valueOf } from '../support/metrics.mjs'
import { createClient, raw, startServer } from '../support/server.mjs'
import { until } from '../support/until.mjs'

const slow = 60 // slow clients of a test
const deadline = 4 // seconds; long enough for all of them to stand at the same time
const standing = 'proeftuin_http_connections'
const sanitized = Boolean(process.env.SANITIZE)

let folder
before(() => {
    folder = mkdtempSync(join(tmpdir(), 'slow-'))
})
after(() => rmSync(folder, { recursive: true }))

/** A script that starts the daemon with other limits of open files. */
function withFiles(name, limits) {
    const path = join(folder, name)
    writeFileSync(path, `#!/bin/sh\n${limits}\nexec "${process.env.PROEFTUIN_TEST_BINARY}" "$@"\n`)
    chmodSync(path, 0o755)
    return path
}

/** Starts slowhttptest, which would go on for ten minutes if the server let it. `ended` resolves with what it said. */
function slowhttptest(args) {
    const all = ['-c', `${slow}`, '-r', `${slow}`, '-i', '1', '-p', '60', '-l', '600', '-v', '1', ...args]
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', 'slowhttptest', ...all], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
    const ended = new Promise((resolve) => child.on('close', () => resolve(said)))
    return { ended, stop: () => (child.kill('SIGKILL'), ended) }
}

/** Each with a connection of its own, as the deadline for idle ones is short here. */
async function serves(server) {
    for (const path of ['/health/live', '/v1/municipalities/gm1509', '/v1/pilots?limit=1']) {
        const { text } = await raw(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
        assert.match(text, /^HTTP\/1\.1 200 /, path)
    }
}

describe('slow clients', () => {
    const kinds = {
        'heads that never end': ['-H', '-x', '10'],
        'bodies that never end': ['-B', '-t', 'POST', '-s', '8192', '-x', '10', '-f', 'application/json'],
        'answers that are not read': ['-X', '-w', '1', '-y', '2', '-n', '10', '-z', '1', '-k', '10'],
    }
    const paths = { '-H': '/v1/pilots', '-B': '/v1/pilots', '-X': '/v1/municipalities?limit=500' }
    for (const [name, args] of Object.entries(kinds))
        test(name, async (t) => {
            const env = { PROEFTUIN_WORKERS: '2' }
            for (const what of ['HEAD', 'BODY', 'WRITE']) env[`PROEFTUIN_${what}_SECONDS`] = `${deadline}`
            const server = await startServer({ sample: true, env })
            t.after(() => server.stop())
            await serves(server)
            const path = paths[args[0]]
            const answer = (await raw(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).text.length
            const quiet = await metricsOf(server)
            const attack = slowhttptest([...args, '-u', `${server.url}${path}`])
            t.after(() => attack.stop())
            let most = 0
            const stand = async () => {
                const metrics = parse(await raw(server.url, 'GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'))
                most = Math.max(most, metrics.memory)
                return metrics.connections
            }
            await until(async () => (await stand()) >= slow, `${slow} slow clients`)
            await serves(server)
            // They are all gone by our deadline. Who does not read does not notice it, either.
            await until(async () => (await stand()) <= 1, 'the end of all slow clients')
            if (args[0] !== '-X') assert.match(await attack.ended, /No open connections left/)
            await serves(server)
            const grown = most - valueOf(quiet, 'process_resident_memory_bytes')
            // Each holds its head or body, or the answer that waits for it. Sanitizers keep what was freed.
            if (!sanitized) assert.ok(grown < slow * (256 * 1024 + 2 * answer), `${slow} slow clients cost ${grown} bytes`)
        })
})

/** What a page of metrics that came over a bare connection says. */
function parse({ text }) {
    assert.match(text, /^HTTP\/1\.1 200 /)
    const number = (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)[1])
    return { connections: number(standing), memory: number('process_resident_memory_bytes') }
}

/** A client that sends requests over one connection and reads whole answers. */
function connect(server) {
    const { hostname, port } = new URL(server.url)
    const socket = net.connect(Number(port), hostname)
    const ended = new Promise((_, reject) => socket.on('error', reject).on('close', () => reject(new Error('closed'))))
    ended.catch(() => {})
    let text = ''
    let heard = () => {}
    socket.setEncoding('latin1').on('data', (more) => ((text += more), heard()))
    return {
        connected: new Promise((resolve) => socket.on('connect', resolve)),
        /** Resolves with the status. */
        async get(path) {
            text = ''
            socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
            const whole = new Promise((resolve) => {
                heard = () => {
                    const [, status, length] = /^HTTP\/1\.1 (\d+) [^]*?\r\nContent-Length: (\d+)\r\n/i.exec(text) ?? []
                    if (length && text.length >= text.indexOf('\r\n\r\n') + 4 + Number(length)) resolve(Number(status))
                }
            })
            return Promise.race([whole, ended])
        },
        close: () => socket.destroy(),
    }
}

describe('very many clients', () => {
    const many = 1000

    test('a thousand keep their connections, all are answered, and so is one more', async (t) => {
        // Few files to begin with: the daemon raises its own limit.
        const program = withFiles('few-files', 'ulimit -Sn 64')
        const server = await startServer({ sample: true, program, env: { PROEFTUIN_CONNECTIONS: '1100', PROEFTUIN_WORKERS: '2' } })
        t.after(() => server.stop())
        const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync(`/proc/${server.process.pid}/limits`, 'utf8'))
        assert.ok(Number(soft) >= 1100, soft)
        const clients = Array.from({ length: many }, () => connect(server))
        t.after(() => clients.forEach((client) => client.close()))
        await Promise.all(clients.map(({ connected }) => connected))
        for (const path of ['/v1/municipalities/gm1509', '/health/live', '/v1/municipalities/gm1509']) {
            const statuses = await Promise.all(clients.map((client) => client.get(path)))
            assert.deepEqual([...new Set(statuses)], [200])
        }
        // All of them are idle now.
        const one = createClient(server.url)
        t.after(() => one.close())
        for (let n = 0; n < 10; n++) assert.equal((await one.get('/v1/pilots?limit=5')).status, 200)
        const metrics = await metricsOf(server)
        assert.ok(valueOf(metrics, standing) >= many)
        if (!sanitized) assert.ok(valueOf(metrics, 'process_resident_memory_bytes') < 128 << 20)
    })

    test('whoever comes when all connections are taken waits for one of them', async (t) => {
        const server = await startServer({ env: { PROEFTUIN_CONNECTIONS: '4', PROEFTUIN_WORKERS: '1' } })
        const clients = Array.from({ length: 5 }, () => connect(server))
        t.after(async () => {
            clients.forEach((client) => client.close())
            await server.stop()
        })
        const last = clients.pop()
        for (const client of clients) assert.equal(await client.get('/health/live'), 200)
        let answered = false
        const late = last.get('/v1/municipalities/gm1509').then((status) => ((answered = true), status))
        for (let n = 0; n < 20; n++) assert.equal(await clients[n % 4].get('/v1/municipalities/gm1509'), 200)
        assert.ok(!answered)
        clients[0].close()
        assert.equal(await late, 200)
    })

    test('a daemon that may not open as many files says what it needs', async () => {
        const program = withFiles('no-files', 'ulimit -n 256')
        await assert.rejects(startServer({ program }), /PROEFTUIN_CONNECTIONS=1024 needs \d+ open files, and 256 are allowed/)
    })
})
