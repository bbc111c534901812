-- The change log: every write leaves one entry, whatever made it. History, earlier versions, the feed and the audit read it;
-- nothing else records changes.
--
-- An entry holds the row as it was and as it became, whole, with its parts: the table's columns by their names, without those that
-- are null, and `parts`, the lists by the names of their tables. What everybody may read of an entry stands in `change`, the rest
-- in `change_internal`: who did it and why, and the content of a row that is not public. A state of a row stands in exactly one of
-- the two, so row security guards it like the row itself.
--
-- Entries are never taken away or altered, but that states can be erased by law: the seal, which is made of their hashes, still holds.

CREATE SEQUENCE change_id_seq;

CREATE TABLE change (
    id bigint NOT NULL DEFAULT nextval('change_id_seq'),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT now(),
    resource text COLLATE "C" NOT NULL,
    row_key text COLLATE "C" NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    operation text COLLATE "C" NOT NULL,
    public_before boolean NOT NULL,
    public_after boolean NOT NULL,
    before jsonb,
    after jsonb,

    CONSTRAINT change__id__pkey PRIMARY KEY (id),
    CONSTRAINT change__operation__check CHECK (operation IN ('baseline', 'create', 'update', 'delete', 'erase')),
    CONSTRAINT change__version__check CHECK (version >= 1),
    CONSTRAINT change__before__check CHECK (before IS NULL OR public_before),
    CONSTRAINT change__after__check CHECK (after IS NULL OR public_after)
);

-- A window of the feed; the entries of a row.
CREATE INDEX change__xid__idx ON change (xid, id);
CREATE INDEX change__row_key__idx ON change (row_key, id);

ALTER SEQUENCE change_id_seq OWNED BY change.id;
-- Most rows are smaller than a page: to compress them would cost more than the rest of the entry (measured).
ALTER TABLE change SET (toast_tuple_target = 8160);

CREATE TABLE change_internal (
    change_id bigint NOT NULL,
    municipality text COLLATE "C" NOT NULL,
    actor text NOT NULL,
    request text,
    reason text,
    before_salt uuid DEFAULT gen_random_uuid(),
    after_salt uuid DEFAULT gen_random_uuid(),
    before jsonb,
    after jsonb,

    CONSTRAINT change_internal__change_id__pkey PRIMARY KEY (change_id)
);

ALTER TABLE change_internal SET (toast_tuple_target = 8160);

COMMENT ON TABLE change IS 'The change log, one entry a write: what everybody may know of it once the row is public.';
COMMENT ON COLUMN change.id IS 'Grows; entries of one row are in order.';
COMMENT ON COLUMN change.xid IS 'The transaction that wrote, by which the feed tells what was committed when.';
COMMENT ON COLUMN change.at IS 'When that transaction began.';
COMMENT ON COLUMN change.resource IS 'The table of the row.';
COMMENT ON COLUMN change.row_key IS 'The row, by its id or code.';
COMMENT ON COLUMN change.municipality IS 'Whose row it is; nl for reference data.';
COMMENT ON COLUMN change.version IS 'The version that the write made; a deletion is a version too.';
COMMENT ON COLUMN change.operation IS
    'baseline: the row was there when the log began; erase: content of earlier entries was erased by law.';
COMMENT ON COLUMN change.public_before IS 'Whether everybody could read the row before.';
COMMENT ON COLUMN change.public_after IS 'Whether everybody can read it since.';
COMMENT ON COLUMN change.before IS 'The row before, where that was public; null where there was none, or its content was erased.';
COMMENT ON COLUMN change.after IS 'The row after, likewise.';
COMMENT ON TABLE change_internal IS 'The change log: what only the municipality may know of an entry.';
COMMENT ON COLUMN change_internal.change_id IS 'The entry.';
COMMENT ON COLUMN change_internal.municipality IS 'As in the entry.';
COMMENT ON COLUMN change_internal.actor IS 'Who wrote: key:<key id>, system:<job>, or database:<role> for whoever came past the service.';
COMMENT ON COLUMN change_internal.request IS 'The request''s id.';
COMMENT ON COLUMN change_internal.reason IS 'Why, in the writer''s words (X-Audit-Toelichting).';
COMMENT ON COLUMN change_internal.before_salt IS
    'Hashed with the state before, so that nobody can guess it from its hash once it was erased; erased with it.';
