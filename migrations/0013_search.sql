-- Searching: what each row says, kept ready to be found, and the functions that find it.
--
-- Operators of full text and trigrams are not leakproof: under row security their indexes go unused. So what is found is
-- found by functions that run as the owner of the tables, that look only where their caller may read, and that return
-- keys and ranks; the service joins those to the tables, under row security. A rank depends on its own row alone.
--
-- Public entries and internal ones have an index each, the latter by municipality: a search neither reads nor counts what
-- is hidden from its caller, so that its duration does not tell of it either.

CREATE SCHEMA proeftuin_extension;
COMMENT ON SCHEMA proeftuin_extension IS 'Extensions of PostgreSQL that the register uses.';
GRANT USAGE ON SCHEMA proeftuin_extension TO proeftuin_app;
CREATE EXTENSION unaccent SCHEMA proeftuin_extension;
CREATE EXTENSION pg_trgm SCHEMA proeftuin_extension;
CREATE EXTENSION btree_gin SCHEMA proeftuin_extension;

-- ---- Words ----

CREATE TEXT SEARCH CONFIGURATION proeftuin_dutch (COPY = pg_catalog.dutch);
ALTER TEXT SEARCH CONFIGURATION proeftuin_dutch
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
    WITH proeftuin_extension.unaccent, pg_catalog.dutch_stem;
COMMENT ON TEXT SEARCH CONFIGURATION proeftuin_dutch IS 'Dutch stems, whatever the accents.';

