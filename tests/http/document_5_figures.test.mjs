// The sample register against the tables of document 5, the evaluation of Almelo's transformation (April 2018): its five
// tables, footnote 4 and annex 4 are typed here as printed, and compared cell by cell with what the register answers.
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
const millions = (cell) => Math.round(number(cell) * 1e6)
const precision = (cell) => (cell.includes(',') ? 50_000 : 500_000)

const sourced = (row, what) => assert.ok(row.documentReference === 'alm-evaluatie-2018' && row.place && row.statedOn, what)

const table1 = `
samenkracht en burgerparticipatie | | | | | 5,9
wijkteams | | | | | 3,1
inkomensregelingen | | | | | 47,9
begeleide participatie | | | | | 14,4
arbeidsparticipatie | | | | | 4,7
maatwerkvoorzieningen WMO | | | | | 1,6
maatwerkdienstverlening 18+/18- | | | | | 41,1
geëscaleerde zorg 18+/18- | | | | | 19,9
wmo centrum gemeenten | 0,0 | 0,0 | 14,0 | 13,5 |
wmo en jeugd | 0,0 | 0,0 | 46,5 | 51,8 |
sociale uitkeringsvoorzieningen | 40,5 | 43,0 | 42,8 | 45,1 |
werkgelegenheid | 14,1 | 13,9 | 11,3 | 5,3 |
sociale werkvoorziening | 18,8 | 19,1 | 16,6 | 15,1 |
wmo | 12,8 | 12,5 | 0,2 | 0,0 |
correctie uitgaven die betrekking hebben op 2016 | | | | 3,4 | -3,4
Begrote uitgaven | | 90,2 | 138,3 | 125,5 | 138,1`
const totals1 = `
TOTALE UITGAVEN IN HET SOCIALE DOMEIN | 86,1 | 88,5 | 131,4 | 134,2 | 135,1
Begrote uitgaven | | 90,2 | 138,3 | 125,5 | 138,1
Verschil gerealiseerd en begroot | | -1,7 | -6,9 | +8,7 | -3
Stijging totaal uitgaven t.o.v. vorig jaar | | 2,3 | 42,9 | 2,8 | 0,9`
const from2013 = [2013, 2014, 2015, 2016, 2017]
const taskFields = {
    'samenkracht en burgerparticipatie': ['6.1-2017'], wijkteams: ['6.2-2017'], inkomensregelingen: ['6.3-2017'],
    'begeleide participatie': ['6.4-2017'], arbeidsparticipatie: ['6.5-2017'], 'maatwerkvoorzieningen WMO': ['6.6-2017'],
    'maatwerkdienstverlening 18+/18-': ['6.71-2017', '6.72-2017'], 'geëscaleerde zorg 18+/18-': ['6.81-2017', '6.82-2017'],
}

/** Compares a table of budget lines, each cell with what `wanted` makes of it. Returns how many cells there are. */
async function compareLines(statement, years, text, wanted) {
    const lines = await rows('budget-lines', `statement=${statement}`)
    let cells = 0, filled = 0
    for (const [at, { label, cells: row }] of table(text).entries()) {
        assert.equal(row.length, years.length, label)
        for (const [column, cell] of row.entries()) {
            const what = `${statement}, ${label}, ${years[column]}`
            const line = only(lines.filter((l) => l.label === label && l.fiscalYearFrom === years[column] && !wanted.other?.(l)), cell, what)
            cells++
            if (!cell) continue
            filled++
            sourced(line, what)
            assert.equal(line.sourceOrder, at + 1, what)
            const expected = wanted(cell, label, years[column])
            for (const name of Object.keys(expected)) assert.deepEqual(line[name], expected[name], `${what}: ${name}`)
        }
    }
    assert.equal(lines.filter((l) => !wanted.other?.(l)).length, filled, `${statement}: lines that are not in the table`)
    return cells
}

