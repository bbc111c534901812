// Amounts to the cent, and the rules of budget lines, measurements and what belongs to something else.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startServer } from '../support/server.mjs'

const municipality = 'gm0141'
let server
before(async () => {
    server = await startServer()
})
after(() => server.stop())

async function created(path, row) {
    const answer = await server.post(`/v1/${path}`, { municipality, ...row })
    assert.equal(answer.status, 201, answer.text)
    return { path: `/v1/${path}/${answer.json.id}`, ...answer.json }
}

const faults = ({ status, json }) => [status, ...json.errors.map(({ location, code }) => `${location} ${code}`)]
const refused = async (path, row, ...wanted) =>
    assert.deepEqual(faults(await server.post(`/v1/${path}`, { municipality, ...row })), [400, ...wanted], JSON.stringify(row))
const notChanged = async (row, change, ...wanted) => assert.deepEqual(faults(await server.patch(row.path, change)), [400, ...wanted])
const changed = async (row, change) => {
    const answer = await server.patch(row.path, change)
    assert.equal(answer.status, 200, answer.text)
    return answer.json
}

const pilot = (more) => created('pilots', { title: 'Wijkcoach bij huisarts', kind: 'project', ...more })
const line = (more) => ({ statement: 'bijlage-3', label: 'Opbrengst', kind: 'yield', stage: 'estimated', ...more })

/** A line whose amount is sent as it is written here, and what is answered, letter by letter. */
async function written(amount) {
    const body = JSON.stringify({ municipality, ...line() }).replace(/}$/, `,"amount":${amount}}`)
    const answer = await server.request('POST', '/v1/budget-lines', { headers: { 'Content-Type': 'application/json' }, body })
    return answer.status === 201 ? /"amount":([^,]+),/.exec(answer.text)[1] : faults(answer)
}

test('an amount is read as it is written', async () => {
    const exact = { '0.1': '0.1', '0.10': '0.1', 999999999999.99: '999999999999.99', '-1000000000000': '-1000000000000', '1.5e3': '1500',
        '140000': '140000', '0.30000000000000000000': '0.3', '-0.0': '0', '29e-2': '0.29', '1E+12': '1000000000000' }
    for (const [sent, wanted] of Object.entries(exact)) assert.equal(await written(sent), wanted, sent)
    const wrong = { '0.001': 'number.decimals', '0.1000000000000000055': 'number.decimals', '1000000000000.01': 'number.tooLarge',
        '-1e13': 'number.tooSmall', '1e300': 'number.tooLarge', '"5"': 'type', 'true': 'type', '[1]': 'type', '1e-300': 'number.decimals' }
    for (const [sent, code] of Object.entries(wrong)) assert.deepEqual(await written(sent), [400, `/amount ${code}`], sent)
})

test('a number with a point is no text, and no whole number', async () => {
    await refused('pilots', { title: 1.5, kind: 'pilot' }, '/title type')
    await refused('pilots', { title: 'x', kind: 'pilot', sourceOrder: 1.5 }, '/sourceOrder type')
    await refused('pilots', { title: 'x', kind: 'pilot', domains: [0.5] }, '/domains/0 type')
})

test('an amount is there exactly when it is known', async () => {
    const row = await created('budget-lines', line())
    assert.deepEqual([row.amount, row.amountStatus, row.amountQualifier], [null, 'notStated', null])
    assert.deepEqual((await changed(row, { amount: 170000 })).amountStatus, 'known')
    await notChanged(row, { amountStatus: 'proMemoria' }, '/amount rule.amountStatus')
    assert.equal((await changed(row, { amount: null, amountStatus: 'proMemoria' })).amountStatus, 'proMemoria')
    await refused('budget-lines', line({ amountStatus: 'known' }), '/amount rule.amountStatus')
    await refused('budget-lines', line({ amountUpper: 5 }), '/amountUpper rule.alone')
    await refused('budget-lines', line({ amount: 5, amountQualifier: 'between' }), '/amountUpper rule.range')
    await refused('budget-lines', line({ amount: 5, amountUpper: 4 }), '/amountUpper number.tooSmall')
    const range = await created('budget-lines', line({ amount: 240000, amountUpper: 400000, kind: 'savingTarget' }))
    assert.equal(range.amountQualifier, 'between')
    await notChanged(range, { amountStatus: null }, '/amountStatus field.required')
})

