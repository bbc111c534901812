// Idempotency-Key: a POST that is sent again is done once, and answered with what the first one added.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { startServer } from '../support/server.mjs'

const municipality = 'gm1509'
let server
before(async () => {
    server = await startServer()
})
after(() => server.stop())

let titles = 0
const pilot = (more) => ({ municipality, title: `Proef ${++titles}`, kind: 'pilot', ...more })
const post = (path, row, key) => server.post(`/v1/${path}`, row, { headers: { 'Idempotency-Key': key } })
const countOf = async ({ title }) =>
    Number((await server.sql(`SELECT count(*) FROM pilot WHERE title = '${title}'`))[0].count)

test('the same request again is answered with the row that it added', async () => {
    const row = pilot({ reference: 'once' })
    const first = await post('pilots', row, 'once')
    assert.equal(first.status, 201, first.text)
    assert.equal(first.headers['idempotency-replayed'], undefined)
    const again = await post('pilots', row, 'once')
    assert.equal(again.status, 201, again.text)
    assert.equal(again.headers['idempotency-replayed'], 'true')
    assert.deepEqual(again.json, first.json)
    for (const name of ['etag', 'location']) assert.equal(again.headers[name], first.headers[name])
    assert.equal(await countOf(row), 1)
})

test('the replay shows the row as it has become', async () => {
    const row = pilot()
    const { json } = await post('pilots', row, 'changed')
    await server.patch(`/v1/pilots/${json.id}`, { title: 'Nieuwe titel' })
    const again = await post('pilots', row, 'changed')
    assert.deepEqual([again.status, again.json.id, again.json.title, again.json.version], [201, json.id, 'Nieuwe titel', 2])
})

test('a row that was deleted is not added again', async () => {
    const row = pilot()
    const { json } = await post('pilots', row, 'deleted')
    assert.equal((await server.del(`/v1/pilots/${json.id}`)).status, 204)
    assertProblem(await post('pilots', row, 'deleted'), 410, 'gone')
    assert.equal(await countOf(row), 0)
})

test('a key that comes with another request is refused', async () => {
    const row = pilot()
    assert.equal((await post('pilots', row, 'mine')).status, 201)
    const others = [
        ['pilots', { ...row, title: 'Iets anders' }],
        ['areas', { municipality, name: 'Dorp', kind: 'village' }],
        ['pilots', `${JSON.stringify(row)} `],
    ]
    for (const [path, body] of others) {
        const headers = { 'Idempotency-Key': 'mine', 'Content-Type': 'application/json' }
        assertProblem(await server.post(`/v1/${path}`, body, { headers }), 409, 'idempotencyKeyReused')
    }
    assert.equal(await countOf(row), 1)
})

test('a refused request leaves its key unused', async () => {
    const row = pilot({ reference: 'once-more', kind: 'nonsense' })
    assertFaults(await post('pilots', row, 'refused'), { '/kind': 'code.unknown' })
    assertFaults(await post('pilots', { ...row, kind: 'pilot', municipality: 'gm0000' }, 'refused'), {
        '/municipality': 'reference.unknown',
    })
    assert.equal((await post('pilots', { ...row, kind: 'pilot' }, 'refused')).status, 201)
})

test('rows with parts, and rows whose key is their own code', async () => {
    const row = { code: 'rg-sleutel', kind: 'region', name: 'Regio', successors: [{ successor: municipality, kind: 'merge', effectiveFrom: '2030-01-01' }] }
    const first = await post('municipalities', row, 'region')
    assert.equal(first.status, 201, first.text)
    const again = await post('municipalities', row, 'region')
    assert.equal(again.headers['idempotency-replayed'], 'true')
    assert.equal(again.headers.location, '/v1/municipalities/rg-sleutel')
    assert.deepEqual(again.json, first.json)
})

test('of many at the same time one adds the row', async () => {
    for (let round = 0; round < 5; round++) {
        const row = pilot({ reference: `race-${round}` })
        const answers = await Promise.all(Array.from({ length: 12 }, () => post('pilots', row, `race-${round}`)))
        assert.deepEqual(answers.map(({ status }) => status), Array(12).fill(201), answers.map(({ text }) => text).join())
        assert.equal(new Set(answers.map(({ json }) => json.id)).size, 1)
        assert.equal(answers.filter(({ headers }) => !headers['idempotency-replayed']).length, 1)
        assert.equal(await countOf(row), 1)
    }
})

test('what a key may be', async () => {
    for (const key of ['!', '~'.repeat(200), '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])
        assert.equal((await post('pilots', pilot(), key)).status, 201, key)
    for (const key of ['', '~'.repeat(201), 'two words', 'a,\tb', 'caf\xe9'])
        assertFaults(await post('pilots', pilot(), key), { 'Idempotency-Key': 'header.invalid' }, 'header')
})

test('keys are kept for two days; each new one clears away some that are older', async () => {
    const row = pilot()
    const { json } = await post('pilots', row, 'old')
    await server.sql("UPDATE idempotency_key SET created_at = now() - interval '47 hours'")
    assert.equal((await post('pilots', row, 'old')).json.id, json.id)
    await server.sql("UPDATE idempotency_key SET created_at = now() - interval '49 hours'")
    const expired = async () => {
        const [{ count }] = await server.sql("SELECT count(*) FROM idempotency_key WHERE created_at < now() - interval '48 hours'")
        return Number(count)
    }
    for (let keys = await expired(), n = 0; keys > 0; n++) {
        await post('pilots', pilot(), `new-${n}`)
        const now = await expired()
        assert.ok(now < keys && now >= keys - 10, `${keys} became ${now}`)
        keys = now
    }
    assert.notEqual((await post('pilots', row, 'old')).json.id, json.id)
})
