// Fastify and pg as their documentation shows them: a pool, named statements, rows as objects, answers serialised by schema, a
// process a core, no log. Columns get their members' names in the statement, so that a row needs no mapping.
//
//     node idiomatic.mjs STATEMENTS.json PROCESSES
import { serve } from './service.mjs'

/** The statement with its columns called by the members' names; the answer's schema leaves out what has none. */
function named({ sql, columns }) {
    const [, list, rest] = sql.match(/^SELECT (.*?)( FROM .*)$/)
    const selected = list.split(', ').map((column, i) => columns[i] ? `${column} AS "${columns[i]}"` : column)
    return `SELECT ${selected.join(', ')}${rest}`
}

await serve((pool, name, statement) => {
    const text = named(statement)
    return async (key) => {
        const { rows } = await pool.query({ name, text, values: [key] })
        return rows
    }
})