COMMENT ON COLUMN change_internal.after_salt IS 'Hashed with the state after and the reason, likewise.';
COMMENT ON COLUMN change_internal.before IS 'The row before, where that was not public.';
COMMENT ON COLUMN change_internal.after IS
    'The row after, likewise; of an entry that erased, which states: {"erased": {"before": [id, ...], "after": [id, ...]}}.';

-- ---- Append-only ----

CREATE FUNCTION proeftuin_keep_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    content constant text[] := '{before,after,reason,before_salt,after_salt}';
    was jsonb;
    becomes jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        was := to_jsonb(OLD);
        becomes := to_jsonb(NEW);
        -- A statement about parts completes the entry of its own transaction.
        IF pg_trigger_depth() > 1 AND was - content = becomes - content AND EXISTS (
            SELECT FROM public.change
            WHERE id = coalesce(was ->> 'change_id', was ->> 'id')::bigint AND xid = pg_current_xact_id())
        THEN
            RETURN NEW;
        END IF;
        -- Content can be erased.
        IF NOT EXISTS (
            SELECT FROM jsonb_each(becomes)
            WHERE value <> was -> key AND NOT (key = ANY (content) AND value = 'null'))
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the change log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

REVOKE EXECUTE ON FUNCTION proeftuin_keep_change() FROM PUBLIC;

COMMENT ON FUNCTION proeftuin_keep_change() IS
    'Trigger: entries of the change log stay as they are, but that their content can be erased.';

CREATE TRIGGER change__kept BEFORE UPDATE OR DELETE ON change
    FOR EACH ROW EXECUTE FUNCTION proeftuin_keep_change();
CREATE TRIGGER change__not_emptied BEFORE TRUNCATE ON change
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_keep_change();
CREATE TRIGGER change_internal__kept BEFORE UPDATE OR DELETE ON change_internal
    FOR EACH ROW EXECUTE FUNCTION proeftuin_keep_change();
CREATE TRIGGER change_internal__not_emptied BEFORE TRUNCATE ON change_internal
    FOR EACH STATEMENT EXECUTE FUNCTION proeftuin_keep_change();

-- ---- What the feed rests on ----

-- Numbers of transactions mean something only in the server that gave them. A register that was restored elsewhere begins a new era:
-- what was there is settled, and cursors from before it have expired.
CREATE TABLE change_era (
    number integer NOT NULL GENERATED ALWAYS AS IDENTITY,
    era uuid NOT NULL DEFAULT gen_random_uuid(),
    system_identifier bigint NOT NULL,
    database oid NOT NULL,
    settled bigint NOT NULL,
    began timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT change_era__number__pkey PRIMARY KEY (number)
);

COMMENT ON TABLE change_era IS 'Where the register has lived: the last one counts.';
COMMENT ON COLUMN change_era.number IS 'Counts them.';
COMMENT ON COLUMN change_era.era IS 'Names it, in cursors of the feed.';
COMMENT ON COLUMN change_era.system_identifier IS 'Of the server, as pg_control_system() has it.';
COMMENT ON COLUMN change_era.database IS 'The database in it.';
COMMENT ON COLUMN change_era.settled IS 'Entries up to this one were there when it began: their transactions are long over.';
COMMENT ON COLUMN change_era.began IS 'When the daemon first saw it.';

CREATE FUNCTION proeftuin_mark_era() RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.change_era (system_identifier, database, settled)
    SELECT s.system_identifier, d.oid, coalesce((SELECT max(id) FROM public.change), 0)
    FROM pg_control_system() s, pg_database d
    WHERE d.datname = current_database() AND NOT EXISTS (
        SELECT FROM (SELECT * FROM public.change_era ORDER BY number DESC LIMIT 1) e
        WHERE e.system_identifier = s.system_identifier AND e.database = d.oid);
    RETURN FOUND;
END
$$;

REVOKE EXECUTE ON FUNCTION proeftuin_mark_era() FROM PUBLIC;

