// Lists: their envelope, limit and count, and walking them by cursor. Whatever a list is sorted by, page after page
// must give
// every row exactly once, in the order that PostgreSQL itself gives with ORDER BY.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { generate, generated } from '../support/generated.mjs'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer()
    await generate(server)
})
after(() => server.stop())

const tenant = ['id', 'municipality', 'reference', 'createdAt', 'updatedAt']

/** Per resource its table, the field that is its key, and every field that one can sort by. */
const resources = {
    municipalities: { table: 'municipality', key: 'code', sort: ['code', 'name', 'validFromDate', 'validToDate'] },
    documents: { table: 'document', sort: [...tenant, 'title', 'issuedDate'] },
    organisations: { table: 'organisation', sort: [...tenant, 'name'] },
    areas: { table: 'area', sort: [...tenant, 'name'] },
    pilots: { table: 'pilot', sort: [...tenant, 'title', 'sourceOrder', 'startDate', 'endDate'] },
    decisions: { table: 'decision', sort: [...tenant, 'takenDate', 'newEndDate'] },
    'progress-reports': { table: 'progress_report', sort: [...tenant, 'reportedOn'] },
    deliverables: { table: 'deliverable', sort: [...tenant, 'title', 'dueDate', 'doneDate', 'promisedOn'] },
}

const column = (field) => field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)

/** One page, of which `next` and Link must say the same. */
async function page(path) {
    const { status, headers, json, text } = await server.get(path)
    assert.equal(status, 200, `${path}: ${text}`)
    assert.deepEqual(Object.keys(json).slice(0, 2), ['results', 'next'])
    assert.equal(headers.link, json.next === null ? undefined : `<${json.next}>; rel="next"`)
    return json
}

/** The keys of all rows, page after page. */
async function walk(path, key = 'id') {
    const keys = []
    for (let next = path; next; ) {
        const json = await page(next)
        assert.ok(json.results.length > 0 || !json.next, 'an empty page has no next one')
        keys.push(...json.results.map((row) => row[key]))
        next = json.next
    }
    return keys
}

/** For each sort ('title', '-title') the place of every row in it, as PostgreSQL sees it; ties share a place. */
async function placesOf({ table, key = 'id', sort }) {
    const sorts = sort.flatMap((field) => [field, `-${field}`])
    const rank = (name) =>
        `dense_rank() OVER (ORDER BY ${column(name.replace('-',
            ''))}${name.startsWith('-') ? ' DESC' : ''} NULLS LAST) AS "${name}"`
    return server.sql(`SELECT ${key} AS key, ${sorts.map(rank)} FROM ${table} ORDER BY ${key}`)
}

/** The keys in the order of these sorts, then of the key. */
const inOrder = (places, sorts) =>
    [...places]
        .sort((a, b) => sorts.map((name) => a[name] - b[name]).find((difference) => difference) ?? 0)
        .map((row) => row.key)

