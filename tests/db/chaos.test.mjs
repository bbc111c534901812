// A few kills of daemon and database under writers, with the verdict of tests/chaos; tests/chaos/run does the same for as long as one
// likes, and proves the checker.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runChaos } from '../chaos/chaos.mjs'
import { seed } from '../support/random.mjs'

test(`nothing acknowledged is lost, nothing is done twice (TEST_SEED=${seed})`, async (t) => {
    const result = await runChaos({ kills: 5, seed, say: (line) => t.diagnostic(line) })
    const { lost, twice, strange, acknowledged, slowest } = result
    t.diagnostic(`${acknowledged} acknowledgements; slowest request ${slowest.toFixed(0)} ms`)
    assert.deepEqual({ lost, twice, strange }, { lost: [], twice: [], strange: [] })
    assert.ok(acknowledged > 50, `only ${acknowledged} writes were acknowledged`)
})
