// search= on lists and GET /v1/search: Dutch words, what they are part of, what is misspelt, best first; and that nothing that a
// caller may not read is found, counted or moved by what others keep to themselves.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { command, startServer } from '../support/server.mjs'
import { tables } from '../support/tables.mjs'

const [mine, stranger] = ['gm1509', 'gm0141']
let server, anonymous, reader

const pilots = {
    day: { title: 'Dagbesteding in de wijk', summary: 'Ouderen ontmoeten elkaar overdag.' },
    carers: { title: 'Steun aan huis', summary: 'Mantelzorgers krijgen een avond vrij. De coördinatie ligt bij de welzijnsorganisatie.' },
    work: { title: 'Besteding van uren', summary: 'Werken naar vermogen.' },
    cafe: { title: 'Café Zonder Drempel', summary: 'Ontmoeten zonder afspraak «binnenlopen».' },
}

async function add(path, row) {
    const { status, json, text } = await server.post(`/v1/${path}`, row)
    assert.equal(status, 201, text)
    return json
}

before(async () => {
    server = await startServer({ sample: true, env: { PROEFTUIN_LOG: 'requests' } })
    for (const [reference, pilot] of Object.entries(pilots))
        Object.assign(pilot, await add('pilots', { municipality: stranger, kind: 'pilot', reference, public: true, ...pilot }))
    const made = await command(server.database, 'key', 'create', '--label', 'reader', '--role', 'reader', '--municipality', mine)
    assert.equal(made.status, 0, made.stderr)
    anonymous = server.as(null)
    reader = server.as(made.stdout.trim())
})
after(async () => {
    anonymous?.close()
    reader?.close()
    await server?.stop()
})

const pathOf = (path, parameters) => `/v1/${path}?${new URLSearchParams(parameters)}`

/** The references of the pilots of our own that a text finds, best first. */
async function found(search, client = anonymous) {
    const { status, json, text } = await client.get(pathOf('pilots', { search, municipality: stranger, fields: 'reference' }))
    assert.equal(status, 200, text)
    return json.results.map(({ reference }) => reference)
}

async function refused(path, location, code) {
    const { status, json, text } = await anonymous.get(path)
    assert.equal(status, 400, `${path}: ${text}`)
    assert.deepEqual(json.errors.map((error) => [error.in, error.location, error.code]), [['query', location, code]], path)
}

describe('words', () => {
    for (const [text, expected] of [
        ['ouderen', ['day']], ['oudere', ['day']], ['OUDEREN', ['day']], // stems, whatever the letters
        ['cafe', ['cafe']], ['Cafés', ['cafe']], ['coordinatie', ['carers']], ['coördinatie', ['carers']], // and the accents
        ['mantelzorg', ['carers']], ['zorg', ['carers']], ['mantel', ['carers']], // parts of compounds
        ['dag', ['day']], ['dag besteding', ['day']], ['welzijn organisatie', ['carers']], // apart
        ['kantooruren', ['work']], // what a long word ends on, when it is found nowhere itself
        ['dagbestedign', ['day']], ['matelzorgers', ['carers']], ['welzijnsorganistaie', ['carers']], // misspelt
        ['de ouderen in', ['day']], // words that say nothing
        ['ouderen mantelzorg', []], ['xyzzyplugh', []], ['!?', []], // each word counts
        ["' | !& :* (", []], ['ouderen:*', ['day']], ["'ouderen\\", ['day']], // no language of operators
    ])
        test(`'${text}' finds ${expected.join(', ') || 'nothing'}`, async () => assert.deepEqual(await found(text), expected))

    test('a name goes before a text, a word before a part of one', async () => {
        assert.deepEqual(await found('besteding'), ['work', 'day'])
        assert.deepEqual(await found('ontmoeten'), await found('ontmoet'))
        await add('pilots', { municipality: stranger, kind: 'pilot', reference: 'zorg', public: true, title: 'Zorg dichtbij' })
        assert.deepEqual(await found('zorg'), ['zorg', 'carers'])
        assert.equal((await server.del(`/v1/pilots/${(await one('zorg')).id}`)).status, 204)
        assert.deepEqual(await found('zorg'), ['carers'])
    })
})

