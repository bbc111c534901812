-- Who may see and change what: API keys, and row security as a second wall behind the service's own checks.
--
-- The service serves as the role proeftuin_app, which owns nothing and sees only what policies let through. Migrations
-- and commands run as the login role, which owns the tables and is not held by the policies: they are ENABLEd, not
-- FORCEd, and foreign keys and the functions below rely on that. Every query of the service says for whom it runs by
-- settings of its own transaction (server/db/query.c):
--   proeftuin.scope    municipalities whose internal rows it may touch, an array literal; {*}: all; empty: none
--   proeftuin.actor    key:<key id>, anonymous or system:<job>
--   proeftuin.request  the request's id
--   proeftuin.reason   why it changes something, in the caller's words

-- ---- The role ----

-- Databases of one cluster may migrate at the same moment: whoever comes second finds it made.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'proeftuin_app') THEN
        BEGIN
            CREATE ROLE proeftuin_app NOLOGIN;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE insufficient_privilege USING
                    MESSAGE = format('the role proeftuin_app does not exist and %I may not make it', session_user),
                    DETAIL = format('Let a database administrator run: CREATE ROLE proeftuin_app NOLOGIN; '
                        'GRANT proeftuin_app TO %I', session_user);
        END;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'proeftuin_app' AND (rolsuper OR rolbypassrls)) THEN
        RAISE EXCEPTION 'the role proeftuin_app passes by row security'
            USING DETAIL = 'Let a database administrator run: ALTER ROLE proeftuin_app NOSUPERUSER NOBYPASSRLS';
    END IF;
    BEGIN
        SET LOCAL ROLE proeftuin_app;
        RESET ROLE;
    EXCEPTION WHEN insufficient_privilege THEN
        BEGIN
            EXECUTE format('GRANT proeftuin_app TO %I', session_user);
        EXCEPTION
            WHEN unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE insufficient_privilege USING
                    MESSAGE = format('%I may not become proeftuin_app', session_user),
                    DETAIL = format('Let a database administrator run: GRANT proeftuin_app TO %I', session_user);
        END;
    END;
END
$$;

GRANT USAGE ON SCHEMA public TO proeftuin_app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- ---- Policies ----

CREATE FUNCTION proeftuin_scope() RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(nullif(current_setting('proeftuin.scope', true), ''), '{}')::text[];

COMMENT ON FUNCTION proeftuin_scope() IS
    'The municipalities whose internal rows this transaction may touch; * stands for all.';

CREATE FUNCTION proeftuin_has_column(wanted regclass, column_name name) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM pg_attribute WHERE attrelid = wanted AND attname = column_name AND NOT attisdropped);

COMMENT ON FUNCTION proeftuin_has_column(regclass, name) IS 'Whether a table has a column of this name.';

CREATE PROCEDURE proeftuin_copy_public(part regclass, whole regclass, by_trigger boolean)
LANGUAGE plpgsql AS $$
DECLARE
    part_name name := (SELECT relname FROM pg_class WHERE oid = part);
    whole_name name := (SELECT relname FROM pg_class WHERE oid = whole);
    foreign_key name := format('%s__%s_id__fkey', part_name, whole_name);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = whole AND conname = whole_name || '__public__key') THEN
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I UNIQUE (municipality, id, public)',
            whole_name, whole_name || '__public__key');
    END IF;
    EXECUTE format('ALTER TABLE %I ADD COLUMN public boolean NOT NULL DEFAULT false', part_name);
    EXECUTE format('UPDATE %I p SET public = true FROM %I w WHERE w.id = p.%I AND w.public',
        part_name, whole_name, whole_name || '_id');
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT IF EXISTS %I', part_name, foreign_key);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (municipality, %I, public) '
        'REFERENCES %I (municipality, id, public) ON UPDATE CASCADE ON DELETE CASCADE',
        part_name, foreign_key, whole_name || '_id', whole_name);
    EXECUTE format('COMMENT ON COLUMN %I.public IS %L', part_name,
        'A copy of what it belongs to, kept by the foreign key: whether anybody may read it.');
    IF NOT by_trigger THEN
        RETURN;
    END IF;
    -- The lock is the one that the foreign key takes: who makes the whole public or internal waits for us, or we for it.
    EXECUTE format($sql$
        CREATE FUNCTION %1$I() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
        BEGIN
            SELECT w.public INTO NEW.public FROM %2$I w WHERE w.id = NEW.%3$I FOR KEY SHARE;
            NEW.public := coalesce(NEW.public, false); -- there is none: the foreign key says so
            RETURN NEW;
        END
        $body$;
        REVOKE EXECUTE ON FUNCTION %1$I() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I() IS 'Trigger: a row is public when what it belongs to is.';
        CREATE TRIGGER %4$I BEFORE INSERT ON %5$I FOR EACH ROW EXECUTE FUNCTION %1$I()$sql$,
        'proeftuin_public_of_' || part_name, whole_name, whole_name || '_id', part_name || '__public', part_name);
