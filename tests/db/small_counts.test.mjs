// Small counts of people in the database: what a reader without a right to internal rows finds in the views, under the role of the
// service; and that the rule which stands in SQL there is the one of the library.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRandom, seed } from '../support/random.mjs'
import { createDatabase, dropDatabase, sql } from '../support/server.mjs'

let database, clients
before(async () => {
    database = await createDatabase('template_migrated')
    clients = await insert('indicator', { name: 'Cliënten', measure: 'count', unit: 'cliënten', aggregation: 'sum' })
})
after(() => dropDatabase(database))

const random = createRandom()
let keys = 0
const key = () => `01900000-0000-7000-8000-${String(++keys).padStart(12, '0')}`
const literal = (value) => (value === null ? 'NULL' : typeof value === 'number' ? value : `'${value}'`)

async function insert(table, row) {
    const whole = { id: key(), municipality: 'gm1509', public: true, ...row }
    await sql(database, `INSERT INTO ${table} (${Object.keys(whole)}) VALUES (${Object.values(whole).map(literal)})`)
    return whole.id
}

/** Runs a query as the service does for somebody. */
const as = (scope, query, least = 5) =>
    sql(database, `BEGIN; SET LOCAL ROLE proeftuin_app; SET LOCAL proeftuin.scope = '${scope}';
        ${least === null ? '' : `SET LOCAL proeftuin.small_count = '${least}';`} ${query}; COMMIT`)

const nobody = '{}', owner = '{gm1509}', other = '{gm0141}', everybody = '{*}'

const measurement = (row) => insert('measurement', { indicator_id: clients, ...row })
const shown = async (id, scope = nobody, least = 5) => {
    const [row] = await as(scope, `SELECT value::float8::text, value_upper, story, source_text, base_count, sample_size, withheld
        FROM measurement_read WHERE id = '${id}'`, least)
    return { ...row, withheld: row.withheld?.slice(1, -1).split(',') ?? [] }
}

describe('a count of people', () => {
    test('under five is withheld from who has no right to internal rows, and from nobody else', async () => {
        const id = await measurement({ value: 3, story: 'Drie gezinnen', source_text: '3', measured_on: '2018-01-01' })
        for (const scope of [nobody, other]) {
            const row = await shown(id, scope)
            assert.deepEqual([row.value, row.story, row.source_text], [null, null, null])
            assert.ok(row.withheld.includes('value'))
        }
        for (const scope of [owner, everybody]) {
            const row = await shown(id, scope)
            assert.deepEqual([row.value, row.story, row.withheld], ['3', 'Drie gezinnen', []])
        }
    })

    test('of nought, or of five and more, is shown', async () => {
        for (const value of [0, 5, 92]) {
            const row = await shown(await measurement({ value, measured_on: '2018-01-02' }))
            assert.deepEqual([row.value, row.withheld], [String(value), []])
        }
    })

    test('has a least that can be set, and switched off; a session that says nothing takes five', async () => {
        const id = await measurement({ value: 7, measured_on: '2018-01-03' })
        assert.equal((await shown(id, nobody, 8)).value, null)
        assert.equal((await shown(id, nobody, 5)).value, '7')
        const small = await measurement({ value: 2, measured_on: '2018-01-04' })
        assert.equal((await shown(small, nobody, 0)).value, '2')
        assert.equal((await shown(small, nobody, null)).value, null)
    })

    test('is found by no filter and no order', async () => {
        const id = await measurement({ value: 4, measured_on: '2018-01-05' })
        const find = (condition, scope) => as(scope, `SELECT id FROM measurement_read WHERE id = '${id}' AND ${condition}`)
        for (const condition of ['value = 4', 'value >= 4', 'value <= 4', 'value < 100', 'value <> 3']) {
            assert.equal((await find(condition, nobody)).length, 0, condition)
            assert.equal((await find(condition, owner)).length, 1, condition)
        }
    })

    test('does not come back from what it is a part of', async () => {
        const row = (base_count, value, sample_size = null) =>
            measurement({ value, base_count, sample_size, measured_on: '2018-01-06' }).then((id) => shown(id))
        assert.deepEqual((await row(100, 40)).withheld, [])
        assert.ok((await row(100, 98)).withheld.includes('value')) // two who are not
        assert.ok((await row(3, 2)).withheld.includes('baseCount'))
        assert.ok((await row(50, 20, 48)).withheld.includes('sampleSize')) // two who were not asked
    })

    test('is no count of something else, and may be when nobody says', async () => {
        const hours = await insert('indicator', { name: 'Uren', measure: 'count', unit: 'uren' })
        assert.equal((await shown(await measurement({ indicator_id: hours, value: 3, measured_on: '2018-01-07' }))).value, '3')
        const score = await insert('indicator', { name: 'Cijfer', measure: 'score' })
        assert.equal((await shown(await measurement({ indicator_id: score, value: 4, measured_on: '2018-01-07' }))).value, '4')
        const pilot = await insert('pilot', { title: 'Proef', kind: 'pilot' })
        const bare = (value) => insert('measurement', { pilot_id: pilot, value, measured_on: '2018-01-07' })
        assert.equal((await shown(await bare(3))).value, null)
        assert.equal((await shown(await bare(3.5))).value, '3.5')
    })
})

