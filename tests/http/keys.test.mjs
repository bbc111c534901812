// API keys: making, using, ending them; by the command line and by administrators over HTTP.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { key as usual } from '../support/keys.mjs'
import { assertFaults, assertProblem } from '../support/problems.mjs'
import { command, startServer } from '../support/server.mjs'
import { until } from '../support/until.mjs'

const form = /^pft_([0-9a-f]{16})_[0-9a-f]{64}_[0-9a-f]{8}$/
let server
before(async () => {
    server = await startServer()
})
after(() => server?.stop())

const create = async (...args) => {
    const { status, stdout, stderr } = await command(server.database, 'key', 'create', '--label', 'test', ...args)
    assert.equal(status, 0, stderr)
    assert.match(stdout.trim(), form)
    return stdout.trim()
}
const idOf = (key) => form.exec(key)[1]
const reader = (...args) => create('--role', 'reader', '--everywhere', ...args)
const me = (key, options) => server.as(key).get('/v1/me', options)

/** Another last digit of the checksum, of the secret or of the id, and for the last two a checksum that fits. */
const flip = (text, at) => text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1)

describe('a key', () => {
    test('is shown once, and kept as a hash', async () => {
        const key = await reader()
        const [row] = await server.sql(`SELECT key_id, encode(hash, 'hex') AS hash, octet_length(hash) AS size, created_by FROM api_key WHERE key_id = '${idOf(key)}'`)
        assert.deepEqual([row.size, row.created_by], ['32', 'system:command'])
        const secret = key.split('_')[2]
        const dump = JSON.stringify(await server.sql('SELECT to_jsonb(k) AS row FROM api_key k'))
        assert.ok(!dump.includes(secret))
        assert.equal((await me(key)).json.keyId, idOf(key))
    })

    test('is found by the form that the guide gives', async () => {
        const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
        const [, pattern] = /`(pft_[^`]*)`/.exec(guide)
        assert.match(await reader(), new RegExp(`^${pattern}$`))
        assert.match(usual, new RegExp(`^${pattern}$`))
    })

    test('that is wrong anywhere gets the same 401 as any other', async () => {
        const key = await reader()
        const revoked = await reader()
        assert.equal((await command(server.database, 'key', 'revoke', idOf(revoked))).status, 0)
        const expired = await reader('--expires', '2020-01-01')
        // A key that fits the form and its checksum, of an id that exists and of one that does not.
        const stranger = await reader()
        await server.sql(`UPDATE api_key SET hash = sha256('x') WHERE key_id = '${idOf(stranger)}'`)
        const gone = await reader()
        await server.sql(`DELETE FROM api_key WHERE key_id = '${idOf(gone)}'`)
        const headers = [revoked, expired, stranger, gone, flip(key, 10), flip(key, 40), flip(key, key.length - 1), key.slice(0, -1), `${key}0`, key.toUpperCase(), 'x', '']
            .map((text) => `Bearer ${text}`).concat([`Basic ${Buffer.from(`x:${key}`).toString('base64')}`, key, 'Bearer', `Token ${key}`])
        const answers = await Promise.all(headers.map((Authorization) => server.get('/v1/me', { headers: { Authorization } })))
        for (const [at, answer] of answers.entries()) {
            assertProblem(answer, 401, 'unauthenticated')
            assert.equal(answer.headers['www-authenticate'], 'Bearer realm="proeftuin", error="invalid_token"', headers[at])
            assert.equal(answer.text, answers[0].text)
        }
        assert.equal((await me(key)).status, 200)
        for (const Authorization of [`bearer ${key}`, `BEARER   ${key}`]) assert.equal((await server.get('/v1/me', { headers: { Authorization } })).status, 200)
    })

    test('stands in the header and nowhere else', async () => {
        const key = await reader()
        for (const name of ['key', 'api_key', 'access_token', 'apiKey'])
            assertFaults(await server.as(null).get(`/v1/pilots?${name}=${key}`), { [name]: 'parameter.unknown' }, 'query')
        const { json } = await server.as(null).get('/v1/me', { headers: { 'X-Api-Key': key, Cookie: `key=${key}` } })
        assert.equal(json.actor, 'anonymous')
    })

    test('works through its last day', async () => {
        const [{ today }] = await server.sql('SELECT proeftuin_today() AS today')
        const { status, json } = await me(await reader('--expires', today))
        assert.deepEqual([status, json.expiresOn], [200, today])
    })

    test('stops working on every instance within a second after it was revoked', async (t) => {
        const other = await startServer({ database: server.database })
        t.after(() => other.stop())
        const key = await reader()
        const clients = [server.as(key), other.as(key)]
        t.after(() => clients.forEach((client) => client.close()))
        for (const client of clients) assert.equal((await client.get('/v1/me')).status, 200)
        const { json } = await server.get(`/v1/api-keys?keyId=${idOf(key)}`)
        assert.equal((await server.del(`/v1/api-keys/${json.results[0].id}`)).status, 204)
        // Asked later than a second after the answer, in whatever time that takes here: no instance takes it.
        await new Promise((resolve) => setTimeout(resolve, 1000))
        for (const client of clients) for (let n = 0; n < 4; n++) assert.equal((await client.get('/v1/me')).status, 401)
        assert.equal((await server.del(`/v1/api-keys/${json.results[0].id}`)).status, 204)
        const [{ version }] = await server.sql(`SELECT version FROM api_key WHERE key_id = '${idOf(key)}'`)
        assert.equal(version, '2')
    })

    test('has its use noted, but not at every use', async () => {
        const key = await reader()
        const used = async () => (await server.sql(`SELECT last_used_at AS at FROM api_key WHERE key_id = '${idOf(key)}'`))[0].at
        assert.equal(await used(), null)
        await me(key)
        await until(async () => (await used()) !== null, 'the use is noted')
        const first = await used()
        for (let n = 0; n < 20; n++) await me(key)
        assert.equal(await used(), first)
        await server.sql(`UPDATE api_key SET last_used_at = now() - interval '2 minutes' WHERE key_id = '${idOf(key)}'`)
        await until(async () => (await me(key)).status === 200 && (await used()) > first, 'a later use is noted')
    })
})

describe('over HTTP', () => {
    test('an administrator makes one, sees it without its secret, and revokes it', async () => {
        const made = await server.post('/v1/api-keys', { label: 'Zaaksysteem', roles: ['editor', 'controller'], municipalities: ['gm0141'], expiresOn: '2999-12-31' })
        assert.equal(made.status, 201, made.text)
        assert.match(made.json.key, form)
        assert.equal(made.headers['cache-control'], 'no-store')
        assert.equal(made.headers.location, `/v1/api-keys/${made.json.id}`)
        const { key, ...row } = made.json
        assert.deepEqual([row.createdBy, row.revokedAt, row.everywhere, row.keyId], ['key:0000000000000000', null, false, idOf(key)])
        const shown = await server.get(`/v1/api-keys/${row.id}`)
        assert.deepEqual(shown.json, row)
        assert.ok(!JSON.stringify((await server.get('/v1/api-keys?limit=200')).json).includes(key.split('_')[2]))
        assert.deepEqual((await me(key)).json.roles.sort(), ['controller', 'editor'])
        assert.equal((await server.del(`/v1/api-keys/${row.id}`)).status, 204)
        const after = (await server.get(`/v1/api-keys/${row.id}`)).json
        assert.deepEqual([after.revokedBy, after.version], ['key:0000000000000000', 2])
    })

    test('what makes no sense is refused, all at once', async () => {
        const cases = [
            [{}, { '/label': 'field.required', '/roles': 'field.required', '/municipalities': 'rule.oneOf' }],
            [{ label: 'x', roles: ['king'], municipalities: ['gm0141'] }, { '/roles/0': 'code.unknown' }],
            [{ label: 'x', roles: [], municipalities: ['gm0141'] }, { '/roles': 'field.required' }],
            [{ label: 'x', roles: ['reader'], municipalities: ['gm0141'], everywhere: true }, { '/municipalities': 'rule.oneOf' }],
            [{ label: 'x', roles: ['reader'], municipalities: ['gm9999'] }, { '/municipalities': 'reference.unknown' }],
            [{ label: 'x', roles: ['reader'], everywhere: true, keyId: '0000000000000000' }, { '/keyId': 'field.readOnly' }],
            [{ label: 'x', roles: ['reader'], everywhere: true, hash: 'x', key: usual }, { '/hash': 'field.unknown', '/key': 'field.unknown' }],
        ]
        for (const [body, faults] of cases) assertFaults(await server.post('/v1/api-keys', body), faults)
        assertProblem(await server.patch('/v1/api-keys/01900000-0000-7000-8000-000000000001', {}), 405, 'methodNotAllowed')
    })
})

describe('by the command line', () => {
    const run = (...args) => command(server.database, 'key', ...args)

    test('what makes no sense is refused', async () => {
        for (const args of [[], ['frobnicate'], ['create', '--label'], ['create', '--frob', 'x'], ['revoke'], ['list', 'x']]) assert.equal((await run(...args)).status, 2, args.join(' '))
        for (const [args, said] of [
            [['create', '--label', 'x', '--role', 'king', '--everywhere'], /king/],
            [['create', '--label', 'x', '--role', 'reader'], /everywhere, municipalities/],
            [['create', '--label', 'x', '--role', 'reader', '--municipality', 'gm9999'], /municipalities/],
            [['create', '--role', 'reader', '--everywhere'], /label/],
            [['create', '--label', 'x', '--role', 'reader', '--everywhere', '--expires', 'soon'], /expiresOn/],
            [['revoke', '1234'], /no key/],
        ]) {
            const { status, stdout, stderr } = await run(...args)
            assert.deepEqual([status, stdout], [1, ''], args.join(' '))
            assert.match(stderr, said)
        }
    })

    test('lists keys with their state, and no secret', async () => {
        const key = await reader('--expires', '2020-01-01')
        const { stdout } = await run('list')
        assert.match(stdout, new RegExp(`^${idOf(key)}\texpired\treader\teverywhere\t2020-01-01\t-\ttest$`, 'm'))
        assert.ok(!stdout.includes(key.split('_')[2]))
    })

    test('makes a first key only when there is none', async () => {
        const { status, stdout, stderr } = await run('create', '--first', '--label', 'x', '--role', 'administrator', '--everywhere')
        assert.deepEqual([status, stdout], [0, ''])
        assert.match(stderr, /already/)
    })
})

describe('without a key', () => {
    test('nothing is written', async () => {
        const nobody = server.as(null)
        for (const [method, path] of [['POST', '/v1/pilots'], ['PATCH', '/v1/pilots/01900000-0000-7000-8000-000000000001'], ['DELETE', '/v1/municipalities/gm0141']]) {
            const answer = await nobody.request(method, path, { body: method === 'DELETE' ? undefined : {} })
            assertProblem(answer, 401, 'unauthenticated')
            assert.equal(answer.headers['www-authenticate'], 'Bearer realm="proeftuin"')
        }
        nobody.close()
    })

    test('nothing is read either where the operator says so', async (t) => {
        const closed = await startServer({ database: server.database, env: { PROEFTUIN_ANONYMOUS: 'no' } })
        t.after(() => closed.stop())
        const nobody = closed.as(null)
        t.after(() => nobody.close())
        for (const path of ['/v1/pilots', '/v1/municipalities/gm0141', '/v1/me', '/v1/findings?municipality=gm0141', '/v1/changes'])
            assertProblem(await nobody.get(path), 401, 'unauthenticated')
        for (const path of ['/health/live', '/health/ready', '/v1', '/metrics']) assert.equal((await nobody.get(path)).status, 200, path)
        assert.equal((await closed.get('/v1/pilots')).status, 200)
    })
})

test('an idempotency key is its caller\'s own', async () => {
    const [one, other] = [await create('--role', 'editor', '--everywhere'), await create('--role', 'editor', '--everywhere')]
    const post = (key, name) => server.as(key).post('/v1/areas', { municipality: 'gm0141', name, kind: 'district' }, { headers: { 'Idempotency-Key': 'same' } })
    const first = await post(one, 'Een')
    assert.equal((await post(one, 'Een')).json.id, first.json.id)
    const second = await post(other, 'Twee')
    assert.equal(second.status, 201)
    assert.notEqual(second.json.id, first.json.id)
})
