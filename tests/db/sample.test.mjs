// The sample register by itself: nothing in it hangs loose, every row says where it stands, and it comes in whole, twice.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { parseCsv } from '../support/csv.mjs'
import { command, createDatabase, dropDatabase, sql } from '../support/server.mjs'

const sample = new URL('../../sample', import.meta.url).pathname

/** Every file: its folder, the resource, the part of it or null, and its rows as objects. */
const files = readdirSync(sample).flatMap((folder) => readdirSync(`${sample}/${folder}`).map((name) => {
    const [resource, part] = name.split('.')
    const [columns, ...rows] = parseCsv(readFileSync(`${sample}/${folder}/${name}`, 'utf8'))
    const objects = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])))
    return { folder, name, resource, part: part === 'csv' ? null : part, columns, rows: objects }
}))
const tableOf = (resource) => resource.replaceAll('-', '_').replace(/ies$/, 'y').replace(/s$/, '')
const key = (row) => `${row.municipality} ${row.reference}`

let database
let imports // what the first and the second import said
before(async () => {
    database = await createDatabase('template_migrated')
    process.env.LC_ALL = 'en_GB.UTF-8' // the language of what an import says
    imports = [await command(database, 'import', sample), await command(database, 'import', sample)]
})
after(() => database && dropDatabase(database))

/** Tables of rows that a municipality owns and that have a key of their own. */
const tables = async () => (await sql(database, `SELECT table_name AS name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name IN ('reference', 'place', 'document_id')
    GROUP BY 1 HAVING count(*) = 3 ORDER BY 1`)).map(({ name }) => name)

const keys = async (query) => (await sql(database, query)).map(key)

test('the whole sample comes in, and the second time all of it is unchanged', () => {
    const counted = {}
    for (const { resource, part, rows } of files) if (!part) counted[resource] = (counted[resource] ?? 0) + rows.length
    counted.imported = Object.values(counted).reduce((sum, one) => sum + one, 0)
    for (const [at, { status, stdout, stderr }] of imports.entries()) {
        assert.deepEqual([status, stderr], [0, ''])
        const said = [...stdout.matchAll(/^proeftuind: (\S+): (\d+) new, (\d+) changed, (\d+) unchanged$/gm)]
        assert.deepEqual(Object.fromEntries(said.map(([, name, ...numbers]) => [name, numbers.join('/')])),
            Object.fromEntries(Object.entries(counted).map(([name, rows]) => [name, at === 0 ? `${rows}/0/0` : `0/0/${rows}`])))
    }
})

test('the rows of every folder are in the register, and no others', async () => {
    const found = await tables()
    assert.ok(found.length >= 18, found.join())
    const typed = {}
    for (const { resource, part, rows } of files)
        if (!part && resource !== 'municipalities') (typed[tableOf(resource)] ??= []).push(...rows.map(key))
    for (const table of found) {
        const stored = await keys(`SELECT municipality, reference FROM ${table}`)
        assert.deepEqual(stored.sort(), (typed[table] ?? []).sort(), table)
    }
    assert.deepEqual(Object.keys(typed).sort(), found.filter((table) => typed[table]))
    for (const { folder, name, rows } of files) assert.ok(rows.length > 0, `${folder}/${name} has no rows`)
})

// A document is what rows stand in. One that only another document names, as a plan or a report that was read for it, holds no
// rows, and has a document and a place itself.
test('every document is used, and what no row stands in is named by another', async () => {
    const unused = []
    for (const row of await unpointed('document')) if (row.document_id === null) unused.push(key(row))
    assert.deepEqual(unused, [])
    assert.deepEqual(await keys('SELECT municipality, reference FROM document WHERE document_id = id'), [])
})

// Without a source of its own: a document that is one, which stands in no other.
test('every row says in which document it stands, where, and as printed', async () => {
    for (const table of await tables()) {
        const source = table === 'document' ? 'AND document_id IS NOT NULL' : ''
        assert.deepEqual(await keys(`SELECT municipality, reference FROM ${table}
            WHERE (document_id IS NULL OR place IS NULL OR source_text IS NULL) ${source}`), [], table)
    }
    const sources = await sql(database, 'SELECT count(*) FROM document WHERE document_id IS NULL')
    assert.ok(sources[0].count >= 5)
})

