// GET /v1/pilots/{id}/similar: by domains, target groups and words; ended ones with why they ended, and what was learned; of all owners,
// as far as a caller may read them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { command, startServer } from '../support/server.mjs'

const [mine, stranger, third] = ['gm1509', 'gm0141', 'gm1904']
let server, anonymous, reader
const ids = {}

async function add(path, row) {
    const { status, json, text } = await server.post(`/v1/${path}`, row)
    assert.equal(status, 201, text)
    return json
}

const addPilot = async (name, row) => {
    ids[name] = (await add('pilots', { municipality: stranger, kind: 'pilot', public: true, reference: name, ...row })).id
}

before(async () => {
    server = await startServer()
    const shape = { domains: ['wmo', 'health'], targetGroups: ['older', 'carers'] }
    await addPilot('asked', { ...shape, municipality: mine, title: 'Ontmoetingsplek met moestuin', summary: 'Ouderen telen groenten in kassen.' })
    await addPilot('same', { ...shape, title: 'Moestuin voor ouderen', summary: 'Groente telen.' })
    await addPilot('stopped', { ...shape, municipality: third, title: 'Biljart', startDate: '2015-01-01' })
    await addPilot('domain', { domains: ['wmo', 'youth'], title: 'Anders' })
    await addPilot('group', { targetGroups: ['carers'], title: 'Nog anders' })
    await addPilot('word', { title: 'Kassenbouw', summary: 'Een kas vol groenten.' })
    await addPilot('nothing', { domains: ['income'], targetGroups: ['debts'], title: 'Schulden' })
    await addPilot('bare', { title: 'Leeg' })
    await addPilot('hidden', { ...shape, municipality: third, public: false, title: 'Moestuin met ouderen' })
    await addPilot('own', { ...shape, municipality: mine, public: false, title: 'Moestuin in eigen huis' })
    await addPilot('part', { ...shape, municipality: mine, title: 'Moestuin, deel twee', links: [{ linkedPilot: ids.asked, relation: 'partOf' }] })
    const decision = { municipality: third, pilot: ids.stopped, stage: 'taken' }
    await add('decisions', { ...decision, kind: 'stop', takenDate: '2016-03-01', reason: 'Te weinig deelnemers.' })
    await add('decisions', { ...decision, kind: 'complete', takenDate: '2016-03-01', reason: 'Op dezelfde dag, maar stoppen gaat voor.' })
    await add('decisions', { ...decision, kind: 'stop', stage: 'proposed', takenDate: '2017-01-01', reason: 'Alleen voorgesteld.' })
    await add('decisions', { ...decision, kind: 'stop', takenDate: '2096-01-01', reason: 'Nog niet.' })
    await add('lessons', { municipality: third, pilot: ids.stopped, kind: 'bottleneck', theme: 'Bereik', text: 'Begin met wie er al komt.' })
    const evaluation = await add('evaluations', { municipality: third, pilot: ids.stopped, kind: 'final', title: 'Terugblik' })
    await add('lessons', { municipality: third, evaluation: evaluation.id, kind: 'condition', text: 'Een vaste beheerder.' })
    const made = await command(server.database, 'key', 'create', '--label', 'reader', '--role', 'reader', '--municipality', mine)
    anonymous = server.as(null)
    reader = server.as(made.stdout.trim())
})
after(async () => {
    anonymous?.close()
    reader?.close()
    await server?.stop()
})

async function similar(name, client = anonymous, query = '') {
    const { status, json, text } = await client.get(`/v1/pilots/${ids[name]}/similar${query}`)
    assert.equal(status, 200, text)
    return json.results
}
const names = (results) => results.map(({ reference }) => reference)

test('what shares most comes first; itself, its parts, the hidden and what shares nothing do not come', async () => {
    const results = await similar('asked')
    assert.equal(results[0].reference, 'same')
    assert.equal(results[1].reference, 'stopped')
    assert.deepEqual(names(results).sort(), ['domain', 'group', 'same', 'stopped', 'word'])
    const scores = results.map(({ score }) => score)
    assert.deepEqual(scores, [...scores].sort((a, b) => b - a))
    assert.ok(scores.every((score) => score > 0 && score <= 1))
})

