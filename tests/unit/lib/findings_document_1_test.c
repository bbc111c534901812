/*
 * Consistency findings over the table of document 1, with its own figures, on four days: before the memo, on its day,
 * just after a row's end, and at the turn of the year. Status and group are those that the rule of the derived status
 * gives.
 */
#include "findings_support.h"

/* "Zelfsturende professionals": split into one that became regular and one that runs and is to be extended. */
START_TEST(document_1_row_1)
{
    struct row row;
    struct part_facts parts[] = {
        {.id = "a", .title = "Buurtsportcoaches", .status_group = "unknown"},
        {.id = "b", .title = "Zelfsturende professionals SWOIJ", .status_group = "unknown"},
    };
    const char *known = "activeBeforeStart(2014 2015-04-01) "
                        "notMarkedActive(2017 2015-04-01 2018-12-31) "
                        "notMarkedActive(2018 2015-04-01 2018-12-31) "
                        "endingDecisionUndated(split 2018-09-12) goalMissing(split) "
                        "partsDiffer(ended active)";

    row_init(&row, "1", exactly("2015-04-01"), exactly("2018-12-31"), years_2014_2016, 3, "ended");
    row_decision(&row, "split", "taken");
    row.pilot.parts = parts;
    row.pilot.part_count = 2;
    expect(&row.pilot, "2018-05-15", "running", "active", "goalMissing(running)");
    parts[0].status_group = "ended";
    parts[1].status_group = "active";
    expect(&row.pilot, MEMO, "split", "ended", known);
    expect(&row.pilot, "2018-10-01", "split", "ended", known);
    expect(&row.pilot, "2019-01-01", "split", "ended", known);
}
END_TEST

/* The part of row 1 that runs on: "loopt, wordt verlengd", with no number, start or end of its own. */
START_TEST(document_1_row_1_part)
{
    struct row row;

    row_init(&row, NULL, exactly(NULL), exactly(NULL), NULL, 0, "active");
    row.report.states_years = false;
    row.pilot.part_of_another = true;
    row_decision(&row, "extend", "announced");
    expect(&row.pilot, MEMO, "running", "active",
        "extensionAnnouncedNotDecided(2018-09-12) extensionWithoutNewEnd(announced) noEndDate(running) "
        "noStartDate(running)");
}
END_TEST

/* "Verminderen inzet ambulante uren": ends within weeks, to be extended. */
START_TEST(document_1_row_2)
{
    struct row row;

    row_init(&row, "2", exactly("2017-09-14"), exactly("2018-09-30"), years_2018, 1, "active");
    row_decision(&row, "extend", "announced");
    expect(&row.pilot, "2018-05-15", "running", "active", "goalMissing(running)");
    expect(&row.pilot, MEMO, "running", "active",

        "notMarkedActive(2017 2017-09-14 2018-09-30) "
        "endsSoonWithoutDecision(18 2018-09-30) "
        "extensionAnnouncedNotDecided(2018-09-12) extensionWithoutNewEnd(announced) "
        "goalMissing(running)");
    expect(&row.pilot, "2018-10-01", "pastEnd", "active",

        "notMarkedActive(2017 2017-09-14 2018-09-30) "
        "pastEndWithoutDecision(1 2018-09-30) "
        "extensionAnnouncedNotDecided(2018-09-12) extensionWithoutNewEnd(announced) "
        "goalMissing(pastEnd)");
    expect(&row.pilot, "2019-01-01", "pastEnd", "active",

        "notMarkedActive(2017 2017-09-14 2018-09-30) "
        "pastEndWithoutDecision(93 2018-09-30) "
        "extensionAnnouncedNotDecided(2018-09-12) extensionWithoutNewEnd(announced) "
        "goalMissing(pastEnd)");
}
END_TEST

/* "Wisseldoorstartwoning": marked in every year, ran in two of them; "Nee, beëindigd", nobody says when. */
START_TEST(document_1_row_3)
{
    struct row row;
    const char *known = "activeBeforeStart(2014 2016-01-01) activeBeforeStart(2015 2016-01-01) "
                        "activeAfterEnd(2018 2017-12-31) endingDecisionUndated(stop 2018-09-12) "
                        "goalMissing(stopped)";

    row_init(&row, "3", exactly("2016-01-01"), exactly("2017-12-31"), years_2014_2018, 5, "ended");
    row_decision(&row, "stop", "taken");
    expect(&row.pilot, "2018-05-15", "notEstablished", "unknown", "");
    expect(&row.pilot, MEMO, "stopped", "ended", known);
    expect(&row.pilot, "2018-10-01", "stopped", "ended", known);
    expect(&row.pilot, "2019-01-01", "stopped", "ended", known);
}
END_TEST

/* "Verplaatsbare mantelzorgwoning": "Ja, regulier ingezet". */
START_TEST(document_1_row_4)
{
    struct row row;
    const char *known = "activeBeforeStart(2014 2015-07-01) activeAfterEnd(2018 2017-07-31) "
                        "endingDecisionUndated(makeRegular 2018-09-12) goalMissing(madeRegular)";

    row_init(&row, "4", exactly("2015-07-01"), exactly("2017-07-31"), years_2014_2018, 5, "ended");
    row_decision(&row, "makeRegular", "taken");
    expect(&row.pilot, "2018-05-15", "notEstablished", "unknown", "");
    expect(&row.pilot, MEMO, "madeRegular", "ended", known);
    expect(&row.pilot, "2018-10-01", "madeRegular", "ended", known);
    expect(&row.pilot, "2019-01-01", "madeRegular", "ended", known);
}
END_TEST

