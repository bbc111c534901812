// The change feed: everything that has changed since an earlier question, nothing missed, nothing twice, and tombstones for what is
// gone or no longer there for who asks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { createRandom, seed } from '../support/random.mjs'
import { createDatabase, dropDatabase, sql, startServer } from '../support/server.mjs'
import { openSession } from '../support/session.mjs'
import { tables } from '../support/tables.mjs'

const [here, there] = ['gm1509', 'gm0141']
let server
let outside

before(async () => {
    server = await startServer()
    outside = server.as(null)
})
after(() => {
    outside.close()
    return server.stop()
})

async function add(path, row) {
    const { status, json, text } = await server.post(`/v1/${path}`, { municipality: here, ...row })
    assert.equal(status, 201, text)
    return json
}
const pilot = (more) => add('pilots', { title: 'Taalmaatjes', kind: 'pilot', ...more })
async function patch(path, body) {
    const { status, json, text } = await server.patch(path, body)
    assert.equal(status, 200, text)
    return json
}

/** One page. */
async function page(client, path) {
    const { status, json, text } = await client.get(path)
    assert.equal(status, 200, text)
    assert.equal(typeof json.next, 'string')
    return json
}

/** Reads on to the end; the entries, and where to go on. */
async function readOn(client, path) {
    const entries = []
    for (let more = true; more;) {
        const json = await page(client, path)
        entries.push(...json.results)
        more = json.more
        path = json.next
    }
    return { entries, next: path }
}
const now = async (client, query = '') => (await readOn(client, `/v1/changes?limit=1000${query}`)).next
const brief = (entries) => entries.map(({ key, version, change, row }) => [key, version, change, row === null])

test('what is there, then what comes', async () => {
    const { entries, next } = await readOn(server, '/v1/changes?limit=1000')
    assert.deepEqual([...new Set(entries.map(({ resource, change }) => `${resource} ${change}`))], ['municipalities baseline', 'task-fields baseline'])
    assert.ok(entries.length > 300)

    const first = await pilot()
    const second = await pilot({ links: [{ linkedPilot: first.id, relation: 'continues' }] })
    await patch(`/v1/pilots/${first.id}`, { title: 'Taalhelden' })
    const later = await readOn(server, next)
    assert.deepEqual(brief(later.entries), [[first.id, 1, 'create', false], [second.id, 1, 'create', false], [first.id, 2, 'update', false]])
    const [, made, changed] = later.entries
    assert.equal(made.resource, 'pilots')
    assert.equal(made.municipality, here)
    assert.deepEqual(made.row.links, [{ linkedPilot: first.id, linkedPilotReference: null, relation: 'continues' }])
    const { json } = await server.get(`/v1/pilots/${first.id}`)
    for (const [name, value] of Object.entries(changed.row)) assert.deepEqual(value, json[name], name)
    assert.deepEqual((await readOn(server, later.next)).entries, [], 'nothing twice')
    assert.deepEqual((await readOn(server, next)).entries, later.entries, 'the same question again has the same answer')
})

test('pages, and writes between them', async () => {
    let next = await now(server)
    const ids = []
    for (let n = 0; n < 5; n++) ids.push((await pilot({ title: `Pilot ${n}` })).id)
    next = next.replace('limit=1000', 'limit=2')
    const seen = []
    for (let more = true, n = 0; more; n++) {
        const json = await page(server, next)
        assert.ok(json.results.length <= 2)
        seen.push(...brief(json.results))
        if (n === 1) await patch(`/v1/pilots/${ids[4]}`, { title: 'Tussendoor' })
        next = json.next
        more = json.more
    }
    assert.deepEqual(seen, ids.map((id) => [id, 1, 'create', false]), 'a window is what there was when it began')
    const rest = await readOn(server, next)
    assert.deepEqual(brief(rest.entries), [[ids[4], 2, 'update', false]])
})

test('a row that is gone is a tombstone', async () => {
    const next = await now(server)
    const { id } = await pilot({ public: true })
    assert.equal((await server.del(`/v1/pilots/${id}`)).status, 204)
    for (const client of [server, outside]) {
        const { entries } = await readOn(client, client === server ? next : '/v1/changes?resource=pilots')
        assert.deepEqual(brief(entries).filter(([key]) => key === id), [[id, 1, 'create', false], [id, 2, 'delete', true]])
    }
})

