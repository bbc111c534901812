/* Reading the change log (server/db). See sql_change.h. */
#include "db/sql_change.h"

#include "db/sql_text.h"

/* An entry's id as text that sorts like the number. */
#define ENTRY_KEY "lpad(c.id::text, 19, '0')"

#define ENTRIES " FROM change c LEFT JOIN change_internal i ON i.change_id = c.id"

/* ---- Which entries ---- */

/* Who is outside sees what was public of a row that is. */
static void add_of_row(struct sql_text *sql, const struct states *states)
{
    const struct resource *resource = states->resource;

    sql_add(sql, " WHERE c.row_key = ");
    sql_bind(sql, states->key);
    sql_add(sql, " AND c.resource = ");
    sql_bind(sql, resource->table);
    sql_addf(
        sql, " AND (i.change_id IS NOT NULL OR c.public_after AND EXISTS (SELECT FROM %s x WHERE ", resource->table);
    sql_key_column(sql, "x", resource);
    sql_add(sql, " = ");
    sql_bind(sql, states->key);
    sql_add(sql, "))");
}

/* ---- Drift ---- */

static const struct field *freezing_field(const struct resource *resource)
{
    for (size_t i = 0; i < resource->field_count; i++)
        if (resource->fields[i].flags & FIELD_FREEZES)
            return &resource->fields[i];
    return NULL;
}

/* The frozen fields and the parts of a state, as one value to compare. */
static void add_frozen_state(struct sql_text *sql, const struct resource *resource, const char *side)
{
    char column[NAME_SIZE];

    sql_add(sql, "(");
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!(resource->fields[i].flags & FIELD_FROZEN))
            continue;
        field_column(&resource->fields[i], column);
        sql_addf(sql, "coalesce(c.%s, i.%s) -> '%s', ", side, side, column);
    }
    sql_addf(sql, "coalesce(c.%s, i.%s) -> 'parts')", side, side);
}

/* A state before that was frozen, and differs in what is. Where a state is missing (erased, or not public) it can't be
 * compared: such an entry counts when it came after the row was frozen. */
static void add_drift(struct sql_text *sql, const struct states *states)
{
    const struct resource *resource = states->resource;
    char column[NAME_SIZE];

    field_column(freezing_field(resource), column);
    sql_add(sql, " AND c.operation = 'update' AND CASE WHEN coalesce(c.before, i.before) IS NULL"
                 " OR coalesce(c.after, i.after) IS NULL THEN ");
    sql_addf(sql, "EXISTS (SELECT FROM %s f WHERE f.%s < c.at AND ", resource->table, column);
    sql_key_column(sql, "f", resource);
    sql_add(sql, " = ");
    sql_bind(sql, states->key);
    sql_addf(sql, ") ELSE coalesce(c.before, i.before) -> '%s' IS NOT NULL AND ", column);
    add_frozen_state(sql, resource, "before");
    sql_add(sql, " IS DISTINCT FROM ");
    add_frozen_state(sql, resource, "after");
    sql_add(sql, " END");
}

static void add_page(struct sql_text *sql, const struct states *states, unsigned more)
{
    add_of_row(sql, states);
    if (states->drift)
        add_drift(sql, states);
    if (states->behind) {
        sql_add(sql, " AND c.id < ");
        sql_bind(sql, states->behind);
    }
    sql_addf(sql, " ORDER BY c.id DESC LIMIT %u", states->limit + more);
}

/* The states as a table `s`: a key, the snapshot, and whether the caller is inside. */
static void add_source(struct sql_text *sql, const struct states *states)
{
    const char *side = states->of == STATES_BEFORE ? "before" : "after";

    sql_add(sql, " FROM (SELECT ");
    sql_add(sql, states->of == STATES_OF_VERSION ? "c.row_key" : ENTRY_KEY);
    sql_addf(sql, " AS key, coalesce(c.%s, i.%s) AS state, i.change_id IS NOT NULL AS inside" ENTRIES, side, side);
    switch (states->of) {
    case STATES_OF_VERSION:
        add_of_row(sql, states);
        sql_add(sql, " AND c.operation <> 'erase' AND c.version = ");
        sql_bind(sql, states->version);
        sql_add(sql, "::integer ORDER BY c.id DESC LIMIT 1");
        break;
    case STATES_BEFORE:
    case STATES_AFTER:
        add_page(sql, states, 0);
        break;
    case STATES_OF_ENTRIES:
        sql_add(sql, " WHERE c.operation <> 'erase' AND c.id = ANY (");
        sql_bind(sql, states->ids);
        sql_add(sql, "::bigint[])");
        break;
    }
    sql_add(sql, ") s");
}

