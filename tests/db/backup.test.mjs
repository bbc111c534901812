// Back up and restore, as docs/operations.md says: the restored register gives the same answers as the one that was backed up.
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { after, before, describe, test } from 'node:test'
import { createDatabase, databaseUrl, dropDatabase, startServer } from '../support/server.mjs'

const run = promisify(execFile)
const host = process.env.PROEFTUIN_TEST_PGHOST
const isRoot = process.getuid() === 0

/** PostgreSQL's programs refuse to run as root. */
const asPostgres = (program, ...args) => {
    const identity = isRoot ? ['--reuid=postgres', '--regid=postgres', '--init-groups'] : []
    return ['setpriv', [...identity, '--pdeathsig', 'INT', '--', program, ...args]]
}

/** Everything that a client can read: each list, page after page, with its rows' parts, computed fields and entity tags. */
async function contents(server) {
    const all = {}
    const { json: index } = await server.get('/v1')
    for (const { name } of index.results) {
        all[name] = []
        for (let path = `/v1/${name}?limit=200`; path; ) {
            const { status, json, text } = await server.get(path)
            assert.equal(status, 200, text)
            all[name].push(...json.results)
            path = json.next?.replace(/^https?:\/\/[^/]+/, '')
        }
    }
    all.whole = {}
    for (const { id } of all.pilots) {
        const { headers, text } = await server.get(`/v1/pilots/${id}`)
        all.whole[id] = [headers.etag, text]
    }
    const { text } = await server.get('/v1/findings?municipality=gm1509&asOf=2018-09-12')
    return { ...all, findings: text }
}

let server, backedUp, directory
before(async () => {
    directory = mkdtempSync('/tmp/proeftuin-backup-')
    if (isRoot) {
        const [uid, gid] = ['-u', '-g'].map((option) => Number(execFileSync('id', [option, 'postgres'])))
        chownSync(directory, uid, gid)
    }
    server = await startServer({ sample: true })
    const made = await server.post('/v1/pilots', { municipality: 'gm1509', title: 'Na de back-up bewaard: é, \u{1F600}', kind: 'pilot' })
    assert.equal(made.status, 201, made.text)
    assert.equal((await server.patch(`/v1/pilots/${made.json.id}`, { summary: 'regel 1\nregel 2' })).status, 200)
    backedUp = await contents(server)
    assert.ok(backedUp.pilots.length > 19 && Object.keys(backedUp.whole).length === backedUp.pilots.length)
})
after(async () => {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
})

/** What is asked of a restored database: the same answers, and that it can be written to. */
async function isTheSame(restored) {
    assert.deepEqual(await contents(restored), backedUp)
    const { status, text } = await restored.post('/v1/pilots', { municipality: 'gm1509', title: 'Erna', kind: 'pilot' })
    assert.equal(status, 201, text)
}

describe('a restored register is the one that was backed up', () => {
    test('by pg_dump and pg_restore', async () => {
        const dump = `${directory}/proeftuin.dump`
        const [program, args] = asPostgres('pg_dump', '--format=custom', `--file=${dump}`, databaseUrl(server.database))
        await run(program, args)
        const database = await createDatabase()
        const into = ['--exit-on-error', '--no-owner', '--role=proeftuin', '-h', host, '-U', 'proeftuin', `--dbname=${database}`, dump]
        await run('pg_restore', into)
        const restored = await startServer({ database })
        await isTheSame(restored)
        await restored.stop()
        await dropDatabase(database)
    })

    test('by pg_basebackup', async () => {
        const data = `${directory}/base`
        const [copy, how] = asPostgres('pg_basebackup', `--pgdata=${data}`, '--wal-method=stream', '--checkpoint=fast', '-h', host, '-U', 'postgres')
        await run(copy, how)
        const [program, args] = asPostgres(`${process.env.PATH.split(':')[0]}/postgres`, '-D', data, '-k', directory, '-c', 'listen_addresses=', '-c', 'fsync=off')
        const postgres = spawn(program, args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
        let log = ''
        postgres.stderr.on('data', (text) => (log += text))
        const ended = new Promise((resolve) => postgres.on('close', resolve))
        try {
            for (let tries = 0; tries < 6000; tries++, await sleep(50))
                if (await run('pg_isready', ['-q', '-h', directory]).then(() => true, () => false)) break
            const url = `postgresql://proeftuin@/${server.database}?host=${encodeURIComponent(directory)}`
            const restored = await startServer({ database: server.database, env: { DATABASE_URL: url } })
            await isTheSame(restored)
            await restored.stop()
        } catch (error) {
            throw new Error(`${error.message}\n${log}`, { cause: error })
        } finally {
            postgres.kill('SIGINT')
            await ended
        }
    })
})
