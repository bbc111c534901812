-- Programmes with their lines and participants, the Iv3 task fields, and what pilots, decisions, progress reports and
-- deliverables have to do with them. Constraints and indexes as in 0002_register.sql.

-- Task fields: reference data. A number holds in some fiscal years only, so a row's code is its number and first year.

CREATE TABLE task_field (
    code text COLLATE "C" NOT NULL,
    number text NOT NULL,
    year_from integer NOT NULL,
    year_to integer,
    name text COLLATE "nl-x-icu" NOT NULL,
    predecessor text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT task_field__code__pkey PRIMARY KEY (code),
    CONSTRAINT task_field__code__check CHECK (code ~ '^[0-9]{1,2}[.][0-9]{1,3}[a-z]?-[0-9]{4}$'),
    CONSTRAINT task_field__number__check CHECK (number ~ '^[0-9]{1,2}[.][0-9]{1,3}[a-z]?$'),
    CONSTRAINT task_field__year_from__check CHECK (year_from BETWEEN 1990 AND 2100),
    CONSTRAINT task_field__year_to__check CHECK (year_to BETWEEN 1990 AND 2100),
    CONSTRAINT task_field__name__check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT task_field__predecessor__fkey FOREIGN KEY (predecessor) REFERENCES task_field (code),
    CONSTRAINT task_field__version__check CHECK (version >= 1),
    CONSTRAINT task_field__code__form CHECK (code = number || '-' || year_from),
    CONSTRAINT task_field__year_to__order CHECK (year_to >= year_from),
    CONSTRAINT task_field__predecessor__check CHECK (predecessor <> code)
);

CREATE INDEX task_field__year_from__idx ON task_field (year_from, code);
CREATE INDEX task_field__name__idx ON task_field (name, code);
CREATE INDEX task_field__predecessor__idx ON task_field (predecessor, code) WHERE predecessor IS NOT NULL;
CREATE TRIGGER task_field__touch BEFORE UPDATE ON task_field
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();

