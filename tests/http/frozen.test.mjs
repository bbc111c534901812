// Frozen goals: what freezes one, what then needs a reason (over HTTP, in an import, and in the database itself), and the drift that
// the change log tells of.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { assertFaults, assertProblem, detailAt } from '../support/problems.mjs'
import { command, startServer } from '../support/server.mjs'

const municipality = 'gm1509'
const why = (text) => ({ headers: { 'X-Audit-Toelichting': text } })
let server, stranger, pilot
before(async () => {
    server = await startServer()
    stranger = server.as(null)
    pilot = await add('pilots', { title: 'Taalmaatjes', kind: 'pilot', public: true })
})
after(async () => {
    stranger?.close()
    await server?.stop()
})

async function add(collection, row) {
    const { status, json, text } = await server.post(`/v1/${collection}`, { municipality, ...row })
    assert.equal(status, 201, text)
    return json.id
}
/** From 100 on 1 January 2021 to 200 on 1 January 2022. */
const whole = { statement: 'Van 100 naar 200 koppels', baseline: 100, baselineOn: '2021-01-01', target: 200, deadlineDate: '2022-01-01', deadlinePrecision: 'day' }
const goal = (more) => add('goals', { pilot, ...whole, ...more })
const measure = (to, more) => add('measurements', { goal: to, value: 140, measuredOn: '2021-07-02', ...more })
const frozenAt = async (id) => (await server.get(`/v1/goals/${id}`)).json.frozenAt
const isFrozen = async (id) => (await frozenAt(id)) !== null

async function patch(path, body, options) {
    const { status, json, text } = await server.patch(`/v1/${path}`, body, options)
    assert.equal(status, 200, text)
    return json
}
async function drift(id, client = server, query = '') {
    const { status, json, text } = await client.get(`/v1/goals/${id}/drift${query}`)
    assert.equal(status, 200, text)
    return json
}

describe('what freezes a goal', () => {
    test('a measurement after the day of the baseline, and none before it', async () => {
        const id = await goal()
        await measure(id, { measuredOn: '2020-12-31' })
        await measure(id, { measuredOn: '2021-01-01' })
        await measure(id, { measuredOn: undefined, periodFrom: '2020-01-01', periodTo: '2020-12-31' })
        assert.equal(await frozenAt(id), null)
        const { version } = (await server.get(`/v1/goals/${id}`)).json
        await measure(id, { measuredOn: '2021-01-02' })
        assert.match(await frozenAt(id), /^\d{4}-.*Z$/)
        assert.equal((await server.get(`/v1/goals/${id}`)).json.version, version + 1)
        const first = await frozenAt(id)
        await measure(id)
        assert.equal(await frozenAt(id), first)
    })

    test('by a period the last day of which is after it', async () => {
        const id = await goal()
        await measure(id, { measuredOn: undefined, periodFrom: '2020-12-01', periodTo: '2021-01-02' })
        assert.ok(await isFrozen(id))
    })

    test('any measurement, where there is no baseline, or one without a day, or the measurement has none', async () => {
        const none = await goal({ baseline: null, baselineOn: null }), undated = await goal({ baselineOn: null }), dated = await goal()
        await measure(none, { measuredOn: '2001-01-01' })
        await measure(undated, { measuredOn: '2001-01-01' })
        await measure(dated, { measuredOn: undefined })
        for (const id of [none, undated, dated]) assert.ok(await isFrozen(id))
    })

    test('a story as much as a number', async () => {
        const id = await goal()
        await measure(id, { value: undefined, story: 'Het loopt' })
        assert.ok(await isFrozen(id))
    })

    test('a measurement that gets another day, or comes to be of the goal', async () => {
        const moved = await goal(), given = await goal()
        const early = await measure(moved, { measuredOn: '2020-06-01' })
        await patch(`measurements/${early}`, { value: 120 })
        assert.equal(await frozenAt(moved), null)
        await patch(`measurements/${early}`, { measuredOn: '2021-06-01' })
        assert.ok(await isFrozen(moved))
        await patch(`measurements/${await measure(undefined, { pilot })}`, { goal: given })
        assert.ok(await isFrozen(given))
    })

    test('a baseline that comes to lie before a measurement', async () => {
        const id = await goal()
        await measure(id, { measuredOn: '2020-06-01' })
        await patch(`goals/${id}`, { baselineOn: '2020-12-01' })
        assert.equal(await frozenAt(id), null)
        await patch(`goals/${id}`, { baselineOn: '2020-01-01' })
        assert.ok(await isFrozen(id))
        assert.deepEqual((await drift(id)).results, [], 'it was not frozen yet')
    })

    test('for good: taking the measurement away changes nothing', async () => {
        const id = await goal()
        const only = await measure(id)
        assert.equal((await server.del(`/v1/measurements/${only}`)).status, 204)
        assert.ok(await isFrozen(id))
    })
})