const one = async (reference) => (await server.get(pathOf('pilots', { municipality: stranger, reference }))).json.results[0]

test('an entry follows its row', async () => {
    const { id } = await add('pilots', { municipality: stranger, kind: 'pilot', reference: 'change', public: true, title: 'Eerst de fiets' })
    assert.deepEqual(await found('fiets'), ['change'])
    assert.equal((await server.patch(`/v1/pilots/${id}`, { title: 'Dan de bus', summary: 'Vervoer op maat.' })).status, 200)
    assert.deepEqual(await found('fiets'), [])
    assert.deepEqual(await found('vervoer bus'), ['change'])
    assert.equal((await server.patch(`/v1/pilots/${id}`, { public: false })).status, 200)
    assert.deepEqual(await found('vervoer bus'), [])
    assert.deepEqual(await found('vervoer bus', server), ['change'])
    assert.equal((await server.del(`/v1/pilots/${id}`)).status, 204)
    assert.deepEqual(await found('vervoer bus', server), [])
})

test('what belongs to a pilot becomes public with it', async () => {
    const pilot = await add('pilots', { municipality: stranger, kind: 'pilot', title: 'Stil', public: false })
    await add('goals', { municipality: stranger, pilot: pilot.id, statement: 'Minder quarantaines.' })
    const ask = () => anonymous.get('/v1/goals?search=quarantaine&count=true')
    assert.equal((await ask()).json.count, 0)
    assert.equal((await server.patch(`/v1/pilots/${pilot.id}`, { public: true })).status, 200)
    assert.equal((await ask()).json.count, 1)
    assert.equal((await server.patch(`/v1/pilots/${pilot.id}`, { public: false })).status, 200)
    assert.equal((await ask()).json.count, 0)
})

test('every resource with texts is searched, no other, and the database searches in the fields that the tables name', async () => {
    for (const { path, fields, table } of tables.resources) {
        const searched = fields.filter(({ search }) => search)
        const { status } = await anonymous.get(pathOf(path, { search: 'zorg' }))
        assert.equal(status, searched.length ? 200 : 400, path)
        const triggers = await server.sql(`SELECT pg_get_triggerdef(oid) AS text FROM pg_trigger
            WHERE tgrelid = '${table}'::regclass AND tgfoid = 'proeftuin_search_keep'::regproc ORDER BY tgname`)
        if (!searched.length) {
            assert.deepEqual(triggers, [], path)
            continue
        }
        const names = (prose) => `{${searched.filter(({ type }) => (type === 'prose') === prose).map(({ column }) => column)}}`
        const people = searched.some((field) => field.people)
        assert.equal(triggers.length, 2, path)
        for (const { text } of triggers)
            assert.ok(text.endsWith(`proeftuin_search_keep('${path}', '${names(false)}', '${names(true)}', '${people ? 't' : 'f'}')`), `${path}: ${text}`)
        for (const { column } of searched) assert.ok(triggers[1].text.includes(`old.${column} IS DISTINCT FROM new.${column}`), `${path}.${column}`)
    }
    await refused('/v1/decisions?search=zorg', 'search', 'parameter.unknown')
})

