-- Goals, what they are measured by, and what evaluations found and taught. Constraints and indexes as in
-- 0002_register.sql.

-- ---- Indicators, goals and measurements ----

CREATE TABLE indicator (
    id uuid NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    reference text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    public boolean NOT NULL DEFAULT false,
    document_id uuid,
    place text,
    source_text text,
    stated_on date,
    code text,
    name text COLLATE "nl-x-icu" NOT NULL,
    stated_label text,
    definition text,
    level text,
    measure text NOT NULL,
    unit text,
    denominator text,
    direction text,
    aggregation text,
    timing text,
    source text,
    frequency text,
    law text,
    bbv_number integer,

    CONSTRAINT indicator__id__pkey PRIMARY KEY (id),
    CONSTRAINT indicator__id__key UNIQUE (municipality, id),
    CONSTRAINT indicator__reference__key UNIQUE (municipality, reference),
    CONSTRAINT indicator__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT indicator__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document (municipality,
        id),
    CONSTRAINT indicator__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT indicator__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT indicator__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT indicator__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT indicator__version__check CHECK (version >= 1),
    CONSTRAINT indicator__code__check CHECK (char_length(code) BETWEEN 1 AND 50),
    CONSTRAINT indicator__name__check CHECK (char_length(name) BETWEEN 1 AND 300),
    CONSTRAINT indicator__stated_label__check CHECK (char_length(stated_label) BETWEEN 1 AND 300),
    CONSTRAINT indicator__definition__check CHECK (char_length(definition) BETWEEN 1 AND 20000),
    CONSTRAINT indicator__level__check CHECK (level IN ('input', 'activity', 'output', 'outcome', 'impact', 'experience',
        'context')),
    CONSTRAINT indicator__measure__check CHECK (measure IN ('count', 'amount', 'percentage', 'ratio', 'duration', 'fte',
        'score', 'nominal', 'ordinal', 'qualitative')),
    CONSTRAINT indicator__unit__check CHECK (char_length(unit) BETWEEN 1 AND 50),
    CONSTRAINT indicator__denominator__check CHECK (char_length(denominator) BETWEEN 1 AND 200),
    CONSTRAINT indicator__direction__check CHECK (direction IN ('increase', 'decrease', 'maintain')),
    CONSTRAINT indicator__aggregation__check CHECK (aggregation IN ('sum', 'distinct', 'average', 'weightedAverage',
        'latest', 'none')),
    CONSTRAINT indicator__timing__check CHECK (timing IN ('during', 'atDate')),
    CONSTRAINT indicator__source__check CHECK (char_length(source) BETWEEN 1 AND 200),
    CONSTRAINT indicator__frequency__check CHECK (frequency IN ('oneOff', 'monthly', 'quarterly', 'halfYearly', 'yearly',
        'unknown')),
    CONSTRAINT indicator__law__check CHECK (law IN ('wmo2015', 'youthAct', 'participationAct', 'debtAssistanceAct',
        'shelteredEmploymentAct', 'ioawIoaz', 'wajong', 'publicHealthAct', 'longTermCareAct', 'healthInsuranceAct',
        'awbz', 'educationActs', 'civilCode', 'juvenileCriminalLaw', 'none', 'notStated')),
    CONSTRAINT indicator__bbv_number__check CHECK (bbv_number BETWEEN 1 AND 200)
);

CREATE INDEX indicator__name__idx ON indicator (municipality, name, id);
CREATE INDEX indicator__document_id__idx ON indicator (document_id, id) WHERE document_id IS NOT NULL;
CREATE TRIGGER indicator__touch BEFORE UPDATE ON indicator
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();

CALL proeftuin_guard_table('indicator');
CALL proeftuin_log_table('indicator');