END
$$;

COMMENT ON PROCEDURE proeftuin_copy_public(regclass, regclass, boolean) IS
    'Gives the rows of a part the column public of what they belong to. Without the trigger, whoever inserts fills it.';

-- Sub-selects are worked out once a query, not once a row.
CREATE PROCEDURE proeftuin_guard_table(guarded regclass, part_of regclass DEFAULT NULL, writable boolean DEFAULT true)
LANGUAGE plpgsql AS $$
DECLARE
    table_name name := (SELECT relname FROM pg_class WHERE oid = guarded);
    is_everywhere CONSTANT text := '(SELECT ''*'' = ANY (proeftuin_scope()))';
    is_mine CONSTANT text := '(municipality = ANY ((SELECT proeftuin_scope())::text[]) OR ' || is_everywhere || ')';
    belongs boolean := proeftuin_has_column(coalesce(part_of, guarded), 'public');
    may_write text := CASE WHEN belongs THEN is_mine ELSE is_everywhere END;
    may_read text := CASE WHEN belongs THEN 'public OR ' || is_mine ELSE 'true' END;
BEGIN
    IF part_of IS NOT NULL AND belongs AND NOT proeftuin_has_column(guarded, 'public') THEN
        CALL proeftuin_copy_public(guarded, part_of, writable);
    END IF;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', table_name);
    EXECUTE format('GRANT SELECT ON %I TO proeftuin_app', table_name);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (%s)', table_name || '__read', table_name, may_read);
    IF writable THEN
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO proeftuin_app', table_name);
        EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK (%s)',
            table_name || '__insert', table_name, may_write);
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (%s) WITH CHECK (%3$s)',
            table_name || '__update', table_name, may_write);
        EXECUTE format('CREATE POLICY %I ON %I FOR DELETE USING (%s)', table_name || '__delete', table_name, may_write);
    END IF;
END
$$;

COMMENT ON PROCEDURE proeftuin_guard_table(regclass, regclass, boolean) IS
    'Puts a table under row security and grants it to proeftuin_app. Rows with the columns municipality and public are '
    'read when public or in scope, and written in scope; a part (part_of: its whole) follows its whole; reference data, '
    'without those columns, is read by all and written by who may everywhere. Not writable: only functions write it.';

CALL proeftuin_guard_table('municipality');
CALL proeftuin_guard_table('municipality_successor', part_of => 'municipality');
CALL proeftuin_guard_table('document');
CALL proeftuin_guard_table('organisation');
CALL proeftuin_guard_table('area');
CALL proeftuin_guard_table('pilot');
CALL proeftuin_guard_table('pilot_area', part_of => 'pilot');
CALL proeftuin_guard_table('pilot_link', part_of => 'pilot');
CALL proeftuin_guard_table('pilot_status', part_of => 'pilot', writable => false);
CALL proeftuin_guard_table('decision');
CALL proeftuin_guard_table('progress_report');
CALL proeftuin_guard_table('deliverable');

GRANT SELECT ON pilot_read TO proeftuin_app;

-- ---- Functions that look further than their caller may ----

-- Triggers that lock, look up or write what the writer may not: they run as the owner of the tables.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'proeftuin_check_municipalities', 'proeftuin_keep_listed_municipality', 'proeftuin_inherit_public',
        'proeftuin_status_after_pilot_insert', 'proeftuin_status_after_pilot_update',
        'proeftuin_status_after_decision_insert', 'proeftuin_status_after_decision_update',
        'proeftuin_status_after_decision_delete', 'proeftuin_status_after_report_insert',
        'proeftuin_status_after_report_update', 'proeftuin_status_after_report_delete'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SECURITY DEFINER SET search_path = public, pg_temp', name);
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %I() FROM PUBLIC', name);
    END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION proeftuin_rewrite_status(uuid[]) FROM PUBLIC;

