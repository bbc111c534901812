// Who may see and change what: every role, everywhere or in one municipality, against rows of its own, of a municipality that it has
// succeeded and of a stranger, public and not, on every route. What is expected follows from the rules below, which are those of
// docs/api.md, and from the tables; not from the daemon's answers.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createRandom } from '../support/random.mjs'
import { createRows } from '../support/rows.mjs'
import { command, startServer } from '../support/server.mjs'
import { codesOf, tables } from '../support/tables.mjs'

const [mine, predecessor, stranger] = ['gm0824', 'gm0788', 'gm0141'] // Oisterwijk, Haaren (of which it got a part), Almelo
const owners = [mine, predecessor, stranger]
const roles = codesOf('apiKeys.roles')
const collections = tables.resources.filter(({ tenant }) => tenant)

// ---- The rules ----

const covers = (caller, municipality) => caller.everywhere || (caller.roles.length > 0 && [mine, predecessor].includes(municipality))
const maySee = (caller, row) => row.public || covers(caller, row.municipality)
const mayWrite = (caller, resource, municipality) => caller.roles.includes(resource.writer) && covers(caller, municipality)

/** The status that a write to a row comes to; `allowed` when nothing forbids it. */
const statusOfWrite = (caller, resource, row, allowed) =>
    !caller.roles.length ? 401 : !maySee(caller, row) ? 404 : mayWrite(caller, resource, row.municipality) ? allowed : 403

// ---- The world ----

let server
let callers
const rows = [] // { path, id, reference, municipality, public }
const nowhere = { id: '01900000-0000-7000-8000-00000000dead' } // a row that there is not

const rowsOf = (path) => rows.filter((row) => row.path === path)
const hiddenFrom = (caller) => rows.filter((row) => !maySee(caller, row))

/** What a search looks into, and every row has: in it, all rows have one word. */
const findable = (resource) => resource.fields.find((field) => field.search && field.required && !field.pattern)?.name

const referencesOf = (resource) => resource.fields.filter(({ type }) => type === 'reference')

/**
 * Rows of every collection, which point to each other in every way that they can: the first of a collection to whatever its rules
 * allow at once, each further one to what was left out (a programme rather than a pilot, another row of its own), the last with parts.
 */
async function addFamily(municipality, isPublic, random) {
    const targets = { municipalities: owners.map((code) => ({ id: code, reference: code })) }
    const rowMaker = createRows(random, targets, owners)

    async function add(resource, suffix, more) {
        const own = resource.fields.find(({ name }) => name === 'public')
        const reference = `${isPublic ? 'open' : 'secret'}-${municipality}${suffix}`
        const words = findable(resource) && { [findable(resource)]: `zoekwoord ${reference}` }
        const { sent } = rowMaker.make(resource.path, { municipality, reference, ...words, ...more }, { bare: true })
        if (!own.readOnly) sent.public = isPublic
        const { status, json, text } = await server.post(`/v1/${resource.path}`, sent)
        assert.equal(status, 201, `${resource.path}: ${text} to ${JSON.stringify(sent)}`)
        assert.equal(json.public, isPublic, `${resource.path}: what belongs to something is as public as that`)
        rows.push({ path: resource.path, id: json.id, reference, municipality, public: isPublic })
        return json
    }

    for (const resource of collections) {
        const pointing = (fields) => Object.fromEntries(fields.filter(({ target }) => targets[target]).map(({ name, target }) => [name, targets[target][0].id]))
        const first = await add(resource, '', pointing(referencesOf(resource)))
        targets[resource.path] = [{ id: first.id, reference: first.reference }]
        const done = new Set(referencesOf(resource).filter(({ name }) => first[name]).map(({ name }) => name))
        for (const field of referencesOf(resource).filter(({ name }) => !done.has(name))) {
            const further = await add(resource, `.${field.name}`, pointing([field]))
            if (further[field.name]) done.add(field.name)
            else assert.ok(seldom.includes(`${resource.path}.${field.name}`), `${resource.path} points to nothing by ${field.name}`)
        }
        if (resource.parts.length)
            await add(resource, '.parts', Object.fromEntries(resource.parts.map((part) => [part.path, filled(() => rowMaker.part(part).sent)])))
    }
}