-- Source: Iv3 (information for third parties), chapter 6 of the municipal task fields, three divisions. That from 2025 on
-- rests on two independent public files.
INSERT INTO task_field (code, number, year_from, year_to, name, predecessor)
SELECT number || '-' || year_from, number, year_from, year_to, name, predecessor
FROM (VALUES
    ('6.1', 2017, 2022, 'Samenkracht en burgerparticipatie', NULL),
    ('6.2', 2017, 2022, 'Wijkteams', NULL),
    ('6.3', 2017, 2022, 'Inkomensregelingen', NULL),
    ('6.4', 2017, 2022, 'Begeleide participatie', NULL),
    ('6.5', 2017, 2022, 'Arbeidsparticipatie', NULL),
    ('6.6', 2017, 2022, 'Maatwerkvoorzieningen (WMO)', NULL),
    ('6.71', 2017, 2022, 'Maatwerkdienstverlening 18+', NULL),
    ('6.72', 2017, 2022, 'Maatwerkdienstverlening 18-', NULL),
    ('6.81', 2017, 2022, 'Geëscaleerde zorg 18+', NULL),
    ('6.82', 2017, 2022, 'Geëscaleerde zorg 18-', NULL),
    ('6.1', 2023, 2024, 'Samenkracht en burgerparticipatie', '6.1-2017'),
    ('6.2', 2023, 2024, 'Toegang en eerstelijnsvoorzieningen', '6.2-2017'),
    ('6.3', 2023, 2024, 'Inkomensregelingen', '6.3-2017'),
    ('6.4', 2023, 2024, 'WSW en beschut werk', '6.4-2017'),
    ('6.5', 2023, 2024, 'Arbeidsparticipatie', '6.5-2017'),
    ('6.6', 2023, 2024, 'Maatwerkvoorzieningen (WMO)', '6.6-2017'),
    ('6.71a', 2023, 2024, 'Hulp bij het huishouden (WMO)', '6.71-2017'),
    ('6.71b', 2023, 2024, 'Begeleiding (WMO)', '6.71-2017'),
    ('6.71c', 2023, 2024, 'Dagbesteding (WMO)', '6.71-2017'),
    ('6.71d', 2023, 2024, 'Overige maatwerkarrangementen (WMO)', '6.71-2017'),
    ('6.72a', 2023, 2024, 'Jeugdhulp begeleiding', '6.72-2017'),
    ('6.72b', 2023, 2024, 'Jeugdhulp behandeling', '6.72-2017'),
    ('6.72c', 2023, 2024, 'Jeugdhulp dagbesteding', '6.72-2017'),
    ('6.72d', 2023, 2024, 'Jeugdhulp zonder verblijf overig', '6.72-2017'),
    ('6.73a', 2023, 2024, 'Pleegzorg', '6.72-2017'),
    ('6.73b', 2023, 2024, 'Gezinsgericht', '6.72-2017'),
    ('6.73c', 2023, 2024, 'Jeugdhulp met verblijf overig', '6.72-2017'),
    ('6.74a', 2023, 2024, 'Jeugdhulp behandeling GGZ zonder verblijf', '6.72-2017'),
    ('6.74b', 2023, 2024, 'Jeugdhulp crisis/LTA/GGZ-verblijf', '6.72-2017'),
    ('6.74c', 2023, 2024, 'Gesloten plaatsing', '6.72-2017'),
    ('6.81a', 2023, 2024, 'Beschermd wonen (WMO)', '6.81-2017'),
    ('6.81b', 2023, 2024, 'Maatschappelijke- en vrouwenopvang (WMO)', '6.81-2017'),
    ('6.82a', 2023, 2024, 'Jeugdbescherming', '6.82-2017'),
    ('6.82b', 2023, 2024, 'Jeugdreclassering', '6.82-2017'),
    ('6.1', 2025, NULL::integer, 'Samenkracht en burgerparticipatie', NULL),
    ('6.21', 2025, NULL::integer, 'Toegang en eerstelijnsvoorzieningen Wmo', NULL),
    ('6.22', 2025, NULL::integer, 'Toegang en eerstelijnsvoorzieningen Jeugd', NULL),
    ('6.23', 2025, NULL::integer, 'Toegang en eerstelijnsvoorzieningen Integraal', NULL),
    ('6.3', 2025, NULL::integer, 'Inkomensregelingen', NULL),
    ('6.4', 2025, NULL::integer, 'WSW en beschut werk', NULL),
    ('6.5', 2025, NULL::integer, 'Arbeidsparticipatie', NULL),
    ('6.60', 2025, NULL::integer, 'Hulpmiddelen en diensten (Wmo)', NULL),
    ('6.711', 2025, NULL::integer, 'Huishoudelijke hulp (Wmo)', NULL),
    ('6.712', 2025, NULL::integer, 'Begeleiding (Wmo)', NULL),
    ('6.713', 2025, NULL::integer, 'Dagbesteding (Wmo)', NULL),
    ('6.714', 2025, NULL::integer, 'Overige maatwerkarrangementen (Wmo)', NULL),
    ('6.751', 2025, NULL::integer, 'Jeugdhulp ambulant lokaal', NULL),
    ('6.752', 2025, NULL::integer, 'Jeugdhulp ambulant regionaal', NULL),
    ('6.753', 2025, NULL::integer, 'Jeugdhulp ambulant landelijk', NULL),
    ('6.761', 2025, NULL::integer, 'Jeugdhulp met verblijf lokaal', NULL),
    ('6.762', 2025, NULL::integer, 'Jeugdhulp met verblijf regionaal', NULL),
    ('6.763', 2025, NULL::integer, 'Jeugdhulp met verblijf landelijk', NULL),
    ('6.791', 2025, NULL::integer, 'PGB Wmo', NULL),
    ('6.792', 2025, NULL::integer, 'PGB Jeugd', NULL),
    ('6.811', 2025, NULL::integer, 'Beschermd wonen (Wmo)', NULL),
    ('6.812', 2025, NULL::integer, 'Maatschappelijke- en vrouwenopvang (Wmo)', NULL),
    ('6.821', 2025, NULL::integer, 'Jeugdbescherming', NULL),
    ('6.822', 2025, NULL::integer, 'Jeugdreclassering', NULL),
    ('6.91', 2025, NULL::integer, 'Coördinatie en beleid Wmo', NULL),
    ('6.92', 2025, NULL::integer, 'Coördinatie en beleid Jeugd', NULL)
) AS known (number, year_from, year_to, name, predecessor);