-- As before, and a pilot's timeline is as public as the pilot. The triggers above call it, as the owner.
CREATE OR REPLACE FUNCTION proeftuin_rewrite_status(pilots uuid[]) RETURNS void
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
    INSERT INTO pilot_status (municipality, pilot_id, public, valid_from, valid_until, status)
    SELECT t.municipality, t.pilot_id, p.public, t.valid_from, t.valid_until, t.status
    FROM proeftuin_status_timeline(pilots) t JOIN pilot p ON p.id = t.pilot_id;
END
$$;

-- ---- Keys ----

CREATE TABLE api_key (
    id uuid NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    hash bytea NOT NULL,
    version integer NOT NULL DEFAULT 1,
    label text NOT NULL,
    roles text[] NOT NULL,
    everywhere boolean NOT NULL DEFAULT false,
    municipalities text[],
    expires_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL DEFAULT coalesce(nullif(current_setting('proeftuin.actor', true), ''), 'system:sql'),
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by text,

    CONSTRAINT api_key__id__pkey PRIMARY KEY (id),
    CONSTRAINT api_key__key_id__key UNIQUE (key_id),
    CONSTRAINT api_key__key_id__check CHECK (key_id ~ '^[0-9a-f]{16}$'),
    CONSTRAINT api_key__hash__check CHECK (octet_length(hash) = 32),
    CONSTRAINT api_key__version__check CHECK (version >= 1),
    CONSTRAINT api_key__label__check CHECK (char_length(label) BETWEEN 1 AND 100),
    CONSTRAINT api_key__roles__check CHECK (cardinality(roles) BETWEEN 1 AND 4
        AND array_position(roles, NULL) IS NULL AND roles <@ ARRAY['reader', 'editor', 'controller', 'administrator']),
    CONSTRAINT api_key__municipalities__check CHECK (everywhere = (coalesce(cardinality(municipalities), 0) = 0)
        AND cardinality(municipalities) <= 50 AND array_position(municipalities, NULL) IS NULL),
    CONSTRAINT api_key__expires_on__check CHECK (proeftuin_is_day(expires_on)),
    CONSTRAINT api_key__revoked_by__check CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);

CREATE INDEX api_key__label__idx ON api_key (label, id);
CREATE CONSTRAINT TRIGGER api_key__municipalities__fkey AFTER INSERT OR UPDATE OF municipalities ON api_key
    FOR EACH ROW WHEN (NEW.municipalities IS NOT NULL)
    EXECUTE FUNCTION proeftuin_check_municipalities('municipalities');
CREATE TRIGGER municipality__kept_for_api_key AFTER DELETE ON municipality
    FOR EACH ROW EXECUTE FUNCTION proeftuin_keep_listed_municipality('api_key', 'municipalities');

COMMENT ON TABLE api_key IS 'Keys of programs: which rights each has, and where. They are revoked, never deleted.';
COMMENT ON COLUMN api_key.id IS 'Key of this row.';
COMMENT ON COLUMN api_key.key_id IS 'The part of the key that may be known: it names the caller in logs.';
COMMENT ON COLUMN api_key.hash IS
    'BLAKE2b (256 bits) of the whole key. No password hash: the key holds 256 random bits, which nobody guesses.';
COMMENT ON COLUMN api_key.version IS 'Counts every change but the time of last use.';
COMMENT ON COLUMN api_key.label IS 'What the key is for.';
COMMENT ON COLUMN api_key.roles IS 'What it may (code list apiKeys.roles).';
COMMENT ON COLUMN api_key.everywhere IS 'Whether it may so in all municipalities.';
COMMENT ON COLUMN api_key.municipalities IS 'Else: in which, and in those that they succeeded.';
COMMENT ON COLUMN api_key.expires_on IS 'The last day on which it works; null: it does not expire.';
COMMENT ON COLUMN api_key.created_at IS 'When it was made.';
COMMENT ON COLUMN api_key.created_by IS 'Who made it, as an actor (key:<key id> or system:<job>).';
COMMENT ON COLUMN api_key.last_used_at IS 'When it was last used, to a minute.';
COMMENT ON COLUMN api_key.revoked_at IS 'From when it no longer works; null: it was not revoked.';
COMMENT ON COLUMN api_key.revoked_by IS 'Who revoked it, as an actor.';

