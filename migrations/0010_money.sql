-- Money: budget lines as documents state them, and the totals that documents print. Constraints and indexes as in
-- 0002_register.sql.

-- ---- Budget lines ----

CREATE TABLE budget_line (
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
    statement text COLLATE "nl-x-icu" NOT NULL,
    source_order integer,
    label text COLLATE "nl-x-icu" NOT NULL,
    fiscal_year_from integer,
    fiscal_year_to integer,
    task_fields text[],
    product text,
    kind text NOT NULL,
    stage text NOT NULL,
    recurrence text,
    basis text,
    effect text,
    cost_category text,
    organisation_unit text,
    funding_source text,
    amount numeric(16,2),
    amount_status text NOT NULL,
    amount_upper numeric(16,2),
    amount_qualifier text,
    amount_precision numeric(16,2),
    amount_note text,
    included_in_id uuid,
    variant_of_id uuid,
    preferred boolean NOT NULL DEFAULT false,
    memo boolean NOT NULL DEFAULT false,
    beneficiary text,

    CONSTRAINT budget_line__id__pkey PRIMARY KEY (id),
    CONSTRAINT budget_line__id__key UNIQUE (municipality, id),
    CONSTRAINT budget_line__reference__key UNIQUE (municipality, reference),
    CONSTRAINT budget_line__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT budget_line__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document (municipality,
        id),
    CONSTRAINT budget_line__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT budget_line__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT budget_line__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT budget_line__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT budget_line__version__check CHECK (version >= 1),
    CONSTRAINT budget_line__pilot_id__fkey FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id),
    CONSTRAINT budget_line__programme_id__fkey FOREIGN KEY (municipality, programme_id) REFERENCES programme
        (municipality, id),
    CONSTRAINT budget_line__programme_line_id__fkey FOREIGN KEY (municipality, programme_line_id) REFERENCES
        programme_line (municipality, id),
    CONSTRAINT budget_line__statement__check CHECK (char_length(statement) BETWEEN 1 AND 100),
    CONSTRAINT budget_line__source_order__check CHECK (source_order BETWEEN 1 AND 100000),
    CONSTRAINT budget_line__label__check CHECK (char_length(label) BETWEEN 1 AND 300),
    CONSTRAINT budget_line__fiscal_year_from__check CHECK (fiscal_year_from BETWEEN 1990 AND 2100),
    CONSTRAINT budget_line__fiscal_year_to__check CHECK (fiscal_year_to BETWEEN 1990 AND 2100),
    CONSTRAINT budget_line__task_fields__check CHECK (cardinality(task_fields) <= 20 AND array_position(task_fields,
        NULL) IS NULL),
    CONSTRAINT budget_line__product__check CHECK (char_length(product) BETWEEN 1 AND 200),
    CONSTRAINT budget_line__kind__check CHECK (kind IN ('cost', 'investment', 'funding', 'income', 'savingTarget',
        'yield', 'correction')),
    CONSTRAINT budget_line__stage__check CHECK (stage IN ('indicative', 'budgeted', 'amended', 'allocated', 'expected',
        'potential', 'estimated', 'secured', 'realised')),
    CONSTRAINT budget_line__recurrence__check CHECK (recurrence IN ('oneOff', 'structural', 'perYear', 'unknown')),
    CONSTRAINT budget_line__basis__check CHECK (basis IN ('gross', 'net', 'unknown')),
    CONSTRAINT budget_line__effect__check CHECK (effect IN ('cashable', 'avoided', 'unknown')),
    CONSTRAINT budget_line__cost_category__check CHECK (cost_category IN ('personnel', 'hiring', 'subsidy',
        'purchasedCare', 'benefits', 'other', 'notStated')),
    CONSTRAINT budget_line__organisation_unit__check CHECK (char_length(organisation_unit) BETWEEN 1 AND 200),
    CONSTRAINT budget_line__funding_source__check CHECK (char_length(funding_source) BETWEEN 1 AND 200),
    CONSTRAINT budget_line__amount__check CHECK (amount BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT budget_line__amount__known CHECK ((amount IS NOT NULL) = (amount_status = 'known')),
    CONSTRAINT budget_line__amount_upper__range CHECK ((amount_upper IS NOT NULL) = (amount_qualifier IS NOT DISTINCT
        FROM 'between') AND (amount_upper IS NULL OR amount_upper >= amount)),
    CONSTRAINT budget_line__amount_qualifier__alone CHECK ((amount_qualifier IS NULL) = (amount IS NULL)),
    CONSTRAINT budget_line__amount_precision__alone CHECK (amount IS NOT NULL OR amount_precision IS NULL),
    CONSTRAINT budget_line__amount_status__check CHECK (amount_status IN ('known', 'proMemoria', 'notApplicable',
        'notYetKnown', 'unknown', 'includedElsewhere', 'notStated')),
    CONSTRAINT budget_line__amount_upper__check CHECK (amount_upper BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT budget_line__amount_qualifier__check CHECK (amount_qualifier IN ('exact', 'about', 'atLeast', 'atMost',
        'between')),
    CONSTRAINT budget_line__amount_precision__check CHECK (amount_precision BETWEEN 0 AND 1000000000),
    CONSTRAINT budget_line__amount_note__check CHECK (char_length(amount_note) BETWEEN 1 AND 500),
    CONSTRAINT budget_line__included_in_id__fkey FOREIGN KEY (municipality, included_in_id) REFERENCES budget_line
        (municipality, id),
    CONSTRAINT budget_line__included_in_id__check CHECK (included_in_id <> id),
    CONSTRAINT budget_line__variant_of_id__fkey FOREIGN KEY (municipality, variant_of_id) REFERENCES budget_line
        (municipality, id),
    CONSTRAINT budget_line__variant_of_id__check CHECK (variant_of_id <> id),
    CONSTRAINT budget_line__beneficiary__check CHECK (char_length(beneficiary) BETWEEN 1 AND 200),
    CONSTRAINT budget_line__pilot_id__most CHECK (num_nonnulls(pilot_id, programme_id, programme_line_id) <= 1),
    CONSTRAINT budget_line__fiscal_year_to__alone CHECK (fiscal_year_from IS NOT NULL OR fiscal_year_to IS NULL),
    CONSTRAINT budget_line__fiscal_year_to__order CHECK (fiscal_year_to >= fiscal_year_from)
);

CREATE INDEX budget_line__statement__idx ON budget_line (municipality, statement, id);
CREATE INDEX budget_line__source_order__idx ON budget_line (municipality, source_order, id);
CREATE INDEX budget_line__label__idx ON budget_line (municipality, label, id);
CREATE INDEX budget_line__fiscal_year_from__idx ON budget_line (municipality, fiscal_year_from, id);
CREATE INDEX budget_line__amount__idx ON budget_line (municipality, amount, id);
CREATE INDEX budget_line__document_id__idx ON budget_line (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX budget_line__pilot_id__idx ON budget_line (pilot_id, id) WHERE pilot_id IS NOT NULL;
CREATE INDEX budget_line__programme_id__idx ON budget_line (programme_id, id) WHERE programme_id IS NOT NULL;
CREATE INDEX budget_line__programme_line_id__idx ON budget_line (programme_line_id, id) WHERE programme_line_id IS NOT
    NULL;
CREATE INDEX budget_line__included_in_id__idx ON budget_line (included_in_id, id) WHERE included_in_id IS NOT NULL;
CREATE INDEX budget_line__variant_of_id__idx ON budget_line (variant_of_id, id) WHERE variant_of_id IS NOT NULL;
CREATE TRIGGER budget_line__touch BEFORE UPDATE ON budget_line
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
-- Of a line and its variants at most one is preferred.
CREATE UNIQUE INDEX budget_line__preferred__key ON budget_line (coalesce(variant_of_id, id)) WHERE preferred;
CREATE TRIGGER budget_line__within_public BEFORE INSERT OR UPDATE OF programme_id, programme_line_id, pilot_id, public
    ON budget_line
    FOR EACH ROW
    EXECUTE FUNCTION proeftuin_public_of_parents('within',
        'programme_id', 'programme', 'programme_line_id', 'programme_line', 'pilot_id', 'pilot');
CREATE TRIGGER programme__lead_budget_line AFTER UPDATE OF public ON programme
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('within', 'budget_line', 'programme_id');
CREATE TRIGGER programme_line__lead_budget_line AFTER UPDATE OF public ON programme_line
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('within', 'budget_line', 'programme_line_id');
CREATE TRIGGER pilot__lead_budget_line AFTER UPDATE OF public ON pilot
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('within', 'budget_line', 'pilot_id');
CREATE CONSTRAINT TRIGGER budget_line__included_in_id__circle AFTER INSERT OR UPDATE OF included_in_id ON budget_line
    FOR EACH ROW WHEN (NEW.included_in_id IS NOT NULL) EXECUTE FUNCTION proeftuin_check_circle('included_in_id');

CALL proeftuin_guard_table('budget_line');

CREATE TABLE budget_line_line (
    municipality text COLLATE "C" NOT NULL,
    budget_line_id uuid NOT NULL,
    ordinal integer NOT NULL,
    programme_line_id uuid NOT NULL,

    CONSTRAINT budget_line_line__ordinal__pkey PRIMARY KEY (budget_line_id, ordinal),
    CONSTRAINT budget_line_line__budget_line_id__fkey FOREIGN KEY (municipality, budget_line_id) REFERENCES budget_line
        (municipality, id) ON DELETE CASCADE,
    CONSTRAINT budget_line_line__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT budget_line_line__programme_line_id__fkey FOREIGN KEY (municipality, programme_line_id) REFERENCES
        programme_line (municipality, id),
    CONSTRAINT budget_line_line__programme_line_id__key UNIQUE (municipality, budget_line_id, programme_line_id)
);

CREATE INDEX budget_line_line__programme_line_id__idx ON budget_line_line (programme_line_id);

COMMENT ON COLUMN budget_line_line.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN budget_line_line.budget_line_id IS 'The row that this belongs to.';
COMMENT ON COLUMN budget_line_line.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('budget_line_line', part_of => 'budget_line');
CALL proeftuin_log_table('budget_line', 'budget_line_line');

-- Task fields hold in some fiscal years; lists of them are arrays, which foreign keys can't guard.

CREATE FUNCTION proeftuin_check_task_fields() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held integer;
    fitting integer;
BEGIN
    PERFORM 1 FROM task_field WHERE code = ANY (NEW.task_fields) ORDER BY code FOR SHARE;
    SELECT count(*), count(*) FILTER (WHERE NEW.fiscal_year_from IS NULL OR (t.year_from <= NEW.fiscal_year_from
        AND coalesce(t.year_to, 9999) >= coalesce(NEW.fiscal_year_to, NEW.fiscal_year_from)))
    INTO held, fitting FROM task_field t WHERE t.code = ANY (NEW.task_fields);
    IF held < cardinality(NEW.task_fields) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'there is no such task field',
            TABLE = 'budget_line', COLUMN = 'task_fields', CONSTRAINT = 'budget_line__task_fields__fkey';
    ELSIF fitting < held THEN
        RAISE check_violation USING
            MESSAGE = 'a task field does not hold in the fiscal year',
            TABLE = 'budget_line', COLUMN = 'task_fields', CONSTRAINT = 'budget_line__task_fields__period';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_check_task_fields() IS
    'Trigger: every task field of a budget line exists, and holds in all of its fiscal years.';

CREATE CONSTRAINT TRIGGER budget_line__task_fields__fkey
    AFTER INSERT OR UPDATE OF task_fields, fiscal_year_from, fiscal_year_to ON budget_line
    FOR EACH ROW WHEN (NEW.task_fields IS NOT NULL) EXECUTE FUNCTION proeftuin_check_task_fields();

CREATE FUNCTION proeftuin_keep_task_field() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM budget_line WHERE task_fields @> ARRAY[OLD.code]
        AND (TG_OP = 'DELETE' OR coalesce(fiscal_year_to, fiscal_year_from) > NEW.year_to) LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        RAISE foreign_key_violation USING
            MESSAGE = format('task field %L is still listed in budget_line', OLD.code),
            TABLE = 'budget_line', COLUMN = 'task_fields', CONSTRAINT = 'budget_line__task_fields__fkey';
    END IF;
    RAISE check_violation USING
        MESSAGE = format('budget lines of later years list task field %L', OLD.code),
        TABLE = 'task_field', COLUMN = 'year_to', CONSTRAINT = 'task_field__year_to__period';
END
$$;

COMMENT ON FUNCTION proeftuin_keep_task_field() IS
    'Trigger: a task field that budget lines list is not deleted, nor does it end before their years.';

CREATE INDEX budget_line__task_fields__idx ON budget_line USING gin (task_fields);
CREATE TRIGGER task_field__kept_for_budget_line AFTER DELETE OR UPDATE OF year_to ON task_field
    FOR EACH ROW EXECUTE FUNCTION proeftuin_keep_task_field();

-- Variants state one fact otherwise, so they agree in what the fact is about; they all point to one line.

CREATE FUNCTION proeftuin_check_variant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    main budget_line;
    fits boolean := true;
BEGIN
    IF NEW.variant_of_id IS NOT NULL THEN
        SELECT * INTO main FROM budget_line WHERE id = NEW.variant_of_id FOR SHARE;
        fits := main.variant_of_id IS NULL
            AND (main.pilot_id, main.programme_id, main.programme_line_id, main.kind, main.stage)
                IS NOT DISTINCT FROM (NEW.pilot_id, NEW.programme_id, NEW.programme_line_id, NEW.kind, NEW.stage);
    END IF;
    IF NOT fits OR EXISTS (SELECT FROM budget_line v WHERE v.variant_of_id = NEW.id AND (NEW.variant_of_id IS NOT NULL
        OR (v.pilot_id, v.programme_id, v.programme_line_id, v.kind, v.stage)
            IS DISTINCT FROM (NEW.pilot_id, NEW.programme_id, NEW.programme_line_id, NEW.kind, NEW.stage)))
    THEN
        RAISE check_violation USING
            MESSAGE = 'a variant is about something else than its line',
            TABLE = 'budget_line', COLUMN = 'variant_of_id', CONSTRAINT = 'budget_line__variant_of_id__variant';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_check_variant() IS
    'Trigger: a variant is of a line of the same pilot (or programme, or line), kind and stage, which is none itself.';

CREATE CONSTRAINT TRIGGER budget_line__variant_of_id__variant
    AFTER INSERT OR UPDATE OF variant_of_id, pilot_id, programme_id, programme_line_id, kind, stage ON budget_line
    FOR EACH ROW EXECUTE FUNCTION proeftuin_check_variant();

REVOKE EXECUTE ON FUNCTION proeftuin_check_task_fields(), proeftuin_keep_task_field(), proeftuin_check_variant()
    FROM PUBLIC;

-- ---- Reported totals ----

CREATE TABLE reported_total (
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
    label text COLLATE "nl-x-icu" NOT NULL,
    statement text COLLATE "nl-x-icu",
    fiscal_year integer,
    function text NOT NULL,
    over text,
    filter text,
    stated_amount numeric(16,2),
    stated_number numeric(18,4),
    stated_precision numeric(18,4),
    sign text,

    CONSTRAINT reported_total__id__pkey PRIMARY KEY (id),
    CONSTRAINT reported_total__id__key UNIQUE (municipality, id),
    CONSTRAINT reported_total__reference__key UNIQUE (municipality, reference),
    CONSTRAINT reported_total__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT reported_total__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document
        (municipality, id),
    CONSTRAINT reported_total__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT reported_total__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT reported_total__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT reported_total__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT reported_total__version__check CHECK (version >= 1),
    CONSTRAINT reported_total__label__check CHECK (char_length(label) BETWEEN 1 AND 300),
    CONSTRAINT reported_total__statement__check CHECK (char_length(statement) BETWEEN 1 AND 100),
    CONSTRAINT reported_total__fiscal_year__check CHECK (fiscal_year BETWEEN 1990 AND 2100),
    CONSTRAINT reported_total__function__check CHECK (function IN ('sum', 'count', 'difference', 'growth', 'share',
        'minimum', 'maximum', 'repeat')),
    CONSTRAINT reported_total__over__check CHECK (over IN ('budgetLines', 'measurements', 'pilots')),
    CONSTRAINT reported_total__filter__check CHECK (char_length(filter) BETWEEN 1 AND 500),
    CONSTRAINT reported_total__stated_amount__check CHECK (stated_amount BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT reported_total__stated_number__check CHECK (stated_number BETWEEN -1000000000000 AND 1000000000000),
    CONSTRAINT reported_total__stated_precision__check CHECK (stated_precision BETWEEN 0 AND 1000000000),
    CONSTRAINT reported_total__sign__check CHECK (sign IN ('firstMinusSecond', 'secondMinusFirst', 'absolute')),
    CONSTRAINT reported_total__stated_amount__one CHECK (num_nonnulls(stated_amount, stated_number) = 1),
    CONSTRAINT reported_total__filter__alone CHECK (over IS NOT NULL OR filter IS NULL)
);

CREATE INDEX reported_total__label__idx ON reported_total (municipality, label, id);
CREATE INDEX reported_total__statement__idx ON reported_total (municipality, statement, id);
CREATE INDEX reported_total__fiscal_year__idx ON reported_total (municipality, fiscal_year, id);
CREATE INDEX reported_total__stated_amount__idx ON reported_total (municipality, stated_amount, id);
CREATE INDEX reported_total__stated_number__idx ON reported_total (municipality, stated_number, id);
CREATE INDEX reported_total__document_id__idx ON reported_total (document_id, id) WHERE document_id IS NOT NULL;
CREATE TRIGGER reported_total__touch BEFORE UPDATE ON reported_total
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();

CALL proeftuin_guard_table('reported_total');

CREATE TABLE reported_total_operand (
    municipality text COLLATE "C" NOT NULL,
    reported_total_id uuid NOT NULL,
    ordinal integer NOT NULL,
    operand_id uuid NOT NULL,

    CONSTRAINT reported_total_operand__ordinal__pkey PRIMARY KEY (reported_total_id, ordinal),
    CONSTRAINT reported_total_operand__reported_total_id__fkey FOREIGN KEY (municipality, reported_total_id) REFERENCES
        reported_total (municipality, id) ON DELETE CASCADE,
    CONSTRAINT reported_total_operand__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT reported_total_operand__operand_id__fkey FOREIGN KEY (municipality, operand_id) REFERENCES reported_total
        (municipality, id),
    CONSTRAINT reported_total_operand__operand_id__check CHECK (operand_id <> reported_total_id),
    CONSTRAINT reported_total_operand__operand_id__key UNIQUE (municipality, reported_total_id, operand_id)
);

CREATE INDEX reported_total_operand__operand_id__idx ON reported_total_operand (operand_id);

COMMENT ON COLUMN reported_total_operand.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN reported_total_operand.reported_total_id IS 'The row that this belongs to.';
COMMENT ON COLUMN reported_total_operand.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('reported_total_operand', part_of => 'reported_total');
CALL proeftuin_log_table('reported_total', 'reported_total_operand');