/** What the rules let a row have only beside other rows of its own kind. */
const seldom = ['budget-lines.variantOf']

/** A list that is not empty. */
function filled(make) {
    for (;;) {
        const list = make()
        if (list.length) return list
    }
}

/** A key from the command line; the server's client for it. */
async function addCaller(name, ownRoles, everywhere) {
    const where = everywhere ? ['--everywhere'] : ['--municipality', mine]
    const made = await command(server.database, 'key', 'create', '--label', name, ...ownRoles.flatMap((role) => ['--role', role]), ...where)
    assert.equal(made.status, 0, made.stderr)
    return { name, roles: ownRoles, everywhere, ...server.as(made.stdout.trim()) }
}

before(async () => {
    server = await startServer()
    const random = createRandom(20180912)
    for (const municipality of owners) for (const isPublic of [true, false]) await addFamily(municipality, isPublic, random)
    callers = [{ name: 'anonymous', roles: [], everywhere: false, ...server.as(null) }]
    for (const everywhere of [false, true])
        for (const role of roles) callers.push(await addCaller(`${role} ${everywhere ? 'everywhere' : 'of one'}`, [role], everywhere))
    callers.push(await addCaller('all roles of one', roles, false))
})
after(async () => {
    for (const { close } of callers ?? []) close()
    await server?.stop()
})

/** An object without some of its members. */
const without = (object, names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

/** An answer as a client can tell it from another: all but the time and the request's own id. */
function seen({ status, headers, text }) {
    const { date, 'x-request-id': id, ...rest } = headers
    return { status, headers: rest, text }
}

/** Nothing in an answer names a row that the caller may not see. */
function assertNoLeak(caller, { text }, what) {
    for (const row of hiddenFrom(caller)) {
        assert.ok(!text.includes(row.id), `${caller.name}: ${what} shows the id of ${row.path} of ${row.municipality}`)
        assert.ok(!text.includes(row.reference), `${caller.name}: ${what} shows the reference of ${row.path} of ${row.municipality}`)
    }
}

async function forEveryCaller(work) {
    for (const caller of callers) await work(caller)
}

const page = (path, query = '') => `/v1/${path}?limit=200${query}`

// ---- Every route has its place here ----

const walked = new Set([
    'GET /health/live', 'GET /health/ready', 'GET /metrics', 'GET /v1', 'GET /v1/me', 'GET /v1/api-keys', 'POST /v1/api-keys',
    'GET /v1/api-keys/{id}', 'DELETE /v1/api-keys/{id}', 'GET /v1/findings', 'GET /v1/pilots/{id}/findings', 'GET /v1/changes',
    'GET /v1/pilots/{id}/readiness', 'POST /v1/smart-checks', 'GET /v1/goals/{id}/smart-check', 'GET /v1/goals/{id}/progress',
    'GET /v1/goals/{id}/drift', 'POST /v1/effects', 'GET /v1/evaluations/{id}/effects', 'GET /v1/search', 'GET /v1/pilots/{id}/similar',
    'GET /v1/{collection}', 'POST /v1/{collection}', 'GET /v1/{collection}/{id}', 'GET /v1/{collection}/{id}/history',
    'PATCH /v1/{collection}/{id}', 'DELETE /v1/{collection}/{id}',
])

test('the matrix has every route', () => {
    const strangers = tables.routes.map(({ method, path }) => `${method} ${path}`).filter((route) => !walked.has(route))
    assert.deepEqual(strangers, [], 'a new route: say here who may do what with it')
})

test('what everybody may always ask', () => forEveryCaller(async (caller) => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/v1']) {
        const answer = await caller.get(path)
        assert.equal(answer.status, 200, path)
        assertNoLeak(caller, answer, path)
    }
}))

test('whether a goal is SMART: of any that is brought along, and of those that one may read', () => forEveryCaller(async (caller) => {
    assert.equal((await caller.post('/v1/smart-checks', { statement: 'Minder eenzame ouderen.' })).status, 200)
    for (const row of rowsOf('goals')) {
        const answer = await caller.get(`/v1/goals/${row.id}/smart-check`)
        assert.equal(answer.status, maySee(caller, row) ? 200 : 404)
        assertNoLeak(caller, answer, 'a SMART check')
    }
}))

