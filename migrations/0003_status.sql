-- The status of a pilot, derived from dates, decisions and statements: a timeline that is rewritten in the
-- transaction that changes what it rests on, so that lists filter on it, on any day, by index.

CREATE FUNCTION proeftuin_status_group(status text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN status = 'notEstablished' THEN 'unknown'
    WHEN status = 'inPreparation' THEN 'preparation'
    WHEN status IN ('running', 'extended', 'paused', 'pastEnd') THEN 'active'
    WHEN status IN ('completed', 'madeRegular', 'stopped', 'split', 'merged') THEN 'ended'
END;

COMMENT ON FUNCTION proeftuin_status_group(text) IS 'The group that a status belongs to.';

CREATE TABLE pilot_status (
    municipality text COLLATE "C" NOT NULL,
    pilot_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    status text NOT NULL,
    status_group text NOT NULL GENERATED ALWAYS AS (proeftuin_status_group(status)) STORED,

    CONSTRAINT pilot_status__pilot_id__pkey
        PRIMARY KEY (pilot_id, valid_from) INCLUDE (valid_until, status, status_group),
    CONSTRAINT pilot_status__pilot_id__fkey
        FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id) ON DELETE CASCADE,
    CONSTRAINT pilot_status__valid_until__check CHECK (valid_from < valid_until),
    CONSTRAINT pilot_status__status__check CHECK (status IN (
        'notEstablished', 'inPreparation', 'running', 'extended', 'paused', 'pastEnd', 'completed', 'madeRegular',
        'stopped', 'split', 'merged'))
);

-- "Which pilots of this municipality run today": the last intervals, in which most answers lie, stand together.
CREATE INDEX pilot_status__status__idx
    ON pilot_status (municipality, status, valid_until, valid_from) INCLUDE (pilot_id);
CREATE INDEX pilot_status__status_group__idx
    ON pilot_status (municipality, status_group, valid_until, valid_from) INCLUDE (pilot_id);

COMMENT ON TABLE pilot_status IS
    'Which status each pilot has on which days, from -infinity to infinity; proeftuin_rewrite_status() writes it.';
COMMENT ON COLUMN pilot_status.municipality IS 'Whose pilot it is.';
COMMENT ON COLUMN pilot_status.pilot_id IS 'The pilot.';
COMMENT ON COLUMN pilot_status.valid_from IS 'The first day of the status; -infinity: since always.';
COMMENT ON COLUMN pilot_status.valid_until IS 'The first day on which it is no longer so; infinity: none is known.';
COMMENT ON COLUMN pilot_status.status IS 'The status (code list pilots.status).';
COMMENT ON COLUMN pilot_status.status_group IS 'Its group (code list pilots.statusGroup).';

-- The facts, each with the day from which it counts. A start counts from the first day of its period; ends and
-- decisions from their last. Only taken decisions count: from their effective date, else the day they were taken,
-- else the day by which they were known.
CREATE VIEW pilot_fact WITH (security_invoker = true) AS
    SELECT municipality, id AS pilot_id, '-infinity'::date AS day, 'always' AS fact, NULL::date AS new_end
    FROM pilot
UNION ALL
    SELECT municipality, id, start_date, 'start', NULL
    FROM pilot WHERE start_date IS NOT NULL
UNION ALL
    SELECT municipality, id, proeftuin_last_day(end_date, end_precision) + 1, 'pastEnd', NULL
    FROM pilot WHERE end_date IS NOT NULL
UNION ALL
    SELECT municipality, pilot_id,
        coalesce(effective_from, proeftuin_last_day(taken_date, taken_precision), known_by),
        CASE WHEN kind = 'start' AND taken_date IS NULL AND effective_from IS NULL THEN 'startedBefore' ELSE kind END,
        CASE kind WHEN 'extend' THEN proeftuin_last_day(new_end_date, new_end_precision) END
    FROM decision
    WHERE stage = 'taken'
        AND kind IN ('start', 'extend', 'pause', 'resume', 'makeRegular', 'split', 'merge', 'stop', 'complete')
UNION ALL
    -- An undated ending: from when it was known is all that can be said, not from when it held.
    SELECT municipality, pilot_id, known_by, 'undatedEnding', NULL
    FROM decision
    WHERE stage = 'taken' AND taken_date IS NULL AND effective_from IS NULL
        AND kind IN ('makeRegular', 'split', 'merge', 'stop', 'complete')
UNION ALL
    SELECT municipality, pilot_id, proeftuin_last_day(new_end_date, new_end_precision) + 1, 'pastNewEnd', NULL
    FROM decision WHERE stage = 'taken' AND kind = 'extend' AND new_end_date IS NOT NULL
UNION ALL
    SELECT municipality, pilot_id, reported_on,
        CASE stated_group WHEN 'active' THEN 'statedActive' ELSE 'statedPreparation' END, NULL
    FROM progress_report WHERE stated_group IN ('active', 'preparation');

