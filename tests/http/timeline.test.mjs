// The status timeline of pilots, which follows every write in its own transaction.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRandom, seed } from '../support/random.mjs'
import { startServer } from '../support/server.mjs'

const municipality = 'gm1509'
let server

before(async () => {
    server = await startServer()
})

after(() => server.stop())

async function created(path, row) {
    const answer = await server.post(`/v1/${path}`, { municipality, ...row })
    assert.equal(answer.status, 201, answer.text)
    return { path: answer.headers.location, ...answer.json }
}

async function patched(row, change) {
    const answer = await server.patch(row.path, change)
    assert.equal(answer.status, 200, answer.text)
    return answer.json
}

const pilot = (more) => created('pilots', { title: 'Proef', kind: 'pilot', ...more })
const decision = (row, kind, takenDate, more) => created('decisions', { pilot: row.id, kind, stage: 'taken', takenDate, ...more })

/** The status of a pilot on a day, as a GET has it and as a list that filters by it has it. */
async function statusOn(row, day) {
    const { json } = await server.get(`${row.path}?asOf=${day}&fields=status`)
    const list = await server.get(`/v1/pilots?id=${row.id}&asOf=${day}&status=${json.status}&fields=id`)
    assert.deepEqual(list.json.results, [{ id: row.id }], `${json.status} on ${day}`)
    return json.status
}

async function assertStatuses(row, statuses) {
    for (const [day, status] of Object.entries(statuses)) assert.equal(await statusOn(row, day), status, day)
}

/** What the one rule says now of all pilots, against what is stored. */
async function assertTimelinesHold() {
    const different = await server.sql(`
        WITH told AS (SELECT municipality, pilot_id, valid_from, valid_until, status FROM pilot_status),
            due AS (SELECT t.* FROM proeftuin_status_timeline(ARRAY(SELECT id FROM pilot)) t)
        (TABLE told EXCEPT TABLE due) UNION ALL (TABLE due EXCEPT TABLE told)`)
    assert.deepEqual(different, [])
    const holes = await server.sql(`
        SELECT id FROM pilot WHERE NOT EXISTS (SELECT FROM pilot_status s WHERE s.pilot_id = id HAVING min(valid_from) = '-infinity'
            AND max(valid_until) = 'infinity' AND range_agg(daterange(valid_from, valid_until)) = '{(,)}'
            OR min(valid_from) = '-infinity' AND count(*) = 1 + count(*) FILTER (WHERE EXISTS (
                SELECT FROM pilot_status n WHERE n.pilot_id = s.pilot_id AND n.valid_from = s.valid_until)))`)
    assert.deepEqual(holes, [])
}

test('the answer to a write already has the new status', async () => {
    const row = await pilot({ startDate: '2018-01-01', endDate: '2018-12-31' })
    assert.equal(row.status, 'pastEnd')
    assert.equal(row.statusSince, '2019-01-01')
    assert.equal((await patched(row, { endDate: null })).status, 'running')
    assert.equal((await patched(row, { startDate: null })).status, 'notEstablished')
    assert.equal((await patched(row, { startDate: '9000-01-01' })).status, 'inPreparation')
})

test('decisions change it from their day, and give it back when they go', async () => {
    const row = await pilot({ startDate: '2016-01-01', startPrecision: 'year', endDate: '2017-01-01', endPrecision: 'year' })
    await assertStatuses(row, { '2015-12-31': 'inPreparation', '2016-01-01': 'running', '2017-12-31': 'running', '2018-01-01': 'pastEnd' })
    const extension = await decision(row, 'extend', '2017-06-01', { newEndDate: '2018-07-01', newEndPrecision: 'quarter' })
    await assertStatuses(row, { '2017-12-31': 'running', '2018-01-01': 'extended', '2018-09-30': 'extended', '2018-10-01': 'pastEnd' })
    await patched(extension, { newEndDate: '2019-01-01', newEndPrecision: 'year' })
    await assertStatuses(row, { '2018-10-01': 'extended', '2020-01-01': 'pastEnd' })
    const stop = await decision(row, 'stop', '2018-03-15')
    await assertStatuses(row, { '2018-03-14': 'extended', '2018-03-15': 'stopped', '2021-01-01': 'stopped' })
    await patched(stop, { kind: 'makeRegular', takenDate: '2018-04-01', takenPrecision: 'month' })
    await assertStatuses(row, { '2018-03-15': 'extended', '2018-04-29': 'extended', '2018-04-30': 'madeRegular' })
    await patched(stop, { stage: 'withdrawn' })
    await assertStatuses(row, { '2018-04-30': 'extended' })
    await server.del(extension.path)
    await assertStatuses(row, { '2018-04-30': 'pastEnd' })
    await assertTimelinesHold()
})

test('a statement tells that a pilot runs, and no longer when it goes', async () => {
    const row = await pilot()
    const report = await created('progress-reports', { pilot: row.id, reportedOn: '2018-09-12', statedGroup: 'active' })
    await assertStatuses(row, { '2018-09-11': 'notEstablished', '2018-09-12': 'running' })
    await patched(report, { reportedOn: '2018-10-01' })
    await assertStatuses(row, { '2018-09-30': 'notEstablished', '2018-10-01': 'running' })
    await patched(report, { statedGroup: 'preparation' })
    await assertStatuses(row, { '2018-10-01': 'inPreparation' })
    await patched(report, { statedGroup: null })
    await assertStatuses(row, { '2018-10-01': 'notEstablished' })
    await patched(report, { statedGroup: 'active' })
    await server.del(report.path)
    await assertStatuses(row, { '2018-10-01': 'notEstablished' })
})