test('who is outside hears of what is public, and of what no longer is', async () => {
    let next = await now(outside)
    const { id } = await pilot({ summary: 'Geheim', public: false })
    const decision = await add('decisions', { pilot: id, kind: 'start', stage: 'taken', knownBy: '2020-01-01' })
    await patch(`/v1/pilots/${id}`, { summary: 'Nog geheim' })
    let page = await readOn(outside, next)
    assert.deepEqual(page.entries, [])

    await patch(`/v1/pilots/${id}`, { public: true, summary: 'Openbaar' })
    page = await readOn(outside, page.next)
    assert.deepEqual(brief(page.entries), [[id, 3, 'update', false], [decision.id, 2, 'update', false]])
    assert.equal(page.entries[0].row.summary, 'Openbaar')

    await patch(`/v1/pilots/${id}`, { public: false, summary: 'Weer geheim' })
    await patch(`/v1/pilots/${id}`, { summary: 'Nog steeds' })
    page = await readOn(outside, page.next)
    assert.deepEqual(brief(page.entries), [[id, 4, 'withdraw', true], [decision.id, 3, 'withdraw', true]])
    assert.equal((await server.del(`/v1/decisions/${decision.id}`)).status, 204)
    assert.equal((await server.del(`/v1/pilots/${id}`)).status, 204)
    assert.deepEqual((await readOn(outside, page.next)).entries, [])

    const { entries } = await readOn(outside, '/v1/changes?limit=1000')
    assert.doesNotMatch(JSON.stringify(entries), /[Gg]eheim|Nog steeds/)
    const mine = await readOn(server, '/v1/changes?limit=1000&resource=pilots')
    assert.deepEqual(brief(mine.entries).filter(([key]) => key === id).map(([, version, change]) => [version, change]), [[1, 'create'], [2, 'update'], [3, 'update'], [4, 'update'], [5, 'update'], [6, 'delete']])
})

test('of some collections, of some municipalities', async () => {
    const filters = { '&resource=areas': ['a', 'b'], '&resource=areas,pilots': ['a', 'b', 'p'], [`&municipality=${there}`]: ['b', 'p'], [`&municipality=${there}&resource=areas`]: ['b'], [`&municipality=${here},${there}`]: ['a', 'b', 'p'], '&resource=documents': [] }
    const starts = {}
    for (const query of Object.keys(filters)) starts[query] = await now(server, query)
    const made = {
        a: await add('areas', { name: 'Dorp', kind: 'village' }),
        b: await add('areas', { name: 'Wijk', kind: 'village', municipality: there }),
        p: await pilot({ municipality: there }),
    }
    for (const [query, names] of Object.entries(filters)) {
        const { entries } = await readOn(server, starts[query])
        assert.deepEqual(entries.map(({ key }) => key), names.map((name) => made[name].id), query)
    }
})

test('a long transaction comes when it ends, whatever was read meanwhile', async (t) => {
    const long = openSession(server.database)
    t.after(() => long.close())
    let at = { next: await now(server) }
    const id = '01900000-0000-7000-8000-00000000cafe'
    await long.run(`BEGIN; INSERT INTO area (id, municipality, name, kind) VALUES ('${id}', '${here}', 'Lang', 'village')`)
    for (let n = 0; n < 3; n++) {
        const { id: other } = await pilot()
        at = await readOn(server, at.next)
        assert.deepEqual(brief(at.entries), [[other, 1, 'create', false]])
    }
    await long.run(`UPDATE area SET name = 'Langer' WHERE id = '${id}'; COMMIT`)
    const { id: last } = await pilot()
    at = await readOn(server, at.next)
    assert.deepEqual(brief(at.entries), [[id, 1, 'create', false], [id, 2, 'update', false], [last, 1, 'create', false]])
    assert.deepEqual((await readOn(server, at.next)).entries, [])
})

test('what is rolled back never happened', async (t) => {
    const other = openSession(server.database)
    t.after(() => other.close())
    const next = await now(server)
    await other.run(`BEGIN; INSERT INTO area (id, municipality, name, kind) VALUES ('01900000-0000-7000-8000-00000000dead', '${here}', 'Nee', 'village'); ROLLBACK`)
    const { id } = await pilot()
    assert.deepEqual(brief((await readOn(server, next)).entries), [[id, 1, 'create', false]])
})

test('a stretch of the log without anything for the reader is pages without entries', async () => {
    const start = await now(server)
    const first = await pilot()
    await server.sql("SELECT setval('change_id_seq', (SELECT last_value + 50000 FROM change_id_seq))")
    const second = await pilot()
    const { entries } = await readOn(server, start)
    assert.deepEqual(brief(entries), [[first.id, 1, 'create', false], [second.id, 1, 'create', false]])
    let pages = 0
    for (let json = { next: '/v1/changes?resource=documents', more: true }; json.more; pages++) json = await page(server, json.next)
    assert.ok(pages >= 3, `${pages} pages`)
})

