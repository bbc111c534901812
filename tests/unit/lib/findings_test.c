/* Consistency findings: each rule both ways, then words, JSON and limits. Expectations are one line: codes and facts.
 */
#include <jansson.h>

#include "findings_support.h"

/* ---- Each rule by itself ---- */

/* One goal with a target, and its measurement. */
static const struct goal_facts measured_goal = {.id = "goal", .smart = {.target = {.value = 10, .known = true}}};
static const struct measurement_facts its_measurement = {.id = "measurement", .goal = "goal"};

/* A pilot of which nothing is to be said: 2015 to the end of 2019, marked in each year. */
static struct row quiet_row(void)
{
    struct row row;

    row_init(&row, "6", exactly("2015-04-01"), exactly("2019-12-31"), years_2015_2018, 4, "active");
    row.report.covers_from = 2015;
    row.pilot.reports = NULL;
    row.pilot.report_count = 0;
    row.pilot.status = "running";
    row.pilot.status_group = "active";
    row.pilot.goals = &measured_goal;
    row.pilot.goal_count = 1;
    row.pilot.measurements = &its_measurement;
    row.pilot.measurement_count = 1;
    return row;
}

static void with_report(struct row *row)
{
    row->pilot.reports = &row->report;
    row->pilot.report_count = 1;
}

static void with_decisions(struct row *row, const struct decision_facts *decisions, size_t count)
{
    row->pilot.decisions = decisions;
    row->pilot.decision_count = count;
}

START_TEST(nothing_to_find)
{
    struct row row = quiet_row();
    struct pilot_facts empty = {0};

    expect_at(&row.pilot, MEMO, "");
    with_report(&row);
    expect_at(&row.pilot, MEMO, "");
    expect_at(&empty, MEMO, "noEndDate(null) noStartDate(null)");
}
END_TEST

START_TEST(years_beyond_what_a_report_covers_say_nothing)
{
    struct row row = quiet_row();

    with_report(&row);
    row.report.active_years = years_2014_2018;
    row.report.active_year_count = 5;
    expect_at(&row.pilot, MEMO, "");
    row.report.covers_from = 0;
    expect_at(&row.pilot, MEMO, "activeBeforeStart(2014 2015-04-01)");
    row.pilot.start = exactly("2017-01-01");
    row.report.covers_from = 2016;
    expect_at(&row.pilot, MEMO, "activeBeforeStart(2016 2017-01-01)");
    row.pilot.start.bound = BOUND_NOT_AFTER;
    expect_at(&row.pilot, MEMO, "");
    row.pilot.start = exactly(NULL);
    expect_at(&row.pilot, MEMO, "noStartDate(running)");
}
END_TEST

START_TEST(one_finding_a_year)
{
    struct row row = quiet_row();
    static const int32_t twice[] = {2014, 2014};
    struct report_facts reports[] = {
        {.id = "new",
            .reported_on = day("2018-06-01"),
            .active_years = twice,
            .active_year_count = 2,
            .states_years = true},
        {.id = "old",
            .reported_on = day("2017-06-01"),
            .active_years = twice,
            .active_year_count = 2,
            .states_years = true},
    };
    struct arena *arena = arena_new(10000);
    struct findings findings;

    row.pilot.reports = reports;
    row.pilot.report_count = 2;
    findings_init(&findings, arena, 10);
    findings_judge(&row.pilot, day(MEMO), &findings);
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_str_eq(findings.items[0].facts[2].text, "new");
    findings_init(&findings, arena, 10);
    findings_judge(&row.pilot, day("2018-01-01"), &findings);
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_str_eq(findings.items[0].facts[2].text, "old");
    arena_free(arena);
    expect_at(&row.pilot, "2017-05-31", "");
}
END_TEST

START_TEST(active_after_the_end)
{
    struct row row = quiet_row();
    struct decision_facts extension = {.kind = "extend",
        .stage = "taken",
        .taken = exactly("2016-12-01"),
        .new_end = partial_date_read("2017-01-01", "year", "exact")};

    with_report(&row);
    row.pilot.end = exactly("2016-12-31");
    row.pilot.status = "notEstablished";
    row.pilot.status_group = "unknown";
    expect_at(&row.pilot, MEMO, "activeAfterEnd(2017 2016-12-31) activeAfterEnd(2018 2016-12-31)");
    with_decisions(&row, &extension, 1);
    expect_at(&row.pilot, MEMO, "activeAfterEnd(2018 2017-12-31)");
    extension.new_end.bound = BOUND_NOT_BEFORE;
    expect_at(&row.pilot, MEMO, "");
    extension.new_end = exactly(NULL);
    expect_at(&row.pilot, MEMO, "extensionWithoutNewEnd(taken)");
}
END_TEST

