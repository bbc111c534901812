// PATCH: what a change means, and what happens when others change at the same time.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { metricsOf, valueOf } from '../support/metrics.mjs'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { startServer } from '../support/server.mjs'
import { locksAwaited, openSession } from '../support/session.mjs'
import { until } from '../support/until.mjs'

const municipality = 'gm1509'
const nobody = '01930000-0000-7000-8000-000000000000'
let server

before(async () => {
    server = await startServer()
})

after(() => server.stop())

async function created(path, row) {
    const answer = await server.post(`/v1/${path}`, row)
    assert.equal(answer.status, 201, answer.text)
    return { path: `/v1/${path}/${answer.json.id ?? answer.json.code}`, etag: answer.headers.etag, ...answer.json }
}

const pilot = (more) => created('pilots', { municipality, title: 'Proef', kind: 'pilot', ...more })

async function patched(row, change, headers = {}) {
    const answer = await server.patch(row.path, change, { headers })
    assert.equal(answer.status, 200, answer.text)
    return answer.json
}

const refused = async (row, change, faults) => assertFaults(await server.patch(row.path, change), faults)

// ---- What a change means ----

test('what is given changes, null takes away, the rest stays', async () => {
    const row = await pilot({ summary: 'Kort', sourceOrder: 3, laws: ['wmo2015'], startDate: '2018-01-01', startPrecision: 'year' })
    const { path, etag, ...earlier } = row
    const json = await patched(row, { title: 'Anders', summary: null, laws: [], entryCount: 2 })
    assert.deepEqual(json, {
        ...earlier, title: 'Anders', summary: null, laws: null, entryCount: 2, version: 2, updatedAt: json.updatedAt,
    })
    assert.notEqual(json.updatedAt, earlier.updatedAt)
    const read = await server.get(path)
    assert.deepEqual(read.json, json)
    assert.match(read.headers.etag, /^"2\./)
    assert.notEqual(read.headers.etag, etag)
})

test('a change answers with the ETag that a GET then has', async () => {
    const row = await pilot()
    const answer = await server.patch(row.path, { title: 'Anders' })
    assert.equal(answer.headers.etag, (await server.get(row.path)).headers.etag)
})

test('a change that changes nothing counts no version', async () => {
    const area = await created('areas', { municipality, reference: 'nothing', name: 'Ulft', kind: 'village', memberMunicipalities: ['gm1509', 'gm0141'] })
    const document = await created('documents', { municipality, reference: 'nothing', title: 'Memo', kind: 'memo', documentReference: null })
    const other = await pilot({ reference: 'nothing' })
    const row = await pilot({
        laws: ['wmo2015', 'youthAct'], startDate: '2018-01-01', startPrecision: 'year', document: document.id, sourceOrder: 3, public: true,
        areas: [{ area: area.id }], links: [{ linkedPilot: other.id, relation: 'partOf' }, { linkedPilot: other.id, relation: 'continues' }],
    })
    for (const change of [
        {}, { title: 'Proef' }, { summary: null }, { summary: '' }, { laws: ['wmo2015', 'youthAct'] }, { documentReference: 'nothing' },
        { document: document.id, documentReference: 'nothing' }, { sourceOrder: 3, public: true }, { domains: [] },
        { startDate: '2018-01-01', startPrecision: 'year' }, { startBound: 'exact' }, { areas: [{ areaReference: 'nothing' }] },
        { links: [{ linkedPilotReference: 'nothing', relation: 'partOf' }, { linkedPilot: other.id, relation: 'continues' }] },
    ]) {
        const answer = await server.patch(row.path, change)
        assert.equal(answer.status, 200, answer.text)
        assert.equal(answer.json.version, 1, JSON.stringify(change))
        assert.equal(answer.json.updatedAt, row.updatedAt)
        assert.equal(answer.headers.etag, row.etag)
    }
    assert.equal((await patched(area, { memberMunicipalities: ['gm1509', 'gm0141'] })).version, 1)
    const changes = [
        { laws: ['youthAct', 'wmo2015'] }, { links: [{ linkedPilot: other.id, relation: 'continues' }] }, { areas: [] },
        { links: [{ linkedPilot: other.id, relation: 'partOf' }] }, { document: null }, { public: null },
    ]
    for (const [n, change] of changes.entries()) assert.equal((await patched(row, change)).version, n + 2, JSON.stringify(change))
})

test('a change of nothing still asks for the row and for the version that it names', async () => {
    const row = await pilot()
    assertProblem(await server.patch(`/v1/pilots/${nobody}`, {}), 404, 'notFound')
    assertProblem(await server.patch(row.path, {}, { headers: { 'If-Match': '"2.x"' } }), 412, 'preconditionFailed')
    assert.equal((await patched(row, {}, { 'If-Match': row.etag })).version, 1)
})

test('a date that changes without its precision forgets it; a precision by itself must fit the date', async () => {
    const row = await pilot({ startDate: '2018-01-01', startPrecision: 'year', startBound: 'notAfter' })
    const changed = await patched(row, { startDate: '2018-09-12' })
    assert.deepEqual([changed.startDate, changed.startPrecision, changed.startBound], ['2018-09-12', 'day', 'exact'])
    await refused(row, { startPrecision: 'month' }, { '/startDate': 'date.precision' })
    await patched(row, { startDate: '2018-09-01', startPrecision: 'month' })
    assert.equal((await patched(row, { startBound: 'notBefore' })).startPrecision, 'month')
    const gone = await patched(row, { startDate: null })
    assert.deepEqual([gone.startDate, gone.startPrecision, gone.startBound], [null, null, null])
    assert.equal((await patched(row, { startPrecision: 'unknown' })).startBound, 'exact')
    await refused(row, { startDate: '2018-01-01', startPrecision: 'unknown' }, { '/startDate': 'date.unknown' })
})

test('parts are replaced whole; [] and null clear them, silence keeps them', async () => {
    const areas = await Promise.all(['a', 'b', 'c'].map((name) => created('areas', { municipality, reference: `part ${name}`, name, kind: 'village' })))
    const row = await pilot({ areas: areas.slice(0, 2).map(({ id }) => ({ area: id })) })
    const names = async () => (await server.get(row.path)).json.areas.map(({ areaReference }) => areaReference)
    assert.deepEqual(await names(), ['part a', 'part b'])
    await patched(row, { areas: [{ areaReference: 'part c' }, { areaReference: 'part a' }] })
    assert.deepEqual(await names(), ['part c', 'part a'])
    await patched(row, { title: 'Anders' })
    assert.deepEqual(await names(), ['part c', 'part a'])
    for (const nothing of [[], null]) {
        await patched(row, { areas: nothing })
        assert.deepEqual(await names(), [])
        await patched(row, { areas: [{ areaReference: 'part b' }] })
    }
    await refused(row, { areas: [{ areaReference: 'part b' }, { areaReference: 'nowhere' }] }, { '/areas/1/areaReference': 'reference.unknown' })
    assert.deepEqual(await names(), ['part b'])
})

test('a fault in an element is named by its place', async () => {
    const other = await pilot()
    const row = await pilot()
    const link = { linkedPilot: other.id, relation: 'partOf' }
    await refused(row, { links: [link, { ...link, relation: 'continues' }, {}, { ...link, relation: 'likes' }] }, {
        '/links/2/linkedPilot': 'field.required', '/links/2/relation': 'field.required', '/links/3/relation': 'code.unknown',
    })
    await refused(row, { links: [{ linkedPilot: row.id, relation: 'partOf' }] }, { '/links/0/linkedPilot': 'rule.self' })
    await refused(row, { links: [link, link] }, { '/links': 'unique' })
    await refused(row, { links: Array(201).fill(link) }, { '/links': 'list.tooLong' })
    await refused(row, { links: 'none' }, { '/links': 'type' })
})

test('a reference is changed by id or by reference, and taken away by either', async () => {
    const first = await created('documents', { municipality, reference: 'one', title: 'Een', kind: 'memo' })
    const second = await created('documents', { municipality, reference: 'two', title: 'Twee', kind: 'memo' })
    const row = await pilot({ document: first.id })
    const refersTo = async (change) => (({ document, documentReference }) => [document, documentReference])(await patched(row, change))
    assert.deepEqual(await refersTo({ documentReference: 'two' }), [second.id, 'two'])
    assert.deepEqual(await refersTo({ document: first.id }), [first.id, 'one'])
    assert.deepEqual(await refersTo({ documentReference: null }), [null, null])
    assert.deepEqual(await refersTo({ document: second.id, documentReference: 'two' }), [second.id, 'two'])
    assert.deepEqual(await refersTo({ document: null }), [null, null])
    await refused(row, { document: first.id, documentReference: 'two' }, { '/document': 'reference.disagrees' })
    await refused(second, { document: second.id }, { '/document': 'rule.self' })
    await refused(second, { documentReference: 'two' }, { '/document': 'rule.self' })
})

test('what is fixed, read-only, required or unknown is said all at once', async () => {
    const row = await pilot()
    await refused(row, { municipality, id: row.id, version: 1, createdAt: null, status: 'running', title: null, kind: '', nothing: 1 }, {
        '/municipality': 'field.immutable', '/id': 'field.readOnly', '/version': 'field.readOnly', '/createdAt': 'field.readOnly',
        '/status': 'field.readOnly', '/title': 'field.required', '/kind': 'field.required', '/nothing': 'field.unknown',
    })
    const region = await created('municipalities', { code: 'rg-fixed', kind: 'region', name: 'X' })
    await refused(region, { code: 'rg-other' }, { '/code': 'field.immutable' })
    await refused(region, { kind: 'country' }, { '/kind': 'rule' })
})

test('rules look at the row as it will be', async () => {
    const row = await pilot({ startDate: '2018-09-12', endDate: '2019-09-12' })
    await refused(row, { endDate: '2018-01-01' }, { '/endDate': 'date.order' })
    await refused(row, { startDate: '2020-01-01' }, { '/endDate': 'date.order' })
    await patched(row, { startDate: '2020-01-01', endDate: '2021-01-01' })
    const decision = await created('decisions', { municipality, pilot: row.id, kind: 'extend', stage: 'taken', takenDate: '2018-01-01', newEndDate: '2019-01-01' })
    await refused(decision, { takenDate: null }, { '/knownBy': 'rule.needs' })
    await refused(decision, { kind: 'stop' }, { '/newEndDate': 'rule' })
    await patched(decision, { kind: 'stop', newEndDate: null })
    const report = await created('progress-reports', { municipality, pilot: row.id, reportedOn: '2018-01-01', activeYears: [2016, 2017] })
    await refused(report, { coversFrom: 2017 }, { '/activeYears/0': 'number.tooSmall' })
    await patched(report, { coversFrom: 2017, activeYears: [2017] })
})

test('a reference that is taken is refused, its own is not', async () => {
    await pilot({ reference: 'mine' })
    const row = await pilot({ reference: 'yours' })
    await refused(row, { reference: 'mine' }, { '/reference': 'unique' })
    await patched(row, { reference: 'yours', title: 'Anders' })
    await patched(row, { reference: 'ours' })
    await patched(row, { reference: null })
})

test('there is no row to change', async () => {
    for (const path of [`/v1/pilots/${nobody}`, '/v1/pilots/x', '/v1/municipalities/gm0000'])
        assertProblem(await server.patch(path, { title: 'x', ...(path.includes('munici') && { title: undefined, name: 'x' }) }), 404, 'notFound')
    const row = await pilot()
    assertProblem(await server.patch(`/v1/areas/${row.id}`, { name: 'x' }), 404, 'notFound')
    assertProblem(await server.patch('/v1/pilots', {}), 405, 'methodNotAllowed')
    assertFaults(await server.patch(`${row.path}?fields=title`, { title: 'x' }), { fields: 'parameter.unknown' }, 'query')
})

// ---- If-Match ----

test('If-Match names the version: right, among others, any; of a later or an earlier one nothing happens', async () => {
    const row = await pilot()
    const send = (header, title) => server.patch(row.path, { title }, { headers: { 'If-Match': header } })
    assert.equal((await send(row.etag, 'a')).status, 200)
    assertProblem(await send(row.etag, 'b'), 412, 'preconditionFailed')
    assert.equal((await send('"2.0123456789abcdef"', 'c')).status, 200) // the hash is of the form in which it was read
    assert.equal((await send('*', 'd')).status, 200)
    assert.equal((await send('"9.x", "4.x"', 'e')).status, 200)
    assert.equal((await send('"5"', 'f')).status, 200)
    assert.equal((await send('W/"6.x"', 'g')).status, 200) // proxies that compress weaken it; the version still says all
    for (const header of ['"70.x"', '"0.x"', '"x"', '"77"', '"-7.x"', '""']) assertProblem(await send(header, 'h'), 412, 'preconditionFailed')
    for (const header of ['7', '7.x', '"7.x', "'7.x'", 'W/7', '', ',']) {
        const answer = await send(header, 'i')
        if (header === '') assert.ok([200, 400].includes(answer.status))
        else assertFaults(answer, { 'If-Match': 'header.invalid' }, 'header')
    }
    assert.notEqual((await server.get(row.path)).json.title, 'h')
})

// ---- At the same time ----

test('changes of different fields at the same time all survive', async () => {
    const row = await pilot()
    const changes = {
        title: 'a', kind: 'fund', summary: 'b', sourceNumber: 'c', sourceOrder: 4, statedCluster: 'd', entryCount: 5, embeddingOwner: 'e',
        embeddingConditions: 'f', embeddingReplaces: 'g', embeddingFunding: 'no', deviatesFromPolicy: 'no', outsideFrameworks: 'no',
        startDate: '2018-01-01', endDate: '2019-01-01', place: 'h', sourceText: 'i', statedOn: '2018-02-02', public: true, laws: ['awbz'],
    }
    const answers = await Promise.all(Object.entries(changes).map(([name, value]) => server.patch(row.path, { [name]: value })))
    for (const answer of answers) assert.equal(answer.status, 200, answer.text)
    assert.deepEqual(answers.map(({ json }) => json.version).sort((a, b) => a - b), [...Array(20).keys()].map((n) => n + 2))
    const { json } = await server.get(row.path)
    for (const [name, value] of Object.entries(changes)) assert.deepEqual(json[name], value, name)
    assert.equal(json.version, 21)
})

test('with If-Match exactly one of many wins', async () => {
    const row = await pilot()
    for (let version = 1; version <= 5; version++) {
        const send = (n) => server.patch(row.path, { title: `${version} ${n}` }, { headers: { 'If-Match': `"${version}.x"` } })
        const answers = await Promise.all([...Array(10).keys()].map(send))
        assert.equal(answers.filter(({ status }) => status === 200).length, 1)
        for (const answer of answers.filter(({ status }) => status !== 200)) assertProblem(answer, 412, 'preconditionFailed')
    }
    assert.equal((await server.get(row.path)).json.version, 6)
})

test('If-Match: * means any version, also one that comes in between', async () => {
    const row = await pilot()
    const answers = await Promise.all([...Array(10).keys()].map((n) => server.patch(row.path, { title: `t ${n}` }, { headers: { 'If-Match': '*' } })))
    assert.deepEqual(answers.map(({ status }) => status), Array(10).fill(200))
})

test('a row that somebody keeps locked is a conflict after a while; the others are served meanwhile', async (t) => {
    const row = await pilot()
    const other = await pilot()
    const session = openSession(server.database)
    t.after(() => session.close())
    await session.run(`BEGIN; SELECT 1 FROM pilot WHERE id = '${row.id}' FOR UPDATE`)
    let waiting = true
    const held = server.patch(row.path, { title: 'Nu wel' }).finally(() => (waiting = false))
    await locksAwaited(server.database)
    for (let served = 1; served <= 5; served++) {
        assert.equal((await server.get(row.path)).json.version, 1)
        assert.equal((await server.patch(other.path, { sourceOrder: served })).status, 200)
        assert.equal((await server.get('/v1/pilots?limit=1')).status, 200)
    }
    assert.ok(waiting)
    const hasty = await startServer({ database: server.database, env: { PROEFTUIN_DB_LOCK_MS: '50' } })
    t.after(() => hasty.stop())
    assertProblem(await hasty.patch(row.path, { title: 'Vergeefs' }), 409, 'conflict')
    await session.run('ROLLBACK')
    const { status, json } = await held
    assert.deepEqual([status, json.title], [200, 'Nu wel'])
})

test('a lock that is let go in time is waited for, and what it changed is kept', async (t) => {
    const row = await pilot()
    const own = await startServer({ database: server.database, env: { PROEFTUIN_DB_LOCK_MS: '3000', PROEFTUIN_WORKERS: '1' } })
    t.after(() => own.stop())
    const session = openSession(server.database)
    t.after(() => session.close())
    await session.run(`BEGIN; UPDATE pilot SET version = version + 1, summary = 'Van een ander' WHERE id = '${row.id}'`)
    const held = own.patch(row.path, { title: 'Van mij' })
    const retried = async () => valueOf(await metricsOf(own), 'proeftuin_db_queries_total', { lane: 'write', outcome: 'retry' })
    await until(async () => (await retried()) === 1, 'a second attempt')
    await session.run('COMMIT')
    const { status, json } = await held
    assert.equal(status, 200)
    assert.deepEqual([json.title, json.summary, json.version], ['Van mij', 'Van een ander', 3])
})

// ---- What only the database knows ----

test('a row that goes while another comes to point to it: the field is named, nothing of the storage', async (t) => {
    const document = await created('documents', { municipality, reference: 'going', title: 'Weg', kind: 'memo' })
    const row = await pilot()
    for (const write of [
        () => server.patch(row.path, { documentReference: 'going' }),
        () => server.post('/v1/pilots', { municipality, title: 'Laat', kind: 'pilot', document: document.id }),
    ]) {
        const session = openSession(server.database)
        t.after(() => session.close())
        await session.run(`BEGIN; DELETE FROM document WHERE id = '${document.id}'`)
        const held = write()
        await locksAwaited(server.database)
        await session.run('COMMIT')
        const answer = await held
        const { errors } = assertProblem(answer, 400, 'invalidInput')
        assert.deepEqual(errors.map(({ code, detail }) => [code, detail]), [['reference.unknown', 'er is geen document met deze sleutel']])
        assert.match(errors[0].location, /^\/document(Reference)?$/)
        await server.sql(`INSERT INTO document (id, municipality, reference, title, kind) VALUES ('${document.id}', '${municipality}', 'going', 'Weg', 'memo')`)
    }
})

test('a rule of the database that no table has answers with the field and with no name of a constraint', async () => {
    const row = await pilot()
    await server.sql(`ALTER TABLE pilot ADD CONSTRAINT pilot__title__check2 CHECK (title <> 'verboden');
        ALTER TABLE pilot ADD CONSTRAINT pilot__extra CHECK (summary <> 'verboden')`)
    await refused(row, { title: 'verboden' }, { '/title': 'rule' })
    await refused(row, { summary: 'verboden' }, { '': 'rule' })
    await server.sql('ALTER TABLE pilot DROP CONSTRAINT pilot__title__check2, DROP CONSTRAINT pilot__extra')
})
