// Documents 1 and 5 in the whole sample register: the status of each of their pilots on four days, and what is found about it, typed
// here by hand from the documents and the rule (docs/api.md, migrations/0003_status.sql, lib/proeftuin/findings.h). What the findings
// rest on, year by year and day by day, stands in sample.test.mjs and document_5_projects.test.mjs; what goals and money rest on, in
// findings.test.mjs.
//
// The days: 15 May 2018, that of the letter of document 5; 12 September, that of the memo of document 1; 1 October, the day after its
// experiment 2 should have ended; and 1 January 2019, the day after more of them, and one project of document 5, should have.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startServer } from '../support/server.mjs'

let server
before(async () => {
    server = await startServer({ sample: 'whole' })
})
after(() => server.stop())

const days = ['2018-05-15', '2018-09-12', '2018-10-01', '2019-01-01']
const groups = {
    notEstablished: 'unknown', inPreparation: 'preparation', running: 'active', extended: 'active', paused: 'active', pastEnd: 'active',
    completed: 'ended', madeRegular: 'ended', stopped: 'ended', split: 'ended', merged: 'ended',
}

// Four columns of a row: the same on all days; or one thing on 15 May and another since the memo; or as given.
const always = (one) => [one, one, one, one]
const may = (first, since) => [first, since, since, since]
const each = (...four) => four

const noDates = ['noEndDate', 'noStartDate']
const extension = ['extensionAnnouncedNotDecided', 'extensionWithoutNewEnd']
const undated = ['endingDecisionUndated']

// Document 1. What it states, and what was decided without a date, is known since 12 September; its dates hold on any day.
const experiments = {
    'oij-01': [may('running', 'split'),
        may([], ['activeBeforeStart', 'notMarkedActive', 'notMarkedActive', ...undated, 'partsDiffer'])],
    'oij-01-buurtsportcoaches': [may('notEstablished', 'madeRegular'), may(noDates, undated)],
    'oij-01-swoij': [may('notEstablished', 'running'), may(noDates, [...noDates, ...extension])],
    'oij-02': [each('running', 'running', 'pastEnd', 'pastEnd'),
        each([], ['notMarkedActive', 'endsSoonWithoutDecision', ...extension], ['notMarkedActive', 'pastEndWithoutDecision', ...extension],
            ['notMarkedActive', 'pastEndWithoutDecision', ...extension])],
    'oij-03': [may('notEstablished', 'stopped'), may([], ['activeBeforeStart', 'activeBeforeStart', 'activeAfterEnd', ...undated])],
    'oij-04': [may('notEstablished', 'madeRegular'), may([], ['activeBeforeStart', 'activeAfterEnd', ...undated])],
    'oij-05': [may('notEstablished', 'madeRegular'), may([], ['activeBeforeStart', ...undated])],
    'oij-06': [each('running', 'running', 'running', 'pastEnd'),
        each([], ['activeBeforeStart'], ['activeBeforeStart'], ['activeBeforeStart', 'pastEndWithoutDecision'])],
    'oij-07': [may('running', 'pastEnd'), may(['endsSoonWithoutDecision'], ['pastEndWithoutDecision'])],
    'oij-08': [each('running', 'running', 'running', 'pastEnd'), each([], [], [], ['pastEndWithoutDecision'])],
    'oij-09': [always('pastEnd'), may(['pastEndWithoutDecision'], ['pastEndWithoutDecision', ...extension])],
    'oij-10': [always('running'), always([])],
    'oij-13': [may('notEstablished', 'stopped'), may([], undated)],
    'oij-14': [each('running', 'running', 'running', 'pastEnd'),
        each([], ['activeBeforeStart', 'makeRegularAnnouncedNotDecided'], ['activeBeforeStart', 'makeRegularAnnouncedNotDecided'],
            ['activeBeforeStart', 'makeRegularAnnouncedNotDecided', 'pastEndWithoutDecision'])],
    'oij-15': [always('running'), always(['noEndDate'])],
    'oij-16': [may('inPreparation', 'running'), always(['noEndDate'])],
    'oij-14-3': [may('notEstablished', 'completed'), may([], ['activeBeforeStart', ...undated])],
    'oij-14-4': [may('notEstablished', 'madeRegular'), may([], ['activeBeforeStart', ...undated])],
    'oij-14-10': [may('notEstablished', 'madeRegular'), may([], ['activeAfterEnd', ...undated])],
    'oij-16-14': [may('notEstablished', 'completed'), may([], ['activeAfterEnd', ...undated])],
    'oij-17-18': [may('notEstablished', 'stopped'), may([], undated)],
}

