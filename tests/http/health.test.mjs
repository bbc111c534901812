// Alive and ready are two things: without its database the service lives, says what it misses, refuses at once, and
// comes back
// by itself.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql, startServer } from '../support/server.mjs'
import { until } from '../support/until.mjs'

let server
before(async () => {
    server = await startServer()
})
after(() => server.stop())

const admit = (allowed) =>
    sql('postgres', `ALTER DATABASE ${server.database} ALLOW_CONNECTIONS ${allowed};
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${server.database}'`)

/** Asks until the answer has this status; the last answer. */
async function eventually(path, status) {
    return until(async () => {
        const response = await server.get(path)
        return response.status === status && response
    }, `${path}: ${status}`)
}

test('without a database', async () => {
    await eventually('/health/ready', 200)
    await admit(false)
    try {
        const ready = await eventually('/health/ready', 503)
        assert.deepEqual(ready.json.missing, ['database'])
        assert.equal(ready.json.code, 'unavailable')
        assert.equal(ready.headers['content-type'], 'application/problem+json')
        assert.deepEqual((await server.get('/health/live')).json, { status: 'alive' })

        for (const path of ['/v1/pilots', '/v1/municipalities/gm1509', '/v1/findings?municipality=gm1509']) {
            const { status, headers, json, text } = await eventually(path, 503)
            assert.deepEqual([status, json.code, json.status], [503, 'unavailable', 503])
            assert.match(headers['retry-after'], /^\d+$/)
            assert.ok(headers['api-version'])
            assert.doesNotMatch(text, /postgres|libpq|socket|database/i)
        }
        // What needs no database is answered; what is wrong by itself is still said to be so.
        assert.equal((await server.get('/v1')).status, 200)
        assert.equal((await server.as(null).get('/v1/pilots?x=1')).status, 400)
        assert.equal((await server.get('/v1/nothing')).status, 404)
    } finally {
        await admit(true)
    }
    assert.deepEqual((await eventually('/health/ready', 200)).json, { status: 'ready', missing: [] })
    assert.equal((await eventually('/v1/municipalities/gm1509', 200)).json.name, 'Oude IJsselstreek')
})
