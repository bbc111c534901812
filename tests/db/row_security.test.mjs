// Row security, from inside the database: what the role of the service sees and may do when nobody has checked anything before it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { generate, generateOthers } from '../support/generated.mjs'
import { createDatabase, dropDatabase, sql } from '../support/server.mjs'

const app = 'proeftuin_app'
const mine = 'gm1509'
const theirs = 'gm0141'

// Each looks further than its caller may, and says only what is meant: what the service needs on nobody's behalf, and which figures of
// public rows are withheld. That follows from an indicator and from totals that the reader may not see; of other rows, or of rows that
// somebody makes up, these two say nothing (a test below). Searching uses indexes that policies can't, and asks for itself who may find.
const wideFunctions = [
    'proeftuin_expire_idempotency_keys', 'proeftuin_key', 'proeftuin_key_used',
    'proeftuin_measurement_withheld', 'proeftuin_reported_total_withheld', 'proeftuin_search', 'proeftuin_similar',
]
// Reference data, and where the register lives: for everybody.
const forAll = ['change_era', 'municipality', 'municipality_successor', 'task_field']

let database
const owner = (text) => sql(database, text)
/** As a handler's query: with a scope, and what its actor is. */
const asApp = (scope, text) =>
    sql(database, `SET ROLE ${app}; SET proeftuin.scope = '${scope}'; SET proeftuin.actor = 'key:0000000000000000'; ${text}`)

/** How a statement ends that must not be allowed. */
const refusal = (scope, text) => asApp(scope, text).then(() => undefined, ({ stderr }) => stderr)

let relations
before(async () => {
    database = await createDatabase('template_migrated')
    await generate({ sql: owner })
    await owner('UPDATE pilot SET public = source_order % 2 = 0 WHERE source_order IS NOT NULL')
    await generateOthers({ sql: owner })
    await owner(`INSERT INTO idempotency_key (owner, key, fingerprint, resource, row_key)
        SELECT 'key:' || n, 'k' || n, sha256(n::text::bytea), 'pilots', 'x' FROM generate_series(1, 3) n`)
    relations = await owner(`
        SELECT c.relname AS name, c.relkind AS kind, c.relrowsecurity AS guarded, c.relforcerowsecurity AS forced,
            coalesce(array_to_string(c.reloptions, ','), '') AS options, pg_get_userbyid(c.relowner) AS owner,
            has_any_column_privilege('${app}', c.oid, 'SELECT') AS readable,
            has_any_column_privilege('${app}', c.oid, 'INSERT') OR has_any_column_privilege('${app}', c.oid, 'UPDATE')
                OR has_table_privilege('${app}', c.oid, 'DELETE') AS writable,
            has_table_privilege('${app}', c.oid, 'TRUNCATE') OR has_table_privilege('${app}', c.oid, 'REFERENCES')
                OR has_table_privilege('${app}', c.oid, 'TRIGGER') AS more,
            EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'public' AND NOT a.attisdropped) AS flagged,
            EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'municipality' AND NOT a.attisdropped) AS owned
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`)
})
after(() => dropDatabase(database))

/** What everybody may read of a table, where that is not what its column `public` says. */
const shownOf = { change: 'public_before OR public_after', pilot_total: 'public AND NOT whole' }

const yes = (value) => value === 't'
const readable = () => relations.filter((one) => yes(one.readable))

