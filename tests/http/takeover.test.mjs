// Under a service manager: the daemon serves the socket that it is given, says how it fares, and a second one takes over without a
// request being lost.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { after, before, describe, test } from 'node:test'
import { createClient, createDatabase, dropDatabase, startServer } from '../support/server.mjs'
import { startSupervisor } from '../support/supervised.mjs'
import { settled, until } from '../support/until.mjs'

let database
before(async () => {
    database = await createDatabase('template_sample')
})
after(() => dropDatabase(database))

/**
 * Clients that ask on and on over connections that they keep open, as wrk does. Whatever is not a whole answer with 200 is a
 * failure: so is a reset.
 */
function startLoad(url, clients, paths) {
    const failures = []
    const { hostname, port } = new URL(url)
    const agent = new http.Agent({ keepAlive: true, maxSockets: clients })
    let running = true
    let answers = 0
    let closes = 0

    const ask = (path) =>
        new Promise((resolve) => {
            const fail = (reason) => (failures.push(`${path}: ${reason}`), resolve())
            const request = http.get({ hostname, port, path, agent }, (response) => {
                let length = 0
                response.on('data', (chunk) => (length += chunk.length))
                response.on('error', (error) => fail(error.code ?? error.message))
                response.on('end', () => {
                    if (response.statusCode !== 200) fail(`status ${response.statusCode}`)
                    if (length !== Number(response.headers['content-length'])) fail(`${length} bytes`)
                    if (response.headers.connection === 'close') closes++
                    answers++
                    resolve()
                })
            })
            request.on('error', (error) => fail(error.code ?? error.message))
        })
    const client = async (number) => {
        for (let turn = number; running; turn++) await ask(paths[turn % paths.length])
    }
    const all = Array.from({ length: clients }, (_, number) => client(number))
    return {
        answers: () => answers,
        closes: () => closes,
        /** Waits for several more answers to each client, or for a failure. */
        more: (wanted = answers + 10 * clients) => until(() => answers >= wanted || failures.length > 0, 'more answers'),
        /** Stops when each client has its last answer; resolves with what went wrong. */
        async stop() {
            running = false
            await Promise.all(all)
            agent.destroy()
            return failures
        },
    }
}

const paths = ['/v1/municipalities/gm1509', '/v1/pilots?municipality=gm1509&limit=20', '/health/live']
const clients = 32

/** Ends one daemon while its successor serves, and waits for it. */
async function replace(manager, old) {
    const next = await manager.start()
    await manager.ready(next)
    process.kill(old, 'SIGTERM')
    assert.equal(await manager.end(old), '0', manager.lines.join('\n'))
    return next
}

describe('a socket that was passed', () => {
    test('is taken over by the next daemon, again and again, and no request fails', async () => {
        const manager = await startSupervisor(database)
        let daemon = await manager.start()
        await manager.ready(daemon)
        const load = startLoad(manager.url, clients, paths)
        for (let round = 0; round < 3; round++) {
            await load.more()
            daemon = await replace(manager, daemon)
        }
        await load.more()
        const failures = await load.stop()
        await manager.stop()
        assert.deepEqual(failures, [])
        assert.ok(load.closes() >= 3 * clients / 2, `only ${load.closes()} connections were closed in order`)
    })

    test('keeps its queue while no daemon runs: clients wait, and none is refused', async () => {
        const manager = await startSupervisor(database)
        const first = await manager.start()
        await manager.ready(first)
        const load = startLoad(manager.url, clients, paths)
        await load.more()
        process.kill(first, 'SIGTERM')
        assert.equal(await manager.end(first), '0')
        await settled(load.answers)
        await manager.ready(await manager.start())
        await load.more()
        const failures = await load.stop()
        await manager.stop()
        assert.deepEqual(failures, [])
    })

    test('is served instead of PROEFTUIN_LISTEN, and its file stays when the daemon ends', async () => {
        const directory = mkdtempSync('/tmp/proeftuin-takeover-')
        const manager = await startSupervisor(database, {
            listen: `${directory}/http.sock`,
            env: { PROEFTUIN_LISTEN: `${directory}/other.sock` },
        })
        const daemon = await manager.start()
        await manager.ready(daemon)
        assert.ok(!existsSync(`${directory}/other.sock`))
        const client = createClient(manager.url)
        assert.equal((await client.get('/health/ready')).status, 200)
        client.close()
        process.kill(daemon, 'SIGTERM')
        assert.equal(await manager.end(daemon), '0')
        assert.ok(existsSync(`${directory}/http.sock`))
        await manager.stop()
        rmSync(directory, { recursive: true })
    })
})

describe('what the service manager hears', () => {
    test('ready, serving, and stopping with a limit', async () => {
        const manager = await startSupervisor(database)
        const daemon = await manager.start()
        await manager.line(new RegExp(`^said ${daemon} STATUS=Bringing the database up to date`))
        await manager.ready(daemon)
        await manager.line(new RegExp(`^said ${daemon} STATUS=Serving$`))
        process.kill(daemon, 'SIGTERM')
        await manager.line(new RegExp(`^said ${daemon} STOPPING=1`))
        await manager.line(new RegExp(`^said ${daemon} STATUS=Finishing requests, for at most 20 s`))
        assert.equal(await manager.end(daemon), '0')
        await manager.stop()
    })

    test('that the daemon is ready though its database is away', async () => {
        const manager = await startSupervisor('there_is_no_such_database')
        const daemon = await manager.start()
        await manager.ready(daemon)
        await manager.line(new RegExp(`^said ${daemon} STATUS=Waiting for the database`))
        await manager.stop()
    })

    test('the watchdog, for as long as the daemon turns', async () => {
        const manager = await startSupervisor(database, { env: { WATCHDOG_USEC: '400000' } })
        const daemon = await manager.start()
        const beats = () => manager.lines.filter((line) => line === `said ${daemon} WATCHDOG=1`).length
        await manager.ready(daemon)
        await until(() => beats() >= 5, 'five beats')
        process.kill(daemon, 'SIGSTOP')
        const before = await settled(beats, 1000)
        process.kill(daemon, 'SIGCONT')
        await until(() => beats() > before, 'another beat')
        await manager.stop()
    })
})

describe('a socket of its own', () => {
    test('is removed at the end, but not when somebody else stands in its place', async () => {
        const directory = mkdtempSync('/tmp/proeftuin-takeover-')
        const listen = `${directory}/http.sock`
        const first = await startServer({ database, listen })
        assert.ok(existsSync(listen))
        await first.stop()
        assert.ok(!existsSync(listen))

        const second = await startServer({ database, listen })
        rmSync(listen)
        const third = await startServer({ database, listen })
        await second.stop()
        assert.ok(existsSync(listen))
        assert.equal((await third.get('/health/live')).status, 200)
        await third.stop()
        assert.ok(!existsSync(listen))
        rmSync(directory, { recursive: true })
    })
})
