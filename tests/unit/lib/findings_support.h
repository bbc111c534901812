/*
 * What the tests of the findings share (tests): pilots as the table of document 1 has them, and expectations in one
 * line.
 */
#ifndef TESTS_UNIT_LIB_FINDINGS_SUPPORT_H
#define TESTS_UNIT_LIB_FINDINGS_SUPPORT_H

#include <proeftuin/findings.h>
#include <proeftuin/money.h>

#include <string.h>

#include "unit/suite.h"

static inline struct date day(const char *text)
{
    struct date date = {0};

    ck_assert_msg(date_parse(text, strlen(text), &date), "%s", text);
    return date;
}

static inline struct partial_date exactly(const char *text)
{
    return partial_date_read(text, "day", "exact");
}

static inline void describe_fact(const struct finding_fact *fact, struct buffer *out)
{
    char date[DATE_TEXT_SIZE] = "null";

    if (fact->kind == FACT_DATE && date_is_set(fact->date))
        date_format(fact->date, date);
    if (fact->kind == FACT_NUMBER || (fact->kind == FACT_YEAR && fact->number))
        buffer_format(out, "%d", fact->number);
    else if (fact->kind == FACT_AMOUNT)
        money_write(fact->cents, out);
    else if (fact->kind == FACT_DATE)
        buffer_text(out, date);
    else
        buffer_text(out, fact->text ? fact->text : "null");
}

/* Adds the numbers, dates and codes of a finding, without ids and titles: " activeAfterEnd(2018 2017-12-31)". */
static inline void describe(const struct finding *finding, struct buffer *out)
{
    const char *before = "";

    buffer_format(out, "%s%s(", out->length > 0 ? " " : "", finding_code_text(finding->code));
    for (size_t i = 0; i < finding->fact_count; i++) {
        if (finding->facts[i].kind == FACT_TEXT)
            continue;
        buffer_text(out, before);
        describe_fact(&finding->facts[i], out);
        before = " ";
    }
    buffer_char(out, ')');
}

static inline void expect_at(const struct pilot_facts *pilot, const char *on, const char *expected)
{
    struct arena *arena = arena_new(100000);
    struct findings findings;
    struct buffer text;

    findings_init(&findings, arena, 100);
    findings_judge(pilot, day(on), &findings);
    buffer_init(&text, 10000);
    for (size_t i = 0; i < findings.count; i++)
        describe(&findings.items[i], &text);
    ck_assert_uint_eq(findings.dropped, 0);
    ck_assert_msg(strcmp(text.data ? text.data : "", expected) == 0, "%s on %s:\nfound    %s\nexpected %s",
        pilot->reference ? pilot->reference : "pilot", on, text.data ? text.data : "", expected);
    buffer_free(&text);
    arena_free(arena);
}

/* The same with another status on that day. */
static inline void expect(
    struct pilot_facts *pilot, const char *on, const char *status, const char *group, const char *expected)
{
    pilot->status = status;
    pilot->status_group = group;
    expect_at(pilot, on, expected);
}

/* ---- A row of document 1, the memo of 12 September 2018 ---- */

#define MEMO "2018-09-12"

static const int32_t years_2014_2016[] = {2014, 2015, 2016};
static const int32_t years_2014_2018[] = {2014, 2015, 2016, 2017, 2018};
static const int32_t years_2015_2018[] = {2015, 2016, 2017, 2018};
static const int32_t years_2017_2018[] = {2017, 2018};
static const int32_t years_2018[] = {2018};

/* One row: its report and its decision, if it tells of one. */
struct row {
    struct pilot_facts pilot;
    struct report_facts report;
    struct decision_facts decision;
};

static inline void row_init(struct row *row, const char *number, struct partial_date start, struct partial_date end,
    const int32_t *years, size_t year_count, const char *stated_group)
{
    *row = (struct row){0};
    row->report = (struct report_facts){.id = "report",
        .reported_on = day(MEMO),
        .stated_group = stated_group,
        .derived_group = stated_group,
        .active_years = years,
        .active_year_count = year_count,
        .states_years = true,
        .covers_from = 2014,
        .covers_to = 2018};
    row->pilot = (struct pilot_facts){.id = "pilot",
        .reference = number,
        .start = start,
        .end = end,
        .listed_as = number,
        .deviates_from_policy = "unknown",
        .outside_frameworks = "unknown",
        .document_list_complete = "yes",
        .document = "memo",
        .stated_on = day(MEMO),
        .reports = &row->report,
        .report_count = 1};
}

/* No decision in document 1 is dated: a taken one was known by the day of the memo, an announced one was stated on it.
 */
static inline void row_decision(struct row *row, const char *kind, const char *stage)
{
    row->decision = (struct decision_facts){.id = "decision",
        .kind = kind,
        .stage = stage,
        .body = "unknown",
        .known_by = day(MEMO),
        .stated_on = day(MEMO)};
    row->pilot.decisions = &row->decision;
    row->pilot.decision_count = 1;
}

#endif
