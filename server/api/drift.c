/*
 * GET /v1/goals/{id}/drift (server/api): what became of a goal since it was first measured. Entries of the change log,
 * as the history has them, each with the progress that the goal had made by then.
 */
#include <stdlib.h>
#include <string.h>

#include "api/handlers.h"
#include "api/history.h"
#include "api/progress_facts.h"

#include <proeftuin/resources.h>

enum { JUDGING_MEMORY = 4 << 20 };

struct drift {
    struct history history;
    struct progress_query facts;
};

/* While the answer is being written. */
struct telling {
    struct call *call;
    const struct progress_facts *facts;
    struct render_states before, after;
};

/* ---- The goal as it was ---- */

/* Which fields make up a goal's path; the others are those of its indicator. */
static const struct {
    enum progress_goal_text text;
    unsigned field;
} path[] = {
    {PROGRESS_GOAL_BASELINE, GOAL_BASELINE},
    {PROGRESS_GOAL_BASELINE_ON, GOAL_BASELINE_ON},
    {PROGRESS_GOAL_TARGET, GOAL_TARGET},
    {PROGRESS_GOAL_DEADLINE, GOAL_DEADLINE_DATE},
    {PROGRESS_GOAL_DEADLINE + 1, GOAL_DEADLINE_PRECISION},
    {PROGRESS_GOAL_DEADLINE + 2, GOAL_DEADLINE_BOUND},
    {PROGRESS_GOAL_DIRECTION, GOAL_DIRECTION},
    {PROGRESS_GOAL_FREQUENCY, GOAL_FREQUENCY},
};
enum { PATH_FIELDS = sizeof path / sizeof *path };

static bool take_milestones(
    const struct render_states *before, const char *key, struct arena *arena, struct progress_goal *goal)
{
    const PGresult *rows = before->parts[GOAL_MILESTONES];
    const int first = render_state_part(before, GOAL_MILESTONES, key);
    struct progress_milestone *milestones;
    int count = 0;

    while (render_state_has(before, GOAL_MILESTONES, first + count, key))
        count++;
    milestones = arena_array(arena, (size_t)count + 1, sizeof *milestones);
    for (int i = 0; milestones && i < count; i++) {
        const char *texts[PROGRESS_MILESTONE_TEXTS] = {
            [PROGRESS_MILESTONE_DUE_ON] = PQgetvalue(rows, first + i, 1 + GOAL_MILESTONE_DUE_ON),
            [PROGRESS_MILESTONE_VALUE] = PQgetvalue(rows, first + i, 1 + GOAL_MILESTONE_VALUE)};

        milestones[i] = progress_milestone_read(texts);
    }
    goal->milestones = milestones;
    goal->milestone_count = (size_t)count;
    return milestones;
}

static bool goal_as_it_was(
    const struct telling *telling, const char *key, struct arena *arena, struct progress_goal *ret)
{
    const char *texts[PROGRESS_GOAL_TEXTS];

    memcpy(texts, telling->facts->texts, sizeof texts);
    for (size_t i = 0; i < PATH_FIELDS; i++)
        texts[path[i].text] = render_state_value(&telling->before, key, path[i].field);
    *ret = progress_goal_read(texts);
    ret->left_out = telling->facts->goal.left_out;
    return take_milestones(&telling->before, key, arena, ret);
}

/* ---- Progress before a change ---- */

/* What had been recorded by then; whoever made the change could know no more. */
static struct progress_measurement *known_before(
    const struct progress_facts *facts, int64_t moment, struct arena *arena, size_t *ret_count)
{
    struct progress_measurement *known = arena_array(arena, facts->measurement_count + 1, sizeof *known);
    size_t count = 0;

    for (size_t i = 0; known && i < facts->measurement_count; i++)
        if (facts->recorded[i] < moment)
            known[count++] = facts->measurements[i];
    *ret_count = count;
    return known;
}