test('a task field holds in the fiscal years of its line', async () => {
    const good = { fiscalYearFrom: 2017, taskFields: ['6.71-2017', '6.72-2017'], kind: 'cost', stage: 'realised' }
    const row = await created('budget-lines', line(good))
    await refused('budget-lines', line({ ...good, taskFields: ['6.71a-2023'] }), '/taskFields rule.period')
    await refused('budget-lines', line({ ...good, fiscalYearTo: 2023 }), '/taskFields rule.period')
    await refused('budget-lines', line({ ...good, taskFields: ['6.99-2017'] }), '/taskFields reference.unknown')
    await refused('budget-lines', line({ ...good, fiscalYearFrom: null, fiscalYearTo: 2017 }), '/fiscalYearTo rule.alone')
    await notChanged(row, { fiscalYearFrom: 2024 }, '/taskFields rule.period')
    assert.deepEqual(faults(await server.patch('/v1/task-fields/6.71-2017', { yearTo: 2016 })), [400, '/yearTo number.tooSmall'])
    const held = await server.del('/v1/task-fields/6.71-2017')
    assert.equal(held.status, 409, held.text)
})

test('a variant is of the same pilot, kind and stage; of variants one is preferred, and counts', async () => {
    const one = await pilot()
    const main = await created('budget-lines', line({ pilot: one.id, amount: 170000 }))
    const variant = await created('budget-lines', line({ pilot: one.id, amount: 420000, variantOf: main.id, statement: 'par-6.2.1' }))
    const totals = async () => {
        const { json } = await server.get(`${one.path}?fields=yield,yieldStatement`)
        return [json.yield, json.yieldStatement]
    }
    assert.deepEqual(await totals(), [170000, 'bijlage-3'])
    await changed(variant, { preferred: true })
    assert.deepEqual(await totals(), [420000, 'par-6.2.1'])
    await notChanged(main, { preferred: true }, '/preferred unique')
    await changed(variant, { preferred: false })
    await notChanged(main, { stage: 'realised' }, '/variantOf rule.variant')
    await notChanged(variant, { kind: 'cost' }, '/variantOf rule.variant')
    await refused('budget-lines', line({ pilot: one.id, variantOf: variant.id }), '/variantOf rule.variant')
    await refused('budget-lines', line({ pilot: (await pilot()).id, variantOf: main.id }), '/variantOf rule.variant')
    await notChanged(main, { variantOf: main.id }, '/variantOf rule.self')
})

test('what is known is summed, everything else is counted', async () => {
    const one = await pilot()
    for (const more of [{ amount: 0.1 }, { amount: 0.2 }, { amountStatus: 'proMemoria' }, { amountStatus: 'unknown' }, { amount: 5, memo: true }])
        await created('budget-lines', line({ pilot: one.id, kind: 'investment', stage: 'allocated', ...more }))
    const { json } = await server.get(one.path)
    assert.deepEqual([json.investment, json.investmentStage, json.investmentProMemoria, json.investmentUnknown, json.investmentNotStated],
        [0.3, 'allocated', 1, 1, 0])
    assert.deepEqual([json.yield, json.yieldStatement, json.yieldNotStated], [null, null, 0])
    const found = await server.get(`/v1/pilots?id=${one.id}&investmentFrom=0.3&investmentTo=0.30&fields=id`)
    assert.deepEqual(found.json.results, [{ id: one.id }])
})

test('nothing is included in itself, over however many lines', async () => {
    const rows = []
    for (let n = 0; n < 3; n++) rows.push(await created('budget-lines', line({ includedIn: rows[n - 1]?.id })))
    await notChanged(rows[0], { includedIn: rows[2].id }, '/includedIn rule.circle')
    await notChanged(rows[0], { includedIn: rows[0].id }, '/includedIn rule.self')
})

test('exactly one parent, or at most one', async () => {
    const one = await pilot()
    const programme = await created('programmes', { title: 'Transformatie', kind: 'policyPlan' })
    const goal = { statement: 'Meer plaatsen' }
    await refused('goals', goal, '/pilot rule.oneOf')
    await refused('goals', { ...goal, pilot: one.id, programme: programme.id }, '/programme rule.oneOf')
    await refused('budget-lines', line({ pilot: one.id, programme: programme.id }), '/programme rule.atMostOneOf')
    await refused('measurements', { value: 92 }, '/indicator rule.anyOf')
    await refused('participations', { role: 'participant' }, '/pilot rule.oneOf', '/participant rule.oneOf')
})

test('a qualitative indicator has no value', async () => {
    const story = await created('indicators', { name: 'Beleving', measure: 'qualitative' })
    const count = await created('indicators', { name: 'Clienten', measure: 'count' })
    await refused('measurements', { indicator: story.id, value: 1 }, '/value rule.qualitative')
    const row = await created('measurements', { indicator: story.id, story: 'Zeer positief' })
    await notChanged(row, { value: 1 }, '/value rule.qualitative')
    await changed(count, { measure: 'qualitative' })
    await changed(count, { measure: 'count' })
    await created('measurements', { indicator: count.id, value: 1922, periodFrom: '2015-01-01', periodTo: '2015-12-31' })
    await notChanged(count, { measure: 'qualitative' }, '/measure rule.qualitative')
    await refused('measurements', { indicator: count.id, value: 1, qualifier: 'between' }, '/valueUpper rule.range')
    await refused('measurements', { indicator: count.id }, '/value rule.needs')
})