describe('walking by cursor gives every row once, in order', () => {
    for (const [path, { key = 'id', ...resource }] of Object.entries(resources)) {
        test(`${path}: by each field`, async () => {
            const places = await placesOf({ ...resource, key })
            assert.ok(places.length >= generated)
            for (const field of resource.sort)
                for (const sort of [field, `-${field}`])
                    assert.deepEqual(
                        await walk(`/v1/${path}?limit=97&fields=${key}&sort=${sort}`, key),
                        inOrder(places, [sort]),
                        sort,
                    )
        })

        test(`${path}: by pairs of fields`, async () => {
            const places = await placesOf({ ...resource, key })
            const limit = Math.ceil(places.length / 3)
            const names = resource.sort.flatMap((field) => [field, `-${field}`])
            // Every field in both directions beside every other; pilots beside both directions of the other, too.
            const pairs = names.flatMap((first, at) =>
                names.filter((second, other) => second.replace('-', '') !== first.replace('-', '')
                    && (path === 'pilots' || (at + other) % 2 === 0)).map((second) => [first, second]))
            for (const sorts of pairs)
                assert.deepEqual(
                    await walk(`/v1/${path}?limit=${limit}&fields=${key}&sort=${sorts}`, key),
                    inOrder(places, sorts),
                    `${sorts}`,
                )
        })
    }

    test('in small pages, through ties and nulls', async () => {
        const places = await placesOf(resources.pilots)
        for (const sort of [['sourceOrder'], ['-endDate'], ['reference', '-title'], ['-title', 'sourceOrder']])
            assert.deepEqual(await walk(`/v1/pilots?limit=7&fields=id&sort=${sort}`), inOrder(places, sort))
    })

    test('without a sort: by key', async () => {
        for (const [path, { table, key = 'id' }] of Object.entries(resources)) {
            const rows = await server.sql(`SELECT ${key} AS key FROM ${table} ORDER BY ${key}`)
            assert.deepEqual(await walk(`/v1/${path}?limit=100`, key), rows.map((row) => row.key))
        }
    })

    test('with a filter, which the cursor keeps', async () => {
        const rows = await server.sql(
            `SELECT id FROM pilot WHERE kind = 'experiment' AND public ORDER BY title DESC, id`)
        const path = '/v1/pilots?kind=experiment&public=true&sort=-title&limit=4'
        assert.deepEqual(await walk(path), rows.map((row) => row.id))
    })

    test('with a filter on what is computed', async () => {
        const rows = await server.sql(`SELECT id FROM pilot_read WHERE status_group = 'active' ORDER BY start_date, id`)
        assert.ok(rows.length > 10)
        assert.deepEqual(await walk('/v1/pilots?statusGroup=active&sort=startDate&limit=9'), rows.map((row) => row.id))
    })

    test('texts stand in Dutch order, not in that of their bytes', async () => {
        const { results } = await page('/v1/organisations?municipality=gm0141&fields=name&sort=name&limit=1000')
        const { results: others } = await page('/v1/organisations?municipality=gm1509&fields=name&sort=name&limit=1000')
        const names = new Set([...results, ...others].map((row) => row.name))
        const inOrder = [...names].sort(new Intl.Collator('nl').compare)
        assert.deepEqual([...new Set(results.map((row) => row.name))],
            inOrder.filter((name) => results.some((row) => row.name === name)))
        // Accents and capitals come second; IJ sorts as I and J.
        const wanted = ['een loket', 'één loket', 'Iglo', 'ijsbaan', 'IJsbaan', 'Ikea', 'zorg', 'Zorg']
        assert.deepEqual(inOrder.filter((name) => wanted.includes(name)), wanted)
    })
})

describe('between pages', () => {
    const titles = async (path) => (await page(path)).results.map((row) => row.title)
    const add = (title) => server.post('/v1/documents', { municipality: 'gm0150', title, kind: 'memo' })

    test('rows may come and go: what stays is seen once', async () => {
        const made = []
        for (const title of ['b', 'd', 'f', 'h', 'j']) made.push((await add(title)).json)
        const first = await page('/v1/documents?municipality=gm0150&sort=title&limit=2&fields=title')
        assert.deepEqual(first.results, [{ title: 'b' }, { title: 'd' }])

        await add('a') // before the page that was seen
        await add('e') // behind it
        await server.del(`/v1/documents/${made[1].id}`) // the row that the cursor stands on
        await server.del(`/v1/documents/${made[3].id}`) // a row that is still to come

        assert.deepEqual(await titles(first.next), ['e', 'f'])
        const second = await page(first.next)
        assert.deepEqual(await titles(second.next), ['j'])
        assert.equal((await page(second.next)).next, null)
    })

    test('limit, fields, expand and count may change', async () => {
        const first = await page('/v1/pilots?sort=-title&limit=3')
        const cursor = new URL(first.next, 'http://x').searchParams.get('cursor')
        const changed = 'limit=5&fields=id&count=true&expand=document'
        const second = await page(`/v1/pilots?sort=-title&cursor=${cursor}&${changed}`)
        const whole = await page('/v1/pilots?sort=-title&limit=8&fields=id')
        assert.deepEqual(second.results.map((row) => row.id), whole.results.slice(3).map((row) => row.id))
        assert.equal(second.count, generated)
    })

    test('the order of parameters does not matter', async () => {
        const first = await page('/v1/pilots?sort=title&kind=pilot&limit=3')
        const cursor = new URL(first.next, 'http://x').searchParams.get('cursor')
        await page(`/v1/pilots?cursor=${cursor}&limit=3&kind=pilot&sort=title`)
    })

    test('the next page is the same question, however it was encoded', async () => {
        const title = encodeURIComponent('straat & "plein",Zorg,Groep \\ één')
        const path = `/v1/pilots?limit=2&title=${title}&municipality=gm%31509`
        const rows = await server.sql(`SELECT id FROM pilot WHERE municipality = 'gm1509'
            AND title IN ('straat & "plein"', 'Zorg', E'Groep \\\\ één') ORDER BY id`)
        assert.ok(rows.length > 4)
        assert.deepEqual(await walk(path), rows.map((row) => row.id))
    })
})

