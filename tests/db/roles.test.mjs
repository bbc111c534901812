// The role that the service serves as: made by whoever comes first, or by a database administrator beforehand.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { startCluster } from '../support/cluster.mjs'
import { startServer } from '../support/server.mjs'

const run = promisify(execFile)
let cluster
before(async () => {
    cluster = await startCluster()
})
after(() => cluster?.destroy())

const urlOf = (database, role = 'proeftuin') => `postgresql://${role}@/${database}?host=${encodeURIComponent(cluster.home)}`

/** `proeftuind migrate`, as some role. */
const migrate = (database, role) =>
    run(process.env.PROEFTUIN_TEST_BINARY, ['migrate'], { env: { ...process.env, DATABASE_URL: urlOf(database, role) } }).then(
        () => ({ status: 0, stderr: '' }),
        ({ code, stderr }) => ({ status: code, stderr }),
    )

const roleExists = async () => (await cluster.sql(`SELECT FROM pg_roles WHERE rolname = 'proeftuin_app'`)).length > 0

test('where the login role may make no roles, it is told what to ask for', async () => {
    await cluster.sql('CREATE ROLE modest LOGIN')
    await cluster.sql('CREATE DATABASE modest OWNER modest')
    const refused = await migrate('modest', 'modest')
    assert.equal(refused.status, 1)
    const [, remedy] = /Let a database administrator run: (CREATE ROLE proeftuin_app NOLOGIN; GRANT proeftuin_app TO modest)/.exec(refused.stderr) ?? []
    assert.ok(remedy, refused.stderr)
    assert.equal(await roleExists(), false)
    await cluster.sql('CREATE ROLE proeftuin_app NOLOGIN')
    const half = await migrate('modest', 'modest')
    assert.match(half.stderr, /GRANT proeftuin_app TO modest/)
    await cluster.sql('GRANT proeftuin_app TO modest')
    assert.deepEqual(await migrate('modest', 'modest'), { status: 0, stderr: '' })
    const server = await startServer({ database: 'modest', env: { DATABASE_URL: urlOf('modest', 'modest') } })
    assert.equal((await server.as(null).get('/v1/pilots')).status, 200)
    await server.stop()
    await cluster.sql('DROP DATABASE modest')
    await cluster.sql('DROP ROLE proeftuin_app')
})

test('databases that migrate at the same moment share it', async () => {
    const names = Array.from({ length: 6 }, (_, n) => `together_${n}`)
    for (const name of names) await cluster.sql(`CREATE DATABASE ${name} OWNER proeftuin`)
    const results = await Promise.all(names.map((name) => migrate(name)))
    assert.deepEqual(results, names.map(() => ({ status: 0, stderr: '' })))
    for (const name of names) await cluster.sql(`DROP DATABASE ${name}`)
})

test('a role that row security does not hold is refused', async () => {
    await cluster.sql('ALTER ROLE proeftuin_app BYPASSRLS')
    await cluster.sql('CREATE DATABASE careless OWNER proeftuin')
    const { status, stderr } = await migrate('careless')
    assert.equal(status, 1)
    assert.match(stderr, /NOBYPASSRLS/)
})