-- A key is an administrator's who administers all that it may touch. The hash is read by proeftuin_key() only.
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON api_key FROM PUBLIC;
GRANT SELECT (id, key_id, version, label, roles, everywhere, municipalities, expires_on, created_at, created_by,
    last_used_at, revoked_at, revoked_by), INSERT, UPDATE (version, revoked_at, revoked_by)
    ON api_key TO proeftuin_app;
CREATE POLICY api_key__all ON api_key
    USING (NOT everywhere AND municipalities <@ (SELECT proeftuin_scope())::text[] OR (SELECT '*' = ANY (proeftuin_scope())));

CREATE FUNCTION proeftuin_key(wanted text)
RETURNS TABLE (hash bytea, roles text[], municipalities text[], scope text[], everywhere boolean, usable boolean,
    unnoted boolean, label text, expires_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT k.hash, k.roles, k.municipalities,
        CASE WHEN k.everywhere THEN ARRAY['*'] ELSE (
            WITH RECURSIVE reach (code) AS (
                SELECT unnest(k.municipalities) COLLATE "C"
            UNION
                SELECT s.municipality FROM reach r JOIN municipality_successor s ON s.successor = r.code
                WHERE s.effective_from <= proeftuin_today()
            )
            SELECT array_agg(code ORDER BY code) FROM reach
        ) END,
        k.everywhere, k.revoked_at IS NULL AND coalesce(k.expires_on >= proeftuin_today(), true),
        coalesce(k.last_used_at < now() - interval '1 minute', true), k.label, k.expires_on
    FROM api_key k WHERE k.key_id = wanted;
END;

COMMENT ON FUNCTION proeftuin_key(text) IS
    'What a key may, by its key id, with the municipalities that those it names have succeeded; whether it works today, '
    'and whether its use is to be noted; what it is for, and until when.';

CREATE FUNCTION proeftuin_key_used(used text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    UPDATE api_key SET last_used_at = now() WHERE id = (
        SELECT id FROM api_key
        WHERE key_id = used AND coalesce(last_used_at < now() - interval '1 minute', true) FOR UPDATE SKIP LOCKED);
END;

COMMENT ON FUNCTION proeftuin_key_used(text) IS 'Notes the use of a key, at most once a minute; waits for nobody.';

REVOKE EXECUTE ON FUNCTION proeftuin_key(text), proeftuin_key_used(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proeftuin_key(text), proeftuin_key_used(text) TO proeftuin_app;

-- ---- Idempotency keys: each caller has its own ----

ALTER TABLE idempotency_key
    ADD COLUMN owner text COLLATE "C" NOT NULL DEFAULT 'anonymous',
    DROP CONSTRAINT idempotency_key__key__pkey,
    ADD CONSTRAINT idempotency_key__key__pkey PRIMARY KEY (owner, key);
ALTER TABLE idempotency_key ALTER COLUMN owner SET DEFAULT current_setting('proeftuin.actor', true);
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON idempotency_key FROM PUBLIC;
GRANT SELECT, INSERT ON idempotency_key TO proeftuin_app;
CREATE POLICY idempotency_key__own ON idempotency_key
    USING (owner = (SELECT current_setting('proeftuin.actor', true)));

COMMENT ON COLUMN idempotency_key.owner IS 'The caller, as an actor.';

CREATE FUNCTION proeftuin_expire_idempotency_keys() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM idempotency_key WHERE (owner, key) IN (SELECT owner, key FROM idempotency_key
        WHERE created_at < now() - interval '48 hours' ORDER BY created_at LIMIT 4 FOR UPDATE SKIP LOCKED);
END;

COMMENT ON FUNCTION proeftuin_expire_idempotency_keys() IS
    'Takes away a few that have expired: more than one, so that a table that has grown shrinks again; few, so that no '
    'client waits for the housekeeping. What others are deleting is left to them.';

REVOKE EXECUTE ON FUNCTION proeftuin_expire_idempotency_keys() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proeftuin_expire_idempotency_keys() TO proeftuin_app;
