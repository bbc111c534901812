// The sample register against document 3, the page of 4 October 2017 on the kick-off of the Village Deals. The deal belongs to no
// municipality alone: its owner is the country.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compareCells, rowsFrom } from '../support/cells.mjs'
import { createClient, startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer({ sample: 'whole' })
})
after(() => server.stop())

const rows = (path, query) => rowsFrom(server, 'vd-aftrap-2017', path, query)

test('the page, and the deal between two dates', async (t) => {
    const { json } = await server.get('/v1/documents?municipality=nl&reference=vd-aftrap-2017')
    compareCells(t, json.results, ['title', 'kind', 'issuer', 'issuedDate', 'issuedPrecision', 'listComplete'], [
        ['Vernieuwing in het sociaal domein: Village Deals trappen af', 'webPage', null, '2017-10-04', 'day', 'yes'],
    ])
    // The kick-off was on the Friday before the day of the page, a Wednesday.
    compareCells(t, await rows('programmes'), ['municipality', 'title', 'kind', 'startDate', 'startPrecision', 'startBound', 'endDate',
        'endPrecision', 'endBound', 'summary', (row) => row.question.split('\n')], [
        ['nl', 'Village Deals', 'deal', '2017-09-29', 'day', 'exact', '2018-06-01', 'month', 'notAfter',
            'B en W en de gemeenteraad van 11 kleinere gemeenten (tot 50.000 inwoners) experimenteren met een integrale aanpak in het '
            + 'sociaal domein',
            ['Waar ligt de balans tussen regie en vrijheid?',
                'Hoe blijft een ontschot budget of verordening binnen het sociaal domein hanteerbaar?',
                'Hoe wil de gemeenteraad daarbij zijn rol invullen?', 'Hoe geef je invloed aan bewonersinitiatieven?',
                'Wat hebben uitvoeringsprofessionals nodig?']],
    ])
    assert.equal(new Date('2017-09-29').getUTCDay(), 5)
})

// Place in the list, municipality, motto as printed, theme, question.
const municipalities = [
    ['gm1696', 'Durven, doen en vertrouwen', 'Budget ontschot inzetten om gericht maatwerk te bieden, vormgegeven samen met partners', null],
    ['gm1525', 'Iedereen werkt als een ontschotter', 'Maatwerk, niet gehinderd door bestaande procedures, processen en budgetten; mandaat en '
        + 'budget om beschikkingen en indicaties te bundelen', null],
    ['gm0294', null, 'Verschillen overbruggen tussen arbeidsmatige dagbesteding en werk onder beschutte omstandigheden: één aanbod in een '
        + 'algemene lokale voorziening', null],
    ['gm0098', null, 'Alternatieven voor beschermingsbewind: instroom voorkomen, uitstroom bevorderen', null],
    ['gm0183', null, 'Schuldenproblematiek en armoede onder agrariërs',
        'Hoe kan de gemeente de schuldenproblematiek en armoede onder agrariërs op een innovatieve wijze aanpakken?'],
    ['gm0173', null, 'Dagbesteding voor mensen met een beperking; mogelijkheid: werkatelier in een pop-up store in het oude centrum',
        'Hoe kan dagbesteding voor mensen met een beperking maatschappelijk meer betekenisvol worden gemaakt?'],
    ['gm0175', null, 'Arbeidsmatige dagbesteding innoveren; nieuwe mogelijkheden verkennen met aanbieders', null],
    ['gm1507', 'De kracht van de gemeenschap', 'Inwonersinitiatieven; het proces en draagvlak bij alle stakeholders',
        'Kunnen alle sociale vraagstukken binnen de gemeenschap worden opgepakt?\nHoe kunnen we inwoners ondersteunen die niet zelf in '
        + 'staat zijn om een initiatief te vormen?'],
    ['gm0971', 'Integraal en Ontschot werken', 'Maatwerk buiten bestaande kaders, met regels loslaten waar deze belemmeren; oprichting van '
        + 'dorpenteams', null],
    ['gm1924', 'ontschotting ketenzorg dementie', 'Cliëntbeleving: de patiëntenreis zo drempelloos mogelijk; moderne dementiezorg met de '
        + 'hele keten op elkaar afgestemd, passend bij het eiland', null],
    ['gm0342', null, 'Integrale werkwijze tussen jeugd, Wmo en Werk en Inkomen versterken; voorbeelden: sluitende aanpak 18-/18+, integrale '
        + 'benadering van schuldenproblematiek, basisinfrastructuur', 'Waar loopt de uitvoering tegen aan en wat heeft zij nodig?'],
]

test('eleven municipalities with motto, theme and question', async (t) => {
    const columns = ['place', 'participant', 'motto', 'theme', 'question', 'role', 'programmeReference', 'organisationReference', 'startDate',
        'endDate']
    compareCells(t, await rows('participations', '&role=participant'), columns, municipalities.map((cells, at) =>
        [`onder 'Gemeenten', ${at + 1}e`, ...cells, 'participant', 'vd-village-deals', null, null, null]))
})

test('the names of the municipalities, as in the register of municipalities', async (t) => {
    const names = ['Wijdemeren', 'Teylingen', 'Winterswijk', 'Weststellingwerf', 'Tubbergen', 'Oldenzaal', 'Ommen', 'Horst aan de Maas',
        'Stein', 'Goeree-Overflakkee', 'Soest']
    const found = []
    for (const { participant } of await rows('participations', '&role=participant')) {
        const { json } = await server.get(`/v1/municipalities/${participant}`)
        found.push({ name: json.name.replace(' (L.)', '') })
    }
    compareCells(t, found, ['name'], names.map((name) => [name]))
})

test('who supports the deals, and what is to come of it', async (t) => {
    compareCells(t, await rows('organisations'), ['name', 'kind'], [['VNG', 'umbrella'], ['Radar Advies', 'consultancy']])
    compareCells(t, await rows('participations', '&role=supporter'),
        ['organisationReference', 'participant', 'programmeReference', 'endDate', 'endPrecision', 'endBound'], [
            ['vd-vng', null, 'vd-village-deals', '2018-06-01', 'month', 'notAfter'],
            ['vd-radar', null, 'vd-village-deals', '2018-06-01', 'month', 'notAfter'],
        ])
    compareCells(t, await rows('deliverables'), ['title', 'kind', 'programmeReference', 'dueDate', 'duePrecision', 'dueBound', 'doneDate'], [
        ['Verslag van de bestuurlijke lessen van de Village Deals', 'report', 'vd-village-deals', '2018-06-01', 'month', 'notAfter', null],
    ])
})

test('all of it is public, is stated on the day of the page and has its place', async () => {
    const everybody = createClient(server.url, null)
    for (const [path, count] of [['programmes', 1], ['organisations', 2], ['participations', 13], ['deliverables', 1]]) {
        const found = await rowsFrom(everybody, 'vd-aftrap-2017', path)
        assert.equal(found.length, count, path)
        for (const row of found) assert.ok(row.statedOn === '2017-10-04' && row.public && row.place && row.sourceText, row.reference)
    }
    everybody.close()
})
