// Filters: every field that a list can be filtered by, with each of its tests, over a generated register. What the rows
// say decides which of them must come back; the service is asked for all rows once and for each filter again.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { generate } from '../support/generated.mjs'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer()
    await generate(server)
})
after(() => server.stop())

const shared = { id: 'id', municipality: 'code', reference: 'text', public: 'boolean', document: 'reference',
    statedOn: 'date' }

/** Every field that can be filtered by, and what it takes. */
const filters = {
    municipalities: { code: 'code', kind: 'code', name: 'text', province: 'text', validFromDate: 'date',
        validToDate: 'date' },
    documents: { ...shared, title: 'text', kind: 'code', issuer: 'text', issuedDate: 'date', listComplete: 'code' },
    organisations: { ...shared, name: 'text', kind: 'code' },
    areas: { ...shared, name: 'text', kind: 'code', memberMunicipalities: 'list' },
    pilots: { ...shared, title: 'text', kind: 'code', sourceNumber: 'text', startDate: 'date', endDate: 'date',
        domains: 'list', statedCluster: 'text', laws: 'list', targetGroups: 'list',
        deviatesFromPolicy: 'code', outsideFrameworks: 'code', embeddingPlannedOn: 'date', status: 'code',
        statusGroup: 'code' },
    decisions: { ...shared, pilot: 'reference', kind: 'code', stage: 'code', body: 'code', takenDate: 'date',
        knownBy: 'date', effectiveFrom: 'date', newEndDate: 'date' },
    'progress-reports': { ...shared, pilot: 'reference', reportedOn: 'date', statedGroup: 'code', activeYears: 'list' },
    deliverables: { ...shared, title: 'text', kind: 'code', pilot: 'reference', dueDate: 'date', doneDate: 'date',
        recurrence: 'code', promisedTo: 'code', promisedOn: 'date' },
}

/** Members that a row has and that no list can be filtered by. */
const others = {
    municipalities: ['officialName', 'tooiUri', 'validFromPrecision', 'version', 'createdAt', 'members', 'successors'],
    documents: ['version', 'createdAt', 'updatedAt', 'place', 'sourceText', 'issuedPrecision', 'issuedBound', 'url',
        'limits', 'offset', 'page'],
    organisations: ['url', 'asOf', 'status'],
    areas: ['version', 'expanded', 'areas'],
    pilots: ['summary', 'sourceOrder', 'statusSince', 'consentNeeded', 'links', 'areas', 'entryCount', 'embeddingOwner',
        'startPrecision', 'titleFrom', 'domainsTo', 'idFrom', 'publicTo',
        'municipalityReference', 'documentFrom', 'From', 'To', 'statusFrom', 'documentReferenceFrom'],
    decisions: ['reason', 'url', 'kindFrom', 'pilotFrom', 'asOf'],
    'progress-reports': ['statedStatus', 'results', 'coversFrom', 'coversTo', 'activeYearsFrom'],
    deliverables: ['duePrecision', 'doneBound', 'titleTo'],
}

const keyOf = (name) => (name === 'municipalities' ? 'code' : 'id')

/** All rows of a resource with everything that they can be filtered by. */
async function rowsOf(name) {
    const { status, json, text } = await server.get(`/v1/${name}?limit=1000&fields=${Object.keys(filters[name])}`)
    assert.equal(status, 200, text)
    assert.equal(json.next, null)
    return json.results
}

/** The keys of what a query lets through, which must be what the test finds among the rows; how many that are. */
async function agrees(name, rows, query, wanted) {
    const path = `/v1/${name}?limit=1000&fields=${keyOf(name)}&count=true&${new URLSearchParams(query)}`
    const { status, json, text } = await server.get(path)
    assert.equal(status, 200, `${path}: ${text}`)
    const keys = rows.filter(wanted).map((row) => row[keyOf(name)])
    assert.deepEqual(json.results.map((row) => row[keyOf(name)]), keys, path)
    assert.equal(json.count, keys.length, path)
    return keys.length
}

/** A few different values, spread over those that occur. */
function some(values, most = 4) {
    const distinct = [...new Set(values.filter((value) => value !== null))].sort()
    const step = Math.max(1, Math.floor(distinct.length / most))
    return distinct.filter((_, at) => at % step === 0).slice(0, most)
}

