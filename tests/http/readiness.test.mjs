// The embedding readiness of a pilot over HTTP: the questions that can be asked, every outcome of every criterion by pilots made for it,
// and who sees what. How it judges the sample register stands in readiness_labels.test.mjs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startServer } from '../support/server.mjs'

const municipality = 'gm1509'
let server
before(async () => {
    server = await startServer()
})
after(() => server.stop())

async function make(collection, row) {
    const { status, json, text } = await server.post(`/v1/${collection}`, { municipality, ...row })
    assert.equal(status, 201, text)
    return json.id
}

async function readiness(pilot, day, client = server, language = 'en') {
    const { status, json, text } = await client.get(`/v1/pilots/${pilot}/readiness?asOf=${day}`, { headers: { 'Accept-Language': language } })
    assert.equal(status, 200, text)
    return json
}

/** Each criterion's result. */
const resultsOf = ({ criteria }) => Object.fromEntries(criteria.map(({ criterion, result }) => [criterion, result]))
const only = (results, wanted) => Object.keys(results).filter((criterion) => results[criterion] === wanted)
const one = ({ criteria }, wanted) => criteria.find(({ criterion }) => criterion === wanted)

const all = ['goalsSmart', 'goalsBeforeStart', 'criteriaBeforeMeasurement', 'dataPlan', 'evaluationPlanned', 'councilConsent', 'monitored',
    'routineConditions', 'lessonsDrawn', 'evaluated', 'verdict', 'evidenceLevel', 'yieldEstablished', 'embeddingConsidered', 'owner',
    'conditions', 'caseload', 'room', 'replaces', 'structuralFunding', 'payerAndGainer', 'yieldCashable', 'decisionTaken',
    'decisionComplete']
// What nothing could say of it: that it is not recorded does not show that it is not so.
const neverFail = ['dataPlan', 'lessonsDrawn', 'evaluated', 'owner', 'conditions', 'replaces', 'payerAndGainer', 'decisionComplete']

const period = { kind: 'pilot', startDate: '2018-01-01', endDate: '2018-12-31' }
const line = (more) => ({ statement: 'jaarrekening', label: 'Regel', ...more })

/** A pilot with all that there is to know, in order. */
async function ready(more) {
    const pilot = await make('pilots', { title: 'Klaar', ...period, deviatesFromPolicy: 'yes', embeddingConsideredOn: '2017-10-01',
        embeddingOwner: 'Sociale wijkteams', embeddingConditions: 'Tijd en regelruimte', embeddingCaseload: 'yes', embeddingRoom: 'yes',
        embeddingReplaces: 'Dagbesteding met indicatie', embeddingFunding: 'yes', trialRoutine: 'yes', ...more })
    const indicator = await make('indicators', { name: 'Gezinnen die wachten', measure: 'count', unit: 'gezinnen', source: 'Wijkteams' })
    const goal = await make('goals', { pilot, indicator, statement: 'Het aantal gezinnen dat langer dan vier weken wacht daalt van 40 naar 10 '
        + 'eind 2018.', agreedOn: '2017-12-01', target: 10, frequency: 'yearly' })
    const measurement = await make('measurements', { goal, value: 12, measuredOn: '2018-12-01' })
    const deliverable = await make('deliverables', { pilot, title: 'Evaluatie', kind: 'evaluation', promisedOn: '2017-11-01',
        promisedTo: 'council' })
    const evaluation = await make('evaluations', { pilot, kind: 'final', title: 'Wat het opleverde', verdict: 'successful',
        evidenceLevel: 'firstIndications', collectedToDate: '2018-12-10', methods: [{ method: 'Voor en na gemeten' }] })
    const lesson = await make('lessons', { evaluation, kind: 'condition', text: 'Tijd' })
    const paid = await make('budget-lines', line({ pilot, kind: 'cost', stage: 'budgeted', recurrence: 'structural', amount: 60000,
        fundingSource: 'Begroting' }))
    const gained = await make('budget-lines', line({ pilot, kind: 'yield', stage: 'realised', amount: 170000.5, effect: 'cashable',
        beneficiary: 'gemeente' }))
    await make('decisions', { pilot, kind: 'approveDeviation', stage: 'taken', body: 'council', takenDate: '2017-12-15' })
    const decision = await make('decisions', { pilot, kind: 'makeRegular', stage: 'taken', body: 'executive', takenDate: '2018-12-20',
        effectiveFrom: '2019-01-01', reason: 'Het werkt' })
    return { pilot, goal, measurement, deliverable, evaluation, lesson, paid, gained, decision }
}

