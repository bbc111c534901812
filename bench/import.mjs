// The times of an import, with what they should reach.
//
//     node import.mjs RESULTS
//
// A line of RESULTS is a run: what, milliseconds, rows.
import { readFileSync } from 'node:fs'

const target = 3000 // milliseconds, for the whole sample

const runs = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => line.split(' '))
const rows = runs[0][2]

function median(name) {
    const times = runs.filter(([what]) => what === name).map(([, milliseconds]) => Number(milliseconds)).sort((a, b) => a - b)
    return times[times.length >> 1]
}

const [fresh, again, copy] = ['import', 'again', 'copy'].map(median)
console.log(`import of ${rows} rows: `.padEnd(30) + `${fresh} ms, ${fresh < target ? 'reached' : 'not reached'} (${target} ms); ` +
    `${(fresh / copy).toFixed(1)} times \\copy (${copy} ms); ${again} ms when nothing is new`)
