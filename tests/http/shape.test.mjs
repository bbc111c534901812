// What of a row is shown: all of it, the members that `fields` names, and what `expand` adds; and one row with its
// entity tag.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer()
})
after(() => server.stop())

/** Gets what must be there. */
async function get(path, headers) {
    const { status, json, text } = await server.get(path, { headers })
    assert.equal(status, 200, `${path}: ${text}`)
    return json
}

/** Makes a row that must be accepted. */
async function make(collection, row) {
    const { status, json, text } = await server.post(`/v1/${collection}`, { municipality: 'gm1509', ...row })
    assert.equal(status, 201, text)
    return json
}

async function errorsOf(path) {
    const { status, json, text } = await server.get(path)
    assert.equal(status, 400, `${path}: ${text}`)
    return json.errors.map(({ location, code }) => `${location} ${code}`)
}

const common = ['id', 'municipality', 'reference', 'version', 'createdAt', 'updatedAt', 'public', 'document',
    'documentReference', 'place', 'sourceText', 'statedOn']
const total = (stem) => ['', 'Statement', 'Stage', 'ProMemoria', 'NotApplicable', 'NotYetKnown', 'Unknown', 'IncludedElsewhere',
    'NotStated'].map((tail) => stem + tail)
const date = (stem) => [`${stem}Date`, `${stem}Precision`, `${stem}Bound`]

/** The members of each resource in the order of its table; then what only one row shows: what is computed,
and parts. */
const members = {
    municipalities: [['code', 'kind', 'name', 'officialName', 'province', 'tooiUri', ...date('validFrom'),
        ...date('validTo'), 'members', 'version', 'createdAt', 'updatedAt'],
        [], ['successors']],
    documents: [[...common, 'title', 'kind', 'issuer', ...date('issued'), 'url', 'listComplete'], [], []],
    organisations: [[...common, 'name', 'kind', 'url'], [], []],
    areas: [[...common, 'name', 'kind', 'memberMunicipalities'], [], []],
    pilots: [[...common, 'title', 'kind', 'summary', 'sourceNumber', 'sourceOrder', ...date('start'), ...date('end'),
        'programme', 'programmeReference', 'domains', 'statedCluster', 'laws', 'targetGroups',
        'deviatesFromPolicy', 'outsideFrameworks', 'entryCount', 'publication', 'embeddingOwner', 'embeddingFunding',
        'embeddingConditions', 'embeddingReplaces', 'embeddingPlannedOn', 'embeddingConsideredOn', 'trialRoutine',
        'embeddingCaseload', 'embeddingRoom'],
        ['status', 'statusGroup', 'statusSince', 'consentNeeded', ...total('investment'), ...total('yield')], ['areas', 'links', 'lines']],
    decisions: [[...common, 'pilot', 'pilotReference', 'programme', 'programmeReference', 'kind', 'stage', 'body', ...date('taken'), 'knownBy',
        'effectiveFrom', ...date('newEnd'), 'reason', 'url'], [], []],
    'progress-reports': [[...common, 'pilot', 'pilotReference', 'programme', 'programmeReference', 'programmeLine',
        'programmeLineReference', 'reportedOn', 'statedStatus', 'statedGroup', 'results',
        'activeYears', 'coversFrom', 'coversTo'], [], []],
    deliverables: [[...common, 'title', 'kind', 'pilot', 'pilotReference', 'programme', 'programmeReference', ...date('due'), ...date('done'),
        'recurrence', 'promisedTo', 'promisedOn'], [], ['lines']],
}

