// Document 5, the evaluation of Almelo's transformation (April 2018) and the letter that goes with it (15 May 2018): principles, how it
// was studied and with whom, what was found and recommended, what the executive answers. Typed here from the document.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createClient, startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer({ sample: 'whole' })
})
after(() => server.stop())

const answer = async (path, client = server) => {
    const { status, json, text } = await client.get(path)
    assert.equal(status, 200, `${path}: ${text}`)
    return json
}
const list = async (path, client) => {
    const { results, next } = await answer(path, client)
    assert.equal(next, null, `${path}: more than one page`)
    return results
}
const rowsOf = (collection, more = '') => list(`/v1/${collection}?municipality=gm0141&limit=1000${more}`)
const byReference = (rows) => Object.fromEntries(rows.map((row) => [row.reference, row]))

/** The evaluation with its parts. */
const evaluation = async (client) => {
    const [{ id }] = await list('/v1/evaluations?municipality=gm0141&programmeReference=alm-transformatie&kind=interim', client)
    return answer(`/v1/evaluations/${id}`, client)
}

/** Compares tables of cells, and says in the report of the test how many cells that were. */
function compare(t, rows, wanted) {
    assert.deepEqual(rows, wanted)
    t.diagnostic(`${wanted.flat().length} cells`)
}

test('the five principles, with what the letter concludes of each', async (t) => {
    const lines = byReference(await rowsOf('programme-lines', '&programmeReference=alm-transformatie&kind=principle'))
    const reports = byReference(await rowsOf('progress-reports', '&documentReference=alm-brief-2018'))
    const rows = ['maatwerk', 'preventie', 'zelfredzaamheid', 'co-creatie', 'efficientie'].map((name, at) => {
        const line = lines[`alm-uitgangspunt-${name}`]
        const report = reports[`alm-brief-conclusie-${at + 1}`]
        assert.equal(report.programmeLineReference, line.reference)
        return [line.title, line.sourceText, line.place, line.documentReference, report.reportedOn, report.sourceText]
    })
    assert.equal(Object.keys(lines).length, 5)
    const of = (title, printed, number, concluded) =>
        [title, printed, `hoofdstuk 1, uitgangspunt ${number}`, 'alm-evaluatie-2018', '2018-05-15', concluded]
    compare(t, rows, [
        of('Maatwerk', 'Maatwerk: één plan voor één huishouden is beter dan een generiek zorgsysteem.', 1,
            'De gemeente biedt maatwerk en passende ondersteuning. De afstemming kan beter.'),
        of('Preventie', 'Preventie: beter voorkomen met lichte ondersteuning, dan genezen met zware zorg.', 2,
            'Er is te weinig capaciteit voor preventie en er is onvoldoende afstemming met voorliggende voorzieningen.'),
        of('Zelfredzaamheid', 'Zelfredzaamheid: hulpverlening heeft als doel de eigen kracht en eigen verantwoordelijkheid van mensen te '
            + 'versterken.', 3, 'Het stimuleren van zelfredzaamheid wordt breed en naar tevredenheid van inwoners toegepast.'),
        of('Co-creatie met inwoners', 'Co-creatie met inwoners: cliënt- en burgerparticipatie versterken.', 4,
            'De formele inspraak loopt goed. De gemeente heeft moeite om inwoners te bereiken.'),
        of('Efficiëntie', 'Efficiëntie: professionals kunnen minstens dezelfde kwaliteit bieden tegen lagere kosten.', 5,
            'De kosten stijgen nog, maar minder hard.'),
    ])
})

test('annex 2: when, by whom, for whom and how it was studied', async (t) => {
    const row = await evaluation()
    compare(t, [[row.title, row.commissioner, row.periodFromDate, row.periodFromPrecision, row.periodToDate, row.collectedFromDate,
        row.collectedFromPrecision, row.collectedToDate, row.collectedToPrecision, row.evaluators.length]], [[
        'Transformatie binnen het sociaal domein van de gemeente Almelo', 'Gemeente Almelo', '2015-01-01', 'year', null, '2017-12-01',
        'month', '2018-02-01', 'month', 1]])
    assert.equal(row.evaluators[0].organisationReference, 'alm-verwey-jonker')
    compare(t, row.methods.map(({ method, stakeholders, sessions, participants }) => [method, stakeholders, sessions, participants]), [
        ['Analyse bestaande documenten en gegevens', 'gemeente Almelo', null, null],
        ['Groepsgesprek', 'medewerkers van de gemeente', 2, 15],
        ['Telefonisch interview', 'medewerkers van de gemeente', 5, null],
        ['Groepsgesprek', 'samenwerkingspartners', 1, 14],
        ['Telefonisch interview', 'samenwerkingspartners', null, 2],
        ['Input per e-mail', 'huisartsen', null, null],
        ['Gesprek', 'beleidsadviescommissie', 1, null],
        ['Groepsgesprek', 'kwetsbare inwoners', 1, 6],
        ['Aanwezig bij het groepsgesprek met inwoners', 'begeleiders vanuit AB hulp Twente', null, 2],
        ['Telefonisch interview', 'een inwoner die niet bij het groepsgesprek kon zijn', 1, 1],
        ['Enquête', 'leden Almelo Panel', null, 980],
        ['Vergelijking met bestaande (wetenschappelijke) inzichten', null, null, null],
    ])
})

