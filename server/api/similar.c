/*
 * GET /v1/pilots/{id}/similar (server/api): pilots that resemble one, what they share with it, what was learned from
 * them, and of those that ended by which decision. What resembles, proeftuin_similar() decides
 * (migrations/0013_search.sql); what is shown of it is read under row security.
 */
#include <string.h>

#include "api/handlers.h"
#include "api/parameters.h"
#include "api/reading.h"

#include <proeftuin/json_text.h>

enum { LIMIT_USUAL = 10, LIMIT_MOST = 50 };

#define PILOT_SQL "SELECT FROM pilot WHERE id = $1"

#define SIMILAR_SQL                                                                                          \
    "SELECT t.id, t.reference, t.municipality, t.title, t.status, t.status_group, t.status_since, s.score, " \
    "s.domains, "                                                                                            \
    "s.target_groups, s.words FROM proeftuin_similar($1, $2) s JOIN pilot_read t ON t.id = s.id "            \
    "ORDER BY s.score DESC, t.id"
enum {
    COLUMN_ID,
    COLUMN_REFERENCE,
    COLUMN_MUNICIPALITY,
    COLUMN_TITLE,
    COLUMN_STATUS,
    COLUMN_STATUS_GROUP,
    COLUMN_STATUS_SINCE,
    COLUMN_SCORE,
    COLUMN_DOMAINS,
    COLUMN_TARGET_GROUPS,
    COLUMN_WORDS
};

/* The decision that the status of an ended pilot follows from: the last, and of several on one day the one that
 * prevails (proeftuin_status_timeline()). */
#define ENDINGS_SQL                                                                                         \
    "SELECT s.id, d.id, d.kind, d.day, d.reason FROM proeftuin_similar($1, $2) s "                          \
    "JOIN pilot_read t ON t.id = s.id AND t.status_group = 'ended' CROSS JOIN LATERAL (SELECT e.* FROM ("   \
    "SELECT d.id, d.kind, d.reason, coalesce(d.effective_from, proeftuin_last_day(d.taken_date, "           \
    "d.taken_precision), d.known_by) AS day FROM decision d WHERE d.pilot_id = t.id AND d.stage = 'taken' " \
    "AND d.kind IN ('complete', 'stop', 'merge', 'split', 'makeRegular')) e "                               \
    "WHERE e.day <= proeftuin_as_of() ORDER BY e.day DESC, array_position(ARRAY['complete', 'stop', "       \
    "'merge', 'split', 'makeRegular'], e.kind) DESC, e.id LIMIT 1) d ORDER BY s.score DESC, s.id"
enum { ENDING_ID = 1, ENDING_KIND, ENDING_DAY, ENDING_REASON };

/* Of the pilot, and of its evaluations. */
#define LESSONS_SQL                                                                                          \
    "SELECT s.id, l.id, l.kind, l.theme, l.text FROM proeftuin_similar($1, $2) s CROSS JOIN LATERAL ("       \
    "SELECT l.* FROM lesson l WHERE l.pilot_id = s.id OR l.evaluation_id IN (SELECT v.id FROM evaluation v " \
    "WHERE v.pilot_id = s.id) ORDER BY l.id LIMIT 20) l ORDER BY s.score DESC, s.id, l.id"
enum { LESSON_ID = 1, LESSON_KIND, LESSON_THEME, LESSON_TEXT };

enum { STATEMENT_PILOT, STATEMENT_SIMILAR, STATEMENT_ENDINGS, STATEMENT_LESSONS, STATEMENTS };

/* ---- The answer ---- */

static const char *value_at(const PGresult *rows, int row, int column)
{
    return PQgetisnull(rows, row, column) ? NULL : PQgetvalue(rows, row, column);
}

static void write_member(struct buffer *out, const char *name, const PGresult *rows, int row, int column)
{
    buffer_format(out, ",\"%s\":", name);
    json_write_text(out, value_at(rows, row, column));
}

static void write_list(struct buffer *out, const char *before, const char *name, const char *value)
{
    buffer_format(out, "%s\"%s\":", before, name);
    if (value)
        type_codes.write(out, value, strlen(value));
    else
        buffer_text(out, "[]");
}

/* Rows about one pilot are a run, in the order of the pilots: whether the next is still about it. */
static bool is_about(const PGresult *rows, int row, const char *pilot)
{
    return row < PQntuples(rows) && strcmp(PQgetvalue(rows, row, 0), pilot) == 0;
}

