// How long a daemon takes from exec to its first answer of 200: the median of many starts.
//
//     node start.mjs DAEMON SOCKET PATH
//
// The clock runs from before the process is made. A client that tries to connect all the time asks as soon as it can, and asks again
// when the answer is another one. Over a Unix socket: a TCP port that nobody listens on may connect to itself.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const starts = 21
const target = 100 // milliseconds
const patience = 10_000

const [daemon, listen, path] = process.argv.slice(2)

/** Resolves with the status of an answer, or undefined when nobody listens. */
function ask(listen) {
    return new Promise((resolve) => {
        const socket = net.connect(listen, () =>
            socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`))
        socket.setEncoding('latin1')
        socket.once('data', (text) => {
            resolve(Number(text.split(' ')[1]))
            socket.destroy()
        })
        socket.once('error', () => resolve())
        socket.once('close', () => resolve())
    })
}

async function measure() {
    const begin = performance.now()
    const child = spawn(daemon, ['serve'], { env: { ...process.env, PROEFTUIN_LISTEN: listen }, stdio: 'ignore' })
    const ended = once(child, 'exit')
    const elapsed = () => performance.now() - begin
    try {
        for (let status; (status = await ask(listen)) !== 200; await sleep(1))
            if (child.exitCode !== null || elapsed() > patience) throw new Error(`the daemon answers ${status}`)
        return elapsed()
    } finally {
        child.kill('SIGTERM')
        await ended
    }
}

const times = []
for (let i = 0; i < starts; i++) times.push(await measure())
times.sort((a, b) => a - b)
const median = times[starts >> 1]
console.log('cold start: '.padEnd(30) + `${median.toFixed(0)} ms, ${median < target ? 'reached' : 'not reached'} (${target} ms); ` +
    `${starts} starts, from ${times[0].toFixed(0)} to ${times.at(-1).toFixed(0)} ms`)
