// The figures of a part of bench/run as a table, with what they should reach.
//
//     node report.mjs PART RESULTS
//
// A line of RESULTS is a measurement: round, question, contender, requests a second, CPU microseconds a request of the server, of
// PostgreSQL and of what makes the load. Ratios are taken within a round, where both had the same neighbours on the machine; then the
// median counts. Whoever runs in many processes gets a larger share of a machine that does more than this, so beside the ratio of
// the rates stands that of all CPU time: the one that an idle machine would show.
import { readFileSync } from 'node:fs'

const one = 'One pilot'
const list = 'A list of 50 pilots'

// A comparison is between the first contender and another, of their rates; `most`: of the CPU time of server and PostgreSQL, which
// should not be more than so many times the first one's.
const parts = {
    compare: {
        questions: { one, list },
        contenders: {
            proeftuin: 'proeftuin',
            fastify: 'fastify',
            cluster: 'fastify, a process a core',
            tuned: 'the same, tuned by hand',
            pgbench: 'pgbench'
        },
        comparisons: [
            { question: 'one', contender: 'fastify', target: 3.5 },
            { question: 'one', contender: 'cluster' },
            { question: 'one', contender: 'tuned' },
            { question: 'one', contender: 'pgbench', target: 0.45 },
            { question: 'list', contender: 'fastify', target: 6 },
            { question: 'list', contender: 'cluster' },
            { question: 'list', contender: 'tuned' },
            { question: 'list', contender: 'pgbench', target: 0.55 }
        ]
    },
    nginx: {
        questions: { live: 'A constant answer' },
        contenders: { proeftuin: 'proeftuin', nginx: 'nginx' },
        comparisons: [{ question: 'live', contender: 'nginx', target: 0.8 }]
    },
    writes: {
        questions: { patch: 'A change of one pilot', post: 'A new pilot' },
        contenders: { logged: 'with the change log', unlogged: 'without it' },
        comparisons: ['patch', 'post'].map((question) => ({ question, contender: 'unlogged', target: 0.6 }))
    },
    growth: {
        questions: { one, list, filtered: 'A list by domain', status: 'A list by status' },
        contenders: {
            1000: 'among 1,000 pilots',
            10000: 'among 10,000',
            100000: 'among 100,000',
            huge: 'among 100,000 of one owner'
        },
        comparisons: ['one', 'list', 'filtered', 'status'].flatMap((question) => [
            { question, contender: '10000', most: 1.15 },
            { question, contender: '100000', most: 1.15 },
            { question, contender: 'huge', most: 1.15 }
        ])
    }
}

const [part, file] = process.argv.slice(2)
const { questions, contenders, comparisons } = parts[part]
const [first] = Object.keys(contenders)

const results = readFileSync(file, 'utf8').trim().split('\n').map((line) => {
    const [round, question, contender, ...figures] = line.split(' ')
    const [rate, server, postgres, load] = figures.map(Number)
    const [cost, perSecond] = [server + postgres, 1e6 / (server + postgres + load)]
    return { round, question, contender, rate, server, postgres, load, cost, perSecond }
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

/** How many times another's figure a contender's is: the median of the rounds. */
function ratio(question, contender, other, name) {
    const others = Object.fromEntries(measured(question, other).map((row) => [row.round, row[name]]))
    return median(measured(question, contender).map((row) => row[name] / others[row.round]))
}

const verdict = (reached, target) => `, ${reached ? 'reached' : 'not reached'} (${target})`

function compareRates({ question, contender, target }) {
    const times = ratio(question, first, contender, 'rate')
    return `${times.toFixed(2)} times ${contenders[contender]}${target ? verdict(times >= target, target) : ''}; ` +
        `by CPU time ${ratio(question, first, contender, 'perSecond').toFixed(2)}`
}

function compareCosts({ question, contender, most }) {
    const times = ratio(question, contender, first, 'cost')
    return `${contenders[contender]} it costs ${times.toFixed(2)} times what it costs ${contenders[first]}` +
        verdict(times <= most, `at most ${most}`)
}

console.log()
for (const comparison of comparisons) {
    const said = comparison.most ? compareCosts(comparison) : compareRates(comparison)
    console.log(`${questions[comparison.question]}: `.padEnd(24) + said)
}
console.log()
