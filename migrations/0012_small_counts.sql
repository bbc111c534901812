-- Counts of people that are too small to be shown to everybody (lib/proeftuin/small_counts.h has the rule and its
-- sources; tests/db/small_counts.test.mjs tries what stands here).
--
-- What counts people is read through views that know who reads: for rows outside the scope of the transaction they show
-- null for what is withheld, and say so in the column `withheld`. So it is withheld in whatever form it is asked for,
-- and a filter, a range or an order finds a null there.

CREATE FUNCTION proeftuin_small_count_least() RETURNS integer
LANGUAGE sql STABLE
RETURN CASE
    WHEN current_setting('proeftuin.small_count', true) ~ '^[0-9]{1,3}$'
        THEN current_setting('proeftuin.small_count', true)::integer
    WHEN current_user = 'proeftuin_app' THEN 5
    ELSE 0 END;

COMMENT ON FUNCTION proeftuin_small_count_least() IS
    'Counts of people under this are withheld; 0: none. A session of the service that does not say takes five, the '
    'owner of the tables (an import, a back-up) sees all.';

CREATE FUNCTION proeftuin_is_small(counted numeric, fewest integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(counted > 0 AND counted < fewest, false);

COMMENT ON FUNCTION proeftuin_is_small(numeric, integer) IS 'Whether a count is withheld by itself (small_count()).';

-- The total is one of the parts, and perhaps of more.
CREATE FUNCTION proeftuin_small_parts(parts numeric[], total numeric, fewest integer, OUT next_part numeric,
    OUT withholds_total boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    WITH sums AS (
        SELECT coalesce(sum(part), 0) AS every,
            coalesce(sum(part) FILTER (WHERE proeftuin_is_small(part, fewest)), 0) AS few,
            count(*) FILTER (WHERE proeftuin_is_small(part, fewest)) AS few_count,
            min(part) FILTER (WHERE part >= fewest AND part > 0) AS next
        FROM unnest(parts) part
    ), judged AS (
        SELECT next, total - every AS rest,
            (few_count > 0 OR proeftuin_is_small(total - every, fewest)) AND NOT proeftuin_is_small(total, fewest) AS tells,
            few_count > 1 AND few > few_count AND few < few_count * (fewest - 1) AS ambiguous
        FROM sums
    )
    SELECT CASE WHEN tells AND rest = 0 AND NOT ambiguous THEN next END,
        proeftuin_is_small(total, fewest)
            OR (tells AND NOT (rest = 0 AND (ambiguous OR next IS NOT NULL)))
    FROM judged
$$;

COMMENT ON FUNCTION proeftuin_small_parts(numeric[], numeric, integer) IS
    'small_counts_withhold(): the value of the parts that are withheld beside the small ones, or null; and whether the '
    'total is.';

CREATE FUNCTION proeftuin_counts_people(measure text, unit text, counted numeric) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN measure IS NULL THEN counted = trunc(counted)
    WHEN measure <> 'count' THEN false
    ELSE unit IS NULL OR unit ~* ('cli[eë]nt|person|mens|inwoner|jeugdig|jonge|kind|gezin|huishoud|deelneme|respondent|'
        'ouder|vrijwillig|mantelzorg|leerling|bezoeker|burger|statushouder|uitkering|pati[eë]nt|gebruiker|'
        'people|child|famil|household|participant|resident|volunteer|user') END;

COMMENT ON FUNCTION proeftuin_counts_people(text, text, numeric) IS
    'Whether a value counts people: of an indicator that counts, unless its unit names something else; a whole number '
    'of which nobody says what it is may.';

-- ---- Measurements ----

CREATE FUNCTION proeftuin_measurement_withheld(asked measurement, fewest integer) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    kind record;
    people boolean;
    hides_value boolean := false;
    withheld text[] := '{}';
    parts numeric[];
    total numeric;
    based integer;
BEGIN
    -- It looks further than its caller may, so it speaks of rows that everybody can see, and of no others that are made up.
    IF fewest > 0 THEN
        SELECT m.* INTO asked FROM measurement m WHERE m.id = asked.id AND m.public;
    END IF;
    IF fewest = 0 OR asked.id IS NULL THEN
        RETURN withheld;
    END IF;
    SELECT i.measure, i.unit, i.aggregation INTO kind FROM indicator i
    WHERE i.id = coalesce(asked.indicator_id, (SELECT g.indicator_id FROM goal g WHERE g.id = asked.goal_id));
    people := proeftuin_counts_people(kind.measure, kind.unit, asked.value);

    -- Itself, or against the number of people that it is a part of: those that it leaves out are people too.
    IF people THEN
        hides_value := proeftuin_is_small(asked.value, fewest) OR proeftuin_is_small(asked.value_upper, fewest)
            OR proeftuin_is_small(asked.base_count - asked.value, fewest)
            OR proeftuin_is_small(asked.sample_size - asked.value, fewest);
    ELSIF kind.measure = 'percentage' THEN
        FOREACH based IN ARRAY ARRAY[asked.base_count, asked.sample_size] LOOP
            hides_value := hides_value OR proeftuin_is_small(based, fewest)
                OR proeftuin_is_small(round(asked.value * based / 100), fewest)
                OR proeftuin_is_small(based - round(asked.value * based / 100), fewest);
        END LOOP;
    END IF;

    -- Against the others of its series, as far as everybody can see them: a figure of each area, and one without.
    IF people AND NOT hides_value AND kind.aggregation IS DISTINCT FROM 'distinct' THEN
        SELECT array_agg(area_value) INTO parts FROM (
            SELECT max(m.value) AS area_value FROM measurement m
            WHERE m.municipality = asked.municipality AND m.public AND m.area_id IS NOT NULL AND m.value >= 0
                AND m.indicator_id IS NOT DISTINCT FROM asked.indicator_id
                AND m.goal_id IS NOT DISTINCT FROM asked.goal_id
                AND m.pilot_id IS NOT DISTINCT FROM asked.pilot_id
                AND m.period_from IS NOT DISTINCT FROM asked.period_from
                AND m.period_to IS NOT DISTINCT FROM asked.period_to
                AND m.measured_on IS NOT DISTINCT FROM asked.measured_on
            GROUP BY m.area_id) areas;
        IF parts IS NULL THEN
            NULL; -- the series is one figure
        ELSIF asked.area_id IS NULL THEN
            SELECT s.withholds_total INTO hides_value FROM proeftuin_small_parts(parts, asked.value, fewest) s;
        ELSE
            FOR total IN
                SELECT m.value FROM measurement m
                WHERE m.municipality = asked.municipality AND m.public AND m.area_id IS NULL AND m.value IS NOT NULL
                    AND m.indicator_id IS NOT DISTINCT FROM asked.indicator_id
                    AND m.goal_id IS NOT DISTINCT FROM asked.goal_id
                    AND m.pilot_id IS NOT DISTINCT FROM asked.pilot_id
                    AND m.period_from IS NOT DISTINCT FROM asked.period_from
                    AND m.period_to IS NOT DISTINCT FROM asked.period_to
                    AND m.measured_on IS NOT DISTINCT FROM asked.measured_on
            LOOP
                hides_value := hides_value OR asked.value IS NOT DISTINCT FROM
                    (SELECT s.next_part FROM proeftuin_small_parts(parts, total, fewest) s);
            END LOOP;
        END IF;
    END IF;

    IF hides_value AND asked.value IS NOT NULL THEN
        withheld := withheld || '{value,valueUpper,qualifier,story,sourceText}'::text[];
    END IF;
    IF proeftuin_is_small(asked.base_count, fewest) THEN
        withheld := withheld || 'baseCount'::text;
    END IF;
    IF proeftuin_is_small(asked.sample_size, fewest)
        OR proeftuin_is_small(asked.base_count - asked.sample_size, fewest) THEN
        withheld := withheld || 'sampleSize'::text;
    END IF;
    RETURN withheld;
END
$$;

COMMENT ON FUNCTION proeftuin_measurement_withheld(measurement, integer) IS
    'The members of a measurement that are withheld from who may read only what is public, for a least count.';

REVOKE EXECUTE ON FUNCTION proeftuin_measurement_withheld(measurement, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proeftuin_measurement_withheld(measurement, integer) TO proeftuin_app;

CREATE VIEW measurement_read WITH (security_invoker = true) AS
SELECT t.id, t.municipality, t.reference, t.version, t.created_at, t.updated_at, t.public, t.document_id, t.place,
    CASE WHEN 'sourceText' = ANY (w.names) THEN NULL ELSE t.source_text END AS source_text, t.stated_on,
    t.indicator_id, t.goal_id, t.pilot_id, t.area_id, t.period_from, t.period_to, t.measured_on,
    (CASE WHEN 'value' = ANY (w.names) THEN NULL ELSE t.value END)::numeric(18,4) AS value,
    (CASE WHEN 'valueUpper' = ANY (w.names) THEN NULL ELSE t.value_upper END)::numeric(18,4) AS value_upper,
    CASE WHEN 'qualifier' = ANY (w.names) THEN NULL ELSE t.qualifier END AS qualifier,
    CASE WHEN 'story' = ANY (w.names) THEN NULL ELSE t.story END AS story, t.status, t.base,
    CASE WHEN 'baseCount' = ANY (w.names) THEN NULL ELSE t.base_count END AS base_count,
    CASE WHEN 'sampleSize' = ANY (w.names) THEN NULL ELSE t.sample_size END AS sample_size, t.method, t.suspect,
    t.suspect_reason, nullif(w.names, '{}') AS withheld
FROM measurement t
LEFT JOIN LATERAL (SELECT proeftuin_measurement_withheld(t, (SELECT proeftuin_small_count_least())) AS names
    WHERE NOT (t.municipality = ANY ((SELECT proeftuin_scope())::text[]) OR '*' = ANY ((SELECT proeftuin_scope())::text[]))
    OFFSET 0) w ON true;

COMMENT ON VIEW measurement_read IS 'Measurements as the reader may see them.';
GRANT SELECT ON measurement_read TO proeftuin_app;

-- ---- What evaluations asked of how many ----

CREATE VIEW evaluation_method_read WITH (security_invoker = true) AS
SELECT t.municipality, t.evaluation_id, t.ordinal, t.method, t.stakeholders, t.sessions,
    CASE WHEN w.hides THEN NULL ELSE t.participants END AS participants, t.public,
    CASE WHEN w.hides THEN '{participants}'::text[] END AS withheld
FROM evaluation_method t
LEFT JOIN LATERAL (SELECT proeftuin_is_small(t.participants, (SELECT proeftuin_small_count_least())) AS hides
    WHERE NOT (t.municipality = ANY ((SELECT proeftuin_scope())::text[]) OR '*' = ANY ((SELECT proeftuin_scope())::text[]))
    OFFSET 0) w ON true;

COMMENT ON VIEW evaluation_method_read IS 'Methods of evaluations as the reader may see them.';
GRANT SELECT ON evaluation_method_read TO proeftuin_app;

-- ---- Totals of measurements ----

CREATE FUNCTION proeftuin_reported_total_withheld(asked reported_total, fewest integer) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    parts numeric[];
    hides boolean;
    whole record;
BEGIN
    -- As above: of rows that everybody can see.
    IF fewest > 0 THEN
        SELECT t.* INTO asked FROM reported_total t WHERE t.id = asked.id AND t.public;
    END IF;
    IF fewest = 0 OR asked.id IS NULL OR asked.over IS DISTINCT FROM 'measurements' OR asked.stated_number IS NULL
        OR asked.function IN ('share', 'growth') THEN
        RETURN '{}';
    END IF;
    hides := proeftuin_is_small(asked.stated_number, fewest);

    -- Of those that it is the sum of, and of the sums that it is in.
    FOR whole IN
        SELECT w.id, w.stated_number FROM reported_total w
        WHERE w.public AND w.function = 'sum' AND w.stated_number IS NOT NULL AND (w.id = asked.id OR EXISTS (
            SELECT FROM reported_total_operand o WHERE o.reported_total_id = w.id AND o.operand_id = asked.id))
    LOOP
        SELECT array_agg(p.stated_number) INTO parts FROM reported_total_operand o JOIN reported_total p
            ON p.id = o.operand_id
        WHERE o.reported_total_id = whole.id AND p.public AND p.stated_number >= 0;
        CONTINUE WHEN parts IS NULL;
        hides := hides OR (SELECT CASE WHEN whole.id = asked.id THEN s.withholds_total
                ELSE coalesce(s.next_part = asked.stated_number, false) END
            FROM proeftuin_small_parts(parts, whole.stated_number, fewest) s);
    END LOOP;
    RETURN CASE WHEN hides THEN '{statedNumber,sourceText}'::text[] ELSE '{}' END;
END
$$;

COMMENT ON FUNCTION proeftuin_reported_total_withheld(reported_total, integer) IS
    'The members of a reported total that are withheld from who may read only what is public, for a least count.';

REVOKE EXECUTE ON FUNCTION proeftuin_reported_total_withheld(reported_total, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proeftuin_reported_total_withheld(reported_total, integer) TO proeftuin_app;

CREATE VIEW reported_total_read WITH (security_invoker = true) AS
SELECT t.id, t.municipality, t.reference, t.version, t.created_at, t.updated_at, t.public, t.document_id, t.place,
    CASE WHEN 'sourceText' = ANY (w.names) THEN NULL ELSE t.source_text END AS source_text, t.stated_on,
    t.label, t.statement, t.fiscal_year, t.function, t.over, t.filter, t.stated_amount,
    (CASE WHEN 'statedNumber' = ANY (w.names) THEN NULL ELSE t.stated_number END)::numeric(18,4) AS stated_number, t.stated_precision,
    t.sign, nullif(w.names, '{}') AS withheld
FROM reported_total t
LEFT JOIN LATERAL (SELECT proeftuin_reported_total_withheld(t, (SELECT proeftuin_small_count_least())) AS names
    WHERE NOT (t.municipality = ANY ((SELECT proeftuin_scope())::text[]) OR '*' = ANY ((SELECT proeftuin_scope())::text[]))
    OFFSET 0) w ON true;

COMMENT ON VIEW reported_total_read IS 'Reported totals as the reader may see them.';
GRANT SELECT ON reported_total_read TO proeftuin_app;