/* ---- Their columns ---- */

/*
 * Which figures of people an earlier state could show to who is outside depends on what stood beside it then, and
 * nobody keeps that: so they are shown none, and are told which there were.
 */
#define SHOWS_PEOPLE "s.inside OR (SELECT proeftuin_small_count_least()) = 0"

static void add_withheld(struct sql_text *sql, const struct resource *resource)
{
    const char *separator = "";

    sql_add(sql, "CASE WHEN NOT (" SHOWS_PEOPLE ") THEN nullif(array_remove(ARRAY[");
    for (unsigned i = 0; i < resource->field_count; i++) {
        if (!sql_tells_of_people(resource, i) || resource->fields[i].flags & FIELD_COMPUTED)
            continue;
        sql_addf(sql, "%sCASE WHEN ", separator);
        sql_column(sql, "t", &resource->fields[i]);
        sql_addf(sql, " IS NOT NULL THEN '%s' END", resource->fields[i].name);
        separator = ", ";
    }
    sql_add(sql, "], NULL), '{}') END");
}

static void add_of_people(struct sql_text *sql, const struct resource *resource, unsigned field)
{
    if (resource->fields[field].flags & FIELD_COMPUTED) {
        add_withheld(sql, resource);
        return;
    }
    sql_add(sql, "CASE WHEN " SHOWS_PEOPLE " THEN ");
    sql_column(sql, "t", &resource->fields[field]);
    sql_add(sql, " END");
}

/* A reference to a row that is gone still says where it pointed; to one that is hidden from who is outside it does not.
 */
static void add_columns(struct sql_text *sql, const struct resource *resource, uint64_t fields, const char *separator)
{
    for (unsigned i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];

        if (!(fields >> i & 1))
            continue;
        sql_add(sql, separator);
        separator = ", ";
        if (sql_tells_of_people(resource, i)) {
            add_of_people(sql, resource, i);
            continue;
        }
        if (field->type != &type_reference) {
            sql_column(sql, "t", field);
            continue;
        }
        sql_addf(sql, "CASE WHEN s.inside THEN ");
        sql_column(sql, "t", field);
        sql_addf(sql, " ELSE r%u.id END, r%u.reference", i, i);
    }
}

static void add_joins(struct sql_text *sql, const struct resource *resource, uint64_t fields)
{
    for (unsigned i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];

        if (!(fields >> i & 1) || field->type != &type_reference)
            continue;
        sql_addf(sql, " LEFT JOIN %s r%u ON r%u.id = ", field->target->table, i, i);
        sql_column(sql, "t", field);
    }
}

/* An element of a part that is nothing without what it points to is left out with it. */
static void add_needed(struct sql_text *sql, const struct resource *part)
{
    for (unsigned i = 0; i < part->field_count; i++)
        if (part->fields[i].type == &type_reference && part->fields[i].flags & FIELD_REQUIRED)
            sql_addf(sql, " AND (s.inside OR r%u.id IS NOT NULL)", i);
}

bool sql_states(struct arena *arena, const struct states *states, struct statement *ret)
{
    const bool keyed = states->of != STATES_OF_VERSION;
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql, keyed ? "SELECT s.key" : "SELECT ");
    add_columns(&sql, states->resource, states->fields, keyed ? ", " : "");
    add_source(&sql, states);
    sql_addf(&sql, " CROSS JOIN LATERAL jsonb_populate_record(NULL::%s, s.state) t", states->resource->table);
    add_joins(&sql, states->resource, states->fields);
    sql_add(&sql, " WHERE s.state IS NOT NULL ORDER BY s.key");
    return sql_end(&sql, ret);
}

bool sql_states_part(
    struct arena *arena, const struct states *states, const struct resource *part, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql, "SELECT s.key");
    add_columns(&sql, part, UINT64_MAX, ", ");
    add_source(&sql, states);
    sql_addf(&sql, " CROSS JOIN LATERAL jsonb_array_elements(s.state -> 'parts' -> '%s') WITH ORDINALITY e (row, n)",
        part->table);
    sql_addf(&sql, " CROSS JOIN LATERAL jsonb_populate_record(NULL::%s, e.row) t", part->table);
    add_joins(&sql, part, UINT64_MAX);
    sql_add(&sql, " WHERE true");
    add_needed(&sql, part);
    sql_add(&sql, " ORDER BY s.key, e.n");
    return sql_end(&sql, ret);
}

