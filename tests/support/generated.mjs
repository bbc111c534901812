// A register of generated rows, for tests that read: many of everything, with nulls, duplicates and ties in every field
// that lists sort or filter by, and texts that only sort well by Dutch rules. Written by SQL: what is tested here is
// reading.

/** The two municipalities that own the rows. */
export const owners = ['gm1509', 'gm0141']

/** How many rows each table gets. */
export const generated = 240

// Keys sort in another order than the one in which the rows are made: 7919 is prime.
const functions = `
CREATE FUNCTION pg_temp.key(kind int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
    format('0190a%s-0000-7000-8000-%s', to_char(kind, 'FM000'), lpad(to_hex(n * 7919 % 65536), 12, '0'))::uuid;
CREATE FUNCTION pg_temp.pick(n int, VARIADIC list text[]) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    list[1 + n % cardinality(list)];
CREATE FUNCTION pg_temp.title(n int) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    pg_temp.pick(n, 'zorg', 'Zorg', 'een loket', 'één loket', 'Eén loket', 'IJsbaan', 'ijsbaan', 'Iglo', 'Ikea', '’t Huis',
        'Coöperatie', 'Cooperatie', 'De-Vereniging', 'De Vereniging', 'de vereniging', '2 wijken', '10 wijken', 'Ærø',
        'straat & "plein"', 'Groep \\ één');
CREATE FUNCTION pg_temp.known(n int) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    (ARRAY[NULL, 'day', 'month', 'quarter', 'year', 'unknown'])[1 + n % 6];
CREATE FUNCTION pg_temp.day(n int, known text) RETURNS date LANGUAGE sql IMMUTABLE RETURN
    CASE known WHEN 'day' THEN date '2017-01-05' + n * 5 % 365 WHEN 'unknown' THEN NULL
        ELSE date_trunc(known, timestamp '2016-01-05' + n * 11 % 900 * interval '1 day')::date END;
CREATE FUNCTION pg_temp.some(n int, most int, VARIADIC list text[]) RETURNS text[] LANGUAGE sql IMMUTABLE RETURN
    CASE WHEN n % 5 > 0 THEN list[1 + n % most : n % most + n % 3] END;
`

/** The columns that the tables of municipalities share. */
const common = `id, municipality, reference, version, created_at, updated_at, public, document_id, place, source_text,
    stated_on`

/**
 * Their values for row n: `document` says which rows point to a document, `open` which are public. Rows of one parity have one
 * owner, so that they may point to each other.
 */
const shared = (kind, { document = 'n % 5 < 4', open = 'n % 4 = 0' } = {}) => `
    pg_temp.key(${kind}, n), pg_temp.pick(n, '${owners.join("', '")}'),
    CASE WHEN n % 3 > 0 THEN 'ref ' || n % 60 || '.' || n END, 1 + n % 3,
    timestamptz '2020-01-01 12:00Z' + n % 11 * interval '1.000001 s',
    timestamptz '2021-06-30 23:59:59.5Z' + n % 7 * interval '1 h', ${open},
    CASE WHEN ${document} THEN pg_temp.key(1, 1 + (n + 1) % 8) END, 'rij ' || n, NULL,
    CASE WHEN n % 4 > 0 THEN date '2018-09-12' + n % 6 END`

/** A date, its precision and its bound. */
const partial = (salt) => `
    pg_temp.day(n + ${salt}, pg_temp.known(n + ${salt})), pg_temp.known(n + ${salt}),
    CASE WHEN pg_temp.known(n + ${salt}) IS NOT NULL THEN pg_temp.pick(n, 'exact', 'notAfter', 'notBefore') END`

/** A pilot, of the same owner, that some thirty of them share. */
const aPilot = 'pg_temp.key(4, 1 + (n + 1) % 30)'

const insert = (table, columns, values) =>
    `INSERT INTO ${table} (${common}, ${columns}) SELECT ${values} FROM generate_series(1, ${generated}) n;\n`

