// The seal of the change log, what finds that somebody was at it, and erasing by law. Whoever can do what these tests do to the tables
// owns them, or is the superuser: the service can't.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { command, createDatabase, dropDatabase, sql, startServer } from '../support/server.mjs'
import { metricsOf } from '../support/metrics.mjs'
import { until } from '../support/until.mjs'

const municipality = 'gm1509'
let server, directory

before(async () => {
    server = await startServer()
    directory = mkdtempSync('/tmp/proeftuin-audit-')
})
after(async () => {
    await server.stop()
    rmSync(directory, { recursive: true })
})

const audit = (database, ...args) => command(database, 'audit', ...args)

/** Waits until every entry has its seal. */
async function sealed(of = server) {
    for (;;) {
        const [{ count }] = await of.sql('SELECT count(*) FROM change c WHERE NOT EXISTS (SELECT FROM change_seal s WHERE s.change_id = c.id)')
        if (count === '0') return
        await sleep(20)
    }
}

async function pilot(more) {
    const { status, json, text } = await server.post('/v1/pilots', { municipality, title: 'Taalmaatjes', kind: 'pilot', ...more })
    assert.equal(status, 201, text)
    return json
}
async function patch(id, body, reason) {
    const { status, text } = await server.patch(`/v1/pilots/${id}`, body, reason && { headers: { 'X-Audit-Toelichting': reason } })
    assert.equal(status, 200, text)
}

async function assertSound(database = server.database) {
    const { status, stdout, stderr } = await audit(database, 'verify')
    assert.equal(status, 0, stdout + stderr)
    assert.match(stdout, /^\d+ seals in \d+ chains: all is well\n$/)
}

test('every write is sealed soon, in the chain of its municipality', async () => {
    for (const public_ of [true, false]) {
        const { id } = await pilot({ public: public_ })
        await patch(id, { title: 'Taalhelden' })
    }
    await sealed()
    await assertSound()
    const chains = await server.sql('SELECT municipality, count(*), min(number), max(number) FROM change_seal GROUP BY 1')
    for (const { count, min, max } of chains) assert.deepEqual([min, max], ['1', count])
    // The daemon says so after the database has it.
    await until(async () => (await metricsOf(server)).get('proeftuin_seal_lag_seconds').samples.length === 1)
})

test('two daemons seal once, and the other one goes on when the first ends', async (t) => {
    const database = await createDatabase('template_migrated')
    t.after(() => dropDatabase(database))
    const first = await startServer({ database })
    const second = await startServer({ database })
    const write = async (of) => assert.equal((await of.post('/v1/pilots', { municipality, title: 'Een', kind: 'pilot' })).status, 201)
    await Promise.all([first, second, first, second].map(write))
    await sealed(second)
    await first.stop()
    await write(second)
    await sealed(second)
    await second.stop()
    await assertSound(database)
})

test('what PostgreSQL lets nobody do, triggers or not', async () => {
    const refused = async (text) => assert.rejects(server.sql(text), /append-only|permission denied/, text)
    for (const table of ['change', 'change_internal']) {
        await refused(`DELETE FROM ${table}`)
        await refused(`TRUNCATE ${table}`)
    }
    await refused('UPDATE change SET version = version + 1')
    await refused("UPDATE change SET after = '{}'")
    await refused("UPDATE change_internal SET actor = 'key:other'")
    await refused("UPDATE change_internal SET reason = 'mooier'")
    for (const table of ['change', 'change_internal', 'change_seal', 'change_chain', 'change_sealing', 'change_era'])
        for (const write of [`DELETE FROM ${table}`, `TRUNCATE ${table}`, `INSERT INTO ${table} DEFAULT VALUES`]) await refused(`SET ROLE proeftuin_app; ${write}`)
    await refused('SET ROLE proeftuin_app; SELECT * FROM change_seal')
    await refused("SET ROLE proeftuin_app; SELECT setval('change_id_seq', 1)")
})

