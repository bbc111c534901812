// Every kind of request, again and again, with the n-th allocation failing, until none is left to fail. The answer is
// the usual one, or an honest 500 or 503, or the connection is closed; never is it another one, or half of one. And
// what a write says of what it stored is true.
//
// Where all memory is gone, n grows in strides, to be done in time; with PROEFTUIN_TEST_ALL=1 it takes every n there too.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { key as usualKey } from '../support/keys.mjs'
import { recovered, startWithoutMemory, tryRequest } from './memory.mjs'

const everyOne = Boolean(process.env.PROEFTUIN_TEST_ALL)
const nextAfter = (n, onward) => n + (everyOne || !onward ? 1 : Math.max(1, Math.floor(n / 10)))

let server, pilot, other, area, goal, evaluation, changed, next, since, older, etag
before(async () => {
    server = await startWithoutMemory()
    const { json } = await server.get('/v1/pilots?municipality=gm1509&limit=2&sort=reference')
    ;[pilot, other] = json.results
    next = json.next
    area = (await server.get('/v1/areas?limit=1')).json.results[0]
    since = (await lastPage('/v1/changes?municipality=gm1509&limit=1000')).next
    // What is behind that cursor: rows with parts, changed and gone.
    const made = await server.post('/v1/pilots', { municipality: 'gm1509', title: 'Taalmaatjes', kind: 'pilot', laws: ['wmo2015'],
        links: [{ linkedPilot: pilot.id, relation: 'continues' }] })
    assert.equal(made.status, 201, made.text)
    for (const title of ['Taalhelden', 'Taalvrienden']) {
        const { status, text } = await server.patch(`/v1/pilots/${made.json.id}`, { title }, { headers: { 'X-Audit-Toelichting': 'Andere naam' } })
        assert.equal(status, 200, text)
    }
    const gone = (await server.post('/v1/areas', { municipality: 'gm1509', name: 'Weg', kind: 'village' })).json
    assert.equal((await server.del(`/v1/areas/${gone.id}`)).status, 204)
    older = (await lastPage(`/v1/pilots/${made.json.id}/history?limit=1`)).next
    goal = (await server.post('/v1/goals', { municipality: 'gm1509', pilot: made.json.id, statement: 'Minder eenzame ouderen in 2020.',
        baseline: 40, baselineOn: '2018-01-01', target: 30, milestones: [{ dueOn: '2019-01-01', value: 36 }], deadlineDate: '2020-01-01', deadlinePrecision: 'year' })).json
    assert.ok(goal.id, JSON.stringify(goal))
    for (const row of [{ measuredOn: '2019-03-01', value: 35 }, { measuredOn: '2019-06-01', value: 33, qualifier: 'atMost' }]) {
        const measured = await server.post('/v1/measurements', { municipality: 'gm1509', goal: goal.id, ...row })
        assert.equal(measured.status, 201, measured.text)
    }
    const moved = await server.patch(`/v1/goals/${goal.id}`, { target: 32 }, { headers: { 'X-Audit-Toelichting': 'Te hoog gegrepen' } })
    assert.equal(moved.status, 200, moved.text)
    evaluation = (await server.post('/v1/evaluations', { municipality: 'gm1509', pilot: made.json.id, title: 'Eind', kind: 'final', figures })).json
    assert.ok(evaluation.id, JSON.stringify(evaluation))
    changed = made.json
})
after(async () => {
    server.agent.destroy()
    try {
        await server.stop()
    } finally {
        server.close()
    }
})

/** Figures of two outcomes, of both kinds. */
const figures = [
    { outcome: 'Werk', studyGroup: 'participants', moment: 'before', kind: 'proportion', counted: 20, sampleSize: 70 },
    { outcome: 'Werk', studyGroup: 'participants', moment: 'after', kind: 'proportion', counted: 56, sampleSize: 70, paired: 'yes', bothCount: 18 },
    { outcome: 'Cijfer', studyGroup: 'participants', moment: 'after', kind: 'mean', mean: 7.25, standardDeviation: 1.5, sampleSize: 25 },
    { outcome: 'Cijfer', studyGroup: 'comparison', moment: 'after', kind: 'mean', mean: 6.5, standardDeviation: 1.25, sampleSize: 40 },
]

/** The last page of the change feed, or the first of a history. */
async function lastPage(path) {
    const { status, json, text } = await server.get(path)
    assert.equal(status, 200, text)
    return json.more ? lastPage(json.next) : json
}

const codeOf = ({ text }) => (text ? JSON.parse(text).code : undefined)

