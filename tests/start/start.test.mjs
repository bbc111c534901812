// ./run: from nothing to answers, stopping and going on with the same data.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { createDatabase, databaseUrl, dropDatabase } from '../support/server.mjs'
import { dataDirectory, family, removeDirectory, start, survivors } from './instance.mjs'

const shell = promisify(execFile)
const pilots = '/v1/pilots?municipality=gm1509'
const data = dataDirectory()
after(() => removeDirectory(data))

const names = (members) => members.map(({ name }) => name)

test('starts from nothing, answers, and stops all that it started on Ctrl-C', async (t) => {
    const instance = start({ PROEFTUIN_DATA: data })
    t.after(() => instance.interrupt())
    const client = await instance.ready()
    const members = family(instance.pid)
    assert.ok(names(members).includes('postgres') && names(members).includes('proeftuind'), `${names(members)}`)

    const { status, json } = await client.get(pilots)
    assert.equal(status, 200)
    assert.ok(json.results.length > 0, 'the sample register is not there')

    client.close()
    assert.equal(await instance.interrupt('SIGINT'), 0, instance.said.stderr)
    assert.deepEqual(await survivors(members), [])
})

test('shows requests that work as they stand', async (t) => {
    const instance = start({ PROEFTUIN_DATA: data })
    t.after(() => instance.interrupt())
    await instance.ready()
    const examples = instance.said.stdout.match(/^ *curl .*$/gm)
    assert.equal(examples.length, 4)
    for (const example of examples) {
        const { stdout } = await shell('sh', ['-c', `${example.trim()} --fail --max-time 300`])
        assert.ok(JSON.parse(stdout), example)
    }
})

test('makes the first key once, for the eyes of who started it alone', async (t) => {
    const file = `${data}/administrator.header`
    const before = readFileSync(file, 'latin1')
    assert.match(before, /^Authorization: Bearer pft_[0-9a-f]{16}_[0-9a-f]{64}_[0-9a-f]{8}\n$/)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const instance = start({ PROEFTUIN_DATA: data })
    t.after(() => instance.interrupt())
    const client = await instance.ready()
    assert.equal(readFileSync(file, 'latin1'), before)
    const { stdout } = await shell('curl', ['-s', '-H', `@${file}`, `${client.url}/v1/me`])
    const { roles, everywhere } = JSON.parse(stdout)
    assert.deepEqual([roles.length, everywhere], [4, true])
    assert.doesNotMatch(instance.said.stdout + instance.said.stderr, /pft_[0-9a-f]/)
    client.close()
})

test('goes on with the same data', async (t) => {
    const answers = []
    for (const signal of ['SIGTERM', 'SIGHUP']) {
        const instance = start({ PROEFTUIN_DATA: data })
        t.after(() => instance.interrupt())
        const client = await instance.ready()
        answers.push((await client.get(pilots)).text)
        client.close()
        instance.signal(signal)
        assert.equal(await instance.ended, 0, instance.said.stderr)
    }
    assert.equal(answers[0], answers[1]) // with the same ids, which are made at random
})

test('stops everything and goes on with the same data after a kill -9', async (t) => {
    const killed = start({ PROEFTUIN_DATA: data })
    await killed.ready()
    const members = family(killed.pid)
    killed.signal('SIGKILL')
    await killed.ended

    const next = start({ PROEFTUIN_DATA: data })
    t.after(() => next.interrupt())
    const client = await next.ready()
    assert.deepEqual(await survivors(members), [])
    assert.equal((await client.get(pilots)).status, 200)
    client.close()
    assert.equal(await next.interrupt(), 0)
})

test('ends with the daemon when that ends by itself, and with its status', async (t) => {
    const instance = start({ PROEFTUIN_DATA: data })
    t.after(() => instance.interrupt())
    await instance.ready()
    const members = family(instance.pid)
    process.kill(members.find(({ name }) => name === 'proeftuind').pid, 'SIGKILL')
    assert.equal(await instance.ended, 128 + 9)
    assert.deepEqual(await survivors(members), [])
})

test('listens on the path of a socket', async (t) => {
    const path = `${data}/api.socket`
    const instance = start({ PROEFTUIN_DATA: data, PROEFTUIN_LISTEN: path })
    t.after(() => instance.interrupt())
    await instance.ready()
    const [example] = instance.said.stdout.match(/^ *curl .*$/m)
    assert.match(example, /--unix-socket/)
    const { stdout } = await shell('sh', ['-c', `${example.trim()} --fail --max-time 300`])
    assert.ok(JSON.parse(stdout).results.length > 0)
})

test('uses the server of DATABASE_URL and starts none', async (t) => {
    const database = await createDatabase()
    const unused = `${data}/unused`
    const instance = start({ DATABASE_URL: databaseUrl(database), PROEFTUIN_DATA: unused })
    t.after(() => dropDatabase(database))
    t.after(() => instance.interrupt())
    const client = await instance.ready()
    assert.ok(!names(family(instance.pid)).includes('postgres'))
    assert.ok(!existsSync(unused))
    assert.ok((await client.get(pilots)).json.results.length > 0)
    client.close()
})
