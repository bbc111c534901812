// Small counts of people over HTTP: withheld from who has no right to the internal rows of a municipality, in every way in which a row can be
// asked for; and shown to who has.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startServer } from '../support/server.mjs'

const few = 3, many = 92

let server, guest, neighbour, pilot, indicator, measurements
before(async () => {
    server = await startServer()
    guest = server.as(null)
    neighbour = server.as(await makeKey(['gm0141']))
    pilot = await add('pilots', { title: 'Proef', kind: 'pilot', public: true })
    indicator = await add('indicators', { name: 'Cliënten', measure: 'count', unit: 'cliënten', public: true })
    measurements = {
        few: await add('measurements', { pilot, indicator, value: few, story: 'Drie gezinnen', sourceText: '3', periodFrom: '2018-01-01' }),
        many: await add('measurements', { pilot, indicator, value: many, baseCount: 4, periodFrom: '2019-01-01' }),
    }
})
after(() => (guest?.close(), neighbour?.close(), server?.stop()))

async function makeKey(municipalities) {
    const { json, text } = await server.post('/v1/api-keys', { label: 'Buren', roles: ['reader'], municipalities })
    assert.ok(json.key, text)
    return json.key
}

async function add(collection, row) {
    const { status, json, text } = await server.post(`/v1/${collection}`, { municipality: 'gm1509', ...row })
    assert.equal(status, 201, text)
    return json.id
}

/** Nothing of the small one is in it. */
function silent(row, what) {
    assert.deepEqual([row.value, row.story, row.sourceText], [null, null, null], what)
    assert.deepEqual(row.withheld, ['value', 'valueUpper', 'qualifier', 'story', 'sourceText'], what)
}

describe('a small count', () => {
    const outsiders = () => [['nobody', guest], ['a neighbour', neighbour]]

    test('is withheld in a row and in a list, and says so', async () => {
        for (const [who, client] of outsiders()) {
            silent((await client.get(`/v1/measurements/${measurements.few}`)).json, who)
            const { json } = await client.get(`/v1/measurements?pilot=${pilot}&sort=periodFrom`)
            silent(json.results[0], who)
            assert.deepEqual([json.results[1].value, json.results[1].baseCount, json.results[1].withheld], [many, null, ['baseCount']], who)
        }
    })

    test('is withheld whichever members are asked for', async () => {
        for (const name of ['value', 'story', 'sourceText']) {
            const { json } = await guest.get(`/v1/measurements/${measurements.few}?fields=${name}`)
            assert.deepEqual(json, { [name]: null })
        }
    })

    test('is withheld beside its pilot', async () => {
        const { json } = await guest.get(`/v1/pilots/${pilot}?expand=measurements`)
        silent(json.expanded.measurements.results.find(({ id }) => id === measurements.few))
    })

    test('is withheld in exports', async () => {
        for (const Accept of ['text/csv', 'application/x-ndjson']) {
            const { status, text } = await guest.get('/v1/measurements', { headers: { Accept } })
            assert.equal(status, 200, text)
            assert.match(text, /withheld/)
            assert.match(text, Accept === 'text/csv' ? /value\|valueUpper\|qualifier\|story\|sourceText/ : /"withheld":\["value"/)
            assert.doesNotMatch(text, /Drie gezinnen/)
            assert.match((await server.get('/v1/measurements', { headers: { Accept } })).text, /Drie gezinnen/)
        }
    })

    test('is found by no filter', async () => {
        const find = async (client, filter) => (await client.get(`/v1/measurements?${filter}&count=true`)).json
        for (const filter of [`value=${few}`, 'valueTo=4', 'valueFrom=1&valueTo=4']) {
            for (const [who, client] of outsiders()) {
                const { results, count } = await find(client, filter)
                assert.deepEqual([results, count], [[], 0], `${who}: ${filter}`)
            }
            assert.equal((await find(server, filter)).count, 1, filter)
        }
        assert.equal((await find(guest, `value=${many}`)).count, 1)
    })

    test('is withheld in earlier versions, in history and in the feed', async () => {
        await server.patch(`/v1/measurements/${measurements.few}`, { value: 4 })
        for (const version of [1, 2]) {
            const { json } = await guest.get(`/v1/measurements/${measurements.few}?version=${version}`)
            assert.equal(json.value, null)
            assert.ok(json.withheld.includes('value'))
        }
        for (const path of [`/v1/measurements/${measurements.few}/history`, '/v1/changes?resource=measurements']) {
            const { status, text } = await guest.get(path)
            assert.equal(status, 200, text)
            assert.doesNotMatch(text, /"value":\s*(3|4|92)\b|Drie gezinnen|"sourceText":\s*"3"/, path)
            assert.match((await server.get(path)).text, /Drie gezinnen|"value"/, path)
        }
        await server.patch(`/v1/measurements/${measurements.few}`, { value: few })
    })

    test('is shown to who may read what is internal there', async () => {
        const own = server.as(await makeKey(['gm1509']))
        for (const client of [server, own]) {
            const { json } = await client.get(`/v1/measurements/${measurements.few}`)
            assert.deepEqual([json.value, json.story, json.sourceText, json.withheld], [few, 'Drie gezinnen', '3', null])
        }
        own.close()
    })

    test('can be changed by who sees it, and comes through a change of something else', async () => {
        const { status, json } = await server.patch(`/v1/measurements/${measurements.few}`, { method: 'telling' })
        assert.deepEqual([status, json.value, json.story], [200, few, 'Drie gezinnen'])
        assert.equal((await server.patch(`/v1/measurements/${measurements.few}`, { withheld: [] })).json.errors[0].code, 'field.readOnly')
    })

    test('of who took part in an evaluation is withheld too', async () => {
        const methods = [{ method: 'interview', participants: few }, { method: 'enquête', participants: many }]
        const evaluation = await add('evaluations', { pilot, title: 'Evaluatie', kind: 'final', methods })
        const shown = async (client) => (await client.get(`/v1/evaluations/${evaluation}`)).json.methods
        assert.deepEqual((await shown(guest)).map((one) => [one.participants, one.withheld]), [[null, ['participants']], [many, null]])
        assert.deepEqual((await shown(server)).map((one) => one.participants), [few, many])
    })
})

test('the least can be set, and withholding switched off', async () => {
    for (const [least, value] of [['0', few], ['4', null], ['3', few]]) {
        const other = await startServer({ database: server.database, env: { PROEFTUIN_SMALL_COUNT: least } })
        const client = other.as(null)
        try {
            assert.equal((await client.get(`/v1/measurements/${measurements.few}`)).json.value, value, least)
            assert.equal((await client.get(`/v1/measurements/${measurements.few}?version=1`)).json.value, least === '0' ? few : null, least)
        } finally {
            client.close()
            await other.stop()
        }
    }
    for (const wrong of ['1', '2', '101'])
        await assert.rejects(startServer({ env: { PROEFTUIN_SMALL_COUNT: wrong } }), /PROEFTUIN_SMALL_COUNT is/)
})
