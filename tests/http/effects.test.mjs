// Effects over HTTP: of the figures of an evaluation, as whoever asks may see them, and of figures in a body; and the rules of figures.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { startServer } from '../support/server.mjs'

const path = '/v1/effects'
const english = { headers: { 'Accept-Language': 'en' } }

let server, guest, pilot
before(async () => {
    server = await startServer()
    guest = server.as(null)
    pilot = (await make('pilots', { title: 'Proef', kind: 'pilot', public: true })).id
})
after(() => (guest?.close(), server?.stop()))

async function make(collection, row) {
    const { status, json, text } = await server.post(`/v1/${collection}`, { municipality: 'gm1509', ...row })
    assert.equal(status, 201, text)
    return json
}

const evaluation = (figures, more) => make('evaluations', { pilot, title: 'Evaluatie', kind: 'final', figures, ...more })

async function effectsOf(id, client = server, query = '', options = {}) {
    const { status, json, text, headers } = await client.get(`/v1/evaluations/${id}/effects${query}`, options)
    assert.equal(status, 200, text)
    assert.deepEqual(Object.keys(json), ['confidence', 'assignment', 'results'])
    return { ...json, language: headers['content-language'] }
}

async function judge(figures, more = {}, query = '', options = {}) {
    const { status, json, text } = await server.post(path + query, { figures, ...more }, options)
    assert.equal(status, 200, text)
    return json
}

const share = (studyGroup, moment, counted, sampleSize, more) => ({ outcome: 'Aan het werk', kind: 'proportion', studyGroup, moment, counted, sampleSize, ...more })
const mean = (studyGroup, moment, value, standardDeviation, sampleSize, more) =>
    ({ outcome: 'Cijfer', kind: 'mean', studyGroup, moment, mean: value, standardDeviation, sampleSize, ...more })

const near = (actual, expected, digits = 4) => assert.equal(Number(actual.toFixed(digits)), expected)

// Newcombe 1998: 56 of 70 against 48 of 80 is 0.0524 to 0.3339.
const compared = [share('participants', 'after', 56, 70, { wantedDirection: 'increase' }), share('comparison', 'after', 48, 80)]