/* A dated ending decision ends the term, whatever the stated end; unless it was resumed. */
START_TEST(active_after_a_dated_ending)
{
    struct row row = quiet_row();
    struct decision_facts decisions[] = {
        {.kind = "stop", .stage = "taken", .taken = partial_date_read("2016-05-01", "month", NULL)},
        {.kind = "resume", .stage = "taken", .taken = exactly("2016-09-01")},
    };

    with_report(&row);
    with_decisions(&row, decisions, 1);
    row.report.derived_group = "ended";
    expect(&row.pilot, MEMO, "stopped", "ended",
        "activeAfterEnd(2017 2016-05-31) activeAfterEnd(2018 2016-05-31) statedStatusDiffers(2018-09-12 active ended)");
    with_decisions(&row, decisions, 2);
    row.report.derived_group = "active";
    expect(&row.pilot, MEMO, "running", "active", "");
}
END_TEST

START_TEST(not_marked_active)
{
    struct row row = quiet_row();

    with_report(&row);
    row.report.active_years = years_2018;
    row.report.active_year_count = 1;
    row.pilot.end = exactly("2016-12-31");
    row.pilot.status = "notEstablished";
    row.pilot.status_group = "unknown";
    expect_at(&row.pilot, MEMO,
        "activeAfterEnd(2018 2016-12-31) notMarkedActive(2015 2015-04-01 2016-12-31) "
        "notMarkedActive(2016 2015-04-01 2016-12-31)");
    row.report.active_year_count = 0;
    row.report.states_years = false;
    expect_at(&row.pilot, MEMO, "");
    row.report.states_years = true;
    row.report.covers_to = 0;
    expect_at(&row.pilot, MEMO, "");
    row.report.covers_to = 2015;
    expect_at(&row.pilot, MEMO, "notMarkedActive(2015 2015-04-01 2016-12-31)");
    row.pilot.start.bound = BOUND_NOT_BEFORE;
    expect_at(&row.pilot, MEMO, "");
}
END_TEST

/* Without an end only the year of the start is certain; an ending decision gives one; the report can't see ahead. */
START_TEST(not_marked_active_as_far_as_is_certain)
{
    struct row row = quiet_row();
    struct decision_facts stop = {.kind = "stop", .stage = "taken", .taken = exactly("2016-06-01")};

    with_report(&row);
    row.report.active_year_count = 0;
    row.pilot.end = exactly(NULL);
    expect_at(&row.pilot, MEMO, "notMarkedActive(2015 2015-04-01 null) noEndDate(running)");
    row.pilot.end = partial_date_read("2017-12-31", "day", "notAfter");
    expect_at(&row.pilot, MEMO, "notMarkedActive(2015 2015-04-01 null)");
    with_decisions(&row, &stop, 1);
    row.report.stated_group = NULL;
    expect(&row.pilot, MEMO, "stopped", "ended",
        "notMarkedActive(2015 2015-04-01 2016-06-01) notMarkedActive(2016 2015-04-01 2016-06-01)");
    with_decisions(&row, NULL, 0);
    row.pilot.end = exactly("2020-12-31");
    row.report.covers_to = 2020;
    row.pilot.start = exactly("2018-10-01");
    expect(&row.pilot, "2018-12-01", "running", "active", "");
    row.pilot.start = exactly("2018-09-01");
    expect(&row.pilot, "2018-12-01", "running", "active", "notMarkedActive(2018 2018-09-01 2020-12-31)");
}
END_TEST

START_TEST(past_end_follows_the_status)
{
    struct row row = quiet_row();
    struct decision_facts extension = {.kind = "extend",
        .stage = "taken",
        .taken = exactly("2019-12-01"),
        .new_end = partial_date_read("2020-03-01", "month", NULL)};

    expect(&row.pilot, "2020-01-01", "pastEnd", "active", "pastEndWithoutDecision(1 2019-12-31)");
    expect(&row.pilot, "2020-01-01", "notEstablished", "unknown", "");
    expect(&row.pilot, "2020-01-01", "completed", "ended", "");
    with_decisions(&row, &extension, 1);
    expect(&row.pilot, "2020-04-02", "pastEnd", "active", "pastEndWithoutDecision(2 2020-03-31)");
}
END_TEST