COMMENT ON FUNCTION proeftuin_mark_era() IS
    'Begins a new era when the register is not where it was; the daemon calls it before it serves.';

-- ---- The seal ----

CREATE TABLE change_seal (
    municipality text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    change_id bigint NOT NULL,
    before_hash bytea NOT NULL,
    after_hash bytea NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT change_seal__number__pkey PRIMARY KEY (municipality, number),
    CONSTRAINT change_seal__change_id__key UNIQUE (change_id),
    CONSTRAINT change_seal__hash__check CHECK (octet_length(before_hash) = 32
        AND octet_length(after_hash) = 32 AND octet_length(hash) = 32)
);

CREATE TABLE change_chain (
    municipality text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,

    CONSTRAINT change_chain__municipality__pkey PRIMARY KEY (municipality)
);

CREATE TABLE change_sealing (
    era integer NOT NULL,
    sealed pg_snapshot NOT NULL,

    CONSTRAINT change_sealing__era__pkey PRIMARY KEY (era)
);

COMMENT ON TABLE change_seal IS 'A chain of hashes over the entries of each municipality, in the order in which the feed gives them.';
COMMENT ON COLUMN change_seal.municipality IS 'Whose chain it is.';
COMMENT ON COLUMN change_seal.number IS 'Place in the chain, from 1.';
COMMENT ON COLUMN change_seal.change_id IS 'The entry.';
COMMENT ON COLUMN change_seal.before_hash IS 'SHA-256 of what may be erased by law of the state before.';
COMMENT ON COLUMN change_seal.after_hash IS 'SHA-256 of what may be erased by law of the state after, and the reason.';
COMMENT ON COLUMN change_seal.hash IS
    'SHA-256 of the chain''s hash so far, that of the rest of the entry, and these two: see docs/operations.md.';
COMMENT ON COLUMN change_seal.sealed_at IS 'When.';
COMMENT ON TABLE change_chain IS 'The last seal of each chain.';
COMMENT ON COLUMN change_chain.municipality IS 'Whose chain it is.';
COMMENT ON COLUMN change_chain.number IS 'How many seals it has.';
COMMENT ON COLUMN change_chain.hash IS 'The hash of the last one.';
COMMENT ON TABLE change_sealing IS 'How far the seal has come.';
COMMENT ON COLUMN change_sealing.era IS 'In which era.';
COMMENT ON COLUMN change_sealing.sealed IS 'Everything that is visible in this snapshot is sealed.';

-- ---- Who reads ----

-- The service reads entries as it reads rows: what was or became public is everybody's, the rest its municipality's. Nobody else
-- writes here than the triggers, and nobody but the owner sees the seals.
DO $$
DECLARE
    mine CONSTANT text :=
        '(municipality = ANY ((SELECT proeftuin_scope())::text[]) OR (SELECT ''*'' = ANY (proeftuin_scope())))';
    guarded text;
BEGIN
    FOREACH guarded IN ARRAY '{change,change_internal,change_era,change_seal,change_chain,change_sealing}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded);
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', guarded);
    END LOOP;
    EXECUTE 'CREATE POLICY change__read ON change FOR SELECT USING (public_before OR public_after OR ' || mine || ')';
    EXECUTE 'CREATE POLICY change_internal__read ON change_internal FOR SELECT USING ' || mine;
END
$$;
CREATE POLICY change_era__read ON change_era FOR SELECT USING (true);
GRANT SELECT ON change, change_internal, change_era, change_id_seq TO proeftuin_app;

-- ---- What writes it ----

CREATE FUNCTION proeftuin_change_actor() RETURNS text
LANGUAGE sql STABLE
RETURN coalesce(nullif(current_setting('proeftuin.actor', true), ''), 'database:' || session_user);

COMMENT ON FUNCTION proeftuin_change_actor() IS 'Who writes in this transaction: the setting proeftuin.actor, else the role.';

