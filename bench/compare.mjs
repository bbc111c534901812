// Whether two servers give the same answers, before anybody measures how fast.
//
//     node compare.mjs URL URL < paths
//
// Ends with 1 when two answers differ as JSON, and says so when only their bytes do. Left out are the line end behind the JSON text
// and the hash at the beginning of a cursor, which is its maker's own.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

const [ours, theirs] = process.argv.slice(2)
const paths = readFileSync(0, 'utf8').trim().split('\n')
const same = (text) => text.trimEnd().replace(/(cursor=)[\w-]{6}/, '$1')

const headers = { Authorization: `Bearer ${process.env.BENCH_KEY}` }

let differing = 0
for (const path of paths) {
    const responses = await Promise.all([fetch(ours + path, { headers }), fetch(theirs + path, { headers })])
    const [a, b] = await Promise.all(responses.map(async (response) => same(await response.text())))
    assert.deepEqual(responses.map(({ status }) => status), [200, 200], path)
    assert.deepEqual(JSON.parse(b), JSON.parse(a), path)
    differing += a !== b
}
console.log(`${paths.length} answers compared: the same JSON, ${differing ? `but other bytes in ${differing}` : 'to the byte'}`)