/** The same with printed totals; `value` says in which member the number stands, and how it is read. */
async function compareTotals(statement, years, text, value, fewest = 0) {
    const totals = await rows('reported-totals', `statement=${statement}`)
    let cells = 0, filled = 0
    for (const { label, cells: row } of table(text)) {
        assert.equal(row.length, years.length, label)
        for (const [column, cell] of row.entries()) {
            const what = `${statement}, ${label}, ${years[column]}`
            const total = only(totals.filter((t) => t.label === label && t.fiscalYear === years[column]), cell, what)
            cells++
            if (!cell) continue
            filled++
            sourced(total, what)
            const expected = value(cell)
            for (const name of Object.keys(expected)) assert.equal(total[name], expected[name], `${what}: ${name}`)
        }
    }
    assert.equal(totals.length, filled + fewest, `${statement}: totals that are not in the table`)
    return cells
}

const inMillions = (cell) => ({ statedAmount: millions(cell), statedNumber: null, statedPrecision: precision(cell) })
const inEuros = (cell) => ({ statedAmount: number(cell), statedNumber: null, statedPrecision: 0.5 })
const inPercent = (cell) => ({ statedNumber: number(cell.replace('%', '')), statedAmount: null, statedPrecision: 0.5 })

test('table 1: spending on the social domain, 2013-2017', async (t) => {
    const cells = await compareLines('tabel-1', from2013, table1, (cell, label, year) => ({
        amount: millions(cell), amountStatus: 'known', amountPrecision: 50_000, sourceText: cell, fiscalYearTo: null,
        kind: label.startsWith('correctie') ? 'correction' : 'cost', stage: label === 'Begrote uitgaven' ? 'budgeted' : 'realised',
        taskFields: year === 2017 ? taskFields[label] ?? null : null,
        product: /^(wmo|soc|werkg)/.test(label) ? label : null,
    }))
    t.diagnostic(`${cells + (await compareTotals('tabel-1', from2013, totals1, inMillions))} cells`)
})

const from2015 = [2015, 2016, 2017, 2018, 2019]
const table2 = `
Taakstellingen begroting 2015 | 3.580.000 | 4.516.000 | 4.526.000 | 4.526.000 | 4.526.000
Besparing zorgkosten | | | PM | PM | PM
Verminderen subsidies | | 400.000 | 400.000 | 400.000 | 400.000
Participatiewet | | | 200.000 | 200.000 | 200.000
Extra maatregelen tekort sociaal domein | | | | 300.000 | 300.000
Begrote besparing | 3.580.000 | 5.016.000 | 6.176.000 | 7.376.000 | 8.276.000`
const totals2 = `
TOTAAL GEREALISEERD | 3.580.000 | 4.916.000 | 5.126.000 | 5.426.000 | 5.426.000
Begrote besparing | 3.580.000 | 5.016.000 | 6.176.000 | 7.376.000 | 8.276.000
Openstaande taakstellingen | 0 | 100.000 | 1.050.000 | 1.950.000 | 2.850.000`

test('table 2: saving targets, budgeted and met, 2015-2019', async (t) => {
    const cells = await compareLines('tabel-2', from2015, table2, (cell, label) => ({
        amount: cell === 'PM' ? null : number(cell), amountStatus: cell === 'PM' ? 'proMemoria' : 'known', kind: 'savingTarget',
        stage: label === 'Begrote besparing' ? 'budgeted' : 'secured', basis: label === 'Begrote besparing' ? null : 'gross',
    }))
    t.diagnostic(`${cells + (await compareTotals('tabel-2', from2015, totals2, inEuros))} cells`)
})

test('footnote 4: what the targets of 2015 are made of', async (t) => {
    const footnote = `
Ondersteuning mantelzorg | 250.000
Onafhankelijke cliëntondersteuning | 1.000.000
Herindicatie PGB 10 % | 100.000
Herziening hulp in de huishouding | 850.000
Opnemen doelgroepfuncties in wijkteam | 243.000
Niet compenseren chronisch zieken | 1.137.000`
    const cells = await compareLines('voetnoot-4', [2015], footnote, (cell) => ({
        amount: number(cell), kind: 'savingTarget', stage: 'secured', includedInReference: 'alm-t2-begroting-2015-2015',
    }))
    t.diagnostic(`${cells + (await compareTotals('voetnoot-4', [2015], 'Taakstellingen begroting 2015 | 3.580.000', inEuros))} cells`)
})