describe('who is outside reads no more than was public, whatever he asks the tables', () => {
    const asApp = (scope, text) => server.sql(`SET ROLE proeftuin_app; SET proeftuin.scope = '${scope}'; ${text}`)
    let hidden, shown

    before(async () => {
        hidden = await pilot({ title: 'Binnenskamers' })
        shown = await pilot({ title: 'Eerst binnenskamers', municipality: 'gm0141' })
        await patch(shown.id, { public: true, title: 'Openbaar' })
    })

    const entriesOf = (id) => `FROM change c LEFT JOIN change_internal i ON i.change_id = c.id WHERE row_key = '${id}'`

    test('without a scope', async () => {
        assert.deepEqual(await asApp('', `SELECT 1 ${entriesOf(hidden.id)}`), [])
        const rows = await asApp('', `SELECT version, c.before, c.after ->> 'title' AS title, i.change_id ${entriesOf(shown.id)}`)
        assert.deepEqual(rows, [{ version: '2', before: null, title: 'Openbaar', change_id: null }])
        const [{ count }] = await asApp('', 'SELECT count(*) FROM change_internal')
        assert.equal(count, '0')
    })

    test('with that of another municipality', async () => {
        assert.deepEqual(await asApp('{gm0150}', `SELECT 1 ${entriesOf(hidden.id)}`), [])
        assert.equal((await asApp('{gm0150,gm1509}', `SELECT actor ${entriesOf(hidden.id)}`)).length, 1)
        assert.equal((await asApp('{*}', `SELECT actor ${entriesOf(shown.id)}`)).length, 2)
    })
})

