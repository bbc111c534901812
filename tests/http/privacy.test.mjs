// A citizen service number (BSN) in free text: refused wherever text comes in, with its place and without its value, which is not in the
// log either. The numbers are made up.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { command, startServer } from '../support/server.mjs'

const bsn = '123456782'
const written = ['123456782', '1234.56.782', '123 456 782']

let server, pilot
before(async () => {
    server = await startServer({ env: { PROEFTUIN_LOG: 'requests' } })
    const { json } = await server.post('/v1/pilots', { municipality: 'gm1509', title: 'Proef', kind: 'pilot' })
    pilot = `/v1/pilots/${json.id}`
})
after(() => server.stop())

/** Refused for this alone, and without a word of it in the answer. */
function refused({ status, json, text }, place, location) {
    assert.equal(status, 400, text)
    assert.deepEqual(json.errors.map((error) => [error.in, error.location, error.code]), [[place, location, 'text.bsn']])
    for (const form of written) assert.ok(!text.includes(form))
}

describe('a BSN in text', () => {
    for (const form of written)
        test(`is refused in a new row: ${form}`, async () => {
            const row = { municipality: 'gm1509', title: `Hulp aan cliënt ${form}`, kind: 'pilot' }
            refused(await server.post('/v1/pilots', row), 'body', '/title')
        })

    test('is refused in a change, in prose of many lines', async () => {
        refused(await server.patch(pilot, { summary: `Gesproken met:\n- mevrouw Jansen, ${bsn}\n` }), 'body', '/summary')
        assert.equal((await server.get(pilot)).json.summary, null)
    })

    test('is refused as a filter, so that it does not go round in addresses', async () => {
        refused(await server.get(`/v1/pilots?title=${bsn}`), 'query', 'title')
    })

    test('is refused in a file, with its line', async () => {
        const directory = mkdtempSync(join(tmpdir(), 'privacy-'))
        try {
            writeFileSync(join(directory, 'pilots.csv'),
                `municipality,reference,title,kind\ngm1509,a,Eerste,pilot\ngm1509,b,Voor ${bsn},pilot\n`)
            const { status, stderr, stdout } = await command(server.database, 'import', directory)
            assert.notEqual(status, 0)
            assert.match(stderr, /pilots\.csv:3.*title.*text\.bsn|pilots\.csv:3/s)
            for (const form of written) assert.ok(!(stderr + stdout).includes(form))
        } finally {
            rmSync(directory, { recursive: true })
        }
    })

    test('is refused in the reason of a change', async () => {
        for (const reason of [`Op verzoek van ${bsn}`, `UTF-8'nl'cli%C3%ABnt%20${bsn}`]) {
            const options = { headers: { 'X-Audit-Toelichting': reason } }
            refused(await server.patch(pilot, { title: 'Proef' }, options), 'header', 'X-Audit-Toelichting')
        }
    })

    test('comes with the other faults', async () => {
        const { json } = await server.post('/v1/pilots', { municipality: 'gm1509', title: bsn, kind: 'dream', startDate: 'x' })
        assert.deepEqual(json.errors.map((error) => error.code).sort(), ['code.unknown', 'date.format', 'text.bsn'])
    })

    test('is said in both languages', async () => {
        const row = { municipality: 'gm1509', title: bsn, kind: 'pilot' }
        const english = await server.post('/v1/pilots', row, { headers: { 'Accept-Language': 'en' } })
        assert.match(english.json.errors[0].detail, /citizen service number/)
        assert.match((await server.post('/v1/pilots', row)).json.errors[0].detail, /burgerservicenummer/)
    })
})

describe('what is no BSN', () => {
    for (const title of ['Begroting van € 123.456.782', 'Zaaknummer 123456782', 'Bel 06-12345678', 'Nummer 123456789',
        'Van 2014 tot en met 2018', 'RSIN 123456782', 'Zie https://voorbeeld.nl/zaak/123456782'])
        test(`passes: ${title}`, async () => {
            const { status, text } = await server.post('/v1/pilots', { municipality: 'gm1509', title, kind: 'pilot' })
            assert.equal(status, 201, text)
        })

    test('an identifier of nine digits passes', async () => {
        const row = { municipality: 'gm1509', title: 'Proef', kind: 'pilot', reference: bsn, sourceNumber: '111222333' }
        assert.equal((await server.post('/v1/pilots', row)).status, 201)
        assert.equal((await server.get(`/v1/pilots?reference=${bsn}`)).json.results.length, 1)
    })
})

test('the log has lines for all of it, and none of the numbers', async () => {
    await server.get('/health/live')
    for (let tries = 0; tries < 500 && !server.stderr().includes('/health/live'); tries++)
        await new Promise((resolve) => setTimeout(resolve, 20))
    assert.match(server.stderr(), /"problem":"invalidInput"/)
    for (const form of written) assert.ok(!server.stderr().includes(form))
})