test('a share of few people is withheld', async () => {
    const share = await insert('indicator', { name: 'Aandeel', measure: 'percentage' })
    const row = async (value, base_count) => shown(await measurement({ indicator_id: share, value, base_count, measured_on: '2018-02-01' }))
    assert.deepEqual((await row(62, 100)).withheld, [])
    assert.equal((await row(62, 4)).value, null)
    assert.equal((await row(3, 100)).value, null)
    assert.equal((await row(98, 100)).value, null)
    assert.equal((await row(100, 50)).value, '100')
})

describe('a series of areas and their total', () => {
    let day = 0
    /** Values of areas, and of the whole; resolves with what is shown: null is withheld. */
    async function series(values, total, more = {}) {
        const on = `2019-01-${String(++day).padStart(2, '0')}`
        const ids = []
        for (const [i, value] of values.entries())
            ids.push(await measurement({ value, measured_on: on, area_id: await insert('area', { name: `${on} ${i}`, kind: 'village' }), ...more }))
        ids.push(await insert('measurement', { indicator_id: clients, value: total, measured_on: on }))
        const rows = await Promise.all(ids.map((id) => shown(id)))
        return rows.map((row) => row.value)
    }

    test('withholds the smallest next one too', async () => {
        assert.deepEqual(await series([92, 115, 40, 3], 250), ['92', '115', null, null, '250'])
    })
    test('and all that equal it', async () => {
        assert.deepEqual(await series([92, 40, 40, 3], 175), ['92', null, null, null, '175'])
    })
    test('unless two small ones hide each other', async () => {
        assert.deepEqual(await series([92, 115, 3, 2], 212), ['92', '115', null, null, '212'])
    })
    test('or the total, when nothing else is left', async () => {
        assert.deepEqual(await series([4, 4], 8), [null, null, null])
    })
    test('the total also when it is of internal rows that few are in', async () => {
        assert.deepEqual((await series([92, 40], 135)).at(-1), null)
        assert.deepEqual((await series([92, 40], 150)).at(-1), '150')
    })
})

