// A daemon of its own for each test file, over a database of its own, and a small HTTP client to talk to it. No
// packages, Node 18.
//
//     import { startServer } from '../support/server.mjs'
//     const server = await startServer({ sample: true })
//     after(() => server.stop())
//     const { status, json } = await server.get('/v1/pilots?municipality=gm1509')
//
// tests/run starts PostgreSQL, makes the template databases and exports PROEFTUIN_TEST_BINARY (the daemon) and
// PROEFTUIN_TEST_PGHOST (the directory of PostgreSQL's socket).
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import http from 'node:http'
import net from 'node:net'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { parseCsv } from './csv.mjs'
import { key as usualKey } from './keys.mjs'

const run = promisify(execFile)
const { PROEFTUIN_TEST_BINARY: binary, PROEFTUIN_TEST_PGHOST: pgHost } = process.env
const pgRole = 'proeftuin'
// All that a test file asks comes from one address, as fast as it can: the limits are for the tests of limits.
export const unlimited = { PROEFTUIN_ANONYMOUS_RATE: '0', PROEFTUIN_KEY_RATE: '0', PROEFTUIN_AUTHENTICATION_FAILURES: '0' }
const readyWithin = 300_000 // milliseconds: for a daemon that hangs; builds with a sanitizer are slow

/**
 * How long the daemons of the tests have patience: for ever, so that a machine that is slow or busy changes no answer. What tests a
 * deadline sets it; '' is the default that the daemon ships with.
 */
const patient = {
    PROEFTUIN_DB_READ_MS: '600000',
    PROEFTUIN_DB_WRITE_MS: '600000',
    PROEFTUIN_DB_LOCK_MS: '600000',
    PROEFTUIN_HEAD_SECONDS: '3600',
    PROEFTUIN_BODY_SECONDS: '3600',
    PROEFTUIN_REQUEST_SECONDS: '3600',
    PROEFTUIN_WRITE_SECONDS: '3600',
}
/** The settings of the daemon as it ships, for `env`. */
export const asShipped = Object.fromEntries(Object.keys(patient).map((name) => [name, '']))

/** The DATABASE_URL of a database on the test cluster. */
export const databaseUrl = (database) => `postgresql://${pgRole}@/${database}?host=${encodeURIComponent(pgHost)}`

let databases = 0

/**
 * Creates a database with a name of its own on the test cluster.
 * @param {string} [template] 'template_migrated' or 'template_sample', which tests/run made; without it: empty
 * @returns {Promise<string>} its name
 */
export async function createDatabase(template = 'template1') {
    const name = `test_${process.pid}_${++databases}`
    await run('createdb', ['-h', pgHost, '-U', pgRole, '-T', template, name])
    return name
}

/**
 * Drops a database, also when somebody is still connected to it. PostgreSQL's own cleaner may be, whom our role may not send away:
 * it is soon done.
 */
export async function dropDatabase(name, tries = 600) {
    try {
        await run('dropdb', ['-h', pgHost, '-U', pgRole, '--force', '--if-exists', name])
    } catch (error) {
        if (tries === 1) throw error
        await new Promise((resolve) => setTimeout(resolve, 250))
        await dropDatabase(name, tries - 1)
    }
}

/**
 * Runs SQL and returns the rows of the last statement as objects of strings; NULL is null.
 * @param {string} database
 * @param {string} text
 */
export async function sql(database, text) {
    const format = ['-X', '-q', '--csv', '-P', 'null=\\N', '-v', 'ON_ERROR_STOP=1']
    const args = [...format, '-h', pgHost, '-U', pgRole, '-d', database, '-c', text]
    const { stdout } = await run('psql', args, { maxBuffer: 1 << 28 })
    const [names = [], ...rows] = parseCsv(stdout)
    return rows.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell === '\\N' ? null : cell])))
}

/**
 * Runs the daemon's program to its end: `await command(database, 'import', dir)`.
 * @returns {Promise<{status: number, stdout: string, stderr: string}>} also when it fails
 */
export async function command(database, ...args) {
    const env = { ...process.env, DATABASE_URL: databaseUrl(database) }
    try {
        return { status: 0, ...(await run(binary, args, { env, maxBuffer: 1 << 28 })) }
    } catch (error) {
        return { status: error.code ?? error.signal, stdout: error.stdout, stderr: error.stderr }
    }
}

/**
 * Starts a daemon and waits until it listens.
 * @param {object} [options]
 * @param {boolean} [options.migrate] false: over an empty database, and without waiting for anything but the listener
 * @param {boolean|'whole'} [options.sample] with the first document of the sample register, or with all of them
 * @param {string} [options.database] an existing database to use, which stop() leaves in place
 * @param {string} [options.listen] address:port or the path of a socket; default: a free port
 * @param {object} [options.env] settings of the daemon; its deadlines are far away unless they stand here (see `asShipped`)
 * @param {string} [options.program] another build of the daemon
 */