describe('nothing is outside it', () => {
    test('the role owns nothing, and is held by policies', async () => {
        const [role] = await owner(`SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = '${app}'`)
        assert.deepEqual(Object.values(role), ['f', 'f', 'f', 'f', 'f'])
        const owned = await owner(`
            SELECT relname AS name FROM pg_class WHERE pg_get_userbyid(relowner) = '${app}'
            UNION SELECT proname FROM pg_proc WHERE pg_get_userbyid(proowner) = '${app}'
            UNION SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = '${app}'`)
        assert.deepEqual(owned, [])
        const makes = await owner(`SELECT nspname FROM pg_namespace WHERE has_schema_privilege('${app}', oid, 'CREATE')`)
        assert.deepEqual(makes, [])
    })

    test('what it may touch is a guarded table, or a view that asks for the rights of who reads it', () => {
        assert.ok(readable().length > 12)
        for (const { name, kind, guarded, forced, options, readable, writable, more } of relations) {
            assert.equal(more, 'f', name)
            if (readable === 'f' && writable === 'f') continue
            if (kind === 'v') assert.match(options, /security_invoker=true/, name)
            else assert.deepEqual([kind, guarded, forced], ['r', 't', 'f'], name)
        }
        for (const { name, kind, guarded, owned } of relations)
            if (yes(owned) && kind !== 'v') assert.equal(guarded, 't', `${name} has a municipality and no guard`)
    })

    test('a function that looks further has a fixed path, and is for nobody but whom it is meant for', async () => {
        const wide = await owner(`
            SELECT proname AS name, coalesce(array_to_string(proconfig, ','), '') AS settings, prorettype = 'trigger'::regtype AS trigger,
                has_function_privilege('${app}', oid, 'EXECUTE') AS callable,
                EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0) AS everybody
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`)
        assert.ok(wide.length > wideFunctions.length)
        for (const { name, settings, everybody } of wide) {
            assert.match(settings, /search_path=((public|proeftuin_extension|pg_catalog), )*pg_temp(,|$)|search_path=""/, name)
            assert.equal(everybody, 'f', name)
        }
        const callable = wide.filter((one) => yes(one.callable) && !yes(one.trigger)).map(({ name }) => name)
        assert.deepEqual(callable.filter((name) => !wideFunctions.includes(name)), [])
    })
})

describe('who has no scope', () => {
    test('reads what is public, and nothing else, of every table and view', async () => {
        for (const { name, flagged } of readable()) {
            if (forAll.includes(name)) continue
            const what = shownOf[name] ?? (yes(flagged) ? 'public' : 'false')
            const count = `SELECT count(*) AS n, count(*) FILTER (WHERE ${what}) AS open FROM ${name}`
            const [[seen], [all]] = await Promise.all([asApp('{}', count), owner(count)])
            assert.equal(seen.n, seen.open, `${name}: ${seen.n - seen.open} rows that are not public`)
            assert.equal(seen.n, all.open, `${name}: what is public is hidden`)
            if (yes(flagged)) assert.ok(Number(all.n) > Number(all.open) && Number(all.open) > 0, `${name}: the test has no rows to hide or to show`)
        }
    })

    test('gets nothing more from functions', async () => {
        const hidden = "ARRAY(SELECT id FROM pilot WHERE NOT public)"
        const [{ ids }] = await owner(`SELECT ${hidden} AS ids`)
        assert.match((await refusal('{}', `SELECT * FROM proeftuin_status_timeline('${ids}')`)) ?? '0 rows', /permission denied|0 rows/)
        assert.match(await refusal('{}', `SELECT proeftuin_rewrite_status('${ids}')`), /permission denied/)
        const rowsOf = await owner(`
            SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proretset AND has_function_privilege('${app}', oid, 'EXECUTE')
            ORDER BY 1`)
        for (const { name } of rowsOf) assert.ok(/^proeftuin_(key|status_timeline|history|change|feed|search|similar|successors|words)/.test(name), name)
        assert.match(await refusal('{*}', 'SELECT hash FROM api_key'), /permission denied/)
    })

    test('learns nothing of hidden rows from functions that look further', async () => {
        const measured = (row) => asApp('{}', `SELECT proeftuin_measurement_withheld(${row}, 5) AS names`).then(([{ names }]) => names)
        const hidden = (table) => owner(`SELECT r::text AS row, r.id FROM ${table} r WHERE NOT public AND municipality = '${theirs}' LIMIT 5`)
        // As a handler would have the row that forgot to ask; and one that never was, of a hidden indicator.
        for (const { row } of await hidden('measurement')) assert.equal(await measured(`'${row.replaceAll("'", "''")}'::measurement`), '{}')
        for (const { id } of await hidden('indicator')) {
            const made = { id: '01900000-0000-7000-8000-00000000dead', municipality: theirs, public: true, indicator_id: id, value: 3 }
            assert.equal(await measured(`jsonb_populate_record(NULL::measurement, '${JSON.stringify(made)}')`), '{}')
        }
        for (const { row } of await hidden('reported_total'))
            assert.equal((await asApp('{}', `SELECT proeftuin_reported_total_withheld('${row.replaceAll("'", "''")}'::reported_total, 5) AS names`))[0].names, '{}')
        assert.match(await refusal('{*}', `SELECT * FROM proeftuin_pilot_totals('{}', true)`), /permission denied/)
    })

    test('finds nothing hidden', async () => {
        const found = (scope) => asApp(scope, `SELECT s.resource, s.key FROM proeftuin_search(ARRAY['pilots', 'programmes', 'measurements'], 'loket') s`)
        const hidden = new Set((await owner('SELECT id FROM pilot WHERE NOT public UNION SELECT id FROM programme WHERE NOT public')).map(({ id }) => id))
        const [nobody, all] = await Promise.all([found('{}'), found('{*}')])
        assert.ok(nobody.length > 0 && all.some(({ key }) => hidden.has(key)), 'the test has nothing to find, or to hide')
        assert.deepEqual(nobody.filter(({ key }) => hidden.has(key)), [])
        const alike = (scope, pilot) => asApp(scope, `SELECT id FROM proeftuin_similar('${pilot}', 200)`)
        const [[open], [secret]] = await Promise.all(['public', 'NOT public'].map((which) => owner(`SELECT id FROM pilot WHERE ${which} AND domains IS NOT NULL ORDER BY id LIMIT 1`)))
        assert.deepEqual((await alike('{}', open.id)).filter(({ id }) => hidden.has(id)), [])
        assert.ok((await alike('{*}', open.id)).some(({ id }) => hidden.has(id)))
        assert.deepEqual(await alike('{}', secret.id), [])
    })

    test('reads totals of public lines only, also where it reads the pilot', async () => {
        const hidden = await owner(`SELECT a.pilot_id AS id FROM pilot_total a LEFT JOIN pilot_total b ON b.pilot_id = a.pilot_id AND NOT b.whole
            WHERE a.whole AND a.public AND (a.investment, a.yield) IS DISTINCT FROM (b.investment, b.yield)`)
        assert.ok(hidden.length > 0, 'the test has no public pilots with internal lines')
        const sums = `SELECT p.id, p.investment AS shown, p.yield AS yielded, (SELECT sum(b.amount) FROM budget_line b WHERE b.pilot_id = p.id
            AND b.kind = 'investment' AND b.statement = p.investment_statement AND b.public) AS open FROM pilot_read p WHERE p.public ORDER BY id`
        for (const { shown, open } of await asApp('{}', sums)) assert.equal(shown, open)
        assert.notDeepEqual(await asApp('{}', sums), await asApp('{*}', sums))
    })

    test('writes nothing', async () => {
        for (const { name, writable, kind } of relations) {
            if (!yes(writable) || kind === 'v' || name === 'idempotency_key' || name === 'api_key') continue
            const [{ n }] = await asApp('{}', `WITH gone AS (DELETE FROM ${name} RETURNING 1) SELECT count(*) AS n FROM gone`)
            assert.equal(n, '0', name)
        }
    })
})