// In table 4 the cells of 2013 hold, one below the other, the words of one remark.
const table4 = `
salariskosten Sector Samenleving | reorganisatie | 11,8 | 11,9 | 11,1 | 10,9
salariskosten Sociale recherche | per | | | | 1,0
salariskosten KlantContact-Centrum (KCC) team inwoners en zorg | 1-07-13 | 0,7 | 0,8 | 1,0 | 1,1`
const share4 = 'salaris sector SML en KCC team inwoners en zorg t.o.v. totaal salaris'
const totals4 = `
salariskosten totaal gemeente | | 44,4 | 43,7 | 42,2 | 45,4
${share4} | | 28% | 29% | 29% | 29%`

test('table 4: salaries, 2013-2017', async (t) => {
    const expected = (cell, _, year) => ({
        ...(year === 2013
            ? { amount: null, amountStatus: 'notStated', amountNote: 'reorganisatie per 1-07-13', sourceText: cell }
            : { amount: millions(cell), amountStatus: 'known', amountPrecision: 50_000 }),
        kind: 'cost', stage: 'realised', costCategory: 'personnel', memo: false,
    })
    expected.other = (line) => line.label === 'salariskosten totaal gemeente'
    let cells = await compareLines('tabel-4', from2013, table4, expected)
    const whole = (await rows('budget-lines', 'statement=tabel-4')).filter(expected.other)
    for (const [stage, printed] of [['realised', ['44,4', '43,7', '42,2', '45,4']], ['budgeted', ['44,6', '42,5', '42,1', '42,3']]])
        for (const [at, cell] of printed.entries()) {
            const line = only(whole.filter((l) => l.stage === stage && l.fiscalYearFrom === 2014 + at), cell, `${stage} ${2014 + at}`)
            assert.deepEqual([line.amount, line.memo, line.amountPrecision], [millions(cell), true, 50_000], `${stage} ${2014 + at}`)
            cells++
        }
    assert.equal(whole.length, 8)
    cells += await compareTotals('tabel-4', from2013, totals4, (cell) => (cell.endsWith('%') ? inPercent : inMillions)(cell))
    t.diagnostic(`${cells} cells`)
})

const table5 = `
inhuur totale Sector Samenleving | 1,2 | 1,8 | 3,5 | 3,7 | 3,0
inhuur KCC team inwoners en zorg | 0,0 | 0,1 | 0,1 | 0,1 | 0,1
Inhuur overige domeinen | 3,8 | 3,8 | 5,0 | 5,9 | 5,8`
const totals5 = `
inhuur totaal gemeente | 5,0 | 5,7 | 8,6 | 9,7 | 8,9
inhuur sector SML + KCC team inwoners en zorg t.o.v. totaal inhuur | 24% | 33% | 42% | 39% | 35%`

test('table 5: hiring, 2013-2017', async (t) => {
    const cells = await compareLines('tabel-5', from2013, table5, (cell) => ({
        amount: millions(cell), amountPrecision: 50_000, kind: 'cost', stage: 'realised', costCategory: 'hiring', memo: false,
    }))
    t.diagnostic(`${cells + (await compareTotals('tabel-5', from2013, totals5, (c) => (c.endsWith('%') ? inPercent : inMillions)(c)))} cells`)
})

