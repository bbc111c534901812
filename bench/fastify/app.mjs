// The two answers of bench/run by Fastify and pg, as somebody who knows both would write them: answers serialised by schema,
// named prepared statements, rows as arrays, a pool over the Unix socket, a process a core, no log.
//
//     node app.mjs STATEMENTS.json PROCESSES
//
// The statements, and the names of what they select, come from the daemon itself (bench/statements.mjs). PGHOST, PGUSER and
// PGDATABASE name the database. Prints the address when all processes listen.
import cluster from 'node:cluster'
import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import pg from 'pg'

const [file, processes] = process.argv.slice(2)
const connections = 16 // a process; 8 and 32 make no difference that can be measured

const oid = { boolean: 16, integer: 23, texts: 1009, date: 1082, instant: 1184 }

// Dates stay text; instants lose nothing of their microseconds.
pg.types.setTypeParser(oid.date, (text) => text)
pg.types.setTypeParser(oid.instant, (text) => `${text.slice(0, 10)}T${text.slice(11, -3)}Z`)

const headers = {
    'API-Version': '0.1.0',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "frame-ancestors 'none'",
    'Strict-Transport-Security': 'max-age=31536000',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY'
}

const schemaOfType = {
    [oid.boolean]: { type: 'boolean', nullable: true },
    [oid.integer]: { type: 'integer', nullable: true },
    [oid.texts]: { type: 'array', items: { type: 'string' }, nullable: true }
}

/** What selects rows, and makes objects of them. The first column is the key, by which the daemon finds a row's parts. */
class Rows {
    constructor(pool, name, { sql, members }) {
        this.pool = pool
        this.name = name
        this.text = sql
        this.members = members
        // An object literal with all its members is what the engine is fastest with, and what one would write by hand.
        this.toObject = new Function('row', `return {${members.map((m, i) => `${JSON.stringify(m)}: row[${i + 1}]`)}}`)
    }

    /** The schema of an object, from the types of the columns. */
    async schema(key) {
        const { fields } = await this.query(key)
        const properties = this.members.map((member, i) => [
            member,
            schemaOfType[fields[i + 1].dataTypeID] ?? { type: 'string', nullable: true }
        ])
        return { type: 'object', properties: Object.fromEntries(properties) }
    }

    query(key) {
        return this.pool.query({ name: this.name, text: this.text, values: [key], rowMode: 'array' })
    }

    async select(key) {
        const { rows } = await this.query(key)
        return rows.map(this.toObject)
    }
}

/** GET /v1/pilots/{id} */
async function serveOne(app, pool, { rows, parts, key }) {
    const pilot = new Rows(pool, 'pilot', rows)
    const lists = parts.map((part) => new Rows(pool, part.name, part))
    const schema = await pilot.schema(key)
    for (const list of lists) schema.properties[list.name] = { type: 'array', items: await list.schema(key) }

    app.get('/v1/pilots/:id', { schema: { params: paramsSchema, response: { 200: schema } } }, async (request, reply) => {
        const { id } = request.params
        const [[found], ...children] = await Promise.all([pilot.select(id), ...lists.map((list) => list.select(id))])
        if (!found) return reply.callNotFound()
        lists.forEach((list, i) => { found[list.name] = children[i] })
        reply.headers(headers)
        return found
    })
}

const paramsSchema = {
    type: 'object',
    properties: { id: { type: 'string', pattern: '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' } }
}

/** GET /v1/pilots?municipality=...&limit=50 */
async function serveList(app, pool, { rows, key }) {
    const pilots = new Rows(pool, 'pilots', rows)
    const schema = {
        type: 'object',
        properties: {
            results: { type: 'array', items: await pilots.schema(key) },
            next: { type: 'string', nullable: true }
        }
    }

    app.get('/v1/pilots', { schema: { querystring: querySchema, response: { 200: schema } } }, async (request, reply) => {
        const { municipality, limit } = request.query
        const results = await pilots.select(municipality)
        let next = null
        reply.headers(headers)
        if (results.length > limit) {
            results.length = limit
            next = `${request.url}&cursor=${cursor(municipality, results[limit - 1].id)}`
            reply.header('Link', `<${next}>; rel="next"`)
        }
        return { results, next }
    })
}

const querySchema = {
    type: 'object',
    required: ['municipality'],
    properties: {
        municipality: { type: 'string', pattern: '^gm[0-9]{4}$' },
        limit: { type: 'integer', enum: [50], default: 50 } // it stands in the statement
    }
}

/** As the daemon's: a fingerprint of the question (FNV-1a; the daemon has another), and the last row's key. */
function cursor(question, id) {
    const bytes = Buffer.allocUnsafe(6 + id.length)
    let hash = 0x811c9dc5
    for (let i = 0; i < question.length; i++) hash = Math.imul(hash ^ question.charCodeAt(i), 0x01000193)
    bytes.writeInt32LE(hash, 0)
    bytes.write(`v${id}\0`, 4, 'latin1')
    return bytes.toString('base64url')
}

async function serve() {
    const { one, list } = JSON.parse(readFileSync(file, 'utf8'))
    const pool = new pg.Pool({ max: connections, idleTimeoutMillis: 0 }) // others are measured between our rounds
    const app = fastify({ logger: false })
    await serveOne(app, pool, one)
    await serveList(app, pool, list)
    await app.listen({ host: '127.0.0.1', port: 0 })
}

if (cluster.isPrimary) {
    let waiting = Number(processes)
    for (let i = 0; i < processes; i++) cluster.fork()
    cluster.on('listening', (worker, { address, port }) => {
        if (--waiting === 0) console.log(`listening on http://${address}:${port}`)
    })
    cluster.on('exit', (worker) => process.exit(worker.exitedAfterDisconnect ? 0 : 1))
} else {
    await serve()
}
