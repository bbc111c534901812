// The sample register against document 4, Dalfsen's policy plan of 15 February 2019: framework, plan, five principles and six lines; the
// table of costs; what is planned; what already runs. Typed here from the document.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compareCells, rowsFrom } from '../support/cells.mjs'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer({ sample: 'whole' })
})
after(() => server.stop())

const rows = (path, query = '') => rowsFrom(server, 'dal-beleidsplan-2019', path, `&municipality=gm0148${query}`)
const linesOf = (row) => row.lines.map((line) => Number(line.programmeLineReference.replace('dal-lijn-', ''))).sort()

test('framework, plan, and the programmes that they refer to', async (t) => {
    const { json } = await server.get('/v1/documents?municipality=gm0148')
    compareCells(t, json.results, ['title', 'kind', 'issuer', 'issuedDate', 'issuedPrecision'], [
        ['Transformatie sociaal domein in uitvoering: beleidsplan', 'policyPlan', 'Gemeente Dalfsen, eenheid Maatschappelijke ondersteuning',
            '2019-02-15', 'day'],
    ])
    const columns = ['title', 'kind', 'followsReference', 'summary', (row) => row.startDate?.slice(0, 4), (row) => row.endDate?.slice(0, 4)]
    compareCells(t, await rows('programmes'), columns, [
        ['Dichter bij de kern', 'framework', null, null, undefined, undefined],
        ['Transformatie sociaal domein in uitvoering', 'policyPlan', 'dal-kadernota',
            'Paraplu boven andere beleidsstukken binnen het sociaal domein, met zes proceslijnen; zonder eigen indicatoren', undefined, undefined],
        ['Kleurrijke Kubus', 'note', null, 'Raadsprogramma 2018 - 2022', '2018', '2022'],
        ['Dichtbij Dalfsen Dichtbij', 'note', null, 'Coalitieprogramma 2018 - 2022', '2018', '2022'],
        ['Thuis in Dalfsen', 'implementationPlan', null, null, undefined, undefined],
        ['Re-integratie', 'implementationPlan', null, null, undefined, undefined],
    ])
    compareCells(t, await rows('decisions'), ['programmeReference', 'kind', 'stage', 'body', 'takenDate', 'takenPrecision'], [
        ['dal-kadernota', 'adopt', 'taken', 'council', '2017-12-01', 'month'],
    ])
})

test('the five principles of the framework', async (t) => {
    compareCells(t, await rows('programme-lines', '&kind=principle'), ['programmeReference', 'number', 'title', 'goals', 'place'], [
        ['De vraag van onze inwoner en de daarbij passende en toekomstbestendige oplossing staan centraal. In het toewerken naar oplossing '
            + 'speelt de inwoner, waar mogelijk, een centrale en regisserende rol.'],
        ['Voor onze inwoners willen we (sociale) nabijheid creëren.'],
        ['We zetten in op preventie en voorliggende voorzieningen.'],
        ['Samenwerking tussen organisaties in het uitvoeren van oplossingen en resultaten staat centraal in onze inkoop en dienstverlening.'],
        ['Vanuit de gemeente handelen we naar de bedoeling van de verschillende wetten in het sociaal domein en verbinden we de '
            + 'mogelijkheden die deze wetten bieden. Hierbij staat de oplossing van de inwoner centraal. (maatwerk)'],
    ].map(([title], at) => ['dal-kadernota', `${at + 1}`, title, null, `par. 1.2, uitgangspunt ${at + 1}`]))
})