static void write_ending(struct buffer *out, const PGresult *rows, int *row, const char *pilot)
{
    if (!is_about(rows, *row, pilot)) {
        buffer_text(out, ",\"ending\":null");
        return;
    }
    buffer_format(out, ",\"ending\":{\"decision\":\"%s\"", PQgetvalue(rows, *row, ENDING_ID));
    write_member(out, "kind", rows, *row, ENDING_KIND);
    write_member(out, "day", rows, *row, ENDING_DAY);
    write_member(out, "reason", rows, *row, ENDING_REASON);
    buffer_char(out, '}');
    (*row)++;
}

static void write_lessons(struct buffer *out, const PGresult *rows, int *row, const char *pilot)
{
    buffer_text(out, ",\"lessons\":[");
    for (const char *separator = ""; is_about(rows, *row, pilot); (*row)++, separator = ",") {
        buffer_format(out, "%s{\"id\":\"%s\"", separator, PQgetvalue(rows, *row, LESSON_ID));
        write_member(out, "kind", rows, *row, LESSON_KIND);
        write_member(out, "theme", rows, *row, LESSON_THEME);
        write_member(out, "text", rows, *row, LESSON_TEXT);
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
}

static void write_pilot(struct buffer *out, const PGresult *rows, int row)
{
    buffer_format(out, "{\"id\":\"%s\"", PQgetvalue(rows, row, COLUMN_ID));
    write_member(out, "reference", rows, row, COLUMN_REFERENCE);
    write_member(out, "municipality", rows, row, COLUMN_MUNICIPALITY);
    write_member(out, "title", rows, row, COLUMN_TITLE);
    write_member(out, "status", rows, row, COLUMN_STATUS);
    write_member(out, "statusGroup", rows, row, COLUMN_STATUS_GROUP);
    write_member(out, "statusSince", rows, row, COLUMN_STATUS_SINCE);
    buffer_format(out, ",\"score\":%s", PQgetvalue(rows, row, COLUMN_SCORE));
    write_list(out, ",\"shared\":{", "domains", value_at(rows, row, COLUMN_DOMAINS));
    write_list(out, ",", "targetGroups", value_at(rows, row, COLUMN_TARGET_GROUPS));
    write_list(out, ",", "words", value_at(rows, row, COLUMN_WORDS));
    buffer_char(out, '}');
}

static void similar_done(struct call *call, struct db_query *query)
{
    const size_t first = db_query_count(query) - STATEMENTS;
    const PGresult *rows = db_result(query, first + STATEMENT_SIMILAR);
    int ending = 0, lesson = 0;

    if (PQntuples(db_result(query, first + STATEMENT_PILOT)) == 0) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    buffer_text(&call->body, "{\"results\":[");
    for (int row = 0; row < PQntuples(rows); row++) {
        const char *pilot = PQgetvalue(rows, row, COLUMN_ID);

        if (row)
            buffer_char(&call->body, ',');
        write_pilot(&call->body, rows, row);
        write_ending(&call->body, db_result(query, first + STATEMENT_ENDINGS), &ending, pilot);
        write_lessons(&call->body, db_result(query, first + STATEMENT_LESSONS), &lesson, pilot);
        buffer_char(&call->body, '}');
    }
    buffer_text(&call->body, "]}\n");
    call_answer(call, 200);
}

/* ---- The question ---- */

static bool add_statements(struct db_query *query, const char *pilot, unsigned limit)
{
    static const char *const texts[STATEMENTS] = {[STATEMENT_PILOT] = PILOT_SQL,
        [STATEMENT_SIMILAR] = SIMILAR_SQL,
        [STATEMENT_ENDINGS] = ENDINGS_SQL,
        [STATEMENT_LESSONS] = LESSONS_SQL};
    struct arena *arena = db_query_arena(query);
    const char **values = arena_array(arena, 2, sizeof *values);

    if (!values || !(values[0] = arena_text(arena, pilot)) || !(values[1] = arena_format(arena, "%u", limit)))
        return false;
    for (int i = 0; i < STATEMENTS; i++) {
        const struct statement statement = {.sql = texts[i], .values = values, .count = i == STATEMENT_PILOT ? 1 : 2};

        if (!db_query_add(query, &statement))
            return false;
    }
    return true;
}

void handle_similar(struct call *call)
{
    const unsigned limit = reading_limit(call, LIMIT_USUAL, LIMIT_MOST);
    struct db_query *query;

    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    if (!add_statements(query, call->key, limit))
        call_add(call, query, false, NULL);
    else
        call_submit(call, query, DB_POOL, similar_done, NULL);
}