CALL proeftuin_guard_table('task_field');

-- Whatever is known by a code goes into the change log, not only municipalities; and a table that comes again, because it
-- has got another part, writes down only rows that the log does not know.
DO $$
BEGIN
    EXECUTE replace(replace(pg_get_functiondef('proeftuin_log_table(text, text[])'::regprocedure),
        'to_regclass(logged) = ''public.municipality''::regclass', 'NOT proeftuin_has_column(logged::regclass, ''id'')'),
        'format(''public.%I w'', logged)', 'proeftuin_unlogged(logged)');
END
$$;

CREATE FUNCTION proeftuin_unlogged(logged text) RETURNS text
LANGUAGE sql STABLE
RETURN format('(SELECT r.* FROM public.%1$I r WHERE NOT EXISTS (SELECT FROM public.change c '
    'WHERE c.resource = %1$L AND c.row_key = r.%2$I::text)) w', logged,
    CASE WHEN proeftuin_has_column(logged::regclass, 'id') THEN 'id' ELSE 'code' END);

COMMENT ON FUNCTION proeftuin_unlogged(text) IS
    'The rows of a table that the change log does not know, as a source for proeftuin_log_table().';

CREATE PROCEDURE proeftuin_log_anew(logged text, VARIADIC parts text[])
LANGUAGE plpgsql AS $$
DECLARE
    name text;
    operation text;
BEGIN
    FOREACH name IN ARRAY logged || parts LOOP
        FOREACH operation IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
            EXECUTE format('DROP FUNCTION IF EXISTS proeftuin_log_%s_%s() CASCADE', name, operation);
        END LOOP;
    END LOOP;
    CALL proeftuin_log_table(logged, VARIADIC parts);
END
$$;

COMMENT ON PROCEDURE proeftuin_log_anew(text, text[]) IS
    'Makes the change log''s triggers of a table again, when its parts have changed.';

REVOKE EXECUTE ON FUNCTION proeftuin_unlogged(text) FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE proeftuin_log_anew(text, text[]) FROM PUBLIC;

CALL proeftuin_log_table('task_field');

COMMENT ON SEQUENCE change_id_seq IS 'Numbers of the entries of the change log.';
COMMENT ON SEQUENCE change_era_number_seq IS 'Numbers of the eras of the change log.';

-- ---- Who may read what belongs to something else ----

-- A row is public when all that it belongs to is. With one parent a copy of the flag is kept by the foreign key, with
-- several by the triggers below. What may stand alone has a flag of its own, but is never more public than its parents.

CREATE FUNCTION proeftuin_public_of_parents() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    parent uuid;
    former uuid;
    moved boolean := TG_OP = 'INSERT' OR NEW.public IS DISTINCT FROM OLD.public;
    shown boolean;
    has_parent boolean := false;
    all_shown boolean := true;