const rows = [
    insert(
        'document',
        'title, kind, issuer, issued_date, issued_precision, issued_bound, url, list_complete',
        `${shared(1, { document: 'n % 3 = 0 AND n > 8' })}, pg_temp.title(n),
        pg_temp.pick(n, 'memo', 'letter', 'policyPlan', 'other'),
        CASE WHEN n % 3 > 0 THEN 'College van ' || pg_temp.title(n % 4) END, ${partial(0)},
        CASE WHEN n % 2 > 0 THEN 'https://example.nl/' || n END, (ARRAY[NULL, 'yes', 'no', 'unknown'])[1 + n % 4]`,
    ),
    insert(
        'organisation',
        'name, kind, url',
        `${shared(2)}, pg_temp.title(n), pg_temp.pick(n, 'welfare', 'housing', 'other'), NULL`,
    ),
    insert(
        'area',
        'name, kind, member_municipalities',
        `${shared(3)}, pg_temp.title(n), pg_temp.pick(n, 'village', 'quarter', 'region'),
        pg_temp.some(n, 2, 'gm1509', 'gm0141', 'gm0150', 'gm0153')`,
    ),
    insert(
        'pilot',
        `title, kind, summary, source_number, source_order, start_date, start_precision, start_bound,
        end_date, end_precision, end_bound, domains, stated_cluster, laws, target_groups,
        deviates_from_policy, outside_frameworks, embedding_planned_on`,
        `${shared(4)}, pg_temp.title(n), pg_temp.pick(n, 'pilot', 'experiment', 'project'), E'regel 1\\nregel 2',
        CASE WHEN n % 3 > 0 THEN n % 20 || '-' || n % 3 END, CASE WHEN n % 4 > 0 THEN 1 + n % 17 END, ${partial(0)},
        pg_temp.day(n, pg_temp.known(n + 1)) + interval '5 years', pg_temp.known(n + 1),
        CASE WHEN pg_temp.known(n + 1) IS NOT NULL THEN 'exact' END,
        pg_temp.some(n, 4, 'youth', 'wmo', 'income', 'access', 'data'),
        CASE WHEN n % 2 > 0 THEN 'Cluster ' || n % 5 END,
        pg_temp.some(n, 3, 'wmo2015', 'youthAct', 'participationAct', 'none'),
        pg_temp.some(n + 2, 3, 'older', 'carers', 'youth', 'volunteers'),
        (ARRAY[NULL, 'yes', 'no', 'unknown'])[1 + n % 4], (ARRAY['no', NULL, 'unknown', 'yes'])[1 + n / 4 % 4],
        CASE WHEN n % 3 = 0 THEN date '2019-01-01' + n % 9 END`,
    ),
    insert(
        'decision',
        `pilot_id, kind, stage, body, taken_date, taken_precision, taken_bound, known_by, effective_from,
        new_end_date, new_end_precision, new_end_bound`,
        `${shared(5, { open: 'false' })}, ${aPilot}, pg_temp.pick(n, 'start', 'extend', 'fund', 'stop'),
        pg_temp.pick(n, 'announced', 'taken', 'proposed', 'taken', 'withdrawn'),
        pg_temp.pick(n, 'council', 'executive', 'unknown'), ${partial(2)}, date '2018-01-01' + n % 13,
        CASE WHEN n % 3 = 0 THEN date '2018-06-01' + n % 5 END,
        CASE WHEN n % 4 = 1 THEN date '2022-01-01' + n % 10 END,
        CASE WHEN n % 4 = 1 THEN 'day' END, CASE WHEN n % 4 = 1 THEN 'exact' END`,
    ),
    insert(
        'progress_report',
        'pilot_id, reported_on, stated_status, stated_group, results, active_years, covers_from, covers_to',
        `${shared(6, { open: 'false' })}, ${aPilot}, date '2018-01-01' + n % 40, 'Loopt',
        (ARRAY[NULL, 'active', 'ended', 'preparation', 'unknown'])[1 + n % 5], NULL,
        CASE WHEN n % 4 > 0 THEN (ARRAY[2014, 2015, 2016, 2017])[1 + n % 3 : n % 4] END, 2014, 2018`,
    ),
    insert(
        'deliverable',
        `title, kind, pilot_id, due_date, due_precision, due_bound, done_date, done_precision, done_bound,
        recurrence, promised_to, promised_on`,
        `${shared(7, { open: 'n % 12 = 0' })}, pg_temp.title(n), pg_temp.pick(n, 'memo', 'report', 'commitment'),
        CASE WHEN n % 3 > 0 THEN ${aPilot} END, ${partial(1)}, ${partial(3)},
        (ARRAY[NULL, 'oneOff', 'quarterly'])[1 + n % 3], (ARRAY['council', NULL, 'executive'])[1 + n % 3],
        CASE WHEN n % 4 > 0 THEN date '2018-06-20' + n % 8 END`,
    ),
    `INSERT INTO pilot_area (municipality, pilot_id, ordinal, area_id)
    SELECT municipality, id, k, pg_temp.key(3, 2 * k + CASE municipality WHEN '${owners[1]}' THEN 1 ELSE 2 END)
    FROM pilot, generate_series(0, 1) k WHERE source_order > 8;

    INSERT INTO pilot_link (municipality, pilot_id, ordinal, linked_pilot_id, relation)
    SELECT municipality, id, 0, pg_temp.key(4, CASE municipality WHEN '${owners[1]}' THEN 1 ELSE 2 END), 'continues'
    FROM pilot WHERE source_order BETWEEN 4 AND 9;`,
]

/** Fills a register that has its municipalities and nothing else. */
export const generate = (server) => server.sql(`${functions}${rows.join('')} ANALYZE;`)

