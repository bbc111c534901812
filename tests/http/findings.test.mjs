// The consistency findings over HTTP: the questions that can be asked, and the findings that document 1 gives no cause
// for.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer()
})
after(() => server.stop())

async function make(collection, row) {
    const { status, json, text } = await server.post(`/v1/${collection}`, { municipality: 'gm1509', ...row })
    assert.equal(status, 201, text)
    return json.id
}

/** What is found of a pilot on a day: code and facts. */
async function all(pilot, day, client = server) {
    const { status, json, text } = await client.get(`/v1/pilots/${pilot}/findings?asOf=${day}`)
    assert.equal(status, 200, text)
    return json.results.map(({ code, facts }) => [code, facts])
}

/** The same, for pilots of which no goal is stated, without saying so each time. */
const found = async (pilot, day) => (await all(pilot, day)).filter(([code]) => code !== 'goalMissing')

const year = { kind: 'pilot', startDate: '2018-01-01', endDate: '2018-12-31' }

describe('the questions', () => {
    const errorsOf = async (path) => {
        const { status, json } = await server.get(path)
        assert.equal(status, 400, path)
        return json.errors.map(({ location, code }) => `${location} ${code}`)
    }

    test('of a municipality, which must be named and exist', async () => {
        assert.deepEqual(await errorsOf('/v1/findings'), ['municipality parameter.required'])
        assert.deepEqual(await errorsOf('/v1/findings?municipality='), ['municipality text.tooShort'])
        assert.deepEqual(await errorsOf('/v1/findings?municipality=GM1509'), ['municipality text.pattern'])
        assert.deepEqual(await errorsOf('/v1/findings?municipality=gm1509,gm0141'), ['municipality text.pattern'])
        assert.deepEqual(await errorsOf('/v1/findings?municipality=gm9999'), ['municipality reference.unknown'])
        assert.deepEqual(await errorsOf('/v1/findings?asOf=nu&pilot=x&limit=1'),
            ['asOf date.format', 'municipality parameter.required', 'pilot parameter.unknown',
            'limit parameter.unknown'])
        const { json } = await server.get('/v1/findings?municipality=gm9999')
        assert.equal(json.errors[0].detail, 'er is geen gemeente met deze sleutel')
    })

    test('of one pilot, that must exist', async () => {
        const id = await make('pilots', { title: 'Een', ...year })
        for (const key of ['01900000-0000-7000-8000-000000000000', id.toUpperCase(), 'x', '1', 'gm1509'])
            assert.equal((await server.get(`/v1/pilots/${key}/findings`)).status, 404, key)
        assert.deepEqual(await errorsOf(`/v1/pilots/${id}/findings?municipality=gm1509`),
            ['municipality parameter.unknown'])
        assert.deepEqual(await errorsOf(`/v1/pilots/${id}/findings?asOf=2018-02-30`), ['asOf date.format'])
        assert.equal((await server.get(`/v1/pilots/01900000-0000-7000-8000-000000000000/findings?asOf=x`)).status, 400)
    })

    test('a municipality without pilots has none; nor has the country', async () => {
        for (const code of ['gm0014',
            'nl']) assert.deepEqual((await server.get(`/v1/findings?municipality=${code}&asOf=2018-01-01`)).json,
            { asOf: '2018-01-01', results: [], leftOut: 0 })
    })

    test('those of others are left out', async () => {
        const other = await make('pilots', { municipality: 'gm0153', title: 'Elders', kind: 'pilot' })
        const of = async (code) =>
            (await server.get(`/v1/findings?municipality=${code}&asOf=2018-01-01`)).json.results.filter((finding) =>
            finding.pilot === other)
        assert.equal((await of('gm1509')).length, 0)
        assert.deepEqual((await of('gm0153')).map((finding) => [finding.code, finding.pilotReference]),
            [['noEndDate', null], ['noStartDate', null]])
    })

    test('without asOf it is today, in the Netherlands', async () => {
        const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Amsterdam' }).format(new Date())
        assert.equal((await server.get('/v1/findings?municipality=gm1509')).json.asOf, today)
    })

    test('codes and facts are the same in every language, words are not', async () => {
        const id = await make('pilots', { title: 'Talen', kind: 'pilot' })
        const of = async (language) => (await server.get(`/v1/pilots/${id}/findings?asOf=2018-01-01`,
            { headers: { 'Accept-Language': language } })).json.results
        const [dutch, english] = [await of('nl'), await of('en')]
        const withoutWords = (findings) => findings.map((finding) => ({ ...finding, text: null }))
        assert.deepEqual(withoutWords(dutch), withoutWords(english))
        assert.deepEqual(dutch.map((finding) => finding.text), ['Er is geen einddatum (status: Niet vast te stellen).',
            'Er is geen startdatum (status: Niet vast te stellen).'])
        assert.deepEqual(english.map((finding) => finding.text), ['There is no end date (status: Not established).',
            'There is no start date (status: Not established).'])
    })
})

