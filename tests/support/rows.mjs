// Random valid rows of any resource, made from what the daemon says of its tables; what spans fields stands in `repairs`.
import { codesOf, groupOf, isGroupMember, isWritable, resourceOf } from './tables.mjs'

const letters = [...'abc xyz AZ09 .,;:|=+-@\'"\\/<>&{}[]%_éëïÉ’“”€ĳ漢字Ωя😀\u0301\u2028\ufeff']

/** Days as the register writes them, years 1000 to 9999. */
export const dayOf = (year, month, day) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const firstMonths = { month: (month) => month, quarter: (month) => month - ((month - 1) % 3), year: () => 1 }

// Starts lie before ends, so that any two fit.
const yearsOf = (name) => (/^(start|\w+From(Date)?$)/.test(name) ? [1000, 4999] : /^(end|\w+To(Date)?$)/.test(name) ? [5000, 9999] : [1000, 9999])

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

    /** New codes, by their pattern: of municipalities only regions are free to make. */
    function patterned(pattern) {
        if (pattern.includes('rg-')) return `rg-${++codes}-${between(10, 99)}`
        return `${between(10, 99)}.${++codes}${pattern.endsWith('-[0-9]{4}$') ? `-${between(1990, 2020)}` : ''}`
    }

    /** Well within what a double holds to the last decimal. */
    const decimal = (field) => between(Math.max(field.minimum, -1e9) * 10, Math.min(field.maximum, 1e9) * 10) / 10 ** field.decimals

    /** Keys of what a field points to by a code. */
    const keysOf = (field) => ({ municipalities, 'task-fields': taskFields })[field.target]

    const makers = {
        text: (field) => (field.pattern ? patterned(field.pattern) : text(field.minLength, field.maxLength)),
        prose: (field) => text(field.minLength, field.maxLength, ['\n', '\r', '\t']),
        url: () => `http${pick(['', 's'])}://example.nl/${between(0, 1e9)}?a=b&c=%C3%A9#d`,
        code: (field) => pick(codesOf(field.codes)),
        codes: (field) => some(codesOf(field.codes), field.maxItems),
        owner: (field) => pick(keysOf(field)),
        keys: (field) => some(keysOf(field), field.maxItems),
        integer: (field) => between(field.minimum, field.maximum),
        integers: (field) => some(Array.from({ length: 60 }, (_, n) => field.minimum + n), field.maxItems), // 60: more than a list may have
        amount: decimal,
        number: decimal,
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

    /** The five members of an amount, all given. */
    function amount(first, status, upper, qualifier, precision) {
        const known = chance(0.6)
        const how = pick(codesOf(qualifier.codes))
        const value = decimal(first)
        return {
            [first.name]: known ? value : null,
            [status.name]: known ? 'known' : pick(codesOf(status.codes).filter((code) => code !== 'known')),
            [upper.name]: known && how === 'between' ? value + between(0, 100) : null,
            [qualifier.name]: known ? how : null,
            [precision.name]: known && chance(0.5) ? decimal(precision) : null,
        }
    }

    const groups = { partialDate, amount }

    /** What to send for a field, and what comes back for it. */
    function member(resource, field) {
        if (field.group) {
            const sent = groups[field.group](...groupOf(resource, field))
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

    /** What a field is when nobody gives it. */
    function empty(field) {
        if (field.codes === 'budget-lines.amountStatus') return { [field.name]: 'notStated' }
        const standard = field.standard === null ? null : field.type === 'boolean' ? field.standard === 't' : field.standard
        return { [field.name]: standard, ...(field.type === 'reference' && { [`${field.name}Reference`]: null }) }
    }

    /** Names that a part's element is unique by, as the database has it. */
    const elementKey = (element) => JSON.stringify(Object.entries(element).filter(([name]) => !name.endsWith('Reference')))

    function part(resource) {
        const elements = new Map()
        for (let n = between(0, 4); n > 0; n--) {
            const { sent, expected } = fields(resource, (field) => field.required || chance(0.7))
            const repaired = partRepairs[resource.path]?.(expected) ?? {}
            for (const side of [sent, expected]) Object.assign(side, repaired)
            const key = expected[{ successors: 'successor', milestones: 'dueOn', figures: 'outcome' }[resource.path]] ?? elementKey(expected)
            elements.set(key, { sent, expected })
        }
        const list = [...elements.values()]
        return { sent: list.map(({ sent }) => sent), expected: list.map(({ expected }) => expected) }
    }

    function fields(resource, wanted) {
        const row = { sent: {}, expected: {} }
        for (const field of resource.fields) {
            if (!isWritable(field) || isGroupMember(field)) continue
            const group = groupOf(resource, field)
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
        const repaired = repairs[path]?.(row.expected, random, targets) ?? {}
        for (const side of [row.sent, row.expected]) Object.assign(side, repaired)
        return row
    }

    return { make, member, part, empty }
}

/** Task fields without an end: they hold in the years that budget lines are given. */
const taskFields = ['6.1-2025', '6.21-2025', '6.711-2025', '6.91-2025']

const nothing = (names) => Object.assign({}, ...names.map((name) => (name === 'participant' ? { [name]: null } : { [name]: null, [`${name}Reference`]: null })))

/** Of several references one has a value: the first that has, else a new one (`least` 0: none). */
function oneOf(row, names, { pick }, targets, least = 1) {
    const kept = names.find((name) => row[name] !== null)
    if (kept || least === 0) return nothing(names.filter((name) => name !== kept && row[name] !== null))
    const { id, reference } = pick(targets[`${names[0]}s`])
    return { [names[0]]: id, [`${names[0]}Reference`]: reference }
}

/** What belongs to something is not public here: that may be internal. */
const internal = (row, names) => (names.some((name) => row[name] !== null) ? { public: false } : {})

/** Likewise in an element of a part. */
const partRepairs = {
    figures(figure) {
        const mean = figure.kind === 'mean'
        const paired = figure.moment === 'after' ? figure.paired : null
        const counted = mean ? null : Math.min(figure.counted ?? 0, figure.sampleSize ?? Infinity)
        const ofPairs = (value, applies) => (applies && paired === 'yes' ? value : null)
        return {
            paired, counted,
            mean: mean ? (figure.mean ?? 1.5) : null,
            standardDeviation: mean ? figure.standardDeviation : null,
            bothCount: figure.bothCount === null ? null : ofPairs(Math.min(figure.bothCount, counted ?? 0), !mean),
            changeDeviation: ofPairs(figure.changeDeviation, mean),
        }
    },
}

/** What must change in a row for the rules that span its fields. */
export const repairs = {
    municipalities: () => ({ kind: 'region' }),
    decisions(row, random, targets) {
        const { pick } = random
        const changes = oneOf(row, ['pilot', 'programme'], random, targets)
        if (row.newEndPrecision !== null && row.kind !== 'extend')
            Object.assign(changes, { newEndDate: null, newEndPrecision: null, newEndBound: null })
        if (row.stage === 'taken' && row.takenDate === null && row.knownBy === null) changes.knownBy = pick(['2018-09-12', '2020-02-29'])
        return changes
    },
    'progress-reports'(row, random, targets) {
        const changes = oneOf(row, ['pilot', 'programme', 'programmeLine'], random, targets)
        const years = row.activeYears ?? []
        const least = Math.min(...years, row.coversTo ?? 2100)
        if (row.coversFrom !== null && row.coversFrom > least) changes.coversFrom = least
        const most = Math.max(...years, changes.coversFrom ?? row.coversFrom ?? 1990)
        if (row.coversTo !== null && row.coversTo < most) changes.coversTo = most
        return changes
    },
    'task-fields'(row) {
        const [number, year] = row.code.split('-')
        const changes = {}
        if (row.number !== number) changes.number = number
        if (row.yearFrom !== Number(year)) changes.yearFrom = Number(year)
        if (row.yearTo !== null && row.yearTo < Number(year)) changes.yearTo = null
        return changes
    },
    participations: (row, random, targets) => ({
        ...oneOf(row, ['pilot', 'programme'], random, targets),
        ...oneOf(row, ['organisation', 'participant'], random, targets),
    }),
    deliverables: (row, random, targets) => ({
        ...oneOf(row, ['pilot', 'programme'], random, targets, 0),
        ...internal(row, ['pilot', 'programme']),
    }),
    indicators: (row) => (row.measure === 'qualitative' ? { measure: 'count' } : {}),
    goals: (row, random, targets) => ({
        ...oneOf(row, ['pilot', 'programme', 'programmeLine'], random, targets),
        ...(row.baseline === null && row.baselineOn !== null && { baselineOn: null }),
    }),
    measurements(row, random, targets) {
        const changes = [row.indicator, row.goal, row.pilot].every((parent) => parent === null) ? oneOf(row, ['pilot'], random, targets) : {}
        if (row.measuredOn !== null && (row.periodFrom !== null || row.periodTo !== null)) changes.measuredOn = null
        if (row.value === null) Object.assign(changes, { qualifier: null, valueUpper: null, ...(row.story === null && { story: 'Loopt' }) })
        else if (row.qualifier === 'between') changes.valueUpper = row.value + 1
        else if (row.valueUpper !== null) changes.valueUpper = null
        if (!row.suspect && row.suspectReason !== null) changes.suspectReason = null
        return changes
    },
    'budget-lines'(row, random, targets) {
        const parents = ['pilot', 'programme', 'programmeLine']
        const changes = { ...oneOf(row, parents, random, targets, 0), ...internal(row, parents), ...nothing(['variantOf']) }
        const from = row.fiscalYearFrom !== null && row.taskFields?.length ? Math.max(row.fiscalYearFrom, 2025) : row.fiscalYearFrom
        if (from !== row.fiscalYearFrom) changes.fiscalYearFrom = from
        if (from === null) changes.fiscalYearTo = null
        else if (row.fiscalYearTo !== null && row.fiscalYearTo < from) changes.fiscalYearTo = from
        return changes
    },
    'reported-totals'(row) {
        const changes = {}
        if (row.statedAmount !== null && row.statedNumber !== null) changes.statedNumber = null
        if (row.statedAmount === null && row.statedNumber === null) changes.statedAmount = 134.2
        if (row.filter !== null) Object.assign(changes, { over: 'budgetLines', filter: 'statement=tabel-1&fiscalYearFromTo=2017&pilotReference=x' })
        return changes
    },
    evaluations: (row, random, targets) => oneOf(row, ['pilot', 'programme'], random, targets),
    lessons: (row, random, targets) => oneOf(row, ['pilot', 'evaluation'], random, targets),
}