test('methods of evaluations and totals of measurements withhold theirs', async () => {
    const pilot = await insert('pilot', { title: 'Proef', kind: 'pilot' })
    const evaluation = await insert('evaluation', { title: 'Evaluatie', kind: 'final', pilot_id: pilot })
    await sql(database, `INSERT INTO evaluation_method (municipality, evaluation_id, ordinal, method, participants, public)
        VALUES ('gm1509', '${evaluation}', 0, 'interview', 3, true), ('gm1509', '${evaluation}', 1, 'enquête', 30, true)`)
    const methods = (scope) => as(scope, `SELECT participants, withheld FROM evaluation_method_read ORDER BY ordinal`)
    assert.deepEqual(await methods(nobody), [{ participants: null, withheld: '{participants}' }, { participants: '30', withheld: null }])
    assert.deepEqual((await methods(owner)).map((row) => row.participants), ['3', '30'])

    const total = (stated_number, over) => insert('reported_total', { label: 'Totaal', function: 'sum', over, stated_number })
    const number = async (id) =>
        (await as(nobody, `SELECT stated_number::float8::text AS n FROM reported_total_read WHERE id = '${id}'`))[0].n
    assert.equal(await number(await total(3, 'measurements')), null)
    assert.equal(await number(await total(3, 'pilots')), '3')
    const whole = await total(30, 'measurements'), parts = [await total(20, 'measurements'), await total(8, 'measurements'), await total(2, 'measurements')]
    for (const [ordinal, operand] of parts.entries())
        await sql(database, `INSERT INTO reported_total_operand (municipality, reported_total_id, ordinal, operand_id, public)
            VALUES ('gm1509', '${whole}', ${ordinal}, '${operand}', true)`)
    assert.deepEqual(await Promise.all([whole, ...parts].map(number)), ['30', '20', null, null])
})

// ---- Figures of evaluations ----

/**
 * Everything that a group of at most twelve can be before and after, the same people or people of whom nobody knows whether they are the same, with
 * what of its two figures is withheld.
 */
async function figureWorlds(paired, least) {
    const figure = (moment, n, c, more = '') => `jsonb_populate_record(NULL::evaluation_figure, jsonb_build_object('kind', 'proportion', 'moment', '${moment}',
        'sample_size', ${n}, 'counted', ${c}${more}))`
    const twice = paired ? 'generate_series(greatest(c1 + c2 - n1, 0), least(c1, c2)) twice' : '(VALUES (NULL::integer)) w(twice)'
    const rows = await sql(database, `SELECT n1, n2, c1, c2, twice, proeftuin_figure_withheld(b, a, ${least})::text AS before,
            proeftuin_figure_withheld(a, b, ${least})::text AS after
        FROM generate_series(0, 12) n1, generate_series(${paired ? 'n1, n1' : '0, 12'}) n2, generate_series(0, n1) c1, generate_series(0, n2) c2, ${twice},
            ${figure('before', 'n1', 'c1')} b, ${figure('after', 'n2', 'c2', paired ? ", 'paired', 'yes', 'both_count', twice" : '')} a`)
    const number = (text) => (text === null ? null : Number(text))
    return rows.map(({ n1, n2, c1, c2, twice, before, after }) => ({ n1: +n1, n2: +n2, c1: +c1, c2: +c2, twice: number(twice), before, after }))
}

/** What is about people in a world, and must stay in doubt where it is few. */
const countsOf = ({ n1, n2, c1, c2, twice }) => [n1, n2, c1, c2, n1 - c1, n2 - c2,
    ...(twice === null ? [Math.abs(n1 - n2)] : [twice, c1 - twice, c2 - twice, n1 - c1 - c2 + twice])]

/** What somebody sees who knows the rule: the numbers that are shown, and the names of those that are not. */
function seen({ n1, n2, c1, c2, twice, before, after }) {
    const shown = (names, members) => Object.entries(members).map(([name, value]) => (names.includes(name) ? '-' : value))
    return [...shown(before, { sampleSize: n1, counted: c1 }), ...shown(after, { sampleSize: n2, counted: c2, bothCount: twice }), before, after].join()
}

