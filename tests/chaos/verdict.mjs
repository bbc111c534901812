// The verdict: what the journal says was acknowledged, against what the tables say.
import { readJournal } from './journal.mjs'

/** What must be there: by name of the row, and what happened to the shared rows. */
function expectationOf(entries) {
    const rows = new Map()
    const shares = []
    let acknowledged = 0
    for (const { what, row: name, answers: [answer], ...asked } of entries) {
        if (!answer || answer.gaveUp) continue // why stands among what is strange
        if (what === 'share') {
            if (answer.outcome === 'done') acknowledged++
            shares.push({ id: name, version: asked.version, outcome: answer.outcome })
            continue
        }
        acknowledged++
        const row = rows.get(name) ?? { version: 1, counter: 1, summary: null, decisions: [] }
        rows.set(name, row)
        if (what === 'create') Object.assign(row, { id: answer.id, keyed: asked.keyed })
        if (what === 'increment') Object.assign(row, { version: row.version + 1, counter: row.counter + 1 })
        if (what === 'describe') Object.assign(row, { version: row.version + 1, summary: asked.summary })
        if (what === 'decide') row.decisions.push(asked.reason)
        if (what === 'delete') row.deleted = true
    }
    return { rows, shares, acknowledged }
}

const groupBy = (list, key) => {
    const groups = new Map()
    for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
    return groups
}

function compareRow(name, row, found, say) {
    if (row.deleted) {
        if (found.length > 0) say('lost', `${name}: its deletion`)
        return
    }
    if (found.length === 0) say('lost', `${name}: its creation, and ${row.version - 1} changes`)
    if (found.length > 1) say('twice', `${name}: created ${found.length} times`)
    if (found.length !== 1) return
    const [{ id, version, counter, summary }] = found
    if (id !== row.id) say('twice', `${name}: has another id than was acknowledged`)
    if (version < row.version) say('lost', `${name}: version ${version} in place of ${row.version}`)
    if (version > row.version) say('twice', `${name}: version ${version} in place of ${row.version}`)
    if (version === row.version && (counter !== row.counter || summary !== row.summary))
        say('lost', `${name}: version ${version} has counter ${counter} in place of ${row.counter}, or another summary`)
}

/** Each version of a shared row was made by one writer: by one who knows so, or by one who does not know. */
function compareShared({ id, version, counter }, shares, say) {
    const done = groupBy(shares.filter(({ outcome }) => outcome === 'done'), (share) => share.version)
    const unknown = new Set(shares.filter(({ outcome }) => outcome === 'unknown').map((share) => share.version))
    for (const [made, writers] of done) {
        if (writers.length > 1) say('twice', `shared ${id}: version ${made} was acknowledged ${writers.length} times`)
        if (made > version) say('lost', `shared ${id}: version ${made}; it has ${version}`)
    }
    for (let made = 2; made <= version; made++)
        if (!done.has(made) && !unknown.has(made)) say('twice', `shared ${id}: version ${made} was made by nobody`)
    if (counter !== version) say('twice', `shared ${id}: counts ${counter} at version ${version}`)
}

const timelineDiffers = `
    WITH stored AS (SELECT municipality, pilot_id, valid_from, valid_until, status FROM pilot_status),
        computed AS (SELECT t.* FROM proeftuin_status_timeline((SELECT array_agg(id) FROM pilot)) t)
    SELECT count(*) AS n FROM ((TABLE stored EXCEPT TABLE computed) UNION ALL (TABLE computed EXCEPT TABLE stored)) x`

/**
 * @returns {Promise<{acknowledged: number, lost: string[], twice: string[], strange: string[], rows: number}>}
 */
export async function judge(journalPath, cluster, shared) {
    const { entries, strange } = readJournal(journalPath)
    const { rows, shares, acknowledged } = expectationOf(entries)
    const verdict = { acknowledged, lost: [], twice: [], strange: [...strange], rows: 0 }
    const say = (kind, words) => verdict[kind].push(words)
    const ask = (text) => cluster.sql(text, 'proeftuin')
    const pilots = (await ask('SELECT id, title, version, source_order, summary FROM pilot')).map((pilot) => ({
        ...pilot,
        version: Number(pilot.version),
        counter: Number(pilot.source_order),
    }))
    verdict.rows = pilots.length

    const byTitle = groupBy(pilots, ({ title }) => title)
    for (const [name, row] of rows) compareRow(name, row, byTitle.get(name) ?? [], say)
    for (const pilot of pilots) {
        if (shared.includes(pilot.id)) compareShared(pilot, shares.filter(({ id }) => id === pilot.id), say)
        else if (!rows.has(pilot.title)) say('strange', `${pilot.title}: nobody was told of it`)
    }
    const decisions = groupBy(await ask('SELECT reason FROM decision'), ({ reason }) => reason)
    for (const reason of [...rows.values()].flatMap((row) => row.decisions)) {
        const count = decisions.get(reason)?.length ?? 0
        if (count !== 1) say(count === 0 ? 'lost' : 'twice', `${reason}: ${count} times`)
    }
    const keys = new Set((await ask('SELECT key FROM idempotency_key')).map(({ key }) => key))
    for (const [name, row] of rows) if (row.keyed && !keys.has(`key-${name}`)) say('lost', `${name}: its key`)
    const [{ n }] = await ask(timelineDiffers)
    if (n !== '0') say('strange', `the status timeline differs from its recomputation in ${n} intervals`)
    return verdict
}
