// What goes in comes out: random valid rows of every resource and part, created, read, and changed field by field.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRandom, seed } from '../support/random.mjs'
import { createRows, repairs } from '../support/rows.mjs'
import { startServer } from '../support/server.mjs'
import { groupOf, isGroupMember, isWritable, tables } from '../support/tables.mjs'

const owner = 'gm1509'
const rowsEach = 50
const changedEach = 3
const random = createRandom()
const targets = {}
let server
let rows

before(async () => {
    server = await startServer()
    rows = createRows(random, targets, ['gm0141', 'gm0150', 'gm0153', 'gm1509'])
    targets.municipalities = ['gm0141', 'gm0150', 'gm1509'].map((code) => ({ id: code, reference: code }))
})

after(() => server.stop())

/** The members of an answer that a client can write. */
function writable(resource, json) {
    const names = resource.fields
        .filter(isWritable)
        .flatMap(({ name, type }) => (type === 'reference' ? [name, `${name}Reference`] : [name]))
    const parts = resource.parts.map((part) => [part.path, json[part.path]?.map((element) => writableElement(part, element))])
    return Object.fromEntries([...names.map((name) => [name, json[name]]), ...parts])
}

function writableElement(part, element) {
    const others = part.fields.filter((field) => !isWritable(field)).map(({ name }) => name)
    return Object.fromEntries(Object.entries(element).filter(([name]) => !others.includes(name)))
}

const fixed = (resource, n) => (resource.tenant ? { municipality: owner, reference: `${resource.name} ${n}` } : {})

async function create(resource, n) {
    const row = rows.make(resource.path, fixed(resource, n))
    const { status, json, headers } = await server.post(`/v1/${resource.path}`, row.sent)
    assert.equal(status, 201, `${JSON.stringify(json)}\n${JSON.stringify(row.sent)}`)
    const key = json[resource.key]
    assert.equal(headers.location, `/v1/${resource.path}/${key}`)
    assert.deepEqual(writable(resource, json), sorted(resource, row.expected))
    // Others point only to rows that keep their reference.
    if (resource.tenant && n >= changedEach) targets[resource.path].push({ id: key, reference: row.expected.reference })
    return { key, json, expected: row.expected, etag: headers.etag }
}

/** In the order of the table, as answers are. */
const sorted = (resource, row) => writable(resource, row)

async function read(resource, key) {
    const { status, json, headers } = await server.get(`/v1/${resource.path}/${key}`)
    assert.equal(status, 200)
    return { json, etag: headers.etag }
}

/** PATCHes some members, with what the rules then ask for, and compares the whole row. */
async function change(resource, row, sent, expected) {
    const merged = { ...row.expected, ...expected }
    const repaired = repairs[resource.path]?.(merged, random, targets) ?? {}
    const wanted = { ...merged, ...repaired }
    const body = { ...sent, ...repaired }
    const { status, json } = await server.patch(`/v1/${resource.path}/${row.key}`, body)
    assert.equal(status, 200, `${JSON.stringify(json)}\n${JSON.stringify(body)}`)
    assert.deepEqual(writable(resource, json), sorted(resource, wanted), JSON.stringify(body))
    row.expected = wanted
}

async function changeEachField(resource, row) {
    for (const field of resource.fields) {
        if (!isWritable(field) || field.immutable || isGroupMember(field)) continue
        const { sent, expected } = rows.member(resource, field)
        await change(resource, row, sent, expected)
        if (field.required && field.standard === null) continue
        const nothing = Object.assign({}, ...groupOf(resource, field).map(rows.empty))
        const reference = field.type === 'reference'
        if (field.group) await change(resource, row, { [field.name]: null }, nothing)
        else if (!field.required) await change(resource, row, reference ? nothing : { [field.name]: null }, nothing)
        await change(resource, row, sent, expected)
    }
}

async function changeEachPart(resource, row) {
    for (const part of resource.parts) {
        const { sent, expected } = rows.part(part)
        await change(resource, row, { [part.path]: sent }, { [part.path]: expected })
        await change(resource, row, { [part.path]: null }, { [part.path]: [] })
        await change(resource, row, { [part.path]: sent }, { [part.path]: expected })
        await change(resource, row, { [part.path]: [] }, { [part.path]: [] })
    }
}

for (const resource of tables.resources)
    test(`${resource.path}: ${rowsEach} random rows, what is sent comes back (TEST_SEED=${seed})`, async () => {
        // Rows may point to rows of their own kind, so there must be some first.
        if (resource.tenant) targets[resource.path] = []
        await seedTargets(resource)
        for (let n = 0; n < rowsEach; n++) {
            const row = await create(resource, n)
            const { json, etag } = await read(resource, row.key)
            assert.deepEqual(json, row.json)
            assert.equal(etag, row.etag)
            if (n < changedEach) {
                await changeEachField(resource, row)
                await changeEachPart(resource, row)
                assert.deepEqual(writable(resource, (await read(resource, row.key)).json), sorted(resource, row.expected))
            }
        }
    })

/** Rows with nothing but what is required, to point to. */
async function seedTargets(resource) {
    if (!resource.tenant) return
    for (let n = 0; n < 3; n++) {
        const { sent } = rows.make(resource.path, fixed(resource, `target ${n}`), { bare: true })
        const { status, json } = await server.post(`/v1/${resource.path}`, sent)
        assert.equal(status, 201, JSON.stringify(json))
        targets[resource.path].push({ id: json.id, reference: json.reference })
    }
}
