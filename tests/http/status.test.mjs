// The status of a pilot on a day, which follows from its dates, its decisions and what is stated of it. Every case is a
// pilot of its own, made over HTTP, and the days are those around which something changes. The rule, first line that
// holds:
//
//   1. the latest ending decision that was not resumed later: madeRegular, split, merged, stopped, completed
//   2. not started: inPreparation when a later start is known or preparation is stated, else notEstablished
// 3. after the end (the latest new end, else the end): pastEnd; notEstablished when an undated ending became known
// later
//   4. paused   5. extended, after the original end   6. running
//
// A start counts from the first day of its precision, ends and decisions from their last.
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

/** Everything that was made, for the tests of lists. */
const made = []

/** Makes a pilot with its decisions and reports; returns its id. */
async function pilot(fields, { decisions = [], reports = [] } = {}) {
    const id = await make('pilots', { title: `Pilot ${made.length}`, kind: 'pilot', ...fields })
    for (const decision of decisions) await make('decisions', { pilot: id, stage: 'taken', ...decision })
    for (const report of reports) await make('progress-reports', { pilot: id, ...report })
    made.push(id)
    return id
}

const groups = {
    notEstablished: 'unknown', inPreparation: 'preparation', running: 'active', extended: 'active', paused: 'active',
    pastEnd: 'active',
    completed: 'ended', madeRegular: 'ended', stopped: 'ended', split: 'ended', merged: 'ended',
}

/** Checks the status on days: [day, status, since]. */
async function stands(id, ...days) {
    for (const [day, status, since] of days) {
        const { json } = await server.get(`/v1/pilots/${id}?asOf=${day}&fields=status,statusGroup,statusSince`)
        assert.deepEqual(json, { status, statusGroup: groups[status], statusSince: since }, day)
    }
}

const dates = (start, end) => ({ startDate: start, endDate: end })
const taken = (kind, takenDate, more) => ({ kind, takenDate, ...more })

describe('dates alone', () => {
    test('a start and an end', async () => {
        await stands(await pilot(dates('2018-03-01', '2018-12-31')), ['1000-01-01', 'inPreparation', null],
            ['2018-02-28', 'inPreparation', null], ['2018-03-01', 'running', '2018-03-01'],
            ['2018-12-31', 'running', '2018-03-01'], ['2019-01-01', 'pastEnd', '2019-01-01'],
            ['9999-12-31', 'pastEnd', '2019-01-01'])
    })

    test('nothing at all', async () => {
        await stands(await pilot({}), ['2018-01-01', 'notEstablished', null])
    })

    test('a date that is said to be unknown', async () => {
        await stands(await pilot({ startPrecision: 'unknown', endPrecision: 'unknown' }),
            ['2018-01-01', 'notEstablished', null])
    })

    test('an end alone: nobody says that it started', async () => {
        await stands(await pilot({ endDate: '2018-06-30' }), ['2018-06-30', 'notEstablished', null],
            ['2018-07-01', 'notEstablished', null])
    })

    test('a start without an end runs on', async () => {
        await stands(await pilot({ startDate: '2018-04-01' }), ['2018-03-31', 'inPreparation', null],
            ['9999-12-31', 'running', '2018-04-01'])
    })

    const periods = [
        ['month', '2020-02-01', '2020-02-29', '2020-03-01'], ['month', '2018-12-01', '2018-12-31', '2019-01-01'],
        ['quarter', '2018-04-01', '2018-06-30', '2018-07-01'], ['year', '2018-01-01', '2018-12-31', '2019-01-01'],
    ]
    for (const [precision, first, last, next] of periods)
        test(`a ${precision}: a start counts from its first day, an end up to its last`, async () => {
            const dayBefore = new Date(Date.parse(first) - 86400000).toISOString().slice(0, 10)
            const id = await pilot({ startDate: first, startPrecision: precision, endDate: first,
                endPrecision: precision })
            await stands(id, [dayBefore, 'inPreparation', null], [first, 'running', first], [last, 'running', first],
                [next, 'pastEnd', next])
        })

    test('bounds make no difference', async () => {
        const id = await pilot({ ...dates('2018-03-01', '2018-12-31'), startBound: 'notAfter', endBound: 'notBefore' })
        await stands(id, ['2018-02-28', 'inPreparation', null], ['2018-03-01', 'running', '2018-03-01'],
            ['2019-01-01', 'pastEnd', '2019-01-01'])
    })
})

