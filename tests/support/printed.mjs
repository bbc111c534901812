// What the tests of the sample register share: they compare rows, read over HTTP, with what documents print.
import assert from 'node:assert/strict'

/** All rows of a municipality's list, by a query as for `GET /v1/<path>`. */
export async function listed(server, municipality, path, query = '') {
    const found = []
    let at = `/v1/${path}?municipality=${municipality}&limit=1000${query && `&${query}`}`
    while (at) {
        const { status, json, text } = await server.get(at.replace(/^https?:\/\/[^/]+/, ''))
        assert.equal(status, 200, `${at}: ${text}`)
        found.push(...json.results)
        at = json.next
    }
    return found
}

/** A number as it is printed in Dutch: "1.922", "-3,4", "+8,7". */
export const number = (cell) => Number(cell.replace(/[.+]/g, '').replace(',', '.'))

/** The lines of a table: a label and its cells, with bars between them, '' where nothing is printed. */
export const table = (text) =>
    text.trim().split('\n').map((row) => {
        const [label, ...cells] = row.split('|').map((cell) => cell.trim())
        return { label, cells }
    })

/** The one row that was found for a cell; for a blank one there must be none. */
export function only(found, printed, what) {
    assert.equal(found.length, printed ? 1 : 0, `${what}: ${printed || 'blank'}`)
    return found[0]
}