static bool judge_before(
    const struct telling *telling, const PGresult *page, int row, struct arena *arena, struct progress_answer *ret)
{
    const char *day = PQgetvalue(page, row, HISTORY_DAY), *moment = PQgetvalue(page, row, HISTORY_MOMENT);
    struct progress_measurement *known;
    struct progress_goal goal;
    struct date date = {0};
    size_t count;

    date_parse(day, strlen(day), &date);
    return goal_as_it_was(telling, PQgetvalue(page, row, HISTORY_KEY), arena, &goal) &&
           (known = known_before(telling->facts, strtoll(moment, NULL, 10), arena, &count)) &&
           progress_judge(&goal, known, count, date, arena, ret);
}

/* True or false where the whole of a range is on one side. */
static const char *under_threshold(const struct progress_answer *answer)
{
    struct progress_answer low = *answer;

    low.ratio.high = low.ratio.low;
    return !answer->has_ratio          ? "null"
           : progress_is_under(answer) ? "true"
           : progress_is_under(&low)   ? "null"
                                       : "false";
}

static void write_before(const struct telling *telling, struct buffer *out, const PGresult *page, int row)
{
    struct arena *arena = arena_new(JUDGING_MEMORY);
    struct progress_answer answer;

    if (arena && judge_before(telling, page, row, arena, &answer)) {
        buffer_format(out, ",\"underThreshold\":%s,\"progressBefore\":", under_threshold(&answer));
        progress_write(&answer, telling->call->language, out);
    } else {
        arena_fail(telling->call->arena);
    }
    arena_free(arena);
}

/* ---- The answer ---- */

static void write_entry(void *data, struct buffer *out, const PGresult *page, int row)
{
    const struct telling *telling = data;

    history_write_head(out, page, row);
    buffer_text(out, ",\"changes\":");
    if (history_can_compare(page, row, &telling->before, &telling->after)) {
        render_differences(out, &telling->before, &telling->after, PQgetvalue(page, row, HISTORY_KEY));
        write_before(telling, out, page, row);
    } else {
        buffer_text(out, "null,\"underThreshold\":null,\"progressBefore\":null");
    }
    buffer_char(out, '}');
}

static uint64_t frozen_fields(void)
{
    uint64_t fields = 0;

    for (size_t i = 0; i < goal_resource.field_count; i++)
        if (goal_resource.fields[i].flags & FIELD_FROZEN)
            fields |= (uint64_t)1 << i;
    return fields;
}

static void write_answer(struct call *call, const struct drift *drift, const PGresult *page, struct telling *telling)
{
    buffer_text(&call->body, "{\"frozenAt\":");
    if (telling->facts->frozen_at)
        type_instant.write(&call->body, telling->facts->frozen_at, strlen(telling->facts->frozen_at));
    else
        buffer_text(&call->body, "null");
    buffer_char(&call->body, ',');
    history_write_page(call, &drift->history, page, "drift", write_entry, telling);
    buffer_text(&call->body, "}\n");
    call_language_header(call);
}

static void answer(struct call *call, struct db_query *query)
{
    const struct drift *drift = call->data;
    struct progress_facts facts;

    if (!progress_facts_take(&drift->facts, query, call->arena, &facts)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    if (!facts.found) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    struct telling telling = {.call = call,
        .facts = &facts,
        .before = states_take(&drift->history.before, query),
        .after = states_take(&drift->history.after, query)};

    telling.after.told = frozen_fields();
    write_answer(call, drift, db_result(query, drift->history.page), &telling);
    if (arena_failed(call->arena))
        call_problem(call, PROBLEM_UNAVAILABLE);
    else
        call_answer(call, 200);
}

/* ---- The question ---- */

static struct states wanted(void)
{
    struct states states = {.fields = frozen_fields(), .drift = true};

    for (size_t i = 0; i < PATH_FIELDS; i++)
        states.fields |= (uint64_t)1 << path[i].field;
    return states;
}

void handle_drift(struct call *call)
{
    struct drift *drift = arena_alloc(call->arena, sizeof *drift);
    struct db_query *query;

    if (!drift) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    call->data = drift;
    history_read(call, &drift->history);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    if (!progress_facts_add(query, call->key, NULL, &drift->facts))
        call_add(call, query, false, NULL);
    else if (history_add(call, query, &drift->history, wanted()))
        call_submit(call, query, DB_READ, answer, NULL);
}