test('the six lines with goals, activities and results: blank where blank', async (t) => {
    const audits = 'Dit toetsen we door bij audits te doen op beleidsvorming- en beleidsevaluatietrajecten.'
    compareCells(t, await rows('programme-lines', '&kind=line'), ['programmeReference', 'number', 'title', 'goals', 'activities', 'results'], [
        ['1', 'Dienstverlening: maatwerk, kerngericht en multidisciplinair', 'Dienstverlening maatwerk, kerngericht en multidisciplinair',
            'Vorming MDT, Samenwerking MDT en SKT, Bieden van maatwerk.',
            'De uitgangspunten voor de dienstverlening monitoren we door; Intervisie leden multidisciplinaire teams, steekproefcontroles '
            + 'werkprocessen, het opnemen van specifieke vragen in jaarlijkse klanttevredenheidsmeting.'],
        ['2', 'Inkoopvoorwaarden', 'De uitgangspunten transformatie zijn uitgangspunt in inkoopvoorwaarden.',
            'Resultaatgerichte bekostiging WMO, Jeugd en Participatiewet, vertaling van transformatieuitgangspunten in subsidieverstrekingen.',
            'Dit toetsen we door audits te doen op het subsidieproces en audits op de verwerking van de inkoopvoorwaarden in contractering. '
            + 'We monitoren de vormgeving van de uitgangspunten van transformatie in de gesprekken met aanbieders.'],
        ['3', 'Beleidsvorming en participatie', 'De uitgangspunten transformatie zijn uitgangspunt in beleidsvorming en participatie.', null,
            audits],
        ['4', 'Inwoner en partner(s) ideeën en initiatieven', 'Inwoner en partner(s) ideeën en initiatieven',
            'In beleidsplannen concrete vertaling maken naar activiteiten.',
            'Monitoren van de aanvragen en effecten van de activiteiten per beleidsplan. Voor het Toekomstgericht welzijnsbeleid betekent dit '
            + 'bijvoorbeeld een rapportage van de effecten van de subsidies voor Innovatieve Welzijnsprojecten en Maatschappelijke '
            + 'duurzaamheid.'],
        ['5', 'Data analyse en trendontwikkeling', 'Data analyse en trendontwikkeling',
            'In 2019 zetten we in op het verder ontwikkelen van de systemen om data te leveren en te analyseren. In 2020 verwachten we hiervan '
            + 'gebruik te kunnen maken.', null],
        ['6', 'Leren en experimenteren', 'Leren en experimenteren',
            'Leren en experimenteren wordt vertaald in concrete doelstellingen in beleidsplannen. Daarnaast richten we de organisatie zo in '
            + 'dat in het werkproces gestructureerd wordt gewerkt aan leren zoals: intervisie en het monitoren van subsidieaanvragen en '
            + 'resultaten.', audits],
    ].map((row) => ['dal-transformatie', ...row]))
})

test('the ambition, and what each line wants to reach', async (t) => {
    const parent = (row) => row.programmeReference ?? Number(row.programmeLineReference.replace('dal-lijn-', ''))
    compareCells(t, await rows('goals'), [parent, 'statement'], [
        ['dal-kadernota', 'Alle inwoners kunnen zelfstandig meedoen aan de samenleving, een ieder op zijn of haar eigen niveau'],
        ['dal-kadernota', 'Iedereen beschikt over een sociaal netwerk'],
        ['dal-kadernota', 'Bij zorgvragen staan passende en duurzame oplossingen centraal'],
        [1, 'De inwoner en zijn of haar hulpvraag staan centraal'],
        [1, 'Kerngericht werken vanuit de drie kernen'],
        [1, 'Oplossingen die passen bij de vraag en de situatie van de inwoner en bij de bedoeling van de wet'],
        [2, 'De transformatieuitgangspunten zijn leidend in contracten en subsidies'],
        [3, 'De transformatieuitgangspunten zijn leidend in de beleidsvorming voor alle beleidsterreinen van maatschappelijke ondersteuning'],
        [3, 'Beleid top-down en bottom-up (door)ontwikkelen'],
        [3, 'In alle beleidsstukken komt participatie van partijen en inwoners terug'],
        [3, 'Verbindingen stimuleren tussen partijen en inwoners'],
        [4, 'Nieuwe initiatieven van partners en inwoners stimuleren'],
        [4, 'Inwoners nemen actief deel aan de samenleving'],
        [4, 'Samenwerking en versterking van partners'],
        [5, 'Informatie uit de beleidsterreinen koppelen en trends signaleren voor bepaalde kernen of gemeentebreed'],
        [6, 'Met aandacht en lerend transformeren; ambitie en uitgangspunten actueel houden'],
    ])
})