CREATE TABLE goal (
    id uuid NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    reference text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    public boolean NOT NULL DEFAULT false,
    document_id uuid,
    place text,
    source_text text,
    stated_on date,
    pilot_id uuid,
    programme_id uuid,
    programme_line_id uuid,
    statement text NOT NULL,
    principle_id uuid,
    indicator_id uuid,
    baseline numeric(18,4),
    baseline_on date,
    target numeric(18,4),
    deadline_date date,
    deadline_precision text,
    deadline_bound text,
    direction text,
    owner text,
    agreed_by text,
    agreed_on date,
    assumptions text,
    feasibility_source text,
    frequency text,
    frozen_at timestamptz,

    CONSTRAINT goal__id__pkey PRIMARY KEY (id),
    CONSTRAINT goal__id__key UNIQUE (municipality, id),
    CONSTRAINT goal__reference__key UNIQUE (municipality, reference),
    CONSTRAINT goal__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT goal__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT goal__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT goal__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT goal__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT goal__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT goal__version__check CHECK (version >= 1),
    CONSTRAINT goal__pilot_id__fkey FOREIGN KEY (municipality, pilot_id, public) REFERENCES pilot (municipality, id,
        public) ON UPDATE CASCADE,
    CONSTRAINT goal__programme_id__fkey FOREIGN KEY (municipality, programme_id, public) REFERENCES programme
        (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT goal__programme_line_id__fkey FOREIGN KEY (municipality, programme_line_id, public) REFERENCES
        programme_line (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT goal__statement__check CHECK (char_length(statement) BETWEEN 1 AND 20000),
    CONSTRAINT goal__principle_id__fkey FOREIGN KEY (municipality, principle_id) REFERENCES programme_line (municipality,
        id),
    CONSTRAINT goal__indicator_id__fkey FOREIGN KEY (municipality, indicator_id) REFERENCES indicator (municipality, id),
    CONSTRAINT goal__baseline__check CHECK (baseline BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT goal__baseline_on__check CHECK (proeftuin_is_day(baseline_on)),
    CONSTRAINT goal__target__check CHECK (target BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT goal__deadline_date__check CHECK (proeftuin_is_partial_date(deadline_date, deadline_precision)),
    CONSTRAINT goal__deadline_precision__check CHECK (deadline_precision IN ('day', 'month', 'quarter', 'year',
        'unknown')),
    CONSTRAINT goal__deadline_bound__check CHECK ((deadline_bound IS NULL) = (deadline_precision IS NULL) AND
        deadline_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT goal__direction__check CHECK (direction IN ('increase', 'decrease', 'maintain')),
    CONSTRAINT goal__owner__check CHECK (char_length(owner) BETWEEN 1 AND 200),
    CONSTRAINT goal__agreed_by__check CHECK (char_length(agreed_by) BETWEEN 1 AND 300),
    CONSTRAINT goal__agreed_on__check CHECK (proeftuin_is_day(agreed_on)),
    CONSTRAINT goal__assumptions__check CHECK (char_length(assumptions) BETWEEN 1 AND 20000),
    CONSTRAINT goal__feasibility_source__check CHECK (char_length(feasibility_source) BETWEEN 1 AND 500),
    CONSTRAINT goal__frequency__check CHECK (frequency IN ('oneOff', 'monthly', 'quarterly', 'halfYearly', 'yearly',
        'unknown')),
    CONSTRAINT goal__pilot_id__one CHECK (num_nonnulls(pilot_id, programme_id, programme_line_id) = 1),
    CONSTRAINT goal__baseline_on__alone CHECK (baseline IS NOT NULL OR baseline_on IS NULL)
);

CREATE INDEX goal__deadline_date__idx ON goal (municipality, deadline_date, id);
CREATE INDEX goal__document_id__idx ON goal (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX goal__pilot_id__idx ON goal (pilot_id, id) WHERE pilot_id IS NOT NULL;
CREATE INDEX goal__programme_id__idx ON goal (programme_id, id) WHERE programme_id IS NOT NULL;
CREATE INDEX goal__programme_line_id__idx ON goal (programme_line_id, id) WHERE programme_line_id IS NOT NULL;
CREATE INDEX goal__principle_id__idx ON goal (principle_id, id) WHERE principle_id IS NOT NULL;
CREATE INDEX goal__indicator_id__idx ON goal (indicator_id, id) WHERE indicator_id IS NOT NULL;
CREATE TRIGGER goal__touch BEFORE UPDATE ON goal
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER goal__follow_public BEFORE INSERT OR UPDATE OF programme_id, programme_line_id, pilot_id, public ON goal
    FOR EACH ROW
    EXECUTE FUNCTION proeftuin_public_of_parents('follow',
        'programme_id', 'programme', 'programme_line_id', 'programme_line', 'pilot_id', 'pilot');

CALL proeftuin_guard_table('goal');

CREATE TABLE goal_milestone (
    municipality text COLLATE "C" NOT NULL,
    goal_id uuid NOT NULL,
    ordinal integer NOT NULL,
    due_on date NOT NULL,
    value numeric(18,4) NOT NULL,

    CONSTRAINT goal_milestone__ordinal__pkey PRIMARY KEY (goal_id, ordinal),
    CONSTRAINT goal_milestone__goal_id__fkey FOREIGN KEY (municipality, goal_id) REFERENCES goal (municipality, id) ON
        DELETE CASCADE,
    CONSTRAINT goal_milestone__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT goal_milestone__due_on__check CHECK (proeftuin_is_day(due_on)),
    CONSTRAINT goal_milestone__value__check CHECK (value BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT goal_milestone__due_on__key UNIQUE (municipality, goal_id, due_on)
);


COMMENT ON COLUMN goal_milestone.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN goal_milestone.goal_id IS 'The row that this belongs to.';
COMMENT ON COLUMN goal_milestone.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('goal_milestone', part_of => 'goal');
CALL proeftuin_log_table('goal', 'goal_milestone');

CREATE TABLE measurement (
    id uuid NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    reference text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    public boolean NOT NULL DEFAULT false,
    document_id uuid,
    place text,
    source_text text,
    stated_on date,
    indicator_id uuid,
    goal_id uuid,
    pilot_id uuid,
    area_id uuid,
    period_from date,
    period_to date,
    measured_on date,
    value numeric(18,4),
    value_upper numeric(18,4),
    qualifier text,
    story text,
    status text,
    base text,
    base_count integer,
    sample_size integer,
    method text,
    suspect boolean NOT NULL DEFAULT false,
    suspect_reason text,

    CONSTRAINT measurement__id__pkey PRIMARY KEY (id),
    CONSTRAINT measurement__id__key UNIQUE (municipality, id),
    CONSTRAINT measurement__reference__key UNIQUE (municipality, reference),
    CONSTRAINT measurement__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT measurement__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document (municipality,
        id),
    CONSTRAINT measurement__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT measurement__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT measurement__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT measurement__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT measurement__version__check CHECK (version >= 1),
    CONSTRAINT measurement__indicator_id__fkey FOREIGN KEY (municipality, indicator_id) REFERENCES indicator
        (municipality, id),
    CONSTRAINT measurement__goal_id__fkey FOREIGN KEY (municipality, goal_id) REFERENCES goal (municipality, id),
    CONSTRAINT measurement__pilot_id__fkey FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id),
    CONSTRAINT measurement__area_id__fkey FOREIGN KEY (municipality, area_id) REFERENCES area (municipality, id),
    CONSTRAINT measurement__period_from__check CHECK (proeftuin_is_day(period_from)),
    CONSTRAINT measurement__period_to__check CHECK (proeftuin_is_day(period_to)),
    CONSTRAINT measurement__measured_on__check CHECK (proeftuin_is_day(measured_on)),
    CONSTRAINT measurement__value__check CHECK (value BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT measurement__value_upper__check CHECK (value_upper BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT measurement__qualifier__check CHECK (qualifier IN ('exact', 'about', 'atLeast', 'atMost', 'between')),
    CONSTRAINT measurement__story__check CHECK (char_length(story) BETWEEN 1 AND 20000),
    CONSTRAINT measurement__status__check CHECK (status IN ('provisional', 'final')),
    CONSTRAINT measurement__base__check CHECK (char_length(base) BETWEEN 1 AND 200),
    CONSTRAINT measurement__base_count__check CHECK (base_count BETWEEN 0 AND 100000000),
    CONSTRAINT measurement__sample_size__check CHECK (sample_size BETWEEN 0 AND 100000000),
    CONSTRAINT measurement__method__check CHECK (char_length(method) BETWEEN 1 AND 300),
    CONSTRAINT measurement__suspect_reason__check CHECK (char_length(suspect_reason) BETWEEN 1 AND 500),
    CONSTRAINT measurement__indicator_id__any CHECK (num_nonnulls(indicator_id, goal_id, pilot_id) >= 1),
    CONSTRAINT measurement__measured_on__most CHECK (measured_on IS NULL OR num_nonnulls(period_from, period_to) = 0),
    CONSTRAINT measurement__period_to__order CHECK (period_to >= period_from),
    CONSTRAINT measurement__qualifier__alone CHECK (value IS NOT NULL OR qualifier IS NULL),
    CONSTRAINT measurement__value_upper__range CHECK ((value_upper IS NOT NULL) = (qualifier IS NOT DISTINCT FROM
        'between') AND (value_upper IS NULL OR value_upper >= value)),
    CONSTRAINT measurement__value__needed CHECK (num_nonnulls(value, story) > 0),
    CONSTRAINT measurement__suspect_reason__alone CHECK (suspect OR suspect_reason IS NULL)
);

CREATE INDEX measurement__period_from__idx ON measurement (municipality, period_from, id);
CREATE INDEX measurement__period_to__idx ON measurement (municipality, period_to, id);
CREATE INDEX measurement__measured_on__idx ON measurement (municipality, measured_on, id);
CREATE INDEX measurement__document_id__idx ON measurement (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX measurement__indicator_id__idx ON measurement (indicator_id, id) WHERE indicator_id IS NOT NULL;
CREATE INDEX measurement__goal_id__idx ON measurement (goal_id, id) WHERE goal_id IS NOT NULL;
CREATE INDEX measurement__pilot_id__idx ON measurement (pilot_id, id) WHERE pilot_id IS NOT NULL;
CREATE INDEX measurement__area_id__idx ON measurement (area_id, id) WHERE area_id IS NOT NULL;
CREATE TRIGGER measurement__touch BEFORE UPDATE ON measurement
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER measurement__follow_public BEFORE INSERT OR UPDATE OF pilot_id, indicator_id, goal_id, public
    ON measurement
    FOR EACH ROW
    EXECUTE FUNCTION proeftuin_public_of_parents('follow',
        'pilot_id', 'pilot', 'indicator_id', 'indicator', 'goal_id', 'goal');
CREATE TRIGGER pilot__lead_measurement AFTER UPDATE OF public ON pilot
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('follow', 'measurement', 'pilot_id');
CREATE TRIGGER indicator__lead_measurement AFTER UPDATE OF public ON indicator
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('follow', 'measurement', 'indicator_id');
CREATE TRIGGER goal__lead_measurement AFTER UPDATE OF public ON goal
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('follow', 'measurement', 'goal_id');

CALL proeftuin_guard_table('measurement');
CALL proeftuin_log_table('measurement');

-- A measurement of a goal that has an indicator is one of that indicator too.
CREATE FUNCTION proeftuin_check_measured() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM indicator i
    WHERE i.id IN (NEW.indicator_id, (SELECT g.indicator_id FROM goal g WHERE g.id = NEW.goal_id))
        AND i.measure = 'qualitative'
    FOR SHARE;
    IF FOUND THEN
        RAISE check_violation USING
            MESSAGE = 'a qualitative indicator has no value',
            TABLE = 'measurement', COLUMN = 'value', CONSTRAINT = 'measurement__value__qualitative';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_check_measured() IS 'Trigger: what is measured qualitatively has a story and no value.';

CREATE CONSTRAINT TRIGGER measurement__value__qualitative AFTER INSERT OR UPDATE OF value, indicator_id, goal_id
    ON measurement FOR EACH ROW WHEN (NEW.value IS NOT NULL) EXECUTE FUNCTION proeftuin_check_measured();

CREATE FUNCTION proeftuin_check_measure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM measurement m
    WHERE m.value IS NOT NULL AND (m.indicator_id = NEW.id
        OR m.goal_id IN (SELECT g.id FROM goal g WHERE g.indicator_id = NEW.id)) LIMIT 1;
    IF FOUND THEN
        RAISE check_violation USING
            MESSAGE = 'the indicator has values already',
            TABLE = 'indicator', COLUMN = 'measure', CONSTRAINT = 'indicator__measure__qualitative';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_check_measure() IS
    'Trigger: an indicator that has been measured in numbers does not become qualitative.';

CREATE CONSTRAINT TRIGGER indicator__measure__qualitative AFTER UPDATE OF measure ON indicator
    FOR EACH ROW WHEN (NEW.measure = 'qualitative') EXECUTE FUNCTION proeftuin_check_measure();

-- The first measurement fixes what the goal was: later changes are drift. It takes the goal's row, so that a change of
-- the goal comes before or after it.
CREATE FUNCTION proeftuin_freeze_goal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE goal SET frozen_at = now() WHERE id = NEW.goal_id AND frozen_at IS NULL;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_freeze_goal() IS 'Trigger: notes when a goal was first measured.';

CREATE TRIGGER measurement__freeze_goal AFTER INSERT OR UPDATE OF goal_id ON measurement
    FOR EACH ROW WHEN (NEW.goal_id IS NOT NULL) EXECUTE FUNCTION proeftuin_freeze_goal();

REVOKE EXECUTE ON FUNCTION proeftuin_check_measured(), proeftuin_check_measure(), proeftuin_freeze_goal() FROM PUBLIC;

-- ---- Evaluations ----

CREATE TABLE evaluation (
    id uuid NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    reference text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    public boolean NOT NULL DEFAULT false,
    document_id uuid,
    place text,
    source_text text,
    stated_on date,
    pilot_id uuid,
    programme_id uuid,
    kind text NOT NULL,
    title text COLLATE "nl-x-icu" NOT NULL,
    commissioner text,
    period_from_date date,
    period_from_precision text,
    period_from_bound text,
    period_to_date date,
    period_to_precision text,
    period_to_bound text,
    collected_from_date date,
    collected_from_precision text,
    collected_from_bound text,
    collected_to_date date,
    collected_to_precision text,
    collected_to_bound text,
    verdict text,
    evidence_level text,
    summary text,

    CONSTRAINT evaluation__id__pkey PRIMARY KEY (id),
    CONSTRAINT evaluation__id__key UNIQUE (municipality, id),
    CONSTRAINT evaluation__public__key UNIQUE (municipality, id, public),
    CONSTRAINT evaluation__reference__key UNIQUE (municipality, reference),
    CONSTRAINT evaluation__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT evaluation__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document (municipality,
        id),
    CONSTRAINT evaluation__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT evaluation__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT evaluation__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT evaluation__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT evaluation__version__check CHECK (version >= 1),
    CONSTRAINT evaluation__pilot_id__fkey FOREIGN KEY (municipality, pilot_id, public) REFERENCES pilot (municipality,
        id, public) ON UPDATE CASCADE,
    CONSTRAINT evaluation__programme_id__fkey FOREIGN KEY (municipality, programme_id, public) REFERENCES programme
        (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT evaluation__kind__check CHECK (kind IN ('exAnte', 'interim', 'final', 'periodicReport', 'followUp')),
    CONSTRAINT evaluation__title__check CHECK (char_length(title) BETWEEN 1 AND 300),
    CONSTRAINT evaluation__commissioner__check CHECK (char_length(commissioner) BETWEEN 1 AND 200),
    CONSTRAINT evaluation__period_from_date__check CHECK (proeftuin_is_partial_date(period_from_date,
        period_from_precision)),
    CONSTRAINT evaluation__period_from_precision__check CHECK (period_from_precision IN ('day', 'month', 'quarter',
        'year', 'unknown')),
    CONSTRAINT evaluation__period_from_bound__check CHECK ((period_from_bound IS NULL) = (period_from_precision IS NULL)
        AND period_from_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT evaluation__period_to_date__check CHECK (proeftuin_is_partial_date(period_to_date, period_to_precision)),
    CONSTRAINT evaluation__period_to_precision__check CHECK (period_to_precision IN ('day', 'month', 'quarter', 'year',
        'unknown')),
    CONSTRAINT evaluation__period_to_bound__check CHECK ((period_to_bound IS NULL) = (period_to_precision IS NULL) AND
        period_to_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT evaluation__collected_from_date__check CHECK (proeftuin_is_partial_date(collected_from_date,
        collected_from_precision)),
    CONSTRAINT evaluation__collected_from_precision__check CHECK (collected_from_precision IN ('day', 'month', 'quarter',
        'year', 'unknown')),
    CONSTRAINT evaluation__collected_from_bound__check CHECK ((collected_from_bound IS NULL) = (collected_from_precision
        IS NULL) AND collected_from_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT evaluation__collected_to_date__check CHECK (proeftuin_is_partial_date(collected_to_date,
        collected_to_precision)),
    CONSTRAINT evaluation__collected_to_precision__check CHECK (collected_to_precision IN ('day', 'month', 'quarter',
        'year', 'unknown')),
    CONSTRAINT evaluation__collected_to_bound__check CHECK ((collected_to_bound IS NULL) = (collected_to_precision IS
        NULL) AND collected_to_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT evaluation__verdict__check CHECK (verdict IN ('successful', 'partlySuccessful', 'notSuccessful',
        'promising', 'tooEarly', 'notDemonstrable', 'noVerdict')),
    CONSTRAINT evaluation__evidence_level__check CHECK (evidence_level IN ('notAssessed', 'experience', 'described',
        'substantiated', 'firstIndications', 'goodIndications', 'strongIndications')),
    CONSTRAINT evaluation__summary__check CHECK (char_length(summary) BETWEEN 1 AND 20000),
    CONSTRAINT evaluation__pilot_id__one CHECK (num_nonnulls(pilot_id, programme_id) = 1),
    CONSTRAINT evaluation__period_to_date__order CHECK (period_from_bound = 'notAfter' OR period_to_bound = 'notBefore'
        OR proeftuin_last_day(period_to_date, period_to_precision) >= period_from_date),
    CONSTRAINT evaluation__collected_to_date__order CHECK (collected_from_bound = 'notAfter' OR collected_to_bound =
        'notBefore' OR proeftuin_last_day(collected_to_date, collected_to_precision) >= collected_from_date)
);

CREATE INDEX evaluation__title__idx ON evaluation (municipality, title, id);
CREATE INDEX evaluation__period_from_date__idx ON evaluation (municipality, period_from_date, id);
CREATE INDEX evaluation__period_to_date__idx ON evaluation (municipality, period_to_date, id);
CREATE INDEX evaluation__collected_from_date__idx ON evaluation (municipality, collected_from_date, id);
CREATE INDEX evaluation__collected_to_date__idx ON evaluation (municipality, collected_to_date, id);
CREATE INDEX evaluation__document_id__idx ON evaluation (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX evaluation__pilot_id__idx ON evaluation (pilot_id, id) WHERE pilot_id IS NOT NULL;
CREATE INDEX evaluation__programme_id__idx ON evaluation (programme_id, id) WHERE programme_id IS NOT NULL;
CREATE TRIGGER evaluation__touch BEFORE UPDATE ON evaluation
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER evaluation__follow_public BEFORE INSERT OR UPDATE OF programme_id, pilot_id, public ON evaluation
    FOR EACH ROW EXECUTE FUNCTION proeftuin_public_of_parents('follow', 'programme_id', 'programme', 'pilot_id', 'pilot');

CALL proeftuin_guard_table('evaluation');

CREATE TABLE evaluation_evaluator (
    municipality text COLLATE "C" NOT NULL,
    evaluation_id uuid NOT NULL,
    ordinal integer NOT NULL,
    organisation_id uuid NOT NULL,

    CONSTRAINT evaluation_evaluator__ordinal__pkey PRIMARY KEY (evaluation_id, ordinal),
    CONSTRAINT evaluation_evaluator__evaluation_id__fkey FOREIGN KEY (municipality, evaluation_id) REFERENCES evaluation
        (municipality, id) ON DELETE CASCADE,
    CONSTRAINT evaluation_evaluator__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT evaluation_evaluator__organisation_id__fkey FOREIGN KEY (municipality, organisation_id) REFERENCES
        organisation (municipality, id),
    CONSTRAINT evaluation_evaluator__organisation_id__key UNIQUE (municipality, evaluation_id, organisation_id)
);

CREATE INDEX evaluation_evaluator__organisation_id__idx ON evaluation_evaluator (organisation_id);

COMMENT ON COLUMN evaluation_evaluator.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN evaluation_evaluator.evaluation_id IS 'The row that this belongs to.';
COMMENT ON COLUMN evaluation_evaluator.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('evaluation_evaluator', part_of => 'evaluation');

CREATE TABLE evaluation_method (
    municipality text COLLATE "C" NOT NULL,
    evaluation_id uuid NOT NULL,
    ordinal integer NOT NULL,
    method text NOT NULL,
    stakeholders text,
    sessions integer,
    participants integer,

    CONSTRAINT evaluation_method__ordinal__pkey PRIMARY KEY (evaluation_id, ordinal),
    CONSTRAINT evaluation_method__evaluation_id__fkey FOREIGN KEY (municipality, evaluation_id) REFERENCES evaluation
        (municipality, id) ON DELETE CASCADE,
    CONSTRAINT evaluation_method__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT evaluation_method__method__check CHECK (char_length(method) BETWEEN 1 AND 200),
    CONSTRAINT evaluation_method__stakeholders__check CHECK (char_length(stakeholders) BETWEEN 1 AND 300),
    CONSTRAINT evaluation_method__sessions__check CHECK (sessions BETWEEN 0 AND 100000),
    CONSTRAINT evaluation_method__participants__check CHECK (participants BETWEEN 0 AND 10000000)
);


COMMENT ON COLUMN evaluation_method.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN evaluation_method.evaluation_id IS 'The row that this belongs to.';
COMMENT ON COLUMN evaluation_method.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('evaluation_method', part_of => 'evaluation');

CREATE TABLE evaluation_finding (
    municipality text COLLATE "C" NOT NULL,
    evaluation_id uuid NOT NULL,
    ordinal integer NOT NULL,
    programme_line_id uuid,
    verdict text,
    text text NOT NULL,

    CONSTRAINT evaluation_finding__ordinal__pkey PRIMARY KEY (evaluation_id, ordinal),
    CONSTRAINT evaluation_finding__evaluation_id__fkey FOREIGN KEY (municipality, evaluation_id) REFERENCES evaluation
        (municipality, id) ON DELETE CASCADE,
    CONSTRAINT evaluation_finding__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT evaluation_finding__programme_line_id__fkey FOREIGN KEY (municipality, programme_line_id) REFERENCES
        programme_line (municipality, id),
    CONSTRAINT evaluation_finding__verdict__check CHECK (verdict IN ('successful', 'partlySuccessful', 'notSuccessful',
        'promising', 'tooEarly', 'notDemonstrable', 'noVerdict')),
    CONSTRAINT evaluation_finding__text__check CHECK (char_length(text) BETWEEN 1 AND 20000)
);

CREATE INDEX evaluation_finding__programme_line_id__idx ON evaluation_finding (programme_line_id)
    WHERE programme_line_id IS NOT NULL;

COMMENT ON COLUMN evaluation_finding.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN evaluation_finding.evaluation_id IS 'The row that this belongs to.';
COMMENT ON COLUMN evaluation_finding.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('evaluation_finding', part_of => 'evaluation');
CALL proeftuin_log_table('evaluation', 'evaluation_evaluator', 'evaluation_method', 'evaluation_finding');

CREATE TABLE recommendation (
    id uuid NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    reference text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    public boolean NOT NULL DEFAULT false,
    document_id uuid,
    place text,
    source_text text,
    stated_on date,
    evaluation_id uuid NOT NULL,
    number text,
    text text NOT NULL,
    addressee text,
    restates_id uuid,
    response text,
    response_text text,
    follow_up text,
    done_on date,

    CONSTRAINT recommendation__id__pkey PRIMARY KEY (id),
    CONSTRAINT recommendation__id__key UNIQUE (municipality, id),
    CONSTRAINT recommendation__reference__key UNIQUE (municipality, reference),
    CONSTRAINT recommendation__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT recommendation__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document
        (municipality, id),
    CONSTRAINT recommendation__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT recommendation__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT recommendation__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT recommendation__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT recommendation__version__check CHECK (version >= 1),
    CONSTRAINT recommendation__evaluation_id__fkey FOREIGN KEY (municipality, evaluation_id, public) REFERENCES
        evaluation (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT recommendation__number__check CHECK (char_length(number) BETWEEN 1 AND 20),
    CONSTRAINT recommendation__text__check CHECK (char_length(text) BETWEEN 1 AND 20000),
    CONSTRAINT recommendation__addressee__check CHECK (char_length(addressee) BETWEEN 1 AND 200),
    CONSTRAINT recommendation__restates_id__fkey FOREIGN KEY (municipality, restates_id) REFERENCES recommendation
        (municipality, id),
    CONSTRAINT recommendation__restates_id__check CHECK (restates_id <> id),
    CONSTRAINT recommendation__response__check CHECK (response IN ('none', 'recognised', 'underStudy', 'underWay',
        'adopted', 'partlyAdopted', 'rejected', 'deferred')),
    CONSTRAINT recommendation__response_text__check CHECK (char_length(response_text) BETWEEN 1 AND 20000),
    CONSTRAINT recommendation__follow_up__check CHECK (follow_up IN ('notStarted', 'inProgress', 'done', 'dropped')),
    CONSTRAINT recommendation__done_on__check CHECK (proeftuin_is_day(done_on))
);

CREATE INDEX recommendation__done_on__idx ON recommendation (municipality, done_on, id);
CREATE INDEX recommendation__document_id__idx ON recommendation (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX recommendation__evaluation_id__idx ON recommendation (evaluation_id, id);
CREATE INDEX recommendation__restates_id__idx ON recommendation (restates_id, id) WHERE restates_id IS NOT NULL;
CREATE TRIGGER recommendation__touch BEFORE UPDATE ON recommendation
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER recommendation__follow_public BEFORE INSERT OR UPDATE OF evaluation_id, public ON recommendation
    FOR EACH ROW EXECUTE FUNCTION proeftuin_public_of_parents('follow', 'evaluation_id', 'evaluation');
CREATE CONSTRAINT TRIGGER recommendation__restates_id__circle AFTER INSERT OR UPDATE OF restates_id ON recommendation
    FOR EACH ROW WHEN (NEW.restates_id IS NOT NULL) EXECUTE FUNCTION proeftuin_check_circle('restates_id');

CALL proeftuin_guard_table('recommendation');
CALL proeftuin_log_table('recommendation');

CREATE TABLE lesson (
    id uuid NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    reference text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    public boolean NOT NULL DEFAULT false,
    document_id uuid,
    place text,
    source_text text,
    stated_on date,
    pilot_id uuid,
    evaluation_id uuid,
    kind text NOT NULL,
    text text NOT NULL,
    theme text,
    reused_by_id uuid,

    CONSTRAINT lesson__id__pkey PRIMARY KEY (id),
    CONSTRAINT lesson__id__key UNIQUE (municipality, id),
    CONSTRAINT lesson__reference__key UNIQUE (municipality, reference),
    CONSTRAINT lesson__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT lesson__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT lesson__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT lesson__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT lesson__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT lesson__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT lesson__version__check CHECK (version >= 1),
    CONSTRAINT lesson__pilot_id__fkey FOREIGN KEY (municipality, pilot_id, public) REFERENCES pilot (municipality, id,
        public) ON UPDATE CASCADE,
    CONSTRAINT lesson__evaluation_id__fkey FOREIGN KEY (municipality, evaluation_id, public) REFERENCES evaluation
        (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT lesson__kind__check CHECK (kind IN ('whatWorks', 'successFactor', 'condition', 'bottleneck', 'risk',
        'sideEffect', 'need', 'openQuestion')),
    CONSTRAINT lesson__text__check CHECK (char_length(text) BETWEEN 1 AND 20000),
    CONSTRAINT lesson__theme__check CHECK (char_length(theme) BETWEEN 1 AND 200),
    CONSTRAINT lesson__reused_by_id__fkey FOREIGN KEY (municipality, reused_by_id) REFERENCES pilot (municipality, id),
    CONSTRAINT lesson__pilot_id__one CHECK (num_nonnulls(pilot_id, evaluation_id) = 1)
);

CREATE INDEX lesson__document_id__idx ON lesson (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX lesson__pilot_id__idx ON lesson (pilot_id, id) WHERE pilot_id IS NOT NULL;
CREATE INDEX lesson__evaluation_id__idx ON lesson (evaluation_id, id) WHERE evaluation_id IS NOT NULL;
CREATE INDEX lesson__reused_by_id__idx ON lesson (reused_by_id, id) WHERE reused_by_id IS NOT NULL;
CREATE TRIGGER lesson__touch BEFORE UPDATE ON lesson
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER lesson__follow_public BEFORE INSERT OR UPDATE OF pilot_id, evaluation_id, public ON lesson
    FOR EACH ROW
    EXECUTE FUNCTION proeftuin_public_of_parents('follow',
        'pilot_id', 'pilot', 'evaluation_id', 'evaluation');

CALL proeftuin_guard_table('lesson');
CALL proeftuin_log_table('lesson');