describe('what somebody did to the log comes to light', () => {
    /** Does something to a copy of a register, with the guards off, and says what `audit verify` says. */
    async function after_(t, deed, ...args) {
        const database = await createDatabase('template_migrated')
        t.after(() => dropDatabase(database))
        const own = await startServer({ database })
        const ids = []
        for (let n = 0; n < 4; n++) {
            const { json } = await own.post('/v1/pilots', { municipality, title: `Pilot ${n}`, kind: 'pilot', public: n % 2 === 0 })
            const { status } = await own.patch(`/v1/pilots/${json.id}`, { title: `Pilot ${n}, later` })
            assert.equal(status, 200)
            ids.push(json.id)
        }
        await sealed(own)
        await own.stop()
        await assertSound(database)
        const entries = await sql(database, `SELECT c.id, s.number FROM change c JOIN change_seal s ON s.change_id = c.id WHERE c.municipality = '${municipality}' ORDER BY s.number`)
        const heads = (await audit(database, 'heads')).stdout
        await sql(database, `ALTER TABLE change DISABLE TRIGGER ALL; ALTER TABLE change_internal DISABLE TRIGGER ALL; ${deed(entries)}`)
        const file = `${directory}/heads`
        writeFileSync(file, heads)
        const { status, stdout, stderr } = await audit(database, 'verify', ...args.map((arg) => (arg === 'HEADS' ? file : arg)))
        assert.equal(stderr, '')
        return { status, lines: stdout.trim().split('\n'), entries }
    }
    const finds = (name, deed, expected, ...args) =>
        test(name, async (t) => {
            const { status, lines, entries } = await after_(t, deed, ...args)
            assert.equal(status, 1)
            assert.deepEqual(lines.slice(0, -1), expected(entries))
            assert.match(lines.at(-1), new RegExp(`: ${lines.length - 1} things are wrong$`))
        })
    const at = ({ number }, text) => `${municipality} seal ${number}: ${text}`

    finds('a flipped state after', ([, , e]) => `UPDATE change_internal SET after = jsonb_set(after, '{title}', '"Anders"') WHERE change_id = ${e.id}; UPDATE change SET after = jsonb_set(after, '{title}', '"Anders"') WHERE id = ${e.id}`, ([, , e]) => [at(e, `the state after was altered in entry ${e.id}`)])
    finds('a flipped state before', (entries) => `UPDATE change SET before = jsonb_set(before, '{kind}', '"project"') WHERE id = ${entries[2].id}`, (entries) => [at(entries[2], `the state before was altered in entry ${entries[2].id}`)])
    finds('another actor', ([, e]) => `UPDATE change_internal SET actor = 'key:0000' WHERE change_id = ${e.id}`, ([, e]) => [at(e, `does not fit: altered or in another place: entry ${e.id}`)])
    finds('another reason', ([, e]) => `UPDATE change_internal SET reason = 'omdat' WHERE change_id = ${e.id}`, ([, e]) => [at(e, `the state after was altered in entry ${e.id}`)])
    finds('another moment', ([, e]) => `UPDATE change SET at = at - interval '1 day' WHERE id = ${e.id}`, ([, e]) => [at(e, `does not fit: altered or in another place: entry ${e.id}`)])
    finds('a removed entry', ([, e]) => `DELETE FROM change WHERE id = ${e.id}`, ([, e]) => [at(e, `its entry is missing: ${e.id}`)])
    finds('the internal half of one', ([, e]) => `DELETE FROM change_internal WHERE change_id = ${e.id}`, ([, e]) => [at(e, `its entry is missing: ${e.id}`)])
    finds('an entry removed with its seal', ([, e]) => `DELETE FROM change WHERE id = ${e.id}; DELETE FROM change_seal WHERE change_id = ${e.id}`, ([, , e]) => [at(e, 'seals before it are missing')])
    finds(
        'the last entries removed with their seals',
        (entries) => `DELETE FROM change WHERE id >= ${entries.at(-2).id}; DELETE FROM change_seal WHERE change_id >= ${entries.at(-2).id}`,
        (entries) => [at(entries.at(-1), `is noted as the last; the chain ends at ${entries.at(-3).number}`)],
    )
    finds(
        'the last entries removed with everything, against what was noted elsewhere',
        (entries) =>
            `DELETE FROM change WHERE id >= ${entries.at(-2).id}; DELETE FROM change_seal WHERE change_id >= ${entries.at(-2).id};
            UPDATE change_chain h SET number = s.number, hash = s.hash FROM change_seal s WHERE s.municipality = h.municipality AND s.change_id = ${entries.at(-3).id}`,
        (entries) => [at(entries.at(-1), 'was noted elsewhere, and is missing')],
        '--against',
        'HEADS',
    )
    finds('a removed chain', () => `DELETE FROM change WHERE municipality = '${municipality}'; DELETE FROM change_seal WHERE municipality = '${municipality}'`, (entries) => [at(entries.at(-1), 'the whole chain is missing')])
    finds(
        'two entries in each other\'s place',
        ([, a, b]) => `UPDATE change_seal SET change_id = -1 WHERE change_id = ${a.id}; UPDATE change_seal SET change_id = ${a.id} WHERE change_id = ${b.id}; UPDATE change_seal SET change_id = ${b.id} WHERE change_id = -1`,
        ([, a, b]) => [
            [a, b],
            [b, a],
        ].flatMap(([seal, entry]) => [at(seal, `does not fit: altered or in another place: entry ${entry.id}`), at(seal, `the state before was altered in entry ${entry.id}`), at(seal, `the state after was altered in entry ${entry.id}`)]),
    )
    finds(
        'an entry slipped in',
        ([e]) => `INSERT INTO change (id, resource, row_key, municipality, version, operation, public_before, public_after, xid, at) SELECT 1000000, resource, row_key, municipality, 9, 'update', false, false, xid, at FROM change WHERE id = ${e.id}`,
        () => [`${municipality} seal -: there is none for entry 1000000`],
    )
    finds('content taken away without a word', ([, e]) => `UPDATE change_internal SET after = NULL, after_salt = NULL WHERE change_id = ${e.id}; UPDATE change SET after = NULL WHERE id = ${e.id}`, ([, e]) => [at(e, `the state after was taken away from entry ${e.id}`)])
})