/* "SOH praktijkondersteuning": "Loopt", ten weeks past its end. */
START_TEST(document_1_row_7)
{
    struct row row;

    row_init(&row, "7", exactly("2015-10-01"), exactly("2018-07-01"), years_2015_2018, 4, "active");
    expect(
        &row.pilot, "2018-05-15", "running", "active", "endsSoonWithoutDecision(47 2018-07-01) goalMissing(running)");
    expect(&row.pilot, MEMO, "pastEnd", "active", "pastEndWithoutDecision(73 2018-07-01) goalMissing(pastEnd)");
    expect(&row.pilot, "2018-10-01", "pastEnd", "active", "pastEndWithoutDecision(92 2018-07-01) goalMissing(pastEnd)");
    expect(
        &row.pilot, "2019-01-01", "pastEnd", "active", "pastEndWithoutDecision(184 2018-07-01) goalMissing(pastEnd)");
}
END_TEST

/* "Minimanna markt": past its end, to be extended. */
START_TEST(document_1_row_9)
{
    struct row row;

    row_init(&row, "9", exactly("2017-05-01"), exactly("2018-05-01"), years_2017_2018, 2, "active");
    row_decision(&row, "extend", "announced");
    expect(&row.pilot, "2018-05-15", "pastEnd", "active", "pastEndWithoutDecision(14 2018-05-01) goalMissing(pastEnd)");
    expect(&row.pilot, MEMO, "pastEnd", "active",

        "pastEndWithoutDecision(134 2018-05-01) "
        "extensionAnnouncedNotDecided(2018-09-12) extensionWithoutNewEnd(announced) "
        "goalMissing(pastEnd)");
    expect(&row.pilot, "2018-10-01", "pastEnd", "active",

        "pastEndWithoutDecision(153 2018-05-01) "
        "extensionAnnouncedNotDecided(2018-09-12) extensionWithoutNewEnd(announced) "
        "goalMissing(pastEnd)");
    expect(&row.pilot, "2019-01-01", "pastEnd", "active",

        "pastEndWithoutDecision(245 2018-05-01) "
        "extensionAnnouncedNotDecided(2018-09-12) extensionWithoutNewEnd(announced) "
        "goalMissing(pastEnd)");
}
END_TEST

/* "Jeugdteam Helpgewoon": "Ja, wordt omgezet naar regulier". */
START_TEST(document_1_row_14)
{
    struct row row;

    row_init(&row, "14", exactly("2015-01-01"), exactly("2018-12-31"), years_2014_2018, 5, "active");
    row_decision(&row, "makeRegular", "announced");
    expect(&row.pilot, "2018-05-15", "running", "active", "goalMissing(running)");
    expect(&row.pilot, MEMO, "running", "active",
        "activeBeforeStart(2014 2015-01-01) makeRegularAnnouncedNotDecided(2018-09-12) goalMissing(running)");
    expect(&row.pilot, "2018-10-01", "running", "active",
        "activeBeforeStart(2014 2015-01-01) makeRegularAnnouncedNotDecided(2018-09-12) goalMissing(running)");
    expect(&row.pilot, "2019-01-01", "pastEnd", "active",

        "activeBeforeStart(2014 2015-01-01) pastEndWithoutDecision(1 2018-12-31) "
        "makeRegularAnnouncedNotDecided(2018-09-12) goalMissing(pastEnd)");
}
END_TEST

/* "Wijknetwerk Silvolde": ends in "2016", a year, which counts to its last day. */
START_TEST(document_1_row_14_3)
{
    struct row row;
    const char *known = "activeBeforeStart(2014 2015-02-04) "
                        "endingDecisionUndated(complete 2018-09-12) goalMissing(completed)";

    row_init(&row, "14-3", exactly("2015-02-04"), partial_date_read("2016-01-01", "year", "exact"), years_2014_2016, 3,
        "ended");
    row_decision(&row, "complete", "taken");
    expect(&row.pilot, "2018-05-15", "notEstablished", "unknown", "");
    expect(&row.pilot, MEMO, "completed", "ended", known);
    expect(&row.pilot, "2018-10-01", "completed", "ended", known);
    expect(&row.pilot, "2019-01-01", "completed", "ended", known);
}
END_TEST

/* "Dienstverlening backoffice": from 1 October 2017 to "Maart 2018". */
START_TEST(document_1_row_17_18)
{
    struct row row;

    row_init(&row, "17-18", exactly("2017-10-01"), partial_date_read("2018-03-01", "month", "exact"), years_2017_2018,
        2, "ended");
    row_decision(&row, "stop", "taken");
    expect(&row.pilot, "2018-03-15", "running", "active", "goalMissing(running)");
    expect(&row.pilot, "2018-05-15", "notEstablished", "unknown", "");
    expect(&row.pilot, MEMO, "stopped", "ended", "endingDecisionUndated(stop 2018-09-12) goalMissing(stopped)");
    expect(&row.pilot, "2018-10-01", "stopped", "ended", "endingDecisionUndated(stop 2018-09-12) goalMissing(stopped)");
    expect(&row.pilot, "2019-01-01", "stopped", "ended", "endingDecisionUndated(stop 2018-09-12) goalMissing(stopped)");
}
END_TEST

/* "Kinderkamp plus": "In opbouw/uitvoering", without an end. */
START_TEST(document_1_row_15)
{
    struct row row;

    row_init(&row, "15", exactly("2018-04-01"), exactly(NULL), years_2018, 1, NULL);
    expect(&row.pilot, MEMO, "running", "active", "noEndDate(running) goalMissing(running)");
}
END_TEST

SUITE("findings of document 1", document_1_row_1, document_1_row_1_part, document_1_row_2, document_1_row_3,
    document_1_row_4, document_1_row_7, document_1_row_9, document_1_row_14, document_1_row_14_3, document_1_row_17_18,
    document_1_row_15)