describe('what is stated', () => {
    test('"active" starts a pilot on the day of the report', async () => {
        const id = await pilot({}, { reports: [{ reportedOn: '2018-09-12', statedGroup: 'active' }] })
        await stands(id, ['2018-09-11', 'notEstablished', null], ['2018-09-12', 'running', '2018-09-12'])
    })

    test('"active" before the planned start', async () => {
        const id = await pilot(dates('2018-06-01', null), { reports: [{ reportedOn: '2018-05-01',
            statedGroup: 'active' }] })
        await stands(id, ['2018-04-30', 'inPreparation', null], ['2018-05-01', 'running', '2018-05-01'],
            ['2018-06-01', 'running', '2018-05-01'])
    })

    test('"preparation"', async () => {
        const id = await pilot({}, { reports: [{ reportedOn: '2018-05-01', statedGroup: 'preparation' }] })
        await stands(id, ['2018-04-30', 'notEstablished', null], ['2018-05-01', 'inPreparation', '2018-05-01'])
    })

    test('"ended", "unknown" or nothing: a statement is no decision', async () => {
        for (const statedGroup of ['ended', 'unknown', null]) {
            const id = await pilot({ startDate: '2018-01-01' }, { reports: [{ reportedOn: '2018-05-01',
                statedGroup }] })
            await stands(id, ['2018-05-01', 'running', '2018-01-01'])
        }
    })
})

describe('decisions to start', () => {
    test('with a day: before it there is a start to come', async () => {
        const id = await pilot({}, { decisions: [taken('start', '2018-02-15')] })
        await stands(id, ['2018-02-14', 'inPreparation', null], ['2018-02-15', 'running', '2018-02-15'])
    })

    test('in a month: from its last day', async () => {
        const id = await pilot({}, { decisions: [taken('start', '2018-02-01', { takenPrecision: 'month' })] })
        await stands(id, ['2018-02-27', 'inPreparation', null], ['2018-02-28', 'running', '2018-02-28'])
    })

    test('to take effect later', async () => {
        const id = await pilot({}, { decisions: [taken('start', '2018-02-15', { effectiveFrom: '2018-04-01' })] })
        await stands(id, ['2018-03-31', 'inPreparation', null], ['2018-04-01', 'running', '2018-04-01'])
    })

    test('of which is only known that it was taken: when it will start was never known', async () => {
        const id = await pilot({}, { decisions: [{ kind: 'start', knownBy: '2018-02-15' }] })
        await stands(id, ['2018-02-14', 'notEstablished', null], ['2018-02-15', 'running', '2018-02-15'])
    })
})

describe('extensions', () => {
    const half = dates('2018-01-01', '2018-06-30')

    test('before the end: extended from the day after it', async () => {
        const id = await pilot(half, { decisions: [taken('extend', '2018-06-01', { newEndDate: '2018-12-31' })] })
        await stands(id, ['2018-06-01', 'running', '2018-01-01'], ['2018-06-30', 'running', '2018-01-01'],
            ['2018-07-01', 'extended', '2018-07-01'], ['2018-12-31', 'extended', '2018-07-01'],
            ['2019-01-01', 'pastEnd', '2019-01-01'])
    })

    test('after the end: past it until then', async () => {
        const id = await pilot(half, { decisions: [taken('extend', '2018-08-01',
            { newEndDate: '2018-10-01', newEndPrecision: 'quarter' })] })
        await stands(id, ['2018-07-01', 'pastEnd', '2018-07-01'], ['2018-07-31', 'pastEnd', '2018-07-01'],
            ['2018-08-01', 'extended', '2018-08-01'], ['2018-12-31', 'extended', '2018-08-01'],
            ['2019-01-01', 'pastEnd', '2019-01-01'])
    })

    test('twice', async () => {
        const id = await pilot(half, { decisions: [taken('extend', '2018-12-01', { newEndDate: '2019-03-31' }),
            taken('extend', '2018-06-01', { newEndDate: '2018-12-31' })] })
        await stands(id, ['2018-07-01', 'extended', '2018-07-01'], ['2019-03-31', 'extended', '2018-07-01'],
            ['2019-04-01', 'pastEnd', '2019-04-01'])
    })

    test('the second too late', async () => {
        const id = await pilot(half, { decisions: [taken('extend', '2018-06-01', { newEndDate: '2018-12-31' }),
            taken('extend', '2019-02-01', { newEndDate: '2019-03-31' })] })
        await stands(id, ['2018-12-31', 'extended', '2018-07-01'], ['2019-01-01', 'pastEnd', '2019-01-01'],
            ['2019-02-01', 'extended', '2019-02-01'], ['2019-04-01', 'pastEnd', '2019-04-01'])
    })

    test('without a new end, or not taken: nothing changes', async () => {
        for (const decision of [taken('extend', '2018-06-01'), ...['announced', 'proposed',
            'withdrawn'].map((stage) => taken('extend', '2018-06-01', { stage, newEndDate: '2018-12-31' }))])
            await stands(await pilot(half, { decisions: [decision] }), ['2018-06-30', 'running', '2018-01-01'],
                ['2018-07-01', 'pastEnd', '2018-07-01'])
    })
})