COMMENT ON VIEW pilot_fact IS
    'What the status of pilots rests on: facts, each with the day from which it counts, and the end of an extension.';

CREATE FUNCTION proeftuin_status_timeline(pilots uuid[])
RETURNS TABLE (municipality text, pilot_id uuid, valid_from date, valid_until date, status text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH known AS (
        -- What was the case on each day on which something changes. The day of an ending is paired with a rank: which
        -- of several on one day prevails.
        SELECT f.municipality, f.pilot_id, f.day,
            max(ARRAY[f.day - date '1000-01-01', array_position(
                ARRAY['complete', 'stop', 'merge', 'split', 'makeRegular'], f.fact)])
                FILTER (WHERE f.fact IN ('complete', 'stop', 'merge', 'split', 'makeRegular')) OVER so_far AS ending,
            max(f.day) FILTER (WHERE f.fact = 'resume') OVER so_far AS resumed,
            max(f.day) FILTER (WHERE f.fact = 'pause') OVER so_far AS paused,
            max(f.new_end) OVER so_far AS new_end,
            max(f.day) FILTER (WHERE f.fact = 'pastEnd') OVER ever - 1 AS planned_end,
            bool_or(f.fact IN ('start', 'startedBefore', 'statedActive')) OVER so_far AS started,
            bool_or(f.fact = 'statedPreparation') OVER so_far AS prepared,
            max(f.day) FILTER (WHERE f.fact = 'start') OVER ever > f.day AS starts_later,
            max(f.day) FILTER (WHERE f.fact = 'undatedEnding') OVER ever > f.day AS ending_unsure
        FROM pilot_fact f
        WHERE f.pilot_id = ANY (pilots)
        WINDOW ever AS (PARTITION BY f.pilot_id), so_far AS (PARTITION BY f.pilot_id ORDER BY f.day)
    ), judged AS (
        -- The rule: the first line that holds. Facts of one day give one answer.
        SELECT DISTINCT k.municipality, k.pilot_id, k.day,
            CASE
                WHEN k.ending IS NOT NULL AND (k.resumed IS NULL OR k.resumed - date '1000-01-01' <= k.ending[1])
                    THEN (ARRAY['completed', 'stopped', 'merged', 'split', 'madeRegular'])[k.ending[2]]
                WHEN NOT k.started AND (k.starts_later OR k.prepared) THEN 'inPreparation'
                WHEN NOT k.started THEN 'notEstablished'
                WHEN k.day > coalesce(k.new_end, k.planned_end) AND k.ending_unsure THEN 'notEstablished'
                WHEN k.day > coalesce(k.new_end, k.planned_end) THEN 'pastEnd'
                WHEN k.paused IS NOT NULL AND (k.resumed IS NULL OR k.resumed <= k.paused) THEN 'paused'
                WHEN k.new_end IS NOT NULL AND k.day > k.planned_end THEN 'extended'
                ELSE 'running'
            END AS status
        FROM known k
    ), change AS (
        SELECT j.*, j.status IS DISTINCT FROM lag(j.status) OVER (PARTITION BY j.pilot_id ORDER BY j.day) AS changed
        FROM judged j
    )
    SELECT c.municipality, c.pilot_id, c.day,
        lead(c.day, 1, 'infinity') OVER (PARTITION BY c.pilot_id ORDER BY c.day), c.status
    FROM change c WHERE c.changed;
END;

COMMENT ON FUNCTION proeftuin_status_timeline(uuid[]) IS
    'The rule by which status follows from dates, decisions and statements, for these pilots; its only home.';

-- Planning the rule costs five times what running it for one pilot costs: it is planned once a connection, and by
-- index, so that a plan made while the tables were small serves as well when a load has filled them.
CREATE FUNCTION proeftuin_rewrite_status(pilots uuid[]) RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    -- Two writers about one pilot must see each other: wait here, then read with a fresh snapshot, which a transaction
    -- that keeps its first one can't take.
    IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'the status of pilots can''t be kept at isolation level repeatable read'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM 1 FROM pilot WHERE id = ANY (pilots) ORDER BY id FOR NO KEY UPDATE;

    DELETE FROM pilot_status WHERE pilot_id = ANY (pilots);
    INSERT INTO pilot_status (municipality, pilot_id, valid_from, valid_until, status)
    SELECT municipality, pilot_id, valid_from, valid_until, status FROM proeftuin_status_timeline(pilots);
END
$$;

COMMENT ON FUNCTION proeftuin_rewrite_status(uuid[]) IS
    'Writes the timelines of these pilots anew, in the transaction that changed what they rest on.';

-- Who calls it. The rule reads no links, so they have no trigger here; deleting a pilot takes its timeline along.

CREATE FUNCTION proeftuin_status_after_pilot_insert() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(id)) FROM written HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_status_after_pilot_update() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(w.id))
    FROM written w JOIN erased e USING (id)
    WHERE (w.start_date, w.start_precision, w.end_date, w.end_precision)
        IS DISTINCT FROM (e.start_date, e.start_precision, e.end_date, e.end_precision)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_status_after_decision_insert() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(DISTINCT pilot_id))
    FROM written WHERE stage = 'taken' HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_status_after_decision_update() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(DISTINCT pilot))
    FROM written w JOIN erased e USING (id) CROSS JOIN unnest(ARRAY[w.pilot_id, e.pilot_id]) AS pilot
    WHERE 'taken' IN (w.stage, e.stage)
        AND (w.pilot_id, w.kind, w.stage, w.taken_date, w.taken_precision, w.known_by, w.effective_from, w.new_end_date,
            w.new_end_precision)
        IS DISTINCT FROM (e.pilot_id, e.kind, e.stage, e.taken_date, e.taken_precision, e.known_by, e.effective_from,
            e.new_end_date, e.new_end_precision)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_status_after_decision_delete() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(DISTINCT pilot_id))
    FROM erased WHERE stage = 'taken' HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_status_after_report_insert() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(DISTINCT pilot_id))
    FROM written WHERE stated_group IN ('active', 'preparation') HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_status_after_report_update() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(DISTINCT pilot))
    FROM written w JOIN erased e USING (id) CROSS JOIN unnest(ARRAY[w.pilot_id, e.pilot_id]) AS pilot
    WHERE (w.pilot_id, w.reported_on, w.stated_group) IS DISTINCT FROM (e.pilot_id, e.reported_on, e.stated_group)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_status_after_report_delete() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proeftuin_rewrite_status(array_agg(DISTINCT pilot_id))
    FROM erased WHERE stated_group IN ('active', 'preparation') HAVING count(*) > 0;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_status_after_pilot_insert() IS 'Trigger: a new pilot gets its timeline.';
