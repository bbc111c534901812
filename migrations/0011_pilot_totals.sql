-- What a pilot costs and yields: totals of a pilot, written again in the transaction that changes its budget lines. A public pilot
-- may have lines that are not, so there are two of them: of all its lines, for who may read them, and of those that are public.

CREATE TABLE pilot_total (
    municipality text COLLATE "C" NOT NULL,
    pilot_id uuid NOT NULL,
    whole boolean NOT NULL,
    investment numeric(16,2),
    investment_statement text,
    investment_stage text,
    investment_pro_memoria integer NOT NULL,
    investment_not_applicable integer NOT NULL,
    investment_not_yet_known integer NOT NULL,
    investment_unknown integer NOT NULL,
    investment_included_elsewhere integer NOT NULL,
    investment_not_stated integer NOT NULL,
    yield numeric(16,2),
    yield_statement text,
    yield_stage text,
    yield_pro_memoria integer NOT NULL,
    yield_not_applicable integer NOT NULL,
    yield_not_yet_known integer NOT NULL,
    yield_unknown integer NOT NULL,
    yield_included_elsewhere integer NOT NULL,
    yield_not_stated integer NOT NULL,

    CONSTRAINT pilot_total__pilot_id__pkey PRIMARY KEY (pilot_id, whole),
    CONSTRAINT pilot_total__pilot_id__fkey
        FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id) ON DELETE CASCADE
);

CALL proeftuin_guard_table('pilot_total', part_of => 'pilot', writable => false);
CREATE POLICY pilot_total__whole ON pilot_total AS RESTRICTIVE FOR SELECT
    USING (NOT whole OR municipality = ANY ((SELECT proeftuin_scope())::text[]) OR (SELECT '*' = ANY (proeftuin_scope())));

CREATE INDEX pilot_total__investment__idx ON pilot_total (municipality, investment);
CREATE INDEX pilot_total__yield__idx ON pilot_total (municipality, yield);

COMMENT ON TABLE pilot_total IS
    'Investment and yield of the pilots that have budget lines of these kinds; proeftuin_rewrite_totals() writes it.';
COMMENT ON COLUMN pilot_total.municipality IS 'Whose pilot it is.';
COMMENT ON COLUMN pilot_total.pilot_id IS 'The pilot.';
COMMENT ON COLUMN pilot_total.whole IS 'Of all its lines; else of those that are public, as if there were no others.';
DO $$
DECLARE
    stem text;
    counted text;
BEGIN
    FOREACH stem IN ARRAY ARRAY['investment', 'yield'] LOOP
        EXECUTE format('COMMENT ON COLUMN pilot_total.%I IS %L', stem, 'The sum of what is known; null: nothing is.');
        EXECUTE format('COMMENT ON COLUMN pilot_total.%I IS %L', stem || '_statement', 'The statement that it is the sum of.');
        EXECUTE format('COMMENT ON COLUMN pilot_total.%I IS %L', stem || '_stage', 'The stage that it is the sum of.');
        FOREACH counted IN ARRAY ARRAY['pro_memoria', 'not_applicable', 'not_yet_known', 'unknown', 'included_elsewhere',
            'not_stated'] LOOP
            EXECUTE format('COMMENT ON COLUMN pilot_total.%I IS %L', stem || '_' || counted,
                'How many of its lines have this amount status.');
        END LOOP;
    END LOOP;
END
$$;