describe('pausing', () => {
    test('and resuming', async () => {
        const id = await pilot(dates('2018-01-01', '2018-12-31'), { decisions: [taken('pause', '2018-04-01'),
            taken('resume', '2018-05-01')] })
        await stands(id, ['2018-03-31', 'running', '2018-01-01'], ['2018-04-01', 'paused', '2018-04-01'],
            ['2018-04-30', 'paused', '2018-04-01'], ['2018-05-01', 'running', '2018-05-01'])
    })

    test('goes before extended, not before the end', async () => {
        const id = await pilot(dates('2018-01-01', '2018-06-30'), { decisions: [taken('extend', '2018-06-01',
            { newEndDate: '2018-12-31' }), taken('pause', '2018-09-01')] })
        await stands(id, ['2018-08-31', 'extended', '2018-07-01'], ['2018-09-01', 'paused', '2018-09-01'],
            ['2018-12-31', 'paused', '2018-09-01'], ['2019-01-01', 'pastEnd', '2019-01-01'])
    })

    test('what did not start is not paused', async () => {
        await stands(await pilot({ startDate: '2018-06-01' }, { decisions: [taken('pause', '2018-02-01')] }),
            ['2018-02-01', 'inPreparation', null], ['2018-06-01', 'paused', '2018-06-01'])
    })
})