test('content that was erased is not there, and that it was, is told', async () => {
    const next = await now(server)
    const { id } = await pilot({ title: 'Met een naam erin' })
    await patch(`/v1/pilots/${id}`, { title: 'Zonder' })
    await server.sql(`UPDATE change_internal i SET before = NULL, before_salt = NULL FROM change c WHERE c.id = i.change_id AND c.row_key = '${id}' AND version = 2`)
    await server.sql(`UPDATE change_internal i SET after = NULL, after_salt = NULL FROM change c WHERE c.id = i.change_id AND c.row_key = '${id}' AND version = 1`)
    const { entries } = await readOn(server, next)
    assert.deepEqual(entries.map(({ version, row, erased }) => [version, row?.title ?? null, erased]), [[1, null, true], [2, 'Zonder', undefined]])
})

test('cursors of another question, another register or another time', async (t) => {
    const next = await now(server)
    const since = new URL(next, 'http://localhost').searchParams.get('since')
    assertFaults(await server.get(`/v1/changes?since=${since}&resource=pilots`), { since: 'cursor.invalid' }, 'query')
    for (const wrong of ['x', '', 'AAAA', `${since}A`, since.slice(0, -4), since.replace(/./, 'z')])
        assertFaults(await server.get(`/v1/changes?since=${wrong}`), { since: 'cursor.invalid' }, 'query')
    assertFaults(await server.get('/v1/changes?resource=dreams&municipality=xyz&limit=1001&sort=id'), { resource: 'code.unknown', municipality: 'text.pattern', limit: 'number.tooLarge', sort: 'parameter.unknown' }, 'query')
    assertProblem(await outside.get(`/v1/changes?since=${since}`), 410, 'cursorExpired')

    const other = await startServer()
    t.after(() => other.stop())
    assertProblem(await other.get(`/v1/changes?since=${since}`), 410, 'cursorExpired')
})

test('a register that was restored elsewhere is read from its beginning, and then goes on', async (t) => {
    const original = await startServer()
    const made = await original.post('/v1/pilots', { municipality: here, title: 'Bewaard', kind: 'pilot' })
    const cursor = await now(original)
    const ended = original.database
    original.close()
    // As after pg_restore: another database, with the numbers of transactions of another server.
    const database = await createDatabase()
    await dropDatabase(database)
    await sql('postgres', `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${ended}'`)
    original.process.kill('SIGTERM')
    await new Promise((resolve) => original.process.on('close', resolve))
    await sql('postgres', `CREATE DATABASE "${database}" TEMPLATE "${ended}"`)
    await dropDatabase(ended)
    await sql(database, "ALTER TABLE change DISABLE TRIGGER ALL; UPDATE change SET xid = '123456789012'; ALTER TABLE change ENABLE TRIGGER ALL")

    const restored = await startServer({ database })
    t.after(async () => {
        await restored.stop()
        await dropDatabase(database)
    })
    assertProblem(await restored.get(cursor), 410, 'cursorExpired')
    const { entries, next } = await readOn(restored, '/v1/changes?resource=pilots')
    assert.deepEqual(brief(entries), [[made.json.id, 1, 'create', false]])
    const { status, text } = await restored.patch(`/v1/pilots/${made.json.id}`, { title: 'Verder' })
    assert.equal(status, 200, text)
    assert.deepEqual(brief((await readOn(restored, next)).entries), [[made.json.id, 2, 'update', false]])
})

test('a register that lost what a reader has seen says so', async () => {
    await pilot()
    const next = await now(server)
    await server.sql('ALTER TABLE change DISABLE TRIGGER ALL; DELETE FROM change WHERE id = (SELECT max(id) FROM change); ALTER TABLE change ENABLE TRIGGER ALL')
    assertProblem(await server.get(next), 410, 'cursorExpired')
})

// ---- Many at once ----

/** What a list shows of every row, parts too, by key. */
async function contents(client, resource) {
    const names = [...resource.fields.filter(({ computed }) => !computed).map(({ name }) => name), ...resource.parts.map(({ path }) => path)]
    const rows = new Map()
    for (let path = `/v1/${resource.path}?limit=1000&fields=${names}`; path;) {
        const { status, json, text } = await client.get(path)
        assert.equal(status, 200, text)
        for (const row of json.results) rows.set(row[resource.key], row)
        path = json.next
    }
    return rows
}

/** Somebody who rebuilds the register from the feed alone. */
class Mirror {
    constructor(name) {
        this.name = name
        this.path = '/v1/changes?limit=150'
        this.seen = new Set()
        this.rows = new Map(tables.resources.map(({ path }) => [path, new Map()]))
        this.versions = new Map()
    }

    apply({ id, resource, key, version, row }) {
        assert.ok(!this.seen.has(id), `${this.name}: entry ${id} twice`)
        this.seen.add(id)
        assert.ok(version > (this.versions.get(key) ?? 0), `${this.name}: ${key} goes back to version ${version}`)
        this.versions.set(key, version)
        if (row) this.rows.get(resource).set(key, row)
        else this.rows.get(resource).delete(key)
    }

