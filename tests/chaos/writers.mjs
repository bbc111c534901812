// Writers that add, change and delete rows of their own, and count together in rows that they share. Each does one thing at a time and
// goes on with it until it knows what became of it: it repeats what it may repeat (POST with its key, PATCH and DELETE at a version),
// or reads.
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '../support/server.mjs'

const municipality = 'gm1509'
const patience = 120_000 // a request without an answer for so long hangs

// What a client may make of a failed attempt: it was surely not done, or nobody knows.
const NOT_DONE = 'notDone'
const UNKNOWN = 'unknown'

/** Thrown when a row is not what its writer was told that it is; the writer gives it up. */
class Strange extends Error {}

/**
 * @param {object} world
 * @param {string} world.url of the daemon
 * @param {ReturnType<import('./journal.mjs').createJournal>} world.journal
 * @param {object} world.state shared by all writers: `stopped` (begin nothing new), `abandoned` (nobody waits for you any more), counts
 * @param {string[]} world.shared ids of the rows in which all count
 */
export async function runWriter(number, { url, journal, state, shared, random }) {
    const client = createClient(url)
    const rows = []
    let names = 0

    const count = (what) => (state.counts[what] = (state.counts[what] ?? 0) + 1)
    const header = (row) => ({ 'If-Match': `"${row.version}"` })

    /** One attempt. Its answer, or why there is none. */
    async function attempt(method, path, options = {}) {
        const start = performance.now()
        let timer
        const late = new Promise((resolve) => (timer = setTimeout(resolve, patience, { failure: UNKNOWN, why: 'hangs' })))
        const asked = client.request(method, path, options).then(judge, (error) => ({
            failure: error.code === 'ECONNREFUSED' ? NOT_DONE : UNKNOWN,
            why: error.code ?? error.message,
        }))
        const outcome = await Promise.race([asked, late])
        clearTimeout(timer)
        state.slowest = Math.max(state.slowest, performance.now() - start)
        if (outcome.why === 'hangs') journal.strange(`${method} ${path} hangs`)
        if (outcome.failure) count(`${outcome.failure} (${outcome.why})`)
        return outcome
    }

    function judge(answer) {
        const { status, json } = answer
        if (status === 503) return { failure: json?.code === 'unavailable' ? NOT_DONE : UNKNOWN, why: json?.code ?? '503' }
        if (status === 504) return { failure: UNKNOWN, why: 'timeout' }
        if (status === 409 && json.code === 'conflict') return { failure: NOT_DONE, why: 'conflict' }
        if (status >= 500) journal.strange(`${status}: ${answer.text}`)
        return answer
    }

    /**
     * Asks until there is an answer; that is noted by whoever asked. `unknown` tells whether an attempt before the last one may have
     * been done.
     */
    async function insist(method, path, options) {
        let unknown = false
        for (;;) {
            const outcome = await attempt(method, path, options)
            if (!outcome.failure) return { ...outcome, unknown }
            if (state.abandoned) throw new Error(`${method} ${path} was not answered: ${outcome.why}`)
            unknown ||= outcome.failure === UNKNOWN
            await sleep(random.between(5, 60))
        }
    }

    /** Notes that something will be asked, does it, and notes how it ended. */
    async function note(what, act) {
        const entry = journal.asked({ writer: number, ...what })
        try {
            journal.answered(entry, (await act()) ?? {})
            count(`done: ${what.what}`)
        } catch (error) {
            if (!(error instanceof Strange)) throw error
            journal.answered(entry, { gaveUp: true })
            journal.strange(`${what.what} ${what.row ?? ''}: ${error.message}`)
            const at = rows.findIndex(({ name }) => name === what.row)
            if (at >= 0) rows.splice(at, 1)
        }
    }

    const expect = (condition, words) => {
        if (!condition) throw new Strange(words)
    }

    // ---- Rows of one's own ----

    /** Some have a key, some a reference, most have both. */
    function add() {
        const name = `w${number}-${++names}`
        const [keyed, referenced] = random.pick([[true, true], [true, true], [true, false], [false, true]])
        const body = { municipality, title: name, kind: 'pilot', sourceOrder: 1, startDate: '2020-01-01', ...(referenced && { reference: name }) }
        const row = { name, key: keyed && `key-${name}`, body, counter: 1, version: 1, decisions: 0 }
        return note({ what: 'create', row: name, keyed, referenced }, async () => {
            const answer = await insist('POST', '/v1/pilots', { body, headers: keyed ? { 'Idempotency-Key': row.key } : {} })
            row.id = answer.status === 201 ? created(answer) : await found(answer, name)
            rows.push(row)
            return { id: row.id }
        })
    }

    function created({ json, headers, unknown }) {
        const replayed = headers['idempotency-replayed'] === 'true'
        expect(unknown || !replayed, 'replayed, though no attempt before can have been done')
        if (replayed) count('resolved: replayed')
        return json.id
    }

    /** Without a key a repetition is refused because the reference is taken: by the first attempt. */
    async function found(answer, name) {
        expect(answer.status === 400 && answer.unknown, `refused: ${answer.text}`)
        const { json } = await insist('GET', `/v1/pilots?municipality=${municipality}&reference=${name}`)
        expect(json.results.length === 1, `taken, but there are ${json.results.length}`)
        count('resolved: by reference')
        return json.results[0].id
    }

    function increment(row) {
        return note({ what: 'increment', row: row.name, version: row.version + 1 }, async () => {
            const answer = await insist('PATCH', `/v1/pilots/${row.id}`, { body: { sourceOrder: row.counter + 1 }, headers: header(row) })
            if (answer.status === 412) await alreadyIncremented(row, answer)
            else expect(answer.status === 200, `${answer.status}: ${answer.text}`)
            row.version++
            row.counter++
        })
    }

    async function alreadyIncremented(row, { unknown }) {
        const { status, json } = await insist('GET', `/v1/pilots/${row.id}`)
        expect(unknown, `version ${json?.version} in place of ${row.version}, and nobody else writes it`)
        expect(status === 200, `gone: ${status}`)
        expect(json.version === row.version + 1 && json.sourceOrder === row.counter + 1, `version ${json.version}, counter ${json.sourceOrder}`)
        count('resolved: 412')
    }

    /** Without If-Match: repeating it changes nothing more. */
    function describe(row) {
        const summary = `${row.name} at ${row.version + 1}`
        return note({ what: 'describe', row: row.name, version: row.version + 1, summary }, async () => {
            const { status, json, text } = await insist('PATCH', `/v1/pilots/${row.id}`, { body: { summary } })
            expect(status === 200, `${status}: ${text}`)
            expect(json.version === row.version + 1, `version ${json.version} in place of ${row.version + 1}`)
            row.version++
        })
    }

    function decide(row) {
        const reason = `${row.name} decision ${++row.decisions}`
        const kind = random.pick(['start', 'pause', 'resume', 'extend', 'stop', 'complete', 'makeRegular'])
        const day = `20${random.between(18, 27)}-0${random.between(1, 9)}-15`
        const body = { municipality, pilot: row.id, kind, stage: 'taken', takenDate: day, reason }
        return note({ what: 'decide', row: row.name, reason }, async () => {
            const answer = await insist('POST', '/v1/decisions', { body, headers: { 'Idempotency-Key': `key-${reason.replaceAll(' ', '-')}` } })
            expect(answer.status === 201, `${answer.status}: ${answer.text}`)
            return { id: created(answer) }
        })
    }

    function remove(row) {
        return note({ what: 'delete', row: row.name }, async () => {
            const { status, text, unknown } = await insist('DELETE', `/v1/pilots/${row.id}`, { headers: header(row) })
            expect(status === 204 || (status === 404 && unknown), `${status}: ${text}`)
            rows.splice(rows.indexOf(row), 1)
            if (row.key) await addAgain(row)
        })
    }

    /** A repetition that comes late adds nothing. */
    async function addAgain({ body, key }) {
        const { status, text } = await insist('POST', '/v1/pilots', { body, headers: { 'Idempotency-Key': key } })
        expect(status === 410, `the key of a deleted row: ${status}: ${text}`)
    }

    // ---- Rows that are shared ----

    /** Reads and adds one, if nobody else did meanwhile. What nobody knows stays unknown. */
    async function countTogether(id) {
        const { json } = await insist('GET', `/v1/pilots/${id}?fields=sourceOrder,version`)
        if (!json?.version) return journal.strange(`a shared row is gone: ${id}`)
        const entry = journal.asked({ writer: number, what: 'share', row: id, version: json.version + 1 })
        const body = { sourceOrder: json.sourceOrder + 1 }
        const { status, failure } = await attempt('PATCH', `/v1/pilots/${id}`, { body, headers: header(json) })
        journal.answered(entry, { outcome: status === 200 ? 'done' : failure === UNKNOWN ? UNKNOWN : NOT_DONE })
        if (status === 200) count('done: share')
    }

    const steps = [
        [30, () => add()],
        [30, (row) => row && increment(row)],
        [15, (row) => row && describe(row)],
        [10, (row) => row && decide(row)],
        [8, (row) => row && row.decisions === 0 && remove(row)],
        [15, () => countTogether(random.pick(shared))],
    ]
    const choices = steps.flatMap(([weight, step]) => Array(weight).fill(step))

    while (!state.stopped) {
        await random.pick(choices)(rows.length > 0 ? random.pick(rows.slice(-20)) : undefined)
        await sleep(random.between(0, 4))
    }
    client.close()
}
