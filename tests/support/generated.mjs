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
