// A session of psql that stays open, for a test that needs somebody else in the middle of a transaction.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { databaseUrl, sql } from './server.mjs'
import { until } from './until.mjs'

/** Resolves when so many sessions of the database wait for a lock. */
export const locksAwaited = (database, count = 1) =>
    until(async () => {
        const [waiting] = await sql(database, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
        return Number(waiting.count) >= count
    }, `${count} sessions that wait for a lock`)

/** Opens a session; `run(sql)` resolves with its output when it has been carried out. */
export function openSession(database) {
    const child = spawn('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', databaseUrl(database)], { stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    let settle
    let marks = 0
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
    child.stdout.setEncoding('utf8').on('data', (text) => {
        output += text
        settle?.()
    })
    const ended = once(child, 'close')

    return {
        run(sql) {
            const mark = `done ${++marks}`
            output = ''
            const done = new Promise((resolve, reject) => {
                settle = () => output.endsWith(`${mark}\n`) && resolve(output.slice(0, -mark.length - 1).trim())
                ended.then(() => reject(new Error(`psql ended: ${errors}`)))
            })
            child.stdin.write(`${sql};\n\\echo ${mark}\n`)
            return done
        },
        async close() {
            child.stdin.end()
            await ended
        },
    }
}
