// Memory that runs out when a test says so: the other side of shim.c. A daemon with one worker thread, in which the n-th
// allocation from now on fails, or that one and all that follow.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { key as usualKey } from '../support/keys.mjs'
import { startServer } from '../support/server.mjs'

const { PROEFTUIN_TEST_BUILD: build, PROEFTUIN_TEST_BINARY: binary } = process.env

/** The library of the address sanitizer, when the daemon has it: it has to come before all others but ours. */
function sanitizerRuntime() {
    const [, path] = /libasan\S* => (\S+)/.exec(execFileSync('ldd', [binary], { encoding: 'utf8' })) ?? []
    return path ? [path] : []
}

/** The shared memory of shim.c: at, onward, count, failed. */
class Control {
    constructor(path) {
        this.file = openSync(path, 'w+')
        this.write(0, 0)
    }

    write(at, onward) {
        writeSync(this.file, Buffer.from(Uint32Array.of(at, onward, 0, 0).buffer), 0, 16, 0)
    }

    /** How many calls failed since they were told to. */
    get failed() {
        const words = Buffer.alloc(16)
        readSync(this.file, words, 0, 16, 0)
        return words.readUInt32LE(12)
    }
}

/** A daemon whose memory the test holds in its hands. */
export async function startWithoutMemory(options = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'proeftuin-alloc-'))
    const control = new Control(join(folder, 'control'))
    const asan = process.env.ASAN_OPTIONS ?? ''
    const server = await startServer({
        ...options,
        sample: true,
        env: {
            PROEFTUIN_WORKERS: '1',
            // Long for a statement, and short for a connection that has lost its way.
            PROEFTUIN_DB_READ_MS: '5000',
            PROEFTUIN_DB_WRITE_MS: '5000',
            PROEFTUIN_ALLOC_CONTROL: join(folder, 'control'),
            LD_PRELOAD: [join(build, 'liballoc_shim.so'), ...sanitizerRuntime()].join(':'),
            ASAN_OPTIONS: `${asan}:verify_asan_link_order=0`,
        },
    })
    const close = () => {
        closeSync(control.file)
        rmSync(folder, { recursive: true })
    }
    return { ...server, control, agent: new http.Agent({ keepAlive: true, maxSockets: 1 }), close }
}

const patience = 300_000 // no answer by then is a hang

/**
 * One request whose answer may never come: the connection may be closed instead.
 * @returns {Promise<{status: number, text: string}>} status 0: closed without a whole answer
 */
export function tryRequest(server, { method = 'GET', path, body, headers = {} }) {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const type = payload === undefined ? {} : { 'Content-Type': 'application/json' }
    const all = { Authorization: `Bearer ${usualKey}`, ...type, ...headers }
    const { hostname, port } = new URL(server.url)
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no answer to ${method} ${path}`)), patience)
        const end = (answer) => (clearTimeout(timer), resolve(answer))
        const closed = () => end({ status: 0, text: '' })
        http.request({ host: hostname, port, path, method, agent: server.agent, headers: all }, (response) => {
            const chunks = []
            response.on('data', (chunk) => chunks.push(chunk))
            response.on('end', () => end({ status: response.statusCode, text: Buffer.concat(chunks).toString() }))
            response.on('error', closed)
        })
            .on('error', closed)
            .end(payload)
    })
}

/** Waits until the daemon is whole again: it may have had to connect to the database anew. */
export async function recovered(server) {
    for (let tries = 0; tries < 12_000; tries++) {
        assert.equal(server.process.exitCode ?? server.process.signalCode, null, `the daemon ended:\n${server.stderr()}`)
        const { status } = await tryRequest(server, { path: '/health/ready' })
        if (status === 200) return
        await new Promise((resolve) => setTimeout(resolve, 25))
    }
    assert.fail('the daemon does not come back')
}
