// Daemons that share a listening socket under a service manager: tests/support/supervisor, which behaves as systemd does.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { databaseUrl, unlimited } from './server.mjs'

const supervisor = fileURLToPath(new URL('supervisor', import.meta.url))
const patience = 300_000 // milliseconds: for a daemon that hangs

/**
 * Starts a service manager with a listening socket.
 * @param {string} database that its daemons serve
 * @param {object} [options]
 * @param {string} [options.listen] address:port or the path of a socket
 * @param {object} [options.env] settings of the daemons
 */
export async function startSupervisor(database, { listen = '127.0.0.1:0', env = {} } = {}) {
    const directory = mkdtempSync('/tmp/proeftuin-supervisor-')
    const program = [process.env.PROEFTUIN_TEST_BINARY, 'serve']
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', supervisor, listen, ...program], {
        cwd: directory,
        env: { ...process.env, ...unlimited, DATABASE_URL: databaseUrl(database), ...env },
        stdio: ['pipe', 'pipe', 'pipe'],
    })
    const ended = new Promise((resolve) => child.on('close', resolve))
    const lines = []
    const waiting = new Set()
    const hear = (line) => {
        lines.push(line)
        for (const look of waiting) look()
    }
    createInterface({ input: child.stdout }).on('line', hear)
    createInterface({ input: child.stderr }).on('line', (line) => hear(`stderr ${line}`))

    /** Resolves with the match once a line, from number `from` on, is like this. */
    const line = (pattern, from = 0) =>
        new Promise((resolve, reject) => {
            const look = () => {
                const match = lines.slice(from).map((text) => pattern.exec(text)).find(Boolean)
                if (match) resolve(match), clearTimeout(timer), waiting.delete(look)
            }
            const late = () => reject(new Error(`no line like ${pattern}:\n${lines.join('\n')}`))
            const timer = setTimeout(late, patience)
            waiting.add(look)
            look()
        })

    const [, port] = await line(/^listening (.*)/)
    return {
        url: port.startsWith('/') ? port : `http://127.0.0.1:${port}`,
        lines,
        line,
        /** Starts a daemon on the socket; resolves with its process number, and does not wait until it is ready. */
        async start() {
            const from = lines.length
            child.stdin.write('start\n')
            return Number((await line(/^started (\d+)/, from))[1])
        },
        ready: (pid) => line(new RegExp(`^said ${pid} READY=1`)),
        /** Resolves with how a daemon ended: its status, or `signal N`. */
        async end(pid) {
            return (await line(new RegExp(`^ended ${pid} (.*)`)))[1]
        },
        async stop() {
            child.stdin.end()
            await ended
            rmSync(directory, { recursive: true, force: true })
        },
    }
}