describe('figures that are not stored', () => {
    test('two groups', async () => {
        const { confidence, assignment, results: [effect] } = await judge(compared)
        assert.deepEqual([confidence, assignment], [95, null])
        assert.deepEqual(Object.keys(effect), ['outcome', 'kind', 'design', 'method', 'figures', 'changes', 'difference', 'conclusion', 'reason',
            'direction', 'wantedDirection', 'asWanted', 'claim', 'cautions', 'text'])
        assert.deepEqual([effect.outcome, effect.design, effect.method, effect.conclusion, effect.reason, effect.direction, effect.asWanted, effect.claim],
            ['Aan het werk', 'compared', 'newcombe', 'differenceShown', null, 'increase', true, 'difference'])
        assert.equal(effect.difference.unit, 'percentagePoint')
        near(effect.difference.value, 20)
        near(effect.difference.lower, 5.24, 2)
        near(effect.difference.upper, 33.39, 2)
        assert.deepEqual(effect.figures.map(({ studyGroup, moment, sampleSize, counted, value, withheld }) => [studyGroup, moment, sampleSize, counted, value, withheld]),
            [['participants', 'after', 70, 56, 80, false], ['comparison', 'after', 80, 48, 60, false]])
        assert.deepEqual(effect.cautions, [])
    })

    test('the same people before and after: Student\'s sleep', async () => {
        const { results: [effect] } = await judge([mean('participants', 'before', 0.75, 1.789, 10), mean('participants', 'after', 2.33, 2.0022, 10, { paired: 'yes', changeDeviation: 1.23 })])
        assert.deepEqual([effect.design, effect.method, effect.claim, effect.difference.degreesOfFreedom], ['beforeAfter', 'pairedT', 'change', 9])
        near(effect.difference.lower, 0.7, 3)
        near(effect.difference.upper, 2.46, 3)
        assert.deepEqual(effect.cautions, ['fewForMean'])
        assert.deepEqual(effect.changes.map(({ studyGroup, paired, changeDeviation }) => [studyGroup, paired, changeDeviation]), [['participants', 'yes', 1.23]])
        assert.match(effect.text, /1,58 hoger dan daarvoor.*nog geen effect/)
    })

    test('before and after with a comparison group, formed by lot', async () => {
        const figures = [share('participants', 'before', 36, 100), share('participants', 'after', 50, 100, { paired: 'yes', bothCount: 30 }),
            share('comparison', 'before', 36, 100), share('comparison', 'after', 30, 100, { paired: 'no' })]
        const { assignment, results: [effect] } = await judge(figures, { assignment: 'random' })
        assert.deepEqual([assignment, effect.design, effect.method, effect.claim, effect.conclusion], ['random', 'beforeAfterCompared', 'mover', 'randomised', 'differenceShown'])
        assert.deepEqual(effect.changes.map(({ studyGroup, value }) => [studyGroup, value]), [['participants', 14], ['comparison', -6]])
        assert.equal(effect.difference.value, 20)
        assert.deepEqual(effect.cautions, ['differentPeople'])
    })

    test('several outcomes, each its own effect, in order', async () => {
        const { results } = await judge([...compared, mean('participants', 'after', 7.5, 1, 40), { ...share('participants', 'after', 3, 40), outcome: 'Alleen' }])
        assert.deepEqual(results.map(({ outcome, conclusion, reason }) => [outcome, conclusion, reason]),
            [['Aan het werk', 'differenceShown', null], ['Cijfer', 'notEstablished', 'incomplete'], ['Alleen', 'notEstablished', 'incomplete']])
    })

    test('with another confidence', async () => {
        const wide = (await judge(compared, {}, '?confidence=99.9')), narrow = await judge(compared, {}, '?confidence=80')
        assert.deepEqual([wide.confidence, narrow.confidence], [99.9, 80])
        assert.equal(wide.results[0].conclusion, 'noDifferenceShown')
        assert.ok(narrow.results[0].difference.lower > wide.results[0].difference.lower)
        assert.match(wide.results[0].text, /van 99,9 %/)
    })

    test('too few people, and what is missing', async () => {
        const conclusionOf = async (...figures) => {
            const { results: [{ conclusion, reason }] } = await judge(figures)
            return [conclusion, reason]
        }
        assert.deepEqual(await conclusionOf(share('participants', 'after', 9, 9), share('comparison', 'after', 0, 90)), ['tooSmall', null])
        assert.deepEqual(await conclusionOf(share('participants', 'after', 9), share('comparison', 'after', 0, 90)), ['notEstablished', 'sizeMissing'])
        assert.deepEqual(await conclusionOf(mean('participants', 'after', 9, null, 50), mean('comparison', 'after', 0, 1, 90)), ['notEstablished', 'deviationMissing'])
        assert.deepEqual(await conclusionOf(share('participants', 'after', 0, 0), share('comparison', 'after', 0, 90)), ['notEstablished', 'nobody'])
        assert.deepEqual(await judge([]), { confidence: 95, assignment: null, results: [] })
    })

    test('in the language of the client', async () => {
        assert.match((await judge(compared)).results[0].text, /procentpunt hoger/)
        const { results: [{ text }] } = await judge(compared, {}, '', english)
        assert.match(text, /20\.0 percentage points higher/)
    })

    test('leave no trace', async () => {
        const count = () => server.sql('SELECT (SELECT count(*) FROM evaluation_figure) AS figures, (SELECT count(*) FROM change) AS changes')
        const before = await count()
        await judge(compared)
        assert.deepEqual(await count(), before)
    })
})

