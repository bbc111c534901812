// POST: what is created, and everything that is refused, with the place of each fault.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertFaults, assertProblem, detailAt } from '../support/problems.mjs'
import { createClient, startServer } from '../support/server.mjs'

const municipality = 'gm1509'
const english = { headers: { 'Accept-Language': 'en' } }
const nobody = '01930000-0000-7000-8000-000000000000'
let server
let document
let elsewhere

before(async () => {
    server = await startServer()
    document = await created('documents', { municipality, reference: 'doc', title: 'Memo', kind: 'memo' })
    elsewhere = await created('documents', { municipality: 'gm0141', reference: 'doc', title: 'Memo', kind: 'memo' })
})

after(() => server.stop())

async function created(path, row) {
    const answer = await server.post(`/v1/${path}`, row)
    assert.equal(answer.status, 201, answer.text)
    return answer.json
}

const pilot = (more) => ({ municipality, title: 'Proef', kind: 'pilot', ...more })
const decision = (more) => ({ municipality, kind: 'start', stage: 'proposed', ...more })
const refused = async (path, row, faults) => assertFaults(await server.post(`/v1/${path}`, row), faults)

// ---- What is created ----

test('a new row has an id, version 1, standard values, a Location and an ETag that GET repeats', async () => {
    const answer = await server.post('/v1/pilots', pilot())
    assert.equal(answer.status, 201)
    const { json, headers } = answer
    assert.match(json.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual([json.version, json.public, json.reference, json.domains], [1, false, null, null])
    assert.deepEqual([json.areas, json.links], [[], []])
    assert.deepEqual([json.status, json.statusGroup, json.consentNeeded], ['notEstablished', 'unknown', null])
    assert.match(json.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
    assert.equal(json.updatedAt, json.createdAt)
    assert.match(headers.etag, /^"1\.[0-9a-f]{16}"$/)
    assert.equal(headers.location, `/v1/pilots/${json.id}`)
    const read = await server.get(headers.location)
    assert.deepEqual(read.json, json)
    assert.equal(read.headers.etag, headers.etag)
})

test('the Location begins with the public address when there is one', async (t) => {
    const other = await startServer({ database: server.database, env: { PROEFTUIN_PUBLIC_URL: 'https://register.example/api' } })
    t.after(() => other.stop())
    const { status, headers, json } = await other.post('/v1/pilots', pilot())
    assert.equal(status, 201)
    assert.equal(headers.location, `https://register.example/api/v1/pilots/${json.id}`)
})

test('ids that are made one after the other ascend', async () => {
    const first = await created('areas', { municipality, name: 'A', kind: 'village' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    const second = await created('areas', { municipality, name: 'B', kind: 'village' })
    assert.ok(first.id < second.id)
})

test('a municipality is known by its own code', async () => {
    const region = { code: 'rg-achterhoek', kind: 'region', name: 'Achterhoek', members: ['gm1509', 'gm0222'] }
    const answer = await server.post('/v1/municipalities', region)
    assert.equal(answer.status, 201, answer.text)
    assert.equal(answer.headers.location, '/v1/municipalities/rg-achterhoek')
    assert.deepEqual(answer.json.members, region.members)
    await refused('municipalities', region, { '/code': 'unique' })
})

test('texts lose nothing, an empty text is none', async () => {
    const title = ' «Één» "proef"\\ </script> 😀 ’t + = @ \u2028 '
    const json = await created('pilots', pilot({ title, summary: 'a\n\r\tb', statedCluster: '', place: '0', domains: [] }))
    assert.deepEqual([json.title, json.summary, json.statedCluster, json.place, json.domains], [title, 'a\n\r\tb', null, '0', null])
})

// ---- References ----

test('a reference is given by id, by reference, or by both that agree', async () => {
    for (const way of [{ document: document.id }, { documentReference: 'doc' }, { document: document.id, documentReference: 'doc' }]) {
        const json = await created('pilots', pilot(way))
        assert.deepEqual([json.document, json.documentReference], [document.id, 'doc'])
    }
    const none = await created('pilots', pilot({ document: null, documentReference: null }))
    assert.deepEqual([none.document, none.documentReference], [null, null])
    const half = await created('pilots', pilot({ document: null, documentReference: 'doc' }))
    assert.equal(half.document, document.id)
})

test('a reference that disagrees, is unknown, or is of another municipality is refused at its place', async () => {
    const other = await created('documents', { municipality, reference: 'other', title: 'Brief', kind: 'letter' })
    await refused('pilots', pilot({ document: other.id, documentReference: 'doc' }), { '/document': 'reference.disagrees' })
    await refused('pilots', pilot({ document: nobody }), { '/document': 'reference.unknown' })
    await refused('pilots', pilot({ documentReference: 'nobody' }), { '/documentReference': 'reference.unknown' })
    await refused('pilots', pilot({ document: elsewhere.id }), { '/document': 'reference.unknown' })
    await refused('pilots', pilot({ document: 'no id' }), { '/document': 'type' })
    await refused('pilots', pilot({ document: document.id.toUpperCase() }), { '/document': 'type' })
    await refused('pilots', pilot({ municipality: 'gm9999' }), { '/municipality': 'reference.unknown' })
})

test('references in parts are looked up, and refused by element', async () => {
    const area = await created('areas', { municipality, reference: 'area', name: 'Ulft', kind: 'village' })
    const away = await created('areas', { municipality: 'gm0141', name: 'Almelo', kind: 'municipality' })
    const first = await created('pilots', pilot({ reference: 'first' }))
    const json = await created('pilots', pilot({
        areas: [{ area: area.id }],
        links: [{ linkedPilotReference: 'first', relation: 'partOf' }, { linkedPilot: first.id, relation: 'continues' }],
    }))
    assert.deepEqual(json.areas, [{ area: area.id, areaReference: 'area' }])
    assert.deepEqual(json.links.map(({ linkedPilot, relation }) => [linkedPilot, relation]), [[first.id, 'partOf'], [first.id, 'continues']])
    await refused('pilots', pilot({
        document: nobody,
        areas: [{ area: area.id }, { area: away.id }, { areaReference: 'nowhere' }],
        links: [{ linkedPilot: first.id, linkedPilotReference: 'second', relation: 'partOf' }],
    }), {
        '/document': 'reference.unknown',
        '/areas/1/area': 'reference.unknown',
        '/areas/2/areaReference': 'reference.unknown',
        '/links/0/linkedPilot': 'reference.disagrees',
    })
})

test('every unknown municipality in a list is a fault of that list', async () => {
    await refused('areas', { municipality, name: 'X', kind: 'region', memberMunicipalities: ['gm1509', 'gm9998', 'gm9999'] }, {
        '/memberMunicipalities': 'reference.unknown',
    })
})

test('a sentence says what does not exist, in the language that was asked for', async () => {
    const dutch = await server.post('/v1/pilots', pilot({ document: nobody }))
    assert.equal(detailAt(dutch, '/document'), 'er is geen document met deze sleutel')
    assert.equal(dutch.headers['content-language'], 'nl')
    const answer = await server.post('/v1/decisions', decision({ pilot: nobody }), english)
    assert.equal(detailAt(answer, '/pilot'), 'there is no pilot with this key')
    assert.equal(answer.headers['content-language'], 'en')
})

// ---- One of a kind ----

test('a reference is unique within municipality and resource', async () => {
    await created('pilots', pilot({ reference: 'taken' }))
    await refused('pilots', pilot({ reference: 'taken' }), { '/reference': 'unique' })
    await created('pilots', pilot({ reference: 'Taken' }))
    await created('pilots', pilot({ reference: 'taken', municipality: 'gm0141' }))
    await created('areas', { municipality, reference: 'taken', name: 'A', kind: 'village' })
})

test('of two that take a reference at once, one gets it', async () => {
    for (let round = 0; round < 10; round++) {
        const rows = Array.from({ length: 4 }, () => server.post('/v1/pilots', pilot({ reference: `race ${round}` })))
        const answers = await Promise.all(rows)
        assert.equal(answers.filter(({ status }) => status === 201).length, 1)
        for (const answer of answers.filter(({ status }) => status !== 201)) assertFaults(answer, { '/reference': 'unique' })
    }
})

test('the same element twice in a part is refused', async () => {
    const area = await created('areas', { municipality, name: 'Terborg', kind: 'village' })
    await refused('pilots', pilot({ areas: [{ area: area.id }, { area: area.id }] }), { '/areas': 'unique' })
})

// ---- Faults ----

test('all faults of the fields come at once, in both languages', async () => {
    const row = {
        municipality: 'Almelo', reference: 7, version: 3, id: nobody, title: null, kind: 'tryout', sourceOrder: 0, entryCount: 1.5,
        public: 'yes', statedOn: '2018-02-30', domains: ['youth', 'nonsense', 7], startDate: '2018-03-02', startPrecision: 'month',
        sourceNumber: '123456789012345678901', areas: [{}, 'x', { area: 1, nothing: 1 }], links: {}, frobnicate: true, status: 'running',
    }
    const faults = {
        '/municipality': 'text.pattern', '/reference': 'type', '/version': 'field.readOnly', '/id': 'field.readOnly',
        '/title': 'field.required', '/kind': 'code.unknown', '/sourceOrder': 'number.tooSmall', '/entryCount': 'type', '/public': 'type',
        '/statedOn': 'date.format', '/domains/1': 'code.unknown', '/domains/2': 'type', '/startDate': 'date.precision',
        '/sourceNumber': 'text.tooLong', '/areas/0/area': 'field.required', '/areas/1': 'json.notAnObject', '/areas/2/area': 'type',
        '/areas/2/nothing': 'field.unknown', '/links': 'type', '/frobnicate': 'field.unknown', '/status': 'field.readOnly',
    }
    const dutch = await server.post('/v1/pilots', row)
    assertFaults(dutch, faults)
    assert.equal(detailAt(dutch, '/title'), 'dit veld is verplicht')
    assert.equal(detailAt(dutch, '/domains/1'), "'nonsense' staat niet in de lijst pilots.domains")
    const answer = await server.post('/v1/pilots', row, english)
    assertFaults(answer, faults)
    assert.equal(detailAt(answer, '/startDate'), 'this precision takes the first day of its period: 2018-03-01')
    assert.equal(answer.json.title, 'Invalid input')
})

test('what only the database knows comes at once too, in a second stage', async () => {
    await created('pilots', pilot({ reference: 'second stage' }))
    const row = pilot({ reference: 'second stage', documentReference: 'nobody', links: [{ linkedPilot: nobody, relation: 'partOf' }] })
    await refused('pilots', { ...row, kind: 'nonsense' }, { '/kind': 'code.unknown' })
    await refused('pilots', row, {
        '/reference': 'unique', '/documentReference': 'reference.unknown', '/links/0/linkedPilot': 'reference.unknown',
    })
})

test('an element that has the wrong type does not shift the places of those behind it', async () => {
    await refused('pilots', pilot({ domains: [1, 'youth', 'nonsense', null, 'youth', ['wmo'], 'data'] }), {
        '/domains/0': 'type', '/domains/2': 'code.unknown', '/domains/3': 'type', '/domains/4': 'list.duplicate', '/domains/5': 'type',
    })
})

test('a list may have 50 elements, each once', async () => {
    const years = Array.from({ length: 51 }, (_, n) => 1990 + n)
    const { id } = await created('pilots', pilot())
    const report = { municipality, pilot: id, reportedOn: '2020-01-01' }
    await created('progress-reports', { ...report, activeYears: years.slice(0, 50) })
    await refused('progress-reports', { ...report, activeYears: years }, { '/activeYears': 'list.tooLong' })
    await refused('progress-reports', { ...report, activeYears: [2018, 2019, 2018] }, { '/activeYears/2': 'list.duplicate' })
    await refused('progress-reports', { ...report, activeYears: [1989, 2101] }, {
        '/activeYears/0': 'number.tooSmall', '/activeYears/1': 'number.tooLarge',
    })
})

test('a part may have 200 elements', async () => {
    const areas = []
    for (let n = 0; n < 201; n += 67)
        areas.push(...await Promise.all(Array.from({ length: 67 }, (_, at) =>
            created('areas', { municipality, reference: `many ${n + at}`, name: 'Wijk', kind: 'district' }))))
    const links = [...Array(201).keys()].map((n) => ({ linkedPilot: nobody, relation: 'partOf', n }))
    await refused('pilots', pilot({ links }), { '/links': 'list.tooLong' })
    await refused('pilots', pilot({ areas: areas.map(({ id }) => ({ area: id })) }), { '/areas': 'list.tooLong' })
    const most = areas.slice(0, 200).map(({ id, reference }) => ({ area: id, areaReference: reference }))
    const target = await created('pilots', pilot({ reference: 'many' }))
    const relations = ['partOf', 'splitInto', 'mergedInto', 'continues', 'yieldBookedIn']
    const both = relations.map((relation) => ({ linkedPilot: target.id, linkedPilotReference: 'many', relation }))
    const json = await created('pilots', pilot({ areas: most, links: both, document: document.id, documentReference: 'doc' }))
    assert.deepEqual(json.areas, most)
    const answer = await server.patch(`/v1/pilots/${json.id}`, { areas: [...most.slice(0, 199), { areaReference: 'nowhere' }] })
    assertFaults(answer, { '/areas/199/areaReference': 'reference.unknown' })
})

// ---- Bounds and types ----

test('texts are counted in code points, from the least to the most', async () => {
    for (const letter of ['a', 'é', '漢', '😀']) {
        await created('pilots', pilot({ title: letter, sourceNumber: letter.repeat(20), sourceText: letter.repeat(500) }))
        await refused('pilots', pilot({ title: letter.repeat(301), sourceNumber: letter.repeat(21) }), {
            '/title': 'text.tooLong', '/sourceNumber': 'text.tooLong',
        })
    }
    await created('pilots', pilot({ title: '😀'.repeat(300), summary: '😀'.repeat(20000) }))
    await refused('pilots', pilot({ summary: 'x'.repeat(20001), embeddingReplaces: 'x'.repeat(501) }), {
        '/summary': 'text.tooLong', '/embeddingReplaces': 'text.tooLong',
    })
})

test('control characters have no place in a text; lines may break in prose', async () => {
    await refused('pilots', pilot({ title: 'a\nb', place: 'a\tb', statedCluster: '\u007f', summary: 'a\u0001b', sourceText: '\u001b[0m' }), {
        '/title': 'text.controlCharacter', '/place': 'text.controlCharacter', '/statedCluster': 'text.controlCharacter',
        '/summary': 'text.controlCharacter', '/sourceText': 'text.controlCharacter',
    })
})

test('numbers run from the least to the most, and are whole', async () => {
    await created('pilots', pilot({ sourceOrder: 1, entryCount: 10000 }))
    await created('pilots', pilot({ sourceOrder: 100000, entryCount: 1 }))
    for (const [sourceOrder, code] of [
        [0, 'number.tooSmall'], [-1, 'number.tooSmall'], [100001, 'number.tooLarge'], [2 ** 40, 'number.tooLarge'], [1.0000001, 'type'],
        ['7', 'type'], [true, 'type'], [[7], 'type'], [{}, 'type'],
    ])
        await refused('pilots', pilot({ sourceOrder }), { '/sourceOrder': code })
})

test('a whole number is one however it is written', async () => {
    const send = (number) => server.post('/v1/pilots', `{"municipality":"gm1509","title":"x","kind":"pilot","sourceOrder":${number}}`, {
        headers: { 'Content-Type': 'application/json' },
    })
    assertFaults(await send('1e2'), { '/sourceOrder': 'type' })
    assertFaults(await send('7.0'), { '/sourceOrder': 'type' })
    assertFaults(await send('-0'), { '/sourceOrder': 'number.tooSmall' })
    assertFaults(await send('9223372036854775807'), { '/sourceOrder': 'type' })
    assertFaults(await send('-9223372036854775808'), { '/sourceOrder': 'type' })
})

test('dates exist, and are written in one way', async () => {
    for (const statedOn of ['1000-01-01', '9999-12-31', '2000-02-29', '2024-02-29'])
        assert.equal((await created('pilots', pilot({ statedOn }))).statedOn, statedOn)
    for (const statedOn of ['0999-12-31', '10000-01-01', '1900-02-29', '2018-13-01', '2018-00-01', '2018-1-1', '1-4-2015', '2018-09-12T00:00',
        ' 2018-09-12', '2018-09-12 ', 'infinity', 'today', '２０１８-09-12'])
        await refused('pilots', pilot({ statedOn }), { '/statedOn': 'date.format' })
    await refused('pilots', pilot({ statedOn: 20180912 }), { '/statedOn': 'type' })
})

test('web addresses are absolute, of the web, and without what a page could trip over', async () => {
    const send = (url) => ({ municipality, title: 'D', kind: 'memo', url })
    for (const url of ['http://a', 'https://www.example.nl:8443/~a/b%20c?d=[]'.replace('[]', '1'), `https://x/${'y'.repeat(490)}`])
        assert.equal((await created('documents', send(url))).url, url)
    for (const url of ['ftp://a', 'javascript:alert(1)', '//a', '/a', 'http://', 'HTTP://a', 'https://a b', 'https://a"b', 'https://<b>', 'x http://a'])
        await refused('documents', send(url), { '/url': 'text.pattern' })
    await refused('documents', send(`https://x/${'y'.repeat(491)}`), { '/url': 'text.tooLong' })
})

test('truth is true or false', async () => {
    assert.equal((await created('pilots', pilot({ public: true }))).public, true)
    assert.equal((await created('pilots', pilot({ public: null }))).public, false)
    for (const value of ['true', 1, 0, 't', []]) await refused('pilots', pilot({ public: value }), { '/public': 'type' })
})

test('a code of a municipality has one of three forms, which its kind must fit', async () => {
    for (const code of ['gm123', 'gm12345', 'GM1234', 'rg-a', `rg-${'a'.repeat(41)}`, 'rg-A1', 'nl2', 'gm1234\n', 'x'])
        assert.equal((await server.post('/v1/municipalities', { code, kind: 'region', name: 'X' })).status, 400, code)
    await refused('municipalities', { code: 'gm9001', kind: 'region', name: 'X' }, { '/kind': 'rule' })
    await refused('municipalities', { code: 'rg-one', kind: 'municipality', name: 'X' }, { '/kind': 'rule' })
    await created('municipalities', { code: `rg-${'a'.repeat(40)}`, kind: 'region', name: 'X' })
})

// ---- Partial dates ----

test('a date without precision is exact to the day; without a date nothing of it remains', async () => {
    const full = await created('pilots', pilot({ startDate: '2018-09-12' }))
    assert.deepEqual([full.startPrecision, full.startBound], ['day', 'exact'])
    const bound = await created('pilots', pilot({ startDate: '2018-01-01', startPrecision: 'year', startBound: 'notAfter' }))
    assert.deepEqual([bound.startPrecision, bound.startBound], ['year', 'notAfter'])
    const lost = await created('pilots', pilot({ startPrecision: 'month', startBound: 'notBefore' }))
    assert.deepEqual([lost.startDate, lost.startPrecision, lost.startBound], [null, null, null])
    const unknown = await created('pilots', pilot({ startPrecision: 'unknown' }))
    assert.deepEqual([unknown.startDate, unknown.startPrecision, unknown.startBound], [null, 'unknown', 'exact'])
})

test('a partial date is the first day of its period; another day is refused with the right one', async () => {
    for (const [startDate, startPrecision, first] of [
        ['2018-03-02', 'month', '2018-03-01'], ['2018-05-01', 'quarter', '2018-04-01'], ['2018-12-31', 'year', '2018-01-01'],
    ]) {
        const answer = await server.post('/v1/pilots', pilot({ startDate, startPrecision }), english)
        assertFaults(answer, { '/startDate': 'date.precision' })
        assert.ok(detailAt(answer, '/startDate').includes(first))
        assert.equal((await created('pilots', pilot({ startDate: first, startPrecision }))).startDate, first)
    }
    await refused('pilots', pilot({ startDate: '2018-01-01', startPrecision: 'unknown' }), { '/startDate': 'date.unknown' })
    await refused('pilots', pilot({ startDate: '2018-01-01', startPrecision: 'week' }), { '/startPrecision': 'code.unknown' })
})

// ---- Rules across fields ----

test('an end does not lie before its start, as far as both are known', async () => {
    const between = (startDate, startPrecision, endDate, endPrecision, more) =>
        pilot({ startDate, startPrecision, endDate, endPrecision, ...more })
    await refused('pilots', between('2018-09-12', 'day', '2018-09-11', 'day'), { '/endDate': 'date.order' })
    await created('pilots', between('2018-09-12', 'day', '2018-09-12', 'day'))
    await created('pilots', between('2018-09-12', 'day', '2018-01-01', 'year'))
    await refused('pilots', between('2018-09-12', 'day', '2017-01-01', 'year'), { '/endDate': 'date.order' })
    await created('pilots', between('2018-09-12', 'day', '2017-01-01', 'year', { startBound: 'notAfter' }))
    await created('pilots', between('2018-09-12', 'day', '2017-01-01', 'year', { endBound: 'notBefore' }))
    await refused('municipalities', { code: 'rg-order', kind: 'region', name: 'X', validFromDate: '2019-01-01', validToDate: '2018-12-31' }, {
        '/validToDate': 'date.order',
    })
})

test('a decision that is taken says when, or by when it was known; a new end belongs to an extension', async () => {
    const { id } = await created('pilots', pilot())
    await refused('decisions', decision({ pilot: id, stage: 'taken' }), { '/knownBy': 'rule.needs' })
    await created('decisions', decision({ pilot: id, stage: 'taken', knownBy: '2018-09-12' }))
    await created('decisions', decision({ pilot: id, stage: 'taken', takenDate: '2018-01-01', takenPrecision: 'year' }))
    await refused('decisions', decision({ pilot: id, stage: 'taken', takenPrecision: 'unknown' }), { '/knownBy': 'rule.needs' })
    await refused('decisions', decision({ pilot: id, newEndDate: '2020-01-01' }), { '/newEndDate': 'rule' })
    await created('decisions', decision({ pilot: id, kind: 'extend', newEndDate: '2020-01-01' }))
    await refused('decisions', decision({}), { '/pilot': 'rule.oneOf' })
})

test('a report marks only years that it covers', async () => {
    const { id } = await created('pilots', pilot())
    const report = { municipality, pilot: id, reportedOn: '2018-09-12' }
    await created('progress-reports', { ...report, coversFrom: 2014, coversTo: 2018, activeYears: [2014, 2018] })
    await refused('progress-reports', { ...report, coversFrom: 2014, coversTo: 2018, activeYears: [2013, 2016, 2019] }, {
        '/activeYears/0': 'number.tooSmall', '/activeYears/2': 'number.tooLarge',
    })
    await refused('progress-reports', { ...report, coversFrom: 2018, coversTo: 2014 }, { '/coversTo': 'number.tooSmall' })
})

test('only a region has members, and nothing points to itself', async () => {
    await refused('municipalities', { code: 'gm9002', kind: 'municipality', name: 'X', members: ['gm1509'] }, { '/members': 'rule' })
    await refused('municipalities', {
        code: 'gm9003', kind: 'municipality', name: 'X', successors: [{ successor: 'gm9003', effectiveFrom: '2018-01-01', kind: 'merge' }],
    }, { '/successors/0/successor': 'rule.self' })
    await refused('documents', { municipality, reference: 'self', title: 'D', kind: 'memo', documentReference: 'self' }, {
        '/document': 'rule.self',
    })
    await refused('pilots', pilot({ reference: 'self', links: [{ linkedPilotReference: 'self', relation: 'partOf' }] }), {
        '/links/0/linkedPilot': 'rule.self',
    })
})

test('a municipality may be its own successor nowhere, and succeed one row once', async () => {
    const successor = { successor: 'gm1509', effectiveFrom: '2018-01-01', kind: 'merge' }
    await refused('municipalities', { code: 'gm9004', kind: 'municipality', name: 'X', successors: [successor, successor] }, {
        '/successors': 'unique',
    })
    await refused('municipalities', { code: 'gm9004', kind: 'municipality', name: 'X', successors: [{ ...successor, successor: 'gm9999' }] }, {
        '/successors/0/successor': 'reference.unknown',
    })
})

// ---- Around it ----

test('a write takes no parameters', async () => {
    const answer = await server.post('/v1/pilots?dryRun=true', pilot())
    assertFaults(answer, { dryRun: 'parameter.unknown' }, 'query')
})

test('a resource that does not exist takes no rows, and a row takes no POST', async () => {
    assertProblem(await server.post('/v1/nothing', {}), 404, 'notFound')
    const { id } = await created('pilots', pilot())
    const answer = await server.post(`/v1/pilots/${id}`, {})
    assertProblem(answer, 405, 'methodNotAllowed')
    assert.deepEqual(answer.headers.allow.split(', ').sort(), ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH'])
})

test('what is refused leaves nothing', async () => {
    const counts = () => server.sql('SELECT (SELECT count(*) FROM pilot) AS pilots, (SELECT count(*) FROM pilot_status) AS intervals')
    const earlier = await counts()
    const client = createClient(server.url)
    await Promise.all([
        client.post('/v1/pilots', pilot({ document: nobody })),
        client.post('/v1/pilots', pilot({ kind: 'x' })),
        client.post('/v1/pilots', pilot({ areas: [{ area: nobody }] })),
    ])
    client.close()
    assert.deepEqual(await counts(), earlier)
})