describe('limit and count', () => {
    test('50 rows unless asked otherwise, 1 to 1000 on request', async () => {
        assert.equal((await page('/v1/pilots')).results.length, 50)
        assert.equal((await page('/v1/pilots?limit=1')).results.length, 1)
        assert.equal((await page('/v1/pilots?limit=1000')).results.length, generated)
        for (const [limit, code] of [['0', 'number.tooSmall'], ['-1', 'number.tooSmall'], ['1001', 'number.tooLarge'],
            ['99999999999999999999', 'type'],
            ['', 'type'], ['x', 'type'], ['1.0', 'type'], ['+1', 'type'], ['01', 'type']]) {
            const { status, json } = await server.get(`/v1/pilots?limit=${limit}`)
            assert.deepEqual([status, json.errors?.map((error) => [error.location, error.code])],
                [400, [['limit', code]]], limit)
        }
    })

    test('a page that is just full has no next one', async () => {
        assert.equal((await page(`/v1/pilots?limit=${generated}`)).next, null)
        assert.notEqual((await page(`/v1/pilots?limit=${generated - 1}`)).next, null)
        assert.deepEqual(await page('/v1/pilots?municipality=gm0014'), { results: [], next: null })
    })

    test('count only when asked, of all that the filters let through', async () => {
        assert.deepEqual(Object.keys(await page('/v1/pilots?limit=1')), ['results', 'next'])
        assert.deepEqual(Object.keys(await page('/v1/pilots?limit=1&count=false')), ['results', 'next'])
        assert.equal((await page('/v1/pilots?limit=1&count=true')).count, generated)
        assert.equal((await page('/v1/pilots?limit=1&count=true&kind=pilot')).count, generated / 3)
        assert.equal((await page('/v1/pilots?count=true&municipality=gm0014')).count, 0)
    })

    test('links begin with the address that the public uses', async () => {
        const other = await startServer({ database: server.database,
            env: { PROEFTUIN_PUBLIC_URL: 'https://api.example.nl/pilots' } })
        try {
            const { json, headers } = await other.get('/v1/pilots?limit=1')
            assert.match(json.next, /^https:\/\/api\.example\.nl\/pilots\/v1\/pilots\?limit=1&cursor=[\w-]+$/)
            assert.equal(headers.link, `<${json.next}>; rel="next"`)
        } finally {
            await other.stop()
        }
    })
})

