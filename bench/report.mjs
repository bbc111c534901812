// The figures of bench/run as a table, with what they should reach.
//
//     node report.mjs RESULTS
//
// A line of RESULTS is a measurement: round, question, contender, requests a second, CPU microseconds a request of the server, of
// PostgreSQL and of what makes the load. Ratios are taken within a round, where both had the same neighbours on the machine; then the
// median counts. Whoever runs in many processes gets a larger share of a machine that does more than this, so beside the ratio of
// the rates stands that of all CPU time: the one that an idle machine would show.
import { readFileSync } from 'node:fs'

const questions = { one: 'One pilot', list: 'A list of 50 pilots' }
const contenders = {
    proeftuin: 'proeftuin',
    fastify: 'fastify',
    cluster: 'fastify, a process a core',
    tuned: 'the same, tuned by hand',
    pgbench: 'pgbench'
}
const comparisons = [
    { question: 'one', contender: 'fastify', target: 3.5 },
    { question: 'one', contender: 'cluster' },
    { question: 'one', contender: 'tuned' },
    { question: 'one', contender: 'pgbench', target: 0.45 },
    { question: 'list', contender: 'fastify', target: 6 },
    { question: 'list', contender: 'cluster' },
    { question: 'list', contender: 'tuned' },
    { question: 'list', contender: 'pgbench', target: 0.55 }
]

const results = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => {
    const [round, question, contender, ...figures] = line.split(' ')
    const [rate, server, postgres, load] = figures.map(Number)
    return { round, question, contender, rate, server, postgres, load, perSecond: 1e6 / (server + postgres + load) }
})

function median(values) {
    const sorted = [...values].sort((a, b) => a - b)
    const middle = sorted.length >> 1
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const measured = (question, contender) =>
    results.filter((result) => result.question === question && result.contender === contender)

const figure = (rows, name) => median(rows.map((row) => row[name]))

const line = (name, rate, ...times) =>
    console.log(name.padEnd(29) + rate.padStart(12) + times.map((time) => time.padStart(16)).join(''))

for (const [question, title] of Object.entries(questions)) {
    console.log()
    line(title, 'requests/s', 'server, us', 'PostgreSQL, us', 'load, us')
    for (const [contender, name] of Object.entries(contenders)) {
        const rows = measured(question, contender)
        const times = ['server', 'postgres', 'load'].map((time) => figure(rows, time).toFixed(1))
        line(`  ${name}`, Math.round(figure(rows, 'rate')).toString(), ...times)
    }
}

const ratio = (question, contender, name) => {
    const other = Object.fromEntries(measured(question, contender).map((row) => [row.round, row[name]]))
    return median(measured(question, 'proeftuin').map((row) => row[name] / other[row.round]))
}

console.log()
for (const { question, contender, target } of comparisons) {
    const reached = ratio(question, contender, 'rate')
    const verdict = target ? `, ${reached >= target ? 'reached' : 'not reached'} (${target})` : ''
    console.log(`${questions[question]}: `.padEnd(22) + `${reached.toFixed(2)} times ${contenders[contender]}${verdict}; ` +
        `by CPU time ${ratio(question, contender, 'perSecond').toFixed(2)}`)
}
