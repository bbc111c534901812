// Document 5, "Inspiratie uit andere gemeenten" (paragraphs 2.3, 3.3, 4.3, 5.3 and 6.3): the practices elsewhere, as published pilots of
// the municipalities, the regions or the country that they belong to. Typed here from the document.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createClient, startServer } from '../support/server.mjs'

let server, everybody
before(async () => {
    server = await startServer({ sample: 'whole' })
    everybody = createClient(server.url, null)
})
after(() => {
    everybody.close()
    return server.stop()
})

const owners = ['gm0202', 'gm0344', 'gm0363', 'gm0479', 'gm0599', 'gm0772', 'gm1876', 'nl', 'rg-haaglanden', 'rg-holland-rijnland',
    'rg-leiden-leiderdorp', 'rg-rotterdam-rijnmond']
const days = ['2018-05-15', '2018-09-12', '2018-10-01', '2019-01-01']

const get = async (path) => {
    const { status, json, text } = await everybody.get(path)
    assert.equal(status, 200, `${path}: ${text}`)
    return json
}
/** All rows of these owners that come from this report; the country's own rows may come from other documents too. */
const rowsOf = async (collection, more = '') => {
    const { results, next } = await get(`/v1/${collection}?municipality=${owners}&documentReference=alm-evaluatie-2018&limit=1000${more}`)
    assert.equal(next, null)
    return results
}
const byReference = (rows) => Object.fromEntries(rows.map((row) => [row.reference, row]))

function compare(t, rows, wanted) {
    assert.deepEqual(rows, wanted)
    t.diagnostic(`${wanted.flat().length} cells`)
}

const institute = 'https://www.verwey-jonker.nl/'
const balance = `${institute}doc/2017/316009_Voor_het_evenwicht_van_kwetsbare_inwoners.pdf`
const labs = `${institute}doc/2017/Eindverslag-43-proeftuinen-JSO.pdf`