test('annex 2 as everybody reads it: fewer than five people are not counted out loud', async (t) => {
    const { methods } = await evaluation(createClient(server.url, null))
    compare(t, [methods.map(({ participants }) => participants)], [[null, 15, null, 14, null, null, null, 6, null, null, 980, null]])
})

test('annex 2: the partners, in its order', async (t) => {
    const names = byReference(await rowsOf('organisations'))
    const parts = byReference(await rowsOf('participations', '&programmeReference=alm-transformatie'))
    const printed = ['ROC Twente', 'Fabriek 2.0 van Penitentiare Inrichting Almelo', 'Scoop Welzijn', 'Weekendschool voor kinderen',
        'Politie', 'WMO-adviesraad Almelo', 'Kliënten Raad Almelo', 'Stichting COSBO Almelo', 'RIBW Groep Overijssel', 'GGD Twente',
        'Leger des Heils', 'Armoedepact', 'Werkplein', 'Beleidsadviescommissie', 'Huisartsen Almelo', 'De Nieuwe Organisatie (DNO)',
        'De Klup']
    compare(t, printed.map((name, at) => {
        const part = parts[`alm-evaluatie-partner-${at + 1}`]
        return [part.sourceText, part.role, names[part.organisationReference]?.public]
    }), printed.map((name) => [name, 'participant', true]))
    assert.equal(parts['alm-evaluatie-onderzoeker'].role, 'researcher')
})

test('chapter 7: the conclusions, each with its principle', async (t) => {
    const { findings } = await evaluation()
    const [tailored, prevention, selfReliance, cocreation, costs] = ['maatwerk', 'preventie', 'zelfredzaamheid', 'co-creatie',
        'efficientie'].map((name) => `alm-uitgangspunt-${name}`)
    compare(t, findings.map(({ programmeLineReference, verdict, text }) => [programmeLineReference, verdict, text]), [
        [tailored, 'successful', 'Veel positieve geluiden over het maatwerk van de wijkteams.'],
        [tailored, 'notSuccessful', 'Versnipperde toegang (4 toegangspoorten) belemmert afstemming en maatwerk.'],
        [tailored, 'notSuccessful', 'Werken via 1huishouden1plan1regisseur blijkt nog lastig.'],
        [tailored, 'notSuccessful', 'Door hoge werkdruk is regie (blijven) voeren niet altijd mogelijk.'],
        [tailored, 'notSuccessful', 'Te veel sturing op kostenbeheersing; te weinig ruimte voor professionals.'],
        [prevention, 'notSuccessful', 'Nog weinig inzet op preventie en vroegsignalering.'],
        [prevention, 'notSuccessful', 'Toegang niet laagdrempelig genoeg; met de wachtlijsten worden problemen vaak (te) laat opgepakt.'],
        [prevention, 'notSuccessful', 'Te weinig ingezet op samenwerken met en versterken van algemene voorzieningen.'],
        [prevention, 'notSuccessful', "Te weinig slimme verbindingen op lokaal niveau; wijkagenda's ontbreken."],
        [prevention, 'promising', 'Veelbelovende pilots: multiprobleemgezinnen, statushouders, dagbesteding, wijkcoaches en huisartsen.'],
        [selfReliance, 'successful', 'Sterk ingezet op de aandacht voor zelfredzaamheid bij professionals.'],
        [selfReliance, 'partlySuccessful', 'Winst te behalen in intervisie en het versterken van sociale netwerken.'],
        [selfReliance, 'notSuccessful', 'Ruimte (tijd en inhoud) voor professionals nog niet altijd voldoende.'],
        [selfReliance, 'notDemonstrable', 'Te weinig zicht op de daadwerkelijke effecten van ondersteuning.'],
        [selfReliance, 'promising', 'Er wordt gewerkt aan langjarige monitoring op zelfredzaamheid en participatie.'],
        [cocreation, 'partlySuccessful', 'Mantelzorgondersteuning verloopt overwegend goed; niet alle mantelzorgers worden bereikt.'],
        [cocreation, 'successful', 'Begeleiding van vrijwilligers verloopt volgens betrokkenen goed.'],
        [cocreation, 'partlySuccessful', "Formele inspraak loopt goed; de 'gewone' inwoner wordt moeilijk bereikt."],
        [cocreation, 'notSuccessful', 'Eigen initiatieven van inwoners komen moeilijk van de grond; te veel belemmerende regels.'],
        [costs, 'tooEarly', 'Te vroeg voor harde uitspraken over dezelfde kwaliteit tegen lagere kosten.'],
        [costs, 'notSuccessful', 'De uitgaven binnen het sociaal domein blijven jaarlijks stijgen.'],
        [costs, 'notSuccessful', 'Te weinig aandacht voor borging en het vertalen van geleerde lessen.'],
        [null, 'noVerdict', 'De gemeente werd in 2015 overvallen door de hoeveelheid hulpvragen, de stapeling van problematieken en de hoge '
            + 'kosten.'],
        [null, 'noVerdict', 'Door reorganisatie en bestuurlijke onrust te weinig ruimte voor vernieuwing en transformatie in de uitvoering.'],
        [null, 'noVerdict', 'De doelen van het beleid zijn niet SMART geformuleerd.'],
    ])
})

