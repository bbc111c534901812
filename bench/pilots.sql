-- Fills a migrated, empty register with :pilots pilots, for bench/run. The same every time: what looks like chance is a hash of
-- the row's number.
--
-- Municipalities with :each pilots, the last one with what is left; every one has 4 documents and 10 areas. Of the pilots 60 %
-- have areas (one to three), 30 % links to others, 80 % decisions and 70 % a progress report, so that every part, reference and
-- status occurs.
-- Lengths and blanks are those of the sample register's pilots, with the fields that other registers fill in as well.

BEGIN;

-- A number below `most` that follows from `seed` and `n`.
CREATE FUNCTION pg_temp.pick(seed text, n bigint, most integer) RETURNS integer
LANGUAGE sql IMMUTABLE
RETURN (('x' || substr(md5(seed || n), 1, 7))::bit(28)::integer % most);

CREATE FUNCTION pg_temp.choose(seed text, n bigint, items text[]) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN items[1 + pg_temp.pick(seed, n, cardinality(items))];

-- A UUID of version 7: ids rise with `n`, as those of rows that come one after another do.
CREATE FUNCTION pg_temp.id(seed text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE
RETURN (lpad(to_hex(1700000000000 + n * 61), 12, '0') || '7' || substr(md5(seed || n), 1, 3) || '8'
    || substr(md5(seed || n), 4, 15))::uuid;

CREATE FUNCTION pg_temp.date(seed text, n bigint, first_year integer) RETURNS date
LANGUAGE sql IMMUTABLE
RETURN make_date(first_year + pg_temp.pick(seed || 'y', n, 4), 1 + pg_temp.pick(seed || 'm', n, 12), 1);

CREATE TEMPORARY TABLE owner AS
SELECT row_number() OVER (ORDER BY code) - 1 AS slot, code
FROM (SELECT code FROM municipality WHERE kind = 'municipality' AND valid_to_precision IS NULL ORDER BY code
    LIMIT (:pilots + :each - 1) / :each) m;

INSERT INTO document (id, municipality, reference, public, title, kind, issuer, issued_date, issued_precision, issued_bound)
SELECT pg_temp.id('document', n), o.code, 'doc-' || n % 4, true,
    pg_temp.choose('title', n, ARRAY['Experimenten Sociaal Domein', 'Meerjarenplan Sociaal Domein', 'Evaluatie pilots Wmo']),
    pg_temp.choose('kind', n, ARRAY['memo', 'letter', 'policyPlan', 'evaluation']), 'Gemeente',
    pg_temp.date('issued', n, 2016), 'month', 'exact'
FROM generate_series(0, (SELECT count(*) FROM owner) * 4 - 1) n JOIN owner o ON o.slot = n / 4;

INSERT INTO area (id, municipality, reference, public, name, kind)
SELECT pg_temp.id('area', n), o.code, 'gebied-' || n % 10, true, 'Kern ' || n % 10,
    pg_temp.choose('kind', n, ARRAY['village', 'district', 'neighbourhood'])
FROM generate_series(0, (SELECT count(*) FROM owner) * 10 - 1) n JOIN owner o ON o.slot = n / 10;

INSERT INTO pilot (id, municipality, reference, public, document_id, place, source_text, stated_on, title, kind, summary,
    source_number, source_order, start_date, start_precision, start_bound, end_date, end_precision, end_bound, domains,
    stated_cluster, laws, target_groups, deviates_from_policy, outside_frameworks, embedding_owner, embedding_funding,
    embedding_conditions, created_at, updated_at)
SELECT pg_temp.id('pilot', n), o.code, 'pilot-' || n % :each, true, -- those who measure have no key
    CASE WHEN pg_temp.pick('document', n, 10) > 0 THEN pg_temp.id('document', n / :each * 4 + n % 4) END,
    'tabel, rij ' || n % :each,
    pg_temp.choose('source', n, ARRAY['Ja, regulier ingezet', 'Nee, beëindigd', 'Loopt (Wordt verlengd)', NULL,
        'Ja, opgesplitst: - Buurtsportcoaches: regulier ingezet - Zelfsturende professionals: loopt, wordt verlengd.']),
    pg_temp.date('stated', n, 2018),
    pg_temp.choose('what', n, ARRAY['Zelfsturende professionals', 'Wisseldoorstartwoning', 'Mantelzorgwoning', 'De ontmoeting',
        'Verminderen inzet ambulante uren', 'Wijknetwerk', 'Eén gezin, één plan', 'Vroegsignalering schulden'])
        || ' ' || pg_temp.choose('where', n, ARRAY['Silvolde', 'Ulft', 'Terborg', 'Gendringen', 'in drie kernen']) || ' ' || n,
    pg_temp.choose('kind', n, ARRAY['experiment', 'pilot', 'proeftuin', 'project']),
    CASE WHEN pg_temp.pick('summary', n, 10) > 2 THEN
        'Inwoners met een hulpvraag krijgen één vast gezicht, dat zelf mag besluiten wat nodig is. Onderzocht wordt of dat '
        'het aantal ambulante uren vermindert en of zij "langer zelfstandig" wonen, '
        || pg_temp.choose('why', n, ARRAY['zonder dat mantelzorgers zwaarder worden belast.',
            'tegen dezelfde kosten per cliënt als nu; de huisartsen in het gebied doen mee en verwijzen zelf door.',
            'ook als er schulden zijn. De proef sluit aan bij het beleidsplan en wordt na een jaar geëvalueerd met '
            'cliënten, verwijzers en aanbieders.']) END,
    (n % :each)::text, 1 + n % :each, pg_temp.date('start', n, 2015), 'month', 'exact',
    CASE WHEN pg_temp.pick('end', n, 10) > 1 THEN pg_temp.date('start', n, 2015) + interval '30 months' END,
    CASE WHEN pg_temp.pick('end', n, 10) > 1 THEN 'month' END, CASE WHEN pg_temp.pick('end', n, 10) > 1 THEN 'exact' END,
    CASE WHEN pg_temp.pick('domains', n, 4) > 0 THEN ARRAY['wmo', pg_temp.choose('domain', n, ARRAY['youth', 'health'])] END,
    pg_temp.choose('cluster', n, ARRAY['Zorg', 'Wonen', 'Werk en inkomen', NULL]),
    CASE WHEN pg_temp.pick('laws', n, 2) > 0 THEN ARRAY['wmo2015'] END,
    CASE WHEN pg_temp.pick('groups', n, 3) > 0 THEN ARRAY['older', 'carers', 'professionals'] END,
    pg_temp.choose('deviates', n, ARRAY['yes', 'no', NULL]), pg_temp.choose('outside', n, ARRAY['no', 'no', NULL]),
    pg_temp.choose('owner', n, ARRAY['Team Toegang', NULL]), pg_temp.choose('funding', n, ARRAY['yes', 'unknown', NULL]),
    pg_temp.choose('conditions', n, ARRAY[NULL, NULL, 'Structurele dekking in de begroting van volgend jaar.']),
    timestamptz '2024-01-01 08:00+00' + n * interval '61.037 seconds',
    timestamptz '2024-06-01 08:00+00' + n * interval '47.251 seconds'
FROM generate_series(0, :pilots - 1) n JOIN owner o ON o.slot = n / :each;

INSERT INTO pilot_area (municipality, pilot_id, ordinal, area_id)
SELECT o.code, pg_temp.id('pilot', n), ordinal, pg_temp.id('area', n / :each * 10 + (n + ordinal * 3) % 10)
FROM generate_series(0, :pilots - 1) n JOIN owner o ON o.slot = n / :each
CROSS JOIN generate_series(0, pg_temp.pick('areas', n, 3)) ordinal
WHERE pg_temp.pick('has areas', n, 10) < 6;

INSERT INTO pilot_link (municipality, pilot_id, ordinal, linked_pilot_id, relation)
SELECT o.code, pg_temp.id('pilot', n), ordinal,
    pg_temp.id('pilot', n / :each * :each + (n + 7 + ordinal) % least(:each, :pilots - n / :each * :each)),
    pg_temp.choose('relation', n, ARRAY['partOf', 'splitInto', 'continues'])
FROM generate_series(0, :pilots - 1) n JOIN owner o ON o.slot = n / :each
CROSS JOIN generate_series(0, pg_temp.pick('links', n, 2)) ordinal
WHERE pg_temp.pick('has links', n, 10) < 3;

INSERT INTO programme (id, municipality, public, title, kind)
SELECT pg_temp.id('programme', o.slot), o.code, true, 'Samen verder', 'policyPlan' FROM owner o;

INSERT INTO programme_line (id, municipality, public, programme_id, kind, title)
SELECT pg_temp.id('line', n), o.code, true, pg_temp.id('programme', o.slot), 'line', 'Lijn ' || n % 5
FROM generate_series(0, (SELECT count(*) FROM owner) * 5 - 1) n JOIN owner o ON o.slot = n / 5;

INSERT INTO pilot_line (municipality, pilot_id, ordinal, programme_line_id)
SELECT o.code, pg_temp.id('pilot', n), 0, pg_temp.id('line', n / :each * 5 + n % 5)
FROM generate_series(0, :pilots - 1) n JOIN owner o ON o.slot = n / :each
WHERE pg_temp.pick('has line', n, 10) < 4;

INSERT INTO decision (id, municipality, public, pilot_id, kind, stage, body, taken_date, taken_precision, taken_bound)
SELECT pg_temp.id('decision', n), o.code, true, pg_temp.id('pilot', n),
    pg_temp.choose('decision', n, ARRAY['extend', 'makeRegular', 'stop', 'complete', 'pause']), 'taken', 'executive',
    pg_temp.date('start', n, 2015) + interval '29 months', 'month', 'exact'
FROM generate_series(0, :pilots - 1) n JOIN owner o ON o.slot = n / :each
WHERE pg_temp.pick('has decision', n, 10) < 8;

INSERT INTO progress_report (id, municipality, public, pilot_id, reported_on, stated_group)
SELECT pg_temp.id('report', n), o.code, true, pg_temp.id('pilot', n), pg_temp.date('stated', n, 2018),
    pg_temp.choose('group', n, ARRAY['active', 'ended', 'preparation'])
FROM generate_series(0, :pilots - 1) n JOIN owner o ON o.slot = n / :each
WHERE pg_temp.pick('has report', n, 10) < 7;

COMMIT;

VACUUM ANALYZE municipality, document, area, pilot, pilot_area, pilot_link, pilot_line, pilot_status, decision, progress_report;