// Paragraph, owner, reference, kind, title, start as printed, and where to read more.
const practices = [
    ['2.3', 'gm0772', 'wijeindhoven', 'practice', 'WIJeindhoven', null,
        ['https://wijeindhoven.nl/nl', `${institute}publicaties/2017/de-professie-of-het-proces`]],
    ['2.3', 'nl', 'city-deal-inclusieve-stad', 'practice', 'City Deal Inclusieve Stad', null,
        ['Doen wat nodig is voor inwoners; ervaringen uit de City Deal Inclusieve Stad', 'http://www.inclusivestad.nl']],
    ['2.3', 'gm0479', 'zaanstad-maatwerkbudget', 'pilot', 'Pilot budget maatwerkondersteuning', '2015',
        ['http://www.verwey-jonker.nl/publicaties/2017/evaluatie-pilot-maatwerkbudget-zaanstad']],
    ['2.3', 'gm0599', 'rotterdam-resultaatgericht', 'practice', 'Resultaatgericht werken in het sociale domein', null,
        ['https://vng.nl/files/vng/20151027_voorbeeld-bekostigingsmodel-rotterdam.pdf']],
    ['2.3', 'gm1876', 'bronckhorst-verbindend-werken', 'practice', 'Verbindend werken', null,
        [`${institute}publicaties/2017/de-professie-of-het-proces`]],
    ['3.3', 'gm0599', 'buurt-mv', 'initiative', 'Stichting Buurt M/V', null,
        ['http://drimble.nl/bedrijf/rotterdam/k59460970/stichting-buurt-mv.html',
            'http://www.zorgin2030.nl/broedplaatsen/broedplaats-rotterdam/stichting-buurt-mv/']],
    ['3.3', 'gm0202', 'arnhem-vroegsignalering', 'proeftuin', 'Vroegsignalering Risicovolle Schulden', null,
        ['https://vng.nl/onderwerpenindex/werk-en-inkomen/armoedebeleid-en-schuldhelpverlening/nieuws/'
            + 'arnhem-start-proeftuin-vroegsignalering-risicovolle-schulden']],
    ['3.3', 'gm0363', 'amsterdam-vroeg-eropaf', 'project', 'Vroeg eropaf', null, ['http://businesscases.effectieverschuldhulp.nl/']],
    ['3.3', 'gm0344', 'overvecht-krachtige-basiszorg', 'areaApproach', 'Krachtige basiszorg (Overvecht Gezond)', null,
        ['http://www.overvechtgezond.nl/nieuws/krachtige-basiszorg-werkt']],
    ['4.3', 'rg-rotterdam-rijnmond', 'jouwzorg', 'practice', 'JouwZorg', null, [balance, labs]],
    ['4.3', 'nl', 'andere-handen', 'platform', 'Platform Andere handen', null, ['https://anderehanden.com/welcome/homepage',
        'http://www.zorgin2030.nl/broedplaatsen/broedplaats-rotterdam/andere-handen-community/']],
    ['4.3', 'nl', '1gezin1plan', 'practice', '1Gezin1Plan', null, [`${institute}publicaties/2018/1gezin1plan-in-de-praktijk`,
        'http://www.1gezin1plan.nu/', 'https://www.cjgprof.nl/pagina/1gezin1plan/672598']],
    ['4.3', 'nl', 'ouders-aan-zet', 'pilot', 'Ouders aan zet in de Haltstraf', null,
        ['https://www.halt.nl/actueel/pilot-ouders-aan-zet/', balance, labs]],
    ['5.3', 'rg-leiden-leiderdorp', 'buuv', 'platform', 'Buurtplatform BUUV', null, ['https://buuv.nu/', balance, labs]],
    ['5.3', 'rg-haaglanden', 'verbetercyclus-jeugd', 'practice', 'Verbetercyclus jeugd Haaglanden', null, [labs, balance]],
    ['5.3', 'rg-holland-rijnland', 'buurbook', 'platform', 'BUURbook', null, ['https://buurbook.nl/', balance, labs]],
    ['6.3', 'nl', 'buurtzorg-jong', 'initiative', 'Buurtzorg Jong', null,
        ['http://www.buurtzorgjong.nl/', `${institute}publicaties/2016/buurtzorg-jong`]],
    ['6.3', 'nl', 'jooz', 'proeftuin', 'JOOZ: Jong ouderschap en onbedoeld zwangerschap', null,
        ['https://www.jooz.nu/over-jooz/', balance]],
    ['6.3', 'gm0344', 'ondiep-ontregelt', 'areaApproach', 'Ondiep Ontregelt', '2017-02',
        [`${institute}publicaties/2018/doen-wat-nodig-is-voor-inwoners`,
            'http://agendastad.nl/ruim-60-huishoudens-utrecht-krijgen-oplossing-op-maat-dankzij-city-deal/']],
    ['6.3', 'gm0344', 'utrecht-omo', 'fund', 'Onconventionele Maatwerk Oplossingen (OMO)', null, null],
]

test('the practices, their owners and where to read more', async (t) => {
    const rows = byReference(await rowsOf('pilots'))
    assert.equal(Object.keys(rows).length, practices.length)
    const printed = { year: 4, month: 7 }
    compare(t, practices.map(([, , reference]) => {
        const row = rows[reference]
        const start = row.startDate && row.startDate.slice(0, printed[row.startPrecision])
        return [row.place.slice(5, 8), row.municipality, row.reference, row.kind, row.title, start, row.publication?.split('; ') ?? null]
    }), practices.map(([...cells]) => [...cells.slice(0, 6), cells[6]?.join('; ').split('; ') ?? null]))
    assert.ok(Object.values(rows).every((row) => row.public))
})

test('the report is a document of each owner', async (t) => {
    const { results } = await get(`/v1/documents?municipality=${owners}&reference=alm-evaluatie-2018&limit=100`)
    compare(t, results.map((row) => [row.municipality, row.issuer, row.issuedDate, row.issuedPrecision, row.listComplete]).sort(),
        owners.map((owner) => [owner, 'Verwey-Jonker Instituut', '2018-04-01', 'month', 'no']))
})

