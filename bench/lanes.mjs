// What bench/lanes measures, as a client: lanes.mjs SOCKET PID ROWS ROUNDS.
import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { key } from '../tests/support/keys.mjs'

const [socketPath, pid, rows, rounds] = process.argv.slice(2).map((word, at) => (at === 0 ? word : Number(word)))
const samples = 2000 // at least, of a quiet round; a loaded one lasts as long as its export
const blocked = 10
let changes = 0 // what changes nothing needs no lock
const authorization = { Authorization: `Bearer ${key}` }

/** Asks for one path over a connection that stays open, once after another, and calls `take` with the microseconds of each. */
async function ask(path, goOn, take) {
    const socket = net.connect(socketPath)
    const question = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
    await once(socket, 'connect')
    let text = ''
    let length
    let whole
    socket.setEncoding('latin1').on('data', (piece) => {
        text += piece
        const head = text.indexOf('\r\n\r\n')
        if (head < 0) return
        length ??= head + 4 + Number(/content-length: (\d+)/i.exec(text)[1])
        if (text.length >= length) whole()
    })
    while (goOn()) {
        const start = process.hrtime.bigint()
        await new Promise((resolve) => {
            whole = resolve
            socket.write(question)
        })
        take(Number(process.hrtime.bigint() - start) / 1000)
        if (!text.startsWith('HTTP/1.1 200')) throw new Error(text.slice(0, 300))
        text = ''
        length = undefined
    }
    socket.destroy()
}

function request(method, path, body, headers = {}) {
    return new Promise((resolve, reject) => {
        const asked = http.request({ socketPath, path, method, agent: false, headers: { 'Content-Type': 'application/json', ...authorization, ...headers } }, async (response) => {
            let text = ''
            for await (const piece of response) text += piece
            resolve({ status: response.statusCode, text })
        })
        asked.on('error', reject).end(body && JSON.stringify(body))
    })
}

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024

async function measure(path, goOn) {
    const times = []
    await ask(path, () => goOn(times.length), (time) => times.push(time))
    times.sort((a, b) => a - b)
    return { median: quantile(times, 0.5), tail: quantile(times, 0.99), count: times.length }
}

/** The measurement while ten writers are blocked and an export runs, from its first byte to its last. */
async function measureLoaded(path, locked) {
    const holder = spawn('psql', ['-Xq', process.env.DATABASE_URL], { stdio: ['pipe', 'pipe', 'inherit'] })
    holder.stdin.write(`BEGIN; UPDATE document SET title = title WHERE id = '${locked}';\n\\echo locked\n`)
    await once(holder.stdout, 'data')
    let ended = false
    const statuses = {}
    const writers = Array.from({ length: blocked }, async () => {
        while (!ended) {
            const { status } = await request('PATCH', `/v1/documents/${locked}`, { title: `Changed ${++changes}` })
            statuses[status] = (statuses[status] ?? 0) + 1
        }
    })
    // A program of its own: what it reads must not delay our clock.
    const started = process.hrtime.bigint()
    const taken = promisify(execFile)('curl', ['-sS', '--fail', '--unix-socket', socketPath, '-H', 'Accept: text/csv', '-o', '/dev/null', '-w', '%{size_download}', 'http://x/v1/documents'])
    let exporting = true
    taken.finally(() => (exporting = false)).catch(() => {})
    const result = await measure(path, () => exporting)
    const bytes = Number((await taken).stdout)
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    ended = true
    holder.stdin.end('ROLLBACK;\n')
    await Promise.all([...writers, once(holder, 'close')])
    return { ...result, bytes, seconds, statuses }
}

/** The measurement beside a program that only spins: what it costs any server on this machine that a core is busy. */
async function measureBesideSpinner(path) {
    const spinner = spawn('sh', ['-c', 'while :; do :; done'])
    try {
        return await measure(path, (count) => count < samples)
    } finally {
        spinner.kill()
    }
}

const [{ id: locked }] = JSON.parse((await request('GET', '/v1/documents?limit=1&fields=id')).text).results
const made = await request('POST', '/v1/pilots', { municipality: 'gm1509', reference: 'lanes', title: 'Lanes', kind: 'pilot', public: true })
const path = `/v1/pilots/${JSON.parse(made.text).id}`
const ratios = { median: [], tail: [], spunMedian: [], spunTail: [] }
await measure(path, (count) => count < samples)
const before = memory()
for (let round = 1; round <= rounds; round++) {
    const quiet = await measure(path, (count) => count < samples)
    const loaded = await measureLoaded(path, locked)
    const spun = await measureBesideSpinner(path)
    ratios.median.push(loaded.median / quiet.median)
    ratios.tail.push(loaded.tail / quiet.tail)
    ratios.spunMedian.push(spun.median / quiet.median)
    ratios.spunTail.push(spun.tail / quiet.tail)
    console.log(`round ${round}: quiet ${quiet.median.toFixed(0)} us, 99 % ${quiet.tail.toFixed(0)} us; loaded ${loaded.median.toFixed(0)} us, 99 % ${loaded.tail.toFixed(0)} us ` +
        `(${loaded.count} reads while ${rows} rows, ${(loaded.bytes / 1e6).toFixed(0)} MB, left in ${loaded.seconds.toFixed(1)} s; writes ${JSON.stringify(loaded.statuses)})`)
}
const middle = (list) => quantile([...list].sort((a, b) => a - b), 0.5)
const verdict = (ratio, target) => `${ratio.toFixed(2)} times quiet (target: under ${target}, ${ratio < target ? 'reached' : 'missed'})`
console.log(`median: ${verdict(middle(ratios.median), 2)}`)
console.log(`99th percentile: ${verdict(middle(ratios.tail), 5)}`)
console.log(`for comparison, beside a program that only spins: median ${middle(ratios.spunMedian).toFixed(2)}, 99th percentile ${middle(ratios.spunTail).toFixed(2)} times quiet`)
console.log(`memory of the daemon: ${before.toFixed(1)} MiB before, ${memory().toFixed(1)} MiB after`)
