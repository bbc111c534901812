// One run: a cluster and a daemon, writers, the killer, and at the end the verdict.
import { mkdtemp, rm } from 'node:fs/promises'
import { keySql } from '../support/keys.mjs'
import { createClient } from '../support/server.mjs'
import { startCluster } from '../support/cluster.mjs'
import { createRandom } from '../support/random.mjs'
import { createJournal } from './journal.mjs'
import { faultsOf, kill, superviseDaemon } from './killer.mjs'
import { judge } from './verdict.mjs'
import { runWriter } from './writers.mjs'

/**
 * @param {object} options
 * @param {number} options.kills
 * @param {number} [options.writers]
 * @param {boolean} [options.sync] false: acknowledged commits may still be in PostgreSQL's memory
 * @param {string[]} [options.only] the names of the faults; all of them unless given
 * @param {number} [options.seed]
 * @param {(line: string) => void} [options.say]
 */
export async function runChaos({ kills, writers = 8, sync = true, only, seed, say = () => {} }) {
    const random = createRandom(seed)
    const directory = await mkdtemp('/tmp/proeftuin-chaos-')
    const journal = createJournal(`${directory}/journal`)
    const state = { stopped: false, abandoned: false, slowest: 0, counts: {}, kills: {} }
    Object.defineProperty(state, 'written', {
        get: () => Object.entries(state.counts).reduce((sum, [what, n]) => sum + (what.startsWith('done') ? n : 0), 0),
    })
    // Without synchronous commits the WAL writer alone brings them to the kernel, and it sleeps for long.
    const settings = sync ? { fsync: 'on', synchronous_commit: 'on' } : { synchronous_commit: 'off', wal_writer_delay: '10s' }
    const cluster = await startCluster({ settings: { ...settings, max_connections: 60 } })
    let daemon
    let working = []
    try {
        daemon = await superviseDaemon(cluster, journal.strange)
        await cluster.sql(keySql, 'proeftuin')
        const shared = await addShared(daemon.url)
        await cluster.sql('CHECKPOINT')
        const world = { url: daemon.url, journal, state, shared }
        working = Array.from({ length: writers }, (_, n) => runWriter(n, { ...world, random: createRandom(random.between(0, 2 ** 31)) }))
        const faults = faultsOf({ daemon, cluster, random }).filter(([, name]) => !only || only.includes(name))
        const returns = await Promise.race([kill(kills, faults, { random, state, journal, say }), failureOf(working)])
        state.stopped = true
        await Promise.all(working)
        await daemon.stop()
        const verdict = await judge(journal.path, cluster, shared)
        return { ...verdict, counts: state.counts, kills: state.kills, slowest: state.slowest, returns }
    } finally {
        state.stopped = state.abandoned = true
        daemon?.abandon()
        await Promise.allSettled(working)
        await cluster.destroy()
        await rm(directory, { recursive: true })
    }
}

/** Only ends when a writer fails. */
const failureOf = (working) => new Promise((_, reject) => working.forEach((one) => one.catch(reject)))

/** Rows in which all writers count; they count from 1, as the versions do. */
async function addShared(url) {
    const client = createClient(url)
    const ids = []
    for (const title of ['shared 1', 'shared 2']) {
        const answer = await client.post('/v1/pilots', { municipality: 'gm1509', title, kind: 'pilot', sourceOrder: 1 })
        if (answer.status !== 201) throw new Error(answer.text)
        ids.push(answer.json.id)
    }
    client.close()
    return ids
}
