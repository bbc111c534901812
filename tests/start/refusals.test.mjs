// ./run: two instances side by side, and what is refused. Nothing that is refused or broken off leaves a process
// behind.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { dataDirectory, family, removeDirectory, start, survivors } from './instance.mjs'

const directories = [dataDirectory(), dataDirectory(), dataDirectory()]
const [firstData, secondData, thirdData] = directories
let first
let client

before(async () => {
    first = start({ PROEFTUIN_DATA: firstData })
    client = await first.ready()
})

after(async () => {
    client?.close()
    await first.interrupt()
    directories.forEach(removeDirectory)
})

/** All processes that ./run has had while it did not get ready, and its exit status. */
async function watch(instance) {
    const seen = new Map()
    const look = setInterval(() => family(instance.pid).forEach((member) => seen.set(member.pid, member)), 10)
    const status = await instance.ended
    clearInterval(look)
    return { status, seen: [...seen.values()] }
}

test('a second instance with data and address of its own runs beside the first', async (t) => {
    const second = start({ PROEFTUIN_DATA: secondData })
    t.after(() => second.interrupt())
    const other = await second.ready()
    assert.notEqual(other.url, client.url)
    for (const { get } of [client, other]) assert.equal((await get('/v1/pilots')).status, 200)
    other.close()
    assert.equal(await second.interrupt(), 0)
    assert.equal((await client.get('/v1/pilots')).status, 200)
})

test('the same address is refused, and named', async () => {
    const { host } = new URL(client.url)
    const second = start({ PROEFTUIN_DATA: secondData, PROEFTUIN_LISTEN: host })
    const { status, seen } = await watch(second)
    assert.notEqual(status, 0)
    assert.ok(second.said.stderr.includes(host), second.said.stderr)
    assert.deepEqual(await survivors(seen), [])
    assert.equal((await client.get('/v1/pilots')).status, 200)
})

test('the same data is refused, with the way out, and the first goes on', async () => {
    const second = start({ PROEFTUIN_DATA: firstData })
    const { status, seen } = await watch(second)
    assert.equal(status, 1)
    assert.match(second.said.stderr, /is in use by another \.\/run \(process \d+\).*PROEFTUIN_DATA/s)
    assert.deepEqual(await survivors(seen), [])
    assert.equal((await client.get('/v1/pilots')).status, 200)
})

test('an interruption while it starts leaves nothing', async () => {
    const instance = start({ PROEFTUIN_DATA: thirdData })
    const watched = watch(instance)
    await instance.says(/starting PostgreSQL/)
    instance.signal('SIGTERM')
    const { status, seen } = await watched
    assert.equal(status, 143, instance.said.stderr)
    assert.deepEqual(await survivors(seen), [])
})

test('a database that is not there is an error, with a status', async () => {
    const instance = start({ DATABASE_URL: 'postgresql://nobody@/nothing?host=/nonexistent' })
    const { status, seen } = await watch(instance)
    assert.notEqual(status, 0)
    assert.notEqual(instance.said.stderr, '')
    assert.deepEqual(await survivors(seen), [])
})

test('an unknown option is refused, and --help explains', async () => {
    assert.equal((await runWith('--frobnicate')).status, 1)
    const help = await runWith('--help')
    assert.equal(help.status, 0)
    assert.match(help.stdout, /^ +PROEFTUIN_LISTEN /m)
})

function runWith(option) {
    const script = new URL('../../run', import.meta.url).pathname
    return new Promise((resolve) => {
        execFile(script, [option], (error, stdout) => resolve({ status: error?.code ?? 0, stdout }))
    })
}
