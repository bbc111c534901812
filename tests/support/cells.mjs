// Tables typed over from a document against rows of the register, cell by cell.
import assert from 'node:assert/strict'

/** All rows of a collection that have their source in a document, in the order of the files that they came from. */
export async function rowsFrom(client, documentReference, path, query = '') {
    const { status, json, text } = await client.get(`/v1/${path}?documentReference=${documentReference}&limit=1000${query}`)
    assert.equal(status, 200, `${path}: ${text}`)
    assert.equal(json.next, null, `${path}: more than one page`)
    return json.results
}

/**
 * Compares rows with a table as typed, and says in the report of the test how many cells that were.
 * @param {object} t the test
 * @param {object[]} rows from the register
 * @param {(string|function(object): any)[]} columns members of the rows, or what to make of a row
 * @param {any[][]} typed a list of cells for each row
 */
export function compareCells(t, rows, columns, typed) {
    assert.equal(rows.length, typed.length, 'rows')
    let cells = 0
    for (const [at, wanted] of typed.entries()) {
        assert.equal(wanted.length, columns.length, `row ${at + 1}: columns`)
        for (const [column, value] of wanted.entries()) {
            const name = columns[column]
            const found = typeof name === 'function' ? name(rows[at]) : rows[at][name]
            assert.deepEqual(found, value, `row ${at + 1} (${rows[at].reference}), ${typeof name === 'function' ? `column ${column + 1}` : name}`)
            cells++
        }
    }
    assert.ok(cells > 0)
    t.diagnostic(`${cells} cells`)
}