describe('a change of a frozen goal', () => {
    const frozen = async (more) => {
        const id = await goal(more)
        await measure(id)
        return id
    }

    test('needs a reason for statement, baseline, target and deadline: every field at once, and nothing is changed', async () => {
        const id = await frozen()
        const was = (await server.get(`/v1/goals/${id}`)).json
        const change = { statement: 'Anders', baseline: 90, baselineOn: '2020-12-01', target: 150, deadlineDate: '2023-01-01', deadlinePrecision: 'year', deadlineBound: 'notAfter' }
        const answer = await server.patch(`/v1/goals/${id}`, { ...change, owner: 'Onderwijs' })
        assertFaults(answer, Object.fromEntries(Object.keys(change).map((name) => [`/${name}`, 'rule.frozen'])))
        assert.match(detailAt(answer, '/target'), /reden \(de kop X-Audit-Toelichting/)
        const english = await server.patch(`/v1/goals/${id}`, { target: 150 }, { headers: { 'Accept-Language': 'en' } })
        assert.match(detailAt(english, '/target'), /gives a reason \(the header X-Audit-Toelichting/)
        assert.deepEqual((await server.get(`/v1/goals/${id}`)).json, was)
        const done = await patch(`goals/${id}`, change, why('Raadsbesluit van 12 september'))
        assert.deepEqual([done.target, done.statement], [150, 'Anders'])
    })

    test('needs none for the rest, for the same again, or before it is frozen', async () => {
        const id = await frozen()
        await patch(`goals/${id}`, { owner: 'Onderwijs', ...whole })
        await patch(`goals/${id}`, { milestones: [{ dueOn: '2021-06-01', value: 120 }] })
        await patch(`goals/${await goal()}`, { target: 150 })
    })

    test('is told with whatever else is wrong', async () => {
        assertFaults(await server.patch(`/v1/goals/${await frozen()}`, { target: 150, programme: null, baseline: null }),
            { '/target': 'rule.frozen', '/baseline': 'rule.frozen', '/baselineOn': 'rule.alone' })
    })

    test('is refused by the database itself, which names the field', async () => {
        const id = await frozen()
        const update = (set) => server.sql(`UPDATE goal SET ${set} WHERE id = '${id}'`)
        for (const set of ['target = 1', "statement = 'x'", 'baseline = NULL, baseline_on = NULL', "deadline_bound = 'notAfter'"])
            await assert.rejects(update(set), /frozen/)
        await update("owner = 'Onderwijs', target = 200.0")
        await server.sql(`BEGIN; SET LOCAL proeftuin.reason = 'Hersteld'; UPDATE goal SET target = 150 WHERE id = '${id}'; COMMIT`)
        assert.equal((await server.get(`/v1/goals/${id}`)).json.target, 150)
    })
})

describe('an import', () => {
    async function load(files, ...args) {
        const directory = mkdtempSync('/tmp/proeftuin-frozen-')
        for (const [name, text] of Object.entries(files)) writeFileSync(`${directory}/${name}`, text)
        const result = await command(server.database, 'import', ...args, directory)
        rmSync(directory, { recursive: true })
        return result
    }

    test('of another target needs a reason, for which there is an argument', async () => {
        const id = await goal({ reference: 'import-1' })
        await measure(id)
        const files = { 'goals.csv': `municipality,reference,target\n${municipality},import-1,175\n` }
        const refused = await load(files)
        assert.equal(refused.status, 1)
        assert.match(refused.stderr, /goals\.csv:2: target: .*reden/)
        assert.equal((await server.get(`/v1/goals/${id}`)).json.target, 200)
        const done = await load(files, '--reason', 'Begroting 2022')
        assert.equal(done.status, 0, done.stderr)
        const { results: [{ reason, changes, actor }] } = await drift(id)
        assert.deepEqual([reason, actor, changes], ['Begroting 2022', 'system:import', { target: { old: 200, new: 175 } }])
        assert.equal((await load(files)).status, 0, 'the same again needs none')
    })

    test('freezes the goals that it measures, and those alone', async () => {
        const done = await load({
            'goals.csv': `municipality,reference,pilot,statement,baseline,baselineOn\n${['before', 'behind'].map((name) => `${municipality},import-${name},${pilot},Koppels,100,2021-01-01`).join('\n')}\n`,
            'measurements.csv': `municipality,reference,goalReference,measuredOn,value\n${municipality},m-1,import-before,2021-01-01,100\n${municipality},m-2,import-behind,2021-02-01,110\n`,
        })
        assert.equal(done.status, 0, done.stderr)
        const [early, late] = (await server.get(`/v1/goals?reference=import-before,import-behind&sort=reference&municipality=${municipality}`)).json.results
        assert.equal(early.frozenAt, null)
        assert.notEqual(late.frozenAt, null)
    })

    test('takes no reason that says nothing, or a citizen service number', async () => {
        for (const reason of ['', ' ', 'x'.repeat(501), 'voor BSN 111222333']) {
            const result = await load({ 'goals.csv': 'municipality,reference\n' }, '--reason', reason)
            assert.equal(result.status, 2, reason)
            assert.match(result.stderr, /^--reason: /)
        }
    })
})

describe('drift', () => {
    test('is what was changed since the goal was frozen, with the progress before it', async () => {
        const id = await goal()
        await patch(`goals/${id}`, { target: 210 })
        await patch(`goals/${id}`, { target: 200 })
        assert.deepEqual(await drift(id), { frozenAt: null, results: [], next: null })
        const measured = await measure(id, { value: 120 })
        await patch(`goals/${id}`, { owner: 'Onderwijs' })
        await patch(`goals/${id}`, { target: 150, statement: 'Van 100 naar 150 koppels' }, { headers: { 'X-Audit-Toelichting': 'Te hoog gegrepen', 'X-Request-Id': 'drift-1' } })
        await patch(`goals/${id}`, { milestones: [{ dueOn: '2021-06-01', value: 110 }] })
        await patch(`goals/${id}`, { deadlineDate: '2023-01-01' }, why('Een jaar later'))

        const answer = await drift(id)
        assert.equal(answer.frozenAt, await frozenAt(id))
        const [later, path, lowered, ...rest] = answer.results
        assert.deepEqual(rest, [])
        assert.deepEqual(lowered.changes, { statement: { old: 'Van 100 naar 200 koppels', new: 'Van 100 naar 150 koppels' }, target: { old: 200, new: 150 } })
        assert.deepEqual([lowered.reason, lowered.request, lowered.change], ['Te hoog gegrepen', 'drift-1', 'update'])
        assert.equal(typeof lowered.actor, 'string')
        assert.ok(lowered.at > answer.frozenAt && lowered.at < later.at)
        // 0.2 of the way on day 182 of 365.
        assert.equal(lowered.underThreshold, true)
        assert.deepEqual([lowered.progressBefore.progress, lowered.progressBefore.ratio, lowered.progressBefore.actual.measurements], [0.2, 0.4011, [measured]])
        assert.equal(lowered.progressBefore.target, 200, 'of the goal as it was')
        // 0.4 against 0.4986.
        assert.deepEqual(path.changes, { milestones: { old: [], new: [{ dueOn: '2021-06-01', value: 110 }] } })
        assert.deepEqual([path.reason, path.underThreshold, path.progressBefore.ratio], [null, false, 0.8022])
        // Of the path over the milestone: 110 on day 151, and 116 more on 31 of 214 days of the way to 150.
        assert.deepEqual(later.changes, { deadlineDate: { old: '2022-01-01', new: '2023-01-01' } })
        assert.equal(later.progressBefore.path, 'milestones')
        assert.equal(later.progressBefore.expected, 115.7944)
        assert.equal(later.underThreshold, false)
    })

    test('knows no measurement that came later', async () => {
        const id = await goal()
        await measure(id, { value: 110, measuredOn: '2021-03-01' })
        await patch(`goals/${id}`, { target: 180 }, why('Minder'))
        await measure(id, { value: 190 })
        const { results: [entry] } = await drift(id)
        assert.deepEqual([entry.progressBefore.actual.value, entry.underThreshold], [110, true])
    })

    test('says null where there was no ratio', async () => {
        const id = await goal({ baseline: null, baselineOn: null })
        await measure(id)
        await patch(`goals/${id}`, { target: 180 }, why('Minder'))
        const { results: [entry] } = await drift(id)
        assert.deepEqual([entry.underThreshold, entry.progressBefore.state, entry.progressBefore.reasons[0].code], [null, 'notEstablished', 'noBaseline'])
    })

    test('comes in pages', async () => {
        const id = await goal()
        await measure(id)
        for (let target = 201; target <= 205; target++) await patch(`goals/${id}`, { target }, why(`Naar ${target}`))
        const seen = []
        for (let query = '?limit=2', pages = 0; query; pages++) {
            assert.ok(pages < 4)
            const { results, next } = await drift(id, server, query)
            seen.push(...results.map(({ changes }) => changes.target.new))
            query = next && new URL(next, server.url).search
            assert.ok(!next || new URL(next, server.url).pathname === `/v1/goals/${id}/drift`)
        }
        assert.deepEqual(seen, [205, 204, 203, 202, 201])
        assertFaults(await server.get(`/v1/goals/${id}/drift?asOf=2020-01-01&limit=0`), { asOf: 'parameter.unknown', limit: 'number.tooSmall' }, 'query')
        for (const key of ['01900000-0000-7000-8000-000000000000', 'x']) assertProblem(await server.get(`/v1/goals/${key}/drift`), 404, 'notFound')
    })

    test('tells others what was changed, but not by whom and why, and nothing of what was not public', async () => {
        const hidden = await add('pilots', { title: 'Intern', kind: 'pilot' })
        const id = await goal({ pilot: hidden })
        await measure(id)
        await patch(`goals/${id}`, { target: 111 }, why('Geheim besluit'))
        await patch(`goals/${id}`, { target: 155 }, why('Ander geheim besluit'))
        assertProblem(await stranger.get(`/v1/goals/${id}/drift`), 404, 'notFound')
        await patch(`pilots/${hidden}`, { public: true })
        await patch(`goals/${id}`, { target: 222 }, why('Openbaar besluit'))
        const other = await stranger.get(`/v1/goals/${id}/drift`)
        assert.doesNotMatch(other.text, /111,|"target":200|besluit/)
        const [shown, published, ...rest] = other.json.results
        assert.deepEqual(rest, [])
        assert.deepEqual([shown.changes, shown.actor, shown.request, shown.reason], [{ target: { old: 155, new: 222 } }, null, null, null])
        assert.deepEqual([published.changes, published.progressBefore, published.underThreshold], [null, null, null], 'what it was before, nobody is told')
        assert.deepEqual((await drift(id)).results.map(({ changes, reason }) => [changes.target.new, reason]), [[222, 'Openbaar besluit'], [155, 'Ander geheim besluit'], [111, 'Geheim besluit']])
        const logged = (await stranger.get(`/v1/goals/${id}/history`)).json.results
        assert.deepEqual(logged[0].changes, shown.changes, 'as the history has it')
    })

    test('withholds the progress that small counts would tell', async () => {
        const indicator = await add('indicators', { name: 'Cliënten', measure: 'count', unit: 'cliënten', public: true })
        const id = await goal({ indicator, baseline: 20, target: 2 })
        await measure(id, { value: 3 })
        await patch(`goals/${id}`, { target: 1 }, why('Lager'))
        const [own] = (await drift(id)).results, [other] = (await drift(id, stranger)).results
        assert.deepEqual([own.progressBefore.actual.value, own.underThreshold], [3, false])
        assert.deepEqual([other.progressBefore.actual.value, other.progressBefore.ratio, other.underThreshold], [null, null, null])
        assert.deepEqual(other.progressBefore.reasons.filter(({ blocks }) => blocks).map(({ code }) => code), ['stale', 'withheld'])
    })

    test('keeps an entry of which the content was erased by law', async () => {
        const id = await goal()
        await measure(id)
        await patch(`goals/${id}`, { statement: 'Van 100 naar 200 koppels in het huis van mevrouw' }, why('Verduidelijkt'))
        await patch(`goals/${id}`, { statement: whole.statement }, why('Hersteld'))
        assert.equal((await command(server.database, 'audit', 'erase', '--reason', 'AVG art. 17', 'goals', id)).status, 0)
        const answer = await server.get(`/v1/goals/${id}/drift`)
        assert.doesNotMatch(answer.text, /mevrouw/)
        assert.equal(answer.json.results.length, 2)
        for (const { changes, progressBefore, underThreshold } of answer.json.results)
            assert.deepEqual([changes, progressBefore, underThreshold], [null, null, null])
    })
})

describe('a change and the first measurement at once', () => {
    /** A transaction that stays open until it is told to end. */
    function transaction(text) {
        const child = spawn('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-U', 'proeftuin', '-d', server.database], { stdio: ['pipe', 'pipe', 'pipe'] })
        const ended = new Promise((resolve) => child.on('close', resolve))
        const started = new Promise((resolve) => child.stdout.on('data', (data) => String(data).includes('begun') && resolve()))
        child.stdin.write(`BEGIN; ${text}; SELECT 'begun';\n`)
        return { started, end: (how = 'COMMIT') => (child.stdin.end(`${how};\n`), ended) }
    }
    const waiting = async () => {
        for (;;) {
            const [{ count }] = await server.sql(`SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()`)
            if (count !== '0') return
        }
    }
    const measurement = (id, day) => `INSERT INTO measurement (id, municipality, goal_id, measured_on, value)
        VALUES (gen_random_uuid(), '${municipality}', '${id}', '${day}', 120)`

    test('the measurement first: the change waits, and then needs a reason', async () => {
        const id = await goal()
        const first = transaction(measurement(id, '2021-07-02'))
        await first.started
        const change = server.patch(`/v1/goals/${id}`, { target: 150 })
        await waiting()
        assert.equal(await first.end(), 0)
        assertFaults(await change, { '/target': 'rule.frozen' })
        assert.deepEqual((await drift(id)).results, [])
    })

    test('the change first: the measurement waits, and freezes what has become of the goal', async () => {
        const id = await goal()
        const first = transaction(`UPDATE goal SET target = 150, version = version + 1 WHERE id = '${id}'`)
        await first.started
        const measured = server.post('/v1/measurements', { municipality, goal: id, value: 120, measuredOn: '2021-07-02' })
        await waiting()
        assert.equal(await first.end(), 0)
        assert.equal((await measured).status, 201)
        assert.ok(await isFrozen(id))
        assert.deepEqual((await drift(id)).results, [])
    })

    test('a measurement that does not freeze, and a baseline that moves before it: whichever is first, the goal is frozen', async () => {
        const id = await goal(), other = await goal()
        const first = transaction(measurement(id, '2020-06-01'))
        await first.started
        const moved = server.patch(`/v1/goals/${id}`, { baselineOn: '2020-01-01' })
        await waiting()
        assert.equal(await first.end(), 0)
        assert.equal((await moved).status, 200)
        assert.ok(await isFrozen(id))

        const second = transaction(`UPDATE goal SET baseline_on = '2020-01-01', version = version + 1 WHERE id = '${other}'`)
        await second.started
        const measured = server.post('/v1/measurements', { municipality, goal: other, value: 120, measuredOn: '2020-06-01' })
        await waiting()
        assert.equal(await second.end(), 0)
        assert.equal((await measured).status, 201)
        assert.ok(await isFrozen(other))
    })
})