describe('what is refused of figures', () => {
    /** In both places alike, since they are one table. */
    async function refused(figures, faults) {
        assertFaults(await server.post(path, { figures }), faults)
        const stored = { municipality: 'gm1509', pilot, title: 'Evaluatie', kind: 'final' }
        assertFaults(await server.post('/v1/evaluations', { ...stored, figures }), faults)
        const { id } = await evaluation([])
        assertFaults(await server.patch(`/v1/evaluations/${id}`, { figures }), faults)
    }

    test('each by itself', () => refused([
        share('participants', 'after', 41, 40),
        mean('comparison', 'before', 5, -0.5, 10),
        { ...share('participants', 'before', 3, 40), outcome: 'b', mean: 2 },
        { ...mean('participants', 'before', 3, 1, 40), outcome: 'c', counted: 2 },
        { outcome: 'd', kind: 'mean', studyGroup: 'all', moment: 'after' },
        { ...share('participants', 'before', 3, 40), outcome: 'e', paired: 'yes' },
        { ...share('participants', 'after', 30, 40), outcome: 'f', paired: 'no', bothCount: 5 },
        { ...share('participants', 'after', 3, 40), outcome: 'g', paired: 'yes', bothCount: 5 },
        { ...share('participants', 'after', 3, 40), outcome: 'h', withheld: ['counted'] },
        { outcome: 'i', kind: 'proportion', studyGroup: 'participants', moment: 'after' },
    ], {
        '/figures/0/counted': 'number.tooLarge',
        '/figures/1/standardDeviation': 'number.tooSmall',
        '/figures/2/mean': 'rule.alone',
        '/figures/3/counted': 'rule.alone',
        '/figures/4/studyGroup': 'code.unknown',
        '/figures/5/paired': 'rule.alone',
        '/figures/6/bothCount': 'rule.alone',
        '/figures/7/bothCount': 'number.tooLarge',
        '/figures/8/withheld': 'field.readOnly',
        '/figures/9/counted': 'field.required',
    }))

    test('one figure of a group at a moment twice', () => refused(
        [share('participants', 'after', 4, 40), share('comparison', 'after', 4, 40), share('participants', 'after', 5, 40)],
        { '/figures/2/moment': 'list.duplicate' }))

    test('an outcome of two kinds, or two wanted directions', () => refused(
        [share('participants', 'after', 4, 40, { wantedDirection: 'increase' }), { ...mean('comparison', 'after', 4, 1, 40), outcome: 'Aan het werk' },
            share('comparison', 'before', 4, 40, { wantedDirection: 'decrease' })],
        { '/figures/1/kind': 'rule.same', '/figures/2/kind': 'rule.same', '/figures/2/wantedDirection': 'rule.same' }))

    test('pairs of other numbers of people, or that leave no room', async () => {
        await refused([share('participants', 'before', 20, 41), share('participants', 'after', 20, 40, { paired: 'yes', bothCount: 10 })],
            { '/figures/1/sampleSize': 'rule.same' })
        await refused([share('participants', 'after', 30, 40, { paired: 'yes', bothCount: 21 }), share('participants', 'before', 20, 40)],
            { '/figures/0/bothCount': 'number.tooLarge' })
        await refused([share('participants', 'after', 30, 40, { paired: 'yes', bothCount: 9 }), share('participants', 'before', 20, 40)],
            { '/figures/0/bothCount': 'number.tooSmall' })
    })

    test('a body without figures, with an indicator, with other members', async () => {
        assertFaults(await server.post(path, {}), { '/figures': 'field.required' })
        assertFaults(await server.post(path, { figures: [{ ...compared[0], indicatorReference: 'x' }] }), { '/figures/0/indicator': 'field.unknown' })
        assertFaults(await server.post(path, { figures: compared, assignment: 'lot', municipality: 'gm1509' }), { '/assignment': 'code.unknown', '/municipality': 'field.unknown' })
        assertFaults(await server.post(path, []), { '': 'json.notAnObject' })
        assertFaults(await server.post(path, { figures: Array.from({ length: 201 }, () => compared[0]) }), { '/figures': 'list.tooLong' })
    })

    test('other confidences and parameters', async () => {
        for (const [confidence, code] of [['79', 'number.tooSmall'], ['79.9', 'number.tooSmall'], ['99.95', 'number.tooLarge'], ['100', 'number.tooLarge'],
            ['95.55', 'number.decimals'], ['veel', 'type'], ['1e30', 'number.tooLarge']])
            assertFaults(await server.post(`${path}?confidence=${confidence}`, { figures: compared }), { confidence: code }, 'query')
        assertFaults(await server.post(`${path}?asOf=2018-01-01`, { figures: compared }), { asOf: 'parameter.unknown' }, 'query')
    })

    test('other methods', async () => {
        assert.equal((await server.get(path)).status, 405)
        assert.equal((await server.del('/v1/evaluations/01900000-0000-7000-8000-000000000000/effects')).status, 405)
    })
})