/** Lets the n-th allocation of a request fail. Returns the answer and whether anything did fail. */
async function withoutMemory(n, onward, request) {
    server.control.write(n, onward ? 1 : 0)
    // Who has no memory at all can't even say so: after a while there is some again.
    let failed = false
    const relieve = () => ((failed ||= server.control.failed > 0), server.control.write(0, 0))
    const timer = setTimeout(relieve, 500)
    try {
        const answer = await tryRequest(server, request)
        relieve()
        return { answer, failed }
    } finally {
        clearTimeout(timer)
        server.control.write(0, 0)
    }
}

/** What an answer says, without what is another each time: from where the change feed goes on, and what was counted. */
const contentOf = (text) => text.replace(/"next":"[^"]*since=[^"]*"/, '"next":"..."').replace(/^(proeftuin|process)_.*\n/gm, '')

/** Whether an answer may stand for the usual one. */
function demandHonest(answer, usual, what) {
    if (answer.status === usual.status) {
        if (answer.status < 300) assert.ok(contentOf(answer.text) === contentOf(usual.text), `${what}: another answer: ${answer.text}`)
        else assert.doesNotMatch(answer.text, /"detail":""/, what) // though it may have no text at all
        return
    }
    assert.ok([0, 500, 503].includes(answer.status), `${what}: ${answer.status} ${answer.text}`)
    if (answer.text) assert.match(codeOf(answer), /^(internal|unavailable|unknownOutcome)$/, what)
}

/** Calls `once(n)` with growing n until nothing failed. */
async function untilNothingFails(onward, once) {
    for (let n = 1; n < 100_000; n = nextAfter(n, onward)) {
        if (!(await once(n))) return n
        await recovered(server)
    }
    assert.fail('allocations without end')
}