// ---- Clients: the reference of the indicator, the label as printed, and the figures of 2015 to 2017; * by the day.
const table3 = `
alm-t3-jeugd | Jeugd (unieke BSN) | 1.922 | 2.183 | 2.243
alm-t3-wmo-nieuw | WMO-nieuw (unieke BSN) | 2.159 | 2.317 | 2.209
alm-t3-wmo-oud | WMO-oud (individueel), HH (unieke BSN) | 3.134 | 2.767 | 2.599
alm-t3-bw-almelo* | Beschermd wonen pe 31-12 (gemeente Almelo) (unieke BSN) | 185 | 209 | 217
alm-t3-bw-andere* | Beschermd wonen pe 31-12 (andere gemeenten) (unieke BSN) | 75 | 129 | 116
alm-t3-pw-gerechtigden | Aantal uitkeringsgerechtigden PW (client en partner, unieke BSN) | 3.476 | 3.777 | 3.742
alm-t3-pw-uitkeringen* | Aantal uitkeringen PW per 31-12 | 2.548 | 2.651 | 2.663
alm-t3-ioaw-gerechtigden | Aantal uitkeringsgerechtigden IOAW/ IOAZ (client en partner, unieke BSN) | 224 | 247 | 252
alm-t3-ioaw-uitkeringen* | Aantal uitkeringen PW per 31-12 | 132 | 145 | 144
alm-t3-bb-gerechtigden | Aantal uitkeringsgerechtigden BB (unieke BSN) | 3556 | 3625 | 3313
alm-t3-bb-dossiers | Aantal dossiers BB per jaar | 5657 | 5613 | 5307`
const annex4 = `
alm-b4-jeugd-omd | OMD | 211 | 234 | 243
alm-b4-jeugd-omd-vervoer | OMD-vervoer | 107 | 139 | 160
alm-b4-jeugd-ozl | OZL | 196 | 325 | 497
alm-b4-jeugd-bescherming | Bescherming en veiligheid (Gedwongen kader) | 345 | 474 | 468
alm-b4-jeugd-ggz | Jeugd GGZ | 1.270 | 1.430 | 1.370
alm-b4-jeugd-sociaal | Sociale problematiek (voormalige provinciale jeugdhulp) | 414 | 450 | 487
alm-b4-jeugd-overig | Overig (Overige oude AWBZ-voorzieningen) | 148 | 207 | 275
alm-b4-wmo-nieuw-omd-vervoer | OMD -vervoer | 450 | 139 | 160
alm-b4-wmo-nieuw-kdv | KDV | 13 | 76 | 92
alm-b4-wmo-nieuw-omd | OMD | 956 | 1.063 | 973
alm-b4-wmo-nieuw-ozl | OZL | 1.640 | 1.784 | 1.711
alm-b4-wmo-oud-ho | Huishoudelijke ondersteuning | 3.134 | 2.767 | 2.599`

/** Compares series of clients; `suspect` names those that are in doubt. Returns the number of cells. */
async function compareSeries(text, prefix, suspect) {
    const indicators = (await rows('indicators')).filter(({ reference }) => reference.startsWith(prefix))
    const measurements = (await rows('measurements')).filter(({ reference }) => reference.startsWith(prefix))
    const series = text.trim().split('\n').map((row) => row.split('|').map((cell) => cell.trim()))
    for (const [key, label, ...cells] of series) {
        const reference = key.replace('*', ''), byDay = key.endsWith('*')
        const indicator = only(indicators.filter((i) => i.reference === reference), label, reference)
        sourced(indicator, reference)
        assert.equal(indicator.statedLabel, label)
        assert.equal(indicator.timing, byDay ? 'atDate' : 'during', reference)
        assert.equal(indicator.aggregation === 'distinct', !/uitkeringen$|dossiers$/.test(reference), reference)
        for (const [at, cell] of cells.entries()) {
            const year = 2015 + at
            const m = only(measurements.filter((x) => x.reference === `${reference}-${year}`), cell, `${reference} ${year}`)
            sourced(m, reference)
            assert.deepEqual([m.indicatorReference, m.value, m.suspect], [reference, number(cell), suspect(reference, year)], m.reference)
            assert.deepEqual([m.periodFrom, m.periodTo, m.measuredOn],
                byDay ? [null, null, `${year}-12-31`] : [`${year}-01-01`, `${year}-12-31`, null], m.reference)
        }
    }
    assert.deepEqual([indicators.length, measurements.length], [series.length, 3 * series.length])
    return 3 * series.length
}

test('table 3: unique clients, 2015-2017', async (t) => {
    // The label of the benefits of IOAW and IOAZ is that of the Participatiewet's.
    t.diagnostic(`${await compareSeries(table3, 'alm-t3-', (reference) => reference === 'alm-t3-ioaw-uitkeringen')} cells`)
})

test('annex 4: unique clients by service, 2015-2017', async (t) => {
    // Two years of transport stand under youth and under Wmo alike.
    const cells = await compareSeries(annex4, 'alm-b4-', (reference, year) => reference.endsWith('vervoer') && year > 2015)
    const years = [2015, 2016, 2017]
    const again = 'Huishoudelijke ondersteuning | 3.134 | 2.767 | 2.599'
    t.diagnostic(`${cells + (await compareTotals('bijlage-4', years, again, (cell) => ({ statedNumber: number(cell), function: 'repeat' })))} cells`)
})
