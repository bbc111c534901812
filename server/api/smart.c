/*
 * The SMART check over HTTP (server/api): of a goal in the body, which is not stored, or of a stored one. Judged by
 * lib; the day is today, unless asOf= names one.
 */
#include <string.h>

#include "api/goal_columns.h"
#include "api/handlers.h"
#include "api/parameters.h"
#include "api/writing.h"

#include <proeftuin/resources.h>
#include <proeftuin/smart.h>

enum { STATEMENT_DAY, STATEMENT_GOAL };

static const char goal_sql[] = "SELECT " GOAL_COLUMNS " FROM " GOAL_ROWS " WHERE g.id = $1";

/* What a request asks. */
struct question {
    const char *as_of; /* NULL: today */
    struct smart_goal goal;
};

static void answer_check(struct call *call, const struct smart_goal *goal, struct date day)
{
    struct smart_answer answer;

    if (!smart_check(goal, day, call->arena, &answer)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    smart_write(&answer, goal->statement, call->language, &call->body);
    buffer_char(&call->body, '\n');
    call_language_header(call);
    call_answer(call, 200);
}

static const char *text_at(const PGresult *rows, size_t column)
{
    return PQgetisnull(rows, 0, (int)column) ? NULL : PQgetvalue(rows, 0, (int)column);
}

/* A stored goal is judged with all that its row has, also when that is only the statement. */
static void judge(struct call *call, struct db_query *query)
{
    const struct question *question = call->data;
    const PGresult *day = db_result(query, STATEMENT_DAY);
    const PGresult *rows = call->key ? db_result(query, STATEMENT_GOAL) : NULL;
    struct smart_goal goal = question->goal;
    struct date date = {0};

    if (rows && PQntuples(rows) == 0) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    if (rows) {
        const char *texts[SMART_TEXTS];

        for (size_t i = 0; i < SMART_TEXTS; i++)
            texts[i] = text_at(rows, i);
        goal = smart_goal_read(texts);
        goal.only_statement = false;
    }
    date_parse(PQgetvalue(day, 0, 0), strlen(PQgetvalue(day, 0, 0)), &date);
    answer_check(call, &goal, date);
}

/* What today is, the database knows. */
static bool add_day(struct db_query *query, const char *as_of)
{
    const char **values = arena_array(db_query_arena(query), 1, sizeof *values);

    if (!values || (as_of && !(values[0] = arena_text(db_query_arena(query), as_of))))
        return false;
    return db_query_add(query,
        &(struct statement){.sql = "SELECT coalesce($1::date, proeftuin_today())", .values = values, .count = 1});
}

static bool add_goal(struct db_query *query, const char *id)
{
    const char **values = arena_array(db_query_arena(query), 1, sizeof *values);

    if (!values || !(values[0] = arena_text(db_query_arena(query), id)))
        return false;
    return db_query_add(query, &(struct statement){.sql = goal_sql, .values = values, .count = 1});
}

static void ask(struct call *call, const struct question *question)
{
    struct db_query *query = call_query(call);

    if (!query)
        return;
    if (!add_day(query, question->as_of) || (call->key && !add_goal(query, call->key)))
        call_add(call, query, false, NULL);
    else
        call_submit(call, query, DB_READ, judge, NULL);
}

static bool read_goal(struct call *call, struct smart_goal *ret)
{
    struct record *record;
    const char *texts[SMART_TEXTS];

    call->resource = &goal_check_resource;
    if (!read_body(call, RECORD_CREATE, &record))
        return false;
    for (size_t i = 0; i < SMART_TEXTS; i++)
        texts[i] = record->value[i].text;
    *ret = smart_goal_read(texts);
    return true;
}

/* With a goal and a day given there is nothing to ask the database. */
void handle_check_goal(struct call *call)
{
    struct question *question = arena_alloc(call->arena, sizeof *question);
    struct date day = {0};

    if (!question) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    question->as_of = parameters_take_as_of(call->parameters, &call->faults, &day);
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || (!call->key && !read_goal(call, &question->goal)))
        return;
    call->data = question;
    if (!call->key && question->as_of)
        answer_check(call, &question->goal, day);
    else
        ask(call, question);
}