START_TEST(ends_soon_at_its_edges)
{
    struct row row = quiet_row();

    expect_at(&row.pilot, "2019-10-01", "");
    expect_at(&row.pilot, "2019-10-02", "endsSoonWithoutDecision(90 2019-12-31)");
    expect_at(&row.pilot, "2019-12-31", "endsSoonWithoutDecision(0 2019-12-31)");
    expect(&row.pilot, "2019-12-31", "paused", "active", "endsSoonWithoutDecision(0 2019-12-31)");
    expect(&row.pilot, "2019-12-31", "inPreparation", "preparation", "");
    expect(&row.pilot, "2019-12-31", "stopped", "ended", "");
}
END_TEST

START_TEST(ends_soon_with_a_decision)
{
    struct row row = quiet_row();
    struct decision_facts decision = {
        .kind = "makeRegular", .stage = "taken", .taken = exactly("2019-11-15"), .effective_from = day("2020-01-01")};
    const char *soon = "endsSoonWithoutDecision(31 2019-12-31)";

    with_decisions(&row, &decision, 1);
    expect_at(&row.pilot, "2019-11-30", "");
    expect_at(&row.pilot, "2019-11-14", "endsSoonWithoutDecision(47 2019-12-31)");
    decision.kind = "extend";
    decision.new_end = exactly("2020-12-31");
    expect_at(&row.pilot, "2019-11-30", "");
    decision.effective_from = (struct date){0};
    expect_at(&row.pilot, "2019-11-30", "");
    decision.kind = "adjust";
    expect_at(&row.pilot, "2019-11-30", soon);
    decision = (struct decision_facts){.kind = "complete", .stage = "taken", .known_by = day("2020-02-01")};
    expect_at(&row.pilot, "2019-11-30", "");
    decision.stage = "withdrawn";
    expect_at(&row.pilot, "2019-11-30", soon);
}
END_TEST

START_TEST(extension_announced)
{
    struct row row = quiet_row();
    struct decision_facts decisions[] = {
        {.kind = "extend", .stage = "proposed", .known_by = day("2018-02-01"), .new_end = exactly("2020-12-31")},
        {.kind = "extend", .stage = "announced", .stated_on = day("2018-01-01"), .known_by = day("2018-01-10")},
        {.kind = "extend", .stage = "taken", .taken = exactly("2017-12-01"), .new_end = exactly("2019-12-31")},
    };

    with_decisions(&row, decisions, 2);
    expect_at(&row.pilot, "2017-12-31", "");
    expect_at(&row.pilot, "2018-01-01", "extensionAnnouncedNotDecided(2018-01-01) extensionWithoutNewEnd(announced)");
    expect_at(&row.pilot, "2018-02-01", "extensionAnnouncedNotDecided(2018-01-01)");
    expect(&row.pilot, "2018-02-01", "stopped", "ended", "");
    /* An extension of before the announcement does not answer it; one of that day or later does. */
    with_decisions(&row, decisions, 3);
    expect(&row.pilot, "2018-02-01", "running", "active", "extensionAnnouncedNotDecided(2018-01-01)");
    decisions[2].taken = exactly("2018-01-01");
    expect_at(&row.pilot, "2018-02-01", "extensionAnnouncedNotDecided(2018-02-01)");
    decisions[2].taken = exactly("2018-03-01");
    decisions[2].effective_from = day("2018-07-01");
    expect_at(&row.pilot, "2018-02-28", "extensionAnnouncedNotDecided(2018-01-01)");
    expect_at(&row.pilot, "2018-03-01", "");
    decisions[2] = (struct decision_facts){.kind = "extend", .stage = "withdrawn", .stated_on = day("2018-03-01")};
    expect_at(&row.pilot, "2018-03-01", "");
    decisions[2].kind = "stop";
    expect_at(&row.pilot, "2018-03-01", "extensionAnnouncedNotDecided(2018-01-01)");
}
END_TEST