test('the first measurement of a goal freezes it', async () => {
    const goal = await created('goals', { pilot: (await pilot()).id, statement: 'Vijftig plaatsen', target: 50 })
    assert.equal(goal.frozenAt, null)
    await created('measurements', { goal: goal.id, value: 12.5 })
    const { frozenAt } = (await server.get(goal.path)).json
    assert.match(frozenAt, /^\d{4}-.*Z$/)
    await created('measurements', { goal: goal.id, value: 13 })
    assert.equal((await server.get(goal.path)).json.frozenAt, frozenAt)
})

test('what belongs to something is no more public than that', async () => {
    const one = await pilot()
    const isPublic = async (row) => (await server.get(row.path)).json.public
    const indicator = await created('indicators', { name: 'Plaatsen', measure: 'count', public: true })
    const goal = await created('goals', { pilot: one.id, statement: 'Plaatsen' })
    const both = await created('measurements', { goal: goal.id, indicator: indicator.id, value: 1 })
    const alone = await created('measurements', { indicator: indicator.id, value: 1 })
    const evaluation = await created('evaluations', { pilot: one.id, kind: 'final', title: 'Eind' })
    const advice = await created('recommendations', { evaluation: evaluation.id, text: 'Borg het.' })
    assert.deepEqual(await Promise.all([goal, both, alone, evaluation, advice].map(isPublic)), [false, false, true, false, false])
    await refused('budget-lines', line({ pilot: one.id, public: true }), '/public rule.shown')
    const money = await created('budget-lines', line({ pilot: one.id, amount: 1 }))
    await changed(one, { public: true })
    assert.deepEqual(await Promise.all([goal, both, alone, evaluation, advice, money].map(isPublic)), [true, true, true, true, true, false])
    await changed(money, { public: true })
    await changed(one, { public: false })
    assert.deepEqual(await Promise.all([goal, both, alone, evaluation, advice, money].map(isPublic)), [false, false, true, false, false, false])
    await changed(one, { public: true })
    await changed(indicator, { public: false })
    assert.deepEqual(await Promise.all([goal, both, alone, money].map(isPublic)), [true, false, false, false])
})

test('a public pilot does not tell what its internal lines add up to', async () => {
    const one = await pilot()
    await changed(one, { public: true })
    const stranger = server.as(null)
    const yields = async (client) => {
        const { json } = await client.get(one.path)
        return [json.yield, json.yieldStage, json.yieldNotYetKnown]
    }
    const line = (more) => ({ pilot: one.id, statement: 'tabel-1', label: 'Besparing', kind: 'yield', stage: 'expected', ...more })
    await created('budget-lines', line({ amount: 100, public: true }))
    const internal = await created('budget-lines', line({ amount: 31 }))
    await created('budget-lines', line({ amountStatus: 'notYetKnown' }))
    assert.deepEqual([await yields(server), await yields(stranger)], [[131, 'expected', 1], [100, 'expected', 0]])
    const firmer = await created('budget-lines', line({ amount: 7, stage: 'realised' }))
    assert.deepEqual([await yields(server), await yields(stranger)], [[7, 'realised', 0], [100, 'expected', 0]])
    const found = async (client, query) => (await client.get(`/v1/pilots?id=${one.id}&${query}&fields=id`)).json.results.length
    for (const [query, ours, theirs] of [['yieldFrom=7&yieldTo=7', 1, 0], ['yieldFrom=100&yieldTo=100', 0, 1], ['yieldFrom=131&yieldTo=131', 0, 0]])
        assert.deepEqual([await found(server, query), await found(stranger, query)], [ours, theirs], query)
    await changed(internal, { public: true })
    await changed(firmer, { public: true })
    assert.deepEqual([await yields(server), await yields(stranger)], [[7, 'realised', 0], [7, 'realised', 0]])
    stranger.close()
})

test('the filter of a reported total names filters of what it is over', async () => {
    const total = { label: 'Totaal', function: 'sum', statedAmount: 135100000, statedPrecision: 50000 }
    await created('reported-totals', { ...total, over: 'budgetLines', filter: 'statement=tabel-1&fiscalYearFromFrom=2017&kind=cost' })
    await refused('reported-totals', { ...total, over: 'pilots', filter: 'statement=tabel-1' }, '/filter rule.filter')
    await refused('reported-totals', { ...total, over: 'budgetLines', filter: 'statement=x&onzin=1&' }, '/filter rule.filter', '/filter rule.filter')
    await refused('reported-totals', { ...total, filter: 'statement=x' }, '/filter rule.alone')
    await refused('reported-totals', { ...total, statedNumber: 5 }, '/statedNumber rule.oneOf')
    const other = await created('reported-totals', total)
    await notChanged(other, { operands: [{ operand: other.id }] }, '/operands/0/operand rule.self')
})