describe('a cursor that does not fit', () => {
    const cursorOf = async (query, path = 'pilots') =>
        new URL((await page(`/v1/${path}?limit=3&${query}`)).next, 'http://x').searchParams.get('cursor')

    const isRefused = async (path, why) => {
        const { status, json } = await server.get(path)
        assert.equal(status, 400, why ?? path)
        assert.deepEqual(json.errors.map(({ in: place, location, code }) => [place, location, code]),
            [['query', 'cursor', 'cursor.invalid']])
    }

    test('is refused with another question', async () => {
        const cursor = await cursorOf('sort=title&kind=pilot')
        for (const query of ['sort=title', 'sort=title&kind=project', 'kind=pilot', 'sort=-title&kind=pilot',
            'sort=title,startDate&kind=pilot',
            'sort=title&kind=pilot&asOf=2018-01-01', 'sort=title&kind=pilot&public=true',
            'sort=title&stage=pilot'.replace('stage', 'title')])
            await isRefused(`/v1/pilots?${query}&cursor=${cursor}`)
        await isRefused(`/v1/areas?sort=name&cursor=${cursor}`)
        await isRefused(`/v1/documents?sort=title&cursor=${await cursorOf('sort=title')}`)
    })

    test('is refused when it is damaged, empty or far too long', async () => {
        const cursor = await cursorOf('sort=title')
        for (const bad of ['', 'x', '....', cursor.slice(0, -1), cursor.slice(0, 5), cursor.slice(1), `${cursor}A`,
            `${cursor}AAAA`, cursor.repeat(2),
            'A'.repeat(6000), 'n', `${cursor}=`, '%20', cursor.replace(/.$/, '!')])
            await isRefused(`/v1/pilots?sort=title&cursor=${bad}`, bad)
    })

    /** A cursor with other contents: what somebody gets who takes it apart. */
    const forged = (cursor, change) => {
        const bytes = Buffer.from(cursor, 'base64url')
        const text = change(bytes.toString('latin1'))
        assert.notEqual(text, bytes.toString('latin1'))
        return Buffer.from(text, 'latin1').toString('base64url')
    }

    test('is refused when a value inside is not of the type that belongs there', async () => {
        const forgeries = [
            ['sort=startDate', (text) => text.replace(/\d{4}-\d\d-\d\d/, '2018-02-30')],
            ['sort=startDate', (text) => text.replace(/\d{4}-\d\d-\d\d/, 'infinity')],
            ['sort=createdAt', (text) => text.replace(/\d\d:\d\d:\d\d/, '99:99:99')],
            ['sort=createdAt', (text) => text.replace(/\+00/, '+99')],
            ['sort=createdAt', (text) => text.replace(/\d\d:\d\d:\d\d/, '12 12 12')],
            ['sort=sourceOrder', (text) => text.replace(/v\d+\0/, 'vx\0')],
            ['sort=sourceOrder', (text) => text.replace(/v\d+\0/, 'v99999999999\0')],
            ['sort=title', (text) => text.replace(/^(....)v/s, '$1v\xff')],
            ['sort=title', (text) => text.replace(/^(....)v/s, '$1v\x01')],
            ['sort=title', (text) => text.replace(/^(....)v[^\0]+\0/s, '$1n')], // a title is never null
            ['sort=id', (text) => text.replace(/[0-9a-f]{8}-/, 'zzzzzzzz-')],
            ['sort=title', (text) => text.replace(/[0-9a-f]{8}-/, 'ZZZZZZZZ-')],
            ['sort=municipality', (text) => text.replace(/gm\d{4}/, 'GM____')],
            ['', (text) => text.replace(/v[^\0]+\0$/, 'n')],
            ['', (text) => text.slice(0, 4)],
        ]
        for (const [query, change] of forgeries)
            await isRefused(`/v1/pilots?${query}&cursor=${forged(await cursorOf(query), change)}`,
                `${query}: ${change}`)
    })

    test('never breaks the service, whichever byte of it is changed', async () => {
        for (const query of ['sort=createdAt', 'sort=-startDate,title', 'sort=reference', 'sort=sourceOrder']) {
            const bytes = Buffer.from(await cursorOf(query), 'base64url')
            for (let at = 0; at < bytes.length; at++)
                for (const other of [0, 0x39, 0xff, bytes[at] + 1]) {
                    const changed = Buffer.from(bytes)
                    changed[at] = other
                    const { status,
                        text } = await server.get(`/v1/pilots?${query}&limit=1&cursor=${changed.toString('base64url')}`)
                    assert.ok(status === 200 || status === 400, `${status} for ${changed.toString('latin1')}: ${text}`)
                }
        }
        assert.equal(server.stderr(), '')
    })
})