// The day on which something was stated is that of its document; that of document 5 is the day of the letter that it came with, and
// the answers of document 2 bear no day.
test('every row was stated on the day of its document, where it bears one', async () => {
    const days = { 'alm-brief-2018': '2018-05-15', 'alm-evaluatie-2018': '2018-05-15', 'dal-beleidsplan-2019': '2019-02-15',
        'oij-memo-2018': '2018-09-12', 'sv-antwoorden-2019': null, 'vd-aftrap-2017': '2017-10-04' }
    const seen = new Set()
    for (const table of await tables())
        for (const row of await sql(database, `SELECT DISTINCT d.reference, t.stated_on FROM ${table} t
            JOIN document d ON d.id = t.document_id`)) {
            assert.ok(row.reference in days, `${table}: ${row.reference}`)
            assert.equal(row.stated_on, days[row.reference], `${table}: ${row.reference}`)
            seen.add(row.reference)
        }
    assert.deepEqual([...seen].sort(), Object.keys(days).sort())
})

test('every row is public', async () => {
    const columns = await sql(database, `SELECT table_name AS name FROM information_schema.columns JOIN information_schema.tables
        USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'public'`)
    const open = new Set(columns.map(({ name }) => name))
    for (const table of await tables()) {
        assert.ok(open.has(table), `${table} has no column public`)
        assert.deepEqual(await keys(`SELECT municipality, reference FROM ${table} WHERE public IS NOT TRUE`), [], table)
    }
})

/** Rows to which no row of another table, or another row of their own, points by a foreign key. */
async function unpointed(table) {
    const pointing = await sql(database, `SELECT c.conrelid::regclass AS name, a.attname AS column FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
        WHERE c.contype = 'f' AND c.confrelid = '${table}'::regclass AND a.attname LIKE '%_id'`)
    assert.ok(pointing.length > 0, `nothing can point to ${table}`)
    const tests = pointing.map(({ name, column }) =>
        `NOT EXISTS (SELECT FROM ${name} p WHERE p.${column} = t.id ${name === table ? 'AND p.id <> t.id' : ''})`)
    return sql(database, `SELECT t.* FROM ${table} t WHERE ${tests.join(' AND ')}`)
}

// What is there for others to point to. Not so pilots, goals, evaluations, lines of a programme and what is said of them: they are
// what the documents tell, and point to what they belong to. Four programmes of Dalfsen are in the plan by name alone.
test('no organisation, area, indicator or programme hangs loose', async () => {
    const alone = { programme: ['dal-coalitieprogramma', 'dal-raadsprogramma', 'dal-re-integratie', 'dal-thuis-in-dalfsen'] }
    for (const table of ['organisation', 'area', 'indicator', 'programme'])
        assert.deepEqual((await unpointed(table)).filter((row) => !row.follows_id).map((row) => row.reference).sort(),
            alone[table] ?? [], table)
})

test('every municipality or region that the sample adds owns rows', async () => {
    const owners = new Set(files.flatMap(({ rows }) => rows.map((row) => row.municipality)))
    const added = files.filter(({ name }) => name === 'municipalities.csv').flatMap(({ rows }) => rows.map((row) => row.code))
    assert.ok(added.length > 0)
    for (const code of added) assert.ok(owners.has(code), code)
})

test('every reported total has something to be held against', async () => {
    assert.deepEqual(await keys(`SELECT municipality, reference FROM reported_total t WHERE filter IS NULL
        AND NOT EXISTS (SELECT FROM reported_total_operand o WHERE o.reported_total_id = t.id)`), [])
})

test('no row stands twice in its file', () => {
    for (const { folder, name, rows } of files)
        assert.equal(new Set(rows.map((row) => JSON.stringify(row))).size, rows.length, `${folder}/${name}`)
})

const elevenTest = (digits) => [...digits].reduce((sum, digit, at) => sum + digit * (at === 8 ? -1 : 9 - at), 0) % 11 === 0

test('no names of persons, telephone numbers, addresses of mail or citizen service numbers', () => {
    let texts = 0
    for (const { folder, name, rows } of files)
        for (const row of rows)
            for (const [column, text] of Object.entries(row)) {
                const where = `${folder}/${name}: ${key(row)}: ${column}`
                assert.doesNotMatch(text, /[Ww]ethouder \p{Lu}|[Bb]urgemeester \p{Lu}|\b([Dd]hr|[Mm]evr|[Mm]w|[Mm]evrouw|[Dd]e heer|[Dd]rs|[Ii]r|[Mm]r)\b\.?\s*\p{Lu}/u, where)
                assert.doesNotMatch(text, /\b0[1-9][0-9]{0,2}[ -]?[0-9]{6,7}\b|\b06[ -]?[0-9]{8}\b|\+31/, where)
                assert.doesNotMatch(text, /[\w.]+@[\w-]+\.\w/, where)
                for (const [digits] of text.matchAll(/(?<![\d.,])\d{9}(?![\d.,])/g)) assert.ok(!elevenTest(digits), where)
                texts++
            }
    assert.ok(texts > 10000)
})
