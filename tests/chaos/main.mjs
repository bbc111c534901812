// tests/chaos/run: its arguments, what it prints, how it ends.
import { runChaos } from './chaos.mjs'

const prove = process.argv.includes('--prove')
const [kills = prove ? 10 : 100] = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument)).map(Number)
const sync = !prove && process.env.CHAOS_SYNC !== 'off'
const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 32))
const say = (line) => console.log(`chaos: ${line}`)

say(`${kills} kills, synchronous_commit ${sync ? 'on' : 'off'}, CHAOS_SEED=${seed}`)
const start = performance.now()
const only = prove ? ['postmaster killed', 'database crashed'] : undefined
const result = await runChaos({ kills, sync, only, seed, say })

const listed = (counts) => Object.entries(counts).sort().map(([name, n]) => `${name} ${n}`).join(', ')
const returns = result.returns.sort((a, b) => a - b)
say(`killed: ${listed(result.kills)}`)
say(`requests: ${listed(result.counts)}`)
say(`slowest request ${result.slowest.toFixed(0)} ms; first write after a return: median ${returns[returns.length >> 1].toFixed(0)} ms, ` +
    `slowest ${returns.at(-1).toFixed(0)} ms; ${((performance.now() - start) / 1000).toFixed(0)} s in all`)
for (const kind of ['lost', 'twice', 'strange']) {
    for (const words of result[kind].slice(0, 10)) say(`${kind}: ${words}`)
    if (result[kind].length > 10) say(`${kind}: and ${result[kind].length - 10} more`)
}
say(`${result.acknowledged} acknowledgements against ${result.rows} rows: ${result.lost.length} lost, ${result.twice.length} done twice, ` +
    `${result.strange.length} strange`)

const sound = result.lost.length + result.twice.length + result.strange.length === 0
if (prove) say(result.lost.length > 0 ? 'PROVEN: the checker finds loss where there is loss' : 'NOT PROVEN: nothing was lost, or the checker is blind')
else say(sound ? 'SOUND: nothing lost, nothing done twice' : 'BROKEN')
process.exit((prove ? result.lost.length > 0 : sound) ? 0 : 1)
