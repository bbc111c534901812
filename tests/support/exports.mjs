// Exports as tests take them: whole, or read no further than one likes.
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from './server.mjs'

/** Waits until `look` finds something, however long that takes. */
export async function until(look) {
    for (;;) {
        const found = await look()
        if (found) return found
        await sleep(20)
    }
}

/** Statement that fills a register with documents of half a kilobyte each, in the order of their ids. */
export const fillDocuments = (count) => `INSERT INTO document (id, municipality, reference, public, title, kind, source_text)
    SELECT (lpad(to_hex(1700000000000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid, 'gm1509', 'doc-' || n, true,
        'Document ' || n, 'memo', repeat('x', 400) FROM generate_series(1, ${count}) n`

export const addDocuments = (database, count) => sql(database, fillDocuments(count))

const addressOf = (url) => (url.startsWith('http') ? { host: new URL(url).hostname, port: new URL(url).port } : { socketPath: url.replace('unix:', '') })

/**
 * Begins an export over a connection of its own and reads nothing of its body yet.
 * @returns {Promise<{status: number, headers: object, rest: Function, leave: Function}>} rest(): reads on to the end; leave(): goes away
 */
export function beginExport(url, path, accept = 'text/csv') {
    return new Promise((resolve, reject) => {
        const request = http.get({ ...addressOf(url), path, agent: false, headers: { Accept: accept } }, (response) => {
            response.pause()
            resolve({ status: response.statusCode, headers: response.headers, rest: () => readOn(response), leave: () => request.destroy() })
        })
        request.on('error', reject)
    })
}

/** Whether the body came whole, and what came of it. */
function readOn(response) {
    return new Promise((resolve) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', () => {})
        response.on('close', () => resolve({ complete: response.complete, text: Buffer.concat(chunks).toString() }))
        response.resume()
    })
}

/** Sessions of the database that wait until the daemon reads what they send. */
export const heldSql = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'ClientWrite'`
export const held = (database) => sql(database, heldSql)
