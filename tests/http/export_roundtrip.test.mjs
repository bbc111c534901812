// What is exported imports unchanged: random rows of every resource and part, as CSV out of one register and into an empty one, and
// out of that again.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { createRandom, seed } from '../support/random.mjs'
import { createRows } from '../support/rows.mjs'
import { command, createDatabase, dropDatabase, sql, startServer } from '../support/server.mjs'
import { isWritable, tables } from '../support/tables.mjs'

const owner = 'gm1509'
const rowsEach = 20
const random = createRandom()
const targets = {}
const directories = []
let server, rows

before(async () => {
    process.env.LC_ALL = 'en_GB.UTF-8'
    server = await startServer()
    rows = createRows(random, targets, ['gm0141', 'gm0150', 'gm0153', owner])
    targets['task-fields'] = ['6.1-2025', '6.21-2025', '6.711-2025', '6.91-2025'].map((key) => ({ id: key, reference: key }))
    targets.municipalities = ['gm0141', 'gm0150', owner].map((code) => ({ id: code, reference: code }))
    for (const resource of tables.resources) await fill(resource)
})
after(async () => {
    await server?.stop()
    for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

/** Texts that a spreadsheet would take for a formula, or that look as if somebody had seen to that. */
const formulas = ['=1+1', '+31', '@SUM(A1)', '-', "'=1", "''-x", "'s Avonds", "'", ' =', 'a;b,c"d']

/** Every third row has no reference of its own, so nothing but its id. */
async function fill(resource) {
    if (resource.tenant) targets[resource.path] = []
    const text = resource.fields.find((field) => isWritable(field) && field.type === 'text' && field.required && !field.pattern)
    for (let n = 0; n < rowsEach; n++) {
        const reference = n % 3 === 2 ? null : n % 3 === 1 ? `${formulas[n % formulas.length]} ${n}` : `${resource.name} ${n}`
        const fixed = resource.tenant ? { municipality: owner, reference } : {}
        if (text && n >= 2) fixed[text.name] = formulas[n % formulas.length]
        const { sent } = rows.make(resource.path, fixed, { bare: n < 2 })
        const { status, json } = await server.post(`/v1/${resource.path}`, sent)
        assert.equal(status, 201, `${JSON.stringify(json)}\n${JSON.stringify(sent)}`)
        if (resource.tenant) targets[resource.path].push({ id: json.id, reference: json.reference })
        if (n === 5) await changeBack(resource, json, text)
    }
}

/** So that not all rows are of version 1. */
async function changeBack(resource, row, text) {
    if (!text) return
    for (const value of ['Something else', row[text.name]])
        assert.equal((await server.patch(`/v1/${resource.path}/${row[resource.key]}`, { [text.name]: value })).status, 200)
}

const names = tables.resources.flatMap(({ path, parts }) => [{ path }, ...parts.map((part) => ({ path, part: part.path }))])
const fileOf = ({ path, part }) => `${path}${part ? `.${part}` : ''}.csv`

async function exportTable(from, { path, part }, query = '') {
    const question = part ? `part=${part}${query}` : query.slice(1)
    const { status, headers, text } = await from.get(`/v1/${path}?${question}`, { headers: { Accept: 'text/csv' } })
    assert.equal(status, 200, `${path} ${question}: ${text} ${from.stderr?.() ?? ""}`)
    assert.equal(headers['content-disposition'], `attachment; filename="${fileOf({ path, part })}"`)
    return text
}

async function exportAll(from, query) {
    const directory = mkdtempSync('/tmp/proeftuin-export-')
    directories.push(directory)
    for (const name of names) writeFileSync(`${directory}/${fileOf(name)}`, await exportTable(from, name, query))
    return directory
}

/** Everything but what each register keeps for itself: versions, and when something came to be. */
async function contents(from) {
    const all = {}
    for (const { path, fields, parts } of tables.resources) {
        const kept = fields.filter((field) => isWritable(field) || ['id', 'public'].includes(field.name))
        all[path] = await exportTable(from, { path }, `&fields=${kept.map(({ name }) => name)}`)
        for (const part of parts) all[`${path}.${part.path}`] = await exportTable(from, { path, part: part.path })
    }
    return all
}

/** { pilots: [new, changed, unchanged] } */
async function load(database, directory) {
    const { status, stdout, stderr } = await command(database, 'import', directory)
    assert.deepEqual([status, stderr], [0, ''])
    const lines = [...stdout.matchAll(/^proeftuind: (\S+): (\d+) new, (\d+) changed, (\d+) unchanged$/gm)]
    return Object.fromEntries(lines.map(([, name, ...counts]) => [name, counts.map(Number)]))
}

for (const [form, query] of [['commas', ''], ['semicolons', '&separator=semicolon']])
    test(`CSV with ${form} into an empty register, and out again: the same bytes (TEST_SEED=${seed})`, async (t) => {
        const directory = await exportAll(server, query)
        const database = await createDatabase('template_migrated')
        t.after(() => dropDatabase(database))
        const counted = await load(database, directory)
        for (const { path, tenant } of tables.resources) assert.deepEqual(counted[path].slice(0, 2), [rowsEach, 0], path)
        const copy = await startServer({ database })
        const [first, second] = [await contents(server), await contents(copy)]
        await copy.stop()
        assert.deepEqual(second, first)
        for (const [name, text] of Object.entries(first)) assert.ok(text.includes('\r\n'), name)
    })

test(`into the register that it came from: nothing changes (TEST_SEED=${seed})`, async () => {
    const state = () => sql(server.database, tables.resources.map(({ table }) => `SELECT '${table}' AS of, count(*), sum(version) FROM ${table}`).join(' UNION ALL '))
    const [directory, was] = [await exportAll(server, ''), await state()]
    const counted = await load(server.database, directory)
    for (const { path } of tables.resources) assert.deepEqual(counted[path].slice(0, 2), [0, 0], path)
    assert.deepEqual(await state(), was)
})

test('NDJSON has the members of the list, a row a line', async () => {
    for (const { path, key } of tables.resources) {
        const { status, headers, text } = await server.get(`/v1/${path}`, { headers: { Accept: 'application/x-ndjson' } })
        assert.deepEqual([status, headers['content-type']], [200, 'application/x-ndjson; charset=utf-8'])
        const lines = text.split('\n').slice(0, -1).map((line) => JSON.parse(line))
        assert.deepEqual(lines, await wholeList(path))
        assert.deepEqual(lines.map((row) => row[key]), [...lines.map((row) => row[key])].sort())
    }
})

async function wholeList(path) {
    const all = []
    for (let next = `/v1/${path}?limit=1000`; next; ) {
        const { json } = await server.get(next)
        all.push(...json.results)
        next = json.next
    }
    return all
}