export async function startServer(options = {}) {
    const { migrate = true, sample = false, database, listen = '127.0.0.1:0', env = {}, program = binary } = options
    const template = sample === 'whole' ? 'template_register' : sample ? 'template_sample' : migrate ? 'template_migrated' : undefined
    const name = database ?? (await createDatabase(template))
    // If this process is killed, the kernel tells the daemon to stop.
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', program, 'serve'], {
        env: { ...process.env, ...unlimited, DATABASE_URL: databaseUrl(name), PROEFTUIN_LISTEN: listen, ...patient, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)))
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))

    const finish = async () => {
        child.kill('SIGTERM')
        const status = await ended
        if (!database) await dropDatabase(name)
        return status
    }
    let url
    try {
        url = await readiness(child, ended, () => stderr)
    } catch (error) {
        await finish()
        throw error
    }

    const client = createClient(url)
    return {
        ...client,
        url,
        database: name,
        process: child,
        /** What the daemon wrote to standard error until now. */
        stderr: () => stderr,
        sql: (text) => sql(name, text),
        /** Asks the daemon to stop; it must end by itself with 0: so a sanitizer's findings come to light too. */
        async stop() {
            client.close()
            assert.equal(await finish(), 0, `the daemon did not stop cleanly:\n${stderr}`)
        },
    }
}

/** Resolves with the URL that the daemon prints when it listens. */
function readiness(child, ended, stderr) {
    return new Promise((resolve, reject) => {
        const give = (reason) => reject(new Error(`the daemon ${reason}:\n${stderr()}`))
        const timer = setTimeout(give, readyWithin, 'did not get ready in time')
        createInterface({ input: child.stdout }).on('line', (line) => {
            const [, url] = /^proeftuin: listening on (\S+)$/.exec(line) ?? []
            if (url) clearTimeout(timer), resolve(url)
        })
        ended.then((status) => (clearTimeout(timer), give(`ended with ${status}`)))
        child.on('error', (error) => (clearTimeout(timer), reject(error)))
    })
}

/**
 * A client of one server, over connections that it keeps open.
 * @param {string} url http://address:port or the path of a socket
 * @param {string|null} [key] the API key that it sends; null: none
 */
export function createClient(url, key = usualKey) {
    const agent = new http.Agent({ keepAlive: true })
    const target = addressOf(url)

    /**
     * One request. A body that is no text and no bytes is sent as JSON.
     * @returns {Promise<{status: number, headers: object, text: string, json: any}>} json only when the answer is JSON
     */
    const request = (method, path, { headers = {}, body } = {}) => {
        const plain = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
        const payload = plain ? body : JSON.stringify(body)
        const type = plain ? {} : { 'Content-Type': 'application/json' }
        const authorization = key ? { Authorization: `Bearer ${key}` } : {}
        const length = payload === undefined ? {} : { 'Content-Length': Buffer.byteLength(payload) }
        return new Promise((resolve, reject) => {
            // The path by itself and not as part of a URL, which would be tidied up on its way.
            const options = { ...target, path, agent, method, headers: { ...authorization, ...type, ...length, ...headers } }
            http.request(options, (response) => collect(response).then(resolve, reject))
                .on('error', reject)
                .end(payload)
        })
    }
    return {
        request,
        get: (path, options) => request('GET', path, options),
        post: (path, body, options) => request('POST', path, { body, ...options }),
        patch: (path, body, options) => request('PATCH', path, { body, ...options }),
        del: (path, options) => request('DELETE', path, options),
        /** The same server for another caller: with another key, or null for none. */
        as: (other) => createClient(url, other),
        close: () => agent.destroy(),
    }
}

/** How node:http and node:net want to be told where a server listens. */
function addressOf(url) {
    const [, socketPath] = /^(?:unix:)?(\/.*)/.exec(url) ?? []
    if (socketPath) return { socketPath, path: socketPath }
    const { hostname, port } = new URL(url)
    return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}

async function collect(response) {
    const chunks = []
    for await (const chunk of response) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const isJson = /^application\/([a-z0-9.-]+\+)?json\b/.test(response.headers['content-type'] ?? '')
    const json = isJson && text ? JSON.parse(text) : undefined
    return { status: response.statusCode, headers: response.headers, text, json }
}

/**
 * Sends bytes as they are and collects what comes back until the server closes the connection or the time is up: for
 * requests that no client library would send. The time is for a server that hangs.
 * @param {string} url of the server, or the path of its socket
 * @param {string|Buffer} bytes text is sent as latin1: one character, one byte
 * @param {object} [options]
 * @param {number} [options.timeout] milliseconds
 * @param {(heard: Promise) => Promise} [options.leave] the client hangs up when this has resolved; `heard` does with the first bytes
 * @returns {Promise<{text: string, closed: boolean}>} closed: the server ended the connection, not the time
 */
export function raw(url, bytes, { timeout = 300_000, leave } = {}) {
    return new Promise((resolve) => {
        const chunks = []
        const socket = net.connect(addressOf(url))
        const end = (closed) => {
            clearTimeout(timer)
            socket.destroy()
            resolve({ text: Buffer.concat(chunks).toString('latin1'), closed })
        }
        const timer = setTimeout(end, timeout, false)
        socket.on('connect', () => socket.write(Buffer.from(bytes, 'latin1')))
        socket.on('data', (chunk) => chunks.push(chunk))
        socket.on('close', () => end(true))
        socket.on('error', () => end(true)) // a reset is an answer too
        leave?.(new Promise((heard) => socket.once('data', heard))).then(() => end(false))
    })
}