describe('findings that document 1 gives no cause for', () => {
    test('nothing, for what is all in order', async () => {
        const id = await make('pilots', { title: 'In orde', ...year, deviatesFromPolicy: 'no',
            outsideFrameworks: 'no' })
        await make('progress-reports', { pilot: id, reportedOn: '2018-06-01', statedGroup: 'active',
            activeYears: [2018], coversFrom: 2017, coversTo: 2018 })
        await make('decisions', { pilot: id, kind: 'complete', stage: 'taken', takenDate: '2018-12-31' })
        for (const day of ['2017-12-31', '2018-01-01', '2018-06-01', '2018-12-31',
            '2019-01-01']) assert.deepEqual(await found(id, day), [], day)
    })

    test('consentMissing, until the council approves', async () => {
        const id = await make('pilots', { title: 'Wijkt af', ...year, deviatesFromPolicy: 'yes',
            outsideFrameworks: 'unknown' })
        const missing = [['consentMissing', { deviatesFromPolicy: 'yes', outsideFrameworks: 'unknown' }]]
        assert.deepEqual(await found(id, '2018-05-31'), missing)
        await make('decisions', { pilot: id, kind: 'approveDeviation', stage: 'taken', body: 'executive',
            takenDate: '2018-03-01' })
        assert.deepEqual(await found(id, '2018-05-31'), missing, 'the executive is not the council')
        await make('decisions', { pilot: id, kind: 'approveDeviation', stage: 'taken', body: 'council',
            takenDate: '2018-06-01' })
        assert.deepEqual(await found(id, '2018-05-31'), missing)
        assert.deepEqual(await found(id, '2018-06-01'), [])
    })

    test('serialExtension, from the third on', async () => {
        const id = await make('pilots', { title: 'Steeds weer', ...year })
        const decisions = []
        for (const [taken, newEnd] of [['2018-12-01', '2019-12-31'], ['2019-12-01', '2020-12-31'],
            ['2020-12-01', '2022-12-31']])
            decisions.push(await make('decisions', { pilot: id, kind: 'extend', stage: 'taken', takenDate: taken,
                newEndDate: newEnd }))
        assert.deepEqual(await found(id, '2020-06-01'), [])
        assert.deepEqual(await found(id, '2020-12-01'), [['serialExtension',
            { extensions: 3, decision: decisions[2] }]])
    })

    test('statedStatusDiffers: a report says "ended", dates say it runs', async () => {
        const id = await make('pilots', { title: 'Spreekt zich tegen', ...year })
        const report = await make('progress-reports', { pilot: id, reportedOn: '2018-05-01', statedGroup: 'ended' })
        assert.deepEqual(await found(id, '2018-04-30'), [])
        assert.deepEqual(await found(id, '2018-05-01'), [['statedStatusDiffers',
            { reportedOn: '2018-05-01', statedGroup: 'ended', derivedGroup: 'active', progressReport: report }]])
        await make('progress-reports', { pilot: id, reportedOn: '2018-06-01', statedGroup: 'active' })
        assert.deepEqual(await found(id, '2018-06-01'), [])
    })

    test('namedNotListed: without a number or a position, though the list is said to be complete', async () => {
        const document = await make('documents', { title: 'Lijst', kind: 'memo', listComplete: 'yes' })
        const listed = await make('pilots', { title: 'Genummerd', ...year, document, sourceNumber: '1' })
        const placed = await make('pilots', { title: 'Op volgorde', ...year, document, sourceOrder: 2 })
        const named = await make('pilots', { title: 'Genoemd', ...year, document, statedOn: '2018-03-01' })
        assert.deepEqual(await found(listed, '2018-03-01'), [])
        assert.deepEqual(await found(placed, '2018-03-01'), [])
        assert.deepEqual(await found(named, '2018-02-28'), [])
        assert.deepEqual(await found(named, '2018-03-01'), [['namedNotListed', { document }]])
        await server.patch(`/v1/pilots/${named}`, { links: [{ linkedPilot: listed, relation: 'partOf' }] })
        assert.deepEqual(await found(named, '2018-03-01'), [])
    })

    test('partsDiffer, with the titles as they are', async () => {
        const whole = await make('pilots', { title: 'Geheel', ...year })
        const runs = await make('pilots', { title: 'Deel "één" \\ {0}', ...year,
            links: [{ linkedPilot: whole, relation: 'partOf' }] })
        const later = await make('pilots', { title: 'Deel twee', kind: 'pilot', startDate: '2018-06-01',
            endDate: '2019-12-31', links: [{ linkedPilot: whole, relation: 'partOf' }] })
        const { json } = await server.get(`/v1/pilots/${whole}/findings?asOf=2018-05-31`)
        assert.deepEqual(json.results.filter(({ code }) => code !== 'goalMissing'), [{
            code: 'partsDiffer', severity: 'info',
            text: 'De delen verschillen in status: Deel "één" \\ {0} (Lopend), Deel twee (Voorbereiding).',
            pilot: whole, pilotReference: null,
            facts: { partTitle: 'Deel "één" \\ {0}', partGroup: 'active', otherPartTitle: 'Deel twee',
                otherPartGroup: 'preparation', part: runs, otherPart: later },
        }])
        assert.deepEqual(await found(whole, '2018-06-01'), [])
    })

    test('an extension that names no new end, and one that was withdrawn', async () => {
        const id = await make('pilots', { title: 'Tot wanneer', ...year })
        const announced = await make('decisions', { pilot: id, kind: 'extend', stage: 'announced',
            statedOn: '2018-03-01', newEndDate: '2019-12-31' })
        assert.deepEqual(await found(id, '2018-02-28'), [])
        assert.deepEqual(await found(id, '2018-03-01'), [['extensionAnnouncedNotDecided',
            { announced: '2018-03-01', decision: announced }]])
        await make('decisions', { pilot: id, kind: 'extend', stage: 'withdrawn', statedOn: '2018-04-01' })
        assert.deepEqual(await found(id, '2018-04-01'), [])
        const taken = await make('decisions', { pilot: id, kind: 'extend', stage: 'taken', takenDate: '2018-05-01' })
        assert.deepEqual(await found(id, '2018-05-01'), [['extensionWithoutNewEnd',
            { stage: 'taken', decision: taken }]])
    })
})

