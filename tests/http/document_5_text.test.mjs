// The sample register against the figures in the text of document 5, the evaluation of Almelo's transformation (April
// 2018): the targets of paragraph 6.1, the survey, other counts, and what the text says again or works out. They are typed
// here as printed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listed, number, only, table } from '../support/printed.mjs'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer({ sample: 'whole' })
})
after(() => server.stop())

const rows = (path, query) => listed(server, 'gm0141', path, query)

/** Compares the members of a row that are named, and counts them. */
function compare(row, expected, what) {
    assert.ok(row.documentReference === 'alm-evaluatie-2018' && row.place && row.sourceText && row.statedOn, `${what}: source`)
    for (const name of Object.keys(expected)) assert.deepEqual(row[name], expected[name], `${what}: ${name}`)
    return Object.keys(expected).length
}

// ---- Paragraph 6.1: reference | amount (and upper end) | year | each year | stage; ~ is about, ? not clear yet.
const targets = `
clientondersteuning | 1.000.000 | 2015 | yes | budgeted
wijkteams-korting | 240.000 tot 400.000 | 2016 | yes | budgeted
wijkteams | ~640.000 | 2015 | yes | budgeted
chronisch-zieken-pgb | 750.000 | 2015 | yes | budgeted
mantelzorg | 250.000 | | | budgeted
huishouden | 575.000 | 2015 | yes | budgeted
subsidies | 200.000 tot 260.000 | 2015 | yes | budgeted
subsidies-2016 | 500.000 | 2016 | | expected
dagbesteding-2018 | 500.000 | 2018 | yes | budgeted
dagbesteding-2020 | 1.000.000 | 2020 | yes | budgeted
opvang | ? | | | budgeted
multiprobleem | 150.000 | | yes | expected
jongeren | ? | | | expected
huisartsen | 300.000 | 2018 | yes | expected
participatiewet | 650.000 | 2016 | yes | budgeted
participatiewet-extra | 600.000 | | | expected
participatiewet-activering | 200.000 | | | expected
participatiewet-wsw | 400.000 | | | expected
pgb | 200.000 | | yes | expected
onderwijshuisvesting | 300.000 | | yes | expected`

/** What a printed amount is in the register. */
function amountOf(cell) {
    if (cell === '?') return { amount: null, amountUpper: null, amountStatus: 'notYetKnown', amountQualifier: null }
    const [low, high] = cell.replace('~', '').split(' tot ')
    return {
        amount: number(low), amountUpper: high ? number(high) : null, amountStatus: 'known',
        amountQualifier: high ? 'between' : cell.startsWith('~') ? 'about' : 'exact',
    }
}

test('paragraph 6.1: the targets, with their ranges', async (t) => {
    const lines = await rows('budget-lines', 'statement=par-6.1')
    const printed = table(targets)
    let cells = 0
    for (const { label, cells: [amount, year, yearly, stage] } of printed) {
        const line = only(lines.filter((l) => l.reference === `alm-p61-${label}`), amount, label)
        cells += compare(line, { ...amountOf(amount), fiscalYearFrom: year ? Number(year) : null, stage, kind: 'savingTarget',
            recurrence: yearly ? 'perYear' : null, programmeReference: 'alm-transformatie', memo: false }, label)
    }
    const within = Object.fromEntries(lines.map((line) => [line.reference, line.includedInReference]))
    assert.equal(within['alm-p61-wijkteams-korting'], 'alm-p61-wijkteams')
    assert.equal(within['alm-p61-participatiewet-activering'], 'alm-p61-participatiewet-extra')
    assert.equal(within['alm-p61-participatiewet-wsw'], 'alm-p61-participatiewet-extra')
    // Beside the targets: money for carers, of which the print has lost a zero, and the subsidies that there were.
    const funding = lines.filter((line) => line.kind === 'funding')
    cells += compare(only(funding.filter((l) => l.reference === 'alm-p61-mantelzorg-middelen'), 'x', 'carers'),
        { amount: 250_000, amountNote: 'Gedrukt als 250.00; gelezen als 250.000.', memo: false }, 'carers')
    cells += compare(only(funding.filter((l) => l.reference === 'alm-p61-subsidies-voorheen'), 'x', 'subsidies'),
        { amount: 11_000_000, amountPrecision: 500_000, memo: true, recurrence: 'perYear' }, 'subsidies')
    assert.equal(lines.length, printed.length + funding.length)
    assert.equal(funding.length, 2)
    t.diagnostic(`${cells} cells`)
})