describe('the figures of an evaluation', () => {
    test('come out as they went in, and give the same effect as in a body', async () => {
        const { id, figures } = await evaluation(compared, { assignment: 'matched' })
        assert.deepEqual(figures.map(({ counted, sampleSize, withheld }) => [counted, sampleSize, withheld]), [[56, 70, null], [48, 80, null]])
        const { language, ...answer } = await effectsOf(id)
        assert.equal(language, 'nl')
        assert.deepEqual(answer, await judge(compared, { assignment: 'matched' }))
        assert.equal(answer.results[0].claim, 'matchedDifference')
        assert.equal((await effectsOf(id, server, '?confidence=99.9')).results[0].conclusion, 'noDifferenceShown')
    })

    test('want what their indicator wants, unless they say themselves', async () => {
        const indicator = (await make('indicators', { name: 'Uitval', measure: 'percentage', direction: 'decrease' })).id
        const wantedOf = async (figures) => (await effectsOf((await evaluation(figures)).id)).results[0].wantedDirection
        const [mine, theirs] = compared.map(({ wantedDirection, ...figure }) => figure)
        assert.equal(await wantedOf([mine, { ...theirs, indicator }]), 'decrease')
        assert.equal(await wantedOf([{ ...mine, wantedDirection: 'increase' }, { ...theirs, indicator }]), 'increase')
        assert.equal(await wantedOf([mine, theirs]), null)
    })

    test('of an evaluation without any', async () => {
        assert.deepEqual((await effectsOf((await evaluation([])).id)).results, [])
    })

    test('of one that is not there', async () => {
        for (const key of ['01900000-0000-7000-8000-000000000000', 'x'])
            assertProblem(await server.get(`/v1/evaluations/${key}/effects`), 404, 'notFound')
        assertFaults(await server.get('/v1/evaluations/01900000-0000-7000-8000-000000000000/effects?limit=1'), { limit: 'parameter.unknown' }, 'query')
    })

    test('change with the evaluation, which has a version and a history for it', async () => {
        const { id, version } = await evaluation(compared)
        const { json } = await server.patch(`/v1/evaluations/${id}`, { figures: [compared[0]] })
        assert.deepEqual([json.version, json.figures.length], [version + 1, 1])
        assert.equal((await effectsOf(id)).results[0].reason, 'incomplete')
        const { results: [last] } = (await server.get(`/v1/evaluations/${id}/history`)).json
        assert.deepEqual([last.changes.figures.old.length, last.changes.figures.new.length], [2, 1])
        assert.equal((await server.get(`/v1/evaluations/${id}?version=${version}`)).json.figures.length, 2)
    })
})

describe('too few people', () => {
    const few = [share('participants', 'after', 3, 40), share('comparison', 'after', 20, 80)]

    test('are withheld from outsiders, and so is what would follow from them', async () => {
        const { id } = await evaluation(few)
        const figures = (await guest.get(`/v1/evaluations/${id}`)).json.figures
        assert.deepEqual(figures.map(({ counted, sampleSize, withheld }) => [counted, sampleSize, withheld]), [[null, 40, ['counted']], [20, 80, null]])
        const { status, text, json: { results: [effect] } } = await guest.get(`/v1/evaluations/${id}/effects`)
        assert.equal(status, 200)
        assert.deepEqual([effect.conclusion, effect.reason, effect.difference, effect.changes, effect.cautions], ['notEstablished', 'withheld', null, [], []])
        assert.deepEqual(effect.figures.map(({ counted, value, withheld }) => [counted, value, withheld]), [[null, null, true], [20, 25, false]])
        assert.doesNotMatch(text, /7[.,]5|-17[.,]5/) // 3 of 40, and less 25 %
        const whole = await effectsOf(id)
        assert.deepEqual([whole.results[0].conclusion, whole.results[0].difference.value], ['differenceShown', -17.5])
    })

    test('are withheld in lists, exports, history and earlier versions', async () => {
        const { id } = await evaluation([{ ...few[0], outcome: 'Verhuisd', counted: 4 }])
        const countOf = ({ figures }) => figures.find(({ outcome }) => outcome === 'Verhuisd').counted
        assert.equal(countOf((await guest.get(`/v1/evaluations?id=${id}&fields=figures`)).json.results[0]), null)
        assert.equal(countOf((await guest.get(`/v1/evaluations/${id}?version=1`)).json), null)
        for (const Accept of ['text/csv', 'application/x-ndjson']) {
            const [theirs, own] = await Promise.all([guest, server].map((client) => client.get('/v1/evaluations?part=figures', { headers: { Accept } })))
            const line = ({ text }) => text.split('\n').find((one) => one.includes('Verhuisd'))
            assert.match(line(own), Accept === 'text/csv' ? /,40,4,/ : /"counted":4/)
            assert.doesNotMatch(line(theirs), Accept === 'text/csv' ? /,40,4,/ : /"counted":4/)
        }
        const { text } = await guest.get(`/v1/evaluations/${id}/history`)
        assert.doesNotMatch(text, /"counted":4/)
    })

    test('a small group has no mean either', async () => {
        const { id } = await evaluation([mean('participants', 'after', 7, 1, 4), mean('comparison', 'after', 6, 1, 40)])
        const [figure] = (await guest.get(`/v1/evaluations/${id}`)).json.figures
        assert.deepEqual([figure.sampleSize, figure.mean, figure.standardDeviation, figure.withheld], [null, null, null, ['sampleSize', 'mean', 'standardDeviation']])
        assert.equal((await guest.get(`/v1/evaluations/${id}/effects`)).json.results[0].reason, 'withheld')
        assert.equal((await effectsOf(id)).results[0].conclusion, 'tooSmall')
    })
})