-- Each version of a row is one state of it: a write that does not count itself (a flag that follows the parent's) is counted here.
CREATE OR REPLACE FUNCTION proeftuin_touch() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    IF NEW.version = OLD.version THEN
        NEW.version := OLD.version + 1;
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION proeftuin_touch() IS
    'Trigger: notes when a row was last changed, and counts its version where the statement has not.';

-- A row's own statement writes the entry. At an UPDATE its parts are still the old ones, which is right for the state before; the
-- statements about parts that follow in the transaction complete the state after. At a DELETE the parts are gone by the end of the
-- statement, so the entry of a row with parts is written before it.
--
-- The functions are made for each table, so that PostgreSQL plans them once a connection; {gaps} are filled in. Joins are never
-- nested loops, since one plan serves one row and a hundred thousand.

CREATE FUNCTION proeftuin_fill(body text, VARIADIC gaps text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    FOR i IN 1 .. cardinality(gaps) - 1 BY 2 LOOP
        body := replace(body, '{' || gaps[i] || '}', gaps[i + 1]);
    END LOOP;
    RETURN body;
END
$$;

COMMENT ON FUNCTION proeftuin_fill(text, text[]) IS 'A text with its {gaps} filled in: name, filling, name, filling ...';

CREATE FUNCTION proeftuin_log_statement(logged text, parts text[], operation text, source text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    columns constant text[] := ARRAY(
        SELECT attname FROM pg_attribute WHERE attrelid = logged::regclass AND attnum > 0 AND NOT attisdropped);
    key constant text := CASE WHEN 'id' = ANY (columns) THEN 'id' ELSE 'code' END;
    owner constant text := CASE
        WHEN 'municipality' = ANY (columns) THEN '{t}.municipality' WHEN logged = 'municipality' THEN '{t}.code' ELSE '''nl''' END;
    open constant text := CASE WHEN 'public' = ANY (columns) THEN '{t}.public' ELSE 'true' END;
    -- The key of its parts.
    parent constant text := logged || CASE WHEN 'municipality' = ANY (columns) THEN '_id' ELSE '' END;
    content constant text := 'jsonb_strip_nulls(to_jsonb({t}))' || coalesce(
        ' || jsonb_build_object(''parts'', jsonb_build_object(' || (
            SELECT string_agg(proeftuin_fill($gap$'{part}', (
                SELECT coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(p) - '{public,municipality,{parent}}'::text[]) ORDER BY p.ordinal), '[]')
                FROM public.{part} p WHERE p.{parent} = {t}.{key})$gap$, 'part', part, 'parent', parent, 'key', key), ', ')
            FROM unnest(parts) AS part) || '))', '');
    before constant boolean := operation IN ('update', 'delete');
    after constant boolean := operation <> 'delete';
    t constant text := CASE WHEN after THEN 'w' ELSE 'e' END;
BEGIN
    RETURN proeftuin_fill($sql$
        WITH state AS MATERIALIZED (
            SELECT nextval('public.change_id_seq') AS id, {t}.{key}::text AS row_key, {owner} AS municipality,
                {version} AS version, {open before} AS public_before, {open after} AS public_after,
                {before} AS before, {after} AS after
            FROM {source}
        ), entry AS (
            INSERT INTO public.change (id, resource, row_key, municipality, version, operation, public_before, public_after,
                before, after)
            SELECT id, '{logged}', row_key, municipality, version, '{operation}', public_before, public_after,
                CASE WHEN public_before THEN before END, CASE WHEN public_after THEN after END
            FROM state
        )
        INSERT INTO public.change_internal (change_id, municipality, actor, request, reason, before, after)
        SELECT id, municipality, public.proeftuin_change_actor(), nullif(current_setting('proeftuin.request', true), ''),
            nullif(current_setting('proeftuin.reason', true), ''),
            CASE WHEN NOT public_before THEN before END, CASE WHEN NOT public_after THEN after END
        FROM state;
        $sql$,
        'before', CASE WHEN before THEN replace(content, '{t}', 'e') ELSE 'NULL::jsonb' END,
        'after', CASE WHEN after THEN replace(content, '{t}', 'w') ELSE 'NULL::jsonb' END,
        'open before', CASE WHEN before THEN replace(open, '{t}', 'e') ELSE 'false' END,
        'open after', CASE WHEN after THEN replace(open, '{t}', 'w') ELSE 'false' END,
        'version', CASE WHEN after THEN 'w.version' ELSE 'e.version + 1' END,
        'source', source, 'owner', owner, 't', t, 'key', key, 'logged', logged, 'operation', operation);
