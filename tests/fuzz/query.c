/*
 * Query strings (tests). Input: "pilots?limit=5&title=a", read as a list and as one row.
 *
 * Whatever is accepted becomes statements whose text no client has touched: names of the tables, and as many values as
 * the text has places for.
 */
#include "fuzz/asking.h"

#include <ctype.h>

#include "api/problem.h"

static void demand_bound(const struct statement *statement)
{
    static const char signs[] = " _.,()$=<>&@'\":*+-[]{}|/!%";
    int highest = 0;

    for (const char *at = statement->sql; *at; at++) {
        DEMAND(isalnum((unsigned char)*at) || strchr(signs, *at));
        if (*at == '$')
            highest = atoi(at + 1) > highest ? atoi(at + 1) : highest;
    }
    DEMAND(highest == statement->count);
    for (int i = 0; i < statement->count; i++)
        if (statement->values[i]) {
            json_t *text = json_string(statement->values[i]);
            DEMAND(text); /* valid UTF-8 */
            json_decref(text);
        }
}

static void demand_statements(struct arena *arena, const struct reading *reading)
{
    const struct resource *resource = reading->selection.resource;
    struct statement statement;

    DEMAND(sql_select(arena, &reading->selection, &statement));
    demand_bound(&statement);
    DEMAND(sql_count(arena, &reading->selection, &statement));
    demand_bound(&statement);
    for (size_t i = 0; i < resource_part_count(resource); i++) {
        DEMAND(sql_select_part(arena, &reading->selection, resource->parts[i], &statement));
        demand_bound(&statement);
    }
    for (size_t i = 0; i < reading->expansion_count; i++) {
        const struct expansion *expansion = &reading->expansions[i];

        DEMAND(expansion->children ? sql_select_children(arena, &reading->selection, expansion->resource,
                                         expansion->reference, expansion->fields, CHILDREN_MOST + 1, &statement)
                                   : sql_select_targets(arena, &reading->selection, expansion->reference,
                                         expansion->fields, &statement));
        demand_bound(&statement);
    }
}

static void demand_explained(const struct faults *faults)
{
    struct buffer text;

    buffer_init(&text, FUZZ_TEXT);
    problem_open(&text, PROBLEM_INVALID, LANGUAGE_NL);
    problem_faults(&text, faults, LANGUAGE_NL);
    buffer_char(&text, '}');
    json_decref(demand_json(&text));
    buffer_free(&text);
}

static void read_query(const char *target, const char *key)
{
    struct arena *arena = fuzz_arena();
    struct asking asking;

    if (ask(&asking, arena, target, key)) {
        if (faults_any(&asking.call.faults))
            demand_explained(&asking.call.faults);
        else
            demand_statements(arena, asking.reading);
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *target = input_rest(&input);

    read_query(target, NULL);
    read_query(target, "0190a004-0000-7000-8000-000000000001");
    free(target);
    return 0;
}