test('the ten recommendations, and the six of the letter that say them again', async (t) => {
    const rows = byReference(await rowsOf('recommendations'))
    assert.equal(Object.keys(rows).length, 16)
    const cells = (row) => [row.number, row.sourceText, row.documentReference, row.restatesReference, row.response, row.followUp,
        row.responseText !== null]
    const ten = Array.from({ length: 10 }, (unused, at) => cells(rows[`alm-aanbeveling-${String(at + 1).padStart(2, '0')}`]))
    const six = Array.from({ length: 6 }, (unused, at) => cells(rows[`alm-brief-aanbeveling-${at + 1}`]))
    const report = (number, text, response, followUp) =>
        [number, text, 'alm-evaluatie-2018', null, response, followUp, response !== 'none']
    compare(t, ten, [
        report('1', 'Bouw voort op de integrale visie op transformatie in het sociaal domein.', 'underWay', 'inProgress'),
        report('2', 'Zorg voor bestuurlijk draagvlak voor deze visie op transformatie.', 'none', null),
        report('3', 'Werk toe naar rust binnen de gemeentelijke organisatie.', 'none', null),
        report('4', 'Wijs op lokaal niveau aanjagers/verbinders aan met de expliciete opdracht om slimme verbindingen te leggen met '
            + 'inwoners en partners in de stad en te werken aan preventie.', 'recognised', null),
        report('5', "Stel met maatschappelijke partners en inwoners wijkagenda's op.", 'none', null),
        report('6', 'Betrek voor de aanpak van hardnekkige werkloosheid met name ook sociaal, economische partners, zoals lokale '
            + 'ondernemers.', 'none', null),
        report('7', 'Benut het potentieel aan energie en ideeën bij inwoners.', 'recognised', null),
        report('8', 'Versterk algemene, voorliggende voorzieningen.', 'underStudy', 'inProgress'),
        report('9', 'Neem een stevigere opdrachtgeversrol in richting aanbieders.', 'underWay', 'inProgress'),
        report('10', 'Denk bij nieuwe pilots en projecten vooraf na over borging.', 'underWay', 'inProgress'),
    ])
    const letter = (number, text, restates, response, followUp) =>
        [number, text, 'alm-brief-2018', `alm-aanbeveling-${restates}`, response, followUp, true]
    compare(t, six, [
        letter('1', 'Bouw verder op de visie die je hebt maar maak deze veel concreter en duidelijker.', '01', 'underWay', 'inProgress'),
        letter('2', 'Wijs aanjagers aan met de expliciete opdracht om slimme verbindingen te leggen met inwoners en organisaties die '
            + 'werken aan preventies.', '04', 'recognised', null),
        letter('3', 'Benut de energie en ideeën die er in de stad zijn.', '07', 'recognised', null),
        letter('4', 'Versterk algemene, preventieve voorzieningen.', '08', 'underStudy', 'inProgress'),
        letter('5', 'Neem een stevigere opdrachtgeversrol in richting aanbieders en stuur meer op resultaat in plaats van uren.', '09',
            'underWay', 'inProgress'),
        letter('6', 'Wees terughoudend met nieuwe projecten en borg eerst successen van bestaande aanpakken.', '10', 'underWay',
            'inProgress'),
    ])
    assert.ok(Object.values(rows).every((row) => row.public && row.evaluationReference === 'alm-evaluatie-transformatie'))
})