    /** A page; true when there may be more. */
    async read(client) {
        const { status, json, text } = await client.get(this.path)
        if (status === 503) return true // the daemon is on its way out
        assert.equal(status, 200, text)
        for (const entry of json.results) this.apply(entry)
        this.path = json.next
        return json.more
    }
}

test(`24 writers, and readers who rebuild the register from the feed alone (TEST_SEED=${seed})`, async (t) => {
    const database = await createDatabase('template_migrated')
    let serving = await startServer({ database })
    t.after(async () => {
        await serving.stop()
        await dropDatabase(database)
    })
    const mirrors = [new Mirror('inside'), new Mirror('outside')]
    let writing = true
    let written = 0

    /** A daemon that is on its way out may cut a connection. */
    const send = async (method, ...args) => {
        const answer = await serving[method](...args).catch(() => undefined)
        if (answer && answer.status < 300) written++
        return answer
    }

    const write = async (random) => {
        const mine = []
        for (let n = 0; n < 25; n++) {
            const action = random.between(0, 9)
            const row = mine.length > 0 && random.pick(mine)
            if (action < 3 || !row) {
                const body = { municipality: random.pick([here, there]), title: `Pilot ${n}`, kind: 'pilot', public: random.chance(0.5) }
                const made = await send('post', '/v1/pilots', body)
                if (made?.status === 201) mine.push(made.json)
            } else if (action < 6) {
                await send('patch', `/v1/pilots/${row.id}`, { title: `${random.between(0, 1e6)}`, domains: random.chance(0.5) ? ['youth'] : null })
            } else if (action < 7) {
                await send('patch', `/v1/pilots/${row.id}`, { public: random.chance(0.5) })
            } else if (action < 8) {
                const others = mine.filter(({ id, municipality }) => id !== row.id && municipality === row.municipality)
                await send('patch', `/v1/pilots/${row.id}`, { links: others.slice(0, 2).map(({ id }) => ({ linkedPilot: id, relation: 'continues' })) })
            } else if (action < 9) {
                await send('post', '/v1/decisions', { municipality: row.municipality, pilot: row.id, kind: 'start', stage: 'taken', knownBy: '2020-01-01' })
            } else if ((await send('del', `/v1/pilots/${row.id}`))?.status === 204) {
                mine.splice(mine.indexOf(row), 1)
            }
        }
    }

    /** Transactions that take their time, and half of the time come to nothing. */
    const dawdle = async (random, from) => {
        const session = openSession(database)
        for (let n = from; writing; n += 2) {
            await session.run(`BEGIN; INSERT INTO area (id, municipality, name, kind, public) VALUES ('01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}', '${here}', 'Gebied ${n}', 'village', ${n % 4 < 2})`)
            await sleep(random.between(0, 60))
            await session.run(random.chance(0.5) ? 'COMMIT' : 'ROLLBACK')
        }
        await session.close()
    }

    const mirror = async (reader, as) => {
        for (let more = true; writing || more;) {
            const client = as(serving)
            more = await reader.read(client).catch((error) => {
                if (error.code === 'ERR_ASSERTION') throw error
                return true // the daemon is on its way out
            })
            if (client !== serving) client.close()
        }
    }

    const restart = async () => {
        for (let n = 0; n < 2; n++) {
            const goal = written + 120
            while (writing && written < goal) await sleep(10)
            const old = serving
            serving = await startServer({ database })
            await old.stop()
        }
    }

    const random = createRandom()
    const others = [restart(), dawdle(createRandom(random.between(0, 1e9)), 1), dawdle(createRandom(random.between(0, 1e9)), 2)]
    const readers = [mirror(mirrors[0], (client) => client), mirror(mirrors[1], (client) => client.as(null))]
    await Promise.all(Array.from({ length: 24 }, () => write(createRandom(random.between(0, 1e9)))))
    writing = false
    await Promise.all(others)
    await Promise.all(readers)
    const anonymous = serving.as(null)
    t.after(() => anonymous.close())
    while (await mirrors[0].read(serving));
    while (await mirrors[1].read(anonymous));

    assert.ok(written > 200, `${written} writes`)
    for (const resource of tables.resources.filter(({ path }) => path !== 'api-keys'))
        for (const [reader, client] of [[mirrors[0], serving], [mirrors[1], anonymous]]) {
            const is = await contents(client, resource)
            const rebuilt = reader.rows.get(resource.path)
            assert.deepEqual([...rebuilt.keys()].sort(), [...is.keys()].sort(), `${reader.name}: ${resource.path}`)
            // Who is outside is not told again when what a row points to becomes public: parts are compared by who is inside.
            for (const [key, row] of is)
                if (reader === mirrors[0]) assert.deepEqual(rebuilt.get(key), row)
                else assert.equal(rebuilt.get(key).version, row.version)
        }
})
