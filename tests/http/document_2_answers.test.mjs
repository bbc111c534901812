// The sample register against document 2, the answers to a council group's questions on innovative approaches in Stichtse Vecht.
// The text bears no date: nothing is stated on a day, and what it says of how pilots stand gives no status.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compareCells, rowsFrom } from '../support/cells.mjs'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer({ sample: 'whole' })
})
after(() => server.stop())

const rows = (path, query) => rowsFrom(server, 'sv-antwoorden-2019', path, query)

test('the document: not exhaustive, and the year only', async (t) => {
    const { json } = await server.get('/v1/documents?municipality=gm1904')
    compareCells(t, json.results, ['title', 'kind', 'issuer', 'issuedDate', 'issuedPrecision', 'listComplete', 'statedOn'], [
        ['Technische vraag: innovatieve aanpakken in het sociaal domein en datagestuurde werken', 'answer', 'Gemeente Stichtse Vecht',
            '2019-01-01', 'year', 'no', null],
    ])
})

test('every initiative, by cluster', async (t) => {
    const pilots = await rows('pilots')
    const youth = 'sv-regionale-transformatie-jeugd'
    compareCells(t, pilots, ['sourceOrder', 'statedCluster', 'title', 'kind', 'domains', 'targetGroups', 'startDate', 'startPrecision',
        'endDate', 'programmeReference', 'place'], [
        [1, 'Inkomen', 'Kansis', 'project', ['income'], null, null, null, null, null, '2.1 Inkomen'],
        [2, 'Inkomen', 'Sociale coöperatie', 'project', ['income'], null, null, null, null, null, '2.1 Inkomen'],
        [3, 'Inkomen', 'Diverse re-integratievoorzieningen', 'collective', ['income'], null, null, null, null, null, '2.1 Inkomen'],
        [4, 'Jeugd', 'Uitbouw van de inzet van de praktijkondersteuner huisartsenpraktijk (POH)', 'initiative', ['youth', 'health'],
            ['youth', 'mentalHealth'], null, null, null, null, '2.2 Jeugd'],
        [5, 'Jeugd', 'Projecten binnen de regionale transformatie jeugd', 'collective', ['youth'], null, '2019-01-01', 'year', null, youth,
            '2.2 Jeugd'],
        [6, 'Jeugd', 'Maatwerktafels', 'project', ['youth'], null, '2019-01-01', 'year', null, youth, '2.2 Jeugd'],
        [7, 'Jeugd', 'Doorontwikkeling van pleegzorgarrangementen', 'project', ['youth'], null, '2019-01-01', 'year', null, youth,
            '2.2 Jeugd'],
        [8, 'Jeugd', 'Kleinschalige wooneenheden', 'project', ['youth'], null, '2019-01-01', 'year', null, youth, '2.2 Jeugd'],
        [9, 'Jeugd', 'Integrale vroeghulp', 'project', ['youth'], null, '2019-01-01', 'year', null, youth, '2.2 Jeugd'],
        [10, 'Wmo', 'Buurtcirkel', 'pilot', ['wmo'], null, null, null, null, null, '2.3 Wmo'],
        [11, 'Wmo', 'GGZ in de wijk', 'pilot', ['wmo', 'health'], ['mentalHealth'], null, null, null, null, '2.3 Wmo'],
        [12, 'Overig', "Projecten binnen de nota 'Een Sterke Basis'", 'collective', ['other'], null, null, null, null,
            'sv-een-sterke-basis', '2.4 Overig'],
        [13, 'Overig', 'Pilot onderzoeksproject met de Utrecht Data School', 'research', ['data'], null, null, null, null, null,
            '2.4 Overig'],
    ])
})

test('collective entries without a number, their parts, and the one place', async (t) => {
    const pilots = await rows('pilots', '&fields=title,entryCount,links,areas')
    const linked = pilots.map((row) => ({ ...row, links: row.links.map((link) => `${link.relation} ${link.linkedPilotReference}`),
        areas: row.areas.map((area) => area.areaReference) }))
    const part = ['partOf sv-regionaal']
    const at = (index) => [6, 7, 8, 9].includes(index) ? part : []
    compareCells(t, linked, ['entryCount', 'links', 'areas'],
        Array.from({ length: 13 }, (_, i) => [null, at(i + 1), i + 1 === 11 ? ['sv-maarssenbroek'] : []]))
    compareCells(t, await rows('areas'), ['name', 'kind', 'memberMunicipalities', 'place'],
        [['Maarssenbroek', 'quarter', ['gm1904'], '2.3 Wmo']])
})

test('partners with their role', async (t) => {
    compareCells(t, await rows('organisations'), ['name', 'kind'], [
        ['Altrecht', 'careProvider'], ['Kwintes', 'careProvider'], ['Impegno', 'careProvider'], ['Handjehelpen', 'volunteerOrganisation'],
        ['Utrecht Data School', 'research'],
    ])
    compareCells(t, await rows('participations'), ['pilotReference', 'participant', 'organisationReference', 'role'], [
        ['sv-ggz', 'gm1904', null, 'participant'],
        ['sv-ggz', null, 'sv-altrecht', 'participant'],
        ['sv-ggz', null, 'sv-kwintes', 'participant'],
        ['sv-ggz', null, 'sv-impegno', 'participant'],
        ['sv-ggz', null, 'sv-handjehelpen', 'participant'],
        ['sv-data', 'gm1904', null, 'participant'],
        ['sv-data', null, 'sv-utrecht-data-school', 'researcher'],
    ])
})

