/*
 * The embedding readiness of a pilot over HTTP (server/api). The facts are fetched in one query (one snapshot), as
 * those of findings, and judged by lib.
 */

#include "api/facts.h"
#include "api/handlers.h"
#include "api/parameters.h"

#include <proeftuin/readiness.h>

static void judge(struct call *call, struct db_query *query)
{
    struct facts facts = facts_begin(call->data, query);
    struct pilot_facts pilot;
    struct readiness readiness;

    if (!facts.found || facts.pilot_count == 0) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    if (!facts_next(&facts, call->arena, &pilot) || !readiness_judge(&pilot, facts.day, call->arena, &readiness)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    readiness_write(&readiness, &pilot, call->language, &call->body);
    buffer_char(&call->body, '\n');
    call_language_header(call);
    call_answer(call, 200);
}

void handle_readiness(struct call *call)
{
    struct facts_query *facts = arena_alloc(call->arena, sizeof *facts);
    const char *as_of = parameters_take_as_of(call->parameters, &call->faults, NULL);
    struct db_query *query;

    if (!facts) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    call->data = facts;
    if (!facts_add(query, FACTS_FOR_READINESS, call->key, as_of, facts))
        call_add(call, query, false, NULL);
    else
        call_submit(call, query, DB_READ, judge, NULL);
}
