// CSV as RFC 4180 has it, for what psql and the daemon write.

/**
 * @param {string} text
 * @param {string} [separator]
 * @returns {string[][]} rows of cells
 */
export function parseCsv(text, separator = ',') {
    const rows = []
    let row = []
    const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, 'y')
    while (cell.lastIndex < text.length) {
        const match = cell.exec(text)
        if (!match) throw new Error(`no CSV after row ${rows.length}`)
        const [, quoted, plain, end] = match
        row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
        if (end !== separator) {
            rows.push(row)
            row = []
        }
    }
    if (row.length > 0) rows.push([...row, '']) // the text ended with a separator
    return rows
}