BEGIN
    FOR i IN 1 .. TG_NARGS - 1 BY 2 LOOP
        EXIT WHEN moved;
        EXECUTE format('SELECT ($1).%1$I IS DISTINCT FROM ($2).%1$I', TG_ARGV[i]) INTO moved USING NEW, OLD;
    END LOOP;
    IF NOT moved THEN
        RETURN NEW;
    END IF;
    FOR i IN 1 .. TG_NARGS - 1 BY 2 LOOP
        EXECUTE format('SELECT ($1).%I', TG_ARGV[i]) INTO parent USING NEW;
        former := NULL;
        IF TG_OP = 'UPDATE' THEN
            EXECUTE format('SELECT ($1).%I', TG_ARGV[i]) INTO former USING OLD;
        END IF;
        CONTINUE WHEN parent IS NULL AND former IS NULL;
        -- A row that moves takes both, in the order in which everybody takes them.
        EXECUTE format('SELECT p.public FROM (SELECT id, public FROM %I WHERE municipality = $1 AND id IN ($2, $3) '
            'ORDER BY id FOR NO KEY UPDATE) p ORDER BY p.id = $2 DESC LIMIT 1', TG_ARGV[i + 1])
        INTO shown USING NEW.municipality, parent, former;
        has_parent := has_parent OR parent IS NOT NULL;
        all_shown := all_shown AND (parent IS NULL OR coalesce(shown, false));
    END LOOP;
    IF TG_ARGV[0] = 'follow' THEN
        NEW.public := has_parent AND all_shown; -- no such parent: the foreign key says so
    ELSIF NEW.public AND NOT all_shown THEN
        RAISE check_violation USING
            MESSAGE = 'a row is more public than what it belongs to',
            TABLE = TG_TABLE_NAME, COLUMN = 'public', CONSTRAINT = TG_TABLE_NAME || '__public__shown';
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION proeftuin_public_of_parents() IS
    'Trigger: a row is public when its parents are (follow), or at most then (within). After the mode, its arguments are '
    'columns and the tables that they point to.';

CREATE FUNCTION proeftuin_lead_public() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    FOR i IN 0 .. TG_NARGS - 1 BY 3 LOOP
        CONTINUE WHEN TG_ARGV[i] = 'within' AND NEW.public;
        EXECUTE format('UPDATE %I SET public = $1 WHERE %I = $2 AND public <> $1', TG_ARGV[i + 1], TG_ARGV[i + 2])
        USING NEW.public, NEW.id;
    END LOOP;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_lead_public() IS
    'Trigger: what belongs to a row hears that it became public or not. Its arguments are modes, tables and columns.';

CREATE FUNCTION proeftuin_check_circle() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    at uuid;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO at USING NEW;
    -- Whoever closes the circle from the other side holds a row that we take here: one of us is told to try again.
    WHILE at IS NOT NULL LOOP
        IF at = NEW.id THEN
            RAISE check_violation USING
                MESSAGE = 'a row points to itself in a circle',
                TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[0],
                CONSTRAINT = TG_TABLE_NAME || '__' || TG_ARGV[0] || '__circle';
        END IF;
        EXECUTE format('SELECT %I FROM %I WHERE id = $1 FOR SHARE', TG_ARGV[0], TG_TABLE_NAME) INTO at USING at;
    END LOOP;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_check_circle() IS
    'Trigger: the column that its argument names does not lead back to the row, over any number of others.';

REVOKE EXECUTE ON FUNCTION proeftuin_public_of_parents(), proeftuin_lead_public(), proeftuin_check_circle() FROM PUBLIC;

-- ---- Programmes ----