test('how far a goal is, and what was changed of it since it was measured: of those that one may read', () => forEveryCaller(async (caller) => {
    for (const row of rowsOf('goals'))
        for (const judgement of ['progress', 'drift']) {
            const answer = await caller.get(`/v1/goals/${row.id}/${judgement}`)
            assert.equal(answer.status, maySee(caller, row) ? 200 : 404)
            if (answer.status === 404) assert.deepEqual(seen(answer), seen(await caller.get(`/v1/goals/${nowhere.id}/${judgement}`)))
            assertNoLeak(caller, answer, judgement)
        }
}))

test('what figures say of an effect: any that are brought along, and those of evaluations that one may read', () => forEveryCaller(async (caller) => {
    const figures = [{ outcome: 'Werk', studyGroup: 'participants', moment: 'after', kind: 'proportion', counted: 3, sampleSize: 4 }]
    const answer = await caller.post('/v1/effects', { figures })
    assert.deepEqual([answer.status, answer.json.results[0].figures[0].counted], [200, 3])
    for (const row of rowsOf('evaluations')) {
        const path = `/v1/evaluations/${row.id}/effects`
        const effects = await caller.get(path)
        assert.equal(effects.status, maySee(caller, row) ? 200 : 404, `${caller.name}: ${path}`)
        assertNoLeak(caller, effects, 'effects')
        if (effects.status === 404) assert.deepEqual(seen(effects), seen(await caller.get(`/v1/evaluations/${nowhere.id}/effects`)))
    }
}))

test('/v1/me says which roles a caller has, and where', () => forEveryCaller(async (caller) => {
    const { json } = await caller.get('/v1/me')
    assert.deepEqual([...json.roles].sort(), [...caller.roles].sort())
    assert.deepEqual([json.label, json.expiresOn], [caller.roles.length ? caller.name : null, null])
    assert.deepEqual(json.municipalities, caller.everywhere || !caller.roles.length ? [] : [predecessor, mine].sort())
    assert.equal(json.everywhere, caller.everywhere)
    const writable = tables.resources.filter((one) => caller.roles.includes(one.writer) && (one.tenant || caller.everywhere)).map(({ path }) => path)
    assert.deepEqual(json.mayWrite, [...writable, ...(caller.roles.includes('administrator') ? ['api-keys'] : [])])
}))

// ---- Reading ----