describe('who has one municipality', () => {
    test('reads its rows, and of others what is public', async () => {
        for (const { name, flagged, owned } of readable()) {
            if (!yes(flagged) || !yes(owned)) continue
            const count = `SELECT count(*) FILTER (WHERE municipality = '${mine}') AS mine,
                count(*) FILTER (WHERE municipality <> '${mine}' AND NOT public) AS hidden FROM ${name}`
            const [[seen], [all]] = await Promise.all([asApp(`{${mine}}`, count), owner(count)])
            assert.deepEqual([seen.mine, seen.hidden], [all.mine, '0'], name)
            assert.ok(Number(all.hidden) > 0, `${name}: the test has no rows to hide`)
        }
    })

    test('writes its rows only, and cannot give them away', async () => {
        const scope = `{${mine}}`
        for (const { name, writable, flagged, owned } of relations) {
            if (!yes(writable) || !yes(flagged) || !yes(owned)) continue
            const hit = (where) => `WITH hit AS (UPDATE ${name} SET public = public WHERE ${where} RETURNING 1) SELECT count(*) AS n FROM hit`
            assert.equal((await asApp(scope, hit(`municipality <> '${mine}'`)))[0].n, '0', name)
            assert.ok(Number((await asApp(scope, hit(`municipality = '${mine}'`)))[0].n) > 0, name)
        }
        assert.match(await refusal(scope, `UPDATE organisation SET municipality = '${theirs}' WHERE municipality = '${mine}'`), /row-level security/)
        const insert = (code) => `INSERT INTO organisation (id, municipality, name, kind) VALUES (gen_random_uuid(), '${code}', 'x', 'other')`
        assert.match(await refusal(scope, insert(theirs)), /row-level security/)
        assert.equal(await refusal(scope, insert(mine)), undefined)
        assert.match(await refusal(scope, `INSERT INTO municipality (code, kind, name) VALUES ('rg-mine', 'region', 'x')`), /row-level security/)
        assert.equal(await refusal('{*}', `INSERT INTO municipality (code, kind, name) VALUES ('rg-all', 'region', 'x')`), undefined)
    })

    test('keeps the status of its pilots, though it may not write the timeline', async () => {
        const [{ id }] = await owner(`SELECT id FROM pilot WHERE municipality = '${mine}' AND NOT public ORDER BY id LIMIT 1`)
        const status = () => owner(`SELECT string_agg(valid_from || ' ' || status || ' ' || public, ',' ORDER BY valid_from) AS line FROM pilot_status WHERE pilot_id = '${id}'`)
        const [before] = await status()
        await asApp(`{${mine}}`, `UPDATE pilot SET start_date = '2011-01-01', start_precision = 'day', start_bound = 'exact', public = true WHERE id = '${id}'`)
        const [{ line }] = await status()
        assert.notEqual(line, before.line)
        assert.match(line, /2011-01-01 \w+ true/)
        assert.doesNotMatch(line, / false/)
        assert.match(await refusal(`{${mine}}`, `DELETE FROM pilot_status WHERE pilot_id = '${id}'`), /permission denied/)
    })

    test('uses its own idempotency keys', async () => {
        await owner(`UPDATE idempotency_key SET owner = 'key:0000000000000000' WHERE key = 'k1'`)
        assert.deepEqual(await asApp('{*}', 'SELECT key FROM idempotency_key'), [{ key: 'k1' }])
    })
})

