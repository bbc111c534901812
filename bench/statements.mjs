// Asks the daemon, in the log of whose PostgreSQL every statement stands, for one pilot and for a list, and writes down what it
// did: the statements, and the names of the members that their columns became. So the others that bench/run compares do the same work,
// and nobody has to write it twice.
//
//     node statements.mjs URL LOG PILOT MUNICIPALITY > statements.json
//
// The pilot must have one of each part, since their members' names are read from the answer.
import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'

const [url, log, pilot, municipality] = process.argv.slice(2)

/** Who calls is the daemon's own business: the others answer everybody, without row security. */
const isOfCaller = (sql) => /proeftuin_key|set_config\('proeftuin\.scope'/.test(sql)

/** The answer to a request, and the statements that PostgreSQL saw meanwhile. Their one parameter is the key. */
async function watch(path, key) {
    const start = statSync(log).size
    const response = await fetch(url + path, { headers: { Authorization: `Bearer ${process.env.BENCH_KEY}` } })
    assert.equal(response.status, 200, path)
    const answer = await response.json()
    const text = readFileSync(log).subarray(start).toString()
    const logged = [...text.matchAll(/LOG: {2}execute \w+: (.*)\n.*DETAIL: {2}parameters: (.*)/g)].filter(([, sql]) => !isOfCaller(sql))
    const [statements, parameters] = [1, 2].map((at) => logged.map((found) => found[at]))
    assert(statements.length > 0, `no statements in ${log}`)
    assert.deepEqual(parameters, statements.map(() => `$1 = '${key}'`), `other parameters than the key: ${path}`)
    return { answer, statements }
}

/** A statement by a key, with the member that each column becomes; null: none, it is for the daemon itself. */
function describe(sql, key, members) {
    const selected = sql.match(/^SELECT (.*?) FROM /)[1].split(', ').length
    const own = selected - members.length // they come first
    assert(own === 0 || own === 1, `${selected} columns for ${members.length} members: ${sql}`)
    return { sql, key, columns: [...Array(own).fill(null), ...members] }
}

async function watchOne() {
    const { answer, statements } = await watch(`/v1/pilots/${pilot}`, pilot)
    const names = Object.keys(answer)
    const parts = names.slice(names.length - (statements.length - 1)) // each has a statement of its own, and they come last
    return {
        rows: describe(statements[0], pilot, names.slice(0, -parts.length)),
        parts: parts.map((name, i) => ({ name, ...describe(statements[i + 1], pilot, Object.keys(answer[name][0])) }))
    }
}

async function watchList() {
    const { answer, statements } = await watch(`/v1/pilots?municipality=${municipality}&limit=50`, municipality)
    assert.equal(statements.length, 1)
    return { rows: describe(statements[0], municipality, Object.keys(answer.results[0])), parts: [] }
}

console.log(JSON.stringify({ one: await watchOne(), list: await watchList() }, null, 2))