test('what the letter announces', async (t) => {
    const rows = byReference(await rowsOf('deliverables', '&documentReference=alm-brief-2018'))
    const names = ['informatievoorziening', 'sturing', 'dagbesteding', 'inwoners']
    compare(t, names.map((name) => {
        const { sourceText, place, promisedTo, promisedOn, dueDate, doneDate } = rows[`alm-vervolg-${name}`]
        return [sourceText, place, promisedTo, promisedOn, dueDate, doneDate]
    }), [
        ['een project gestart om de informatievoorziening in het sociale domein te verbeteren', 1],
        ['verder na te gaan hoe verbetering sturing op contracten en subsidies mogelijk is', 2],
        ['Wij gaan al na of het mogelijk is om alle individuele dagbesteding te vervangen', 5],
        ['Extra aandacht wordt gevraagd voor het contact met inwoners.', 6],
    ].map(([text, point]) => [text, `Aanknopingspunten voor het vervolg, punt ${point}`, 'council', '2018-05-15', null, null]))
})

test('the groups that need another approach, in the order of the summary', async (t) => {
    const rows = await rowsOf('lessons', '&evaluationReference=alm-evaluatie-transformatie&theme=kwetsbare groepen'.replace(' ', '%20'))
    rows.sort((a, b) => (a.place < b.place ? -1 : 1))
    compare(t, rows.map((row) => [row.kind, row.sourceText]), [
        'Multiproblem huishoudens. Er is een veelbelovende pilot om op door te bouwen.',
        'Statushouders. Er is een veelbelovende pilot om op door te bouwen.',
        'Mensen met GGZ problematiek (psychisch, psychosociaal)',
        'Jongeren met een licht verstandelijke beperking',
        'Kwetsbare ouderen',
        'Ex-gedetineerden',
        'De Turkse en Armeense gemeenschap',
    ].map((printed) => ['need', printed]))
})

test('lessons of the report, by paragraph and kind', async (t) => {
    const rows = await rowsOf('lessons', '&evaluationReference=alm-evaluatie-transformatie')
    const has = (place, kind, printed) => rows.some((row) => row.place === place && row.kind === kind && row.sourceText.includes(printed))
    const wanted = [
        ['par. 2.2.2', 'whatWorks', 'in hun eigen thuissituatie een plan van aanpak opstellen'],
        ['par. 2.2.3', 'bottleneck', 'Door de krappe bemensing en het grote aantal complexe hulpvragen'],
        ['par. 2.2.4', 'condition', 'dat professionals daar ook de (financiële) ruimte voor krijgen'],
        ['par. 2.2.5', 'bottleneck', 'meer dan 300 aanbieders'],
        ['par. 2.2.6', 'bottleneck', 'expertise, ervaring en opgebouwde relaties verloren gegaan'],
        ['par. 3.2.1', 'bottleneck', 'alleen digitaal of telefonisch bereikbaar'],
        ['par. 3.2.1', 'need', 'een fysieke plek, in de wijk'],
        ['par. 3.2.3', 'bottleneck', 'uiteindelijk niet tot uitvoering gekomen'],
        ['par. 4.2.3', 'openQuestion', 'of er niet te veel van de vrijwilligers wordt gevraagd'],
        ['par. 4.2.4', 'bottleneck', 'geen onderzoeken of cijfers voorhanden'],
        ['par. 5.2.4', 'bottleneck', 'Er zijn te veel regels rond burgerinitiatieven'],
        ['par. 5.2.4', 'risk', 'een grote welzijnsinstelling initiatieven overneemt'],
        ['par. 6.2.1', 'sideEffect', 'juist méér ondersteuning'],
        ['par. 6.2.2', 'condition', 'de kosten ver voor de baten'],
        ['par. 6.2.3', 'condition', 'al bij de start van een pilot nadenken over de borging'],
        ['par. 6.2.4', 'bottleneck', 'dubbel geregistreerd'],
    ]
    compare(t, wanted.filter((cells) => has(...cells)), wanted)
})

test('who does what under the policy, by the text', async (t) => {
    const parts = byReference(await rowsOf('participations', '&programmeReference=alm-transformatie'))
    const names = byReference(await rowsOf('organisations'))
    const wanted = [
        ['almelo-sociaal', 'Almelo Sociaal', 'executor', 'par. 4.2.3', null],
        ['belangengroep-gehandicapten', 'Belangengroep Gehandicapten Almelo', 'participant', 'par. 4.2.3', null],
        ['steunpunt-informele-zorg', 'Steunpunt Informele Zorg', 'executor', 'par. 5.1', null],
        ['samen-14', 'Samen 14 (Twentse gemeenten)', 'participant', 'par. 2.2.5', null],
        ['mee', 'Stichting MEE', 'executor', 'par. 6.1.1', 'notAfter'],
    ]
    compare(t, wanted.map(([name]) => {
        const { organisationReference, role, place, endBound } = parts[`alm-transformatie-${name}`]
        return [name, names[organisationReference].name, role, place, endBound]
    }), wanted)
})
