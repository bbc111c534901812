/*
 * Effects over HTTP (server/api): of the figures of a stored evaluation, as its reader may see them, or of figures in
 * the body, which are not stored. Judged by lib.
 */
#include <string.h>

#include "api/handlers.h"
#include "api/parameters.h"
#include "api/writing.h"

#include <proeftuin/effect.h>
#include <proeftuin/json_text.h>
#include <proeftuin/resources.h>

enum { STATEMENT_EVALUATION, STATEMENT_FIGURES };

static const char evaluation_sql[] = "SELECT assignment FROM evaluation WHERE id = $1";

/* The columns are those of enum evaluation_figure_field. Where nobody says which way an outcome was to go, its
 * indicator does. */
static const char figures_sql[] =
    "SELECT f.outcome, f.indicator_id, f.study_group, f.moment, f.kind, f.sample_size, f.counted, f.mean, "
    "f.standard_deviation, f.paired, f.both_count, f.change_deviation, "
    "coalesce(max(f.wanted_direction) OVER outcome, max(i.direction) OVER outcome), f.withheld "
    "FROM evaluation_figure_read f LEFT JOIN indicator i ON i.id = f.indicator_id WHERE f.evaluation_id = $1 "
    "WINDOW outcome AS (PARTITION BY f.outcome) ORDER BY f.ordinal";

/* Of a confidence, which has one decimal: how many units of type_number make that up. */
enum { TENTHS = 10, UNITS_A_TENTH = 1000 };

/* What a request asks. */
struct judging {
    int confidence;         /* percent, in tenths */
    const char *assignment; /* code of evaluations.assignment, or NULL */
    struct record **figures;
    size_t figure_count;
};

/* ---- Answering ---- */

static void write_head(struct call *call, const struct judging *judging)
{
    buffer_format(&call->body, "{\"confidence\":%d", judging->confidence / TENTHS);
    if (judging->confidence % TENTHS)
        buffer_format(&call->body, ".%d", judging->confidence % TENTHS);
    buffer_text(&call->body, ",\"assignment\":");
    json_write_text(&call->body, judging->assignment);
    buffer_text(&call->body, ",\"results\":[");
}

static void answer_effects(struct call *call, const struct judging *judging)
{
    struct effect_answer answer;
    size_t count;
    const struct effect_outcome *outcomes = effect_outcomes(judging->figures, judging->figure_count,
        effect_assignment_read(judging->assignment), (double)judging->confidence / TENTHS, call->arena, &count);

    if (!outcomes) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    write_head(call, judging);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_char(&call->body, ',');
        effect_judge(&outcomes[i].question, &answer);
        effect_write(&answer, outcomes[i].name, call->language, &call->body);
    }
    buffer_text(&call->body, "]}\n");
    call_language_header(call);
    call_answer(call, 200);
}

/* ---- A stored evaluation ---- */

static bool take_figure(const PGresult *rows, int row, struct record *ret)
{
    for (int i = 0; i <= EVALUATION_FIGURE_WITHHELD; i++)
        if (!record_set_stored(ret, (size_t)i, PQgetisnull(rows, row, i) ? NULL : PQgetvalue(rows, row, i),
                (size_t)PQgetlength(rows, row, i)))
            return false;
    return true;
}

static bool take_figures(struct call *call, const PGresult *rows, struct judging *judging)
{
    const size_t count = (size_t)PQntuples(rows);

    judging->figures = arena_array(call->arena, count + 1, sizeof *judging->figures);
    if (!judging->figures)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct record *figure = record_new(&evaluation_figure_resource, call->arena);

        if (!figure || !take_figure(rows, (int)i, figure))
            return false;
        judging->figures[i] = figure;
    }
    judging->figure_count = count;
    return true;
}

static void judge(struct call *call, struct db_query *query)
{
    struct judging *judging = call->data;
    const PGresult *evaluation = db_result(query, STATEMENT_EVALUATION);

    if (PQntuples(evaluation) == 0) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    judging->assignment = PQgetisnull(evaluation, 0, 0) ? NULL : PQgetvalue(evaluation, 0, 0);
    if (take_figures(call, db_result(query, STATEMENT_FIGURES), judging))
        answer_effects(call, judging);
    else
        call_problem(call, PROBLEM_UNAVAILABLE);
}

static bool add_statements(struct db_query *query, const char *id)
{
    const char **values = arena_array(db_query_arena(query), 1, sizeof *values);

    if (!values || !(values[0] = arena_text(db_query_arena(query), id)))
        return false;
    return db_query_add(query, &(struct statement){.sql = evaluation_sql, .values = values, .count = 1}) &&
           db_query_add(query, &(struct statement){.sql = figures_sql, .values = values, .count = 1});
}

static void ask(struct call *call)
{
    struct db_query *query = call_query(call);

    if (!query)
        return;
    if (!add_statements(query, call->key))
        call_add(call, query, false, NULL);
    else
        call_submit(call, query, DB_READ, judge, NULL);
}

/* ---- Figures in the body ---- */

static void judge_body(struct call *call, struct judging *judging)
{
    struct record *record;

    call->resource = &effect_check_resource;
    if (!read_body(call, RECORD_CREATE, &record))
        return;
    judging->assignment = record->value[EFFECT_CHECK_ASSIGNMENT].text;
    judging->figures = record->part[EFFECT_CHECK_FIGURES];
    judging->figure_count = record->part_count[EFFECT_CHECK_FIGURES];
    answer_effects(call, judging);
}

/* ---- Both ---- */

static int take_confidence(struct call *call)
{
    static const struct field confidence = {
        .name = "confidence", .type = &type_number, .min = (int64_t)EFFECT_CONFIDENCE_LEAST, .max = 100};
    const int most = (int)(EFFECT_CONFIDENCE_MOST * TENTHS);
    const struct place place = {.name = "confidence"};
    const char *value = parameters_take(call->parameters, "confidence");
    struct value number;

    if (!value || !type_number.parse(&confidence, value, strlen(value), &call->faults, &place, &number))
        return (int)(EFFECT_CONFIDENCE_USUAL * TENTHS);
    if (number.integer > (int64_t)most * UNITS_A_TENTH)
        faults_add(&call->faults, FAULT_NUMBER_LARGE, &place, "99.9", NULL);
    else if (number.integer % UNITS_A_TENTH)
        faults_add(&call->faults, FAULT_NUMBER_DECIMALS, &place, "1", NULL);
    return (int)(number.integer / UNITS_A_TENTH);
}

void handle_effects(struct call *call)
{
    struct judging *judging = arena_alloc(call->arena, sizeof *judging);

    if (!judging) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    judging->confidence = take_confidence(call);
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call))
        return;
    call->data = judging;
    if (call->key)
        ask(call);
    else
        judge_body(call, judging);
}