describe('reading', () => {
    test('one row: what one may see, and else what one gets for a row that there is not', () => forEveryCaller(async (caller) => {
        for (const row of rows) {
            const path = `/v1/${row.path}/${row.id}`
            const answer = await caller.get(path)
            assert.equal(answer.status, maySee(caller, row) ? 200 : 404, `${caller.name}: ${path} of ${row.municipality}`)
            assertNoLeak(caller, answer, path)
            if (answer.status === 200) continue
            const none = `/v1/${row.path}/${nowhere.id}`
            for (const [query, headers] of [['', {}], ['', { 'If-None-Match': '*' }], ['?fields=id', {}], ['?version=1', {}], ['', { 'Accept-Language': 'en' }]])
                assert.deepEqual(seen(await caller.get(path + query, { headers })), seen(await caller.get(none + query, { headers })))
            assert.deepEqual(seen(await caller.request('HEAD', path)), seen(await caller.request('HEAD', none)))
        }
    }))

    test('lists, counts and filters', () => forEveryCaller(async (caller) => {
        for (const { path } of collections) {
            const visible = rowsOf(path).filter((row) => maySee(caller, row))
            const ask = async (query) => {
                const answer = await caller.get(page(path, query))
                assert.equal(answer.status, 200, answer.text)
                return answer
            }
            const whole = await ask('&count=true')
            assertNoLeak(caller, whole, path)
            assert.deepEqual(whole.json.results.map(({ id }) => id).sort(), visible.map(({ id }) => id).sort(), `${caller.name}: ${path}`)
            assert.equal(whole.json.count, visible.length)
            for (const row of rowsOf(path)) {
                const shown = visible.includes(row) ? 1 : 0
                assert.equal((await ask(`&id=${row.id}`)).json.results.length, shown)
                assert.equal((await ask(`&reference=${row.reference}`)).json.results.length, shown)
            }
            for (const municipality of owners)
                assert.equal((await ask(`&municipality=${municipality}`)).json.results.length, visible.filter((row) => row.municipality === municipality).length)
        }
    }))

    test('searches', () => forEveryCaller(async (caller) => {
        for (const { path } of collections.filter(findable)) {
            const visible = rowsOf(path).filter((row) => maySee(caller, row)).map(({ id }) => id).sort()
            for (const query of [`/v1/search?q=zoekwoord&limit=100&kinds=${path}`, page(path, '&search=zoekwoord')]) {
                const answer = await caller.get(query)
                assert.equal(answer.status, 200, answer.text)
                assertNoLeak(caller, answer, query)
                assert.deepEqual(answer.json.results.map(({ id }) => id).sort(), visible, `${caller.name}: ${query}`)
            }
        }
        for (const row of rowsOf('pilots')) {
            const answer = await caller.get(`/v1/pilots/${row.id}/similar`)
            assert.equal(answer.status, maySee(caller, row) ? 200 : 404)
            assertNoLeak(caller, answer, 'similar pilots')
            if (answer.status === 404) assert.deepEqual(seen(answer), seen(await caller.get(`/v1/pilots/${nowhere.id}/similar`)))
        }
    }))

    test('exports', () => forEveryCaller(async (caller) => {
        for (const { path, parts } of collections)
            for (const Accept of ['text/csv', 'application/x-ndjson']) {
                const answer = await caller.get(`/v1/${path}?fields=id,reference`, { headers: { Accept } })
                assert.equal(answer.status, 200, answer.text)
                assertNoLeak(caller, answer, `${path} as ${Accept}`)
                for (const row of rowsOf(path)) assert.equal(answer.text.includes(row.id), maySee(caller, row), `${caller.name}: ${path} as ${Accept}`)
                for (const part of parts) {
                    const list = await caller.get(`/v1/${path}?part=${part.path}`, { headers: { Accept } })
                    assert.equal(list.status, 200, list.text)
                    assertNoLeak(caller, list, `${path}.${part.path} as ${Accept}`)
                }
            }
    }))

    test('references to what is hidden find nothing, like references to nothing', () => forEveryCaller(async (caller) => {
        for (const { path, fields } of collections)
            for (const field of fields.filter(({ type, filter }) => type === 'reference' && filter))
                for (const row of hiddenFrom(caller).filter((one) => one.path === field.target)) {
                    const byId = [row.id, nowhere.id].map((id) => caller.get(page(path, `&${field.name}=${id}`)))
                    const byReference = [row.reference, 'none'].map((own) => caller.get(page(path, `&${field.name}Reference=${own}`)))
                    for (const [hidden, none] of [await Promise.all(byId), await Promise.all(byReference)])
                        assert.deepEqual(seen(hidden), seen(none), `${caller.name}: ${path}.${field.name}`)
                }
    }))

    test('expansions, parts and computed fields', () => forEveryCaller(async (caller) => {
        for (const { path, fields } of collections) {
            const references = fields.filter(({ type }) => type === 'reference').map(({ name }) => name)
            const children = collections.filter((one) => one.fields.some((field) => field.target === path && field.type === 'reference'))
                .map((one) => one.path.replace(/-(.)/g, (_, letter) => letter.toUpperCase()))
            for (const name of [...references, ...children]) {
                const answer = await caller.get(page(path, `&expand=${name}`))
                if (answer.status === 400) continue // the table does not expand by this
                assert.equal(answer.status, 200, answer.text)
                assertNoLeak(caller, answer, `${path} with ${name}`)
            }
        }
    }))

    test('what a public row points to that is not shows to who may see that', async () => {
        const secret = rows.find((row) => row.path === 'documents' && row.municipality === stranger && !row.public)
        const open = rows.find((row) => row.path === 'areas' && row.municipality === stranger && row.public)
        assert.equal((await server.patch(`/v1/areas/${open.id}`, { document: secret.id })).status, 200)
        try {
            await forEveryCaller(async (caller) => {
                const { json } = await caller.get(`/v1/areas/${open.id}`)
                const expected = maySee(caller, secret) ? [secret.id, secret.reference] : [null, null]
                assert.deepEqual([json.document, json.documentReference], expected, caller.name)
                const answer = await caller.get(page('areas', `&document=${secret.id}`))
                assert.equal(answer.json.results.length, maySee(caller, secret) ? 2 : 0, caller.name) // the secret area points to it too
                for (const query of ['', '&expand=document']) assertNoLeak(caller, await caller.get(page('areas', query)), 'areas')
            })
        } finally {
            assert.equal((await server.patch(`/v1/areas/${open.id}`, { document: null })).status, 200)
        }
    })

    test('findings', () => forEveryCaller(async (caller) => {
        for (const municipality of owners) {
            const answer = await caller.get(`/v1/findings?municipality=${municipality}`)
            assert.equal(answer.status, 200)
            assertNoLeak(caller, answer, 'findings')
        }
        for (const row of rowsOf('pilots')) {
            const answer = await caller.get(`/v1/pilots/${row.id}/findings`)
            assert.equal(answer.status, maySee(caller, row) ? 200 : 404)
            if (answer.status === 404) assert.deepEqual(seen(answer), seen(await caller.get(`/v1/pilots/${nowhere.id}/findings`)))
        }
    }))

    test('readiness', () => forEveryCaller(async (caller) => {
        for (const row of rowsOf('pilots')) {
            const answer = await caller.get(`/v1/pilots/${row.id}/readiness`)
            assert.equal(answer.status, maySee(caller, row) ? 200 : 404)
            if (answer.status === 404) assert.deepEqual(seen(answer), seen(await caller.get(`/v1/pilots/${nowhere.id}/readiness`)))
            else assertNoLeak(caller, answer, 'readiness')
        }
    }))

    test('search', () => forEveryCaller(async (caller) => {
        for (const row of rowsOf('pilots')) {
            const { json: { title } } = await server.get(`/v1/pilots/${row.id}`)
            const q = encodeURIComponent(title.slice(0, 200))
            for (const path of [`/v1/search?limit=100&q=${q}`, `/v1/pilots?search=${q}`]) {
                const answer = await caller.get(path)
                assert.equal(answer.status, 200, answer.text)
                assertNoLeak(caller, answer, path)
            }
            const path = `/v1/pilots/${row.id}/similar`
            const answer = await caller.get(path)
            assert.equal(answer.status, maySee(caller, row) ? 200 : 404, `${caller.name}: ${path}`)
            assertNoLeak(caller, answer, path)
            if (answer.status === 404) assert.deepEqual(seen(answer), seen(await caller.get(`/v1/pilots/${nowhere.id}/similar`)))
        }
    }))

    test('history and changes', () => forEveryCaller(async (caller) => {
        for (const row of rows) {
            const path = `/v1/${row.path}/${row.id}/history`
            const answer = await caller.get(path)
            assert.equal(answer.status, maySee(caller, row) ? 200 : 404, `${caller.name}: ${path}`)
            assertNoLeak(caller, answer, path)
            if (answer.status === 404) assert.deepEqual(seen(answer), seen(await caller.get(`/v1/${row.path}/${nowhere.id}/history`)))
            else if (!covers(caller, row.municipality)) assert.doesNotMatch(answer.text, /key:/)
        }
        for (let path = '/v1/changes?limit=1000'; path; ) {
            const { status, json, text } = await caller.get(path)
            assert.equal(status, 200, text)
            assertNoLeak(caller, { text }, '/v1/changes')
            path = json.results.length && json.next ? json.next : undefined
        }
    }))

    test('reference data is for everybody', () => forEveryCaller(async (caller) => {
        assert.equal((await caller.get('/v1/municipalities/gm0788')).json.successors.length, 4)
        assert.equal((await caller.get('/v1/municipalities?kind=region')).status, 200)
    }))
})

