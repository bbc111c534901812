// The one who kills: the daemon, the database, single sessions, one at a time and at random moments, and starts again what he has
// ended.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { signal } from '../support/cluster.mjs'
import { asShipped, startServer } from '../support/server.mjs'

/** A daemon that is started again at the same address whenever it was ended. */
export async function superviseDaemon(cluster, strange) {
    const start = (listen) => startServer({ database: 'proeftuin', listen, env: { DATABASE_URL: cluster.url, ...asShipped } })
    let server = await start('127.0.0.1:0')
    const { url } = server
    let told = false

    function watch({ process, stderr }) {
        process.once('exit', (code, signal) => {
            if (!told) strange(`the daemon ended by itself: ${code ?? signal}\n${stderr()}`)
            else if (told === 'SIGTERM' && code !== 0) strange(`the daemon was told to stop and ended with ${code ?? signal}\n${stderr()}`)
        })
    }
    watch(server)

    async function end(signal) {
        told = signal
        const ended = once(server.process, 'exit', { signal: AbortSignal.timeout(300_000) })
        server.process.kill(signal)
        await ended
    }
    return {
        url,
        async restart(signal, pause) {
            await end(signal)
            await sleep(pause)
            server = await start(new URL(url).host)
            told = false
            watch(server)
        },
        stop: () => end('SIGTERM'),
        /** For a run that failed. */
        abandon() {
            told = 'SIGKILL'
            server.process.kill('SIGKILL')
        },
    }
}

/** What can be done to them: [weight, name, act]; each act ends when what it ended has been started again. */
export function faultsOf({ daemon, cluster, random }) {
    const pause = () => random.between(0, 400)
    const session = async (name) => {
        const backends = await cluster.backends()
        const before = cluster.log.length
        const hit = backends.length > 0 && signal(random.pick(backends).pid, name)
        if (hit && name === 'SIGKILL') await recovered(before)
    }
    /** One session that is killed takes all others along: PostgreSQL starts anew by itself. Unless it was about to end anyway. */
    const recovered = async (before) => {
        for (let tries = 0; tries < 100 && !cluster.log.slice(before).includes('reinitializing'); tries++) await sleep(10)
        for (let tries = 0; tries < 1000 && !(await cluster.answers()); tries++) await sleep(10)
    }
    const restart = async (end) => {
        await end()
        await sleep(pause())
        await cluster.start()
    }
    return [
        [25, 'daemon killed', () => daemon.restart('SIGKILL', pause())],
        [12, 'daemon told to stop', () => daemon.restart('SIGTERM', pause())],
        [20, 'postmaster killed', () => restart(() => cluster.kill())],
        [15, 'session killed', () => session('SIGKILL')],
        [12, 'session ended', () => session('SIGTERM')],
        [8, 'database restarted', () => restart(() => cluster.stop('fast'))],
        [8, 'database crashed', () => restart(() => cluster.stop('immediate'))],
    ]
}

const between = 15 // writes at least, on however slow a machine

/**
 * Kills so many times, with time in between for writers to get on; notes how long after each return the first write succeeded.
 * @returns {Promise<number[]>} those times, in milliseconds
 */
export async function kill(times, faults, { random, state, journal, say }) {
    const choices = faults.flatMap((fault) => Array(fault[0]).fill(fault))
    const returns = []
    for (let n = 1; n <= times; n++) {
        const before = state.written
        await sleep(random.between(50, 700))
        while (state.written < before + between && !state.abandoned) await sleep(5)
        const [, name, act] = random.pick(choices)
        journal.killed(name)
        state.kills[name] = (state.kills[name] ?? 0) + 1
        await act()
        returns.push(await untilWritten(state, journal))
        say(`${n}/${times} ${name}: writing again after ${returns.at(-1).toFixed(0)} ms, ${state.written} writes`)
    }
    return returns
}

async function untilWritten(state, journal) {
    const [before, start] = [state.written, performance.now()]
    while (state.written === before) {
        await sleep(2)
        if (performance.now() - start > 300_000) throw new Error(`nothing is written any more; see ${journal.path}`)
    }
    return performance.now() - start
}