test('what moves to another pilot leaves the one and joins the other', async () => {
    const [first, second] = [await pilot({ startDate: '2016-01-01' }), await pilot({ startDate: '2016-01-01' })]
    const stop = await decision(first, 'stop', '2018-01-01')
    const report = await created('progress-reports', { pilot: first.id, reportedOn: '2015-01-01', statedGroup: 'active' })
    await assertStatuses(first, { '2015-06-01': 'running', '2018-01-01': 'stopped' })
    await patched(stop, { pilot: second.id })
    await patched(report, { pilot: second.id })
    await assertStatuses(first, { '2015-06-01': 'inPreparation', '2018-01-01': 'running' })
    await assertStatuses(second, { '2015-06-01': 'running', '2018-01-01': 'stopped' })
})

test('a write that is refused leaves the timeline as it was', async () => {
    const row = await pilot({ startDate: '2016-01-01' })
    const taken = await decision(row, 'pause', '2017-01-01', { reference: 'taken' })
    const answer = await server.post('/v1/decisions', { municipality, pilot: row.id, kind: 'stop', stage: 'taken', takenDate: '2017-06-01', reference: 'taken' })
    assert.equal(answer.status, 400)
    assert.equal((await server.patch(taken.path, { takenDate: null })).status, 400)
    await assertStatuses(row, { '2016-12-31': 'running', '2018-01-01': 'paused' })
})

test('decisions about one pilot at the same time are all seen', async () => {
    const row = await pilot({ startDate: '2010-01-01' })
    const kinds = ['pause', 'resume', 'pause', 'resume', 'extend', 'complete', 'pause', 'resume']
    await Promise.all(kinds.map((kind, n) => decision(row, kind, `201${n + 1}-01-01`)))
    await assertTimelinesHold()
    await assertStatuses(row, { '2011-06-01': 'paused', '2012-06-01': 'running', '2016-06-01': 'completed', '2018-06-01': 'running' })
})

test('decisions that change places between two pilots at the same time', async () => {
    const [first, second] = [await pilot({ startDate: '2010-01-01' }), await pilot({ startDate: '2010-01-01' })]
    const [one, other] = [await decision(first, 'stop', '2011-01-01'), await decision(second, 'complete', '2012-01-01')]
    for (let round = 0; round < 10; round++) {
        const [to, from] = round % 2 ? [first, second] : [second, first]
        await Promise.all([patched(one, { pilot: to.id }), patched(other, { pilot: from.id })])
    }
    await assertTimelinesHold()
})

test('a pilot that becomes public takes its decisions and reports along', async () => {
    const row = await pilot({ startDate: '2010-01-01' })
    const taken = await decision(row, 'stop', '2011-01-01')
    assert.equal(taken.public, false)
    await patched(row, { public: true })
    assert.equal((await server.get(taken.path)).json.public, true)
    const report = await created('progress-reports', { pilot: row.id, reportedOn: '2010-06-01' })
    assert.equal(report.public, true)
    const hidden = await pilot()
    assert.equal((await patched(report, { pilot: hidden.id })).public, false)
    await assertTimelinesHold()
})

test(`after random writes the timelines are what the rule says (TEST_SEED=${seed})`, async () => {
    const { between, chance, pick } = createRandom()
    const pilots = await Promise.all(Array.from({ length: 12 }, () => pilot()))
    const rows = { decisions: [], 'progress-reports': [] }
    const day = () => `20${between(10, 29)}-${String(between(1, 12)).padStart(2, '0')}-${String(between(1, 28)).padStart(2, '0')}`
    const maybe = (value) => (chance(0.3) ? null : value)
    const kinds = ['start', 'fund', 'extend', 'pause', 'resume', 'makeRegular', 'split', 'merge', 'complete', 'stop', 'adopt']
    const ending = () => {
        const kind = pick(kinds)
        return { kind, newEndDate: kind === 'extend' ? maybe(day()) : null, newEndPrecision: null }
    }
    const writes = {
        decisions: () => ({ pilot: pick(pilots).id, ...ending(), stage: pick(['taken', 'taken', 'taken', 'announced', 'withdrawn']),
            takenDate: maybe(day()), takenPrecision: null, knownBy: day(), effectiveFrom: chance(0.2) ? day() : null }),
        'progress-reports': () => ({ pilot: pick(pilots).id, reportedOn: day(), statedGroup: maybe(pick(['active', 'preparation', 'ended', 'unknown'])) }),
    }
    const actions = [
        async () => {
            const [startDate, endDate] = [day(), day()].sort()
            await patched(pick(pilots), { startDate: maybe(startDate), endDate: maybe(endDate) })
        },
        async (path) => rows[path].push(await created(path, writes[path]())),
        async (path) => rows[path].push(await created(path, writes[path]())),
        async (path) => {
            if (rows[path].length === 0) return
            const { status, text } = await server.patch(pick(rows[path]).path, writes[path]())
            assert.ok([200, 404].includes(status), text) // it may have gone meanwhile
        },
        async (path) => {
            const [row] = rows[path].splice(between(0, rows[path].length), 1)
            if (row) assert.equal((await server.del(row.path)).status, 204)
        },
    ]
    for (let round = 0; round < 40; round++) {
        await Promise.all(Array.from({ length: 8 }, () => pick(actions)(pick(Object.keys(rows)))))
        if (round % 10 === 9) await assertTimelinesHold()
    }
    await assertTimelinesHold()
})