describe('endings', () => {
    const endings = { complete: 'completed', stop: 'stopped', merge: 'merged', split: 'split',
        makeRegular: 'madeRegular' }
    const year = dates('2018-01-01', '2018-12-31')

    for (const [kind, status] of Object.entries(endings))
        test(`${kind}: ${status} from that day on`, async () => {
            const id = await pilot(year, { decisions: [taken(kind, '2018-06-15')] })
            await stands(id, ['2018-06-14', 'running', '2018-01-01'], ['2018-06-15', status, '2018-06-15'],
                ['2019-01-01', status, '2018-06-15'])
        })

    test('in a month: from its last day', async () => {
        const id = await pilot(year, { decisions: [taken('stop', '2018-06-01', { takenPrecision: 'month' })] })
        await stands(id, ['2018-06-29', 'running', '2018-01-01'], ['2018-06-30', 'stopped', '2018-06-30'])
    })

    test('to take effect later, or earlier', async () => {
        await stands(await pilot(year, { decisions: [taken('stop', '2018-06-01', { effectiveFrom: '2018-09-01' })] }),
            ['2018-08-31', 'running', '2018-01-01'], ['2018-09-01', 'stopped', '2018-09-01'])
        await stands(await pilot(year, { decisions: [taken('stop', '2018-06-01', { effectiveFrom: '2018-05-01' })] }),
            ['2018-04-30', 'running', '2018-01-01'], ['2018-05-01', 'stopped', '2018-05-01'])
    })

    test('several on one day: in the order of the rule', async () => {
        const order = Object.keys(endings)
        for (let at = 1; at < order.length; at++)
            await stands(await pilot(year, { decisions: order.slice(0, at + 1).map((kind) =>
                taken(kind, '2018-06-15')) }), ['2018-06-15', endings[order[at]], '2018-06-15'])
    })

    test('several on different days: the latest', async () => {
        const id = await pilot(year, { decisions: [taken('makeRegular', '2018-06-01'),
            taken('complete', '2018-09-01')] })
        await stands(id, ['2018-08-31', 'madeRegular', '2018-06-01'], ['2018-09-01', 'completed', '2018-09-01'])
    })

    test('resumed later', async () => {
        const id = await pilot(year, { decisions: [taken('stop', '2018-04-01'), taken('resume', '2018-07-01'),
            taken('complete', '2018-11-01')] })
        await stands(id, ['2018-04-01', 'stopped', '2018-04-01'], ['2018-06-30', 'stopped', '2018-04-01'],
            ['2018-07-01', 'running', '2018-07-01'], ['2018-11-01', 'completed', '2018-11-01'])
    })

    test('of what never started, or was still to start', async () => {
        await stands(await pilot({}, { decisions: [taken('stop', '2018-04-01')] }),
            ['2018-03-31', 'notEstablished', null], ['2018-04-01', 'stopped', '2018-04-01'])
        await stands(await pilot({ startDate: '2018-06-01' }, { decisions: [taken('merge', '2018-04-01')] }),
            ['2018-03-31', 'inPreparation', null], ['2018-06-01', 'merged', '2018-04-01'])
    })

    test('undated: from when it was known; between the end and that day nobody can say', async () => {
        const id = await pilot(dates('2016-01-01', '2017-12-31'), { decisions: [{ kind: 'stop',
            knownBy: '2018-09-12' }] })
        await stands(id, ['2017-12-31', 'running', '2016-01-01'], ['2018-01-01', 'notEstablished', '2018-01-01'],
            ['2018-09-11', 'notEstablished', '2018-01-01'], ['2018-09-12', 'stopped', '2018-09-12'])
    })

    test('undated, before the end or without one: it ran until it was known', async () => {
        for (const end of ['2018-12-31', null]) {
            const id = await pilot(dates('2018-01-01', end), { decisions: [{ kind: 'makeRegular',
                knownBy: '2018-09-12' }] })
            await stands(id, ['2018-09-11', 'running', '2018-01-01'], ['2018-09-12', 'madeRegular', '2018-09-12'])
        }
    })

    test('announced, proposed or withdrawn: nothing changes', async () => {
        const decisions = ['announced', 'proposed', 'withdrawn'].flatMap((stage) =>
            Object.keys(endings).map((kind) => taken(kind, '2018-06-15', { stage })))
        await stands(await pilot(year, { decisions }), ['2018-06-15', 'running', '2018-01-01'])
    })

    test('decisions of other kinds change nothing', async () => {
        const decisions = ['approveDeviation', 'fund', 'refuseFunding', 'adjust', 'scaleUp',
            'adopt'].map((kind) => taken(kind, '2018-06-15'))
        await stands(await pilot(year, { decisions }), ['2018-06-15', 'running', '2018-01-01'],
            ['2019-01-01', 'pastEnd', '2019-01-01'])
    })
})

describe('the status follows what changes', () => {
    test('a date, a decision and a report that are changed or taken away', async () => {
        const id = await pilot({ startDate: '2018-01-01' })
        await stands(id, ['2018-06-01', 'running', '2018-01-01'])
        await server.patch(`/v1/pilots/${id}`, { startDate: '2018-07-01' })
        await stands(id, ['2018-06-01', 'inPreparation', null])
        const report = await make('progress-reports', { pilot: id, reportedOn: '2018-05-01', statedGroup: 'active' })
        await stands(id, ['2018-06-01', 'running', '2018-05-01'])
        const decision = await make('decisions', { pilot: id, kind: 'stop', stage: 'announced',
            takenDate: '2018-05-15' })
        await stands(id, ['2018-06-01', 'running', '2018-05-01'])
        await server.patch(`/v1/decisions/${decision}`, { stage: 'taken' })
        await stands(id, ['2018-06-01', 'stopped', '2018-05-15'])
        assert.equal((await server.del(`/v1/decisions/${decision}`)).status, 204)
        await stands(id, ['2018-06-01', 'running', '2018-05-01'])
        assert.equal((await server.del(`/v1/progress-reports/${report}`)).status, 204)
        await stands(id, ['2018-06-01', 'inPreparation', null])
    })
})

