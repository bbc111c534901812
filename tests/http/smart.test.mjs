// The SMART check over HTTP: of a goal in the body, and of a stored one with its indicator and its pilot.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { startServer } from '../support/server.mjs'

const path = '/v1/smart-checks'
const letters = ['specific', 'measurable', 'acceptable', 'realistic', 'timeBound']
const english = { headers: { 'Accept-Language': 'en' } }

let server
before(async () => {
    server = await startServer()
})
after(() => server?.stop())

async function check(body, query = '', options = {}) {
    const { status, json, text, headers } = await server.post(`${path}${query}`, body, options)
    assert.equal(status, 200, text)
    assert.deepEqual(Object.keys(json), ['asOf', ...letters, 'direction', 'found'])
    return { ...json, language: headers['content-language'] }
}

const results = (answer) => Object.fromEntries(letters.map((letter) => [letter, answer[letter].result]))
const rulesOf = (answer) => letters.flatMap((letter) => answer[letter].findings.map(({ rule }) => rule))

const whole = {
    statement: 'Het aantal jongeren zonder startkwalificatie daalt van 120 in 2018 naar 90 in 2020.',
    baseline: 120, baselineOn: '2018-01-01', target: 90, deadlineDate: '2020-01-01', deadlinePrecision: 'year',
    direction: 'decrease', measure: 'count', unit: 'jongeren', source: 'DUO', frequency: 'yearly', owner: 'Onderwijs',
    agreedBy: 'raad', agreedOn: '2018-03-01', assumptions: 'Scholen melden verzuim.', feasibilitySource: 'Regio 2017',
    pilotStartDate: '2018-01-01', pilotEndDate: '2020-12-31',
}

describe('a goal that is not stored', () => {
    test('by its statement alone', async () => {
        const answer = await check({ statement: 'Minder eenzame ouderen in 2020.' })
        assert.deepEqual(results(answer), {
            specific: 'met', measurable: 'notMet', acceptable: 'notEstablished', realistic: 'notEstablished', timeBound: 'met',
        })
        assert.equal(answer.direction, 'decrease')
        assert.deepEqual(answer.found.find(({ kind }) => kind === 'deadline'),
            { kind: 'deadline', text: '2020', start: 26, firstDate: '2020-01-01', lastDate: '2020-12-31' })
        assert.ok(!rulesOf(answer).includes('ownerMissing'), 'nothing is asked of what could not be given')
    })

    test('in full, with which nothing is wrong', async () => {
        const answer = await check(whole, '?asOf=2018-09-12')
        assert.deepEqual([...new Set(Object.values(results(answer)))], ['met'])
        assert.deepEqual(rulesOf(answer), [])
        assert.equal(answer.asOf, '2018-09-12')
    })

    test('with decimals, and what recorded facts say against it', async () => {
        const answer = await check({ ...whole, baseline: 120.5, target: 130.25, deadlineDate: '2017-01-01' }, '?asOf=2018-09-12')
        assert.equal(answer.measurable.result, 'notMet')
        assert.equal(answer.timeBound.result, 'notMet')
        for (const rule of ['countRange', 'targetAgainstDirection', 'targetDiffers', 'deadlineBeforeBaseline', 'deadlineBeforePilot'])
            assert.ok(rulesOf(answer).includes(rule), rule)
    })

    test('on a day: today unless asOf names one', async () => {
        const [{ today }] = await server.sql('SELECT proeftuin_today()::text AS today')
        assert.equal((await check({ statement: 'Iets.' })).asOf, today)
        assert.ok(rulesOf(await check({ statement: 'Alle scholen doen mee in 2015.' }, '?asOf=2018-09-12')).includes('deadlinePassed'))
        assert.ok(!rulesOf(await check({ statement: 'Alle scholen doen mee in 2015.' }, '?asOf=2014-09-12')).includes('deadlinePassed'))
    })

    test('in the language of the client', async () => {
        const body = { statement: 'Minder eenzame ouderen.' }
        const dutch = await check(body), other = await check(body, '', english)
        const finding = ({ measurable }) => measurable.findings[0]
        assert.deepEqual([dutch.language, other.language], ['nl', 'en'])
        assert.equal(finding(dutch).text, 'Er staat een richting ("Minder"), maar niet hoeveel.')
        assert.equal(finding(other).text, 'There is a direction ("Minder"), but not how much.')
        assert.notEqual(finding(dutch).suggestion, finding(other).suggestion)
        assert.deepEqual({ ...finding(dutch), text: '', suggestion: '' }, { ...finding(other), text: '', suggestion: '' })
    })

    test('leaves no trace', async () => {
        const count = () => server.sql('SELECT (SELECT count(*) FROM goal) AS goals, (SELECT count(*) FROM change) AS changes')
        const before = await count()
        await check(whole)
        assert.deepEqual(await count(), before)
    })
})