describe('pages', () => {
    const count = 57
    const rows = []
    before(async () => {
        for (let n = 0; n < count; n++)
            rows.push(await add('documents', { municipality: stranger, reference: `page-${n}`, kind: n % 2 ? 'letter' : 'memo', public: true,
                title: `Zeppelin ${'zeppelin '.repeat(n % 4)}deel ${n}` }))
    })

    async function walk(parameters) {
        const results = []
        for (let path = pathOf('documents', { search: 'zeppelin', ...parameters }), pages = 0; path; pages++) {
            const { status, json, text } = await anonymous.get(path)
            assert.equal(status, 200, text)
            results.push(...json.results)
            path = json.next && new URL(json.next, 'http://x').pathname + new URL(json.next, 'http://x').search
            assert.ok(pages < count)
        }
        return results
    }

    for (const limit of [1, 10, 57, 100])
        test(`of ${limit}, by rank, are the whole`, async () => {
            const whole = (await anonymous.get('/v1/documents?search=zeppelin&limit=1000')).json.results
            assert.equal(whole.length, count)
            assert.deepEqual(await walk({ limit }), whole)
        })

    test('with filters, sorted, counted, expanded, chosen fields', async () => {
        const letters = await walk({ limit: 7, kind: 'letter', sort: '-reference', fields: 'reference,kind' })
        const expected = rows.filter(({ kind }) => kind === 'letter').map(({ reference, kind }) => ({ reference, kind }))
        assert.deepEqual(letters, expected.sort((a, b) => (a.reference < b.reference ? 1 : -1)))
        const { json } = await anonymous.get('/v1/documents?search=zeppelin&kind=letter&count=true&limit=1&expand=municipality')
        assert.equal(json.count, expected.length)
        assert.equal(json.results[0].expanded.municipality.code, stranger)
    })

    test('as CSV and NDJSON, all of it in the same order', async () => {
        const titles = (await walk({ fields: 'title' })).map(({ title }) => title)
        const csv = await anonymous.get('/v1/documents?search=zeppelin&fields=title', { headers: { Accept: 'text/csv' } })
        assert.deepEqual(csv.text.replace(/^\ufeff/, '').trim().split(/\r?\n/).slice(1), titles)
        const lines = await anonymous.get('/v1/documents?search=zeppelin&fields=title', { headers: { Accept: 'application/x-ndjson' } })
        assert.deepEqual(lines.text.trim().split('\n').map((line) => JSON.parse(line).title), titles)
    })

    test('a cursor is of its own question', async () => {
        const { json } = await anonymous.get('/v1/documents?search=zeppelin&limit=1')
        const cursor = new URL(json.next, 'http://x').searchParams.get('cursor')
        await refused(pathOf('documents', { search: 'zeppelins', cursor }), 'cursor', 'cursor.invalid')
        await refused(pathOf('documents', { cursor }), 'cursor', 'cursor.invalid')
    })
})

test('no more than the best thousand', async () => {
    await server.sql(`INSERT INTO area (id, municipality, public, name, kind) SELECT gen_random_uuid(), '${stranger}', true,
        CASE WHEN n > 1100 THEN 'Kwartelhof kwartelhof' ELSE 'Kwartelhof ' || n END, 'district' FROM generate_series(1, 1110) n`)
    const { json } = await anonymous.get('/v1/areas?search=kwartelhof&count=true&limit=1000&fields=name')
    assert.deepEqual([json.count, json.results.length, json.next], [1000, 1000, null])
    assert.ok(json.results.slice(0, 10).every(({ name }) => name === 'Kwartelhof kwartelhof'))
    const best = await anonymous.get('/v1/areas?search=kwartelhof&sort=-name&limit=10&fields=name')
    assert.ok(best.json.results.every(({ name }) => name === 'Kwartelhof kwartelhof'))
    assert.equal((await anonymous.get(pathOf('areas', { search: 'kwartelhof', name: 'Kwartelhof 1099', count: 'true' }))).json.count, 1)
})

