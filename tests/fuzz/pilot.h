/* Pilots made of any bytes (tests): whatever a row might hold, also what the database would not allow together. */
#ifndef TESTS_FUZZ_PILOT_H
#define TESTS_FUZZ_PILOT_H

#include "fuzz/fuzz.h"

#include <proeftuin/code.h>
#include <proeftuin/pilot_facts.h>

enum { DECISIONS_MOST = 12, REPORTS_MOST = 6, YEARS_MOST = 10, PARTS = 5, ROWS_MOST = 6 };

/* A code of the list, none, or one that is in no list. */
static inline const char *take_code(struct input *input, const struct code_list *list)
{
    const size_t index = input_number(input, (unsigned)list->count + 1);

    return index < list->count ? list->codes[index].code : index == list->count ? NULL : "another";
}

/* Any day, though mostly one of the years in which things happen; sometimes none. */
static inline struct date take_date(struct input *input)
{
    const unsigned kind = input_number(input, 7), days = input_number(input, UINT16_MAX);

    if (kind == 0)
        return (struct date){0};
    if (kind == 1)
        return date_from_days((int32_t)days * 50 - 350000);
    return date_from_days(15000 + (int32_t)(days % 6000));
}

static inline struct partial_date take_partial(struct input *input)
{
    const struct date day = take_date(input);
    char text[DATE_TEXT_SIZE];
    const char *precision = take_code(input, &code_precisions), *bound = take_code(input, &code_bounds);

    if (!date_is_set(day))
        return partial_date_read(NULL, precision, bound);
    date_format(day, text);
    return partial_date_read(text, precision, bound);
}

static inline const char *take_id(struct input *input, const char *kind, struct arena *arena)
{
    return arena_format(arena, "%s-%u", kind, input_number(input, UINT8_MAX));
}

static inline const struct decision_facts *take_decisions(struct input *input, struct arena *arena, size_t count)
{
    struct decision_facts *decisions = arena_array(arena, count + 1, sizeof *decisions);

    for (size_t i = 0; i < count; i++)
        decisions[i] = (struct decision_facts){.id = arena_format(arena, "decision-%zu", i),
            .kind = take_code(input, &code_decision_kinds),
            .stage = take_code(input, &code_decision_stages),
            .body = take_code(input, &code_bodies),
            .taken = take_partial(input),
            .new_end = take_partial(input),
            .effective_from = take_date(input),
            .known_by = take_date(input),
            .stated_on = take_date(input)};
    return decisions;
}

static inline int32_t take_year(struct input *input)
{
    const unsigned byte = input_byte(input);

    return byte > 252 ? (int32_t)(byte - 252) * 3333 : 1990 + (int32_t)(byte % 60);
}

static inline const struct report_facts *take_reports(struct input *input, struct arena *arena, size_t count)
{
    struct report_facts *reports = arena_array(arena, count + 1, sizeof *reports);

    for (size_t i = 0; i < count; i++) {
        int32_t *years = arena_array(arena, YEARS_MOST, sizeof *years);
        const size_t year_count = input_number(input, YEARS_MOST);

        for (size_t year = 0; year < year_count; year++)
            years[year] = take_year(input);
        reports[i] = (struct report_facts){.id = arena_format(arena, "report-%zu", i),
            .reported_on = take_date(input),
            .stated_group = take_code(input, &code_status_groups),
            .derived_group = take_code(input, &code_status_groups),
            .active_years = years,
            .active_year_count = year_count,
            .covers_from = take_year(input),
            .covers_to = take_year(input),
            .states_years = year_count || input_number(input, 1)};
    }
    return reports;
}

static inline const struct part_facts *take_parts(struct input *input, struct arena *arena, size_t count)
{
    struct part_facts *parts = arena_array(arena, count + 1, sizeof *parts);

    for (size_t i = 0; i < count; i++)
        parts[i] = (struct part_facts){.id = arena_format(arena, "part-%zu", i),
            .title = take_id(input, "title \"{0}\" \\", arena),
            .status_group = take_code(input, &code_status_groups)};
    return parts;
}

/* ---- Goals, figures, money ---- */

static inline struct goal_facts take_goal(struct input *input, struct arena *arena, size_t number)
{
    static const char *const statements[] = {"Meer plaatsen", "Minder eenzame ouderen in 2020: van 40 naar 30 %",
        "De wachttijd voor gezinnen daalt van 8 naar 4 weken voor 1 juli 2019", "", NULL};
    const char *statement = statements[input_number(input, 4)];
    const bool has_target = input_number(input, 1);

    return (struct goal_facts){.id = arena_format(arena, "goal-%zu", number),
        .indicator = input_number(input, 1) ? take_id(input, "indicator", arena) : NULL,
        .smart = {.statement = statement ? statement : "",
            .statement_length = statement ? strlen(statement) : 0,
            .target = {.value = (double)input_number(input, 100), .known = has_target},
            .deadline = take_partial(input),
            .measure = input_number(input, SMART_QUALITATIVE),
            .source = input_number(input, 1) ? "register" : NULL,
            .frequency = take_code(input, &code_deliverable_recurrences),
            .agreed_on = take_date(input)},
        .has_milestones = input_number(input, 1),
        .stated_on = take_date(input)};
}