describe('why', () => {
    const shared = async (name) => (await similar('asked')).find(({ reference }) => reference === name)

    test('domains and target groups, as a part of those of either', async () => {
        const stopped = await shared('stopped')
        assert.deepEqual(stopped.shared, { domains: ['health', 'wmo'], targetGroups: ['carers', 'older'], words: [] })
        assert.ok(Math.abs(stopped.score - 0.65) < 1e-6)
        const domain = await shared('domain')
        assert.deepEqual(domain.shared, { domains: ['wmo'], targetGroups: [], words: [] })
        assert.ok(Math.abs(domain.score - 0.4 / 3) < 1e-6)
        const group = await shared('group')
        assert.deepEqual(group.shared, { domains: [], targetGroups: ['carers'], words: [] })
        assert.ok(Math.abs(group.score - 0.125) < 1e-6)
    })

    test('words by their stem, as the pilot that was asked for has them', async () => {
        assert.deepEqual((await shared('same')).shared.words.sort(), ['groenten', 'moestuin', 'ouderen'])
        const { words } = (await shared('word')).shared
        assert.ok(words.includes('groenten'), words.join())
    })
})

describe('what became of it', () => {
    test('an ended one has its deciding decision and what was learned', async () => {
        const stopped = (await similar('asked')).find(({ reference }) => reference === 'stopped')
        assert.deepEqual([stopped.municipality, stopped.status, stopped.statusGroup, stopped.statusSince], [third, 'stopped', 'ended', '2016-03-01'])
        assert.deepEqual([stopped.ending.kind, stopped.ending.day, stopped.ending.reason], ['stop', '2016-03-01', 'Te weinig deelnemers.'])
        assert.equal((await anonymous.get(`/v1/decisions/${stopped.ending.decision}`)).json.kind, 'stop')
        assert.deepEqual(stopped.lessons.map(({ kind, theme, text }) => [kind, theme, text]),
            [['bottleneck', 'Bereik', 'Begin met wie er al komt.'], ['condition', null, 'Een vaste beheerder.']])
    })

    test('another has none', async () => {
        const [same] = await similar('asked')
        assert.deepEqual([same.ending, same.lessons], [null, []])
    })
})

describe('who may read what', () => {
    test('a caller sees what is public and what is in scope', async () => {
        assert.ok(names(await similar('asked', reader)).includes('own'))
        assert.ok(!names(await similar('asked', reader)).includes('hidden'))
        assert.ok(names(await similar('asked', server)).includes('hidden'))
    })

    test('hidden pilots change no score, word or order', async () => {
        const ask = async () => (await anonymous.get(`/v1/pilots/${ids.asked}/similar`)).text
        const before = await ask()
        for (let n = 0; n < 5; n++)
            await addPilot(`more-${n}`, { municipality: third, public: false, domains: ['wmo'], title: `Groenten ${n}`, summary: 'Moestuin, ouderen, kassen.' })
        assert.equal(await ask(), before)
    })

    test('a pilot that is hidden is as one that is not there', async () => {
        const hidden = await anonymous.get(`/v1/pilots/${ids.hidden}/similar`)
        assert.deepEqual([hidden.status, hidden.json.code], [404, 'notFound'])
        assert.equal((await anonymous.get('/v1/pilots/01900000-0000-7000-8000-00000000dead/similar')).text, hidden.text)
        assert.equal((await server.get(`/v1/pilots/${ids.hidden}/similar`)).status, 200)
    })
})

test('as many as asked; nothing like it is an empty list', async () => {
    assert.deepEqual(names(await similar('asked', anonymous, '?limit=2')), ['same', 'stopped'])
    assert.deepEqual(await similar('bare'), [])
    for (const [query, location] of [['limit=0', 'limit'], ['limit=51', 'limit'], ['sort=title', 'sort']]) {
        const { status, json } = await anonymous.get(`/v1/pilots/${ids.asked}/similar?${query}`)
        assert.deepEqual([status, json.errors[0].location], [400, location])
    }
})

test('the sample register: practices like an experiment, each with a reason', async () => {
    const sample = await startServer({ sample: true })
    const { json } = await sample.get('/v1/pilots?reference=oij-03')
    const { json: answer } = await sample.get(`/v1/pilots/${json.results[0].id}/similar?limit=50`)
    for (const { shared, score } of answer.results) {
        assert.ok(score > 0)
        assert.ok(shared.domains.length + shared.targetGroups.length + shared.words.length > 0)
    }
    assert.ok(answer.results.length > 0)
    await sample.stop()
})
