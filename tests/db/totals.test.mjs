// The totals of pilots against their budget lines: after random writes, worked out again from the rows by other means.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRandom, seed } from '../support/random.mjs'
import { createDatabase, dropDatabase, sql } from '../support/server.mjs'

const writes = 400
const pilots = 5
const random = createRandom()
const { between, chance, pick } = random
const statuses = ['proMemoria', 'notApplicable', 'notYetKnown', 'unknown', 'includedElsewhere', 'notStated']
const firmest = ['realised', 'secured', 'estimated', 'allocated', 'amended', 'budgeted', 'expected', 'indicative', 'potential']
const key = (kind, n) => `0190a${String(kind).padStart(3, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

let database
before(async () => {
    database = await createDatabase('template_migrated')
    await sql(
        database,
        `INSERT INTO pilot (id, municipality, title, kind, public)
        VALUES ${Array.from({ length: pilots }, (_, n) => `('${key(4, n)}', 'gm1509', 'Pilot ${n}', 'pilot', true)`)}`,
    )
})
after(() => dropDatabase(database))

const quoted = (value) => (value === null ? 'NULL' : typeof value === 'string' ? `'${value}'` : String(value))

/** What a line says of its money; cents, so that nothing here is a fraction. */
function money() {
    const status = chance(0.6) ? 'known' : pick(statuses)
    return {
        amount_status: status,
        amount: status === 'known' ? between(-5000000, 5000000) / 100 : null,
        amount_qualifier: status === 'known' ? 'exact' : null,
        memo: chance(0.1),
        public: chance(0.6),
        statement: pick(['tabel-1', 'tabel-2', 'bijlage-3']),
        stated_on: pick([null, '2018-05-15', '2018-10-01']),
    }
}

const subject = () => ({
    pilot_id: chance(0.1) ? null : key(4, between(0, pilots - 1)),
    kind: pick(['investment', 'yield', 'yield', 'cost']),
    stage: pick(['realised', 'estimated', 'expected', 'potential']),
})

const lines = []
let made = 0

const isFree = (line) => line.variant_of_id === null && !lines.some((other) => other.variant_of_id === line.id)
const group = (line) => line.variant_of_id ?? line.id
const mayPrefer = (line) => !lines.some((other) => other !== line && other.preferred && group(other) === group(line))

const set = (changes) => Object.entries(changes).map(([name, value]) => `${name} = ${quoted(value)}`).join(', ')

/** A write of a random kind: its SQL, done to `lines` as well. */
const operations = {
    insert() {
        const main = chance(0.3) && lines.length ? pick(lines.filter((line) => line.variant_of_id === null)) : null
        const line = { id: key(9, ++made), ...(main ? { pilot_id: main.pilot_id, kind: main.kind, stage: main.stage } : subject()), ...money(),
            variant_of_id: main?.id ?? null, included_in_id: chance(0.15) && lines.length ? pick(lines).id : null, preferred: false }
        line.preferred = chance(0.3) && mayPrefer(line)
        lines.push(line)
        const names = Object.keys(line)
        return `INSERT INTO budget_line (municipality, label, ${names}) VALUES ('gm1509', 'x', ${names.map((name) => quoted(line[name]))})`
    },
    change() {
        const line = pick(lines)
        const changes = { ...money(), preferred: chance(0.5) && mayPrefer(line) }
        Object.assign(line, changes)
        return `UPDATE budget_line SET ${set(changes)} WHERE id = '${line.id}'`
    },
    move() {
        const free = lines.filter(isFree)
        if (free.length === 0) return operations.insert()
        const line = pick(free)
        const changes = subject()
        Object.assign(line, changes)
        return `UPDATE budget_line SET ${set(changes)} WHERE id = '${line.id}'`
    },
    /** Many rows by one statement, of several pilots. */
    shift() {
        for (const line of lines) if (line.statement === 'tabel-1') line.statement = 'tabel-2'
        return `UPDATE budget_line SET statement = 'tabel-2' WHERE statement = 'tabel-1'`
    },
    remove() {
        const alone = lines.filter((line) => isFree(line) && !lines.some((other) => other.included_in_id === line.id))
        if (alone.length === 0) return operations.insert()
        const line = pick(alone)
        lines.splice(lines.indexOf(line), 1)
        return `DELETE FROM budget_line WHERE id = '${line.id}'`
    },
}

/** Whether a line counts in a total of all lines (`whole`), or of the public ones. */
const counts = (line, whole) =>
    !line.memo && (whole || line.public) && (line.preferred || (line.variant_of_id === null &&
        !lines.some((other) => other.variant_of_id === line.id && other.preferred && (whole || other.public))))

const statusOf = (line) => (line.included_in_id === null ? line.amount_status : 'includedElsewhere')

/** A pilot's total of a kind, as text like the database's. */
function totalOf(pilot, kind, whole) {
    const groups = new Map()
    for (const line of lines.filter((one) => one.pilot_id === pilot && one.kind === kind && counts(one, whole))) {
        const name = `${line.stage} ${line.statement}`
        groups.set(name, [...(groups.get(name) ?? []), line])
    }
    const known = (rows) => rows.filter((line) => statusOf(line) === 'known')
    const stated = (rows) => rows.map((line) => line.stated_on ?? '').sort().at(-1)
    const order = (rows) => [known(rows).length ? 0 : 1, firmest.indexOf(rows[0].stage)]
    const [chosen] = [...groups.values()].sort((a, b) => {
        const [x, y] = [order(a), order(b)]
        return x[0] - y[0] || x[1] - y[1] || -stated(a).localeCompare(stated(b)) || (a[0].statement < b[0].statement ? 1 : -1)
    })
    if (!chosen) return null
    const cents = known(chosen).reduce((sum, line) => sum + Math.round(line.amount * 100), 0)
    return {
        sum: known(chosen).length ? (cents / 100).toFixed(2) : null,
        statement: chosen[0].statement,
        stage: chosen[0].stage,
        ...Object.fromEntries(statuses.map((status) => [status, chosen.filter((line) => statusOf(line) === status).length])),
    }
}

const column = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

async function compare(what) {
    const rows = new Map((await sql(database, 'SELECT * FROM pilot_total')).map((row) => [`${row.pilot_id} ${row.whole === 't'}`, row]))
    for (let n = 0; n < pilots; n++) for (const whole of [true, false]) compareOne(rows.get(`${key(4, n)} ${whole}`), n, whole, what)
}

function compareOne(row, n, whole, what) {
    const totals = { investment: totalOf(key(4, n), 'investment', whole), yield: totalOf(key(4, n), 'yield', whole) }
    assert.equal(row !== undefined, totals.investment !== null || totals.yield !== null, `${what}: a row or none`)
    for (const [stem, total] of row ? Object.entries(totals) : []) {
        const found = { sum: row[stem], statement: row[`${stem}_statement`], stage: row[`${stem}_stage`],
            ...Object.fromEntries(statuses.map((status) => [status, Number(row[`${stem}_${column(status)}`])])) }
        const nothing = { sum: null, statement: null, stage: null, ...Object.fromEntries(statuses.map((status) => [status, 0])) }
        assert.deepEqual(
            Object.fromEntries(Object.entries(found).map(([name, value]) => [name, value === '' ? null : value])), total ?? nothing,
            `${what}: pilot ${n}, ${stem} of ${whole ? 'all lines' : 'the public ones'}`)
    }
}

test(`totals follow ${writes} random writes (TEST_SEED=${seed})`, async () => {
    for (let n = 0; n < writes; n++) {
        const kind = lines.length < 5 ? 'insert' : pick(['insert', 'insert', 'insert', 'change', 'change', 'move', 'move', 'remove', 'shift'])
        const statement = operations[kind]()
        await sql(database, statement)
        if (n % 4 === 0 || n === writes - 1) await compare(`${n}: ${statement}`)
    }
    assert.ok(lines.some((line) => line.variant_of_id) && lines.some((line) => line.included_in_id), 'the writes were of all kinds')
})

test('many rows of one statement are one statement', async () => {
    await sql(database, `DELETE FROM budget_line WHERE variant_of_id IS NULL AND included_in_id IS NULL AND NOT EXISTS (
        SELECT FROM budget_line v WHERE budget_line.id IN (v.variant_of_id, v.included_in_id))`)
    const kept = new Set((await sql(database, 'SELECT id FROM budget_line')).map(({ id }) => id))
    lines.splice(0, lines.length, ...lines.filter(({ id }) => kept.has(id)))
    await compare('after a DELETE of many')
})

test('what adds up to more than a total can be is refused', async () => {
    const line = (n, amount) => `INSERT INTO budget_line (id, municipality, label, statement, pilot_id, kind, stage, amount, amount_status,
        amount_qualifier) VALUES ('${key(8, n)}', 'gm1509', 'x', 'groot', '${key(4, 0)}', 'yield', 'realised', ${amount}, 'known', 'exact')`
    await sql(database, `UPDATE budget_line SET pilot_id = NULL`)
    await sql(database, line(1, 1e12))
    await assert.rejects(sql(database, line(2, 0.01)), /add up to more than a total can be/)
    await sql(database, line(3, -0.01))
})