// Document 5. All that it states is known on the day of the letter, and but one of its projects has an end that is still to come. Of
// what the text names without saying that it runs, is being prepared or has ended, the status is not established.
const projects = {
    'alm-01': [always('stopped'), always(undated)],
    'alm-02': [always('stopped'), always([])], // ended in 2017: so much is dated
    'alm-03': [always('running'), always(noDates)],
    'alm-03-lentefestival': [always('notEstablished'), always(noDates)],
    'alm-03-move-2-social': [always('notEstablished'), always(noDates)],
    'alm-04': [always('running'), always(noDates)],
    'alm-04-school': [always('running'), always(noDates)],
    'alm-05': [always('running'), always(['noEndDate'])],
    'alm-06': [always('madeRegular'), always([])], // with effect from 2018
    'alm-07': [always('running'), always(noDates)],
    'alm-08': [always('completed'), always(undated)],
    'alm-08-triage': [always('notEstablished'), always(noDates)],
    'alm-08-kindercoach': [always('notEstablished'), always(noDates)],
    'alm-08-vrijwilligersacademie': [always('running'), always(noDates)],
    'alm-08-maatjesprojecten': [always('notEstablished'), always(noDates)],
    'alm-09': [always('running'), always([...noDates, 'partsDiffer'])],
    'alm-09-studio-15': [always('running'), always(noDates)],
    'alm-09-verzet-kraakt': [always('completed'), always(undated)],
    'alm-10': [always('running'), always(['noEndDate'])],
    'alm-11': [always('completed'), always(undated)],
    'alm-12': [always('running'), always([...noDates, 'partsDiffer'])],
    'alm-12-buddy-1': [always('paused'), always(noDates)],
    'alm-12-buddy-2': [always('stopped'), always(undated)],
    'alm-13': [always('running'), always(noDates)],
    'alm-14': [always('running'), always(noDates)],
    'alm-15': [always('completed'), always(undated)],
    'alm-16': [always('running'), always(noDates)],
    'alm-17': [always('completed'), always(undated)],
    'alm-18': [always('running'), always(noDates)],
    'alm-statushouders': [each('running', 'running', 'running', 'pastEnd'),
        each(['namedNotListed'], ['namedNotListed'], ['namedNotListed'], ['namedNotListed', 'pastEndWithoutDecision'])],
    'alm-wijkteam-kcc': [always('notEstablished'), always([...noDates, 'namedNotListed'])],
    'alm-werk-aan-de-kop': [always('running'), always([...noDates, 'namedNotListed'])],
    'alm-draaideurclienten': [always('running'), always(['noEndDate', 'namedNotListed'])],
    'alm-bestanden-koppelen': [always('notEstablished'), always([...noDates, 'namedNotListed'])],
    'alm-grip-op-sociaal-domein': [always('running'), always([...noDates, 'namedNotListed'])],
    'alm-what-if-fonds': [always('notEstablished'), always([...noDates, 'namedNotListed'])],
    'alm-collectieve-zorgverzekering': [always('notEstablished'), always([...noDates, 'namedNotListed'])],
    'alm-kwetsbare-jongeren': [always('notEstablished'), always([...noDates, 'namedNotListed'])],
    'alm-vroeg-er-op-af': [always('inPreparation'), always(['noEndDate', 'namedNotListed'])],
    'alm-informatievoorziening': [always('running'), always(noDates)], // in the letter, whose lists are not said to be complete
}

// What is found in goals and money. Document 1 states no goal and no money: of each experiment that is known to have begun a goal is
// missing. The two that number 1 was split into answer to its goals.
const began = always(['goalMissing']), endedByMemo = may([], ['goalMissing']), silent = always([])
const experimentResults = {
    'oij-01': began, 'oij-01-buurtsportcoaches': silent, 'oij-01-swoij': silent, 'oij-02': began, 'oij-03': endedByMemo,
    'oij-04': endedByMemo, 'oij-05': endedByMemo, 'oij-06': began, 'oij-07': began, 'oij-08': began, 'oij-09': began, 'oij-10': began,
    'oij-13': endedByMemo, 'oij-14': began, 'oij-15': began, 'oij-16': endedByMemo, // which began on 1 July
    'oij-14-3': endedByMemo, 'oij-14-4': endedByMemo, 'oij-14-10': endedByMemo, 'oij-16-14': endedByMemo, 'oij-17-18': endedByMemo,
}