START_TEST(extension_without_new_end)
{
    struct row row = quiet_row();
    struct decision_facts decisions[] = {
        {.kind = "extend", .stage = "taken", .taken = exactly("2017-12-01")},
        {.kind = "extend", .stage = "taken", .taken = exactly("2018-06-01"), .new_end = exactly("2019-12-31")},
    };

    with_decisions(&row, decisions, 2);
    expect(&row.pilot, "2017-11-30", "running", "active", "");
    expect(&row.pilot, "2018-05-31", "extended", "active", "extensionWithoutNewEnd(taken)");
    expect(&row.pilot, "2018-05-31", "stopped", "ended", "");
    expect(&row.pilot, "2018-06-01", "extended", "active", "");
    decisions[0].taken = exactly("2018-07-01");
    expect(&row.pilot, "2018-07-01", "extended", "active", "extensionWithoutNewEnd(taken)");
}
END_TEST

START_TEST(make_regular_announced)
{
    struct row row = quiet_row();
    struct decision_facts decisions[] = {
        {.kind = "makeRegular", .stage = "announced", .known_by = day("2018-01-01")},
        {.kind = "makeRegular", .stage = "taken", .taken = exactly("2018-06-01")},
    };

    with_decisions(&row, decisions, 2);
    expect_at(&row.pilot, "2017-12-31", "");
    expect_at(&row.pilot, "2018-05-31", "makeRegularAnnouncedNotDecided(2018-01-01)");
    expect(&row.pilot, "2018-05-31", "completed", "ended", "makeRegularAnnouncedNotDecided(2018-01-01)");
    expect(&row.pilot, "2018-05-31", "stopped", "ended", "");
    expect(&row.pilot, "2018-06-01", "madeRegular", "ended", "");
}
END_TEST

START_TEST(ending_decision_undated)
{
    struct row row = quiet_row();
    struct decision_facts decision = {.kind = "complete", .stage = "taken", .known_by = day(MEMO)};

    with_decisions(&row, &decision, 1);
    expect(&row.pilot, MEMO, "completed", "ended", "endingDecisionUndated(complete 2018-09-12)");
    expect(&row.pilot, "2018-09-11", "running", "active", "");
    decision.effective_from = day("2018-01-01");
    expect(&row.pilot, MEMO, "completed", "ended", "");
    decision.effective_from = (struct date){0};
    decision.taken = partial_date_read("2018-01-01", "quarter", NULL);
    expect(&row.pilot, MEMO, "completed", "ended", "");
    decision.taken = exactly(NULL);
    decision.kind = "fund";
    expect(&row.pilot, MEMO, "running", "active", "");
    decision.kind = "stop";
    decision.stage = "announced";
    expect(&row.pilot, MEMO, "running", "active", "");
}
END_TEST

START_TEST(serial_extension)
{
    struct row row = quiet_row();
    struct decision_facts decisions[4];

    for (size_t i = 0; i < 4; i++)
        decisions[i] = (struct decision_facts){.id = i == 0 ? "latest" : "earlier",
            .kind = "extend",
            .stage = "taken",
            .taken = exactly(i == 0 ? "2018-04-01" : "2018-01-01"),
            .new_end = exactly("2019-12-31")};
    with_decisions(&row, decisions, 4);
    expect_at(&row.pilot, MEMO, "serialExtension(4)");
    expect_at(&row.pilot, "2018-03-31", "serialExtension(3)");
    with_decisions(&row, decisions, 2);
    expect_at(&row.pilot, MEMO, "");
    with_decisions(&row, decisions, 3);
    decisions[2].stage = "withdrawn";
    expect_at(&row.pilot, MEMO, "");
}
END_TEST

START_TEST(consent_missing)
{
    struct row row = quiet_row();
    struct decision_facts decision = {
        .kind = "approveDeviation", .stage = "taken", .body = "executive", .taken = exactly("2018-01-01")};

    row.pilot.outside_frameworks = "no";
    expect_at(&row.pilot, MEMO, "");
    row.pilot.deviates_from_policy = "yes";
    expect_at(&row.pilot, MEMO, "consentMissing(yes no)");
    row.pilot.deviates_from_policy = NULL;
    row.pilot.outside_frameworks = "yes";
    expect_at(&row.pilot, MEMO, "consentMissing(null yes)");
    with_decisions(&row, &decision, 1);
    expect_at(&row.pilot, MEMO, "consentMissing(null yes)");
    decision.body = "unknown";
    expect_at(&row.pilot, MEMO, "");
    decision.body = "council";
    expect_at(&row.pilot, MEMO, "");
    expect_at(&row.pilot, "2017-12-31", "consentMissing(null yes)");
    decision.stage = "proposed";
    expect_at(&row.pilot, MEMO, "consentMissing(null yes)");
}
END_TEST

