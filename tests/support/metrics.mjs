// Reading what GET /metrics says, as strictly as the format is written down:
// https://prometheus.io/docs/instrumenting/exposition_formats/
import assert from 'node:assert/strict'

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y

function parseLabels(text) {
    const labels = {}
    for (label.lastIndex = 0; label.lastIndex < text.length;) {
        const [, name, value] = label.exec(text) ?? assert.fail(`labels: ${text}`)
        assert.ok(!(name in labels), `${name} twice: ${text}`)
        labels[name] = value
    }
    return labels
}

/**
 * The families of a page, by name, each with its type, help and samples.
 * @param {string} text
 * @returns {Map<string, {type: string, help: string, samples: {name: string, labels: object, value: number}[]}>}
 */
export function parseMetrics(text) {
    const families = new Map()
    let current
    assert.ok(text.endsWith('\n'), 'no line end at the end')
    for (const line of text.slice(0, -1).split('\n')) {
        const [, kind, name, rest] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
        if (kind === 'HELP') {
            assert.ok(!families.has(name), `${name} twice`)
            families.set(name, (current = { name, help: rest, samples: [] }))
        } else if (kind === 'TYPE') {
            assert.equal(name, current.name, 'TYPE without its HELP')
            current.type = rest
        } else {
            const [, sample, labels = '', value] = sampleLine.exec(line) ?? assert.fail(`no sample: ${line}`)
            const suffix = sample.slice(current.name.length)
            assert.ok(sample.startsWith(current.name) && (suffix === '' || (current.type === 'histogram' && ['_bucket', '_sum', '_count'].includes(suffix))), `${line} stands under ${current.name}`)
            assert.ok(Number.isFinite(Number(value)), line)
            current.samples.push({ name: sample, labels: parseLabels(labels), value: Number(value) })
        }
    }
    return families
}

/** Asks a server for its metrics. */
export async function metricsOf(server) {
    const { status, text } = await server.get('/metrics')
    assert.equal(status, 200, text)
    return parseMetrics(text)
}

const matches = (labels, wanted) => Object.entries(wanted).every(([name, value]) => labels[name] === value)

/** The sum of the samples of a name that have these labels. */
export function valueOf(families, name, labels = {}) {
    const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''))
    assert.ok(family, `no ${name}`)
    return family.samples
        .filter((sample) => sample.name === name && matches(sample.labels, labels))
        .reduce((sum, { value }) => sum + value, 0)
}