// Document 5 states an aim of most projects, and one figure to be reached (14: within six months). Who has ended, or runs for a year by
// its dates (5 since 2017, 10 since 2016), could have been measured by its goals; of the others nothing says when. The five yields that were
// computed (par. 6.2.1) are estimates, none is said to be realised; two of them stand in the document with two figures. Of 18 nothing is
// known that came of its 50,000: no results, and the yield is "Onbekend". 7 and 14 cost nothing extra, 13 yields what 14 does.
const noGoal = ['goalMissing'], noTarget = ['goalWithoutTarget'], noMeasurement = ['goalWithoutMeasurement']
const unmeasured = [...noTarget, ...noMeasurement]
const onlyEstimated = ['yieldWithoutRealisedLine']
const projectResults = {
    'alm-01': unmeasured, 'alm-02': unmeasured, 'alm-03': noTarget, 'alm-03-lentefestival': [], 'alm-03-move-2-social': [], 'alm-04': noTarget,
    'alm-04-school': [], 'alm-05': [...unmeasured, ...unmeasured, ...onlyEstimated],
    'alm-06': [...unmeasured, ...unmeasured, ...onlyEstimated, 'figureConflict'], 'alm-07': noGoal, 'alm-08': unmeasured,
    'alm-08-triage': [], 'alm-08-kindercoach': [], 'alm-08-vrijwilligersacademie': [], 'alm-08-maatjesprojecten': [], 'alm-09': noTarget,
    'alm-09-studio-15': [], 'alm-09-verzet-kraakt': unmeasured, 'alm-10': unmeasured,
    'alm-11': [...unmeasured, ...onlyEstimated, 'figureConflict'], 'alm-12': [...noGoal, ...onlyEstimated], 'alm-12-buddy-1': [],
    'alm-12-buddy-2': [], 'alm-13': noGoal, 'alm-14': [...noTarget, ...onlyEstimated], 'alm-15': unmeasured, 'alm-16': noTarget, 'alm-17': noGoal,
    'alm-18': [...noGoal, 'investmentWithoutResult'], 'alm-statushouders': noGoal, 'alm-wijkteam-kcc': [], 'alm-werk-aan-de-kop': noGoal,
    'alm-draaideurclienten': noGoal, 'alm-bestanden-koppelen': [], 'alm-grip-op-sociaal-domein': noGoal, 'alm-what-if-fonds': [],
    'alm-collectieve-zorgverzekering': [], 'alm-kwetsbare-jongeren': [], 'alm-vroeg-er-op-af': [], 'alm-informatievoorziening': noGoal,
}
for (const [reference, found] of Object.entries(projectResults)) projectResults[reference] = always(found) // all is known from 15 May on

const get = async (path) => {
    const { status, json, text } = await server.get(path)
    assert.equal(status, 200, `${path}: ${text}`)
    return json
}

for (const [title, municipality, table, resultsOf] of [['document 1', 'gm1509', experiments, experimentResults],
    ['document 5', 'gm0141', projects, projectResults]])
    test(`status and findings of each pilot of ${title} on each day`, async (t) => {
        let cells = 0
        for (const [at, day] of days.entries()) {
            const { results, next } = await get(`/v1/pilots?municipality=${municipality}&asOf=${day}&limit=1000`
                + '&fields=id,reference,status,statusGroup')
            assert.equal(next, null)
            assert.deepEqual(results.map((pilot) => pilot.reference).sort(), Object.keys(table).sort())
            for (const { id, reference, status, statusGroup } of results) {
                const [statuses, findings] = table[reference]
                const wanted = [...findings[at], ...resultsOf[reference][at]].sort()
                assert.deepEqual([status, statusGroup], [statuses[at], groups[statuses[at]]], `${reference} on ${day}`)
                const found = await get(`/v1/pilots/${id}/findings?asOf=${day}`)
                assert.deepEqual([found.asOf, found.leftOut], [day, 0])
                assert.deepEqual(found.results.map(({ code }) => code).sort(), wanted, `${reference} on ${day}`)
                cells += 2 + wanted.length
            }
        }
        t.diagnostic(`${cells} cells`)
    })