START_TEST(dates_missing)
{
    struct row row = quiet_row();
    struct decision_facts extension = {
        .kind = "extend", .stage = "taken", .taken = exactly("2018-01-01"), .new_end = exactly("2019-12-31")};

    row.pilot.start = exactly(NULL);
    row.pilot.end = exactly(NULL);
    expect(&row.pilot, MEMO, "running", "active", "noEndDate(running) noStartDate(running)");
    expect(&row.pilot, MEMO, "notEstablished", "unknown", "noEndDate(notEstablished) noStartDate(notEstablished)");
    expect(&row.pilot, MEMO, "inPreparation", "preparation", "noEndDate(inPreparation)");
    expect(&row.pilot, MEMO, "stopped", "ended", "");
    with_decisions(&row, &extension, 1);
    expect(&row.pilot, MEMO, "running", "active", "noStartDate(running)");
}
END_TEST

START_TEST(named_not_listed)
{
    struct row row = quiet_row();

    row.pilot.listed_as = NULL;
    expect_at(&row.pilot, MEMO, "namedNotListed()");
    expect_at(&row.pilot, "2018-09-11", "");
    row.pilot.stated_on = (struct date){0};
    expect_at(&row.pilot, "2018-09-11", "namedNotListed()");
    row.pilot.part_of_another = true;
    expect_at(&row.pilot, MEMO, "");
    row.pilot.part_of_another = false;
    row.pilot.document_list_complete = "unknown";
    expect_at(&row.pilot, MEMO, "");
    row.pilot.document_list_complete = NULL;
    expect_at(&row.pilot, MEMO, "");
}
END_TEST

START_TEST(stated_status_differs)
{
    struct row row = quiet_row();
    struct report_facts reports[] = {
        {.reported_on = day("2018-06-01"), .stated_group = "active", .derived_group = "active"},
        {.reported_on = day("2018-01-01"), .stated_group = "preparation", .derived_group = "active"},
    };

    row.pilot.reports = reports;
    row.pilot.report_count = 2;
    expect_at(&row.pilot, MEMO, "");
    expect_at(&row.pilot, "2018-03-01", "statedStatusDiffers(2018-01-01 preparation active)");
    expect_at(&row.pilot, "2017-12-31", "");
    reports[0].derived_group = "ended";
    expect_at(&row.pilot, MEMO, "statedStatusDiffers(2018-06-01 active ended)");
    reports[0].derived_group = "unknown";
    expect_at(&row.pilot, MEMO, "");
    reports[0].derived_group = "ended";
    reports[0].stated_group = "unknown";
    expect_at(&row.pilot, MEMO, "");
    reports[0].stated_group = NULL;
    expect_at(&row.pilot, MEMO, "");
}
END_TEST

START_TEST(parts_differ)
{
    struct row row = quiet_row();
    struct part_facts parts[] = {{.status_group = "unknown"}, {.status_group = "active"}, {.status_group = NULL},
        {.status_group = "active"}, {.status_group = "preparation"}};

    row.pilot.parts = parts;
    row.pilot.part_count = 4;
    expect_at(&row.pilot, MEMO, "");
    row.pilot.part_count = 5;
    expect_at(&row.pilot, MEMO, "partsDiffer(active preparation)");
}
END_TEST

/* ---- Words, JSON and limits ---- */

static void judge_row_3(struct row *row, struct arena *arena, size_t limit, struct findings *findings)
{
    row_init(row, "3", exactly("2016-01-01"), exactly("2017-12-31"), years_2014_2018, 5, "ended");
    row_decision(row, "stop", "taken");
    row->pilot.status = "stopped";
    row->pilot.status_group = "ended";
    row->pilot.goals = &measured_goal;
    row->pilot.goal_count = 1;
    row->pilot.measurements = &its_measurement;
    row->pilot.measurement_count = 1;
    findings_init(findings, arena, limit);
    findings_judge(&row->pilot, day(MEMO), findings);
}

