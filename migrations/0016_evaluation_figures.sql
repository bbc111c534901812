-- Figures of evaluations, from which effects are judged (lib/proeftuin/effect.h): a count or a mean of the participants or
-- a comparison group, before or after; and how people came into those groups. Constraints as in 0002_register.sql.

ALTER TABLE evaluation
    ADD COLUMN assignment text,
    ADD CONSTRAINT evaluation__assignment__check CHECK (assignment IN ('random', 'matched', 'notRandom', 'unknown'));

CREATE TABLE evaluation_figure (
    municipality text COLLATE "C" NOT NULL,
    evaluation_id uuid NOT NULL,
    ordinal integer NOT NULL,
    outcome text NOT NULL,
    indicator_id uuid,
    study_group text NOT NULL,
    moment text NOT NULL,
    kind text NOT NULL,
    sample_size integer,
    counted integer,
    mean numeric(18,4),
    standard_deviation numeric(18,4),
    paired text,
    both_count integer,
    change_deviation numeric(18,4),
    wanted_direction text,

    CONSTRAINT evaluation_figure__ordinal__pkey PRIMARY KEY (evaluation_id, ordinal),
    CONSTRAINT evaluation_figure__evaluation_id__fkey FOREIGN KEY (municipality, evaluation_id) REFERENCES evaluation
        (municipality, id) ON DELETE CASCADE,
    CONSTRAINT evaluation_figure__indicator_id__fkey FOREIGN KEY (municipality, indicator_id) REFERENCES indicator
        (municipality, id),
    CONSTRAINT evaluation_figure__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT evaluation_figure__outcome__check CHECK (char_length(outcome) BETWEEN 1 AND 200),
    CONSTRAINT evaluation_figure__study_group__check CHECK (study_group IN ('participants', 'comparison')),
    CONSTRAINT evaluation_figure__moment__check CHECK (moment IN ('before', 'after')),
    CONSTRAINT evaluation_figure__kind__check CHECK (kind IN ('proportion', 'mean')),
    CONSTRAINT evaluation_figure__sample_size__check CHECK (sample_size BETWEEN 0 AND 100000000),
    CONSTRAINT evaluation_figure__counted__check CHECK (counted BETWEEN 0 AND 100000000),
    CONSTRAINT evaluation_figure__mean__check CHECK (mean BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT evaluation_figure__standard_deviation__check CHECK (standard_deviation BETWEEN 0 AND 1000000000000),
    CONSTRAINT evaluation_figure__paired__check CHECK (paired IN ('yes', 'no', 'unknown')),
    CONSTRAINT evaluation_figure__both_count__check CHECK (both_count BETWEEN 0 AND 100000000),
    CONSTRAINT evaluation_figure__change_deviation__check CHECK (change_deviation BETWEEN 0 AND 1000000000000),
    CONSTRAINT evaluation_figure__wanted_direction__check CHECK (wanted_direction IN ('increase', 'decrease',
        'maintain')),
    CONSTRAINT evaluation_figure__moment__key UNIQUE (municipality, evaluation_id, outcome, study_group, moment),
    CONSTRAINT evaluation_figure__kind__needed CHECK (CASE kind WHEN 'mean' THEN mean ELSE counted END IS NOT NULL),
    CONSTRAINT evaluation_figure__kind__alone CHECK (CASE kind WHEN 'mean' THEN num_nonnulls(counted, both_count)
        ELSE num_nonnulls(mean, standard_deviation, change_deviation) END = 0),
    CONSTRAINT evaluation_figure__counted__range CHECK (counted <= sample_size),
    CONSTRAINT evaluation_figure__both_count__range CHECK (both_count <= counted),
    CONSTRAINT evaluation_figure__paired__alone CHECK (paired IS NULL OR moment = 'after'),
    CONSTRAINT evaluation_figure__both_count__alone CHECK (both_count IS NULL OR paired IS NOT DISTINCT FROM 'yes'),
    CONSTRAINT evaluation_figure__change_deviation__alone CHECK (change_deviation IS NULL OR paired IS NOT DISTINCT FROM
        'yes')
);

CREATE INDEX evaluation_figure__indicator_id__idx ON evaluation_figure (indicator_id) WHERE indicator_id IS NOT NULL;

COMMENT ON COLUMN evaluation_figure.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN evaluation_figure.evaluation_id IS 'The row that this belongs to.';
COMMENT ON COLUMN evaluation_figure.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('evaluation_figure', part_of => 'evaluation');
CALL proeftuin_log_anew('evaluation', 'evaluation_evaluator', 'evaluation_method', 'evaluation_finding',
    'evaluation_figure');

-- ---- Too few people ----

-- Sizes, counts and those whom they leave out are counts of people, as in 0012_small_counts.sql. So are, of the same
-- people, those who were counted twice, only before, only after and never. A mean of few is about them, as a share is.
-- With `other`, the same group's figure of the other moment, a null row where there is none, two more things follow by
-- subtraction: those who were lost in between, unless others were measured, and the four kinds of pairs.
--
-- Nobody can work out what is withheld: of a count that is withheld beside a size that is shown, all from 1 to under the
-- least are possible, and as many from the other end. A size that is withheld since few were lost takes its count along,
-- so each loss from 1 to under the least is possible. Of the pairs, see tests/db/small_counts.test.mjs, which goes
-- through all of a size.
CREATE FUNCTION proeftuin_figure_withheld(asked evaluation_figure, other evaluation_figure, fewest integer)
    RETURNS text[]
LANGUAGE sql IMMUTABLE
AS $$
    WITH sizes AS (
        SELECT proeftuin_is_small(asked.sample_size, fewest) AS few,
            asked.sample_size < other.sample_size AND coalesce(asked.paired, other.paired, 'unknown') <> 'no'
                AND proeftuin_is_small(other.sample_size - asked.sample_size, fewest) AS few_lost
    ), hidden AS (
        SELECT few OR coalesce(few_lost, false) AS size, few,
            few OR coalesce(few_lost, false) OR proeftuin_is_small(asked.counted, fewest)
                OR proeftuin_is_small(asked.sample_size - asked.counted, fewest) AS counted
        FROM sizes
    )
    SELECT array_remove(ARRAY[
        CASE WHEN size AND asked.sample_size IS NOT NULL THEN 'sampleSize' END,
        CASE WHEN counted AND asked.counted IS NOT NULL THEN 'counted' END,
        CASE WHEN few AND asked.mean IS NOT NULL THEN 'mean' END,
        CASE WHEN few AND asked.standard_deviation IS NOT NULL THEN 'standardDeviation' END,
        CASE WHEN asked.both_count IS NOT NULL AND (counted
                OR proeftuin_is_small(asked.both_count, fewest)
                OR proeftuin_is_small(asked.counted - asked.both_count, fewest)
                OR proeftuin_is_small(other.counted - asked.both_count, fewest)
                OR proeftuin_is_small(asked.sample_size - asked.counted - other.counted + asked.both_count, fewest))
            THEN 'bothCount' END,
        CASE WHEN few AND asked.change_deviation IS NOT NULL THEN 'changeDeviation' END], NULL)
    FROM hidden
$$;

COMMENT ON FUNCTION proeftuin_figure_withheld(evaluation_figure, evaluation_figure, integer) IS
    'The members of a figure that are withheld from who may read only what is public, for a least count; with the '
    'figure of the same group at the other moment.';

CREATE VIEW evaluation_figure_read WITH (security_invoker = true) AS
SELECT t.municipality, t.evaluation_id, t.ordinal, t.outcome, t.indicator_id, t.study_group, t.moment, t.kind,
    CASE WHEN 'sampleSize' = ANY (w.names) THEN NULL ELSE t.sample_size END AS sample_size,
    CASE WHEN 'counted' = ANY (w.names) THEN NULL ELSE t.counted END AS counted,
    (CASE WHEN 'mean' = ANY (w.names) THEN NULL ELSE t.mean END)::numeric(18,4) AS mean,
    (CASE WHEN 'standardDeviation' = ANY (w.names) THEN NULL ELSE t.standard_deviation END)::numeric(18,4)
        AS standard_deviation,
    t.paired,
    CASE WHEN 'bothCount' = ANY (w.names) THEN NULL ELSE t.both_count END AS both_count,
    (CASE WHEN 'changeDeviation' = ANY (w.names) THEN NULL ELSE t.change_deviation END)::numeric(18,4)
        AS change_deviation,
    t.wanted_direction, t.public, nullif(w.names, '{}') AS withheld
FROM evaluation_figure t
LEFT JOIN LATERAL (
    SELECT proeftuin_figure_withheld(t, (SELECT o FROM evaluation_figure o
        WHERE o.evaluation_id = t.evaluation_id AND o.outcome = t.outcome AND o.study_group = t.study_group
            AND o.moment <> t.moment), (SELECT proeftuin_small_count_least())) AS names
    WHERE NOT (t.municipality = ANY ((SELECT proeftuin_scope())::text[]) OR '*' = ANY ((SELECT proeftuin_scope())::text[]))
    OFFSET 0) w ON true;

COMMENT ON VIEW evaluation_figure_read IS 'Figures of evaluations as the reader may see them.';
GRANT SELECT ON evaluation_figure_read TO proeftuin_app;
