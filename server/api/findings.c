/*
 * Consistency findings over HTTP (server/api): of one pilot, or of all pilots of a municipality. The facts are fetched
 * in one query (one snapshot) and judged by lib.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "api/facts.h"
#include "api/handlers.h"
#include "api/parameters.h"

#include <proeftuin/findings.h>
#include <proeftuin/json_text.h>
#include <proeftuin/resources.h>

enum {
    FINDINGS_MOST = 5000,
    PILOT_MEMORY = 8 << 20 /* of one pilot, with all that belongs to it */
};

/* What a request asks: a day, and one pilot or a municipality. */
struct judging {
    const char *as_of; /* NULL: today */
    const char *scope; /* id of the pilot, or code of the municipality */
    struct facts_query facts;
};

/* A pilot is in the address; a municipality is in a parameter. */
static void answer_unknown_scope(struct call *call)
{
    const struct place place = {.name = "municipality"};

    if (call->key) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    faults_add(
        &call->faults, FAULT_REFERENCE_UNKNOWN, &place, in_language(municipality_resource.one, call->language), NULL);
    call_problem(call, PROBLEM_INVALID);
}

/* What was found so far. */
struct found {
    size_t written, left_out;
};

static void write_findings(struct call *call, const struct findings *findings, struct found *found)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (found->written++)
            buffer_char(&call->body, ',');
        finding_write(&findings->items[i], call->language, &call->body);
    }
    found->left_out += findings->dropped;
}

/* Judges the next pilot in memory that is given back. False when there was too little. */
static bool judge_next(struct call *call, struct facts *facts, struct found *found)
{
    struct arena *arena = arena_new(PILOT_MEMORY);
    struct pilot_facts pilot;
    struct findings findings;
    bool done = arena && facts_next(facts, arena, &pilot);

    if (done) {
        findings_init(&findings, arena, FINDINGS_MOST - found->written);
        findings_judge(&pilot, facts->day, &findings);
        write_findings(call, &findings, found);
        done = !arena_failed(arena);
    }
    arena_free(arena);
    return done;
}

static void judge(struct call *call, struct db_query *query)
{
    const struct judging *judging = call->data;
    struct facts facts = facts_begin(&judging->facts, query);
    struct found found = {0};
    char day[DATE_TEXT_SIZE];

    if (!facts.found) {
        answer_unknown_scope(call);
        return;
    }
    date_format(facts.day, day);
    buffer_format(&call->body, "{\"asOf\":\"%s\",\"results\":[", day);
    while (facts.taken < facts.pilot_count)
        if (!judge_next(call, &facts, &found)) {
            call_problem(call, PROBLEM_UNAVAILABLE);
            return;
        }
    buffer_format(&call->body, "],\"leftOut\":%zu}\n", found.left_out);
    call_language_header(call);
    call_answer(call, 200);
}

static const char *take_municipality(struct call *call)
{
    const struct place place = {.name = "municipality"};
    const struct field *key = &municipality_resource.fields[municipality_resource.key];
    const char *value = parameters_take(call->parameters, "municipality");
    struct value code;

    if (!value)
        faults_add(&call->faults, FAULT_PARAMETER_REQUIRED, &place, NULL);
    else
        key->type->parse(key, value, strlen(value), &call->faults, &place, &code);
    return value;
}

void handle_findings(struct call *call)
{
    struct judging *judging = arena_alloc(call->arena, sizeof *judging);
    struct db_query *query;

    if (!judging) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    judging->as_of = parameters_take_as_of(call->parameters, &call->faults, NULL);
    judging->scope = call->key ? call->key : take_municipality(call);
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    call->data = judging;
    if (!facts_add(
            query, call->key ? FACTS_OF_PILOT : FACTS_OF_MUNICIPALITY, judging->scope, judging->as_of, &judging->facts))
        call_add(call, query, false, NULL);
    else /* a municipality's is a report: it must not hold up the reads of others */
        call_submit(call, query, call->key ? DB_READ : DB_POOL, judge, NULL);
}
