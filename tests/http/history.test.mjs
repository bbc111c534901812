// Who changed what, when and why: a row's history, its earlier versions, and the reason that a caller gives.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { createRandom, seed } from '../support/random.mjs'
import { createRows } from '../support/rows.mjs'
import { startServer } from '../support/server.mjs'
import { tables } from '../support/tables.mjs'

const municipality = 'gm1509'
let server

before(async () => (server = await startServer()))
after(() => server.stop())

async function add(path, row) {
    const { status, json, text } = await server.post(`/v1/${path}`, { municipality, ...row })
    assert.equal(status, 201, text)
    return json
}
const pilot = (more) => add('pilots', { title: 'Taalmaatjes', kind: 'pilot', ...more })
const patch = async (path, body, headers = {}) => {
    const answer = await server.patch(path, body, { headers })
    assert.equal(answer.status, 200, answer.text)
    return answer.json
}
const history = async (path) => {
    const { status, json, text } = await server.get(`${path}/history`)
    assert.equal(status, 200, text)
    return json.results
}

/** What a version keeps: all but what follows from the day and from other rows. */
const storedOf = (resource, row) => {
    const computed = new Set(resource.fields.filter((field) => field.computed && field.name !== 'withheld').map(({ name }) => name))
    return Object.fromEntries(Object.entries(row).filter(([name]) => !computed.has(name)))
}
const pilots = tables.resources.find(({ path }) => path === 'pilots')

test('each write is an entry, latest first, with what it changed', async () => {
    const other = await pilot({ title: 'Een ander' })
    const { id } = await pilot({ domains: ['youth'] })
    const path = `/v1/pilots/${id}`
    const began = (await server.get(path)).json.createdAt
    await patch(path, { title: 'Taalhelden', domains: ['youth', 'wmo'] }, { 'X-Audit-Toelichting': 'Nieuwe naam', 'X-Request-Id': 'one-2-3' })
    await patch(path, { links: [{ linkedPilot: other.id, relation: 'continues' }], startDate: '2026-01-01' })
    await patch(path, { public: true, domains: null })

    const [published, linked, renamed, made] = await history(path)
    assert.deepEqual([published, linked, renamed, made].map(({ version, change }) => [version, change]), [[4, 'update'], [3, 'update'], [2, 'update'], [1, 'create']])
    assert.deepEqual(renamed.changes, {
        title: { old: 'Taalmaatjes', new: 'Taalhelden' },
        domains: { old: ['youth'], new: ['youth', 'wmo'] },
    })
    assert.equal(renamed.reason, 'Nieuwe naam')
    assert.equal(renamed.request, 'one-2-3')
    assert.equal(typeof renamed.actor, 'string')
    assert.deepEqual(linked.changes, {
        startDate: { old: null, new: '2026-01-01' },
        startPrecision: { old: null, new: 'day' },
        startBound: { old: null, new: 'exact' },
        links: { old: [], new: [{ linkedPilot: other.id, linkedPilotReference: null, relation: 'continues' }] },
    })
    assert.equal(linked.reason, null)
    assert.deepEqual(published.changes, { public: { old: false, new: true }, domains: { old: ['youth', 'wmo'], new: null } })
    assert.deepEqual([published.public, linked.public], [true, false])
    assert.equal(made.at, began)
    assert.equal(made.changes.title.new, 'Taalmaatjes')
    assert.ok(!('id' in made.changes) && !('createdAt' in made.changes))
})

test('a change that changes nothing is no entry', async () => {
    const { id } = await pilot()
    await patch(`/v1/pilots/${id}`, { title: 'Taalmaatjes' })
    assert.equal((await history(`/v1/pilots/${id}`)).length, 1)
})