test('paragraph 6.1: the targets as goals, and the goal of more neighbourhood coaches', async (t) => {
    const goals = (await rows('goals', 'programmeReference=alm-transformatie')).filter((g) => g.reference.startsWith('alm-g-'))
    const printed = { clientondersteuning: 1e6, wijkteams: 640e3, 'chronisch-zieken-pgb': 750e3, huishouden: 575e3, subsidies: 200e3,
        dagbesteding: 1e6, opvang: null, multiprobleem: 150e3, jongeren: null, huisartsen: 300e3, participatiewet: 650e3,
        'participatiewet-extra': 600e3, pgb: 200e3, onderwijshuisvesting: 300e3, wijkcoaches: 62 }
    let cells = 0
    for (const [slug, target] of Object.entries(printed)) {
        const goal = only(goals.filter((g) => g.reference === `alm-g-${slug}`), 'x', slug)
        const deadlineDate = slug === 'dagbesteding' ? '2020-01-01' : null
        cells += compare(goal, { target, baseline: slug === 'wijkcoaches' ? 45 : null, deadlineDate }, slug)
    }
    assert.equal(goals.length, Object.keys(printed).length)
    const care = goals.find((g) => g.reference === 'alm-g-dagbesteding')
    const { json } = await server.get(`/v1/goals/${care.id}`)
    assert.deepEqual(json.milestones, [{ dueOn: '2018-12-31', value: 500_000 }])
    assert.equal(care.deadlinePrecision, 'year')
    t.diagnostic(`${cells + 2} cells`)
})

// ---- Footnote 4: what was reached of three of those targets | target | reached in 2015.
const reached = `
clientondersteuning | 1.000.000 | 1.000.000
huishouden | 575.000 | 850.000
wijkteams | 640.000 | 243.000`

test('footnote 4: what was reached of targets of paragraph 6.1, as measurements of these goals', async (t) => {
    const measurements = (await rows('measurements')).filter((row) => row.goalReference)
    const goals = await rows('goals', 'programmeReference=alm-transformatie')
    let cells = 0
    for (const { label, cells: [target, value] } of table(reached)) {
        const m = only(measurements.filter((row) => row.goalReference === `alm-g-${label}`), value, label)
        const goal = only(goals.filter(({ reference }) => reference === `alm-g-${label}`), target, label)
        cells += compare(m, { value: number(value), indicatorReference: 'alm-i-besparing', periodFrom: '2015-01-01', periodTo: '2015-12-31' }, label)
        cells += compare(goal, { target: number(target) }, label)
        assert.ok(goal.frozenAt, `${label}: measured, so frozen`)
    }
    assert.equal(measurements.length, 3)
    t.diagnostic(`${cells} cells`)
})

// ---- The survey: in per cent, of the respondents; * of those who are active, ~ about, ! in doubt, # a number.
const survey = `
panel-respondenten | #980
panel-weet-niet-hulpvragen | 44
panel-weet-werk | 74
panel-weet-bijstand | 69
panel-weet-vrijwilligerswerk | 61
panel-weet-niet-mantelzorg | 56
panel-weet-niet-ideeen-1 | 56!
panel-weet-niet-ideeen-2 | 55!
panel-zet-zich-in | 75~
panel-vrijwilligerswerk | 48
panel-naasten | 26
panel-buren | 32
panel-denkt-mee | 10
panel-burgerinitiatief | 6
panel-activiteiten | 10
panel-geen-ondersteuning | 62*
panel-nauwer-optrekken | 16*
panel-wil-meedenken | 27
panel-wil-uitvoeren | 13
panel-wil-initiatief | 4
panel-wil-initiatief-aantal | #43
panel-ideeen | #124
panel-man | 62
panel-vrouw | 38
panel-60-plus | 58
panel-45-59 | 30
panel-18-44 | 12
panel-wijken |`
const ownBase = { 'panel-respondenten': [null, null], 'panel-ideeen': [null, 980] }