/** Tests one field of one resource; true when some filter on it let a row through. */
const tests = {
    async text(name, rows, field) {
        // A comma stands between values; one that belongs to a value is written \,
        const written = (value) => value.replaceAll(/[\\,]/g, '\\$&')
        const values = some(rows.map((row) => row[field]), 6)
        let found = 0
        for (const value of values) found += await agrees(name, rows, { [field]: written(value) },
            (row) => row[field] === value)
        await agrees(name, rows, { [field]: values.map(written).join() }, (row) => values.includes(row[field]))
        await agrees(name, rows, { [field]: 'staat nergens' }, () => false)
        return found
    },
    async code(name, rows, field) {
        const values = some(rows.map((row) => row[field]))
        let found = 0
        for (const value of values) found += await agrees(name, rows, { [field]: value }, (row) => row[field] === value)
        await agrees(name, rows, { [field]: values.slice(0, 2).join() },
            (row) => values.slice(0, 2).includes(row[field]))
        return found
    },
    async id(name, rows, field) {
        const [one, two] = some(rows.map((row) => row[field]), 2)
        await agrees(name, rows, { [field]: '01900000-0000-7000-8000-000000000000' }, () => false)
        return agrees(name, rows, { [field]: `${two},${one}` }, (row) => row[field] === one || row[field] === two)
    },
    async boolean(name, rows, field) {
        let found = 0
        for (const value of [true, false]) found += await agrees(name, rows, { [field]: value },
            (row) => row[field] === value)
        await agrees(name, rows, { [field]: 'true,false' }, () => true)
        return found
    },
    async date(name, rows, field) {
        const [first, second = first, third = second] = some(rows.map((row) => row[field]), 3)
        const isSet = (row) => row[field] !== null
        await agrees(name, rows, { [`${field}From`]: second }, (row) => isSet(row) && row[field] >= second)
        await agrees(name, rows, { [`${field}To`]: second }, (row) => isSet(row) && row[field] <= second)
        await agrees(name, rows, { [`${field}From`]: second, [`${field}To`]: third }, (row) => isSet(row)
            && row[field] >= second && row[field] <= third)
        await agrees(name, rows, { [`${field}From`]: '9999-12-31' }, () => false)
        await agrees(name, rows, { [`${field}From`]: '1000-01-01' }, isSet)
        await agrees(name, rows, { [field]: `${first},${third}` }, (row) => row[field] === first
            || row[field] === third)
        return agrees(name, rows, { [field]: second }, (row) => row[field] === second)
    },
    async list(name, rows, field) {
        const values = some(rows.flatMap((row) => row[field] ?? []))
        const has = (row, wanted) => row[field]?.some((value) => wanted.includes(value)) ?? false
        let found = 0
        for (const value of values) found += await agrees(name, rows, { [field]: value }, (row) => has(row, [value]))
        await agrees(name, rows, { [field]: values.join() }, (row) => has(row, values))
        return found
    },
    async reference(name, rows, field) {
        const byName = `${field}Reference`
        const ids = some(rows.map((row) => row[field]), 3)
        const names = some(rows.map((row) => row[byName]), 3)
        let found = 0
        for (const id of ids) found += await agrees(name, rows, { [field]: id }, (row) => row[field] === id)
        for (const one of names) found += await agrees(name, rows, { [byName]: one }, (row) => row[byName] === one)
        await agrees(name, rows, { [field]: ids.join() }, (row) => ids.includes(row[field]))
        await agrees(name, rows, { [byName]: names.join() }, (row) => names.includes(row[byName]))
        await agrees(name, rows, { [byName]: 'staat nergens' }, () => false)
        await agrees(name, rows, { [field]: '01900000-0000-7000-8000-000000000000' }, () => false)
        await agrees(name, rows, { [field]: ids[0], [byName]: names[0] }, (row) => row[field] === ids[0]
            && row[byName] === names[0])
        return found
    },
}

/** What a filter of each kind can't be, and what is said of it. */
const wrong = {
    text: [['', null], ['x'.repeat(501), 'text.tooLong']],
    code: [['', null], ['bestaat niet', null], ['É', null]],
    id: [['', 'type'], ['1', 'type'], ['0190A000-0000-7000-8000-000000000000', 'type'],
        ['01900000-0000-7000-8000-000000000000,x', 'type']],
    boolean: [['', 'type'], ['ja', 'type'], ['1', 'type'], ['TRUE', 'type'], ['true,', 'type']],
    date: [['', 'date.format'], ['2018', 'date.format'], ['2018-02-30', 'date.format'], ['2018-1-1', 'date.format'],
        ['12-09-2018', 'date.format'], ['0999-01-01', 'date.format'],
        ['2018-09-12T00:00:00Z', 'date.format'], ['infinity', 'date.format'], ['2018-01-01,x', 'date.format']],
    list: [['', null], ['bestaat niet', null]],
    reference: [['', 'type'], ['ref 1', 'type'], ['null', 'type']],
}

async function errorsOf(path) {
    const { status, json, text } = await server.get(path)
    assert.equal(status, 400, `${path}: ${text}`)
    return json.errors.map(({ in: place, location, code }) => [place, location, code])
}