test('the 50,000 over the lines: one amount for two of them', async (t) => {
    const found = await rows('budget-lines', '&statement=par-3.1&fields=reference,sourceOrder,label,amount,kind,stage,recurrence,'
        + 'programmeReference,programmeLineReference,lines,statement')
    compareCells(t, found, ['sourceOrder', 'label', 'amount', 'kind', 'stage', 'recurrence', 'programmeReference', 'programmeLineReference',
        linesOf], [
        [1, 'Beleidsvorming en participatie', 20000, 'cost', 'indicative', 'oneOff', null, 'dal-lijn-3', []],
        [2, 'Data analyse en trendontwikkeling', 20000, 'cost', 'indicative', 'oneOff', null, 'dal-lijn-5', []],
        [3, 'Leren en experimenteren en Inwoner- en partners ideeën en initiatieven', 10000, 'cost', 'indicative', 'oneOff',
            'dal-transformatie', null, [4, 6]],
    ])
    const totals = await rows('reported-totals', '&fields=reference,label,statement,function,over,filter,statedAmount,operands')
    compareCells(t, totals, ['label', 'statement', 'function', 'over', 'filter', 'statedAmount',
        (row) => row.operands.map((one) => one.operandReference)], [
        ['Totaal', 'par-3.1', 'sum', 'budgetLines', 'statement=par-3.1&kind=cost', 50000, []],
        ['Eenmalig budget', 'kadernota', 'repeat', null, null, 50000, ['dal-totaal']],
    ])
    assert.equal((await rows('budget-lines', `&${totals[0].filter}`)).reduce((sum, { amount }) => sum + amount, 0), totals[0].statedAmount)
    compareCells(t, await rows('budget-lines', '&statement=kadernota'), ['label', 'amount', 'kind', 'stage', 'recurrence', 'programmeReference'], [
        ['Eenmalig budget', 50000, 'funding', 'allocated', 'oneOff', 'dal-kadernota'],
    ])
})

// As printed at the end of paragraphs 2.1 (line 1) and 2.3 (line 3), each with its month.
const planned = [
    [1, 'Beleidsplan Armoede en schulden', '2019-01-01'],
    [1, 'Beleidsplan Afstand tot de arbeidsmarkt', '2019-04-01'],
    [1, 'Beleidsplan dienstverlening', '2019-02-01'],
    [3, 'Integrale visie op onderwijshuisvesting en kindcentra', '2019-03-01'],
    [3, 'Evaluatie Mantelzorg- en vrijwilligersbeleid', '2019-03-01'],
    [3, 'Beleidsplan Afstand tot de arbeidsmarkt', '2019-04-01'],
    [3, 'Beleidsplan bibliotheek', '2019-06-01'],
    [3, 'Beleidsplan bewegen en sport', '2019-09-01'],
    [3, 'Uitvoeringsprogramma publieke gezondheid', '2019-10-01'],
    [3, 'Evaluatie en doorontwikkeling plan van aanpak Thuis in Dalfsen', '2019-10-01'],
    [3, 'Doorontwikkeling Stichting Dalfsen Werkt', '2019-12-01'],
]

test('eleven printed products are ten, for one stands under two lines', async (t) => {
    const fields = '&fields=reference,title,kind,dueDate,duePrecision,recurrence,programmeReference,lines'
    const found = (await rows('deliverables', fields)).filter((row) => planned.some(([, title]) => title === row.title))
    assert.equal(found.length, 10)
    const kinds = { Beleidsplan: 'policyPlan', Integrale: 'policyPlan', Uitvoeringsprogramma: 'policyPlan', Evaluatie: 'evaluation' }
    const printed = planned.map(([, title]) => found.find((row) => row.title === title))
    compareCells(t, printed, ['title', 'dueDate', 'duePrecision', 'kind', 'recurrence', 'programmeReference', linesOf],
        planned.map(([line, title, month]) => [title, month, 'month', kinds[title.split(' ')[0]] ?? 'other', 'oneOff', 'dal-transformatie',
            title === 'Beleidsplan Afstand tot de arbeidsmarkt' ? [1, 3] : [line]]))
})

