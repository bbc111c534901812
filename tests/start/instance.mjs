// ./run from outside: starts it as a terminal would, and looks at which processes it leaves.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '../support/server.mjs'

const root = new URL('../..', import.meta.url).pathname
const patience = 600_000 // milliseconds: for one that hangs

/** A fresh directory for PROEFTUIN_DATA. */
export const dataDirectory = () => mkdtempSync('/tmp/proeftuin-start-')
export const removeDirectory = (path) => rmSync(path, { recursive: true, force: true })

/** Starts ./run; the result has what it said, and ways to wait for it and to stop it. */
export function start(settings = {}) {
    // A process group of its own, as at a terminal; told to stop should this process be killed.
    const defaults = { PROEFTUIN_BUILD: process.env.PROEFTUIN_TEST_BUILD, PROEFTUIN_LISTEN: '127.0.0.1:0' }
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', `${root}run`], {
        cwd: '/',
        detached: true,
        env: { ...process.env, ...defaults, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (said[name] += text))
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)))

    const instance = {
        pid: child.pid,
        said,
        /** Resolves with the exit status. */
        ended,
        /** Resolves when ./run has said this, with the match; rejects when it ends or takes too long. */
        async says(pattern) {
            for (const until = Date.now() + patience; Date.now() < until; await sleep(20)) {
                const match = pattern.exec(said.stdout)
                if (match) return match
                if (child.exitCode !== null || child.signalCode !== null) break
            }
            throw new Error(`./run did not say ${pattern}:\n${said.stdout}${said.stderr}`)
        },
        /** Resolves with a client of the daemon once ./run has said all that it says when it is ready. */
        async ready() {
            const [, url] = await instance.says(/^proeftuin: listening on (\S+)[^]*Ctrl-C stops everything/m)
            return { url, ...createClient(url, null) }
        },
        /** Sends a signal to the whole process group, as Ctrl-C does, unless it has ended; resolves with its status. */
        interrupt(signal = 'SIGINT') {
            if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal)
            return ended
        },
        /** Sends a signal to ./run alone. */
        signal: (signal) => child.kill(signal),
    }
    return instance
}

/**
 * The processes that descend from this one, with itself. One in a session of its own still has its parent.
 * @returns {{pid: number, name: string, born: string}[]}
 */
export function family(pid) {
    const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(readStat).filter(Boolean)
    const members = processes.filter((process) => process.pid === pid)
    for (const member of members) members.push(...processes.filter(({ parent }) => parent === member.pid))
    return members
}

/** Resolves with those of the family that are still there after a while: ending a process takes the kernel a moment. */
export async function survivors(members) {
    const alive = ({ pid, born }) => readStat(pid)?.born === born && readStat(pid)?.state !== 'Z'
    for (let tries = 0; tries < 6000 && members.some(alive); tries++) await sleep(50)
    return members.filter(alive)
}

/** `born` tells a process from a later one with the same number. Undefined when there is none. */
function readStat(pid) {
    let line
    try {
        line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    } catch {
        return undefined
    }
    const [, name, rest] = /^\d+ \((.*)\) (.*)/s.exec(line)
    const [state, parent] = rest.split(' ')
    return { pid: Number(pid), name, state, parent: Number(parent), born: rest.split(' ')[19] }
}