describe('what is hidden', () => {
    test('is not found, and changes neither order nor rank nor count', async () => {
        const ask = async () => [
            (await anonymous.get('/v1/pilots?search=ontmoeten&count=true')).text,
            (await anonymous.get('/v1/search?q=ontmoeten')).text,
            (await anonymous.get('/v1/search?q=ontmoeen')).text,
            (await reader.get('/v1/search?q=ontmoeten')).text,
            (await anonymous.get('/v1/search?q=luchtbalon')).text,
        ]
        const before = await ask()
        const hidden = []
        for (let n = 0; n < 20; n++)
            hidden.push(await add('pilots', { municipality: stranger, kind: 'pilot', public: false, title: `Ontmoeten, ontmoeten ${n}`, summary: 'Een luchtballon.' }))
        assert.deepEqual(await ask(), before)
        const seen = await server.get('/v1/pilots?search=luchtbalon&count=true') // found by who may read them, as something like it
        assert.equal(seen.json.count, 20)
        for (const { id } of hidden) assert.equal((await server.del(`/v1/pilots/${id}`)).status, 204)
    })

    test('is found by who may read it', async () => {
        const { id } = await add('pilots', { municipality: mine, kind: 'pilot', public: false, title: 'Geheimschrift' })
        for (const [client, expected] of [[anonymous, []], [reader, [id]], [server, [id]]]) {
            assert.deepEqual((await client.get('/v1/pilots?search=geheimschrift')).json.results.map((row) => row.id), expected)
            assert.deepEqual((await client.get('/v1/search?q=geheimschrift')).json.results.map((row) => row.id), expected)
        }
    })

    test('cannot be reached beside the functions', async () => {
        await assert.rejects(server.sql('SET ROLE proeftuin_app; SELECT * FROM search_entry'), /permission denied/)
        await assert.rejects(server.sql(`SET ROLE proeftuin_app; SELECT proeftuin_search_put('pilots', '{}', '{}', '{}', false)`), /permission denied/)
    })

    test('counts of people are found in their story only by who sees them', async () => {
        const pilot = await add('pilots', { municipality: mine, kind: 'pilot', public: true, title: 'Klein' })
        const { id } = await add('measurements', { municipality: mine, pilot: pilot.id, measuredOn: '2018-01-01', value: 3, status: 'final', story: 'Drie wichelroedelopers.' })
        for (const [client, expected] of [[anonymous, []], [reader, [id]]]) {
            assert.deepEqual((await client.get('/v1/measurements?search=wichelroedelopers')).json.results.map((row) => row.id), expected)
            assert.deepEqual((await client.get('/v1/search?q=wichelroedelopers')).json.results.map((row) => row.id), expected)
        }
    })
})