test('what else is to come, the half-year report included', async (t) => {
    const fields = '&fields=reference,title,kind,pilotReference,dueDate,duePrecision,doneDate,donePrecision,recurrence,promisedTo,lines'
    const found = (await rows('deliverables', fields)).filter((row) => !planned.some(([, title]) => title === row.title))
    compareCells(t, found, ['title', 'kind', 'pilotReference', 'dueDate', 'duePrecision', 'doneDate', 'recurrence', 'promisedTo', linesOf], [
        ['Gezamenlijke werkagenda van de steungroep Wonen welzijn en zorg', 'agenda', 'dal-steungroep', '2019-01-01', 'year', null, 'oneOff',
            null, [4]],
        ['Onderzoek wat met de kennis en ervaring uit proeftuin Ruwaard in Oss kan in Dalfsen', 'other', null, '2019-01-01', 'year', null,
            'oneOff', null, [6]],
        ['Werkbezoek aan de proeftuin Ruwaard in Oss', 'other', null, null, null, '2018-01-01', 'oneOff', null, [6]],
        ['Klanttevredenheidsmeting met vragen over de dienstverlening', 'report', null, null, null, null, 'yearly', null, [1]],
        ['Rapportage van de effecten van de subsidies voor Innovatieve Welzijnsprojecten en Maatschappelijke duurzaamheid', 'report', null,
            null, null, null, null, null, [4]],
        ['Memo met de personele en budgettaire gevolgen van de transitie en transformatie', 'memo', null, '2019-05-01', 'month', null,
            'oneOff', null, []],
        ['Halfjaarrapportage sociaal domein', 'report', null, null, null, null, 'halfYearly', null, [1, 2, 3, 4, 5, 6]],
        ['Thematische verdieping van onderwerpen uit het sociaal domein', 'other', null, null, null, null, 'unknown', 'council', []],
    ])
})

test('the three kernen', async (t) => {
    compareCells(t, await rows('areas'), ['name', 'kind', 'memberMunicipalities', 'place'],
        ['Dalfsen', 'Nieuwleusen', 'Lemelerveld'].map((name) => [name, 'village', ['gm0148'], 'par. 2.1']))
})

// Title, kind, line, domains, start, what is said of it, the group of that, and the status that follows on the day of the plan.
const approaches = [
    ['Sociale Kern Teams (SKT)', 'practice', 1, ['crossDomain'], null, 'met partners samen in Sociale Kern Teams (SKT)', 'active', 'running'],
    ['Multidisciplinaire teams (MDT)', 'practice', 1, ['access'], null, 'werken we in multidisciplinaire teams', 'active', 'running'],
    ['Resultaatgerichte bekostiging van jeugdhulp', 'practice', 2, ['youth'], '2018-01-01',
        'werken we sinds 2018 met resultaatgerichte bekostiging', 'active', 'running'],
    ['Resultaatgerichte bekostiging van Wmo-begeleiding', 'practice', 2, ['wmo'], null,
        'is gekozen voor een bekostiging van de resultaatgerichte ondersteuning', 'active', 'running'],
    ['Resultaatgericht werken bij aanbestedingen voor de Participatiewet', 'practice', 2, ['income'], null,
        'wordt bij de komende aanbestedingen ... het uitgangspunt', 'preparation', 'inPreparation'],
    ['Participatietraject met preventie als hoofdthema', 'project', 3, ['cultureSport'], null,
        'We organiseren voor de beleidsvorming een participatietraject', 'preparation', 'inPreparation'],
    ['Inwonersparticipatietraject voor de gemeentebrede missie en visie', 'project', 3, ['community'], '2019-03-01',
        'In het voorjaar 2019 start het inwonersparticipatietraject', 'preparation', 'inPreparation'],
    ['Uitprobeerservice slimme leeftechnologie', 'initiative', 4, ['health'], null, 'tot stand gekomen', 'active', 'running'],
    ['Steungroep Wonen welzijn en zorg', 'initiative', 4, ['housingShelter', 'health'], null, 'is geformeerd', 'active', 'running'],
    ['Infopunten en Saam daarachter', 'practice', 4, ['access'], null, 'wordt een werkwijze ontwikkeld', 'preparation', 'inPreparation'],
]

