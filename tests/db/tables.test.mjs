// The resource tables against the database that the migrations make: each says the same as the other.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createDatabase, dropDatabase, sql } from '../support/server.mjs'
import { allTables, codesOf, tables } from '../support/tables.mjs'

let database
let columns
let constraints

before(async () => {
    database = await createDatabase('template_migrated')
    columns = await sql(
        database,
        `SELECT c.relname AS table, c.relkind AS kind, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS filled,
            coalesce(col_description(c.oid, a.attnum), '') AS comment
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')`,
    )
    constraints = await sql(
        database,
        `SELECT c.relname AS table, n.conname AS name, n.contype AS kind, pg_get_constraintdef(n.oid) AS text, f.relname AS target,
            (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(n.conkey) WITH ORDINALITY k (at, n)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.at) AS columns,
            (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(n.confkey) WITH ORDINALITY k (at, n)
                JOIN pg_attribute a ON a.attrelid = f.oid AND a.attnum = k.at) AS target_columns
        FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid LEFT JOIN pg_class f ON f.oid = n.confrelid
        WHERE n.connamespace = 'public'::regnamespace`,
    )
})

after(() => dropDatabase(database))

const columnOf = (table, name) => columns.find((column) => column.table === table && column.name === name)
const parentColumn = ({ owner }) => `${owner.table}${owner.tenant ? '_id' : ''}`
const stored = ({ fields }) => fields.filter(({ computed }) => !computed)

/** The text of the checks of one column, in the database's own words. */
const checksOf = (table, column) =>
    constraints
        .filter(({ table: of, name, kind }) => of === table && kind === 'c' && name === `${table}__${column}__check`)
        .map(({ text }) => text)
        .join(' ')

const alwaysPresent = new Set(['id', 'version', 'createdAt', 'updatedAt', 'public'])

test('every field has its column, with its type and whether it may be null', () => {
    for (const table of allTables)
        for (const field of stored(table)) {
            const column = columnOf(table.table, field.column)
            const where = `${table.path}.${field.name}`
            assert.ok(column, `${where}: no column ${table.table}.${field.column}`)
            assert.equal(column.type, field.sql, where)
            assert.equal(column.filled === 't', field.required || alwaysPresent.has(field.name), `${where}: NOT NULL`)
        }
})

test('every column belongs to a field or to the mechanism of parts', () => {
    for (const table of allTables) {
        const known = new Set(stored(table).map(({ column }) => column))
        if (table.owner) for (const name of ['municipality', 'public', 'ordinal', parentColumn(table)]) known.add(name)
        const strange = columns.filter(({ table: of, name }) => of === table.table && !known.has(name))
        assert.deepEqual(strange, [], table.path)
    }
})

test('computed fields, and all others, are columns of a view that asks for the rights of who reads it', async () => {
    const views = await sql(
        database,
        `SELECT relname AS name, coalesce(array_to_string(reloptions, ','), '') AS options FROM pg_class
        WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace`,
    )
    for (const { name, options } of views) assert.match(options, /\bsecurity_invoker=true\b/, name)
    for (const table of tables.resources) {
        const view = `${table.table}_read`
        assert.equal(views.some(({ name }) => name === view), table.view, view)
        for (const field of table.view ? table.fields : []) {
            const column = columnOf(view, field.column)
            assert.ok(column, `${view}.${field.column}`)
            assert.equal(column.type, field.sql, `${view}.${field.column}`)
        }
    }
})

test('every code list is its CHECK constraint', () => {
    for (const table of allTables)
        for (const field of stored(table)) {
            if (!field.codes) continue
            const checked = [...checksOf(table.table, field.column).matchAll(/'([^']*)'::text/g)].map(([, code]) => code)
            assert.deepEqual(checked.sort(), codesOf(field.codes).sort(), `${table.path}.${field.name}`)
        }
})

test('the status timeline knows the statuses and groups of the code lists', async () => {
    const statuses = [...checksOf('pilot_status', 'status').matchAll(/'([^']*)'::text/g)].map(([, code]) => code)
    assert.deepEqual(statuses.sort(), codesOf('pilots.status').sort())
    const groups = await sql(
        database,
        `SELECT DISTINCT proeftuin_status_group(status) AS name FROM unnest('{${statuses}}'::text[]) status ORDER BY 1`,
    )
    assert.deepEqual(groups.map(({ name }) => name), codesOf('pilots.statusGroup').sort())
})

test('texts and numbers have the bounds of their fields, lists at most as many elements', () => {
    for (const table of allTables)
        for (const field of stored(table)) {
            const text = checksOf(table.table, field.column)
            const where = `${table.path}.${field.name}: ${text || 'no check'}`
            if (field.pattern) {
                assert.ok(text.includes(`'${field.pattern}'`), where)
            } else if (field.maxLength) {
                const [, least, most] = /char_length\(\w+\) >= (\d+)\) AND \(char_length\(\w+\) <= (\d+)\)/.exec(text) ?? []
                assert.deepEqual([Number(least), Number(most)], [field.minLength, field.maxLength], where)
            }
            if (field.list) assert.ok(text.includes(`(cardinality(${field.column}) <= ${field.maxItems})`), where)
            if (field.minimum === undefined || field.name === 'version') continue
            const numbers = [...text.matchAll(/(?<![\w-])-?\d+/g)].map(([number]) => Number(number))
            assert.ok(numbers.includes(field.minimum) && numbers.includes(field.maximum), where)
        }
})