describe('a copied flag', () => {
    const unused = ['decision.programme_id', 'progress_report.programme_id', 'progress_report.programme_line_id', 'goal.programme_id']
    test('of parts, timelines and what belongs to something is that of the whole, whatever happens to it', async () => {
        // Every foreign key that carries the flag; measurements have several parents, and triggers.
        const keys = await owner(`
            SELECT k.conrelid::regclass AS child, k.confrelid::regclass AS whole, a.attname AS by
            FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]
            WHERE k.contype = 'f' AND EXISTS (SELECT FROM pg_attribute f WHERE f.attrelid = k.conrelid AND f.attnum = k.conkey[3] AND f.attname = 'public')
            ORDER BY 1, 2`)
        assert.ok(keys.length >= 20)
        const flags = keys.map(({ child, whole, by }) => `SELECT '${child}.${by}' AS name, count(*) FILTER (WHERE c.public <> w.public) AS n, count(*) AS every
            FROM ${child} c JOIN ${whole} w ON w.id = c.${by}`)
        flags.push(`SELECT 'measurement', count(*) FILTER (WHERE m.public <> (coalesce(i.public, true) AND coalesce(g.public, true) AND coalesce(p.public, true))), count(*)
            FROM measurement m LEFT JOIN indicator i ON i.id = m.indicator_id LEFT JOIN goal g ON g.id = m.goal_id LEFT JOIN pilot p ON p.id = m.pilot_id`)
        for (const table of ['budget_line', 'deliverable'])
            flags.push(`SELECT '${table}', count(*) FILTER (WHERE c.public AND NOT p.public), count(*) FROM ${table} c JOIN pilot p ON p.id = c.pilot_id`)
        const assertSame = async () => {
            for (const { name, n, every } of await owner(flags.join(' UNION ALL '))) {
                assert.equal(n, '0', name)
                if (!unused.includes(name)) assert.ok(Number(every) > 0, `${name}: the test has no rows`)
            }
        }
        await assertSame()
        for (const table of ['pilot', 'programme', 'indicator']) {
            await asApp('{*}', `UPDATE ${table} SET public = NOT public`)
            await assertSame()
        }
        await asApp('{*}', 'UPDATE pilot_area SET ordinal = ordinal + 10; DELETE FROM pilot_area WHERE ordinal > 10')
        await asApp('{*}', `INSERT INTO pilot_area (municipality, pilot_id, ordinal, area_id)
            SELECT a.municipality, a.pilot_id, 90, x.id FROM pilot_area a CROSS JOIN LATERAL (
                SELECT id FROM area x WHERE x.municipality = a.municipality AND NOT EXISTS (
                    SELECT FROM pilot_area o WHERE o.pilot_id = a.pilot_id AND o.area_id = x.id) LIMIT 1) x`)
        await assertSame()
    })
})