CREATE FUNCTION proeftuin_words(said text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, proeftuin_extension, pg_temp
AS $$
    SELECT word FROM regexp_split_to_table(lower(unaccent('proeftuin_extension.unaccent', said)), '[^[:alnum:]]+') word
    WHERE word <> ''
$$;
COMMENT ON FUNCTION proeftuin_words(text) IS 'The words of a text, in order, in small letters without accents.';

-- A word is also found by what it ends on, and that by how it begins: so "zorg" finds "mantelzorgers". Pieces have no
-- place in the text, which is how they are told from words. They are bounded, since a tsvector is (1 MB).
CREATE FUNCTION proeftuin_search_vector(name text, body text, words text[]) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
    SELECT setweight(to_tsvector('proeftuin_dutch', coalesce(name, '')), 'A')
        || setweight(to_tsvector('proeftuin_dutch', coalesce(body, '')), 'B')
        || array_to_tsvector(ARRAY(
            SELECT DISTINCT substr(long.word, cut + 1)
            FROM (
                SELECT word, sum((length(word) - 3) * (length(word) + 8)) OVER (ORDER BY nth) AS size
                FROM unnest(words) WITH ORDINALITY w (word, nth) WHERE length(word) BETWEEN 6 AND 40
            ) long, generate_series(0, length(long.word) - 4) cut
            WHERE long.size < 600000))
$$;
COMMENT ON FUNCTION proeftuin_search_vector(text, text, text[]) IS
    'What a row is found by: the stems of its name (A) and of its other text (B), and the ends of its words, unplaced.';

-- ---- Entries ----

CREATE TABLE search_entry (
    resource text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    municipality text COLLATE "C",
    public boolean NOT NULL,
    vector tsvector NOT NULL,
    words text NOT NULL,

    CONSTRAINT search_entry__key__pkey PRIMARY KEY (resource, key)
);

CREATE INDEX search_entry__public__idx ON search_entry
    USING gin (resource, vector, words proeftuin_extension.gin_trgm_ops) WHERE public;
CREATE INDEX search_entry__internal__idx ON search_entry
    USING gin (municipality, resource, vector, words proeftuin_extension.gin_trgm_ops) WHERE NOT public;

COMMENT ON TABLE search_entry IS
    'What rows of all resources are found by; kept by triggers, read by functions only.';
COMMENT ON COLUMN search_entry.resource IS 'The resource''s path, such as pilots.';
COMMENT ON COLUMN search_entry.key IS 'The row''s id, or its code.';
COMMENT ON COLUMN search_entry.municipality IS 'Whose row it is; null: nobody''s.';
COMMENT ON COLUMN search_entry.public IS 'Whether anybody may find it.';
COMMENT ON COLUMN search_entry.vector IS 'Stems, and ends of words: see proeftuin_search_vector().';
COMMENT ON COLUMN search_entry.words IS 'The words of four letters and more, each once: for what is misspelt.';

ALTER TABLE search_entry ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON search_entry FROM PUBLIC;

CREATE FUNCTION proeftuin_search_put(resource text, entry jsonb, names text[], bodies text[], of_people boolean)
RETURNS void
LANGUAGE plpgsql
SET search_path = public, pg_temp
SET client_min_messages = error -- a word of thousands of letters is no news
AS $$
DECLARE
    name text := (SELECT string_agg(entry ->> c.name, ' ' ORDER BY c.nth) FROM unnest(names) WITH ORDINALITY c (name, nth));
    body text := (SELECT string_agg(entry ->> c.name, ' ' ORDER BY c.nth) FROM unnest(bodies) WITH ORDINALITY c (name, nth));
    distinct_words text[] := ARRAY(
        SELECT word FROM proeftuin_words(concat_ws(' ', name, body)) WITH ORDINALITY w (word, nth)
        WHERE length(word) BETWEEN 4 AND 40 GROUP BY word ORDER BY min(nth) LIMIT 4000);
BEGIN
    INSERT INTO search_entry AS e (resource, key, municipality, public, vector, words)
    VALUES (resource, coalesce(entry ->> 'id', entry ->> 'code'), entry ->> 'municipality',
        NOT of_people AND coalesce((entry ->> 'public')::boolean, true),
        proeftuin_search_vector(name, body, distinct_words), array_to_string(distinct_words, ' '))
    ON CONFLICT ON CONSTRAINT search_entry__key__pkey DO UPDATE
        SET public = excluded.public, vector = excluded.vector, words = excluded.words;
END
$$;
COMMENT ON FUNCTION proeftuin_search_put(text, jsonb, text[], text[], boolean) IS
    'Makes or renews the entry of a row. What tells of people is found only by who may see all of it.';
REVOKE EXECUTE ON FUNCTION proeftuin_search_put(text, jsonb, text[], text[], boolean) FROM PUBLIC;

CREATE FUNCTION proeftuin_search_keep() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM search_entry e
        WHERE e.resource = TG_ARGV[0] AND e.key = coalesce(to_jsonb(OLD) ->> 'id', to_jsonb(OLD) ->> 'code');
    ELSE
        PERFORM proeftuin_search_put(
            TG_ARGV[0], to_jsonb(NEW), TG_ARGV[1]::text[], TG_ARGV[2]::text[], TG_ARGV[3]::boolean);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION proeftuin_search_keep() IS
    'Trigger: a row''s entry follows it. Arguments: resource, columns of its name, other columns, whether they tell of people.';
REVOKE EXECUTE ON FUNCTION proeftuin_search_keep() FROM PUBLIC;

-- The condition also sees what triggers changed: a child becomes public with its parent.
CREATE PROCEDURE proeftuin_search_table(
    searched regclass, resource text, names text[], bodies text[] DEFAULT '{}', of_people boolean DEFAULT false)
LANGUAGE plpgsql AS $$
DECLARE
    table_name name := (SELECT relname FROM pg_class WHERE oid = searched);
    followed text[] := names || bodies || CASE WHEN proeftuin_has_column(searched, 'public') THEN ARRAY['public'] END;
    arguments text := format('%L, %L, %L, %L', resource, names, bodies, of_people);
BEGIN
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION proeftuin_search_keep(%s)',
        table_name || '__search', table_name, arguments);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I FOR EACH ROW WHEN (%s) EXECUTE FUNCTION proeftuin_search_keep(%s)',
        table_name || '__search_again', table_name,
        (SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', c), ' OR ') FROM unnest(followed) c), arguments);
    EXECUTE format('SELECT proeftuin_search_put(%s, to_jsonb(t), %s, %s, %s) FROM %I t',
        quote_literal(resource), quote_literal(names) || '::text[]', quote_literal(bodies) || '::text[]',
        quote_literal(of_people) || '::boolean', table_name);
END
$$;
COMMENT ON PROCEDURE proeftuin_search_table(regclass, text, text[], text[], boolean) IS
    'Makes a table''s rows findable by these columns, those that are there already too.';
REVOKE EXECUTE ON PROCEDURE proeftuin_search_table(regclass, text, text[], text[], boolean) FROM PUBLIC;

-- The fields of the resource tables with FIELD_SEARCH: one line of text is a name, more is not
-- (tests/db/search.test.mjs compares).
CALL proeftuin_search_table('municipality', 'municipalities', '{name}');
CALL proeftuin_search_table('task_field', 'task-fields', '{name}');
CALL proeftuin_search_table('document', 'documents', '{title}');
CALL proeftuin_search_table('area', 'areas', '{name}');
CALL proeftuin_search_table('organisation', 'organisations', '{name}');
CALL proeftuin_search_table('programme', 'programmes', '{title}', '{summary,question}');
CALL proeftuin_search_table('programme_line', 'programme-lines', '{title}', '{goals,activities,results}');
CALL proeftuin_search_table('participation', 'participations', '{motto}', '{theme,question}');
CALL proeftuin_search_table('pilot', 'pilots', '{title}', '{summary}');
CALL proeftuin_search_table('progress_report', 'progress-reports', '{}', '{results}');
CALL proeftuin_search_table('deliverable', 'deliverables', '{title}');
CALL proeftuin_search_table('indicator', 'indicators', '{name}', '{definition}');
CALL proeftuin_search_table('goal', 'goals', '{}', '{statement}');
CALL proeftuin_search_table('measurement', 'measurements', '{}', '{story}', true);
CALL proeftuin_search_table('budget_line', 'budget-lines', '{label}');
CALL proeftuin_search_table('reported_total', 'reported-totals', '{label}');
CALL proeftuin_search_table('evaluation', 'evaluations', '{title}', '{summary}');
CALL proeftuin_search_table('recommendation', 'recommendations', '{}', '{text}');
CALL proeftuin_search_table('lesson', 'lessons', '{theme}', '{text}');

-- ---- Questions ----

CREATE FUNCTION proeftuin_search_terms(asked text) RETURNS TABLE (word text, stem text)
LANGUAGE sql STABLE
SET search_path = public, pg_temp
AS $$
    -- Words that say nothing have no stem; when there are no others, they are what is meant.
    WITH said AS (
        SELECT w.word, (ts_lexize('pg_catalog.dutch_stem', w.word))[1] AS stem, min(nth) AS nth
        FROM proeftuin_words(asked) WITH ORDINALITY w (word, nth) WHERE length(w.word) <= 100 GROUP BY w.word)
    SELECT word, coalesce(stem, word) FROM said
    WHERE stem IS NOT NULL OR NOT EXISTS (SELECT FROM said s WHERE s.stem IS NOT NULL)
    ORDER BY nth
$$;
COMMENT ON FUNCTION proeftuin_search_terms(text) IS 'The words of a question that count, each with its stem.';

-- A word as such, and as a part of another.
CREATE FUNCTION proeftuin_search_query(word text, stem text) RETURNS tsquery
LANGUAGE sql IMMUTABLE
RETURN (quote_literal(stem) || CASE WHEN length(stem) > 2 THEN ':*' ELSE '' END || '|' || quote_literal(word)
    || CASE WHEN length(word) > 2 THEN ':*' ELSE '' END)::tsquery;
COMMENT ON FUNCTION proeftuin_search_query(text, text) IS 'Finds a word, what begins with it, and what it is a part of.';

-- The other way round: what a long word ends on, as a word by itself.
CREATE FUNCTION proeftuin_search_tails(word text) RETURNS tsquery
LANGUAGE sql STABLE
RETURN (SELECT string_agg(DISTINCT quote_literal(stem) || ':AB', '|')::tsquery
    FROM generate_series(3, length(word) - 4) cut,
        LATERAL (SELECT (ts_lexize('pg_catalog.dutch_stem', right(word, -cut)))[1] AS stem) s
    WHERE length(stem) > 3);
COMMENT ON FUNCTION proeftuin_search_tails(text) IS 'Finds the words that a long word ends on; null: none.';

CREATE FUNCTION proeftuin_search(resources text[], asked text, owners text[] DEFAULT NULL)
RETURNS TABLE (resource text, key text, rank real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
SET search_path = public, proeftuin_extension, pg_temp
SET enable_seqscan = off
SET plan_cache_mode = force_custom_plan
SET pg_trgm.strict_word_similarity_threshold = 0.45
AS $$
DECLARE
    scope text[] := proeftuin_scope();
    weights CONSTANT real[] := '{0.05,0.1,0.4,1}';
    -- What anybody may read, and what the caller may beside that: each has its index.
    arms text[] := ARRAY['e.public'] || CASE
        WHEN '*' = ANY (scope) THEN ARRAY['NOT e.public']
        WHEN scope <> '{}' THEN ARRAY['NOT e.public AND e.municipality = ANY ($2)'] END;
    arm text;
    stage record;
    any_found boolean := false;
BEGIN
    FOR stage IN
        WITH term AS MATERIALIZED (
            SELECT t.word, t.stem, proeftuin_search_query(t.word, t.stem) AS query FROM proeftuin_search_terms(asked) t)
        -- Every word, as it is or as a part of another.
        SELECT 1 AS nth, string_agg(format('e.vector @@ %L::tsquery', query), ' AND ') AS test,
            format('ts_rank(%L, e.vector, %L) + 0.3 * ts_rank(%1$L, e.vector, %3$L)', weights,
                string_agg(quote_literal(stem), '|'), string_agg(format('(%s)', query), '&')) AS rank
        FROM term HAVING count(*) > 0
        UNION ALL
        -- What resembles each word, or what it ends on.
        SELECT 2, string_agg(format('(e.vector @@ %L::tsquery%s%s)', query,
                CASE WHEN length(word) > 3 THEN format(' OR e.words %%>> %L', word) END,
                ' OR e.vector @@ ' || quote_literal(proeftuin_search_tails(word)) || '::tsquery'), ' AND '),
            '0.1 * (' || string_agg(format('greatest(strict_word_similarity(%L, e.words), ts_rank(%L, e.vector, %L))',
                word, weights, query), ' + ') || ')'
        FROM term HAVING count(*) > 0
        ORDER BY nth
    LOOP
        FOREACH arm IN ARRAY arms LOOP
            RETURN QUERY EXECUTE format('SELECT e.resource, e.key, (%s)::real FROM search_entry e '
                'WHERE %s AND e.resource = ANY ($1) AND ($3 IS NULL OR e.municipality = ANY ($3)) AND %s',
                stage.rank, arm, stage.test) USING resources, scope, owners;
            any_found := any_found OR FOUND;
        END LOOP;
        EXIT WHEN any_found;
    END LOOP;
END
$$;
COMMENT ON FUNCTION proeftuin_search(text[], text, text[]) IS
    'The rows of these resources (of these owners, or of all) that a text finds, as far as the transaction may read them, '
    'unordered. When nothing has all of its words, what resembles them.';
REVOKE EXECUTE ON FUNCTION proeftuin_search(text[], text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proeftuin_search(text[], text, text[]) TO proeftuin_app;

-- The piece of a text around the first word that was asked. Marks that the text has itself become plain quotes.
CREATE FUNCTION proeftuin_snippet(said text, asked text) RETURNS text
LANGUAGE sql STABLE
SET search_path = public, proeftuin_extension, pg_temp
AS $$
    WITH terms AS MATERIALIZED (
        SELECT word, stem FROM proeftuin_search_terms(asked)
    ), pieces AS MATERIALIZED (
        SELECT m[1] AS between, m[2] AS said, nth, lower(unaccent('proeftuin_extension.unaccent', m[2])) AS word
        FROM regexp_matches(translate(regexp_replace(left(said, 8000), '\s+', ' ', 'g'), '«»', '""'),
            '([^[:alnum:]]*)([[:alnum:]]*)', 'g') WITH ORDINALITY p (m, nth)
        WHERE m[1] <> '' OR m[2] <> ''
    ), marked AS MATERIALIZED (
        SELECT p.*, p.said <> '' AND EXISTS (SELECT FROM terms t
            WHERE p.word = t.word OR p.word = t.stem OR length(t.stem) > 2 AND strpos(p.word, t.stem) > 0
                OR length(t.word) > 3 AND similarity(p.word, t.word) >= 0.45
                OR length(p.word) > 3 AND length(t.word) - length(p.word) > 2 AND right(t.word, length(p.word)) = p.word) AS hit
        FROM pieces p
    ), bounds AS (
        SELECT greatest(coalesce(min(nth) FILTER (WHERE hit), 1) - 10, 1) AS first, max(nth) AS most FROM marked
    )
    SELECT CASE WHEN b.first > 1 THEN '… ' ELSE '' END
        || btrim(string_agg(m.between || CASE WHEN m.hit THEN '«' || m.said || '»' ELSE m.said END, '' ORDER BY m.nth))
        || CASE WHEN b.first + 29 < b.most OR length(proeftuin_snippet.said) > 8000 THEN ' …' ELSE '' END
    FROM bounds b JOIN marked m ON m.nth BETWEEN b.first AND b.first + 29
    GROUP BY b.first, b.most
$$;
COMMENT ON FUNCTION proeftuin_snippet(text, text) IS
    'Thirty words of a text around the first that a question finds, those that it finds between guillemets.';

-- ---- Similar pilots ----

CREATE FUNCTION proeftuin_similar(asked uuid, most integer)
RETURNS TABLE (id uuid, score real, domains text[], target_groups text[], words text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    scope text[] := proeftuin_scope();
    everywhere boolean := '*' = ANY (scope);
    source pilot;
    readable bigint;
BEGIN
    SELECT p.* INTO source FROM pilot p
    WHERE p.id = asked AND (p.public OR p.municipality = ANY (scope) OR everywhere);
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT count(*) INTO readable FROM pilot p WHERE p.public OR p.municipality = ANY (scope) OR everywhere;

    RETURN QUERY
    WITH term AS MATERIALIZED (
        SELECT u.lexeme FROM search_entry e, unnest(e.vector) u
        WHERE e.resource = 'pilots' AND e.key = asked::text AND u.positions IS NOT NULL
            AND length(u.lexeme) > 3 AND u.lexeme ~ '^[[:alpha:]]+$'
        ORDER BY 'A' = ANY (u.weights) DESC, u.positions[1] LIMIT 40
    ), said AS MATERIALIZED (
        -- A word that many pilots have tells nothing: not more than 401 are looked up.
        SELECT t.lexeme, f.key FROM term t, LATERAL (
            (SELECT e.key FROM search_entry e
                WHERE e.public AND e.resource = 'pilots' AND e.vector @@ (quote_literal(t.lexeme) || ':AB')::tsquery)
            UNION ALL (SELECT e.key FROM search_entry e
                WHERE NOT e.public AND e.municipality = ANY (scope) AND e.resource = 'pilots'
                    AND e.vector @@ (quote_literal(t.lexeme) || ':AB')::tsquery)
            UNION ALL (SELECT e.key FROM search_entry e
                WHERE everywhere AND NOT e.public AND e.resource = 'pilots'
                    AND e.vector @@ (quote_literal(t.lexeme) || ':AB')::tsquery)
            LIMIT 401) f
    ), telling AS MATERIALIZED (
        SELECT s.lexeme, ln(1 + readable::numeric / count(*))::real AS weight FROM said s
        GROUP BY s.lexeme HAVING count(*) <= least(400, greatest(20, readable / 10))
    ), shared AS MATERIALIZED (
        SELECT s.key::uuid AS pilot_id, sum(t.weight) / (SELECT sum(w.weight) FROM telling w) AS part,
            array_agg(s.lexeme ORDER BY t.weight DESC, s.lexeme) AS lexemes
        FROM said s JOIN telling t ON t.lexeme = s.lexeme WHERE s.key <> asked::text GROUP BY s.key
    ), spoken AS MATERIALIZED (
        SELECT DISTINCT ON (stem) stem, word FROM (
            SELECT (ts_lexize('pg_catalog.dutch_stem', w.word))[1] AS stem, w.word, nth
            FROM proeftuin_words(concat_ws(' ', source.title, source.summary)) WITH ORDINALITY w (word, nth)) s
        ORDER BY stem, nth
    ), candidate AS MATERIALIZED (
        SELECT p.id, s.part, s.lexemes,
            ARRAY(SELECT unnest(p.domains) INTERSECT SELECT unnest(source.domains) ORDER BY 1) AS domains,
            ARRAY(SELECT unnest(p.target_groups) INTERSECT SELECT unnest(source.target_groups) ORDER BY 1) AS target_groups,
            p.domains AS own_domains, p.target_groups AS own_groups
        FROM pilot p LEFT JOIN shared s ON s.pilot_id = p.id
        WHERE p.id <> asked AND (p.public OR p.municipality = ANY (scope) OR everywhere)
            AND (s.part IS NOT NULL OR p.domains && source.domains OR p.target_groups && source.target_groups)
            AND NOT EXISTS (SELECT FROM pilot_link l
                WHERE (l.pilot_id, l.linked_pilot_id) IN ((p.id, asked), (asked, p.id)))
    ), scored AS (
        SELECT c.*, (0.4 * coalesce(cardinality(c.domains)::real
                / nullif(cardinality(c.own_domains) + cardinality(source.domains) - cardinality(c.domains), 0), 0)
            + 0.25 * coalesce(cardinality(c.target_groups)::real
                / nullif(cardinality(c.own_groups) + cardinality(source.target_groups) - cardinality(c.target_groups), 0), 0)
            + 0.35 * coalesce(c.part, 0))::real AS score
        FROM candidate c
        ORDER BY score DESC, c.id LIMIT most
    )
    SELECT s.id, s.score, s.domains, s.target_groups, ARRAY(
        SELECT coalesce(o.word, l.lexeme) FROM unnest(s.lexemes) WITH ORDINALITY l (lexeme, nth)
            LEFT JOIN spoken o ON o.stem = l.lexeme ORDER BY l.nth LIMIT 10)
    FROM scored s ORDER BY s.score DESC, s.id;
END
$$;
COMMENT ON FUNCTION proeftuin_similar(uuid, integer) IS
    'Pilots like one, as far as the transaction may read them, with what they share. Score: 0.4 of the shared domains and '
    '0.25 of the shared target groups (each as a part of those of either), 0.35 of the words (each as rare as it is).';
REVOKE EXECUTE ON FUNCTION proeftuin_similar(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proeftuin_similar(uuid, integer) TO proeftuin_app;