describe('a register with a bit of everything', () => {
    const rows = {}
    before(async () => {
        rows.municipalities = await get('/v1/municipalities/gm1509')
        rows.documents = await make('documents', { reference: 'memo', title: 'Memo "experimenten"', kind: 'memo',
            issuedDate: '2018-09-01', issuedPrecision: 'month' })
        rows.organisations = await make('organisations', { reference: 'swoij', name: 'SWOIJ', kind: 'welfare' })
        rows.areas = await make('areas', { reference: 'silvolde', name: 'Silvolde', kind: 'village',
            memberMunicipalities: ['gm1509', 'gm0141'] })
        rows.other = await make('pilots', { reference: 'p2', title: 'Tweede', kind: 'pilot' })
        rows.pilots = await make('pilots', {
            reference: 'p1', title: 'Eén\\"loket" <é> \u{1F600}', kind: 'experiment',
            summary: 'regel 1\nregel 2\ttab', documentReference: 'memo', startDate: '2018-01-01',
            domains: ['wmo', 'youth'], laws: [], areas: [{ areaReference: 'silvolde' }],
            links: [{ linkedPilotReference: 'p2', relation: 'continues' }],
        })
        rows.decisions = await make('decisions', { reference: 'd1', pilotReference: 'p1', kind: 'extend',
            stage: 'taken', takenDate: '2018-12-01', newEndDate: '2019-12-31', documentReference: 'memo' })
        rows['progress-reports'] = await make('progress-reports', { pilot: rows.pilots.id, reportedOn: '2018-09-12',
            activeYears: [2017, 2018], coversFrom: 2014, coversTo: 2018 })
        rows.deliverables = await make('deliverables', { title: 'Overzicht', kind: 'commitment', pilotReference: 'p1' })
    })
    const keyOf = (name) => rows[name].id ?? rows[name].code

    for (const [name, [stored, computed, parts]] of Object.entries(members)) {
        test(`${name}: the members of a row, in the order of the table`, async () => {
            const row = await get(`/v1/${name}/${keyOf(name)}`)
            assert.deepEqual(Object.keys(row), [...stored, ...computed, ...parts])
            const { results } = await get(`/v1/${name}?limit=1`)
            assert.deepEqual(Object.keys(results[0]), stored, 'a list leaves out what is computed, and parts')
        })

        test(`${name}: each member by itself`, async () => {
            const row = await get(`/v1/${name}/${keyOf(name)}`)
            const filter = name === 'municipalities' ? 'code=gm1509' : `id=${row.id}`
            for (const field of [...stored, ...computed, ...parts]) {
                // A reference shows by both its names.
                const stem = field.replace(/Reference$/, '')
                const shown = [field, ...(`${field}Reference` in row ? [`${field}Reference`] : [])]
                if (stem !== field && stem in row) shown.unshift(stem)
                const wanted = Object.fromEntries(shown.map((one) => [one, row[one]]))
                assert.deepEqual(await get(`/v1/${name}/${keyOf(name)}?fields=${field}`), wanted)
                assert.deepEqual((await get(`/v1/${name}?${filter}&fields=${field}`)).results, [wanted])
            }
        })
    }

    test('everything that was given comes back', () => {
        const { pilots, areas, documents } = rows
        assert.equal(pilots.title, 'Eén\\"loket" <é> \u{1F600}')
        assert.equal(pilots.summary, 'regel 1\nregel 2\ttab')
        assert.deepEqual([pilots.startDate, pilots.startPrecision, pilots.startBound, pilots.endDate,
            pilots.endPrecision, pilots.endBound], ['2018-01-01', 'day', 'exact', null, null, null])
        assert.deepEqual([pilots.domains, pilots.laws, pilots.targetGroups], [['wmo', 'youth'], null, null],
            'an empty list is no value')
        assert.deepEqual(pilots.areas, [{ area: areas.id, areaReference: 'silvolde' }])
        assert.deepEqual(pilots.links, [{ linkedPilot: rows.other.id, linkedPilotReference: 'p2',
            relation: 'continues' }])
        assert.deepEqual([pilots.document, pilots.documentReference], [documents.id, 'memo'])
        assert.match(pilots.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/)
        assert.deepEqual(rows['progress-reports'].activeYears, [2017, 2018])
        assert.deepEqual(areas.memberMunicipalities, ['gm1509', 'gm0141'])
    })

    test('fields come in the order of the table, once each', async () => {
        const row = await get(`/v1/pilots/${keyOf('pilots')}?fields=links,status,title,id,title`)
        assert.deepEqual(Object.keys(row), ['id', 'title', 'status', 'links'])
        const { results } = await get('/v1/pilots?fields=areas,consentNeeded,title&sort=title')
        assert.deepEqual(results.map((one) => [Object.keys(one), one.title, one.areas.length]), [
            [['title', 'consentNeeded', 'areas'], rows.pilots.title, 1],
            [['title', 'consentNeeded', 'areas'], 'Tweede', 0],
        ])
    })

    test('fields that do not exist, all at once', async () => {
        assert.deepEqual(await errorsOf('/v1/pilots?fields=naam,title,pilot_id'),
            ['fields fields.unknown', 'fields fields.unknown'])
        assert.deepEqual(await errorsOf('/v1/pilots?fields='), ['fields fields.unknown'])
        assert.deepEqual(await errorsOf('/v1/pilots?fields=title,'), ['fields fields.unknown'])
        assert.deepEqual(await errorsOf('/v1/pilots?fields=Title'), ['fields fields.unknown'])
        assert.deepEqual(await errorsOf('/v1/pilots?fields=links.relation'), ['fields fields.unknown'])
        assert.deepEqual(await errorsOf('/v1/areas?fields=status'), ['fields fields.unknown'])
        assert.deepEqual(await errorsOf(`/v1/pilots/${keyOf('pilots')}?fields=naam&sort=title&limit=1`),
            ['fields fields.unknown', 'sort parameter.unknown', 'limit parameter.unknown'])
    })

    describe('expand', () => {
        const stored = (name) => (row) => Object.fromEntries(members[name][0].map((member) => [member, row[member]]))

        test('of references, with one row and in lists', async () => {
            const wanted = { municipality: stored('municipalities')(rows.municipalities),
                document: stored('documents')(rows.documents) }
            const row = await get(`/v1/pilots/${keyOf('pilots')}?expand=document,municipality`)
            assert.deepEqual(row.expanded, wanted)
            assert.equal(row.title, rows.pilots.title, 'beside the row itself')
            const { results } = await get('/v1/pilots?expand=municipality,document&sort=title')
            assert.deepEqual(results[0].expanded, wanted)
            assert.deepEqual(results[1].expanded, { ...wanted, document: null }, 'nothing to point to')
        })

        test('of the pilot that a decision is about', async () => {
            const row = await get(`/v1/decisions/${keyOf('decisions')}?expand=pilot&fields=kind`)
            assert.deepEqual(row, { kind: 'extend', expanded: { pilot: stored('pilots')(rows.pilots) } })
        })

        test('beside fields that leave the reference itself out', async () => {
            const { results } = await get('/v1/pilots?expand=document&fields=title&sort=title')
            assert.deepEqual(results.map((row) => [row.title, row.expanded.document?.reference]),
                [[rows.pilots.title, 'memo'], ['Tweede', undefined]])
            assert.deepEqual(Object.keys(results[0]), ['title', 'expanded'])
            const row = await get(`/v1/deliverables/${keyOf('deliverables')}?expand=pilot&fields=title`)
            assert.equal(row.expanded.pilot.id, keyOf('pilots'))
        })

        test('of the rows that point here', async () => {
            const children = 'decisions,progressReports,deliverables'
            const row = await get(`/v1/pilots/${keyOf('pilots')}?expand=${children}&fields=id`)
            assert.deepEqual(row.expanded, {
                decisions: { results: [stored('decisions')(rows.decisions)], next: null },
                progressReports: { results: [stored('progress-reports')(rows['progress-reports'])], next: null },
                deliverables: { results: [stored('deliverables')(rows.deliverables)], next: null },
            })
            const { results } = await get('/v1/documents?expand=pilots,decisions&fields=reference')
            assert.deepEqual(results.map((one) => one.expanded.pilots.results.map((pilot) => pilot.reference)),
                [['p1']])
            assert.deepEqual(results.map((one) => one.expanded.decisions.results.map((decision) => decision.reference)),
                [['d1']])
        })

        test('of all that a municipality has', async () => {
            const { results } = await get('/v1/municipalities?code=gm0141,gm1509&fields=code&expand=pilots,areas')
            assert.deepEqual(results.map((row) => [row.code, row.expanded.pilots.results.length,
                row.expanded.areas.results.length]), [['gm0141', 0, 0], ['gm1509', 2, 1]])
        })

        test('the same twice is the same once', async () => {
            const { text } = await server.get(`/v1/decisions/${keyOf('decisions')}?fields=id&expand=pilot,pilot`)
            assert.equal(text.match(/"pilot":\{/g).length, 1)
        })

        test('what can not be expanded', async () => {
            assert.deepEqual(await errorsOf('/v1/pilots?expand=links,naam'),
                ['expand expand.unknown', 'expand expand.unknown'])
            assert.deepEqual(await errorsOf('/v1/pilots?expand=title'), ['expand expand.unknown'])
            assert.deepEqual(await errorsOf('/v1/pilots?expand='), ['expand expand.unknown'])
            assert.deepEqual(await errorsOf('/v1/pilots?expand=progress-reports'), ['expand expand.unknown'])
            assert.deepEqual(await errorsOf('/v1/pilots?expand=documentReference'), ['expand expand.unknown'])
            assert.deepEqual(await errorsOf(`/v1/areas/${keyOf('areas')}?expand=pilot`), ['expand expand.unknown'])
        })
    })

    describe('an entity tag', () => {
        const tagOf = async (path) => (await server.get(path)).headers.etag
        const statusWith = async (path, known) => {
            const { status, text, headers } = await server.get(path, { headers: { 'If-None-Match': known } })
            if (status === 304) {
                assert.equal(text, '')
                assert.equal(headers['content-type'], undefined)
                assert.equal(headers.etag, await tagOf(path))
            }
            return status
        }

        test('is the version and a hash, the same as long as nothing changes', async () => {
            const path = `/v1/pilots/${keyOf('pilots')}`
            assert.match(await tagOf(path), /^"1\.[0-9a-f]{16}"$/)
            assert.equal(await tagOf(path), await tagOf(path))
            assert.equal((await server.request('HEAD', path)).headers.etag, await tagOf(path))
            assert.equal((await server.get('/v1/pilots')).headers.etag, undefined, 'lists have none')
        })

        test('If-None-Match', async () => {
            const path = `/v1/areas/${keyOf('areas')}`
            const tag = await tagOf(path)
            for (const known of [tag, `W/${tag}`, '*', ' * ', `"x", ${tag}`, `"x",W/${tag} , "y"`,
                `W/"a,b", ${tag}`]) assert.equal(await statusWith(path, known), 304, known)
            for (const known of ['"x"', tag.slice(1, -1), tag.replace('.', ''), '"1"', `"${tag.slice(1, -2)}0x"`, '',
                tag.replace('"1.', '"2.'), `x${tag}`])
                assert.equal(await statusWith(path, known), 200, known)
            assert.equal((await server.request('HEAD', path, { headers: { 'If-None-Match': tag } })).status, 304)
            assert.equal((await server.get(`/v1/areas/01900000-0000-7000-8000-000000000000`,
                { headers: { 'If-None-Match': '*' } })).status, 404)
        })

        test('differs when something else is shown', async () => {
            const path = `/v1/pilots/${keyOf('pilots')}`
            const tags = await Promise.all(['', '?fields=title', '?fields=id', '?expand=document',
                '?asOf=2017-01-01'].map((query) => tagOf(path + query)))
            assert.equal(new Set(tags).size, tags.length)
            assert.equal(await statusWith(`${path}?fields=id`, tags[0]), 200)
            assert.equal(await statusWith(`${path}?fields=id`, tags[2]), 304)
        })

        test('changes with the row, and with what belongs to it', async () => {
            const path = `/v1/pilots/${keyOf('other')}`
            let tag = await tagOf(path)
            const changed = async () => {
                const before = tag
                assert.equal(await statusWith(path, before), 200)
                tag = await tagOf(path)
                assert.notEqual(tag, before)
            }
            await server.patch(path, { title: 'Tweede, anders' })
            await changed()
            await server.patch(path, { links: [{ linkedPilotReference: 'p1', relation: 'partOf' }] })
            await changed()
            // The status is no part of the row, but of the answer.
            await make('decisions', { pilotReference: 'p2', kind: 'stop', stage: 'taken', takenDate: '2018-01-01' })
            await changed()
            assert.match(tag, /^"3\./, 'the version counts changes of the row itself')
        })
    })
})

describe('over a hundred children', () => {
    let pilot, all
    before(async () => {
        pilot = await make('pilots', { title: 'Veel besluiten', kind: 'pilot' })
        await server.sql(`INSERT INTO decision (id, municipality, pilot_id, kind, stage)
            SELECT gen_random_uuid(), 'gm1509', '${pilot.id}', 'adjust', 'announced' FROM generate_series(1, 230)`)
        all = (await server.sql(`SELECT id FROM decision WHERE pilot_id = '${pilot.id}' ORDER BY id`)).map((row) =>
            row.id)
    })

    /** The children that are shown, and those behind the link. */
    const collect = async ({ results, next }) => {
        const shown = results.map((row) => row.id)
        const rest = []
        for (let path = next; path; ) {
            const page = await get(path)
            rest.push(...page.results.map((row) => row.id))
            path = page.next
        }
        return { shown, rest }
    }

    test('a hundred are shown, and the link goes on with the rest', async () => {
        const row = await get(`/v1/pilots/${pilot.id}?expand=decisions`)
        assert.deepEqual(await collect(row.expanded.decisions), { shown: all.slice(0, 100), rest: all.slice(100) })
    })

    test('in lists too, for each row by itself', async () => {
        const { results } = await get(`/v1/pilots?municipality=gm1509&expand=decisions&fields=id`)
        for (const row of results) {
            const { shown, rest } = await collect(row.expanded.decisions)
            const rows = await server.sql(`SELECT id FROM decision WHERE pilot_id = '${row.id}' ORDER BY id`)
            assert.deepEqual([...shown, ...rest], rows.map((one) => one.id))
            assert.ok(shown.length <= 100)
        }
    })

    test('of a municipality, by its code', async () => {
        const row = await get(`/v1/municipalities/gm1509?expand=decisions`)
        const { shown, rest } = await collect(row.expanded.decisions)
        const rows = await server.sql(`SELECT id FROM decision WHERE municipality = 'gm1509' ORDER BY id`)
        assert.deepEqual([...shown, ...rest], rows.map((one) => one.id))
    })

    test('the link begins with the address that the public uses', async () => {
        const other = await startServer({ database: server.database,
            env: { PROEFTUIN_PUBLIC_URL: 'https://api.example.nl' } })
        try {
            const { json } = await other.get(`/v1/pilots/${pilot.id}?expand=decisions`)
            const rest = `https://api.example.nl/v1/decisions?pilot=${pilot.id}&cursor=`
            assert.ok(json.expanded.decisions.next.startsWith(rest))
        } finally {
            await other.stop()
        }
    })
})