static inline struct measurement_facts take_measurement(struct input *input, struct arena *arena, size_t number)
{
    return (struct measurement_facts){.id = arena_format(arena, "measurement-%zu", number),
        .goal = input_number(input, 1) ? arena_format(arena, "goal-%u", input_number(input, ROWS_MOST)) : NULL,
        .indicator = input_number(input, 1) ? take_id(input, "indicator", arena) : NULL,
        .measured_on = take_date(input),
        .stated_on = take_date(input)};
}

static inline int64_t take_cents(struct input *input)
{
    const unsigned kind = input_number(input, 3), size = input_number(input, UINT16_MAX);

    return kind == 0 ? 0 : kind == 1 ? -(int64_t)size * 100 : kind == 2 ? (int64_t)size : (int64_t)size * 2000000000;
}

static inline struct budget_line_facts take_budget_line(struct input *input, struct arena *arena, size_t number)
{
    return (struct budget_line_facts){.id = arena_format(arena, "line-%zu", number),
        .fact = input_number(input, 7) ? arena_format(arena, "line-%u", input_number(input, 3)) : NULL,
        .is_variant = input_number(input, 1),
        .is_included = !input_number(input, 3),
        .is_memo = !input_number(input, 3),
        .statement = input_number(input, 1) ? "bijlage-3" : NULL,
        .kind = take_code(input, &code_budget_kinds),
        .stage = take_code(input, &code_budget_stages),
        .recurrence = take_code(input, &code_budget_recurrences),
        .basis = take_code(input, &code_budget_bases),
        .effect = take_code(input, &code_budget_effects),
        .amount_status = input_number(input, 3) ? "known" : take_code(input, &code_amount_statuses),
        .qualifier = take_code(input, &code_qualifiers),
        .cents = take_cents(input),
        .upper_cents = take_cents(input),
        .precision_cents = take_cents(input) / 1000,
        .funding_source = input_number(input, 1) ? "Innovatiemiddelen" : NULL,
        .beneficiary = input_number(input, 1) ? "gemeente" : NULL,
        .year_from = take_year(input),
        .year_to = take_year(input),
        .stated_on = take_date(input)};
}

static inline struct evaluation_facts take_evaluation(struct input *input, struct arena *arena, size_t number)
{
    return (struct evaluation_facts){.id = arena_format(arena, "evaluation-%zu", number),
        .kind = take_code(input, &code_evaluation_kinds),
        .verdict = take_code(input, &code_verdicts),
        .evidence_level = take_code(input, &code_evidence_levels),
        .collected_from = take_partial(input),
        .collected_to = take_partial(input),
        .has_methods = input_number(input, 1),
        .stated_on = take_date(input)};
}

#define TAKE_ROWS(type, one, rows, count)                                              \
    do {                                                                               \
        struct type *taken = arena_array(arena, (size_t)ROWS_MOST + 1, sizeof *taken); \
        (count) = input_number(input, ROWS_MOST);                                      \
        for (size_t i = 0; i < (count); i++)                                           \
            taken[i] = one(input, arena, i);                                           \
        (rows) = taken;                                                                \
    } while (0)

static inline void take_results(struct input *input, struct arena *arena, struct pilot_facts *pilot)
{
    pilot->parts_have_goals = input_number(input, 1);
    TAKE_ROWS(goal_facts, take_goal, pilot->goals, pilot->goal_count);
    TAKE_ROWS(measurement_facts, take_measurement, pilot->measurements, pilot->measurement_count);
    TAKE_ROWS(budget_line_facts, take_budget_line, pilot->budget_lines, pilot->budget_line_count);
    TAKE_ROWS(evaluation_facts, take_evaluation, pilot->evaluations, pilot->evaluation_count);
}

/* ---- The pilot ---- */

static inline struct pilot_facts take_pilot(struct input *input, struct arena *arena)
{
    struct pilot_facts pilot = {.id = "pilot",
        .decision_count = input_number(input, DECISIONS_MOST),
        .report_count = input_number(input, REPORTS_MOST),
        .part_count = input_number(input, PARTS),
        .reference = input_number(input, 1) ? "14-3" : NULL,
        .start = take_partial(input),
        .end = take_partial(input),
        .listed_as = input_number(input, 1) ? "14" : NULL,
        .part_of_another = input_number(input, 1),
        .deviates_from_policy = take_code(input, &code_tri),
        .outside_frameworks = take_code(input, &code_tri),
        .document = input_number(input, 1) ? "document" : NULL,
        .document_list_complete = take_code(input, &code_tri),
        .stated_on = take_date(input),
        .status = take_code(input, &code_statuses),
        .status_group = take_code(input, &code_status_groups)};

    pilot.decisions = take_decisions(input, arena, pilot.decision_count);
    pilot.reports = take_reports(input, arena, pilot.report_count);
    pilot.parts = take_parts(input, arena, pilot.part_count);
    take_results(input, arena, &pilot);
    return pilot;
}

#endif
