// What both ways of answering with Fastify share (idiomatic.mjs, tuned.mjs): routes, schemas, headers and processes. They differ in
// how a row becomes an object.
//
// The statements, and the names of what they select, come from the daemon itself (bench/statements.mjs). PGHOST, PGUSER and
// PGDATABASE name the database. Prints the address when all processes listen.
import cluster from 'node:cluster'
import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import pg from 'pg'

const connections = 16 // a process; 8 and 32 make no difference that can be measured

const oid = { boolean: 16, integer: 23, texts: 1009, date: 1082, instant: 1184 }

// Dates stay text; instants lose nothing of their microseconds.
pg.types.setTypeParser(oid.date, (text) => text)
pg.types.setTypeParser(oid.instant, (text) => `${text.slice(0, 10)}T${text.slice(11, -3)}Z`)

const schemaOfType = {
    [oid.boolean]: { type: 'boolean', nullable: true },
    [oid.integer]: { type: 'integer', nullable: true },
    [oid.texts]: { type: 'array', items: { type: 'string' }, nullable: true }
}

const paramsSchema = {
    type: 'object',
    properties: { id: { type: 'string', pattern: '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' } }
}

const querySchema = {
    type: 'object',
    required: ['municipality'],
    properties: {
        municipality: { type: 'string', pattern: '^gm[0-9]{4}$' },
        limit: { type: 'integer', enum: [50], default: 50 } // it stands in the statement
    }
}

/** The schema of an object, from the types of the columns: what one would write by hand. */
async function objectSchema(pool, { sql, columns, key }) {
    const { fields } = await pool.query(sql, [key])
    const properties = columns.map((name, i) => [
        name,
        schemaOfType[fields[i].dataTypeID] ?? { type: 'string', nullable: true }
    ])
    return { type: 'object', properties: Object.fromEntries(properties.filter(([name]) => name)) }
}

/** GET /v1/pilots/{id} */
async function serveOne(app, pool, makeSelect, { rows, parts }) {
    const selectPilot = makeSelect(pool, 'pilot', rows)
    const lists = parts.map((part) => ({ name: part.name, select: makeSelect(pool, part.name, part) }))
    const schema = await objectSchema(pool, rows)
    for (const part of parts) schema.properties[part.name] = { type: 'array', items: await objectSchema(pool, part) }

    app.get('/v1/pilots/:id', { schema: { params: paramsSchema, response: { 200: schema } } }, async (request, reply) => {
        const { id } = request.params
        const [[pilot], ...children] = await Promise.all([selectPilot(id), ...lists.map(({ select }) => select(id))])
        if (!pilot) return reply.callNotFound()
        lists.forEach(({ name }, i) => { pilot[name] = children[i] })
        return pilot
    })
}

/** GET /v1/pilots?municipality=...&limit=50 */
async function serveList(app, pool, makeSelect, { rows }) {
    const selectPilots = makeSelect(pool, 'pilots', rows)
    const schema = {
        type: 'object',
        properties: {
            results: { type: 'array', items: await objectSchema(pool, rows) },
            next: { type: 'string', nullable: true }
        }
    }

    app.get('/v1/pilots', { schema: { querystring: querySchema, response: { 200: schema } } }, async (request, reply) => {
        const { municipality, limit } = request.query
        const results = await selectPilots(municipality)
        let next = null
        if (results.length > limit) {
            results.length = limit
            next = `${request.url}&cursor=${cursor(municipality, results[limit - 1].id)}`
            reply.header('Link', `<${next}>; rel="next"`)
        }
        return { results, next }
    })
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

function addHeaders(app) {
    const headers = {
        'API-Version': '0.1.0',
        'Cache-Control': 'no-store',
        'Content-Security-Policy': "frame-ancestors 'none'",
        'Strict-Transport-Security': 'max-age=31536000',
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY'
    }
    app.addHook('onRequest', (request, reply, done) => {
        reply.headers(headers)
        reply.header('X-Request-Id', request.id)
        done()
    })
}

async function work(makeSelect, statements) {
    const pool = new pg.Pool({ max: connections, idleTimeoutMillis: 0 }) // others are measured between our rounds
    const app = fastify({ logger: false })
    addHeaders(app)
    await serveOne(app, pool, makeSelect, statements.one)
    await serveList(app, pool, makeSelect, statements.list)
    await app.listen({ host: '127.0.0.1', port: 0 })
}

/**
 * Serves in so many processes. `makeSelect(pool, name, statement)` returns the function that selects by a key and
 * promises objects with the names in `statement.columns`; a column whose name is null need not be in them.
 */
export async function serve(makeSelect) {
    const [file, processes] = process.argv.slice(2)
    if (cluster.isWorker) return work(makeSelect, JSON.parse(readFileSync(file, 'utf8')))
    let waiting = Number(processes)
    for (let i = 0; i < processes; i++) cluster.fork()
    cluster.on('listening', (worker, { address, port }) => {
        if (--waiting === 0) console.log(`listening on http://${address}:${port}`)
    })
    cluster.on('exit', (worker) => process.exit(worker.exitedAfterDisconnect ? 0 : 1))
}