test('the two letters promised to the council, and the monitor', async (t) => {
    const columns = ['title', 'kind', 'pilotReference', 'programmeReference', 'dueDate', 'duePrecision', 'doneDate', 'promisedTo',
        'promisedOn', 'recurrence']
    compareCells(t, await rows('deliverables'), columns, [
        ["Raadsinformatiebrief met de tussenstand van de projecten van 'Een Sterke Basis'", 'councilLetter', null, 'sv-een-sterke-basis',
            '2019-03-01', 'month', null, 'council', null, 'oneOff'],
        ['Raadsinformatiebrief over de resultaten van het onderzoek met de Utrecht Data School', 'councilLetter', 'sv-data', null, null,
            'unknown', null, 'council', null, 'oneOff'],
        ['Monitor Sociaal Domein', 'report', null, null, null, null, null, null, null, 'unknown'],
    ])
})

test('programmes, the answers on monitoring, and when the council must consent', async (t) => {
    const columns = ['title', 'kind', 'startDate', 'startPrecision', 'endDate', 'endPrecision']
    compareCells(t, await rows('programmes'), columns, [
        ['Experimenten, pilots en proeftuinen in het sociaal domein: monitoring en toestemming van de raad', 'framework', null, null, null,
            null],
        ['Regionale transformatie jeugd', 'regionalTransformation', '2019-01-01', 'year', '2020-01-01', 'year'],
        ['Een Sterke Basis', 'note', null, null, null, null],
    ])
    compareCells(t, await rows('programme-lines', '&programmeReference=sv-experimenten'), ['number', 'kind', 'title', 'results', 'place'], [
        ['1', 'line', 'Aandacht voor experimenteerruimte in de monitor Sociaal Domein', 'Op dit moment geen ruimte voor in de monitor',
            'antwoord 1'],
        ['3', 'principle', 'Doelen worden zo SMART als mogelijk omschreven', null, 'antwoord 3, eerste alinea'],
        ['3', 'principle', 'Doelen worden zo effectief mogelijk gemonitord', null, 'antwoord 3, eerste alinea'],
        ['3', 'principle', 'Zo goed mogelijk onderbouwde veronderstellingen', null, 'antwoord 3, eerste alinea'],
        ['3', 'principle', 'Aanpassen als veronderstellingen niet correct blijken', null, 'antwoord 3, eerste alinea'],
        ['3', 'principle', 'Opschalen als het in de leefomgeving succesvol blijkt', null, 'antwoord 3, eerste alinea'],
        ['3', 'line', 'Datagestuurd werken bij de beoordeling van experimenten, pilots en proeftuinen',
            'Speelt nog geen relatief grote rol; kan toenemen waar voldoende data verzameld kan worden', 'antwoord 3, tweede alinea'],
        ['4', 'principle', 'Toestemming van de raad als een pilot afwijkt van het bestaande beleid', null, 'antwoord 4'],
        ['4', 'principle', 'Toestemming van de raad als een experiment niet past binnen de kaders van de raad', null, 'antwoord 4'],
        ['4', 'principle', 'In de meeste gevallen is expliciete toestemming van de raad niet nodig', null, 'antwoord 4'],
    ])
    // Which pilots deviate, or fall outside the frameworks, it does not say.
    const pilots = await rows('pilots', '&fields=deviatesFromPolicy,outsideFrameworks,consentNeeded')
    compareCells(t, pilots, ['deviatesFromPolicy', 'outsideFrameworks', 'consentNeeded'],
        Array.from({ length: 13 }, () => ['unknown', 'unknown', null]))
})

test('what four of them are for', async (t) => {
    compareCells(t, await rows('goals'), ['pilotReference', 'statement', 'indicatorReference', 'target', 'deadlineDate'], [
        ['sv-poh', 'Beheersing van de jeugd-ggz', null, null, null],
        ['sv-buurtcirkel', 'Relaties en een sociaal vangnet in de eigen buurt', null, null, null],
        ['sv-ggz', 'Ondersteuning zo vroeg, zo snel en zo dichtbij mogelijk voor mensen met ggz-problematiek', null, null, null],
        ['sv-data', 'Beter maatwerk in de zorg voor inwoners', null, null, null],
    ])
})

test('a text without a date gives no status; a year in which projects begin does', async (t) => {
    const statusOn = async (day) => (await rows('pilots', `&asOf=${day}&fields=sourceOrder,status`)).map((row) => [row])
    const wanted = (regional) => Array.from({ length: 13 }, (_, i) => [i >= 4 && i <= 8 ? regional : 'notEstablished'])
    for (const [day, regional] of [['2018-12-31', 'inPreparation'], ['2019-06-01', 'running']])
        compareCells(t, (await statusOn(day)).flat(), ['status'], wanted(regional))
})

test('nothing is stated on a day, all is public and has its place', async () => {
    for (const path of ['organisations', 'areas', 'programmes', 'programme-lines', 'pilots', 'participations', 'deliverables', 'goals'])
        for (const row of await rows(path)) assert.ok(row.statedOn === null && row.public && row.place && row.sourceText, row.reference)
})
