// DELETE: what nothing points to goes, with all that belongs to it; the rest stays, and says why.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { startServer } from '../support/server.mjs'
import { locksAwaited, openSession } from '../support/session.mjs'

const municipality = 'gm1509'
let server

before(async () => {
    server = await startServer()
})

after(() => server.stop())

async function created(path, row) {
    const answer = await server.post(`/v1/${path}`, row)
    assert.equal(answer.status, 201, answer.text)
    return { path: answer.headers.location, etag: answer.headers.etag, ...answer.json }
}

const pilot = (more) => created('pilots', { municipality, title: 'Proef', kind: 'pilot', ...more })

async function deleted(row, headers = {}) {
    const answer = await server.del(row.path, { headers })
    assert.equal(answer.status, 204, answer.text)
    assert.equal(answer.text, '')
    assertProblem(await server.get(row.path), 404, 'notFound')
}

async function kept(row, children) {
    const answer = await server.del(row.path)
    assert.deepEqual(assertProblem(answer, 409, 'hasChildren').children, children)
    assert.equal((await server.get(row.path)).status, 200)
}

test('a row goes, once', async () => {
    const row = await pilot({ startDate: '2018-01-01' })
    await deleted(row)
    assertProblem(await server.del(row.path), 404, 'notFound')
    assertProblem(await server.patch(row.path, { title: 'x' }), 404, 'notFound')
    assert.deepEqual(await server.sql(`SELECT * FROM pilot_status WHERE pilot_id = '${row.id}'`), [])
})

test('what others point to stays, with the count of each', async () => {
    const document = await created('documents', { municipality, title: 'Memo', kind: 'memo' })
    const area = await created('areas', { municipality, name: 'Ulft', kind: 'village', document: document.id })
    const row = await pilot({ document: document.id, areas: [{ area: area.id }] })
    const other = await pilot({
        links: [{ linkedPilot: row.id, relation: 'partOf' }, { linkedPilot: row.id, relation: 'continues' }], areas: [{ area: area.id }],
    })
    const decisions = await Promise.all(['fund', 'adjust'].map((kind) => created('decisions', { municipality, pilot: row.id, kind, stage: 'proposed' })))
    const report = await created('progress-reports', { municipality, pilot: row.id, reportedOn: '2018-01-01' })
    const promise = await created('deliverables', { municipality, title: 'Brief', kind: 'councilLetter', pilot: row.id })

    await kept(document, { 'areas.document': 1, 'pilots.document': 1 })
    await kept(area, { 'pilots.areas.area': 2 })
    await kept(row, { 'pilots.links.linkedPilot': 2, 'decisions.pilot': 2, 'progress-reports.pilot': 1, 'deliverables.pilot': 1 })
    for (const child of [...decisions, report, promise, other]) await deleted(child)
    await deleted(row)
    await deleted(area)
    await deleted(document)
})

test('a pilot that only points elsewhere goes with its links', async () => {
    const target = await pilot()
    const row = await pilot({ links: [{ linkedPilot: target.id, relation: 'partOf' }] })
    await deleted(row)
    await deleted(target)
})

test('a municipality stays while it owns, succeeds, or is listed', async () => {
    const region = await created('municipalities', { code: 'rg-member', kind: 'region', name: 'Lid' })
    const holder = await created('municipalities', { code: 'rg-holder', kind: 'region', name: 'Houder', members: ['rg-member', 'gm1509'] })
    await kept(region, { 'municipalities.members': 1 })
    await server.patch(holder.path, { members: ['gm1509'] })
    const area = await created('areas', { municipality, name: 'Streek', kind: 'region', memberMunicipalities: ['rg-member'] })
    await kept(region, { 'areas.memberMunicipalities': 1 })
    await deleted(area)
    const own = await created('areas', { municipality: 'rg-member', name: 'Eigen', kind: 'region' })
    await kept(region, { 'areas.municipality': 1 })
    await deleted(own)
    const former = await created('municipalities', {
        code: 'rg-former', kind: 'region', name: 'Vorige', successors: [{ successor: 'rg-member', effectiveFrom: '2019-01-01', kind: 'rename' }],
    })
    await kept(region, { 'municipalities.successors.successor': 1 })
    await deleted(former)
    await deleted(region)
    await deleted(holder)
})

test('If-Match guards a row against going', async () => {
    const row = await pilot()
    await server.patch(row.path, { title: 'Anders' })
    assertProblem(await server.del(row.path, { headers: { 'If-Match': row.etag } }), 412, 'preconditionFailed')
    assertFaults(await server.del(row.path, { headers: { 'If-Match': 'x' } }), { 'If-Match': 'header.invalid' }, 'header')
    await deleted(row, { 'If-Match': '"2.x"' })
    await deleted(await pilot(), { 'If-Match': '*' })
})

test('a DELETE takes no parameters, and a collection none', async () => {
    const row = await pilot()
    assertFaults(await server.del(`${row.path}?force=true`), { force: 'parameter.unknown' }, 'query')
    assertProblem(await server.del('/v1/pilots'), 405, 'methodNotAllowed')
    assertProblem(await server.del('/v1/pilots/nothing'), 404, 'notFound')
})

test('a child that comes while its parent goes: one of the two is refused', async () => {
    for (let round = 0; round < 20; round++) {
        const row = await pilot()
        const [gone, child] = await Promise.all([
            server.del(row.path),
            server.post('/v1/decisions', { municipality, pilot: row.id, kind: 'fund', stage: 'proposed' }),
        ])
        if (gone.status === 204) assertFaults(child, { '/pilot': 'reference.unknown' })
        else {
            assert.deepEqual(assertProblem(gone, 409, 'hasChildren').children, { 'decisions.pilot': 1 })
            assert.equal(child.status, 201)
        }
    }
})

test('a child that is committed while the DELETE waits keeps its parent', async (t) => {
    const row = await pilot()
    const session = openSession(server.database)
    t.after(() => session.close())
    await session.run(`BEGIN; INSERT INTO deliverable (id, municipality, title, kind, pilot_id)
        VALUES (gen_random_uuid(), '${municipality}', 'Brief', 'memo', '${row.id}')`)
    const held = server.del(row.path)
    await locksAwaited(server.database)
    await session.run('COMMIT')
    assert.deepEqual(assertProblem(await held, 409, 'hasChildren').children, { 'deliverables.pilot': 1 })
})

test('of many who delete a row, one does', async () => {
    const row = await pilot()
    const answers = await Promise.all(Array.from({ length: 10 }, () => server.del(row.path)))
    assert.equal(answers.filter(({ status }) => status === 204).length, 1)
    for (const answer of answers.filter(({ status }) => status !== 204)) assertProblem(answer, 404, 'notFound')
})

test('a row that somebody keeps locked is a conflict after a while', async (t) => {
    const row = await pilot()
    const session = openSession(server.database)
    t.after(() => session.close())
    await session.run(`BEGIN; SELECT 1 FROM pilot WHERE id = '${row.id}' FOR UPDATE`)
    const hasty = await startServer({ database: server.database, env: { PROEFTUIN_DB_LOCK_MS: '50' } })
    t.after(() => hasty.stop())
    assertProblem(await hasty.del(row.path), 409, 'conflict')
    await session.run('ROLLBACK')
    await deleted(row)
})
