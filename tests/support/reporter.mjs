// A reporter for `node --test` that says little: the tests that failed, with their error; how many cells of documents were
// compared, from the tests that say `N cells` of themselves; and one line of counts for tests/run, which names the file for
// it in PROEFTUIN_TEST_COUNTS. Works with Node 18 and later.
import { writeFileSync } from 'node:fs'
import { inspect } from 'node:util'

const isFile = (data) => data.name.endsWith('.test.mjs')

/** Tests are counted, not the groups and the files around them: those fail with their tests. */
const isGroup = (data) => data.details?.type === 'suite' || data.details?.error?.failureType === 'subtestsFailed'

const explain = (error) => {
    const cause = error?.cause ?? error
    const text = cause instanceof Error ? cause.stack : typeof cause === 'string' ? cause : inspect(cause)
    return text.replace(/\n +at .*\(?node:internal.*/g, '').replace(/^/gm, '    ')
}

export default async function* reporter(events) {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    let cells = 0
    for await (const { type, data } of events) {
        if (type === 'test:stderr') yield data.message
        if (type === 'test:diagnostic') cells += Number(/^(\d+) cells$/.exec(data.message)?.[1] ?? 0)
        if (type !== 'test:pass' && type !== 'test:fail') continue
        // Node reports a file only when it has no tests or broke by itself.
        if (isFile(data) ? type === 'test:pass' : isGroup(data)) continue
        if (data.skip !== undefined || data.todo !== undefined) {
            counts.skipped++
            yield `skipped - ${data.name}: ${data.skip || data.todo || 'no reason given'}\n`
        } else if (type === 'test:pass') {
            counts.passed++
        } else {
            counts.failed++
            const place = isFile(data) ? '' : ` (${data.file ?? ''})`
            yield `not ok - ${data.name}${place}\n${explain(data.details?.error)}\n`
        }
    }
    if (cells > 0) yield `cells compared: ${cells}\n`
    writeFileSync(process.env.PROEFTUIN_TEST_COUNTS, `${counts.passed} ${counts.failed} ${counts.skipped}\n`)
}
