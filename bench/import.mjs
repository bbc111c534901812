// The times of imports, with what they should reach.
//
//     node import.mjs RESULTS SAMPLE-ROWS
//
// A line of RESULTS is a run: what, milliseconds, and the rows of the generated register.
import { readFileSync } from 'node:fs'

const target = 3000 // milliseconds, for the whole sample, and for as many rows as the generated register has

const runs = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => line.split(' '))
const rows = runs.find(([what]) => what === 'import')[2]

function median(name) {
    const times = runs.filter(([what]) => what === name).map(([, milliseconds]) => Number(milliseconds)).sort((a, b) => a - b)
    return times[times.length >> 1]
}

const [sample, sampleAgain, fresh, again, copy] = ['sample', 'sample-again', 'import', 'again', 'copy'].map(median)
const judged = (milliseconds) => `${milliseconds} ms, ${milliseconds < target ? 'reached' : 'not reached'} (${target} ms)`
console.log(`import of the sample, ${process.argv[3]} rows: `.padEnd(36) + `${judged(sample)}; ${sampleAgain} ms when nothing is new`)
console.log(`import of ${rows} generated rows: `.padEnd(36) + `${judged(fresh)}; ${(fresh / copy).toFixed(1)} times \\copy (${copy} ms); `
    + `${again} ms when nothing is new`)
