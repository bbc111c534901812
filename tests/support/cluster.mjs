// A PostgreSQL of one's own, for tests that stop, freeze and kill it. It listens on a Unix socket only; as root its processes and
// files belong to the user postgres.
//
//     const cluster = await startCluster()
//     const server = await startServer({ database: 'proeftuin', env: { DATABASE_URL: cluster.url } })
//     await cluster.kill()
//     await cluster.start()
//     await cluster.destroy()
import { execFile, spawn } from 'node:child_process'
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { parseCsv } from './csv.mjs'

const run = promisify(execFile)
const isRoot = process.getuid() === 0
const identity = isRoot ? ['--reuid=postgres', '--regid=postgres', '--init-groups'] : []
const role = 'proeftuin'

/** Runs a program as the user that PostgreSQL runs as. */
const asPostgres = (program, args) => run('setpriv', [...identity, '--', program, ...args], { cwd: '/', maxBuffer: 1 << 26 })

/**
 * Creates and starts a cluster with a role and a database, both `proeftuin`.
 * @param {object} [options]
 * @param {Object<string, string>} [options.settings] of postgresql.conf
 * @param {string} [options.on] an empty directory for it, which destroy() leaves in place
 */
export async function startCluster({ settings = {}, on } = {}) {
    const home = await mkdtemp('/tmp/proeftuin-cluster-')
    const data = `${on ?? home}/data`
    for (const directory of [home, data]) {
        await mkdir(directory, { recursive: true, mode: 0o700 })
        if (isRoot) await giveAway(directory)
    }
    await asPostgres('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'])
    const lines = { listen_addresses: '', unix_socket_directories: home, max_connections: 40, jit: 'off', ...settings }
    const config = Object.entries(lines).map(([name, value]) => `${name} = '${value}'\n`)
    await writeFile(`${data}/postgresql.conf`, config.join(''), { flag: 'a' })

    const cluster = new Cluster(home, data)
    await cluster.start()
    await cluster.sql(`CREATE ROLE ${role} LOGIN CREATEROLE`)
    await cluster.sql(`CREATE DATABASE ${role} OWNER ${role}`)
    return cluster
}

async function giveAway(path) {
    const { stdout } = await run('id', ['-u', 'postgres'])
    const { stdout: group } = await run('id', ['-g', 'postgres'])
    await chown(path, Number(stdout), Number(group))
}

class Cluster {
    #child
    #ended

    constructor(home, data) {
        this.home = home
        this.data = data
        /** The DATABASE_URL of its one database. */
        this.url = `postgresql://${role}@/${role}?host=${encodeURIComponent(home)}`
        this.log = ''
    }

    /** The postmaster; undefined while it is down. */
    get pid() {
        return this.#child?.pid
    }

    /** Starts it and waits until it answers. Backends that outlive a killed postmaster make it wait for their end. */
    async start() {
        for (let tries = 0; !(await this.#tryToStart()); tries++) {
            if (tries === 3000) throw new Error(`PostgreSQL does not start:\n${this.log.slice(-2000)}`)
            await sleep(50)
        }
    }

    async #tryToStart() {
        // If this process dies, the kernel stops the cluster; that wish must come behind the change of user.
        const args = [...identity, '--', 'setpriv', '--pdeathsig', 'INT', '--', 'postgres', '-D', this.data]
        const child = spawn('setpriv', args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
        child.stderr.setEncoding('utf8').on('data', (text) => (this.log += text))
        this.#child = child
        this.#ended = once(child, 'exit').then(() => {
            if (this.#child === child) this.#child = undefined
        })
        while (this.#child === child) {
            if (await this.answers()) return true
            await sleep(20)
        }
        return false
    }

    answers() {
        const asked = run('pg_isready', ['-q', '-t', '1', '-h', this.home])
        return asked.then(() => true, () => false)
    }

    /** Ends it: fast (INT: sessions end) or immediate (QUIT: as in a crash). */
    async stop(mode = 'fast') {
        if (!this.#child) return
        this.#child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
        await this.#ended
    }

    /** Kills the postmaster; its other processes notice and go by themselves. */
    async kill() {
        if (!this.#child) return
        this.#child.kill('SIGKILL')
        await this.#ended
    }

    /** Its processes below the postmaster: [{pid, title}]. */
    async processes() {
        const found = []
        for (const name of await readdir('/proc')) {
            if (!/^\d+$/.test(name)) continue
            const [status, title] = await Promise.all([read(`/proc/${name}/stat`), read(`/proc/${name}/cmdline`)])
            const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1])
            if (parent === this.pid) found.push({ pid: Number(name), title: title.replace(/\0+$/, '') })
        }
        return found
    }

    /** Those that serve the daemon, as "postgres: proeftuin proeftuin [local] idle". */
    async backends() {
        return (await this.processes()).filter(({ title }) => title.includes(` ${role} [local]`))
    }

    /** Stops the clock for it: the postmaster first, so that nothing new begins. */
    async freeze() {
        process.kill(this.pid, 'SIGSTOP')
        const frozen = (await this.processes()).map(({ pid }) => pid)
        for (const pid of frozen) signal(pid, 'SIGSTOP')
        return async () => {
            for (const pid of frozen) signal(pid, 'SIGCONT')
            signal(this.pid, 'SIGCONT')
        }
    }

    /** Runs SQL as the superuser; rows of the last statement as objects of strings. */
    async sql(text, database = 'postgres') {
        const format = ['-X', '-q', '--csv', '-P', 'null=\\N', '-v', 'ON_ERROR_STOP=1']
        const { stdout } = await run('psql', [...format, '-h', this.home, '-U', 'postgres', '-d', database, '-c', text], {
            maxBuffer: 1 << 28,
        })
        const [names = [], ...rows] = parseCsv(stdout)
        return rows.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell === '\\N' ? null : cell])))
    }

    /** Changes a setting of the running server; null takes the change back. */
    async set(name, value) {
        await this.sql(value === null ? `ALTER SYSTEM RESET ${name}` : `ALTER SYSTEM SET ${name} = '${value}'`)
        await this.sql('SELECT pg_reload_conf()')
    }

    /** Ends it, in whatever state it is, frozen processes too. */
    async destroy() {
        const children = await this.processes()
        await this.kill()
        for (const { pid } of children) signal(pid, 'SIGKILL')
        await rm(this.data, { recursive: true, force: true })
        await rm(this.home, { recursive: true, force: true })
    }
}

const read = (path) => readFile(path, 'latin1').catch(() => '')

/** Sends a signal to a process, which may be gone already: then false. */
export function signal(pid, name) {
    try {
        return process.kill(pid, name)
    } catch (error) {
        if (error.code !== 'ESRCH') throw error
        return false
    }
}
