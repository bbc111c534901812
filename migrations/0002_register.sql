-- The tables of the register: municipalities, documents, organisations, areas, pilots, decisions, progress reports and
-- deliverables. Comments on them come from the field tables in lib/resource/; the constraints repeat those rules.
--
-- Every constraint is named <table>__<column>__<kind>: from the column the service tells a client which field is wrong.
-- Rows belong to a municipality. Their key is the id; UNIQUE (municipality, id) is what foreign keys point to, so that
-- no row refers across municipalities. Parts are read by their parent's id, so their keys lead with it. Indexes for
-- lists lead with the municipality; updated_at has none, so that an update that changes no indexed column stays on its
-- page.

-- Municipalities.

CREATE TABLE municipality (
    code text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    name text COLLATE "nl-x-icu" NOT NULL,
    official_name text,
    province text,
    tooi_uri text,
    valid_from_date date,
    valid_from_precision text,
    valid_from_bound text,
    valid_to_date date,
    valid_to_precision text,
    valid_to_bound text,
    members text[],
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT municipality__code__pkey PRIMARY KEY (code),
    CONSTRAINT municipality__code__check CHECK (code ~ '^(gm[0-9]{4}|nl|rg-[a-z0-9-]{2,40})$'),
    CONSTRAINT municipality__kind__check CHECK (kind IN ('municipality', 'region', 'country')),
    CONSTRAINT municipality__kind__code
        CHECK (kind = CASE left(code, 2) WHEN 'gm' THEN 'municipality' WHEN 'nl' THEN 'country' ELSE 'region' END),
    CONSTRAINT municipality__name__check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT municipality__official_name__check CHECK (char_length(official_name) BETWEEN 1 AND 200),
    CONSTRAINT municipality__province__check CHECK (char_length(province) BETWEEN 1 AND 50),
    CONSTRAINT municipality__tooi_uri__check
        CHECK (char_length(tooi_uri) BETWEEN 1 AND 500 AND tooi_uri ~ '^https?://'),
    CONSTRAINT municipality__valid_from_date__check
        CHECK (proeftuin_is_partial_date(valid_from_date, valid_from_precision)),
    CONSTRAINT municipality__valid_from_precision__check
        CHECK (valid_from_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT municipality__valid_from_bound__check
        CHECK ((valid_from_bound IS NULL) = (valid_from_precision IS NULL)
        AND valid_from_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT municipality__valid_to_date__check
        CHECK (proeftuin_is_partial_date(valid_to_date, valid_to_precision)),
    CONSTRAINT municipality__valid_to_precision__check
        CHECK (valid_to_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT municipality__valid_to_bound__check CHECK ((valid_to_bound IS NULL) = (valid_to_precision IS NULL)
        AND valid_to_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT municipality__valid_to_date__order
        CHECK (valid_from_bound = 'notAfter' OR valid_to_bound = 'notBefore'
        OR proeftuin_last_day(valid_to_date, valid_to_precision) >= valid_from_date),
    CONSTRAINT municipality__members__check
        CHECK (cardinality(members) <= 50 AND array_position(members, NULL) IS NULL),
    CONSTRAINT municipality__members__kind CHECK (kind = 'region' OR coalesce(cardinality(members), 0) = 0),
    CONSTRAINT municipality__version__check CHECK (version >= 1)
);

CREATE INDEX municipality__name__idx ON municipality (name, code);
CREATE INDEX municipality__valid_from_date__idx ON municipality (valid_from_date, code);
CREATE INDEX municipality__valid_to_date__idx ON municipality (valid_to_date, code);
CREATE TRIGGER municipality__touch BEFORE UPDATE ON municipality
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE CONSTRAINT TRIGGER municipality__members__fkey AFTER INSERT OR UPDATE OF members ON municipality
    FOR EACH ROW WHEN (NEW.members IS NOT NULL)
    EXECUTE FUNCTION proeftuin_check_municipalities('members');
CREATE TRIGGER municipality__kept_for_municipality AFTER DELETE ON municipality
    FOR EACH ROW EXECUTE FUNCTION proeftuin_keep_listed_municipality('municipality', 'members');

CREATE TABLE municipality_successor (
    municipality text COLLATE "C" NOT NULL,
    ordinal integer NOT NULL,
    successor text COLLATE "C" NOT NULL,
    effective_from date NOT NULL,
    kind text NOT NULL,

    CONSTRAINT municipality_successor__municipality__pkey PRIMARY KEY (municipality, ordinal),
    CONSTRAINT municipality_successor__municipality__fkey
        FOREIGN KEY (municipality) REFERENCES municipality (code) ON DELETE CASCADE,
    CONSTRAINT municipality_successor__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT municipality_successor__successor__fkey FOREIGN KEY (successor) REFERENCES municipality (code),
    CONSTRAINT municipality_successor__successor__key UNIQUE (municipality, successor),
    CONSTRAINT municipality_successor__successor__check CHECK (successor <> municipality),
    CONSTRAINT municipality_successor__effective_from__check CHECK (proeftuin_is_day(effective_from)),
    CONSTRAINT municipality_successor__kind__check CHECK (kind IN ('merge', 'absorb', 'split', 'rename'))
);

CREATE INDEX municipality_successor__successor__idx ON municipality_successor (successor);

COMMENT ON COLUMN municipality_successor.municipality IS 'Code of the municipality that was succeeded.';
COMMENT ON COLUMN municipality_successor.ordinal IS 'Position in the list, from 0.';

-- Documents.

CREATE TABLE document (
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
    title text COLLATE "nl-x-icu" NOT NULL,
    kind text NOT NULL,
    issuer text,
    issued_date date,
    issued_precision text,
    issued_bound text,
    url text,
    list_complete text,

    CONSTRAINT document__id__pkey PRIMARY KEY (id),
    CONSTRAINT document__id__key UNIQUE (municipality, id),
    CONSTRAINT document__reference__key UNIQUE (municipality, reference),
    CONSTRAINT document__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT document__document_id__fkey
        FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT document__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT document__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT document__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT document__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT document__version__check CHECK (version >= 1),
    CONSTRAINT document__title__check CHECK (char_length(title) BETWEEN 1 AND 300),
    CONSTRAINT document__kind__check CHECK (kind IN (
        'memo', 'letter', 'answer', 'policyPlan', 'evaluation', 'webPage', 'report', 'other')),
    CONSTRAINT document__issuer__check CHECK (char_length(issuer) BETWEEN 1 AND 200),
    CONSTRAINT document__issued_date__check CHECK (proeftuin_is_partial_date(issued_date, issued_precision)),
    CONSTRAINT document__issued_precision__check
        CHECK (issued_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT document__issued_bound__check CHECK ((issued_bound IS NULL) = (issued_precision IS NULL)
        AND issued_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT document__url__check CHECK (char_length(url) BETWEEN 1 AND 500 AND url ~ '^https?://'),
    CONSTRAINT document__list_complete__check CHECK (list_complete IN ('yes', 'no', 'unknown')),
    CONSTRAINT document__document_id__check CHECK (document_id <> id)
);

CREATE INDEX document__title__idx ON document (municipality, title, id);
CREATE INDEX document__issued_date__idx ON document (municipality, issued_date, id);
CREATE INDEX document__document_id__idx ON document (document_id, id) WHERE document_id IS NOT NULL;
CREATE TRIGGER document__touch BEFORE UPDATE ON document
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();

-- Organisations.

CREATE TABLE organisation (
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
    name text COLLATE "nl-x-icu" NOT NULL,
    kind text NOT NULL,
    url text,

    CONSTRAINT organisation__id__pkey PRIMARY KEY (id),
    CONSTRAINT organisation__id__key UNIQUE (municipality, id),
    CONSTRAINT organisation__reference__key UNIQUE (municipality, reference),
    CONSTRAINT organisation__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT organisation__document_id__fkey
        FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT organisation__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT organisation__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT organisation__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT organisation__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT organisation__version__check CHECK (version >= 1),
    CONSTRAINT organisation__name__check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT organisation__kind__check CHECK (kind IN (
        'municipality', 'nationalGovernment', 'regionalBody', 'umbrella', 'research', 'consultancy', 'careProvider',
        'primaryCare', 'publicHealth', 'insurer', 'welfare', 'shelteredWork', 'debtHelp', 'housing', 'education',
        'cultureSport', 'clientCouncil', 'volunteerOrganisation', 'residents', 'business', 'policeJustice', 'other')),
    CONSTRAINT organisation__url__check CHECK (char_length(url) BETWEEN 1 AND 500 AND url ~ '^https?://')
);

CREATE INDEX organisation__name__idx ON organisation (municipality, name, id);
CREATE INDEX organisation__document_id__idx ON organisation (document_id, id) WHERE document_id IS NOT NULL;
CREATE TRIGGER organisation__touch BEFORE UPDATE ON organisation
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();

-- Areas.

CREATE TABLE area (
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
    name text COLLATE "nl-x-icu" NOT NULL,
    kind text NOT NULL,
    member_municipalities text[],

    CONSTRAINT area__id__pkey PRIMARY KEY (id),
    CONSTRAINT area__id__key UNIQUE (municipality, id),
    CONSTRAINT area__reference__key UNIQUE (municipality, reference),
    CONSTRAINT area__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT area__document_id__fkey
        FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT area__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT area__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT area__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT area__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT area__version__check CHECK (version >= 1),
    CONSTRAINT area__name__check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT area__kind__check CHECK (kind IN (
        'village', 'district', 'quarter', 'neighbourhood', 'island', 'site', 'municipality', 'region', 'country')),
    CONSTRAINT area__member_municipalities__check CHECK (cardinality(member_municipalities) <= 50
        AND array_position(member_municipalities, NULL) IS NULL)
);

CREATE INDEX area__name__idx ON area (municipality, name, id);
CREATE INDEX area__document_id__idx ON area (document_id, id) WHERE document_id IS NOT NULL;
CREATE TRIGGER area__touch BEFORE UPDATE ON area
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE CONSTRAINT TRIGGER area__member_municipalities__fkey AFTER INSERT OR UPDATE OF member_municipalities ON area
    FOR EACH ROW WHEN (NEW.member_municipalities IS NOT NULL)
    EXECUTE FUNCTION proeftuin_check_municipalities('member_municipalities');
CREATE TRIGGER municipality__kept_for_area AFTER DELETE ON municipality
    FOR EACH ROW EXECUTE FUNCTION proeftuin_keep_listed_municipality('area', 'member_municipalities');

-- Pilots.

CREATE TABLE pilot (
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
    title text COLLATE "nl-x-icu" NOT NULL,
    kind text NOT NULL,
    summary text,
    source_number text,
    source_order integer,
    start_date date,
    start_precision text,
    start_bound text,
    end_date date,
    end_precision text,
    end_bound text,
    domains text[],
    stated_cluster text,
    laws text[],
    target_groups text[],
    deviates_from_policy text,
    outside_frameworks text,
    entry_count integer,
    embedding_owner text,
    embedding_funding text,
    embedding_conditions text,
    embedding_replaces text,
    embedding_planned_on date,

    CONSTRAINT pilot__id__pkey PRIMARY KEY (id),
    CONSTRAINT pilot__id__key UNIQUE (municipality, id),
    CONSTRAINT pilot__public__key UNIQUE (municipality, id, public),
    CONSTRAINT pilot__reference__key UNIQUE (municipality, reference),
    CONSTRAINT pilot__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT pilot__document_id__fkey
        FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT pilot__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT pilot__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT pilot__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT pilot__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT pilot__version__check CHECK (version >= 1),
    CONSTRAINT pilot__title__check CHECK (char_length(title) BETWEEN 1 AND 300),
    CONSTRAINT pilot__kind__check CHECK (kind IN (
        'pilot', 'experiment', 'proeftuin', 'project', 'initiative', 'practice', 'platform', 'areaApproach', 'fund',
        'research', 'collective')),
    CONSTRAINT pilot__summary__check CHECK (char_length(summary) BETWEEN 1 AND 20000),
    CONSTRAINT pilot__source_number__check CHECK (char_length(source_number) BETWEEN 1 AND 20),
    CONSTRAINT pilot__source_order__check CHECK (source_order BETWEEN 1 AND 100000),
    CONSTRAINT pilot__start_date__check CHECK (proeftuin_is_partial_date(start_date, start_precision)),
    CONSTRAINT pilot__start_precision__check
        CHECK (start_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT pilot__start_bound__check CHECK ((start_bound IS NULL) = (start_precision IS NULL)
        AND start_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT pilot__end_date__check CHECK (proeftuin_is_partial_date(end_date, end_precision)),
    CONSTRAINT pilot__end_precision__check CHECK (end_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT pilot__end_bound__check CHECK ((end_bound IS NULL) = (end_precision IS NULL)
        AND end_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT pilot__end_date__order CHECK (start_bound = 'notAfter' OR end_bound = 'notBefore'
        OR proeftuin_last_day(end_date, end_precision) >= start_date),
    CONSTRAINT pilot__domains__check CHECK (cardinality(domains) <= 50 AND domains <@ ARRAY[
        'income', 'youth', 'wmo', 'access', 'debtPoverty', 'health', 'housingShelter', 'education', 'cultureSport',
        'economy', 'community', 'data', 'crossDomain', 'other']),
    CONSTRAINT pilot__stated_cluster__check CHECK (char_length(stated_cluster) BETWEEN 1 AND 200),
    CONSTRAINT pilot__laws__check CHECK (cardinality(laws) <= 50 AND laws <@ ARRAY[
        'wmo2015', 'youthAct', 'participationAct', 'debtAssistanceAct', 'shelteredEmploymentAct', 'ioawIoaz',
        'wajong', 'publicHealthAct', 'longTermCareAct', 'healthInsuranceAct', 'awbz', 'educationActs', 'civilCode',
        'juvenileCriminalLaw', 'none', 'notStated']),
    CONSTRAINT pilot__target_groups__check CHECK (cardinality(target_groups) <= 50 AND target_groups <@ ARRAY[
        'residents', 'multiproblemFamilies', 'families', 'youth', 'vulnerableYouth', 'youngParents', 'youngOffenders',
        'older', 'dementia', 'disability', 'mildIntellectualDisability', 'mentalHealth', 'homelessSheltered',
        'carers', 'volunteers', 'refugees', 'migrantCommunities', 'jobSeekers', 'lowIncome', 'debts', 'farmers',
        'exPrisoners', 'lowLiteracy', 'healthRisk', 'professionals', 'entrepreneurs', 'associations', 'notStated']),
    CONSTRAINT pilot__deviates_from_policy__check CHECK (deviates_from_policy IN ('yes', 'no', 'unknown')),
    CONSTRAINT pilot__outside_frameworks__check CHECK (outside_frameworks IN ('yes', 'no', 'unknown')),
    CONSTRAINT pilot__entry_count__check CHECK (entry_count BETWEEN 1 AND 10000),
    CONSTRAINT pilot__embedding_owner__check CHECK (char_length(embedding_owner) BETWEEN 1 AND 200),
    CONSTRAINT pilot__embedding_funding__check CHECK (embedding_funding IN ('yes', 'no', 'unknown')),
    CONSTRAINT pilot__embedding_conditions__check CHECK (char_length(embedding_conditions) BETWEEN 1 AND 20000),
    CONSTRAINT pilot__embedding_replaces__check CHECK (char_length(embedding_replaces) BETWEEN 1 AND 500),
    CONSTRAINT pilot__embedding_planned_on__check CHECK (proeftuin_is_day(embedding_planned_on))
) WITH (fillfactor = 85);

CREATE INDEX pilot__title__idx ON pilot (municipality, title, id);
CREATE INDEX pilot__source_order__idx ON pilot (municipality, source_order, id);
CREATE INDEX pilot__start_date__idx ON pilot (municipality, start_date, id);
CREATE INDEX pilot__end_date__idx ON pilot (municipality, end_date, id);
CREATE INDEX pilot__document_id__idx ON pilot (document_id, id) WHERE document_id IS NOT NULL;
CREATE TRIGGER pilot__touch BEFORE UPDATE ON pilot
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();

CREATE TABLE pilot_area (
    municipality text COLLATE "C" NOT NULL,
    pilot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    area_id uuid NOT NULL,

    CONSTRAINT pilot_area__ordinal__pkey PRIMARY KEY (pilot_id, ordinal),
    CONSTRAINT pilot_area__pilot_id__fkey
        FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id) ON DELETE CASCADE,
    CONSTRAINT pilot_area__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT pilot_area__area_id__fkey FOREIGN KEY (municipality, area_id) REFERENCES area (municipality, id),
    CONSTRAINT pilot_area__area_id__key UNIQUE (municipality, pilot_id, area_id)
);

CREATE INDEX pilot_area__area_id__idx ON pilot_area (area_id);

COMMENT ON COLUMN pilot_area.municipality IS 'Whose pilot it is.';
COMMENT ON COLUMN pilot_area.pilot_id IS 'The pilot that this belongs to.';
COMMENT ON COLUMN pilot_area.ordinal IS 'Position in the list, from 0.';

CREATE TABLE pilot_link (
    municipality text COLLATE "C" NOT NULL,
    pilot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    linked_pilot_id uuid NOT NULL,
    relation text NOT NULL,

    CONSTRAINT pilot_link__ordinal__pkey PRIMARY KEY (pilot_id, ordinal),
    CONSTRAINT pilot_link__pilot_id__fkey
        FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id) ON DELETE CASCADE,
    CONSTRAINT pilot_link__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT pilot_link__linked_pilot_id__fkey
        FOREIGN KEY (municipality, linked_pilot_id) REFERENCES pilot (municipality, id),
    CONSTRAINT pilot_link__linked_pilot_id__check CHECK (linked_pilot_id <> pilot_id),
    CONSTRAINT pilot_link__relation__check CHECK (relation IN (
        'partOf', 'splitInto', 'mergedInto', 'continues', 'yieldBookedIn')),
    CONSTRAINT pilot_link__linked_pilot_id__key UNIQUE (municipality, pilot_id, linked_pilot_id, relation)
);

CREATE INDEX pilot_link__linked_pilot_id__idx ON pilot_link (linked_pilot_id);

COMMENT ON COLUMN pilot_link.municipality IS 'Whose pilot it is.';
COMMENT ON COLUMN pilot_link.pilot_id IS 'The pilot that this belongs to.';
COMMENT ON COLUMN pilot_link.ordinal IS 'Position in the list, from 0.';

-- Decisions and progress reports are as public as their pilot: a copy of the flag, kept by the foreign key.

CREATE FUNCTION proeftuin_inherit_public() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- A row that moves takes both pilots, in the order in which everybody takes them.
    PERFORM 1 FROM pilot
    WHERE municipality = NEW.municipality AND id IN (NEW.pilot_id, OLD.pilot_id) ORDER BY id FOR NO KEY UPDATE;
    SELECT public INTO NEW.public FROM pilot WHERE municipality = NEW.municipality AND id = NEW.pilot_id;
    NEW.public := coalesce(NEW.public, false); -- no such pilot: the foreign key says so
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION proeftuin_inherit_public() IS
    'Trigger: a row is public when its pilot is. The lock, which the status takes as well, keeps that so.';

CREATE TABLE decision (
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
    pilot_id uuid NOT NULL,
    kind text NOT NULL,
    stage text NOT NULL,
    body text NOT NULL DEFAULT 'unknown',
    taken_date date,
    taken_precision text,
    taken_bound text,
    known_by date,
    effective_from date,
    new_end_date date,
    new_end_precision text,
    new_end_bound text,
    reason text,
    url text,

    CONSTRAINT decision__id__pkey PRIMARY KEY (id),
    CONSTRAINT decision__id__key UNIQUE (municipality, id),
    CONSTRAINT decision__reference__key UNIQUE (municipality, reference),
    CONSTRAINT decision__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT decision__document_id__fkey
        FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT decision__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT decision__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT decision__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT decision__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT decision__version__check CHECK (version >= 1),
    CONSTRAINT decision__pilot_id__fkey FOREIGN KEY (municipality, pilot_id, public)
        REFERENCES pilot (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT decision__kind__check CHECK (kind IN (
        'start', 'approveDeviation', 'fund', 'refuseFunding', 'adjust', 'extend', 'pause', 'resume', 'scaleUp',
        'makeRegular', 'split', 'merge', 'complete', 'stop', 'adopt')),
    CONSTRAINT decision__stage__check CHECK (stage IN ('announced', 'proposed', 'taken', 'withdrawn')),
    CONSTRAINT decision__body__check CHECK (body IN (
        'council', 'councilCommittee', 'executive', 'alderman', 'management', 'steeringGroup', 'regionalBoard',
        'nationalGovernment', 'partner', 'unknown')),
    CONSTRAINT decision__taken_date__check CHECK (proeftuin_is_partial_date(taken_date, taken_precision)),
    CONSTRAINT decision__taken_precision__check
        CHECK (taken_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT decision__taken_bound__check CHECK ((taken_bound IS NULL) = (taken_precision IS NULL)
        AND taken_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT decision__known_by__check CHECK (proeftuin_is_day(known_by)),
    CONSTRAINT decision__effective_from__check CHECK (proeftuin_is_day(effective_from)),
    CONSTRAINT decision__new_end_date__check CHECK (proeftuin_is_partial_date(new_end_date, new_end_precision)),
    CONSTRAINT decision__new_end_precision__check
        CHECK (new_end_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT decision__new_end_bound__check CHECK ((new_end_bound IS NULL) = (new_end_precision IS NULL)
        AND new_end_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT decision__known_by__needed
        CHECK (stage <> 'taken' OR taken_date IS NOT NULL OR known_by IS NOT NULL),
    CONSTRAINT decision__new_end_date__kind CHECK (kind = 'extend' OR new_end_precision IS NULL),
    CONSTRAINT decision__reason__check CHECK (char_length(reason) BETWEEN 1 AND 20000),
    CONSTRAINT decision__url__check CHECK (char_length(url) BETWEEN 1 AND 500 AND url ~ '^https?://')
);

CREATE INDEX decision__taken_date__idx ON decision (municipality, taken_date, id);
CREATE INDEX decision__new_end_date__idx ON decision (municipality, new_end_date, id);
CREATE INDEX decision__document_id__idx ON decision (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX decision__pilot_id__idx ON decision (pilot_id, id);
CREATE TRIGGER decision__touch BEFORE UPDATE ON decision
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER decision__inherit_public BEFORE INSERT OR UPDATE OF pilot_id, public ON decision
    FOR EACH ROW EXECUTE FUNCTION proeftuin_inherit_public();

CREATE TABLE progress_report (
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
    pilot_id uuid NOT NULL,
    reported_on date NOT NULL,
    stated_status text,
    stated_group text,
    results text,
    active_years integer[],
    covers_from integer,
    covers_to integer,

    CONSTRAINT progress_report__id__pkey PRIMARY KEY (id),
    CONSTRAINT progress_report__id__key UNIQUE (municipality, id),
    CONSTRAINT progress_report__reference__key UNIQUE (municipality, reference),
    CONSTRAINT progress_report__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT progress_report__document_id__fkey
        FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT progress_report__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT progress_report__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT progress_report__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT progress_report__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT progress_report__version__check CHECK (version >= 1),
    CONSTRAINT progress_report__pilot_id__fkey FOREIGN KEY (municipality, pilot_id, public)
        REFERENCES pilot (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT progress_report__reported_on__check CHECK (proeftuin_is_day(reported_on)),
    CONSTRAINT progress_report__stated_status__check CHECK (char_length(stated_status) BETWEEN 1 AND 300),
    CONSTRAINT progress_report__stated_group__check
        CHECK (stated_group IN ('unknown', 'preparation', 'active', 'ended')),
    CONSTRAINT progress_report__results__check CHECK (char_length(results) BETWEEN 1 AND 20000),
    CONSTRAINT progress_report__active_years__check
        CHECK (cardinality(active_years) <= 50 AND array_position(active_years, NULL) IS NULL
        AND 1990 <= ALL (active_years) AND 2100 >= ALL (active_years)),
    CONSTRAINT progress_report__covers_from__check CHECK (covers_from BETWEEN 1990 AND 2100),
    CONSTRAINT progress_report__covers_to__check CHECK (covers_to BETWEEN 1990 AND 2100),
    CONSTRAINT progress_report__covers_to__order CHECK (covers_to >= covers_from),
    CONSTRAINT progress_report__active_years__covered
        CHECK (covers_from <= ALL (active_years) AND covers_to >= ALL (active_years))
);

CREATE INDEX progress_report__reported_on__idx ON progress_report (municipality, reported_on, id);
CREATE INDEX progress_report__document_id__idx ON progress_report (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX progress_report__pilot_id__idx ON progress_report (pilot_id, id);
CREATE TRIGGER progress_report__touch BEFORE UPDATE ON progress_report
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER progress_report__inherit_public BEFORE INSERT OR UPDATE OF pilot_id, public ON progress_report
    FOR EACH ROW EXECUTE FUNCTION proeftuin_inherit_public();

-- Deliverables.

CREATE TABLE deliverable (
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
    title text COLLATE "nl-x-icu" NOT NULL,
    kind text NOT NULL,
    pilot_id uuid,
    due_date date,
    due_precision text,
    due_bound text,
    done_date date,
    done_precision text,
    done_bound text,
    recurrence text,
    promised_to text,
    promised_on date,

    CONSTRAINT deliverable__id__pkey PRIMARY KEY (id),
    CONSTRAINT deliverable__id__key UNIQUE (municipality, id),
    CONSTRAINT deliverable__reference__key UNIQUE (municipality, reference),
    CONSTRAINT deliverable__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT deliverable__document_id__fkey
        FOREIGN KEY (municipality, document_id) REFERENCES document (municipality, id),
    CONSTRAINT deliverable__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT deliverable__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT deliverable__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT deliverable__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT deliverable__version__check CHECK (version >= 1),
    CONSTRAINT deliverable__title__check CHECK (char_length(title) BETWEEN 1 AND 300),
    CONSTRAINT deliverable__kind__check CHECK (kind IN (
        'policyPlan', 'evaluation', 'councilLetter', 'memo', 'report', 'commitment', 'agenda', 'other')),
    CONSTRAINT deliverable__pilot_id__fkey FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id),
    CONSTRAINT deliverable__due_date__check CHECK (proeftuin_is_partial_date(due_date, due_precision)),
    CONSTRAINT deliverable__due_precision__check
        CHECK (due_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT deliverable__due_bound__check CHECK ((due_bound IS NULL) = (due_precision IS NULL)
        AND due_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT deliverable__done_date__check CHECK (proeftuin_is_partial_date(done_date, done_precision)),
    CONSTRAINT deliverable__done_precision__check
        CHECK (done_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT deliverable__done_bound__check CHECK ((done_bound IS NULL) = (done_precision IS NULL)
        AND done_bound IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT deliverable__recurrence__check CHECK (recurrence IN (
        'oneOff', 'monthly', 'quarterly', 'halfYearly', 'yearly', 'unknown')),
    CONSTRAINT deliverable__promised_to__check CHECK (promised_to IN (
        'council', 'councilCommittee', 'executive', 'alderman', 'management', 'steeringGroup', 'regionalBoard',
        'nationalGovernment', 'partner', 'unknown')),
    CONSTRAINT deliverable__promised_on__check CHECK (proeftuin_is_day(promised_on))
);

CREATE INDEX deliverable__title__idx ON deliverable (municipality, title, id);
CREATE INDEX deliverable__due_date__idx ON deliverable (municipality, due_date, id);
CREATE INDEX deliverable__done_date__idx ON deliverable (municipality, done_date, id);
CREATE INDEX deliverable__promised_on__idx ON deliverable (municipality, promised_on, id);
CREATE INDEX deliverable__document_id__idx ON deliverable (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX deliverable__pilot_id__idx ON deliverable (pilot_id, id) WHERE pilot_id IS NOT NULL;
CREATE TRIGGER deliverable__touch BEFORE UPDATE ON deliverable
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