describe('lists', () => {
    const days = ['2016-01-01', '2018-01-01', '2018-05-01', '2018-06-15', '2018-06-30', '2018-09-12', '2018-12-31',
        '2019-04-01', '2025-01-01']

    test('status= and statusGroup= find on any day what one pilot says of itself', async () => {
        const seen = new Set()
        for (const day of days) {
            const shown = `asOf=${day}&fields=id,status,statusGroup,statusSince`
            const all = (await server.get(`/v1/pilots?limit=1000&${shown}`)).json.results
            assert.equal(all.length, made.length)
            for (const row of all.filter((_, at) => at % 7 === 0))
                assert.deepEqual((await server.get(`/v1/pilots/${row.id}?${shown}`)).json, row)
            for (const [field, values] of Object.entries({ status: Object.keys(groups),
                statusGroup: ['unknown', 'preparation', 'active', 'ended'] }))
                for (const value of [...values, values.slice(2, 4).join()]) {
                    const { json } = await server.get(`/v1/pilots?limit=1000&count=true&asOf=${day}&${field}=${value}`)
                    const wanted = all.filter((row) => value.split(',').includes(row[field])).map((row) => row.id)
                    assert.deepEqual(json.results.map((row) => row.id), wanted, `${day} ${value}`)
                    assert.equal(json.count, wanted.length)
                    if (wanted.length) seen.add(value)
                }
        }
        for (const status of Object.keys(groups)) assert.ok(seen.has(status), `no pilot was ever ${status}`)
    })

    test('without asOf it is today, in the Netherlands', async () => {
        const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Amsterdam' }).format(new Date())
        const path = '/v1/pilots?limit=1000&fields=id,status,statusSince'
        assert.deepEqual((await server.get(path)).json, (await server.get(`${path}&asOf=${today}`)).json)
    })

    test('a day does not linger: the next question has its own', async () => {
        const id = made[0]
        const statusOf = async (query) => (await server.get(`/v1/pilots/${id}?fields=status${query}`)).json.status
        for (let round = 0; round < 5; round++)
            assert.deepEqual(await Promise.all([statusOf('&asOf=2018-01-01'), statusOf('&asOf=2018-06-01'),
                statusOf('')]), ['inPreparation', 'running', 'pastEnd'])
    })

    test('asOf must be a day, and belongs to pilots only', async () => {
        for (const day of ['', 'vandaag', '2018', '2018-02-29', '2018-13-01', '0999-12-31', '10000-01-01',
            '2018-01-01T00:00:00Z', '-infinity'])
            for (const path of ['/v1/pilots', `/v1/pilots/${made[0]}`, `/v1/pilots/${made[0]}/findings`]) {
                const { status, json } = await server.get(`${path}?asOf=${day}`)
                assert.deepEqual([status, json.errors?.map((error) => [error.location, error.code])],
                    [400, [['asOf', 'date.format']]], `${path} ${day}`)
            }
        for (const path of ['/v1/decisions', '/v1/municipalities', '/v1/municipalities/gm1509'])
            assert.equal((await server.get(`${path}?asOf=2018-01-01`)).json.errors[0].code, 'parameter.unknown')
        assert.equal((await server.get('/v1/pilots?asOf=1000-01-01')).status, 200)
        assert.equal((await server.get('/v1/pilots?asOf=9999-12-31')).status, 200)
    })
})

test('consentNeeded: by what is known of deviating', async () => {
    const wanted = (deviates, outside) => (deviates === 'yes' || outside === 'yes' ? true : deviates === 'no'
        && outside === 'no' ? false : null)
    for (const deviatesFromPolicy of [null, 'yes', 'no', 'unknown'])
        for (const outsideFrameworks of [null, 'yes', 'no', 'unknown']) {
            const id = await pilot({ deviatesFromPolicy, outsideFrameworks })
            const { json } = await server.get(`/v1/pilots/${id}?fields=consentNeeded`)
            assert.equal(json.consentNeeded, wanted(deviatesFromPolicy, outsideFrameworks),
                `${deviatesFromPolicy} ${outsideFrameworks}`)
        }
})
