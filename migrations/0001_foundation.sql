-- What every table builds on: the register's clock, the guard of a conditional write, and the triggers that tables
-- share.
--
-- Tables and columns of resources get their comments from the field tables in lib/resource/, by the migration runner;
-- only what those do not know is commented here and in the migrations that follow.

CREATE FUNCTION proeftuin_today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (now() AT TIME ZONE 'Europe/Amsterdam')::date;

COMMENT ON FUNCTION proeftuin_today() IS 'Today''s date in the Netherlands.';

CREATE FUNCTION proeftuin_as_of() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(nullif(current_setting('proeftuin.as_of', true), '')::date, proeftuin_today());

COMMENT ON FUNCTION proeftuin_as_of() IS
    'The day that computed columns speak of: the setting proeftuin.as_of, else today.';

CREATE FUNCTION proeftuin_expect(hit boolean) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    IF hit IS NOT TRUE THEN
        RAISE EXCEPTION 'the row is gone or has another version' USING ERRCODE = 'PT412';
    END IF;
    RETURN true;
END
$$;

COMMENT ON FUNCTION proeftuin_expect(boolean) IS
    'Ends the transaction with SQLSTATE PT412 unless its argument is true, with all that was to be written beside it.';

CREATE FUNCTION proeftuin_touch() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION proeftuin_touch() IS
    'Trigger: notes when a row was last changed. The version is counted by the UPDATE statement itself.';

-- Partial dates: a date of a wider precision is stored as the first day of its period.

CREATE FUNCTION proeftuin_period(known text) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE known
    WHEN 'month' THEN interval '1 month'
    WHEN 'quarter' THEN interval '3 months'
    WHEN 'year' THEN interval '1 year'
    ELSE interval '1 day'
END;

COMMENT ON FUNCTION proeftuin_period(text) IS 'How long a period of this precision lasts.';

CREATE FUNCTION proeftuin_last_day(first date, known text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (first + proeftuin_period(known) - interval '1 day')::date;

COMMENT ON FUNCTION proeftuin_last_day(date, text) IS
    'The last day of a partial date: of its month, quarter or year, else the day itself.';

CREATE FUNCTION proeftuin_is_day(day date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN day IS NULL OR day BETWEEN date '1000-01-01' AND date '9999-12-31';

COMMENT ON FUNCTION proeftuin_is_day(date) IS 'Whether a date is null or lies in the years 1000 to 9999.';

CREATE FUNCTION proeftuin_is_partial_date(day date, known text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN day IS NULL THEN known IS NULL OR known = 'unknown'
    WHEN known IN ('month', 'quarter', 'year') THEN proeftuin_is_day(day) AND day = date_trunc(known, day::timestamp)
    ELSE proeftuin_is_day(day) AND known IS NOT DISTINCT FROM 'day'
END;

COMMENT ON FUNCTION proeftuin_is_partial_date(date, text) IS
    'Whether a date fits its precision: no date with none or with unknown, else the first day of its period.';

-- Lists of municipalities (a region's members, the municipalities of an area) are arrays, which foreign keys can't
-- guard.

CREATE FUNCTION proeftuin_check_municipalities() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    wanted text[];
    missing text;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO wanted USING NEW;
    PERFORM 1 FROM municipality WHERE code = ANY (wanted) ORDER BY code FOR KEY SHARE;
    SELECT w.code INTO missing FROM unnest(wanted) AS w (code)
    WHERE NOT EXISTS (SELECT FROM municipality m WHERE m.code = w.code) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING
            MESSAGE = format('there is no municipality %L', missing),
            TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[0],
            CONSTRAINT = TG_TABLE_NAME || '__' || TG_ARGV[0] || '__fkey';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_check_municipalities() IS
    'Trigger: every code in the array column that its argument names is a municipality.';

CREATE FUNCTION proeftuin_keep_listed_municipality() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    listed boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I @> ARRAY[$1])', TG_ARGV[0], TG_ARGV[1])
    INTO listed USING OLD.code;
    IF listed THEN
        RAISE foreign_key_violation USING
            MESSAGE = format('municipality %L is still listed in %s', OLD.code, TG_ARGV[0]),
            TABLE = TG_ARGV[0], COLUMN = TG_ARGV[1],
            CONSTRAINT = TG_ARGV[0] || '__' || TG_ARGV[1] || '__fkey';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_keep_listed_municipality() IS
    'Trigger: a municipality that the array column named by its arguments (table, column) lists can''t be deleted.';