CREATE TABLE programme (
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
    start_date date,
    start_precision text,
    start_bound text,
    end_date date,
    end_precision text,
    end_bound text,
    follows_id uuid,
    question text,

    CONSTRAINT programme__id__pkey PRIMARY KEY (id),
    CONSTRAINT programme__id__key UNIQUE (municipality, id),
    CONSTRAINT programme__public__key UNIQUE (municipality, id, public),
    CONSTRAINT programme__reference__key UNIQUE (municipality, reference),
    CONSTRAINT programme__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT programme__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document (municipality,
        id),
    CONSTRAINT programme__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT programme__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT programme__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT programme__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT programme__version__check CHECK (version >= 1),
    CONSTRAINT programme__title__check CHECK (char_length(title) BETWEEN 1 AND 300),
    CONSTRAINT programme__kind__check CHECK (kind IN ('framework', 'policyPlan', 'note', 'implementationPlan', 'roadmap',
        'deal', 'innovationBudget', 'regionalTransformation', 'learningNetwork')),
    CONSTRAINT programme__summary__check CHECK (char_length(summary) BETWEEN 1 AND 20000),
    CONSTRAINT programme__start_date__check CHECK (proeftuin_is_partial_date(start_date, start_precision)),
    CONSTRAINT programme__start_precision__check CHECK (start_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT programme__start_bound__check CHECK ((start_bound IS NULL) = (start_precision IS NULL) AND start_bound IN
        ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT programme__end_date__check CHECK (proeftuin_is_partial_date(end_date, end_precision)),
    CONSTRAINT programme__end_precision__check CHECK (end_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT programme__end_bound__check CHECK ((end_bound IS NULL) = (end_precision IS NULL) AND end_bound IN
        ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT programme__follows_id__fkey FOREIGN KEY (municipality, follows_id) REFERENCES programme (municipality, id),
    CONSTRAINT programme__follows_id__check CHECK (follows_id <> id),
    CONSTRAINT programme__question__check CHECK (char_length(question) BETWEEN 1 AND 20000),
    CONSTRAINT programme__end_date__order CHECK (start_bound = 'notAfter' OR end_bound = 'notBefore' OR
        proeftuin_last_day(end_date, end_precision) >= start_date)
);

CREATE INDEX programme__title__idx ON programme (municipality, title, id);
CREATE INDEX programme__start_date__idx ON programme (municipality, start_date, id);
CREATE INDEX programme__end_date__idx ON programme (municipality, end_date, id);
CREATE INDEX programme__document_id__idx ON programme (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX programme__follows_id__idx ON programme (follows_id, id) WHERE follows_id IS NOT NULL;
CREATE TRIGGER programme__touch BEFORE UPDATE ON programme
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE CONSTRAINT TRIGGER programme__follows_id__circle AFTER INSERT OR UPDATE OF follows_id ON programme
    FOR EACH ROW WHEN (NEW.follows_id IS NOT NULL) EXECUTE FUNCTION proeftuin_check_circle('follows_id');

CALL proeftuin_guard_table('programme');
CALL proeftuin_log_table('programme');

CREATE TABLE programme_line (
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
    programme_id uuid NOT NULL,
    kind text NOT NULL,
    number text,
    title text COLLATE "nl-x-icu" NOT NULL,
    goals text,
    activities text,
    results text,

    CONSTRAINT programme_line__id__pkey PRIMARY KEY (id),
    CONSTRAINT programme_line__id__key UNIQUE (municipality, id),
    CONSTRAINT programme_line__public__key UNIQUE (municipality, id, public),
    CONSTRAINT programme_line__reference__key UNIQUE (municipality, reference),
    CONSTRAINT programme_line__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT programme_line__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document
        (municipality, id),
    CONSTRAINT programme_line__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT programme_line__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT programme_line__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT programme_line__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT programme_line__version__check CHECK (version >= 1),
    CONSTRAINT programme_line__programme_id__fkey FOREIGN KEY (municipality, programme_id, public) REFERENCES programme
        (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT programme_line__kind__check CHECK (kind IN ('principle', 'line')),
    CONSTRAINT programme_line__number__check CHECK (char_length(number) BETWEEN 1 AND 20),
    CONSTRAINT programme_line__title__check CHECK (char_length(title) BETWEEN 1 AND 500),
    CONSTRAINT programme_line__goals__check CHECK (char_length(goals) BETWEEN 1 AND 20000),
    CONSTRAINT programme_line__activities__check CHECK (char_length(activities) BETWEEN 1 AND 20000),
    CONSTRAINT programme_line__results__check CHECK (char_length(results) BETWEEN 1 AND 20000)
);

CREATE INDEX programme_line__title__idx ON programme_line (municipality, title, id);
CREATE INDEX programme_line__document_id__idx ON programme_line (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX programme_line__programme_id__idx ON programme_line (programme_id, id);
CREATE TRIGGER programme_line__touch BEFORE UPDATE ON programme_line
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER programme_line__follow_public BEFORE INSERT OR UPDATE OF programme_id, public ON programme_line
    FOR EACH ROW EXECUTE FUNCTION proeftuin_public_of_parents('follow', 'programme_id', 'programme');

CALL proeftuin_guard_table('programme_line');
CALL proeftuin_log_table('programme_line');

CREATE TABLE participation (
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
    participant text COLLATE "C",
    organisation_id uuid,
    role text NOT NULL,
    motto text,
    theme text,
    question text,
    start_date date,
    start_precision text,
    start_bound text,
    end_date date,
    end_precision text,
    end_bound text,

    CONSTRAINT participation__id__pkey PRIMARY KEY (id),
    CONSTRAINT participation__id__key UNIQUE (municipality, id),
    CONSTRAINT participation__reference__key UNIQUE (municipality, reference),
    CONSTRAINT participation__municipality__fkey FOREIGN KEY (municipality) REFERENCES municipality (code),
    CONSTRAINT participation__document_id__fkey FOREIGN KEY (municipality, document_id) REFERENCES document
        (municipality, id),
    CONSTRAINT participation__reference__check CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT participation__place__check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT participation__source_text__check CHECK (char_length(source_text) BETWEEN 1 AND 500),
    CONSTRAINT participation__stated_on__check CHECK (proeftuin_is_day(stated_on)),
    CONSTRAINT participation__version__check CHECK (version >= 1),
    CONSTRAINT participation__pilot_id__fkey FOREIGN KEY (municipality, pilot_id, public) REFERENCES pilot (municipality,
        id, public) ON UPDATE CASCADE,
    CONSTRAINT participation__programme_id__fkey FOREIGN KEY (municipality, programme_id, public) REFERENCES programme
        (municipality, id, public) ON UPDATE CASCADE,
    CONSTRAINT participation__participant__fkey FOREIGN KEY (participant) REFERENCES municipality (code),
    CONSTRAINT participation__organisation_id__fkey FOREIGN KEY (municipality, organisation_id) REFERENCES organisation
        (municipality, id),
    CONSTRAINT participation__role__check CHECK (role IN ('lead', 'commissioner', 'executor', 'funder', 'participant',
        'referrer', 'supporter', 'researcher')),
    CONSTRAINT participation__motto__check CHECK (char_length(motto) BETWEEN 1 AND 300),
    CONSTRAINT participation__theme__check CHECK (char_length(theme) BETWEEN 1 AND 20000),
    CONSTRAINT participation__question__check CHECK (char_length(question) BETWEEN 1 AND 20000),
    CONSTRAINT participation__start_date__check CHECK (proeftuin_is_partial_date(start_date, start_precision)),
    CONSTRAINT participation__start_precision__check CHECK (start_precision IN ('day', 'month', 'quarter', 'year',
        'unknown')),
    CONSTRAINT participation__start_bound__check CHECK ((start_bound IS NULL) = (start_precision IS NULL) AND start_bound
        IN ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT participation__end_date__check CHECK (proeftuin_is_partial_date(end_date, end_precision)),
    CONSTRAINT participation__end_precision__check CHECK (end_precision IN ('day', 'month', 'quarter', 'year', 'unknown')),
    CONSTRAINT participation__end_bound__check CHECK ((end_bound IS NULL) = (end_precision IS NULL) AND end_bound IN
        ('exact', 'notAfter', 'notBefore')),
    CONSTRAINT participation__pilot_id__one CHECK (num_nonnulls(pilot_id, programme_id) = 1),
    CONSTRAINT participation__participant__one CHECK (num_nonnulls(participant, organisation_id) = 1),
    CONSTRAINT participation__end_date__order CHECK (start_bound = 'notAfter' OR end_bound = 'notBefore' OR
        proeftuin_last_day(end_date, end_precision) >= start_date)
);

CREATE INDEX participation__start_date__idx ON participation (municipality, start_date, id);
CREATE INDEX participation__end_date__idx ON participation (municipality, end_date, id);
CREATE INDEX participation__document_id__idx ON participation (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX participation__pilot_id__idx ON participation (pilot_id, id) WHERE pilot_id IS NOT NULL;
CREATE INDEX participation__programme_id__idx ON participation (programme_id, id) WHERE programme_id IS NOT NULL;
CREATE INDEX participation__participant__idx ON participation (participant, id) WHERE participant IS NOT NULL;
CREATE INDEX participation__organisation_id__idx ON participation (organisation_id, id) WHERE organisation_id IS NOT NULL;
CREATE TRIGGER participation__touch BEFORE UPDATE ON participation
    FOR EACH ROW EXECUTE FUNCTION proeftuin_touch();
CREATE TRIGGER participation__follow_public BEFORE INSERT OR UPDATE OF programme_id, pilot_id, public ON participation
    FOR EACH ROW EXECUTE FUNCTION proeftuin_public_of_parents('follow', 'programme_id', 'programme', 'pilot_id', 'pilot');

CALL proeftuin_guard_table('participation');
CALL proeftuin_log_table('participation');

-- ---- Pilots ----

ALTER TABLE pilot
    ADD COLUMN programme_id uuid,
    ADD COLUMN publication text,
    ADD CONSTRAINT pilot__programme_id__fkey
        FOREIGN KEY (municipality, programme_id) REFERENCES programme (municipality, id),
    ADD CONSTRAINT pilot__publication__check CHECK (char_length(publication) BETWEEN 1 AND 300);

CREATE INDEX pilot__programme_id__idx ON pilot (programme_id, id) WHERE programme_id IS NOT NULL;

CREATE TABLE pilot_line (
    municipality text COLLATE "C" NOT NULL,
    pilot_id uuid NOT NULL,
    ordinal integer NOT NULL,
    programme_line_id uuid NOT NULL,

    CONSTRAINT pilot_line__ordinal__pkey PRIMARY KEY (pilot_id, ordinal),
    CONSTRAINT pilot_line__pilot_id__fkey FOREIGN KEY (municipality, pilot_id) REFERENCES pilot (municipality, id) ON
        DELETE CASCADE,
    CONSTRAINT pilot_line__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT pilot_line__programme_line_id__fkey FOREIGN KEY (municipality, programme_line_id) REFERENCES
        programme_line (municipality, id),
    CONSTRAINT pilot_line__programme_line_id__key UNIQUE (municipality, pilot_id, programme_line_id)
);

CREATE INDEX pilot_line__programme_line_id__idx ON pilot_line (programme_line_id);

COMMENT ON COLUMN pilot_line.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN pilot_line.pilot_id IS 'The row that this belongs to.';
COMMENT ON COLUMN pilot_line.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('pilot_line', part_of => 'pilot');
CALL proeftuin_log_anew('pilot', 'pilot_area', 'pilot_link', 'pilot_line');

CREATE OR REPLACE VIEW pilot_read WITH (security_invoker = true) AS
SELECT s.status, s.status_group, nullif(s.valid_from, '-infinity') AS status_since,
    CASE
        WHEN 'yes' IN (p.deviates_from_policy, p.outside_frameworks) THEN true
        WHEN p.deviates_from_policy = 'no' AND p.outside_frameworks = 'no' THEN false
    END AS consent_needed,
    p.*
FROM pilot p
LEFT JOIN pilot_status s ON s.municipality = p.municipality AND s.pilot_id = p.id
    AND s.valid_from <= (SELECT proeftuin_as_of()) AND s.valid_until > (SELECT proeftuin_as_of());

-- ---- Decisions and progress reports: of a pilot, or of a programme ----

DROP TRIGGER decision__inherit_public ON decision;
DROP TRIGGER progress_report__inherit_public ON progress_report;
DROP FUNCTION proeftuin_inherit_public();

ALTER TABLE decision
    ALTER COLUMN pilot_id DROP NOT NULL,
    ADD COLUMN programme_id uuid,
    ADD CONSTRAINT decision__programme_id__fkey FOREIGN KEY (municipality, programme_id, public)
        REFERENCES programme (municipality, id, public) ON UPDATE CASCADE,
    ADD CONSTRAINT decision__pilot_id__one CHECK (num_nonnulls(pilot_id, programme_id) = 1);

CREATE INDEX decision__programme_id__idx ON decision (programme_id, id) WHERE programme_id IS NOT NULL;
CREATE TRIGGER decision__follow_public BEFORE INSERT OR UPDATE OF programme_id, pilot_id, public ON decision
    FOR EACH ROW EXECUTE FUNCTION proeftuin_public_of_parents('follow', 'programme_id', 'programme', 'pilot_id', 'pilot');

ALTER TABLE progress_report
    ALTER COLUMN pilot_id DROP NOT NULL,
    ADD COLUMN programme_id uuid,
    ADD COLUMN programme_line_id uuid,
    ADD CONSTRAINT progress_report__programme_id__fkey FOREIGN KEY (municipality, programme_id, public)
        REFERENCES programme (municipality, id, public) ON UPDATE CASCADE,
    ADD CONSTRAINT progress_report__programme_line_id__fkey FOREIGN KEY (municipality, programme_line_id, public)
        REFERENCES programme_line (municipality, id, public) ON UPDATE CASCADE,
    ADD CONSTRAINT progress_report__pilot_id__one CHECK (num_nonnulls(pilot_id, programme_id, programme_line_id) = 1);

CREATE INDEX progress_report__programme_id__idx ON progress_report (programme_id, id) WHERE programme_id IS NOT NULL;
CREATE INDEX progress_report__programme_line_id__idx ON progress_report (programme_line_id, id)
    WHERE programme_line_id IS NOT NULL;
CREATE TRIGGER progress_report__follow_public BEFORE INSERT OR UPDATE OF programme_id, programme_line_id, pilot_id, public
    ON progress_report
    FOR EACH ROW
    EXECUTE FUNCTION proeftuin_public_of_parents('follow',
        'programme_id', 'programme', 'programme_line_id', 'programme_line', 'pilot_id', 'pilot');

-- ---- Deliverables ----

UPDATE deliverable d SET public = false FROM pilot p WHERE p.id = d.pilot_id AND d.public AND NOT p.public;

ALTER TABLE deliverable
    ADD COLUMN programme_id uuid,
    ADD CONSTRAINT deliverable__programme_id__fkey
        FOREIGN KEY (municipality, programme_id) REFERENCES programme (municipality, id),
    ADD CONSTRAINT deliverable__pilot_id__most CHECK (num_nonnulls(pilot_id, programme_id) <= 1);

CREATE INDEX deliverable__programme_id__idx ON deliverable (programme_id, id) WHERE programme_id IS NOT NULL;
CREATE TRIGGER deliverable__within_public BEFORE INSERT OR UPDATE OF programme_id, pilot_id, public ON deliverable
    FOR EACH ROW EXECUTE FUNCTION proeftuin_public_of_parents('within', 'programme_id', 'programme', 'pilot_id', 'pilot');
CREATE TRIGGER pilot__lead_deliverable AFTER UPDATE OF public ON pilot
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('within', 'deliverable', 'pilot_id');
CREATE TRIGGER programme__lead_deliverable AFTER UPDATE OF public ON programme
    FOR EACH ROW WHEN (NEW.public IS DISTINCT FROM OLD.public)
    EXECUTE FUNCTION proeftuin_lead_public('within', 'deliverable', 'programme_id');

CREATE TABLE deliverable_line (
    municipality text COLLATE "C" NOT NULL,
    deliverable_id uuid NOT NULL,
    ordinal integer NOT NULL,
    programme_line_id uuid NOT NULL,

    CONSTRAINT deliverable_line__ordinal__pkey PRIMARY KEY (deliverable_id, ordinal),
    CONSTRAINT deliverable_line__deliverable_id__fkey FOREIGN KEY (municipality, deliverable_id) REFERENCES deliverable
        (municipality, id) ON DELETE CASCADE,
    CONSTRAINT deliverable_line__ordinal__check CHECK (ordinal >= 0),
    CONSTRAINT deliverable_line__programme_line_id__fkey FOREIGN KEY (municipality, programme_line_id) REFERENCES
        programme_line (municipality, id),
    CONSTRAINT deliverable_line__programme_line_id__key UNIQUE (municipality, deliverable_id, programme_line_id)
);

CREATE INDEX deliverable_line__programme_line_id__idx ON deliverable_line (programme_line_id);

COMMENT ON COLUMN deliverable_line.municipality IS 'Whose row it belongs to.';
COMMENT ON COLUMN deliverable_line.deliverable_id IS 'The row that this belongs to.';
COMMENT ON COLUMN deliverable_line.ordinal IS 'Position in the list, from 0.';

CALL proeftuin_guard_table('deliverable_line', part_of => 'deliverable');
CALL proeftuin_log_anew('deliverable', 'deliverable_line');