for (const onward of [false, true])
    describe(onward ? 'all memory gone from the n-th allocation on' : 'the n-th allocation fails', () => {
        const reads = {
            'a list': () => ({ path: '/v1/pilots?limit=5' }),
            'a list with everything': () => ({
                path: '/v1/pilots?limit=3&sort=-startDate,title&count=true&asOf=2018-09-12&kind=experiment,pilot,project'
                    + '&startDateFrom=2010-01-01&fields=title,links,status,document&expand=document,decisions',
            }),
            'one row with its parts': () => ({ path: `/v1/pilots/${pilot.id}` }),
            'one row with what belongs to it': () => ({
                path: `/v1/pilots/${pilot.id}?expand=document,decisions,progressReports,municipality`,
            }),
            'a later page': () => ({ path: next }),
            'a row that the client has already': () => ({
                path: `/v1/pilots/${pilot.id}`, headers: { 'If-None-Match': etag },
            }),
            'findings of a pilot': () => ({ path: `/v1/pilots/${pilot.id}/findings` }),
            'findings of a municipality': () => ({ path: '/v1/findings?municipality=gm1509&asOf=2018-09-12' }),
            'the readiness of a pilot': () => ({ path: `/v1/pilots/${changed.id}/readiness?asOf=2018-09-12` }),
            'a search in a list': () => ({ path: '/v1/pilots?search=ouderen&limit=5' }),
            'a search in everything': () => ({ path: '/v1/search?q=ouderen&limit=20' }),
            'pilots like a pilot': () => ({ path: `/v1/pilots/${pilot.id}/similar` }),
            'the history of a row': () => ({ path: `/v1/pilots/${changed.id}/history` }),
            'a later page of a history': () => ({ path: older }),
            'a row as it was': () => ({ path: `/v1/pilots/${changed.id}?version=1` }),
            'what has changed': () => ({ path: since }),
            'what has changed of some resources': () => ({ path: '/v1/changes?resource=pilots,areas&municipality=gm1509&limit=3' }),
            'who I am': () => ({ path: '/v1/me' }),
            'keys': () => ({ path: '/v1/api-keys?fields=label,roles,everywhere,municipalities,revokedAt' }),
            'one key': () => ({ path: '/v1/api-keys/01900000-0000-7000-8000-000000000001?fields=label,roles' }),
            'nobody': () => ({ path: `/v1/pilots/${pilot.id}`, headers: { Authorization: '' } }),
            'a key that is none': () => ({ path: '/v1/pilots', headers: { Authorization: `Bearer ${usualKey.slice(0, -1)}0` } }),
            'the check of a goal': () => ({ path: `/v1/goals/${goal.id}/smart-check?asOf=2018-09-12` }),
            'the progress of a goal': () => ({ path: `/v1/goals/${goal.id}/progress?asOf=2021-12-31` }),
            'the drift of a goal': () => ({ path: `/v1/goals/${goal.id}/drift` }),
            'the check of a goal that is not stored': () => ({
                method: 'POST', path: '/v1/smart-checks?asOf=2018-09-12',
                body: { statement: 'Het aantal ouderen dat eenzaam is daalt van 40 % in 2018 naar 30 % in 2020.', owner: 'Zorg' },
            }),
            'a check of nothing': () => ({ method: 'POST', path: '/v1/smart-checks', body: { baseline: 'x' } }),
            'the effects of an evaluation': () => ({ path: `/v1/evaluations/${evaluation.id}/effects?confidence=90` }),
            'effects of figures that are not stored': () => ({ method: 'POST', path: '/v1/effects', body: { assignment: 'random', figures } }),
            'effects of nothing': () => ({ method: 'POST', path: '/v1/effects', body: { figures: [figures[0], figures[0], { mean: 'x' }] } }),
            'an export as CSV': () => ({ path: '/v1/pilots?municipality=gm1509&separator=semicolon', headers: { Accept: 'text/csv' } }),
            'an export of parts': () => ({ path: '/v1/pilots?municipality=gm1509&part=links', headers: { Accept: 'text/csv' } }),
            'an export as NDJSON': () => ({
                path: '/v1/pilots?municipality=gm1509&fields=title,status,links', headers: { Accept: 'application/x-ndjson' },
            }),
            'an export with filters that are wrong': () => ({ path: '/v1/pilots?part=x&separator=y', headers: { Accept: 'text/csv' } }),
            'metrics': () => ({ path: '/metrics' }),
            'health': () => ({ path: '/health/live' }),
            'readiness': () => ({ path: '/health/ready' }),
            'the index': () => ({ path: '/v1' }),
            'no such address': () => ({ path: '/nothing' }),
            'no such row': () => ({ path: '/v1/pilots/01900000-0000-7000-8000-000000000000' }),
            'a method that is none here': () => ({ method: 'PUT', path: '/v1/pilots' }),
            'what a path takes': () => ({ method: 'OPTIONS', path: '/v1/pilots' }),
            'parameters that are wrong': () => ({ path: '/v1/pilots?limit=0&sort=x&nothing=1&asOf=2018-02-30' }),
            'HEAD of a list': () => ({ method: 'HEAD', path: '/v1/pilots?limit=5' }),
            'JSON that is none': () => ({ method: 'POST', path: '/v1/pilots', body: '{"title":' }),
            'a body with faults': () => ({
                method: 'POST', path: '/v1/pilots',
                body: { municipality: 'gm1509', title: '', kind: 'x', laws: ['wmo2015', 'wmo2015'], links: [{}], y: 1 },
            }),
            'references to nothing': () => ({
                method: 'POST', path: '/v1/decisions',
                body: { municipality: 'gm1509', kind: 'stop', stage: 'proposed', body: 'council', pilotReference: '?' },
            }),
            'another media type': () => ({
                method: 'PATCH', path: `/v1/pilots/${pilot.id}`, body: 'x', headers: { 'Content-Type': 'text/plain' },
            }),
            'a precondition that fails': () => ({
                method: 'PATCH', path: `/v1/pilots/${pilot.id}`, body: { title: 'x' }, headers: { 'If-Match': '"99.x"' },
            }),
            'a row that others point to': () => ({ method: 'DELETE', path: `/v1/pilots/${pilot.id}` }),
        }
        for (const [name, make] of Object.entries(reads))
            test(name, async () => {
                await recovered(server)
                etag = (await server.get(`/v1/pilots/${pilot.id}`)).headers.etag
                const request = make()
                const usual = await tryRequest(server, request)
                assert.ok(![0, 500, 503].includes(usual.status), `${name}: ${usual.status}`)
                await untilNothingFails(onward, async (n) => {
                    const { answer, failed } = await withoutMemory(n, onward, request)
                    demandHonest(answer, failed ? usual : { ...usual, text: answer.text }, `${name}, ${n}`)
                    return failed
                })
            })

        /** Whether an answer to a write leaves open what became of it. */
        const leavesOpen = (answer) => answer.status === 0 || !answer.text || codeOf(answer) === 'unknownOutcome'

        /** What the database has must be all of what was asked or nothing, and what the answer says. */
        function demandTruth(answer, success, { stored, whole }, what) {
            const said = `${what}: ${answer.status} ${answer.text}`
            if (stored) assert.ok(whole, `${said}: half of it was stored`)
            if (answer.status === success) assert.ok(stored, `${said}: nothing was stored`)
            else if (!leavesOpen(answer)) assert.ok(!stored, `${said}: it was stored`)
            if (answer.status !== success)
                assert.ok([0, 500, 503].includes(answer.status), said)
        }

        let series = 0
        const one = (path) => server.get(path).then(({ json }) => json)

        test('a new row with parts', async () => {
            const prefix = `new ${++series} ${onward}`
            await untilNothingFails(onward, async (n) => {
                const reference = `${prefix} ${n}`
                const links = [{ linkedPilotReference: pilot.reference, relation: 'continues' },
                    { linkedPilot: other.id, relation: 'partOf' }]
                const body = {
                    municipality: 'gm1509', reference, title: 'Nieuw', kind: 'pilot', laws: ['wmo2015', 'youthAct'],
                    startDate: '2018-01-01', startPrecision: 'year', summary: 'een\ntwee', areas: [{ area: area.id }], links,
                }
                const { answer, failed } = await withoutMemory(n, onward, { method: 'POST', path: '/v1/pilots', body })
                await recovered(server)
                const { results: [row] } = await one(`/v1/pilots?reference=${encodeURIComponent(reference)}&fields=title,`
                    + 'laws,startDate,startPrecision,summary,areas,links')
                const whole = row?.laws?.length === 2 && row.links.length === 2 && row.areas.length === 1
                    && row.startPrecision === 'year' && row.summary === body.summary
                demandTruth(answer, 201, { stored: Boolean(row), whole }, `create, ${n}`)
                return failed
            })
        })

        test('a new row, sent again until it is known', async () => {
            await untilNothingFails(onward, async (n) => {
                const body = { municipality: 'gm1509', reference: `once ${n} ${onward}`, name: 'Kern', kind: 'village' }
                const headers = { 'Idempotency-Key': `once-${n}-${onward}` }
                const request = { method: 'POST', path: '/v1/areas', body, headers }
                const { answer, failed } = await withoutMemory(n, onward, request)
                assert.ok([201, 0, 500, 503].includes(answer.status), `${n}: ${answer.status} ${answer.text}`)
                await recovered(server)
                const again = await tryRequest(server, request)
                assert.equal(again.status, 201, again.text)
                const rows = await one(`/v1/areas?reference=${encodeURIComponent(body.reference)}`)
                assert.equal(rows.results.length, 1, `${n}: stored ${rows.results.length} times`)
                return failed
            })
        })

        test('a change with parts', async () => {
            await untilNothingFails(onward, async (n) => {
                const title = `Anders ${n} ${onward}`
                const links = [{ linkedPilotReference: other.reference, relation: 'continues' }]
                const body = { title, links: n % 2 ? links : [], domains: ['youth', 'wmo'].slice(n % 2) }
                const headers = { 'X-Audit-Toelichting': `Reden ${n}` }
                const request = { method: 'PATCH', path: `/v1/pilots/${pilot.id}`, body, headers }
                const { answer, failed } = await withoutMemory(n, onward, request)
                await recovered(server)
                const row = await one(`/v1/pilots/${pilot.id}?fields=title,links,domains`)
                const whole = row.links.length === body.links.length && row.domains?.length === body.domains.length
                demandTruth(answer, 200, { stored: row.title === title, whole }, `change, ${n}`)
                return failed
            })
        })

        test('a new key', async () => {
            await untilNothingFails(onward, async (n) => {
                const label = `sleutel ${n} ${onward}`
                const body = { label, roles: ['reader'], everywhere: false, municipalities: ['gm1509'] }
                const { answer, failed } = await withoutMemory(n, onward, { method: 'POST', path: '/v1/api-keys', body })
                await recovered(server)
                const { results: [row] } = await one(`/v1/api-keys?label=${encodeURIComponent(label)}`)
                demandTruth(answer, 201, { stored: Boolean(row), whole: row?.municipalities?.[0] === 'gm1509' }, `key, ${n}`)
                if (answer.status === 201) {
                    const { status, text } = await server.get('/v1/me', { headers: { Authorization: `Bearer ${JSON.parse(answer.text).key}` } })
                    assert.equal(status, 200, `key, ${n}: ${text}`)
                }
                return failed
            })
        })

        test('a key that is revoked', async () => {
            let row
            await untilNothingFails(onward, async (n) => {
                row ??= (await server.post('/v1/api-keys', { label: 'tijdelijk', roles: ['reader'], everywhere: true })).json
                const path = `/v1/api-keys/${row.id}`
                const { answer, failed } = await withoutMemory(n, onward, { method: 'DELETE', path })
                await recovered(server)
                const { revokedAt } = await one(path)
                demandTruth(answer, 204, { stored: Boolean(revokedAt), whole: true }, `revoke, ${n}`)
                if (revokedAt || leavesOpen(answer)) row = undefined
                return failed
            })
        })

        test('a row that goes', async () => {
            const body = { municipality: 'gm1509', name: 'Tijdelijk', kind: 'village' }
            let row
            await untilNothingFails(onward, async (n) => {
                row ??= (await server.post('/v1/areas', body)).json
                const path = `/v1/areas/${row.id}`
                const { answer, failed } = await withoutMemory(n, onward, { method: 'DELETE', path })
                await recovered(server)
                const gone = (await server.get(path)).status === 404
                demandTruth(answer, 204, { stored: gone, whole: true }, `delete, ${n}`)
                if (gone || leavesOpen(answer)) row = undefined // it may still go
                return failed
            })
        })
    })