START_TEST(written_as_json)
{
    struct arena *arena = arena_new(100000);
    struct findings findings;
    struct buffer out;
    struct row row;

    judge_row_3(&row, arena, 10, &findings);
    ck_assert_uint_eq(findings.count, 4);
    buffer_init(&out, 10000);
    finding_write(&findings.items[2], LANGUAGE_NL, &out);
    ck_assert_str_eq(out.data, "{\"code\":\"activeAfterEnd\",\"severity\":\"warning\","
                               "\"text\":\"Het jaar 2018 is als actief aangemerkt, maar het einde is 2017-12-31.\","
                               "\"pilot\":\"pilot\",\"pilotReference\":\"3\","
                               "\"facts\":{\"year\":2018,\"end\":\"2017-12-31\",\"progressReport\":\"report\"}}");
    buffer_free(&out);
    row.pilot.reference = NULL;
    finding_write(&findings.items[3], LANGUAGE_EN, &out);
    ck_assert_str_eq(out.data,
        "{\"code\":\"endingDecisionUndated\",\"severity\":\"info\","
        "\"text\":\"The decision that ended this (Stop) has no date; it was known on 2018-09-12.\","
        "\"pilot\":\"pilot\",\"pilotReference\":null,"
        "\"facts\":{\"kind\":\"stop\",\"knownBy\":\"2018-09-12\",\"decision\":\"decision\"}}");
    buffer_free(&out);
    arena_free(arena);
}
END_TEST

START_TEST(what_is_not_known_is_null)
{
    struct finding_fact end = {.name = "end", .kind = FACT_DATE};
    struct pilot_facts pilot = {.id = "pilot"};
    struct finding finding = {
        .code = FINDING_NOT_MARKED_ACTIVE, .pilot = &pilot, .facts = {end, end, end}, .fact_count = 3};
    struct buffer out;

    buffer_init(&out, 10000);
    finding_write_sentence(&finding, LANGUAGE_NL, &out);
    ck_assert_ptr_nonnull(strstr(out.data, "het einde (niet bekend)"));
    buffer_free(&out);
    finding_write(&finding, LANGUAGE_EN, &out);
    ck_assert_ptr_nonnull(strstr(out.data, "\"end\":null"));
    ck_assert_ptr_nonnull(strstr(out.data, "the end (not known)"));
    buffer_free(&out);
}
END_TEST

START_TEST(titles_are_quoted_for_json)
{
    struct row row = quiet_row();
    struct part_facts parts[] = {
        {.id = "a", .title = "De \"ontmoeting\" {1}", .status_group = "ended"},
        {.id = "b", .title = "B\\c", .status_group = "active"},
    };
    struct arena *arena = arena_new(10000);
    struct findings findings;
    struct buffer out;

    row.pilot.parts = parts;
    row.pilot.part_count = 2;
    findings_init(&findings, arena, 10);
    findings_judge(&row.pilot, day(MEMO), &findings);
    buffer_init(&out, 10000);
    finding_write(&findings.items[0], LANGUAGE_NL, &out);
    json_t *object = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_ptr_nonnull(object);
    ck_assert_str_eq(json_string_value(json_object_get(object, "text")),
        "De delen verschillen in status: De \"ontmoeting\" {1} (Beëindigd), B\\c (Lopend).");
    json_decref(object);
    buffer_free(&out);
    arena_free(arena);
}
END_TEST

START_TEST(limits_are_kept)
{
    struct arena *arena = arena_new(100000);
    struct arena *small = arena_new(16);
    struct findings findings;
    struct row row;

    judge_row_3(&row, arena, 3, &findings);
    ck_assert_uint_eq(findings.count, 3);
    ck_assert_uint_eq(findings.dropped, 1);
    judge_row_3(&row, small, 10, &findings);
    ck_assert_uint_eq(findings.count, 0);
    ck_assert_uint_eq(findings.dropped, 4);
    arena_free(small);
    arena_free(arena);
}
END_TEST

START_TEST(codes_are_all_there_and_differ)
{
    for (size_t i = 0; i < FINDING_COUNT; i++) {
        ck_assert_ptr_nonnull(finding_code_text((enum finding_code)i));
        for (size_t other = 0; other < i; other++)
            ck_assert_str_ne(finding_code_text((enum finding_code)i), finding_code_text((enum finding_code)other));
    }
}
END_TEST

SUITE("findings", nothing_to_find, years_beyond_what_a_report_covers_say_nothing, one_finding_a_year,
    active_after_the_end, active_after_a_dated_ending, not_marked_active, not_marked_active_as_far_as_is_certain,
    past_end_follows_the_status, ends_soon_at_its_edges, ends_soon_with_a_decision, extension_announced,
    extension_without_new_end, make_regular_announced, ending_decision_undated, serial_extension, consent_missing,
    dates_missing, named_not_listed, stated_status_differs, parts_differ, written_as_json, what_is_not_known_is_null,
    titles_are_quoted_for_json, limits_are_kept, codes_are_all_there_and_differ)