/* ---- History ---- */

bool sql_history(struct arena *arena, const struct states *states, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql,
        "SELECT " ENTRY_KEY ", c.id, c.version, c.at, c.operation, c.public_after, i.actor, i.request, i.reason,"
        " (c.at AT TIME ZONE 'Europe/Amsterdam')::date, (extract(epoch FROM c.at) * 1000000)::bigint" ENTRIES);
    add_page(&sql, states, 1);
    return sql_end(&sql, ret);
}

/* ---- The feed ---- */

/*
 * The window is what is visible in its snapshot and not in the one before. Before the first there is no snapshot: the
 * log is read from its beginning, by id. What was there when the era began is visible to all, whatever its
 * transactions' numbers say: those of another server.
 *
 * Only FEED_SPAN ids are looked at, so that a page takes the same time however little of the log is for the caller.
 */
#define WINDOW_HEAD                                                         \
    "SELECT w.snapshot, w.until, w.behind, w.identity, w.sound, p.* FROM (" \
    "SELECT coalesce($2, pg_current_snapshot()::text) AS snapshot,"         \
    " coalesce($4::bigint, (SELECT last_value FROM change_id_seq)) AS until,"
#define WINDOW_MIDDLE                                                                                                 \
    " AS behind, e.settled, e.era::text || '.' || left(pg_walfile_name(pg_current_wal_lsn()), 8) AS identity,"        \
    " ($8::bigint IS NULL OR EXISTS (SELECT FROM change"                                                              \
    " WHERE id = $8::bigint AND (extract(epoch FROM at) * 1000000)::bigint = $9::bigint)) AS sound"                   \
    " FROM change_era e ORDER BY e.number DESC LIMIT 1"                                                               \
    ") w LEFT JOIN LATERAL ("                                                                                         \
    "SELECT c.id, " ENTRY_KEY ", c.resource, c.row_key, c.municipality, c.version, c.operation, c.at,"                \
    " (extract(epoch FROM c.at) * 1000000)::bigint, c.public_before, c.public_after, i.change_id IS NOT NULL" ENTRIES \
    " WHERE c.id > w.behind AND c.id <= least(w.behind + $10::bigint, w.until)"
#define WINDOW_TAIL                                                       \
    " AND (i.change_id IS NOT NULL OR c.public_before OR c.public_after)" \
    " AND ($6::text[] IS NULL OR c.resource = ANY ($6::text[]))"          \
    " AND ($7::text[] IS NULL OR c.municipality = ANY ($7::text[]))"      \
    " ORDER BY c.id LIMIT $5::bigint"                                     \
    ") p ON w.sound ORDER BY p.id"

static const char feed_first[] =
    WINDOW_HEAD " coalesce($3::bigint, 0)" WINDOW_MIDDLE " AND (c.id <= w.settled OR pg_visible_in_snapshot(c.xid, "
                "w.snapshot::pg_snapshot)) AND $1::text IS NULL" WINDOW_TAIL;

static const char feed_next[] = WINDOW_HEAD
    " coalesce($3::bigint, (SELECT min(x.id) - 1 FROM change x WHERE x.id > e.settled"
    " AND x.xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(x.xid, $1::pg_snapshot)),"
    " coalesce($4::bigint, (SELECT last_value FROM change_id_seq)))" WINDOW_MIDDLE
    " AND c.id > w.settled AND c.xid >= pg_snapshot_xmin($1::pg_snapshot)"
    " AND c.xid < pg_snapshot_xmax(w.snapshot::pg_snapshot) AND NOT pg_visible_in_snapshot(c.xid, $1::pg_snapshot)"
    " AND pg_visible_in_snapshot(c.xid, w.snapshot::pg_snapshot)" WINDOW_TAIL;

bool sql_feed(struct arena *arena, const struct feed_place *place, const char *tables, const char *municipalities,
    unsigned limit, struct statement *ret)
{
    const char *const given[] = {place->seen, place->window, place->last, place->until,
        arena_format(arena, "%u", limit), tables, municipalities, place->anchor, place->anchored,
        arena_format(arena, "%d", FEED_SPAN)};
    enum { COUNT = sizeof given / sizeof *given };
    const char **values = arena_array(arena, COUNT, sizeof *values);

    for (size_t i = 0; values && i < COUNT; i++)
        values[i] = given[i] ? arena_text(arena, given[i]) : NULL;
    if (arena_failed(arena))
        return false;
    *ret = (struct statement){.sql = place->seen ? feed_next : feed_first, .values = values, .count = COUNT};
    return true;
}