// Only what is dated, decided or said to be going on has a status.
test('the status on four days', async (t) => {
    const running = ['amsterdam-vroeg-eropaf', 'arnhem-vroegsignalering', 'buurt-mv', 'jooz', 'ondiep-ontregelt', 'utrecht-omo',
        'zaanstad-maatwerkbudget']
    const wanted = practices.map(([, , name]) => [name, running.includes(name) ? 'running' : 'notEstablished'])
    for (const day of days) {
        const rows = byReference(await rowsOf('pilots', `&asOf=${day}&fields=reference,status`))
        compare(t, practices.map(([, , name]) => [name, rows[name].status]), wanted)
    }
})

test('what works, as printed under that heading', async (t) => {
    const lessons = byReference(await rowsOf('lessons'))
    const works = {
        jouwzorg: ["waarin niet risicobeheersing centraal staat maar een 'out of the box' plan voor het gezin op meerdere domeinen",
            'Echt geïnteresseerd contact van hulpverlener met gezin',
            'Het gezin/de jongere heeft regie en kiest zelf uit alle passende alternatieven',
            'Eigen gekozen hulp is effectiever dan (af)gedwongen hulp'],
        'ouders-aan-zet': ['Het concreet maken van de rol van ouders als onmisbare partner',
            'een systeemgerichte aanpak en het versterken van opvoedvaardigheden van ouders zijn effectieve componenten',
            'waarin ouders de ruimte voelen en gestimuleerd worden om de regierol te pakken'],
        buuv: ['via netwerkvorming, opleiding, training en ervaringsuitwisseling',
            'ontstaan er duurzame sociale netwerken, die duurdere hulpvragen (ondersteuning en begeleiding) kunnen voorkomen'],
        'verbetercyclus-jeugd': ['Een doorlopende cyclus van 360 graden feedback',
            'waarin kwalitatieve informatie nadrukkelijk aanvullend is op beschikbare kwantitatieve data',
            'welke aansluit op de beleidscycli van de gemeenten',
            'waarbij ouders en jeugdigen, verwijzers, professionals, vrijwilligers, maatschappelijke organisaties en beleidsmakers een rol '
            + 'hebben'],
        buurbook: ['Gemeenten en professionals bedenken gezamenlijk hoe preventie versterkt kan worden',
            'Eén digitaal platform voor zowel professionals als buurtbewoners.', 'Eigenaarschap ligt volledig bij de gebruiker'],
        jooz: ['Agendering op (inter-)gemeentelijk beleids- en bestuursniveau',
            'Een hybride aanpak waarin preventie, systeemgericht werken, informele en formele ondersteuning ingezet worden',
            'Uitwisselen van aanwezige expertise bij organisaties en gemeenten', 'Versterking lokale expertise',
            'Inzet van ervaringsdeskundige jonge ouders op alle niveaus'],
    }
    for (const [name, printed] of Object.entries(works)) {
        compare(t, printed.map((text, at) => {
            const row = lessons[`${name}-les-${at + 1}`]
            return [row.pilotReference, row.kind, row.sourceText]
        }), printed.map((text) => [name, 'whatWorks', text]))
        assert.equal(lessons[`${name}-les-${printed.length + 1}`], undefined)
    }
    const without = practices.filter(([, , name]) => !lessons[`${name}-les-1`]).map(([, , name]) => name)
    assert.deepEqual(without, ['utrecht-omo'])
})

