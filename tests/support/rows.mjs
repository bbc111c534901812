// Random valid rows of any resource, made from what the daemon says of its tables; what spans fields stands in `repairs`.
import { codesOf, isWritable, resourceOf } from './tables.mjs'

const letters = [...'abc xyz AZ09 .,;:|=+-@\'"\\/<>&{}[]%_éëïÉ’“”€ĳ漢字Ωя😀\u0301\u2028\ufeff']

/** Days as the register writes them, years 1000 to 9999. */
export const dayOf = (year, month, day) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const firstMonths = { month: (month) => month, quarter: (month) => month - ((month - 1) % 3), year: () => 1 }

// Starts lie before ends, so that any two fit.
const yearsOf = (name) => (/^(start|validFrom)/.test(name) ? [1000, 4999] : /^(end|validTo)/.test(name) ? [5000, 9999] : [1000, 9999])

/**
 * @param {ReturnType<import('./random.mjs').createRandom>} random
 * @param {Object<string, {id: string, reference: string}[]>} targets rows that references may point to, by path
 * @param {string[]} municipalities codes that lists of keys may name
 */
export function createRows(random, targets, municipalities) {
    const { between, chance, pick, some } = random
    let codes = 0

    const text = (least, most, more = []) => {
        const length = chance(0.1) ? most : chance(0.1) ? least : between(least, Math.min(most, least + 40))
        const from = [...letters, ...more]
        return Array.from({ length }, () => pick(from)).join('')
    }
    const day = (name) => dayOf(between(...yearsOf(name)), between(1, 12), between(1, 28))

    /** A new code of a region: the only municipalities that are free to make. */
    const code = () => `rg-${++codes}-${between(10, 99)}`

    const makers = {
        text: (field) => (field.pattern ? code() : text(field.minLength, field.maxLength)),
        prose: (field) => text(field.minLength, field.maxLength, ['\n', '\r', '\t']),
        url: () => `http${pick(['', 's'])}://example.nl/${between(0, 1e9)}?a=b&c=%C3%A9#d`,
        code: (field) => pick(codesOf(field.codes)),
        codes: (field) => some(codesOf(field.codes), field.maxItems),
        owner: () => pick(municipalities),
        keys: (field) => some(municipalities, field.maxItems),
        integer: (field) => between(field.minimum, field.maximum),
        integers: (field) => some(Array.from({ length: 60 }, (_, n) => field.minimum + n), field.maxItems), // 60: more than a list may have
        boolean: () => chance(0.5),
        date: (field) => day(field.name),
    }

    /** The three members of a partial date, all given. */
    function partialDate(date, precision, bound) {
        const known = pick(codesOf(precision.codes))
        const [year, month, of] = day(date.name).split('-').map(Number)
        const first = known === 'day' ? dayOf(year, month, of) : dayOf(year, firstMonths[known]?.(month) ?? 1, 1)
        return {
            [date.name]: known === 'unknown' ? null : first,
            [precision.name]: known,
            [bound.name]: pick(codesOf(bound.codes)),
        }
    }

    /** What to send for a field, and what comes back for it. */
    function member(resource, field) {
        if (field.group === 'partialDate') {
            const at = resource.fields.indexOf(field)
            const sent = partialDate(...resource.fields.slice(at, at + 3))
            return { sent, expected: sent }
        }
        if (field.type === 'reference') {
            const { id, reference } = pick(targets[field.target])
            const ways = [{ [field.name]: id }, { [`${field.name}Reference`]: reference }]
            return { sent: reference === null ? ways[0] : pick([...ways, { ...ways[0], ...ways[1] }]), expected: { ...ways[0], ...ways[1] } }
        }
        const value = makers[field.type](field)
        return { sent: { [field.name]: value }, expected: { [field.name]: value } }
    }

    const isGroupMember = (field) => ['dates.precision', 'dates.bound'].includes(field.codes)

    /** What a field is when nobody gives it. */
    function empty(field) {
        const standard = field.standard === null ? null : field.type === 'boolean' ? field.standard === 't' : field.standard
        return { [field.name]: standard, ...(field.type === 'reference' && { [`${field.name}Reference`]: null }) }
    }

    /** Names that a part's element is unique by, as the database has it. */
    const elementKey = (element) => JSON.stringify(Object.entries(element).filter(([name]) => !name.endsWith('Reference')))

    function part(resource) {
        const elements = new Map()
        for (let n = between(0, 4); n > 0; n--) {
            const { sent, expected } = fields(resource, (field) => field.required || chance(0.7))
            const key = resource.path === 'successors' ? expected.successor : elementKey(expected)
            elements.set(key, { sent, expected })
        }
        const list = [...elements.values()]
        return { sent: list.map(({ sent }) => sent), expected: list.map(({ expected }) => expected) }
    }

    function fields(resource, wanted) {
        const row = { sent: {}, expected: {} }
        for (const field of resource.fields) {
            if (!isWritable(field) || isGroupMember(field)) continue
            const group = field.group ? resource.fields.slice(resource.fields.indexOf(field)).slice(0, 3) : [field]
            const made = wanted(field) ? member(resource, field) : { sent: {}, expected: Object.assign({}, ...group.map(empty)) }
            Object.assign(row.sent, made.sent)
            Object.assign(row.expected, made.expected)
        }
        return row
    }

    /** A whole row: what to send, and every writable member that must come back. `bare`: only what is required. */
    function make(path, fixed = {}, { bare = false } = {}) {
        const resource = resourceOf(path)
        const row = fields(resource, (field) => field.required || (!bare && chance(0.7)))
        for (const one of bare ? [] : resource.parts) {
            const made = part(one)
            if (chance(0.7)) row.sent[one.path] = made.sent
            row.expected[one.path] = row.sent[one.path] ? made.expected : []
        }
        for (const side of [row.sent, row.expected]) Object.assign(side, fixed)
        const repaired = repairs[path]?.(row.expected, random) ?? {}
        for (const side of [row.sent, row.expected]) Object.assign(side, repaired)
        return row
    }

    return { make, member, part, empty, isGroupMember }
}

/** What must change in a row for the rules that span its fields. */
export const repairs = {
    municipalities: () => ({ kind: 'region' }),
    decisions(row, { pick }) {
        const changes = {}
        if (row.newEndPrecision !== null && row.kind !== 'extend')
            Object.assign(changes, { newEndDate: null, newEndPrecision: null, newEndBound: null })
        if (row.stage === 'taken' && row.takenDate === null && row.knownBy === null) changes.knownBy = pick(['2018-09-12', '2020-02-29'])
        return changes
    },
    'progress-reports'(row) {
        const changes = {}
        const years = row.activeYears ?? []
        const least = Math.min(...years, row.coversTo ?? 2100)
        if (row.coversFrom !== null && row.coversFrom > least) changes.coversFrom = least
        const most = Math.max(...years, changes.coversFrom ?? row.coversFrom ?? 1990)
        if (row.coversTo !== null && row.coversTo < most) changes.coversTo = most
        return changes
    },
}