describe('erasing by law', () => {
    const states = async (id) => {
        const { json } = await server.get(`/v1/pilots/${id}/history`)
        return json.results.map(({ version, change, reason, changes }) => [version, change, reason, changes === null])
    }

    test('takes all states but the one that the row has; the chain still holds', async () => {
        const { id } = await pilot({ title: 'Jan Jansen, Dorpsstraat 1' })
        await patch(id, { title: 'Iemand', public: true }, 'Jan wil dit niet')
        await patch(id, { title: 'Taalmaatjes' })
        const { status, stdout, stderr } = await audit(server.database, 'erase', '--reason', 'Verzoek 2026-7', 'pilots', id)
        assert.equal(status, 0, stderr)
        assert.equal(stdout, '4 states were erased\n')
        assert.deepEqual(await states(id), [
            [3, 'erase', 'Verzoek 2026-7', true],
            [3, 'update', null, true],
            [2, 'update', null, true],
            [1, 'create', null, true],
        ])
        for (const table of ['change', 'change_internal']) assert.deepEqual(await server.sql(`SELECT 1 FROM ${table} x WHERE x::text LIKE '%Jan%'`), [])
        assert.equal((await server.get(`/v1/pilots/${id}?version=1`)).status, 404)
        assert.equal((await server.get(`/v1/pilots/${id}?version=3`)).json.title, 'Taalmaatjes')
        await sealed()
        await assertSound()
        assert.equal((await audit(server.database, 'erase', '--reason', 'Nog eens', 'pilots', id)).stdout, '0 states were erased\n')
    })

    test('of one version', async () => {
        const { id } = await pilot({ title: 'Een' })
        await patch(id, { title: 'Twee' })
        await patch(id, { title: 'Drie' })
        assert.equal((await audit(server.database, 'erase', '--reason', 'Per ongeluk', '--version', '2', 'pilots', id)).stdout, '2 states were erased\n')
        const title = async (version) => (await server.get(`/v1/pilots/${id}?version=${version}&fields=title`)).json
        assert.deepEqual([await title(1), await title(3)], [{ title: 'Een' }, { title: 'Drie' }])
        assert.equal((await server.get(`/v1/pilots/${id}?version=2`)).status, 404)
        const { stderr, stdout } = await audit(server.database, 'erase', '--reason', 'Kan niet', '--version', '3', 'pilots', id)
        assert.match(stderr, /the row has version 3 now/)
        assert.equal(stdout, '0 states were erased\n')
        await sealed()
        await assertSound()
    })

    test('of a row that is gone', async () => {
        const { id } = await pilot({ title: 'Weg' })
        assert.equal((await server.del(`/v1/pilots/${id}`)).status, 204)
        assert.equal((await audit(server.database, 'erase', '--reason', 'Alles', 'pilots', id)).stdout, '2 states were erased\n')
        assert.deepEqual((await states(id)).map(([version, change]) => [version, change]), [[2, 'erase'], [2, 'delete'], [1, 'create']])
        await sealed()
        await assertSound()
    })

    test('of what was superseded long ago', async () => {
        const { id } = await pilot({ title: 'Oud' })
        await patch(id, { title: 'Nieuw' })
        const long = await audit(server.database, 'erase', '--reason', 'Bewaartermijn', '--superseded-before', '2001-01-01')
        assert.equal(long.stdout, '0 states were erased\n')
        const { status, stderr } = await audit(server.database, 'erase', '--reason', 'Bewaartermijn', '--superseded-before', '2999-01-01')
        assert.equal(status, 0, stderr)
        assert.equal((await server.get(`/v1/pilots/${id}?version=1`)).status, 404)
        assert.equal((await server.get(`/v1/pilots/${id}?version=2`)).json.title, 'Nieuw')
        await sealed()
        await assertSound()
    })

    test('what is wrong with the question', async () => {
        for (const args of [[], ['verify', 'x'], ['erase'], ['erase', 'pilots', 'x'], ['erase', '--reason', ' ', 'pilots', 'x'], ['erase', '--reason', 'x'.repeat(501), 'pilots', 'x'], ['erase', '--reason', 'x', 'dreams', 'x'], ['erase', '--reason', 'x'], ['erase', '--reason', 'x', '--version', 'one', 'pilots', 'x'], ['erase', '--reason', 'x', '--superseded-before', '2026-02-30'], ['seal']]) {
            const { status, stderr } = await audit(server.database, ...args)
            assert.equal(status, 2, args.join(' '))
            assert.match(stderr, /audit/)
        }
        assert.equal((await audit(server.database, 'erase', '--reason', 'x', 'pilots', '01900000-0000-7000-8000-000000000000')).stdout, '0 states were erased\n')
        assert.equal((await audit(server.database, 'verify', '--against', '/nowhere')).status, 1)
    })
})