test('who takes part', async (t) => {
    const rows = await rowsOf('participations')
    const organisations = await rowsOf('organisations')
    const nameOf = (row) => row.participant
        ?? organisations.find((one) => one.municipality === row.municipality && one.reference === row.organisationReference).name
    const found = rows.map((row) => [row.pilotReference ?? `programme ${row.programmeReference}`, nameOf(row), row.role])
    const programme = 'programme city-deal-inclusieve-stad'
    const wanted = [
        ...['gm0772', 'gm0153', 'gm0080', 'gm0344', 'gm0479'].map((code) => [programme, code, 'participant']),
        ['city-deal-inclusieve-stad', 'Verwey-Jonker Instituut', 'researcher'],
        ['zaanstad-maatwerkbudget', 'Verwey-Jonker Instituut', 'researcher'],
        ['zaanstad-maatwerkbudget', 'Slim Beleid', 'researcher'],
        ['buurt-mv', 'Stichting Buurt M/V', 'executor'],
        ['buurt-mv', 'Antes Groep', 'lead'],
        ['buurt-mv', 'gm0599', 'participant'],
        ['amsterdam-vroeg-eropaf', 'Woningcorporaties', 'participant'],
        ['amsterdam-vroeg-eropaf', 'Energiebedrijven', 'participant'],
        ['amsterdam-vroeg-eropaf', 'Agis', 'participant'],
        ['amsterdam-vroeg-eropaf', 'Maatschappelijk dienstverlening (Madi)', 'executor'],
        ['overvecht-krachtige-basiszorg', 'Overvecht Gezond', 'executor'],
        ['overvecht-krachtige-basiszorg', 'Buurtteamorganisatie Sociaal', 'executor'],
        ['jouwzorg', 'Horizon Jeugdzorg en Onderwijs', 'executor'],
        ['jouwzorg', 'Opvoedpoli', 'participant'],
        ['andere-handen', 'Verder door Anders Doen', 'executor'],
        ['ouders-aan-zet', 'Halt', 'executor'],
        ['buuv', 'Libertas Leiden', 'lead'],
        ['buuv', 'gm0546', 'participant'],
        ['buuv', 'gm0547', 'participant'],
        ['verbetercyclus-jeugd', 'gm0518', 'participant'],
        ['verbetercyclus-jeugd', 'gm0603', 'participant'],
        ['buurtzorg-jong', 'Buurtzorg Nederland', 'lead'],
        ['buurtzorg-jong', 'gm0281', 'participant'],
        ['buurtzorg-jong', 'gm0297', 'participant'],
        ['jooz', 'Siriz', 'executor'],
        ['ondiep-ontregelt', 'Buurtteam Ondiep', 'executor'],
    ]
    compare(t, found.sort(), wanted.sort())
})

test('how the practices were studied, and where', async (t) => {
    const studies = byReference(await rowsOf('evaluations'))
    const parts = async (name) => get(`/v1/evaluations/${studies[`${name}-onderzoek`].id}`)
    const [deal, budget, teams] = await Promise.all(['city-deal-inclusieve-stad', 'zaanstad-maatwerkbudget', 'buurtzorg-jong'].map(parts))
    compare(t, deal.methods.map((row) => [row.method, row.stakeholders, row.participants]),
        [['Analyse van ruim 85 casussen', 'vijf steden', null], ['Interview', 'huishoudens', 52], ['Interview', 'sociaal werkers', 43]])
    compare(t, budget.evaluators.map((row) => [row.organisationReference]), [['verwey-jonker'], ['slim-beleid']])
    compare(t, budget.findings.map((row) => [row.verdict, /^(Bij zeven van de tien|In twee gevallen|In een situatie)/.exec(row.text)[1]]),
        [['successful', 'Bij zeven van de tien'], ['noVerdict', 'In twee gevallen'], ['notSuccessful', 'In een situatie']])
    compare(t, teams.findings.map((row) => [row.verdict]), [['successful'], ['notDemonstrable']])
    const areas = await rowsOf('areas')
    compare(t, areas.map((row) => [row.municipality, row.name]).sort(), [['gm0344', 'Ondiep'], ['gm0344', 'Overvecht'],
        ['gm0599', 'Dordrecht'], ['gm0599', 'Drechtsteden'], ['gm0599', 'Ridderkerk'], ['gm0599', 'Rotterdam'], ['gm0599', 'Voorne']])
    const [decision] = await rowsOf('decisions')
    compare(t, [[decision.pilotReference, decision.kind, decision.stage, decision.body, decision.takenDate]],
        [['utrecht-omo', 'start', 'taken', 'council', '2017-09-21']])
})

test('what they wanted to reach, none of it with a figure', async (t) => {
    const goals = (await rowsOf('goals')).map((row) => [row.pilotReference, row.target, row.deadlineDate])
    const printed = { 'city-deal-inclusieve-stad': 1, 'zaanstad-maatwerkbudget': 3, jouwzorg: 1, 'andere-handen': 1, '1gezin1plan': 4,
        'ouders-aan-zet': 2, 'verbetercyclus-jeugd': 1, jooz: 2, 'ondiep-ontregelt': 1 }
    compare(t, goals.sort(), Object.entries(printed).flatMap(([name, count]) => Array(count).fill([name, null, null])).sort())
})