END
$$;

COMMENT ON FUNCTION proeftuin_log_statement(text, text[], text, text) IS
    'The statement that writes the entries of an operation on a table; `source` calls the rows before e, those after w.';

CREATE FUNCTION proeftuin_amend_statements(logged text, part text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    columns constant text[] := ARRAY(
        SELECT attname FROM pg_attribute WHERE attrelid = logged::regclass AND attnum > 0 AND NOT attisdropped);
BEGIN
    -- A row that only its parts' statements touch gets a version and an entry too, of which the state before is the last one in
    -- the log.
    RETURN proeftuin_fill($sql$
        SELECT array_agg(t.{key}) INTO lacking FROM public.{logged} t
        WHERE t.{key} = ANY (parents) AND NOT EXISTS (
            SELECT FROM public.change c
            WHERE c.row_key = t.{key}::text AND c.resource = '{logged}' AND c.xid = pg_current_xact_id());
        IF lacking IS NOT NULL THEN
            UPDATE public.{logged} SET version = version + 1 WHERE {key} = ANY (lacking);
            WITH state AS MATERIALIZED (
                SELECT c.id, c.public_before, (
                    SELECT coalesce(x.after, y.after) FROM public.change x JOIN public.change_internal y ON y.change_id = x.id
                    WHERE x.row_key = c.row_key AND x.resource = c.resource AND x.id < c.id ORDER BY x.id DESC LIMIT 1) AS before
                FROM public.change c
                WHERE c.row_key = ANY (lacking::text[]) AND c.resource = '{logged}' AND c.xid = pg_current_xact_id()
            ), shown AS (
                UPDATE public.change c SET before = s.before FROM state s WHERE c.id = s.id AND s.public_before
            )
            UPDATE public.change_internal i SET before = s.before FROM state s WHERE i.change_id = s.id AND NOT s.public_before;
        END IF;
        WITH state AS MATERIALIZED (
            SELECT DISTINCT ON (c.row_key) c.id, c.public_after, (
                SELECT coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(p) - '{public,municipality,{parent}}'::text[]) ORDER BY p.ordinal), '[]')
                FROM public.{part} p WHERE p.{parent} = t.{key}) AS list
            FROM public.{logged} t JOIN public.change c
                ON c.row_key = t.{key}::text AND c.resource = '{logged}' AND c.xid = pg_current_xact_id()
            WHERE t.{key} = ANY (parents)
            ORDER BY c.row_key, c.id DESC
        ), shown AS (
            UPDATE public.change c SET after = jsonb_set(c.after, '{parts,{part}}', s.list)
            FROM state s WHERE c.id = s.id AND s.public_after
        )
        UPDATE public.change_internal i SET after = jsonb_set(i.after, '{parts,{part}}', s.list)
        FROM state s WHERE i.change_id = s.id AND NOT s.public_after;
        $sql$,
        'part', part, 'logged', logged,
        'key', CASE WHEN 'id' = ANY (columns) THEN 'id' ELSE 'code' END,
        'parent', logged || CASE WHEN 'municipality' = ANY (columns) THEN '_id' ELSE '' END);
END
$$;

COMMENT ON FUNCTION proeftuin_amend_statements(text, text) IS
    'The statements that bring the rows of a part (of `parents`) into the entries of this transaction.';

CREATE PROCEDURE proeftuin_log_trigger(of_table text, operation text, moment text, tables text, body text)
LANGUAGE plpgsql AS $$
DECLARE
    function constant text := format('public.proeftuin_log_%s_%s()', of_table, operation);
BEGIN
    EXECUTE format(
        'CREATE FUNCTION %s RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER'
        ' SET search_path = public, pg_temp SET enable_nestloop = off AS %L', function, body);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', function);
    EXECUTE format('COMMENT ON FUNCTION %s IS %L', function, 'Trigger: writes the change log.');
    EXECUTE format('CREATE TRIGGER %I %s %s ON public.%I %s EXECUTE FUNCTION %s',
        of_table || '__log_' || operation, moment, operation, of_table, tables, function);