// ---- Writing ----

describe('writing', () => {
    test('a change', () => forEveryCaller(async (caller) => {
        for (const row of rows) {
            const resource = collections.find(({ path }) => path === row.path)
            const path = `/v1/${row.path}/${row.id}`
            const answer = await caller.patch(path, { place: `by ${caller.name}` })
            assert.equal(answer.status, statusOfWrite(caller, resource, row, 200), `${caller.name}: PATCH ${path} of ${row.municipality}: ${answer.text}`)
            assertNoLeak(caller, answer, path)
            if (answer.status !== 404) continue
            const none = `/v1/${row.path}/${nowhere.id}`
            for (const [body, headers] of [[{ place: 'x' }, {}], [{ place: 'x' }, { 'If-Match': '"1.x"' }], [{ place: 'x' }, { 'If-Match': '"nonsense"' }],
                [{ place: 1 }, {}], [{ document: randomUUID() }, {}]])
                assert.deepEqual(seen(await caller.patch(path, body, { headers })), seen(await caller.patch(none, body, { headers })))
        }
    }))

    // With a version that the row has not: who may, hears so; nothing is lost.
    test('a deletion', () => forEveryCaller(async (caller) => {
        for (const row of rows) {
            const resource = collections.find(({ path }) => path === row.path)
            const path = `/v1/${row.path}/${row.id}`
            const headers = { 'If-Match': '"999999.x"' }
            const answer = await caller.del(path, { headers })
            assert.equal(answer.status, statusOfWrite(caller, resource, row, 412), `${caller.name}: DELETE ${path} of ${row.municipality}: ${answer.text}`)
            if (answer.status === 404)
                for (const options of [{ headers }, {}])
                    assert.deepEqual(seen(await caller.del(path, options)), seen(await caller.del(`/v1/${row.path}/${nowhere.id}`, options)))
        }
    }))

    // A reference that nobody has: who may, hears that; nothing is added.
    test('a new row', () => forEveryCaller(async (caller) => {
        const random = createRandom(1)
        for (const resource of collections)
            for (const municipality of owners) {
                const targets = Object.fromEntries(collections.map(({ path }) => [path, [{ ...nowhere, reference: 'none' }]]))
                const { sent } = createRows(random, targets, owners).make(resource.path, { municipality, reference: 'new' }, { bare: true })
                const answer = await caller.post(`/v1/${resource.path}`, { ...sent, document: nowhere.id })
                const expected = !caller.roles.length ? 401 : mayWrite(caller, resource, municipality) ? 400 : 403
                assert.equal(answer.status, expected, `${caller.name}: POST ${resource.path} of ${municipality}: ${answer.text}`)
            }
    }))

    test('a reference to a hidden row is one to no row', () => forEveryCaller(async (caller) => {
        const random = createRandom(2)
        const targets = Object.fromEntries(collections.map(({ path }) => [path, [{ ...nowhere, reference: 'none' }]]))
        for (const resource of collections.filter((one) => mayWrite(caller, one, mine)))
            for (const field of referencesOf(resource)) {
                const { sent } = createRows(random, targets, owners).make(resource.path, { municipality: mine, reference: 'new', [field.name]: nowhere.id }, { bare: true })
                if (!sent[field.name]) continue
                const post = (value, by) => caller.post(`/v1/${resource.path}`, { ...without(sent, [field.name, `${field.name}Reference`]), [by]: value })
                for (const row of rows.filter((one) => one.path === field.target && one.municipality === stranger)) {
                    const [theirs, none] = await Promise.all([row.id, nowhere.id].map((id) => post(id, field.name)))
                    assert.equal(theirs.status, 400)
                    assert.deepEqual(seen(theirs), seen(none), `${caller.name}: ${resource.path}.${field.name}`)
                    const [named, nothing] = await Promise.all([row.reference, 'none'].map((reference) => post(reference, `${field.name}Reference`)))
                    assert.equal(named.status, 400)
                    assert.deepEqual(seen(named), seen(nothing), `${caller.name}: ${resource.path}.${field.name}Reference`)
                }
            }
    }))

    test('a reference of somebody else is free to take', () => forEveryCaller(async (caller) => {
        const resource = collections.find(({ path }) => path === 'areas')
        if (!mayWrite(caller, resource, mine)) return
        const { json, status } = await caller.post('/v1/areas', { municipality: mine, name: 'Wijk', kind: 'district', reference: `secret-${stranger}` })
        assert.equal(status, 201)
        assert.equal((await caller.del(`/v1/areas/${json.id}`)).status, 204)
    }))

    test('reference data', () => forEveryCaller(async (caller) => {
        const may = caller.roles.includes('administrator') && caller.everywhere
        const refused = caller.roles.length ? 403 : 401
        for (const { path, row, stored, change } of referenceData(caller)) {
            assert.equal((await caller.post(`/v1/${path}`, row)).status, may ? 201 : refused, `${caller.name}: ${path}`)
            assert.equal((await caller.patch(`/v1/${path}/${stored}`, change)).status, may ? 200 : refused, `${caller.name}: ${path}`)
            assert.equal((await caller.patch(`/v1/${path}/${strangers[path]}`, change)).status, caller.roles.length ? 404 : 401, `${caller.name}: ${path}`)
            assert.equal((await caller.del(`/v1/${path}/${row.code}`)).status, may ? 204 : caller.roles.length ? 404 : 401, `${caller.name}: ${path}`)
        }
    }))
})