describe('the question', () => {
    test('of a pilot that exists, on a day', async () => {
        const pilot = await make('pilots', { title: 'Een', ...period })
        for (const key of ['01900000-0000-7000-8000-000000000000', pilot.toUpperCase(), 'x', 'gm1509'])
            assert.equal((await server.get(`/v1/pilots/${key}/readiness`)).status, 404, key)
        const { status, json } = await server.get(`/v1/pilots/${pilot}/readiness?asOf=2018-02-30&limit=1`)
        assert.deepEqual([status, json.errors.map(({ location, code }) => `${location} ${code}`)],
            [400, ['asOf date.format', 'limit parameter.unknown']])
        const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Amsterdam' }).format(new Date())
        assert.equal((await server.get(`/v1/pilots/${pilot}/readiness`)).json.asOf, today)
    })

    test('the shape of the answer', async () => {
        const pilot = await make('pilots', { title: 'Vorm', reference: 'vorm', ...period })
        const answer = await readiness(pilot, '2018-05-01')
        assert.deepEqual(Object.keys(answer), ['asOf', 'pilot', 'pilotReference', 'status', 'counts', 'criteria'])
        assert.deepEqual([answer.asOf, answer.pilot, answer.pilotReference, answer.status], ['2018-05-01', pilot, 'vorm', 'running'])
        assert.deepEqual(answer.criteria.map(({ criterion }) => criterion), all)
        for (const criterion of answer.criteria) {
            assert.deepEqual(Object.keys(criterion), ['criterion', 'group', 'question', 'result', 'reason', 'text', 'evidence', 'source'])
            assert.doesNotMatch(criterion.text, /\{\d\}/)
        }
        const dutch = await readiness(pilot, '2018-05-01', server, 'nl')
        const without = ({ criteria }) => criteria.map((criterion) => ({ ...criterion, question: '', text: '' }))
        assert.deepEqual(without(dutch), without(answer))
        assert.equal(one(dutch, 'owner').text, 'Niet bekend is wie het na de proef uitvoert.')
        assert.equal(one(answer, 'owner').text, 'It is not known who carries it on after the trial.')
    })
})

