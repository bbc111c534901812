// What every refusal must look like, whatever it is about.
import assert from 'node:assert/strict'

// Words that only the storage uses. "column 3" of a JSON text is not among them.
const secrets =
    /SQLSTATE|__|constraint|violat|duplicate key value|null value in|pg_|postgres|libpq|PL\/pgSQL|lock timeout|canceling|deadlock|\b(pilot|municipality)_(id|area|link|status|successor)\b|progress_report|proeftuin_/i

/**
 * Asserts that an answer is a problem as RFC 9457 and this service have it, and that it tells nothing of the storage.
 * @param {{status: number, headers: object, json: any, text: string}} answer
 * @param {number} status
 * @param {string} code
 */
export function assertProblem(answer, status, code) {
    const { headers, json, text } = answer
    assert.equal(answer.status, status, text)
    assert.equal(headers['content-type'], 'application/problem+json', text)
    assert.equal(json.status, status)
    assert.equal(json.code, code, text)
    for (const member of ['type', 'title', 'detail']) assert.equal(typeof json[member], 'string', `${member}: ${text}`)
    assert.doesNotMatch(text, secrets)
    return json
}

/**
 * Asserts that input was refused with exactly these faults, in any order: `{'/title': 'field.required'}`; a list where one place has
 * several.
 * @param {object} faults location to code
 */
export function assertFaults(answer, faults, where = 'body') {
    const { errors } = assertProblem(answer, 400, 'invalidInput')
    const pairs = Object.entries(faults).flatMap(([location, codes]) => [codes].flat().map((code) => [location, code]))
    assert.deepEqual(errors.map(({ location, code }) => [location, code]).sort(), pairs.sort(), answer.text)
    for (const error of errors) {
        assert.equal(error.in, where)
        assert.ok(error.detail.length > 0)
    }
    return errors
}

/** The sentence of the fault at a place. */
export const detailAt = (answer, location) => answer.json.errors.find((error) => error.location === location)?.detail