/** A row of the same owner as row n (of the first two, of one of whose parts the municipality is known). */
const ofOwner = (kind) => `pg_temp.key(${kind}, CASE municipality WHEN '${owners[1]}' THEN 1 ELSE 2 END)`
const one = (kind, most = 30) => `pg_temp.key(${kind}, 1 + (n + 1) % ${most})`
const orNull = (wanted, value) => `CASE WHEN ${wanted} THEN ${value} END`
const derived = { open: 'false' } // from what it belongs to
const some = { open: 'n % 3 = 0' }

/** A row of a part for each row of its whole. */
const part = (table, whole, columns, values) =>
    `INSERT INTO ${table} (municipality, ${whole}_id, ordinal, ${columns}) SELECT municipality, id, 0, ${values} FROM ${whole};\n`

const others = [
    insert('programme', 'title, kind', `${shared(20, some)}, pg_temp.title(n), 'policyPlan'`),
    insert('programme_line', 'programme_id, kind, title', `${shared(21, derived)}, ${one(20)}, 'line', pg_temp.title(n)`),
    insert(
        'participation',
        'pilot_id, programme_id, participant, organisation_id, role',
        `${shared(22, derived)}, ${orNull('n % 3 > 0', one(4))}, ${orNull('n % 3 = 0', one(20))}, ${orNull('n % 5 = 0', "'gm0150'")},
        ${orNull('n % 5 > 0', one(2))}, 'participant'`,
    ),
    insert('indicator', 'name, measure, unit', `${shared(23, some)}, pg_temp.title(n), 'count', 'cliënten'`),
    insert(
        'goal',
        'pilot_id, programme_line_id, statement, indicator_id',
        `${shared(24, derived)}, ${orNull('n % 3 > 0', one(4))}, ${orNull('n % 3 = 0', one(21))}, pg_temp.title(n), ${one(23)}`,
    ),
    insert(
        'measurement',
        'indicator_id, goal_id, pilot_id, area_id, measured_on, value, sample_size',
        `${shared(25, derived)}, ${one(23)}, ${orNull('n % 4 = 0', one(24))}, ${orNull('n % 5 = 0', one(4))},
        ${orNull('n % 3 = 0', one(3, 8))}, date '2018-01-01' + n % 9, n % 40, ${orNull('n % 2 = 0', 'n % 90')}`,
    ),
    insert(
        'evaluation',
        'pilot_id, programme_id, kind, title',
        `${shared(26, derived)}, ${orNull('n % 3 > 0', one(4))}, ${orNull('n % 3 = 0', one(20))}, 'final', pg_temp.title(n)`,
    ),
    insert('recommendation', 'evaluation_id, text', `${shared(27, derived)}, ${one(26)}, 'Borg het.'`),
    insert(
        'lesson',
        'pilot_id, evaluation_id, kind, text',
        `${shared(28, derived)}, ${orNull('n % 3 > 0', one(4))}, ${orNull('n % 3 = 0', one(26))}, 'whatWorks', 'Samen.'`,
    ),
    // Of those that belong to nothing some are public, and of those of a public pilot: that says so below.
    insert(
        'budget_line',
        'pilot_id, statement, label, kind, stage, amount, amount_status, amount_qualifier',
        `${shared(29, { open: 'n % 3 = 0 AND n % 4 < 2' })}, ${orNull('n % 3 > 0', one(4))}, 'tabel-' || n % 2, pg_temp.title(n),
        pg_temp.pick(n, 'investment', 'yield', 'cost'), 'expected', n * 100, 'known', 'exact'`,
    ),
    'UPDATE budget_line b SET public = b.amount % 400 < 200 FROM pilot p WHERE p.id = b.pilot_id AND p.public;\n',
    insert('reported_total', "label, function, over, stated_number", `${shared(30, some)}, pg_temp.title(n), 'sum', 'measurements', n % 40`),
    part('pilot_line', 'pilot', 'programme_line_id', ofOwner(21)),
    part('deliverable_line', 'deliverable', 'programme_line_id', ofOwner(21)),
    part('budget_line_line', 'budget_line', 'programme_line_id', ofOwner(21)),
    part('goal_milestone', 'goal', 'due_on, value', "date '2019-01-01', 7"),
    part('evaluation_evaluator', 'evaluation', 'organisation_id', ofOwner(2)),
    part('evaluation_method', 'evaluation', 'method, participants', "'interview', 3"),
    part('evaluation_figure', 'evaluation', 'outcome, study_group, moment, kind, sample_size, counted', "'werk', 'participants', 'after', 'proportion', 40, 12"),
    part('evaluation_finding', 'evaluation', 'programme_line_id, text', `${ofOwner(21)}, 'Het werkt.'`),
    `INSERT INTO reported_total_operand (municipality, reported_total_id, ordinal, operand_id)
    SELECT municipality, id, 0, ${ofOwner(30)} FROM reported_total WHERE id <> ${ofOwner(30)};\n`,
]

/** Adds rows of everything else to what generate() made: programmes, goals, money, evaluations, with all their parts. */
export const generateOthers = (server) => server.sql(`${functions}${others.join('')} ANALYZE;`)