for (const [what, paired] of [['the same people', true], ['people of whom nobody knows whether they are the same', false]])
    for (const least of [3, 5])
        test(`nobody can tell a count under ${least} of figures of ${what}`, async () => {
            const alike = new Map()
            for (const world of await figureWorlds(paired, least)) {
                const key = seen(world)
                alike.set(key, [...(alike.get(key) ?? []), countsOf(world)])
            }
            for (const [key, counts] of alike)
                counts[0].forEach((first, kind) => {
                    const isDoubted = counts.some((one) => one[kind] !== first)
                    assert.ok(isDoubted || first === 0 || first >= least, `${first} can be told, the ${kind}th count of ${key}`)
                })
            assert.ok(alike.size > 100) // much is shown still
        })

test('figures of evaluations withhold theirs from outsiders, and means of few', async () => {
    const pilot = await insert('pilot', { title: 'Proef', kind: 'pilot' })
    const evaluation = await insert('evaluation', { title: 'Evaluatie', kind: 'final', pilot_id: pilot })
    const figure = (ordinal, kind, moment, columns) => sql(database, `INSERT INTO evaluation_figure (municipality, evaluation_id, ordinal, outcome,
        study_group, kind, moment, public, ${Object.keys(columns)}) VALUES ('gm1509', '${evaluation}', ${ordinal}, '${kind}', 'participants', '${kind}', '${moment}',
        true, ${Object.values(columns)})`)
    await figure(0, 'proportion', 'before', { sample_size: 40, counted: 20 })
    await figure(1, 'proportion', 'after', { sample_size: 38, counted: 15 }) // two were lost
    await figure(2, 'mean', 'before', { sample_size: 4, mean: 7.5, standard_deviation: 1 })
    const shown = (scope) => as(scope, `SELECT sample_size, counted, mean, withheld FROM evaluation_figure_read WHERE evaluation_id = '${evaluation}' ORDER BY ordinal`)
    assert.deepEqual((await shown(nobody)).map(({ sample_size, counted, mean, withheld }) => [sample_size, counted, mean, withheld]), [
        ['40', '20', null, null], [null, null, null, '{sampleSize,counted}'], [null, null, null, '{sampleSize,mean,standardDeviation}']])
    assert.deepEqual((await shown(owner)).map(({ sample_size, withheld }) => [sample_size, withheld]), [['40', null], ['38', null], ['4', null]])
})

// The library's rule, once more in the words of its header: what the tests of the library prove is proved of this.
function rule(parts, total, least) {
    const small = (count) => count > 0 && count < least
    const few = parts.filter(small), sum = (list) => list.reduce((a, b) => a + b, 0)
    const rest = total - sum(parts)
    const tells = (few.length > 0 || small(rest)) && !small(total)
    const doubt = few.length > 1 && sum(few) > few.length && sum(few) < few.length * (least - 1)
    const next = Math.min(...parts.filter((part) => part >= least && part > 0))
    const byPart = tells && rest === 0 && !doubt && Number.isFinite(next)
    return { next_part: byPart ? String(next) : null, withholds_total: small(total) || (tells && !byPart && !(rest === 0 && doubt)) ? 't' : 'f' }
}

test(`the rule in SQL is the rule of the library (seed ${seed})`, async () => {
    const cases = Array.from({ length: 2000 }, () => {
        const parts = Array.from({ length: random.between(1, 6) }, () => random.between(0, random.chance(0.5) ? 9 : 30))
        const total = parts.reduce((a, b) => a + b, 0) + (random.chance(0.5) ? 0 : random.between(0, 9))
        return [parts, total, random.pick([0, 3, 4, 5, 10])]
    })
    const rows = cases.map(([parts, total, least], i) => `(${i}, ARRAY[${parts}]::numeric[], ${total}::numeric, ${least})`)
    const found = await sql(database, `SELECT next_part, withholds_total FROM (VALUES ${rows}) c(i, parts, total, least),
        proeftuin_small_parts(parts, total, least) ORDER BY i`)
    for (const [i, [parts, total, least]] of cases.entries())
        assert.deepEqual({ ...found[i] }, rule(parts, total, least), `${parts} of ${total}, least ${least}`)
})