-- Two statements say the same money twice, and so do two stages of it. So a total is that of one statement and one stage:
-- of those that have a known amount at all the stage that is firmest, then the statement that was stated last. A line that
-- is only a memo does not count, nor a variant that is not preferred; what is part of another line counts as included
-- elsewhere, whatever its amount and also when that other line is not public. Of a range the lower end is known.
CREATE FUNCTION proeftuin_pilot_totals(pilots uuid[], whole boolean)
RETURNS TABLE (pilot_id uuid, kind text, statement text, stage text, known numeric, pro_memoria bigint,
    not_applicable bigint, not_yet_known bigint, unknown bigint, included_elsewhere bigint, not_stated bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT DISTINCT ON (t.pilot_id, t.kind) t.pilot_id, t.kind, t.statement, t.stage, t.known, t.pro_memoria,
        t.not_applicable, t.not_yet_known, t.unknown, t.included_elsewhere, t.not_stated
    FROM (
        SELECT b.pilot_id, b.kind, b.statement, b.stage, max(b.stated_on) AS stated_on,
            sum(b.amount) FILTER (WHERE b.amount_status = 'known' AND b.included_in_id IS NULL) AS known,
            count(*) FILTER (WHERE b.amount_status = 'proMemoria' AND b.included_in_id IS NULL) AS pro_memoria,
            count(*) FILTER (WHERE b.amount_status = 'notApplicable' AND b.included_in_id IS NULL) AS not_applicable,
            count(*) FILTER (WHERE b.amount_status = 'notYetKnown' AND b.included_in_id IS NULL) AS not_yet_known,
            count(*) FILTER (WHERE b.amount_status = 'unknown' AND b.included_in_id IS NULL) AS unknown,
            count(*) FILTER (WHERE b.amount_status = 'includedElsewhere' OR b.included_in_id IS NOT NULL)
                AS included_elsewhere,
            count(*) FILTER (WHERE b.amount_status = 'notStated' AND b.included_in_id IS NULL) AS not_stated
        FROM budget_line b
        WHERE b.pilot_id = ANY (pilots) AND b.kind IN ('investment', 'yield') AND NOT b.memo
            AND (b.public OR proeftuin_pilot_totals.whole)
            AND (b.preferred OR (b.variant_of_id IS NULL
                AND NOT EXISTS (SELECT FROM budget_line v WHERE v.variant_of_id = b.id AND v.preferred
                    AND (v.public OR proeftuin_pilot_totals.whole))))
        GROUP BY b.pilot_id, b.kind, b.statement, b.stage
    ) t
    ORDER BY t.pilot_id, t.kind, t.known IS NULL, array_position(ARRAY['realised', 'secured', 'estimated', 'allocated',
            'amended', 'budgeted', 'expected', 'indicative', 'potential'], t.stage),
        t.stated_on DESC NULLS LAST, t.statement COLLATE "C" DESC;
END;

COMMENT ON FUNCTION proeftuin_pilot_totals(uuid[], boolean) IS
    'The rule by which the investment and yield of these pilots follow from their budget lines, all or the public ones; its '
    'only home.';

CREATE FUNCTION proeftuin_rewrite_totals(pilots uuid[]) RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    -- Two writers about one pilot must see each other, as with its status.
    IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'the totals of pilots can''t be kept at isolation level repeatable read'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM 1 FROM pilot WHERE id = ANY (pilots) ORDER BY id FOR NO KEY UPDATE;

    IF EXISTS (SELECT FROM unnest('{true,false}'::boolean[]) w, proeftuin_pilot_totals(pilots, w) t
        WHERE abs(t.known) > 1000000000000)
    THEN
        RAISE check_violation USING
            MESSAGE = 'the lines of a pilot add up to more than a total can be',
            TABLE = 'budget_line', COLUMN = 'amount', CONSTRAINT = 'budget_line__amount__total';
    END IF;
    DELETE FROM pilot_total WHERE pilot_id = ANY (pilots);
    INSERT INTO pilot_total (municipality, pilot_id, public, whole, investment, investment_statement, investment_stage,
        investment_pro_memoria, investment_not_applicable, investment_not_yet_known, investment_unknown,
        investment_included_elsewhere, investment_not_stated, yield, yield_statement, yield_stage, yield_pro_memoria,
        yield_not_applicable, yield_not_yet_known, yield_unknown, yield_included_elsewhere, yield_not_stated)
    SELECT p.municipality, p.id, p.public, whole, i.known, i.statement, i.stage, coalesce(i.pro_memoria, 0),
        coalesce(i.not_applicable, 0), coalesce(i.not_yet_known, 0), coalesce(i.unknown, 0),
        coalesce(i.included_elsewhere, 0), coalesce(i.not_stated, 0), y.known, y.statement, y.stage,
        coalesce(y.pro_memoria, 0), coalesce(y.not_applicable, 0), coalesce(y.not_yet_known, 0), coalesce(y.unknown, 0),
        coalesce(y.included_elsewhere, 0), coalesce(y.not_stated, 0)
    FROM (SELECT * FROM unnest('{true,false}'::boolean[]) whole, proeftuin_pilot_totals(pilots, whole) t
        WHERE t.kind = 'investment') i
    FULL JOIN (SELECT * FROM unnest('{true,false}'::boolean[]) whole, proeftuin_pilot_totals(pilots, whole) t
        WHERE t.kind = 'yield') y USING (pilot_id, whole)
    JOIN pilot p ON p.id = pilot_id;
END
$$;

COMMENT ON FUNCTION proeftuin_rewrite_totals(uuid[]) IS
    'Writes the totals of these pilots anew, in the transaction that changed their budget lines.';

CREATE FUNCTION proeftuin_totals_after_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM proeftuin_rewrite_totals(array_agg(DISTINCT pilot_id))
    FROM written WHERE pilot_id IS NOT NULL AND kind IN ('investment', 'yield') HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_totals_after_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM proeftuin_rewrite_totals(array_agg(DISTINCT pilot))
    FROM written w JOIN erased e USING (id) CROSS JOIN unnest(ARRAY[w.pilot_id, e.pilot_id]) AS pilot
    WHERE pilot IS NOT NULL AND (w.kind IN ('investment', 'yield') OR e.kind IN ('investment', 'yield'))
        AND (w.pilot_id, w.kind, w.stage, w.statement, w.stated_on, w.amount, w.amount_status, w.included_in_id,
            w.variant_of_id, w.preferred, w.memo, w.public)
        IS DISTINCT FROM (e.pilot_id, e.kind, e.stage, e.statement, e.stated_on, e.amount, e.amount_status,
            e.included_in_id, e.variant_of_id, e.preferred, e.memo, e.public)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION proeftuin_totals_after_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM proeftuin_rewrite_totals(array_agg(DISTINCT pilot_id))
    FROM erased WHERE pilot_id IS NOT NULL AND kind IN ('investment', 'yield') HAVING count(*) > 0;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_totals_after_insert() IS 'Trigger: a new budget line counts.';
COMMENT ON FUNCTION proeftuin_totals_after_update() IS 'Trigger: totals follow their budget lines, also to another pilot.';
COMMENT ON FUNCTION proeftuin_totals_after_delete() IS 'Trigger: a budget line that is gone no longer counts.';

REVOKE EXECUTE ON FUNCTION proeftuin_pilot_totals(uuid[], boolean), proeftuin_rewrite_totals(uuid[]), proeftuin_totals_after_insert(),
    proeftuin_totals_after_update(), proeftuin_totals_after_delete() FROM PUBLIC;

CREATE TRIGGER budget_line__totals_insert AFTER INSERT ON budget_line
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_totals_after_insert();
CREATE TRIGGER budget_line__totals_update AFTER UPDATE ON budget_line
    REFERENCING OLD TABLE AS erased NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_totals_after_update();
CREATE TRIGGER budget_line__totals_delete AFTER DELETE ON budget_line
    REFERENCING OLD TABLE AS erased
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_totals_after_delete();

DO $$
BEGIN
    PERFORM proeftuin_rewrite_totals(array_agg(DISTINCT pilot_id)) FROM budget_line
    WHERE pilot_id IS NOT NULL AND kind IN ('investment', 'yield') HAVING count(*) > 0;
END
$$;

-- The totals that the reader may see come before the pilot's own columns too. A pilot without lines has counts of nothing.
DROP VIEW pilot_read;
CREATE VIEW pilot_read WITH (security_invoker = true) AS
SELECT s.status, s.status_group, nullif(s.valid_from, '-infinity') AS status_since,
    CASE
        WHEN 'yes' IN (p.deviates_from_policy, p.outside_frameworks) THEN true
        WHEN p.deviates_from_policy = 'no' AND p.outside_frameworks = 'no' THEN false
    END AS consent_needed,
    t.investment, t.investment_statement, t.investment_stage,
    coalesce(t.investment_pro_memoria, 0) AS investment_pro_memoria,
    coalesce(t.investment_not_applicable, 0) AS investment_not_applicable,
    coalesce(t.investment_not_yet_known, 0) AS investment_not_yet_known,
    coalesce(t.investment_unknown, 0) AS investment_unknown,
    coalesce(t.investment_included_elsewhere, 0) AS investment_included_elsewhere,
    coalesce(t.investment_not_stated, 0) AS investment_not_stated,
    t.yield, t.yield_statement, t.yield_stage,
    coalesce(t.yield_pro_memoria, 0) AS yield_pro_memoria,
    coalesce(t.yield_not_applicable, 0) AS yield_not_applicable,
    coalesce(t.yield_not_yet_known, 0) AS yield_not_yet_known,
    coalesce(t.yield_unknown, 0) AS yield_unknown,
    coalesce(t.yield_included_elsewhere, 0) AS yield_included_elsewhere,
    coalesce(t.yield_not_stated, 0) AS yield_not_stated,
    p.*
FROM pilot p
LEFT JOIN pilot_status s ON s.municipality = p.municipality AND s.pilot_id = p.id
    AND s.valid_from <= (SELECT proeftuin_as_of()) AND s.valid_until > (SELECT proeftuin_as_of())
LEFT JOIN pilot_total t ON t.pilot_id = p.id AND t.whole = (p.municipality = ANY ((SELECT proeftuin_scope())::text[])
    OR (SELECT '*' = ANY (proeftuin_scope())));

GRANT SELECT ON pilot_read TO proeftuin_app;

COMMENT ON VIEW pilot_read IS
    'Pilots with their status on the day of proeftuin_as_of(), their totals, and whether the council must consent (null: '
    'not known).';
