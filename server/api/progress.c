/*
 * GET /v1/goals/{id}/progress (server/api): how far a goal has come, on today or the day of asOf=. Fetched in one
 * query, so in one snapshot, and judged by lib.
 */
#include "api/handlers.h"
#include "api/parameters.h"
#include "api/progress_facts.h"

struct question {
    const char *as_of; /* NULL: today */
    struct progress_query facts;
};

static void judge(struct call *call, struct db_query *query)
{
    const struct question *question = call->data;
    struct progress_facts facts;
    struct progress_answer answer;

    if (!progress_facts_take(&question->facts, query, call->arena, &facts)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    if (!facts.found) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    if (!progress_judge(&facts.goal, facts.measurements, facts.measurement_count, facts.day, call->arena, &answer)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    progress_write(&answer, call->language, &call->body);
    buffer_char(&call->body, '\n');
    call_language_header(call);
    call_answer(call, 200);
}

void handle_progress(struct call *call)
{
    struct question *question = arena_alloc(call->arena, sizeof *question);
    struct db_query *query;

    if (!question) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    question->as_of = parameters_take_as_of(call->parameters, &call->faults, NULL);
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    call->data = question;
    if (!progress_facts_add(query, call->key, question->as_of, &question->facts))
        call_add(call, query, false, NULL);
    else
        call_submit(call, query, DB_READ, judge, NULL);
}
