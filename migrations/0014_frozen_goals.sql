-- Frozen goals. The first measurement after the baseline freezes a goal: from then on statement, baseline, target and deadline change
-- only with a reason (lib/proeftuin/field.h: FIELD_FROZEN), and what changed is drift, which the change log tells.
--
-- The day of a measurement is that of lib/proeftuin/progress.h: measured_on, else the last day of the period, else the first. Without a
-- day, or with a baseline that has none, nobody can say that it was measured before: it freezes.

-- It locks the goal's row, whether it freezes it or not: a change of the goal, which updates that row, comes before or after. Frozen
-- goals need no lock.
CREATE OR REPLACE FUNCTION proeftuin_freeze_goal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    since date;
BEGIN
    SELECT g.baseline_on INTO since FROM goal g WHERE g.id = NEW.goal_id AND g.frozen_at IS NULL FOR NO KEY UPDATE;
    IF FOUND AND (coalesce(NEW.measured_on, NEW.period_to, NEW.period_from) > since) IS NOT FALSE THEN
        UPDATE goal SET frozen_at = now() WHERE id = NEW.goal_id;
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION proeftuin_freeze_goal() IS 'Trigger: notes when a goal was first measured after its baseline.';

DROP TRIGGER measurement__freeze_goal ON measurement;
CREATE TRIGGER measurement__freeze_goal AFTER INSERT OR UPDATE OF goal_id, measured_on, period_from, period_to ON measurement
    FOR EACH ROW WHEN (NEW.goal_id IS NOT NULL) EXECUTE FUNCTION proeftuin_freeze_goal();

-- A baseline that moves to before a measurement makes that one the first after it.
CREATE FUNCTION proeftuin_freeze_goal_again() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM measurement m
    WHERE m.goal_id = NEW.id AND (coalesce(m.measured_on, m.period_to, m.period_from) > NEW.baseline_on) IS NOT FALSE LIMIT 1;
    IF FOUND THEN
        NEW.frozen_at := now();
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION proeftuin_freeze_goal_again() IS 'Trigger: freezes a goal whose baseline comes to lie before a measurement.';

CREATE TRIGGER goal__freeze BEFORE UPDATE OF baseline_on ON goal
    FOR EACH ROW WHEN (OLD.frozen_at IS NULL AND NEW.baseline_on IS DISTINCT FROM OLD.baseline_on)
    EXECUTE FUNCTION proeftuin_freeze_goal_again();

-- Those that an earlier version of this froze at a measurement of the baseline itself, or from before it.
SELECT set_config('proeftuin.actor', 'system:migration', true);
UPDATE goal g SET frozen_at = NULL
WHERE g.frozen_at IS NOT NULL AND EXISTS (SELECT FROM measurement m WHERE m.goal_id = g.id) AND NOT EXISTS (
    SELECT FROM measurement m
    WHERE m.goal_id = g.id AND (coalesce(m.measured_on, m.period_to, m.period_from) > g.baseline_on) IS NOT FALSE);
SELECT set_config('proeftuin.actor', '', true);

-- The service asks for the reason before it writes, and names every field at once; this stands behind it.
CREATE FUNCTION proeftuin_keep_frozen() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    was constant jsonb := to_jsonb(OLD);
    becomes constant jsonb := to_jsonb(NEW);
BEGIN
    IF coalesce(current_setting('proeftuin.reason', true), '') <> '' THEN
        RETURN NEW;
    END IF;
    FOR i IN 0 .. TG_NARGS - 1 LOOP
        IF was -> TG_ARGV[i] IS DISTINCT FROM becomes -> TG_ARGV[i] THEN
            RAISE check_violation USING
                MESSAGE = format('the row is frozen: a change of %I needs a reason (proeftuin.reason)', TG_ARGV[i]),
                TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[i], CONSTRAINT = format('%s__%s__frozen', TG_TABLE_NAME, TG_ARGV[i]);
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION proeftuin_keep_frozen() IS
    'Trigger: the columns that it names change only in a transaction that gives a reason (the setting proeftuin.reason).';

CREATE TRIGGER goal__keep_frozen
    BEFORE UPDATE OF statement, baseline, baseline_on, target, deadline_date, deadline_precision, deadline_bound ON goal
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL)
    EXECUTE FUNCTION proeftuin_keep_frozen('statement', 'baseline', 'baseline_on', 'target', 'deadline_date', 'deadline_precision',
        'deadline_bound');

REVOKE EXECUTE ON FUNCTION proeftuin_freeze_goal_again(), proeftuin_keep_frozen() FROM PUBLIC;