END
$$;

COMMENT ON PROCEDURE proeftuin_log_trigger(text, text, text, text, text) IS
    'Makes a trigger of the change log and its function; for proeftuin_log_table().';

CREATE PROCEDURE proeftuin_log_table(logged text, VARIADIC parts text[] DEFAULT '{}')
LANGUAGE plpgsql AS $$
DECLARE
    entry constant text := 'BEGIN %s RETURN %s; END';
    part text;
    operation text;
    source text;
    amend text;
BEGIN
    CALL proeftuin_log_trigger(logged, 'insert', 'AFTER', 'REFERENCING NEW TABLE AS written FOR EACH STATEMENT',
        format(entry, proeftuin_log_statement(logged, parts, 'create', 'written w'), 'NULL'));
    CALL proeftuin_log_trigger(logged, 'update', 'AFTER',
        'REFERENCING OLD TABLE AS erased NEW TABLE AS written FOR EACH STATEMENT',
        format(entry, proeftuin_log_statement(logged, parts, 'update', CASE
            WHEN to_regclass(logged) = 'public.municipality'::regclass THEN 'written w JOIN erased e USING (code)'
            ELSE 'written w JOIN erased e USING (id)' END), 'NULL'));
    IF parts = '{}' THEN
        CALL proeftuin_log_trigger(logged, 'delete', 'AFTER', 'REFERENCING OLD TABLE AS erased FOR EACH STATEMENT',
            format(entry, proeftuin_log_statement(logged, parts, 'delete', 'erased e'), 'NULL'));
    ELSE
        CALL proeftuin_log_trigger(logged, 'delete', 'BEFORE', 'FOR EACH ROW',
            format(entry, proeftuin_log_statement(logged, parts, 'delete', '(SELECT OLD.*) e'), 'OLD'));
    END IF;

    FOREACH part IN ARRAY parts LOOP
        amend := proeftuin_fill(
            'DECLARE lacking {type}[]; parents {type}[] := ARRAY(SELECT {parent} FROM %s);'
            ' BEGIN IF parents = ''{}'' THEN RETURN NULL; END IF; {statements} RETURN NULL; END',
            'statements', replace(proeftuin_amend_statements(logged, part), '%', '%%'),
            'type', CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = logged::regclass AND attname = 'id')
                THEN 'uuid' ELSE 'text' END,
            'parent', (SELECT attname FROM pg_attribute WHERE attrelid = part::regclass
                AND attname IN (logged, logged || '_id')));
        FOR operation, source IN VALUES
            ('insert', 'written'), ('update', '(TABLE written UNION ALL TABLE erased) AS both_states'), ('delete', 'erased')
        LOOP
            CALL proeftuin_log_trigger(part, operation, 'AFTER', 'REFERENCING'
                || CASE WHEN operation <> 'insert' THEN ' OLD TABLE AS erased' ELSE '' END
                || CASE WHEN operation <> 'delete' THEN ' NEW TABLE AS written' ELSE '' END
                || ' FOR EACH STATEMENT', format(amend, source));
        END LOOP;
    END LOOP;

    PERFORM set_config('proeftuin.actor', 'system:migration', true);
    EXECUTE proeftuin_log_statement(logged, parts, 'baseline', format('public.%I w', logged));
END
$$;

REVOKE EXECUTE ON FUNCTION proeftuin_log_statement(text, text[], text, text), proeftuin_amend_statements(text, text)
    FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE proeftuin_log_trigger(text, text, text, text, text), proeftuin_log_table(text, text[])
    FROM PUBLIC;

COMMENT ON PROCEDURE proeftuin_log_table(text, text[]) IS
    'Gives a table and the tables of its parts their triggers, and writes down the rows that it has.';

CALL proeftuin_log_table('municipality', 'municipality_successor');
CALL proeftuin_log_table('document');
CALL proeftuin_log_table('organisation');
CALL proeftuin_log_table('area');
CALL proeftuin_log_table('pilot', 'pilot_area', 'pilot_link');
CALL proeftuin_log_table('decision');
CALL proeftuin_log_table('progress_report');
CALL proeftuin_log_table('deliverable');