describe('goals and money', () => {
    test('a goal, its target and its measurement', async () => {
        const id = await make('pilots', { title: 'Doelen', ...year })
        assert.deepEqual(await all(id, '2017-12-31'), []) // in preparation: it may come
        assert.deepEqual(await all(id, '2018-01-01'), [['goalMissing', { status: 'running' }]])
        const indicator = await make('indicators', { name: 'Plaatsen', measure: 'count' })
        const goal = await make('goals', { pilot: id, statement: 'Meer plaatsen', indicator, statedOn: '2018-02-01',
            deadlineDate: '2018-06-01', deadlinePrecision: 'month' })
        const noTarget = ['goalWithoutTarget', { statement: 'Meer plaatsen', goal }]
        assert.deepEqual(await all(id, '2018-01-31'), [['goalMissing', { status: 'running' }]])
        assert.deepEqual(await all(id, '2018-06-30'), [noTarget])
        const noMeasurement = ['goalWithoutMeasurement', { statement: 'Meer plaatsen', deadline: '2018-06-30', goal }]
        assert.deepEqual(await all(id, '2018-07-01'), [noTarget, noMeasurement])
        await make('measurements', { pilot: id, value: 92, measuredOn: '2018-05-01' })
        assert.deepEqual(await all(id, '2018-07-01'), [noTarget, noMeasurement], 'a figure of no goal')
        const other = await make('pilots', { title: 'Andere', ...year })
        await make('measurements', { pilot: other, indicator, value: 92, measuredOn: '2018-05-01' })
        assert.deepEqual(await all(id, '2018-07-01'), [noTarget, noMeasurement], 'a figure of another pilot')
        await make('measurements', { indicator, value: 50, periodFrom: '2018-01-01', periodTo: '2018-07-02' })
        assert.deepEqual(await all(id, '2018-07-01'), [noTarget, noMeasurement], 'a period that goes on')
        assert.deepEqual(await all(id, '2018-07-02'), [noTarget])
        await server.patch(`/v1/goals/${goal}`, { milestones: [{ dueOn: '2018-06-30', value: 60 }] },
            { headers: { 'X-Audit-Toelichting': 'Mijlpaal' } })
        assert.deepEqual(await all(id, '2018-07-02'), [])
        // The same of the whole municipality.
        const { json } = await server.get('/v1/findings?municipality=gm1509&asOf=2018-07-01')
        assert.deepEqual(json.results.filter(({ pilot }) => pilot === id).map(({ code, facts }) => [code, facts]), [noMeasurement])
    })

    test('a part answers to the goals of its whole, and a whole to those of its parts', async () => {
        const whole = await make('pilots', { title: 'Geheel', ...year })
        const part = await make('pilots', { title: 'Deel', ...year, links: [{ linkedPilot: whole, relation: 'partOf' }] })
        assert.deepEqual([await all(whole, '2018-05-01'), await all(part, '2018-05-01')], [[['goalMissing', { status: 'running' }]], []])
        await make('goals', { pilot: part, statement: 'Tien', target: 10 })
        assert.deepEqual([await all(whole, '2018-05-01'), await all(part, '2018-05-01')], [[], []])
        const split = await make('pilots', { title: 'Gesplitst', ...year, links: [{ linkedPilot: part, relation: 'splitInto' }] })
        assert.deepEqual(await all(split, '2018-05-01'), [])
    })

    const line = (more) => ({ statement: 'jaarrekening', label: 'Regel', ...more })

    test('an investment, until something is known to have come of it', async () => {
        const id = await make('pilots', { title: 'Geld', ...year })
        const budgetLine = await make('budget-lines', line({ pilot: id, kind: 'investment', stage: 'allocated', amount: 50000.5,
            statedOn: '2018-03-01' }))
        assert.deepEqual(await found(id, '2018-05-01'), [])
        const progressReport = await make('progress-reports', { pilot: id, reportedOn: '2018-04-01', statedStatus: 'In uitvoering' })
        assert.deepEqual(await found(id, '2018-03-31'), [])
        assert.deepEqual(await found(id, '2018-04-01'), [['investmentWithoutResult', { amount: 50000.5, budgetLine, progressReport }]])
        await make('evaluations', { pilot: id, kind: 'interim', title: 'Tussenstand', statedOn: '2018-06-01' })
        assert.equal((await found(id, '2018-05-31')).length, 1)
        assert.deepEqual(await found(id, '2018-06-01'), [])
        await make('progress-reports', { pilot: id, reportedOn: '2018-05-01', results: '25 gezinnen' })
        assert.deepEqual(await found(id, '2018-05-01'), [])
        assert.equal((await found(id, '2018-04-30')).length, 1)
    })

    test('a yield that nobody says was realised, and two figures for it', async () => {
        const id = await make('pilots', { title: 'Opbrengst', ...year })
        const one = await make('budget-lines', line({ pilot: id, kind: 'yield', stage: 'estimated', amount: 170000 }))
        const expected = ['yieldWithoutRealisedLine', { amount: 170000, stage: 'estimated', year: null, budgetLine: one }]
        assert.deepEqual(await found(id, '2018-05-01'), [expected])
        const other = await make('budget-lines', line({ pilot: id, kind: 'yield', stage: 'estimated', amount: 420000, variantOf: one,
            statement: 'rapport', statedOn: '2018-06-01' }))
        assert.deepEqual(await found(id, '2018-05-31'), [expected])
        assert.deepEqual(await found(id, '2018-06-01'), [expected, ['figureConflict', { amount: 170000, otherAmount: 420000,
            statement: 'jaarrekening', otherStatement: 'rapport', budgetLine: one, otherBudgetLine: other }]])
        await server.patch(`/v1/budget-lines/${other}`, { basis: 'gross' })
        await server.patch(`/v1/budget-lines/${one}`, { basis: 'net' })
        assert.deepEqual(await found(id, '2018-06-01'), [expected])
        await make('budget-lines', line({ pilot: id, kind: 'yield', stage: 'realised', amount: 1, statedOn: '2018-07-01' }))
        assert.equal((await found(id, '2018-06-30')).length, 1)
        assert.deepEqual(await found(id, '2018-07-01'), [])
    })

    test('lines that are not public are found by who may see them, and by nobody else', async () => {
        const id = await make('pilots', { title: 'Binnenskamers', ...year, public: true })
        const open = await make('budget-lines', line({ pilot: id, public: true, kind: 'yield', stage: 'expected', amount: 987654 }))
        await make('budget-lines', line({ pilot: id, kind: 'yield', stage: 'expected', amount: 123456, variantOf: open }))
        await make('budget-lines', line({ pilot: id, kind: 'investment', stage: 'allocated', amount: 55555 }))
        await make('budget-lines', line({ pilot: id, kind: 'yield', stage: 'estimated', amount: 44444 }))
        await make('progress-reports', { pilot: id, reportedOn: '2018-04-01' })
        const codes = async (client) => (await all(id, '2018-05-01', client)).map(([code]) => code).filter((code) => code !== 'goalMissing')
        assert.deepEqual(await codes(), ['yieldWithoutRealisedLine', 'figureConflict'])
        assert.deepEqual(await codes(server.as(null)), [])
        for (const path of [`/v1/pilots/${id}/findings`, '/v1/findings?municipality=gm1509']) {
            const { status, text } = await server.as(null).get(path)
            assert.equal(status, 200)
            assert.doesNotMatch(text, /123456|123\.456|55555|55\.555|44444|44\.444/)
        }
    })
})