test('a request that fails leaves no entry', async () => {
    const { id } = await pilot()
    assertFaults(await server.patch(`/v1/pilots/${id}`, { links: [{ linkedPilot: id, relation: 'continues' }] }), { '/links/0/linkedPilot': 'rule.self' })
    const { headers } = await server.get(`/v1/pilots/${id}`)
    await patch(`/v1/pilots/${id}`, { title: 'Eerst' })
    assertProblem(await server.patch(`/v1/pilots/${id}`, { title: 'Te laat' }, { headers: { 'If-Match': headers.etag } }), 412, 'preconditionFailed')
    assert.deepEqual((await history(`/v1/pilots/${id}`)).map(({ version }) => version), [2, 1])
})

test('a row that follows another one has a version and an entry for that', async () => {
    const { id } = await pilot()
    const decision = await add('decisions', { pilot: id, kind: 'start', stage: 'taken', knownBy: '2020-01-01' })
    await patch(`/v1/pilots/${id}`, { public: true })
    const { json } = await server.get(`/v1/decisions/${decision.id}`)
    assert.deepEqual([json.public, json.version], [true, 2])
    const [latest] = await history(`/v1/decisions/${decision.id}`)
    assert.deepEqual([latest.version, latest.changes], [2, { public: { old: false, new: true } }])
})

test('every version of a row of every resource can be read as it was', async () => {
    const random = createRandom()
    const targets = { municipalities: ['gm0141', 'gm0150', municipality].map((code) => ({ id: code, reference: code })) }
    targets['task-fields'] = ['6.1-2025', '6.21-2025', '6.711-2025', '6.91-2025'].map((key) => ({ id: key, reference: key })) // without an end
    const rows = createRows(random, targets, ['gm0141', 'gm0150', municipality])
    for (const resource of tables.resources) {
        const fixed = (n) => (resource.tenant ? { municipality, reference: `${resource.name}-${n}` } : {})
        const path = `/v1/${resource.path}`
        if (resource.tenant) targets[resource.path] = []
        for (let n = 0; n < 6; n++) {
            const { sent } = rows.make(resource.path, fixed(n), { bare: n < 2 })
            const made = await server.post(path, sent)
            assert.equal(made.status, 201, `${made.text} (TEST_SEED=${seed})`)
            const key = made.json[resource.key]
            if (resource.tenant) targets[resource.path].push({ id: key, reference: made.json.reference })
            const versions = [made.json]
            for (let change = 0; change < 2; change++) {
                const { sent } = rows.make(resource.path, fixed(n))
                for (const { name, immutable } of resource.fields) if (immutable) delete sent[name]
                const { status, json } = await server.patch(`${path}/${key}`, sent)
                if (status === 200) versions.push(json)
            }
            for (const version of versions) {
                const { status, json, text } = await server.get(`${path}/${key}?version=${version.version}`)
                assert.equal(status, 200, text)
                assert.deepEqual(json, storedOf(resource, version), `${resource.path} (TEST_SEED=${seed})`)
            }
        }
    }
})

test('a version has an entity tag, and fields choose from it', async () => {
    const { id } = await pilot()
    await patch(`/v1/pilots/${id}`, { title: 'Later' })
    const first = await server.get(`/v1/pilots/${id}?version=1&fields=title,links`)
    assert.deepEqual(first.json, { title: 'Taalmaatjes', links: [] })
    const again = await server.get(`/v1/pilots/${id}?version=1&fields=title,links`, { headers: { 'If-None-Match': first.headers.etag } })
    assert.equal(again.status, 304)
    const { json } = await server.get(`/v1/pilots/${id}?version=2`)
    assert.deepEqual(json, storedOf(pilots, (await server.get(`/v1/pilots/${id}`)).json))
})