describe('all kinds at once', () => {
    test('each with its kind, owner, title, snippet and address', async () => {
        const { json, status, text } = await anonymous.get('/v1/search?q=mantelzorg&municipality=gm0141')
        assert.equal(status, 200, text)
        const [hit] = json.results
        assert.deepEqual(Object.keys(hit), ['kind', 'id', 'municipality', 'title', 'snippet', 'rank', 'url'])
        assert.deepEqual([hit.kind, hit.id, hit.municipality, hit.title], ['pilots', pilots.carers.id, stranger, 'Steun aan huis'])
        assert.equal(hit.snippet, 'Steun aan huis «Mantelzorgers» krijgen een avond vrij. De coördinatie ligt bij de welzijnsorganisatie.')
        assert.ok(hit.rank > 0 && hit.url.endsWith(`/v1/pilots/${hit.id}`))
        assert.equal((await anonymous.get(new URL(hit.url, 'http://x').pathname)).status, 200)
    })

    test('a text\'s own marks become plain, and markup stays text', async () => {
        const { json } = await anonymous.get('/v1/search?q=binnenlopen')
        assert.equal(json.results[0].snippet, 'Café Zonder Drempel Ontmoeten zonder afspraak "«binnenlopen»".')
        await add('documents', { municipality: stranger, kind: 'memo', public: true, title: '<b>Vuurtoren</b>' })
        assert.equal((await anonymous.get('/v1/search?q=vuurtoren')).json.results[0].snippet, '<b>«Vuurtoren»</b>')
    })

    test('a long text is cut around what was found', async () => {
        const summary = `${'voor '.repeat(100)}kompasroos${' achter'.repeat(100)}`
        await add('pilots', { municipality: stranger, kind: 'pilot', public: true, title: 'Lang', summary })
        const [{ snippet }] = (await anonymous.get('/v1/search?q=kompasroos')).json.results
        assert.match(snippet, /^… (voor ){10}«kompasroos»( achter){19} …$/)
    })

    test('best first, of some kinds, of some owners, no more than asked', async () => {
        const { json } = await anonymous.get('/v1/search?q=ontmoeten&limit=100')
        const ranks = json.results.map(({ rank }) => rank)
        assert.deepEqual(ranks, [...ranks].sort((a, b) => b - a))
        assert.ok(new Set(json.results.map(({ kind }) => kind)).size > 0)
        const some = await anonymous.get('/v1/search?q=almelo&kinds=municipalities,documents')
        assert.ok(some.json.results.some(({ kind, id, municipality }) => kind === 'municipalities' && id === 'gm0141' && municipality === null))
        assert.ok(some.json.results.every(({ kind }) => ['municipalities', 'documents'].includes(kind)))
        assert.equal((await anonymous.get('/v1/search?q=ontmoeten&limit=1')).json.results.length, 1)
        const owned = await anonymous.get(`/v1/search?q=ontmoeten&municipality=${stranger},gm0148`)
        assert.ok(owned.json.results.length >= 2 && owned.json.results.every(({ municipality }) => municipality === stranger))
        assert.deepEqual((await anonymous.get('/v1/search?q=ontmoeten&municipality=gm0148')).json.results, [])
    })

    test('what is not a question is refused', async () => {
        await refused('/v1/search', 'q', 'parameter.required')
        await refused('/v1/search?q=a', 'q', 'text.tooShort')
        await refused(`/v1/search?q=${'a'.repeat(201)}`, 'q', 'text.tooLong')
        await refused('/v1/search?q=zorg&kinds=decisions', 'kinds', 'code.unknown')
        await refused('/v1/search?q=zorg&limit=101', 'limit', 'number.tooLarge')
        await refused('/v1/search?q=zorg&search=zorg', 'search', 'parameter.unknown')
        await refused(`/v1/pilots?search=${'a'.repeat(201)}`, 'search', 'text.tooLong')
    })
})

test('what was asked is not in the log, and a citizen service number is not asked', async () => {
    assert.equal((await anonymous.get('/v1/search?q=fluisterwoord')).status, 200)
    assert.equal((await anonymous.get('/v1/pilots?search=fluisterwoord')).status, 200)
    await refused('/v1/search?q=mevrouw+123456782', 'q', 'text.bsn')
    await refused('/v1/pilots?search=123456782', 'search', 'text.bsn')
    await anonymous.get('/health/live')
    for (const secret of ['fluisterwoord', '123456782']) assert.ok(!server.stderr().includes(secret))
})

test('texts as long as they may be have an entry', async () => {
    const words = (seed) => Array.from({ length: 1900 }, (_, n) => `woord${(n * 7919 + seed).toString(36)}`).join(' ').slice(0, 20000)
    const { id } = await add('programmes', { municipality: stranger, kind: 'policyPlan', public: true, title: 'Lang', summary: words(1e6), question: words(2e9) })
    const last = words(1e6).split(' ').at(-2)
    assert.deepEqual((await anonymous.get(pathOf('programmes', { search: last }))).json.results.map((row) => row.id), [id])
    const { id: odd } = await add('programmes', { municipality: stranger, kind: 'policyPlan', public: true, title: 'Raar', summary: 'é'.repeat(20000) })
    assert.equal((await server.get(`/v1/programmes/${odd}`)).status, 200)
})

test('one address holds a search as any parameter', async () => {
    const { json } = await anonymous.get(pathOf('pilots', { search: 'café & zo', fields: 'reference' }))
    assert.deepEqual(json.results, [{ reference: 'cafe' }])
})