COMMENT ON FUNCTION proeftuin_status_after_pilot_update() IS 'Trigger: a pilot''s timeline follows its dates.';
COMMENT ON FUNCTION proeftuin_status_after_decision_insert() IS 'Trigger: a decision taken changes the timeline.';
COMMENT ON FUNCTION proeftuin_status_after_decision_update() IS 'Trigger: a pilot''s timeline follows its decisions.';
COMMENT ON FUNCTION proeftuin_status_after_decision_delete() IS 'Trigger: a decision that is gone no longer counts.';
COMMENT ON FUNCTION proeftuin_status_after_report_insert() IS 'Trigger: a statement can say that a pilot runs.';
COMMENT ON FUNCTION proeftuin_status_after_report_update() IS 'Trigger: the timeline follows what is stated.';
COMMENT ON FUNCTION proeftuin_status_after_report_delete() IS 'Trigger: a statement that is gone no longer counts.';

CREATE TRIGGER pilot__status_insert AFTER INSERT ON pilot
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_pilot_insert();
CREATE TRIGGER pilot__status_update AFTER UPDATE ON pilot
    REFERENCING OLD TABLE AS erased NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_pilot_update();

CREATE TRIGGER decision__status_insert AFTER INSERT ON decision
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_decision_insert();
CREATE TRIGGER decision__status_update AFTER UPDATE ON decision
    REFERENCING OLD TABLE AS erased NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_decision_update();
CREATE TRIGGER decision__status_delete AFTER DELETE ON decision
    REFERENCING OLD TABLE AS erased
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_decision_delete();

CREATE TRIGGER progress_report__status_insert AFTER INSERT ON progress_report
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_report_insert();
CREATE TRIGGER progress_report__status_update AFTER UPDATE ON progress_report
    REFERENCING OLD TABLE AS erased NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_report_update();
CREATE TRIGGER progress_report__status_delete AFTER DELETE ON progress_report
    REFERENCING OLD TABLE AS erased
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_status_after_report_delete();

-- A pilot with its computed columns, which come first: a migration that adds a column to the table then only has to say
-- CREATE OR REPLACE VIEW with the same text. The sub-selects are worked out once a query, not once a row.
CREATE VIEW pilot_read WITH (security_invoker = true) AS
SELECT s.status, s.status_group, nullif(s.valid_from, '-infinity') AS status_since,
    CASE
        WHEN 'yes' IN (p.deviates_from_policy, p.outside_frameworks) THEN true
        WHEN p.deviates_from_policy = 'no' AND p.outside_frameworks = 'no' THEN false
    END AS consent_needed,
    p.*
FROM pilot p
LEFT JOIN pilot_status s ON s.municipality = p.municipality AND s.pilot_id = p.id
    AND s.valid_from <= (SELECT proeftuin_as_of()) AND s.valid_until > (SELECT proeftuin_as_of());

COMMENT ON VIEW pilot_read IS
    'Pilots with their status on the day of proeftuin_as_of(), and whether the council must consent (null: not known).';