test('a row that is gone keeps its history and its versions', async () => {
    const { id } = await pilot({ title: 'Weg ermee', areas: [] })
    const area = await add('areas', { name: 'Dorp', kind: 'village' })
    const withArea = await patch(`/v1/pilots/${id}`, { areas: [{ area: area.id }] })
    assert.equal((await server.del(`/v1/pilots/${id}`, { headers: { 'X-Audit-Toelichting': 'Dubbel ingevoerd' } })).status, 204)
    assert.equal((await server.del(`/v1/areas/${area.id}`)).status, 204)
    assertProblem(await server.get(`/v1/pilots/${id}`), 404, 'notFound')

    const [gone] = await history(`/v1/pilots/${id}`)
    assert.deepEqual([gone.change, gone.version, gone.reason], ['delete', 3, 'Dubbel ingevoerd'])
    assert.deepEqual(gone.changes.title, { old: 'Weg ermee', new: null })
    assert.deepEqual(gone.changes.areas, { old: [{ area: area.id, areaReference: null }], new: [] })
    const { json } = await server.get(`/v1/pilots/${id}?version=2`)
    assert.deepEqual(json.areas, [{ area: area.id, areaReference: null }])
    assert.equal(json.version, withArea.version)
    assertProblem(await server.get(`/v1/pilots/${id}?version=3`), 404, 'notFound')
})

test('pages of a history', async () => {
    const { id } = await pilot()
    for (let n = 2; n <= 7; n++) await patch(`/v1/pilots/${id}`, { title: `Naam ${n}` })
    const seen = []
    for (let path = `/v1/pilots/${id}/history?limit=3`; path; ) {
        const { status, json, text } = await server.get(path)
        assert.equal(status, 200, text)
        assert.ok(json.results.length <= 3)
        seen.push(...json.results.map(({ version }) => version))
        path = json.next
    }
    assert.deepEqual(seen, [7, 6, 5, 4, 3, 2, 1])
})

test('what is wrong with the question', async () => {
    const { id } = await pilot()
    const nobody = '01900000-0000-7000-8000-000000000000'
    assertProblem(await server.get(`/v1/pilots/${nobody}/history`), 404, 'notFound')
    assertProblem(await server.get(`/v1/areas/${id}/history`), 404, 'notFound')
    assertProblem(await server.get(`/v1/pilots/${id}?version=2`), 404, 'notFound')
    assertProblem(await server.get(`/v1/pilots/${nobody}?version=1`), 404, 'notFound')
    const wrong = { 'version=0': 'number.tooSmall', 'version=x': 'type', 'version=99999999999': 'number.tooLarge' }
    for (const [query, code] of Object.entries(wrong)) assertFaults(await server.get(`/v1/pilots/${id}?${query}`), { version: code }, 'query')
    assertFaults(await server.get(`/v1/pilots/${id}?version=1&expand=decisions&asOf=2020-01-01&fields=status`), { expand: 'parameter.together', asOf: 'parameter.together', fields: 'parameter.together' }, 'query')
    assertFaults(await server.get(`/v1/pilots/${id}/history?limit=101&cursor=x&fields=title`), { limit: 'number.tooLarge', cursor: 'cursor.invalid', fields: 'parameter.unknown' }, 'query')
    assertProblem(await server.post(`/v1/pilots/${id}/history`, {}), 405, 'methodNotAllowed')
})