/** Of each table of reference data a row to make, one that is there, and what to change in that. */
const referenceData = (caller) => [
    { path: 'municipalities', row: { code: `rg-${caller.name.replaceAll(' ', '-')}`, kind: 'region', name: 'Regio' }, stored: mine, change: { officialName: 'gemeente Oisterwijk' } },
    { path: 'task-fields', row: { code: '9.99-2025', number: '9.99', yearFrom: 2025, name: 'Overig' }, stored: '6.1-2025', change: { yearTo: null } },
]
const strangers = { municipalities: 'gm9999', 'task-fields': '9.98-2025' } // that there are not

test('no reference data is left out', () =>
    assert.deepEqual(referenceData({ name: '' }).map(({ path }) => path).sort(), tables.resources.filter(({ tenant }) => !tenant).map(({ path }) => path).sort()))

// ---- Keys ----

test('keys are for administrators, each within what it administers', () => forEveryCaller(async (caller) => {
    const administers = caller.roles.includes('administrator')
    const list = await caller.get('/v1/api-keys?limit=200')
    if (!administers) {
        const refused = caller.roles.length ? 403 : 401
        assert.equal(list.status, refused)
        for (const [method, path] of [['GET', `/v1/api-keys/${nowhere.id}`], ['DELETE', `/v1/api-keys/${nowhere.id}`], ['POST', '/v1/api-keys']])
            assert.equal((await caller.request(method, path, method === 'POST' ? { body: {} } : {})).status, refused, `${caller.name}: ${method}`)
        return
    }
    const { json: all } = await server.get('/v1/api-keys?limit=200')
    const within = (key) => caller.everywhere || (!key.everywhere && key.municipalities.every((code) => covers(caller, code)))
    assert.deepEqual(list.json.results.map(({ id }) => id), all.results.filter(within).map(({ id }) => id))
    for (const key of all.results) {
        const path = `/v1/api-keys/${key.id}`
        const answer = await caller.get(path)
        assert.equal(answer.status, within(key) ? 200 : 404)
        if (within(key)) continue
        for (const method of ['GET', 'DELETE'])
            assert.deepEqual(seen(await caller.request(method, path)), seen(await caller.request(method, `/v1/api-keys/${nowhere.id}`)))
    }
    const wanted = [[{ municipalities: [mine] }, true], [{ municipalities: [mine, predecessor] }, true], [{ municipalities: [stranger] }, caller.everywhere],
        [{ municipalities: [mine, stranger] }, caller.everywhere], [{ everywhere: true }, caller.everywhere]]
    for (const [place, may] of wanted) {
        const { status, json } = await caller.post('/v1/api-keys', { label: 'made', roles: ['reader'], ...place })
        assert.equal(status, may ? 201 : 403, `${caller.name}: ${JSON.stringify(place)}`)
        if (may) assert.equal((await caller.del(`/v1/api-keys/${json.id}`)).status, 204)
    }
}))

test('after all that no row is gone', async () => {
    for (const row of rows) assert.equal((await server.get(`/v1/${row.path}/${row.id}`)).status, 200)
})