test('dates are bounded to the years that the register can hold', () => {
    for (const table of allTables)
        for (const field of stored(table)) {
            if (field.type !== 'date') continue
            const partial = field.group === 'partialDate'
            const wanted = partial
                ? `proeftuin_is_partial_date(${field.column}, ${field.column.replace(/date$/, 'precision')})`
                : `proeftuin_is_day(${field.column})`
            const text = checksOf(table.table, field.column)
            assert.ok(text.includes(wanted), `${table.path}.${field.name}: ${text || 'no check'}`)
        }
})

test('every reference is a foreign key, to a row of the same municipality, with an index', async () => {
    const indexes = await sql(database, `SELECT tablename AS table, indexdef AS text FROM pg_indexes WHERE schemaname = 'public'`)
    for (const table of allTables)
        for (const field of stored(table)) {
            if (!field.target || field.list) continue
            const where = `${table.path}.${field.name}`
            const target = tables.resources.find(({ path }) => path === field.target)
            const keys = constraints.filter(
                (key) => key.table === table.table && key.kind === 'f' && key.columns.split(',').includes(field.column) &&
                    key.target === target.table && key.name === `${table.table}__${field.column}__fkey`,
            )
            assert.equal(keys.length, 1, where)
            if (target.tenant) {
                assert.match(keys[0].columns, /^municipality,/, where)
                assert.match(keys[0].target_columns, /^municipality,id\b/, where)
            }
            const by = new RegExp(` \\((municipality, )?${field.column}\\b`)
            assert.ok(indexes.some((index) => index.table === table.table && by.test(index.text)), `${where}: no index`)
        }
})

test('lists of keys are guarded from both sides', async () => {
    const triggers = await sql(
        database,
        `SELECT c.relname AS table, t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal`,
    )
    for (const table of allTables)
        for (const field of stored(table)) {
            if (field.type !== 'keys') continue
            const target = tables.resources.find(({ path }) => path === field.target)
            const has = (of, name) => triggers.some((trigger) => trigger.table === of && trigger.name === name)
            assert.ok(has(table.table, `${table.table}__${field.column}__fkey`), `${table.path}.${field.name}`)
            assert.ok(has(target.table, `${target.table}__kept_for_${table.table}`), `${table.path}.${field.name}`)
        }
})

test('rows of a municipality are known by id, unique within it with what foreign keys need, and so is their reference', () => {
    for (const { table, tenant } of tables.resources) {
        if (!tenant) continue
        const keys = constraints.filter((key) => key.table === table && (key.kind === 'p' || key.kind === 'u'))
        const has = (kind, columns) => keys.some((key) => key.kind === kind && key.columns === columns)
        assert.ok(has('p', 'id'), `${table}: PRIMARY KEY (id)`)
        assert.ok(has('u', 'municipality,id'), `${table}: UNIQUE (municipality, id)`)
        assert.ok(has('u', 'municipality,reference'), `${table}: UNIQUE (municipality, reference)`)
    }
})

test('rows of parts go with their parent', () => {
    for (const part of allTables.filter(({ owner }) => owner)) {
        const [key] = constraints.filter(({ table, name }) => table === part.table && name === `${table}__${parentColumn(part)}__fkey`)
        assert.ok(key, part.table)
        assert.match(key.text, /ON DELETE CASCADE/, part.table)
    }
})

test('constraints are called <table>__<column>__<kind>, so that an answer can name the field', () => {
    for (const { table, name } of constraints) {
        if (table === null || !columns.some((column) => column.table === table)) continue
        if (!allTables.some((one) => one.table === table)) continue
        const [, of, column] = /^(\w+?)__(\w+)__[a-z]+$/.exec(name) ?? []
        assert.equal(of, table, name)
        assert.ok(columnOf(table, column), `${name}: no such column`)
    }
})

test('everything in the database says what it is', async () => {
    const silent = await sql(
        database,
        `SELECT c.relkind::text AS kind, c.relname AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'S')
            AND coalesce(obj_description(c.oid, 'pg_class'), '') = ''
            -- A sequence that belongs to a column is described with it.
            AND NOT (c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')
                AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0))
        UNION ALL
        SELECT 'column', c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            AND coalesce(col_description(c.oid, a.attnum), '') = ''
        UNION ALL
        SELECT 'function', p.oid::regprocedure::text FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND coalesce(obj_description(p.oid, 'pg_proc'), '') = ''`,
    )
    assert.deepEqual(silent, [])
})

test('comments are what the tables say', async () => {
    for (const table of allTables)
        for (const field of stored(table))
            assert.equal(
                columnOf(table.table, field.column).comment,
                `${field.title.en}: ${field.about.en}`,
                `${table.table}.${field.column}`,
            )
})