test('approaches that the plan names, as stated and as they stand on its day', async (t) => {
    const reports = await rows('progress-reports')
    const found = await rows('pilots', '&asOf=2019-02-15&fields=reference,title,kind,domains,startDate,status,lines,areas')
    const report = (row) => reports.find((one) => one.pilotReference === row.reference)
    compareCells(t, found, ['title', 'kind', (row) => linesOf(row)[0], 'domains', 'startDate', (row) => report(row).statedStatus,
        (row) => report(row).statedGroup, 'status'], approaches)
    assert.deepEqual(found.map((row) => row.areas.map((area) => area.areaReference)),
        approaches.map((_, at) => at === 0 ? ['dal-kern-dalfsen', 'dal-kern-nieuwleusen', 'dal-kern-lemelerveld'] : []))
    compareCells(t, reports.filter((row) => !row.pilotReference), ['programmeReference', 'reportedOn', 'statedStatus', 'results'], [
        ['dal-kadernota', '2019-02-15', 'nu actueel', null],
        ['dal-transformatie', '2019-02-15', null, 'Geen participatietraject voor dit beleidsplan; het budget is nog beschikbaar'],
    ])
})

test('the proeftuin that was visited belongs to its own municipality', async (t) => {
    compareCells(t, await rowsFrom(server, 'dal-beleidsplan-2019', 'pilots', '&municipality=gm0828'), ['title', 'kind', 'place', 'startDate'], [
        ['Ruwaard', 'proeftuin', 'par. 2.6', null],
    ])
})

test('partners with their role', async (t) => {
    compareCells(t, await rows('organisations'), ['name', 'kind'], [
        ['Politie', 'policeJustice'], ['Vechthorst', 'housing'], ['De Veste', 'housing'], ['SAAM', 'welfare'], ['De Kern', 'welfare'],
        ['Participatieraad', 'clientCouncil'], ['GGD', 'publicHealth'], ['Zilveren Kruis', 'insurer'], ['RSJ', 'regionalBody'],
    ])
    const of = (row) => row.pilotReference ?? row.programmeReference
    const who = (row) => row.participant ?? row.organisationReference
    compareCells(t, await rows('participations'), [of, who, 'role'], [
        ['dal-skt', 'gm0148', 'participant'], ['dal-skt', 'dal-politie', 'participant'], ['dal-skt', 'dal-vechthorst', 'participant'],
        ['dal-skt', 'dal-de-veste', 'participant'], ['dal-skt', 'dal-saam', 'participant'], ['dal-skt', 'dal-de-kern', 'participant'],
        ['dal-steungroep', 'gm0148', 'participant'], ['dal-infopunten', 'dal-saam', 'executor'],
        ['dal-transformatie', 'dal-participatieraad', 'participant'], ['dal-transformatie', 'dal-ggd', 'supporter'],
        ['dal-transformatie', 'dal-zilveren-kruis', 'supporter'], ['dal-transformatie', 'dal-rsj', 'supporter'],
    ])
})

test('all of it is public, is stated on the day of the plan and has its place', async () => {
    for (const path of ['programmes', 'programme-lines', 'organisations', 'areas', 'pilots', 'participations', 'deliverables', 'decisions',
        'progress-reports', 'goals', 'budget-lines', 'reported-totals'])
        for (const row of await rows(path))
            assert.ok(row.statedOn === '2019-02-15' && row.public && row.place && row.sourceText, row.reference)
})