describe('what is refused', () => {
    test('a body without a statement, with unknown members, with values of other types: all at once', async () => {
        assertFaults(await server.post(path, {}), { '/statement': 'field.required' })
        assertFaults(await server.post(path, { statement: 'Iets.', municipality: 'gm1509', id: 'x' }),
            { '/municipality': 'field.unknown', '/id': 'field.unknown' })
        assertFaults(await server.post(path, { statement: 5, target: 'veel', deadlineDate: '2020-02-30', direction: 'sideways', unit: 'x'.repeat(51) }), {
            '/statement': 'type', '/target': 'type', '/deadlineDate': 'date.format', '/direction': 'code.unknown', '/unit': 'text.tooLong',
        })
    })

    test('what is no object, no JSON, nothing', async () => {
        assertFaults(await server.post(path, []), { '': 'json.notAnObject' })
        assert.equal((await server.post(path, '{', { headers: { 'Content-Type': 'application/json' } })).status, 400)
        assertProblem(await server.post(path, 'Minder eenzame ouderen.', { headers: { 'Content-Type': 'text/plain' } }), 415, 'unsupportedMediaType')
    })

    test('other parameters and days', async () => {
        assertFaults(await server.post(`${path}?asOf=nu&limit=1`, { statement: 'Iets.' }), { asOf: 'date.format', limit: 'parameter.unknown' }, 'query')
    })

    test('other methods', async () => {
        const answer = await server.get(path)
        assert.equal(answer.status, 405)
        assert.match(answer.headers.allow, /POST/)
    })
})

describe('a stored goal', () => {
    const make = async (collection, row) => {
        const { status, json, text } = await server.post(`/v1/${collection}`, { municipality: 'gm1509', ...row })
        assert.equal(status, 201, text)
        return json.id
    }

    test('with what its indicator and its pilot say', async () => {
        const pilot = await make('pilots', { title: 'Een', kind: 'pilot', startDate: '2018-01-01', endDate: '2020-12-31' })
        const indicator = await make('indicators', { code: 'vsv', name: 'Zonder startkwalificatie', measure: 'count', unit: 'jongeren', direction: 'decrease', source: 'DUO' })
        const { statement, baseline, baselineOn, target, deadlineDate, deadlinePrecision, frequency, owner, agreedBy, agreedOn, assumptions, feasibilitySource } = whole
        const goal = await make('goals', { pilot, indicator, statement, baseline, baselineOn, target, deadlineDate, deadlinePrecision, frequency, owner, agreedBy, agreedOn, assumptions, feasibilitySource })
        const { status, json, text } = await server.get(`/v1/goals/${goal}/smart-check?asOf=2018-09-12`)
        assert.equal(status, 200, text)
        assert.deepEqual([...new Set(Object.values(results(json)))], ['met'], text)
        assert.deepEqual(rulesOf(json), [])
        const { language, ...given } = await check(whole, '?asOf=2018-09-12')
        assert.deepEqual(json, given, 'the same as that of the same goal in a body')
        await server.patch(`/v1/goals/${goal}`, { owner: null, deadlineDate: '2017-01-01' })
        const later = (await server.get(`/v1/goals/${goal}/smart-check?asOf=2018-09-12`)).json
        assert.deepEqual(rulesOf(later), ['ownerMissing', 'deadlineDiffers', 'deadlineBeforeBaseline', 'deadlineBeforePilot', 'deadlinePassed'])
    })

    test('of which only the statement is known is asked for the rest', async () => {
        const pilot = await make('pilots', { title: 'Twee', kind: 'pilot' })
        const goal = await make('goals', { pilot, statement: 'Draagvlak vergroten' })
        const { json } = await server.get(`/v1/goals/${goal}/smart-check`)
        assert.deepEqual(results(json), {
            specific: 'notMet', measurable: 'notMet', acceptable: 'notEstablished', realistic: 'notEstablished', timeBound: 'notMet',
        })
        for (const rule of ['ownerMissing', 'agreedByMissing', 'feasibilityMissing', 'baselineMissing']) assert.ok(rulesOf(json).includes(rule), rule)
    })

    test('that is not there', async () => {
        for (const key of ['01900000-0000-7000-8000-000000000000', 'x'])
            assertProblem(await server.get(`/v1/goals/${key}/smart-check`), 404, 'notFound')
        assertFaults(await server.get('/v1/goals/01900000-0000-7000-8000-000000000000/smart-check?limit=1'), { limit: 'parameter.unknown' }, 'query')
    })
})
