/*
 * Consistency findings (tests). Input: a pilot, its decisions, reports and parts, field by field (see take_pilot()):
 * anything that a row might hold, also what the database would not allow together.
 *
 * Each finding rests on facts that were given, is written in both languages as JSON, and comes out the same when asked
 * again.
 */
#include "fuzz/fuzz.h"

#include <proeftuin/findings.h>

enum { DECISIONS_MOST = 12, REPORTS_MOST = 6, YEARS_MOST = 10, PARTS = 5, FINDINGS_LIMIT = 25 };

/* ---- Facts ---- */

/* A code of the list, none, or one that is in no list. */
static const char *take_code(struct input *input, const struct code_list *list)
{
    const size_t index = input_number(input, (unsigned)list->count + 1);

    return index < list->count ? list->codes[index].code : index == list->count ? NULL : "another";
}

/* Any day, though mostly one of the years in which things happen; sometimes none. */
static struct date take_date(struct input *input)
{
    const unsigned kind = input_number(input, 7), days = input_number(input, UINT16_MAX);

    if (kind == 0)
        return (struct date){0};
    if (kind == 1)
        return date_from_days((int32_t)days * 50 - 350000);
    return date_from_days(15000 + (int32_t)(days % 6000));
}

static struct partial_date take_partial(struct input *input)
{
    const struct date day = take_date(input);
    char text[DATE_TEXT_SIZE];
    const char *precision = take_code(input, &code_precisions), *bound = take_code(input, &code_bounds);

    if (!date_is_set(day))
        return partial_date_read(NULL, precision, bound);
    date_format(day, text);
    return partial_date_read(text, precision, bound);
}

static const char *take_id(struct input *input, const char *kind, struct arena *arena)
{
    return arena_format(arena, "%s-%u", kind, input_number(input, UINT8_MAX));
}

static const struct decision_facts *take_decisions(struct input *input, struct arena *arena, size_t count)
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

static int32_t take_year(struct input *input)
{
    const unsigned byte = input_byte(input);

    return byte > 252 ? (int32_t)(byte - 252) * 3333 : 1990 + (int32_t)(byte % 60);
}

static const struct report_facts *take_reports(struct input *input, struct arena *arena, size_t count)
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

static const struct part_facts *take_parts(struct input *input, struct arena *arena, size_t count)
{
    struct part_facts *parts = arena_array(arena, count + 1, sizeof *parts);

    for (size_t i = 0; i < count; i++)
        parts[i] = (struct part_facts){.id = arena_format(arena, "part-%zu", i),
            .title = take_id(input, "title \"{0}\" \\", arena),
            .status_group = take_code(input, &code_status_groups)};
    return parts;
}

static struct pilot_facts take_pilot(struct input *input, struct arena *arena)
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
    return pilot;
}

/* ---- Demands ---- */

static bool marks_year(const struct pilot_facts *pilot, const char *report, int32_t year)
{
    for (size_t i = 0; i < pilot->report_count; i++)
        for (size_t k = 0; strcmp(pilot->reports[i].id, report) == 0 && k < pilot->reports[i].active_year_count; k++)
            if (pilot->reports[i].active_years[k] == year)
                return true;
    return false;
}

static const struct finding_fact *fact_called(const struct finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->fact_count; i++)
        if (strcmp(finding->facts[i].name, name) == 0)
            return &finding->facts[i];
    return NULL;
}

/* An id that a finding names is one of what was given. */
static void demand_given(const struct finding *finding, const char *name, const char *stem, size_t count)
{
    const struct finding_fact *fact = fact_called(finding, name);

    if (!fact || !fact->text)
        return;
    const size_t length = strlen(stem);
    DEMAND(strncmp(fact->text, stem, length) == 0 && strtoul(fact->text + length, NULL, 10) < count);
}

static void demand_facts(const struct finding *finding)
{
    const struct pilot_facts *pilot = finding->pilot;
    const struct finding_fact *year = fact_called(finding, "year"), *report = fact_called(finding, "progressReport");

    DEMAND(finding->fact_count <= FINDING_FACTS);
    demand_given(finding, "decision", "decision-", pilot->decision_count);
    demand_given(finding, "progressReport", "report-", pilot->report_count);
    demand_given(finding, "part", "part-", pilot->part_count);
    demand_given(finding, "otherPart", "part-", pilot->part_count);
    if (finding->code == FINDING_ACTIVE_BEFORE_START || finding->code == FINDING_ACTIVE_AFTER_END)
        DEMAND(marks_year(pilot, report->text, year->number));
    if (finding->code == FINDING_NOT_MARKED_ACTIVE)
        DEMAND(!marks_year(pilot, report->text, year->number));
    if (finding->code == FINDING_ENDS_SOON_WITHOUT_DECISION)
        DEMAND(fact_called(finding, "days")->number >= 0 && fact_called(finding, "days")->number <= ENDS_SOON_DAYS);
    if (finding->code == FINDING_SERIAL_EXTENSION)
        DEMAND(fact_called(finding, "extensions")->number >= SERIAL_EXTENSION);
}

/* The members that findings.h promises. */
static void demand_members(const struct finding *finding, const struct buffer *text)
{
    json_t *json = demand_json(text);

    DEMAND(json_object_size(json) == 6);
    DEMAND(strcmp(json_string_value(json_object_get(json, "code")), finding_code_text(finding->code)) == 0);
    DEMAND(json_object_size(json_object_get(json, "facts")) == finding->fact_count);
    DEMAND(json_string_length(json_object_get(json, "text")) > 10);
    json_decref(json);
}

static struct findings judge(const struct pilot_facts *pilot, struct date day, struct arena *arena, struct buffer *all)
{
    struct findings findings;

    findings_init(&findings, arena, FINDINGS_LIMIT);
    findings_judge(pilot, day, &findings);
    DEMAND(findings.count <= FINDINGS_LIMIT && (findings.dropped == 0 || findings.count == FINDINGS_LIMIT));
    for (size_t i = 0; i < findings.count; i++) {
        DEMAND(findings.items[i].pilot == pilot);
        DEMAND(i == 0 || findings.items[i - 1].code <= findings.items[i].code);
        demand_facts(&findings.items[i]);
        finding_write(&findings.items[i], i % 2 ? LANGUAGE_EN : LANGUAGE_NL, all);
        buffer_char(all, '\n');
    }
    return findings;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    struct date day = take_date(&input);
    const struct pilot_facts pilot = take_pilot(&input, arena);
    struct buffer once, again;

    if (!date_is_set(day))
        day = date_from_days(17786); /* 2018-09-12 */
    buffer_init(&once, FUZZ_TEXT);
    buffer_init(&again, FUZZ_TEXT);
    const struct findings findings = judge(&pilot, day, arena, &once);
    for (size_t i = 0; i < findings.count; i++) {
        struct buffer text;

        buffer_init(&text, FUZZ_TEXT);
        finding_write(&findings.items[i], LANGUAGE_EN, &text);
        demand_members(&findings.items[i], &text);
        buffer_free(&text);
    }
    judge(&pilot, day, arena, &again);
    DEMAND(once.length == again.length && (once.length == 0 || memcmp(once.data, again.data, once.length) == 0));
    buffer_free(&once);
    buffer_free(&again);
    arena_free(arena);
    return 0;
}