for (const [name, fields] of Object.entries(filters))
    describe(name, () => {
        test('every field finds what it should', async () => {
            const rows = await rowsOf(name)
            for (const [field, kind] of Object.entries(fields)) {
                const found = await tests[kind](name, rows, field)
                assert.ok(found > 0, `${field}: nothing was found, so nothing was tested`)
            }
        })

        test('every field refuses what it can not be', async () => {
            for (const [field, kind] of Object.entries(fields)) {
                const parameters = kind === 'date' ? [field, `${field}From`, `${field}To`] : [field]
                for (const parameter of parameters)
                    for (const [value, code] of wrong[kind]) {
                        const unbounded = kind === 'text' && value === ''
                            && ['issuer', 'province', 'sourceNumber', 'statedCluster'].includes(field)
                        if (unbounded) continue
                        const errors = await errorsOf(`/v1/${name}?${new URLSearchParams({ [parameter]: value })}`)
                        assert.deepEqual(errors, [['query', parameter, code ?? errors[0][2]]], `${parameter}=${value}`)
                    }
            }
        })

        test('nothing else is a filter', async () => {
            for (const parameter of others[name])
                assert.deepEqual(await errorsOf(`/v1/${name}?${parameter}=2018-01-01`),
                    [['query', parameter, 'parameter.unknown']])
        })
    })

describe('more than one filter', () => {
    test('all must hold', async () => {
        const rows = await rowsOf('pilots')
        const found = await agrees('pilots', rows, { kind: 'pilot,project', domains: 'youth,wmo',
            startDateFrom: '2016-06-01', municipality: 'gm1509' },
            (row) => row.kind !== 'experiment' && row.domains?.some((one) => ['youth', 'wmo'].includes(one))
                && row.startDate >= '2016-06-01' && row.municipality === 'gm1509')
        assert.ok(found > 5)
    })

    test('as many as there are', async () => {
        const values = { text: 'x', code: null, id: '01900000-0000-7000-8000-000000000000', boolean: 'true',
            date: '2018-01-01', list: null, reference: '01900000-0000-7000-8000-000000000000' }
        const codes = { municipality: 'gm1509', kind: 'pilot', domains: 'wmo', laws: 'wmo2015', targetGroups: 'older',
            deviatesFromPolicy: 'yes', outsideFrameworks: 'no', status: 'running', statusGroup: 'active' }
        const query = Object.entries(filters.pilots).flatMap(([field, kind]) => {
            const value = codes[field] ?? values[kind]
            if (kind === 'date') return [field, `${field}From`, `${field}To`].map((one) => [one, value])
            return kind === 'reference' ? [[field, value], [`${field}Reference`, 'x']] : [[field, value]]
        })
        assert.equal(query.length, 29)
        const shown = 'count=true&sort=title,-startDate&expand=document,decisions&fields=title,links,status'
        const { status, json, text } = await server.get(`/v1/pilots?${new URLSearchParams(query)}&${shown}`)
        assert.equal(status, 200, text)
        assert.deepEqual(json, { results: [], next: null, count: 0 })
    })

    test('many values', async () => {
        const rows = await rowsOf('decisions')
        const values = Array.from({ length: 200 }, (_, at) => `ref ${at % 60}.${at}`)
        await agrees('decisions', rows, { reference: values.join() }, (row) => values.includes(row.reference))
        assert.deepEqual(await errorsOf(`/v1/decisions?reference=${Array.from({ length: 201 }, (_, at) => at)}`),
            [['query', 'reference', 'list.tooLong']])
    })

    test('each wrong value is named', async () => {
        const { json } = await server.get('/v1/pilots?domains=wmo,jeugd,youth,werk&kind=proef')
        assert.deepEqual(json.errors.map(({ location, detail }) => [location, detail]), [
            ['domains', "'jeugd' staat niet in de lijst pilots.domains"],
            ['domains', "'werk' staat niet in de lijst pilots.domains"],
            ['kind', "'proef' staat niet in de lijst pilots.kind"],
        ])
    })
})

describe('a value with a comma in it', () => {
    before(async () => {
        for (const title of ['Samen, voor elkaar', 'Samen', 'voor elkaar', 'C:\\map', 'Op\\'])
            assert.equal((await server.post('/v1/documents', { municipality: 'gm0150', title, kind: 'memo' })).status,
                201)
    })
    const titlesWith = async (title) => {
        const path = '/v1/documents?municipality=gm0150&fields=title&sort=title'
        const { json } = await server.get(`${path}&${new URLSearchParams({ title })}`)
        return json.results.map((row) => row.title)
    }

    test('takes a backslash before it; before anything else a backslash is itself', async () => {
        assert.deepEqual(await titlesWith('Samen,voor elkaar'), ['Samen', 'voor elkaar'])
        assert.deepEqual(await titlesWith('Samen\\, voor elkaar'), ['Samen, voor elkaar'])
        assert.deepEqual(await titlesWith('Samen\\, voor elkaar,Samen'), ['Samen', 'Samen, voor elkaar'])
        assert.deepEqual(await titlesWith('C:\\map'), ['C:\\map'])
        assert.deepEqual(await titlesWith('C:\\\\map'), ['C:\\map'])
        assert.deepEqual(await titlesWith('Op\\\\,Samen'), ['Op\\', 'Samen'])
        assert.deepEqual(await titlesWith('Op\\'), ['Op\\'])
    })
})