test('the survey: figures with their base', async (t) => {
    const measurements = (await rows('measurements')).filter(({ reference }) => reference.startsWith('alm-m-panel-'))
    const measures = Object.fromEntries((await rows('indicators')).map((indicator) => [indicator.reference, indicator.measure]))
    const printed = table(survey)
    let cells = 0
    for (const { label, cells: [cell] } of printed) {
        const m = only(measurements.filter((x) => x.reference === `alm-m-${label}`), 'x', label)
        const active = cell.includes('*')
        const [baseCount, sampleSize] = ownBase[label] ?? [active ? null : 980, 980]
        const base = ownBase[label] ? null : active ? 'actieve Almeloërs onder de respondenten' : 'respondenten van het AlmeloPanel'
        cells += compare(m, { value: cell ? Number(cell.replace(/[#*~!]/g, '')) : null, base, baseCount, sampleSize,
            qualifier: cell.includes('~') ? 'about' : null, suspect: cell.includes('!'), goalReference: null,
            periodFrom: '2017-12-01', periodTo: '2018-02-28' }, label)
        assert.equal(measures[m.indicatorReference], !cell ? 'qualitative' : cell.startsWith('#') ? 'count' : 'percentage', label)
        assert.ok(cell || m.story, label)
    }
    assert.equal(measurements.length, printed.length)
    t.diagnostic(`${cells + printed.length} cells`)
})

// ---- Other figures: reference | value | qualifier | pilot | from | to (or the day).
const figures = `
migratieachtergrond | 25 | about | | |
statushouders | 3000 | atLeast | | |
wijken-met-wijkteam | 5 | | | |
toegangen | 4 | | | |
niet-doorverwezen-ggz | 50 | about | alm-11 | |
gezinnen-ondersteund | 25 | | alm-06 | |
aanbieders | 300 | atLeast | | |
uitgestroomd-dagbesteding | 50 | | alm-05 | |
talenten | 66.6667 | about | | |
clientenraden | 4 | | | |
dagbesteding-plaatsen | 50 | | alm-05 | |
omd-niet-opnieuw | 92 | | alm-05 | 2017-01-01 |
omd-nieuw | 115 | | alm-05 | |
verzet-kraakt-voorstellingen | 22 | | alm-09-verzet-kraakt | 2017-09-01 | 2017-09-30
verzet-kraakt-bezoekers | 27000 | atLeast | alm-09-verzet-kraakt | 2017-09-01 | 2017-09-30
verzet-kraakt-vrijwilligers | 300 | atLeast | alm-09-verzet-kraakt | 2017-09-01 | 2017-09-30
huisartsenpraktijken | 6 | | alm-11 | 2017-01-01 | 2017-12-31
buddyprojecten | 2 | | alm-12 | |
buddy-plaatsingen | 3 | | alm-12-buddy-1 | |
buddy-kandidaten | 7 | | alm-12-buddy-2 | |
kosten-plek-bw | 40000-50000 | between | alm-13 | |
kosten-ambulant | 15000 | | alm-13 | |
besparing-client-bw | 30000 | about | alm-13 | |
uitstroomtrajecten-bw | 37 | | alm-14 | 2017-01-01 | 2017-08-31
geplaatst-bw | 6 | | alm-14 | 2017-01-01 | 2017-08-31
verbeterplannen | 70 | atLeast | alm-15 | | 2017-12-31`

test('other figures in the text, without goals', async (t) => {
    const measurements = (await rows('measurements')).filter(({ reference }) => /^alm-m-(?!panel-)/.test(reference))
    const printed = table(figures)
    let cells = 0
    for (const { label, cells: [value, qualifier, pilot, from, to] } of printed) {
        const m = only(measurements.filter((x) => x.reference === `alm-m-${label}`), value, label)
        const [low, high] = value.split('-').map(Number)
        cells += compare(m, { value: low, valueUpper: high ?? null, qualifier: qualifier || null, pilotReference: pilot || null, goalReference: null,
            periodFrom: from || null, periodTo: (from && to) || null, measuredOn: from ? null : to || null, suspect: false }, label)
    }
    assert.equal(measurements.length, printed.length)
    t.diagnostic(`${cells} cells`)
})

// ---- What the text says again, or works out: reference | function | number, or amount in euros with a point.
const said = `
boven-begroting-2016 | repeat | 8.700.000
respondenten | repeat | 980
wil-initiatief | share | 4
mantelzorg-samenvatting | repeat | 56
mantelzorg-5-2-1 | repeat | 56
toegangen-samenvatting | repeat | 4
toegangen-2-4 | repeat | 4
toegangen-7 | repeat | 4
gezinnen-3-1-2 | repeat | 25
gezinnen-bijlage-3 | repeat | 25`

test('what the text says again or works out', async (t) => {
    const totals = (await rows('reported-totals')).filter(({ reference }) => reference.startsWith('alm-tekst-'))
    const printed = table(said)
    let cells = 0
    for (const { label, cells: [kind, value] } of printed) {
        const total = only(totals.filter((x) => x.reference === `alm-tekst-${label}`), value, label)
        const money = value.includes('.')
        cells += compare(total, { function: kind, statedAmount: money ? number(value) : null, statedNumber: money ? null : Number(value) }, label)
    }
    assert.equal(totals.length, printed.length)
    const [extra] = (await rows('reported-totals', 'statement=par-6.1')).map(({ statedAmount, function: kind }) => [kind, statedAmount])
    assert.deepEqual(extra, ['sum', 600_000])
    t.diagnostic(`${cells + 2} cells`)
})

// ---- What totals are made of: the rows that the filter selects, then the operands, make what is printed, but for
// the rounding of each.
const paths = { budgetLines: 'budget-lines', measurements: 'measurements', pilots: 'pilots' }

/** What the filter of a total selects: the sum and how far rounding may have moved it; nothing without a filter. */
async function selected(total) {
    if (!total.over) return []
    const found = await rows(paths[total.over], total.filter)
    assert.ok(found.length > 0, `${total.reference} selects nothing by ${total.filter}`)
    assert.ok(total.function === 'sum' || total.function === 'share' || found.length === 1, `${total.reference} selects ${found.length} rows`)
    const sum = found.reduce((all, row) => all + (row.amount ?? row.value ?? 0), 0)
    return [[sum, found.reduce((all, row) => all + (row.amountPrecision ?? 0), 0)]]
}

const workings = {
    sum: ([sum]) => sum,
    repeat: ([only]) => only,
    difference: ([[a, ra], [b, rb]]) => [a - b, ra + rb],
    growth: ([[a, ra], [b, rb]]) => [b - a, ra + rb],
    share: ([[part, rp], [whole, rw]]) => [(100 * part) / whole, (100 * (rp + rw)) / whole],
}

test('the filters and operands of the totals make what is printed', async (t) => {
    const totals = (await rows('reported-totals')).filter(({ reference }) => /^alm-(t\d|vn4|b4|p61|tekst)-/.test(reference))
    const printed = new Map(totals.map((x) => [x.reference, [x.statedAmount ?? x.statedNumber, x.statedPrecision]]))
    for (const total of totals) {
        const { json } = await server.get(`/v1/reported-totals/${total.id}`)
        const operands = json.operands.map(({ operandReference }) => printed.get(operandReference))
        const [made, rounding] = workings[total.function]([...(await selected(total)), ...operands])
        const [stated, precision] = printed.get(total.reference)
        assert.ok(Math.abs(made - stated) <= rounding + precision + 1e-6, `${total.reference}: ${made} is printed as ${stated}`)
    }
    t.diagnostic(`${totals.length} totals`)
    assert.equal(totals.length, 65)
})