describe('every outcome of every criterion', () => {
    test('unknown: nothing is known', async () => {
        const answer = await readiness(await make('pilots', { title: 'Leeg', kind: 'pilot' }), '2018-05-01')
        assert.deepEqual(only(resultsOf(answer), 'unknown'), all)
        assert.deepEqual(answer.counts, { pass: 0, fail: 0, unknown: 24, notApplicable: 0 })
    })

    test('pass: all is known, and in order; each with the rows that say so', async () => {
        const rows = await ready()
        const answer = await readiness(rows.pilot, '2019-01-01')
        assert.deepEqual(only(resultsOf(answer), 'pass'), all)
        assert.deepEqual([answer.counts.pass, answer.status], [24, 'madeRegular'])
        const evidence = Object.fromEntries(answer.criteria.map(({ criterion, evidence: facts }) => [criterion, facts]))
        assert.deepEqual(evidence.goalsBeforeStart, { agreedOn: '2017-12-01', start: '2018-01-01', goal: rows.goal })
        assert.deepEqual(evidence.criteriaBeforeMeasurement, { agreedOn: '2017-12-01', measuredOn: '2018-12-01', goal: rows.goal,
            measurement: rows.measurement })
        assert.deepEqual(evidence.evaluationPlanned, { plannedOn: '2017-11-01', start: '2018-01-01', deliverable: rows.deliverable })
        assert.deepEqual(evidence.lessonsDrawn, { lessons: 1, lesson: rows.lesson })
        assert.deepEqual(evidence.verdict, { verdict: 'successful', evaluation: rows.evaluation })
        assert.deepEqual(evidence.yieldEstablished, { amount: 170000.5, stage: 'realised', budgetLine: rows.gained })
        assert.deepEqual(evidence.payerAndGainer, { fundingSource: 'Begroting', beneficiary: 'gemeente', budgetLine: rows.paid,
            yieldLine: rows.gained })
        assert.deepEqual(evidence.decisionComplete, { kind: 'makeRegular', taken: '2018-12-20', body: 'executive', decision: rows.decision })
    })

    test('what comes later does not count', async () => {
        const { pilot } = await ready()
        const before = resultsOf(await readiness(pilot, '2018-11-30'))
        for (const criterion of ['criteriaBeforeMeasurement', 'monitored', 'evaluated', 'verdict', 'evidenceLevel', 'decisionTaken',
            'decisionComplete']) assert.equal(before[criterion], 'unknown', criterion)
        assert.equal(before.councilConsent, 'pass')
    })

    test('fail: a fact says so', async () => {
        const programme = await make('programmes', { title: 'Innovatiebudget', kind: 'innovationBudget' })
        const pilot = await make('pilots', { title: 'Niet klaar', ...period, programme, outsideFrameworks: 'yes',
            embeddingConsideredOn: '2018-06-01', embeddingCaseload: 'no', embeddingRoom: 'no' })
        const goal = await make('goals', { pilot, statement: 'Meer draagvlak', target: 5, agreedOn: '2018-06-01', frequency: 'monthly' })
        await make('measurements', { goal, value: 1, measuredOn: '2018-03-01' })
        await make('measurements', { goal, value: 1, measuredOn: '2018-10-01' })
        await make('deliverables', { pilot, title: 'Evaluatie', kind: 'evaluation', promisedOn: '2018-06-01', promisedTo: 'council' })
        await make('evaluations', { pilot, kind: 'final', title: 'Terugblik', verdict: 'notSuccessful', evidenceLevel: 'experience' })
        await make('budget-lines', line({ pilot, kind: 'investment', stage: 'allocated', recurrence: 'oneOff', amount: 140000 }))
        await make('budget-lines', line({ pilot, kind: 'yield', stage: 'estimated', amountStatus: 'unknown' }))
        await make('budget-lines', line({ pilot, kind: 'yield', stage: 'expected', amount: 420000, effect: 'avoided' }))
        const answer = await readiness(pilot, '2019-01-01')
        assert.equal(answer.status, 'pastEnd')
        assert.deepEqual(only(resultsOf(answer), 'fail'), all.filter((criterion) => !neverFail.includes(criterion)))
        assert.deepEqual([answer.counts.fail, answer.counts.unknown + answer.counts.pass], [16, 8])
        assert.deepEqual(one(answer, 'routineConditions').reason, 'innovationMoney')
        assert.equal(one(answer, 'monitored').text, 'The last measurement of a goal is of 2018-10-01, 92 day(s) ago; agreed is: Every month.')
        // What is recorded goes before what follows from money.
        assert.equal((await server.patch(`/v1/pilots/${pilot}`, { trialRoutine: 'yes' })).status, 200)
        assert.equal(resultsOf(await readiness(pilot, '2019-01-01')).routineConditions, 'pass')
        assert.equal((await server.patch(`/v1/pilots/${pilot}`, { trialRoutine: 'no', embeddingFunding: 'no' })).status, 200)
        const recorded = await readiness(pilot, '2019-01-01')
        assert.deepEqual(['routineConditions', 'structuralFunding'].map((criterion) => one(recorded, criterion).reason),
            ['notRoutine', 'fundingRecorded'])
    })

    test('not applicable: nothing deviates, nothing is to be yielded, and it does not go on', async () => {
        const pilot = await make('pilots', { title: 'Gestopt', ...period, deviatesFromPolicy: 'no', outsideFrameworks: 'no' })
        await make('budget-lines', line({ pilot, kind: 'yield', stage: 'estimated', amountStatus: 'notApplicable' }))
        assert.deepEqual(only(resultsOf(await readiness(pilot, '2018-05-01')), 'notApplicable'),
            ['councilConsent', 'yieldEstablished', 'yieldCashable'])
        await make('decisions', { pilot, kind: 'stop', stage: 'taken', takenDate: '2018-06-01' })
        const stopped = await readiness(pilot, '2018-06-01')
        assert.deepEqual(only(resultsOf(stopped), 'notApplicable'), ['councilConsent', 'yieldEstablished', 'embeddingConsidered', 'owner',
            'conditions', 'caseload', 'room', 'replaces', 'structuralFunding', 'payerAndGainer', 'yieldCashable'])
        assert.equal(resultsOf(stopped).decisionTaken, 'pass')
    })
})

describe('who sees what', () => {
    test('a pilot that is not public is not there', async () => {
        const { pilot } = await ready()
        assert.equal((await server.as(null).get(`/v1/pilots/${pilot}/readiness`)).status, 404)
    })

    test('nor are internal lines of a public one', async () => {
        const rows = await ready({ public: true, embeddingFunding: null })
        const asked = ['structuralFunding', 'yieldEstablished', 'payerAndGainer', 'yieldCashable']
        const inside = await readiness(rows.pilot, '2019-01-01')
        assert.deepEqual(asked.map((criterion) => resultsOf(inside)[criterion]), ['pass', 'pass', 'pass', 'pass'])
        const outside = await readiness(rows.pilot, '2019-01-01', server.as(null))
        assert.deepEqual(asked.map((criterion) => resultsOf(outside)[criterion]), ['unknown', 'unknown', 'unknown', 'unknown'])
        const text = JSON.stringify(outside)
        for (const hidden of [rows.paid, rows.gained, '170000', '170,000', 'Begroting']) assert.ok(!text.includes(hidden), hidden)
    })

    test('values of measurements, which may be of few people, change nothing', async () => {
        const rows = await ready({ public: true })
        const answer = async () => [await readiness(rows.pilot, '2019-01-01'), await readiness(rows.pilot, '2019-01-01', server.as(null))]
        const before = await answer()
        for (const value of [3, 12345]) {
            assert.equal((await server.patch(`/v1/measurements/${rows.measurement}`, { value })).status, 200)
            assert.deepEqual(await answer(), before)
        }
    })
})