test('reasons, as they are and as RFC 8187 writes them', async () => {
    const { id } = await pilot()
    const path = `/v1/pilots/${id}`
    const utf8 = (text) => Buffer.from(text, 'utf8').toString('latin1')
    // Node.js writes headers as latin1, unless a body that is a string travels with them.
    const bytes = (body) => Buffer.from(JSON.stringify(body))
    const json = { 'Content-Type': 'application/json' }
    const reasons = {
        'Besluit van 12 september': 'Besluit van 12 september',
        '50% van de middelen': '50% van de middelen',
        [utf8('coöperatie €')]: 'coöperatie €',
        "UTF-8''co%C3%B6peratie%20%e2%82%ac": 'coöperatie €',
        "utf-8'nl'besluit%2012": 'besluit 12',
        "UTF-8": 'UTF-8',
        ["UTF-8''" + '%F0%9F%98%80'.repeat(500)]: '😀'.repeat(500),
    }
    let n = 0
    for (const [header, reason] of Object.entries(reasons)) {
        await patch(path, bytes({ title: `Naam ${++n}` }), { ...json, 'X-Audit-Toelichting': header })
        assert.equal((await history(path))[0].reason, reason)
    }
    const wrong = {
        '': 'text.tooShort',
        "UTF-8''": 'text.tooShort',
        "UTF-8''%20%20": 'text.tooShort',
        "UTF-8''caf%C3": 'text.encoding',
        'caf\xe9': 'text.encoding',
        "UTF-8''a%0Ab": 'text.controlCharacter',
        "UTF-8''a b": 'header.invalid',
        "UTF-8''a%2": 'header.invalid',
        "UTF-8''a%00": 'header.invalid',
        [`x${'y'.repeat(500)}`]: 'text.tooLong',
    }
    for (const [header, code] of Object.entries(wrong)) {
        const headers = { ...json, 'X-Audit-Toelichting': header }
        assertFaults(await server.patch(path, bytes({ title: 'Mis' }), { headers }), { 'X-Audit-Toelichting': code }, 'header')
        assertFaults(await server.post('/v1/pilots', bytes({ municipality, title: 'Mis', kind: 'pilot' }), { headers }), { 'X-Audit-Toelichting': code }, 'header')
        assertFaults(await server.del(path, { headers: { 'X-Audit-Toelichting': header } }), { 'X-Audit-Toelichting': code }, 'header')
    }
    assert.equal((await history(path)).length, n + 1)
})

test('who is outside sees what was public, of rows that are, and no names', async (t) => {
    const outside = server.as(null)
    t.after(() => outside.close())
    const { id } = await pilot({ summary: 'Nog binnenskamers' })
    const path = `/v1/pilots/${id}`
    assertProblem(await outside.get(`${path}/history`), 404, 'notFound')
    await patch(path, { public: true, summary: 'Voor iedereen' }, { 'X-Audit-Toelichting': 'Besluit 12' })
    await patch(path, { title: 'Taalhelden' })

    const { json } = await outside.get(`${path}/history`)
    assert.deepEqual(json.results.map(({ version, changes }) => [version, changes]), [[3, { title: { old: 'Taalmaatjes', new: 'Taalhelden' } }], [2, null]])
    for (const entry of json.results) assert.deepEqual([entry.actor, entry.request, entry.reason], [null, null, null])
    assertProblem(await outside.get(`${path}?version=1`), 404, 'notFound')
    assert.equal((await outside.get(`${path}?version=2`)).json.summary, 'Voor iedereen')
    assert.equal((await history(path)).length, 3)

    await patch(path, { public: false, summary: 'Weer binnenskamers' })
    for (const query of ['/history', '?version=3', '?version=4']) assertProblem(await outside.get(`${path}${query}`), 404, 'notFound')
    await patch(path, { public: true })
    const again = (await outside.get(`${path}/history`)).json.results
    assert.deepEqual(again.map(({ version, changes }) => [version, changes === null]), [[5, true], [3, false], [2, true]])
    assertProblem(await outside.get(`${path}?version=4`), 404, 'notFound')
    assert.equal((await server.del(path)).status, 204)
    for (const query of ['/history', '?version=3']) assertProblem(await outside.get(`${path}${query}`), 404, 'notFound')
})

test('municipalities, which belong to nobody, have a history too', async () => {
    const { status, text } = await server.patch('/v1/municipalities/gm0141', { successors: [{ successor: 'gm0150', effectiveFrom: '2040-01-01', kind: 'merge' }] })
    assert.equal(status, 200, text)
    const [latest, first] = await history('/v1/municipalities/gm0141')
    assert.deepEqual(latest.changes, { successors: { old: [], new: [{ successor: 'gm0150', effectiveFrom: '2040-01-01', kind: 'merge' }] } })
    assert.deepEqual([first.change, first.actor], ['baseline', 'system:migration'])
})
