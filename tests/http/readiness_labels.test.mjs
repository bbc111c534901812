// The embedding readiness of pilots of the sample register, against what was judged by hand from the documents, before the program was run
// (tests/data/readiness/labels.tsv), and the part of docs/readiness.md that says how well they agree. With UPDATE_DOCS=1 in the
// environment that part is written anew.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startServer } from '../support/server.mjs'

const day = '2018-09-12'
const page = fileURLToPath(new URL('../../docs/readiness.md', import.meta.url))
const file = fileURLToPath(new URL('../data/readiness/labels.tsv', import.meta.url))
const results = ['pass', 'fail', 'unknown', 'notApplicable']
const leastAgreement = 0.9

const [heading, ...labels] = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split('\t'))

let server, judged
before(async () => {
    server = await startServer({ sample: 'whole' })
    judged = []
    for (const reference of new Set(labels.map(([one]) => one))) {
        const { json } = await server.get(`/v1/pilots?reference=${reference}&fields=id`)
        assert.equal(json.results.length, 1, reference)
        const answer = await server.get(`/v1/pilots/${json.results[0].id}/readiness?asOf=${day}`, { headers: { 'Accept-Language': 'en' } })
        assert.equal(answer.status, 200, answer.text)
        for (const one of answer.json.criteria) judged.push({ reference, ...one })
    }
})
after(() => server.stop())

const found = (reference, criterion) => judged.find((one) => one.reference === reference && one.criterion === criterion)
const pairs = () => labels.map(([reference, criterion, label]) => ({ label, ...found(reference, criterion) }))

function agreement() {
    const all = pairs(), right = all.filter(({ label, result }) => label === result)
    const count = (label, result) => all.filter((one) => one.label === label && one.result === result).length
    const table = [`| by hand \\ by the program | ${results.join(' | ')} |`, '|---|---|---|---|---|',
        ...results.map((label) => `| ${label} | ${results.map((result) => count(label, result)).join(' | ')} |`)]
    const differ = all.filter(({ label, result }) => label !== result)
        .map(({ reference, criterion, label, result, reason }) => `| \`${reference}\` | \`${criterion}\` | ${label} | ${result} | \`${reason}\` |`)
    return ['', `${right.length} of ${all.length} judgements agree: ${(right.length / all.length).toFixed(3)}.`, '', ...table, '',
        'Where they differ:', '', '| pilot | criterion | by hand | by the program | because |', '|---|---|---|---|---|', ...differ, '',
        ].join('\n')
}

test('sixteen pilots, each criterion judged once', () => {
    assert.deepEqual(heading, ['reference', 'criterion', 'label'])
    assert.equal(judged.length, labels.length)
    assert.equal(new Set(labels.map(([reference]) => reference)).size, 16)
    for (const { criterion, label } of pairs()) assert.ok(criterion && results.includes(label))
})

test('the program agrees with what was judged by hand', () => {
    const all = pairs()
    assert.ok(all.filter(({ label, result }) => label === result).length >= leastAgreement * all.length)
    // Where it says that something holds or fails, it is not the contrary of what was read by hand.
    assert.deepEqual(all.filter(({ label, result }) => [label, result].sort().join() === 'fail,pass')
        .map(({ reference, criterion }) => `${reference} ${criterion}`), [])
})

test('docs/readiness.md says how well', () => {
    const text = readFileSync(page, 'utf8')
    const wanted = text.replace(/(<!-- generated: agreement -->\n)[^]*(<!-- end: agreement -->)/, (_, begin, end) => begin + agreement() + '\n' + end)
    if (process.env.UPDATE_DOCS) writeFileSync(page, wanted)
    else assert.equal(text, wanted, 'docs/readiness.md is behind: run this with UPDATE_DOCS=1')
})
