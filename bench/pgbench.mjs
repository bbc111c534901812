// Writes a script for pgbench from what the daemon does for one request (bench/statements.mjs): the same statements, in a pipeline
// when there are several, as the daemon sends them.
//
//     node pgbench.mjs STATEMENTS.json QUESTION BATCH > script
//
// pgbench can't draw a text at random, so a script draws a row of BATCH keys from the table bench.keys and then asks for each.
import { readFileSync } from 'node:fs'

const [file, question, batch] = process.argv.slice(2)
const { rows, parts } = JSON.parse(readFileSync(file, 'utf8'))[question]
const statements = [rows.sql, ...parts.map(({ sql }) => sql)]
const keys = Array.from({ length: batch }, (_, i) => `k${i + 1}`)

const ask = (key) => {
    const lines = statements.map((sql) => `${sql.replaceAll('$1', `:${key}`)};`)
    return lines.length > 1 ? ['\\startpipeline', ...lines, '\\endpipeline'] : lines
}

console.log([
    '\\set n random(1, :batches)',
    `SELECT ${keys.map((key, i) => `keys[${i + 1}] AS ${key}`)} FROM bench.keys WHERE question = '${question}' AND n = :n \\gset`,
    ...keys.flatMap(ask)
].join('\n'))
