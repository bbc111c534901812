/*
 * The years that reports mark as active, against start and end (lib).
 *
 * Several reports may say the same of a year: each year gives one finding, from the latest report that says so.
 */
#include "known.h"
#include "rules.h"

enum { YEAR_FIRST = 1000, YEAR_LAST = 9999 };

/* The pilot's term, as far as it is certain. */
struct term {
    struct date start; /* not set: not known, or only bounded from the wrong side */
    struct date end;
};

static bool marks(const struct report_facts *report, int32_t year)
{
    for (size_t i = 0; i < report->active_year_count; i++)
        if (report->active_years[i] == year)
            return true;
    return false;
}

/* Within the years that the report speaks of; a bound that it does not give bounds nothing. */
static bool covers(const struct report_facts *report, int32_t year)
{
    return (report->covers_from == 0 || year >= report->covers_from) &&
           (report->covers_to == 0 || year <= report->covers_to);
}

static bool marks_before_start(const struct report_facts *report, const struct term *term, int32_t year)
{
    return marks(report, year) && covers(report, year) && date_is_set(term->start) && year < term->start.year;
}

static bool marks_after_end(const struct report_facts *report, const struct term *term, int32_t year)
{
    return marks(report, year) && covers(report, year) && date_is_set(term->end) && year > term->end.year;
}

/* A year that is not marked says something only where the report says which years it speaks of. */
static bool fails_to_mark(const struct report_facts *report, const struct term *term, int32_t year)
{
    if (!report->states_years || report->covers_from == 0 || report->covers_to == 0 || !covers(report, year))
        return false;
    if (marks(report, year) || !by_day(term->start, report->reported_on))
        return false;
    int32_t last = date_is_set(term->end) ? term->end.year : term->start.year;
    return year >= term->start.year && year <= last && year <= report->reported_on.year;
}

typedef bool year_test(const struct report_facts *report, const struct term *term, int32_t year);

/* The latest report known on `day` of which the test holds for that year, or NULL. */
static const struct report_facts *latest_report(
    const struct pilot_facts *pilot, struct date day, year_test *test, const struct term *term, int32_t year)
{
    const struct report_facts *latest = NULL;

    for (size_t i = 0; i < pilot->report_count; i++) {
        const struct report_facts *report = &pilot->reports[i];
        if (!by_day(report->reported_on, day) || !test(report, term, year))
            continue;
        if (!latest || date_compare(report->reported_on, latest->reported_on) >= 0)
            latest = report;
    }
    return latest;
}

static void widen(int32_t year, int32_t *first, int32_t *last)
{
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return;
    if (year < *first)
        *first = year;
    if (year > *last)
        *last = year;
}

/* The first and last year that any report names; first after last when none does. */
static void named_years(const struct pilot_facts *pilot, int32_t *first, int32_t *last)
{
    *first = YEAR_LAST;
    *last = YEAR_FIRST;
    for (size_t i = 0; i < pilot->report_count; i++) {
        const struct report_facts *report = &pilot->reports[i];
        widen(report->covers_from, first, last);
        widen(report->covers_to, first, last);
        for (size_t j = 0; j < report->active_year_count; j++)
            widen(report->active_years[j], first, last);
    }
}

void rule_active_before_start(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    struct term term = {.start = pilot->start.first};
    int32_t first, last;

    if (pilot->start.bound == BOUND_NOT_AFTER)
        return;
    named_years(pilot, &first, &last);
    for (int32_t year = first; year <= last; year++) {
        const struct report_facts *report = latest_report(pilot, day, marks_before_start, &term, year);
        if (report)
            FINDING_ADD(findings, FINDING_ACTIVE_BEFORE_START, pilot, fact_number("year", year),
                fact_date("start", term.start), fact_text("progressReport", report->id));
    }
}

/* The pilot was extended, and nobody says until when: E is then too early an end. */
static bool extended_without_end(const struct pilot_facts *pilot, struct date day)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (decision_is_extension(decision) && decision_counts(decision, day) && !date_is_set(decision->new_end.last))
            return true;
    }
    return false;
}

/* The last day on which the pilot can have run; not set when that is not certain. */
static struct date latest_end(const struct pilot_facts *pilot, struct date day)
{
    const struct partial_date *end = pilot_end(pilot, day);
    struct date ended_on = pilot_ended_on(pilot, day);

    if (date_is_set(ended_on))
        return ended_on;
    if (end->bound == BOUND_NOT_BEFORE || extended_without_end(pilot, day))
        return (struct date){0};
    return end->last;
}

void rule_active_after_end(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    struct term term = {.end = latest_end(pilot, day)};
    int32_t first, last;

    named_years(pilot, &first, &last);
    for (int32_t year = first; year <= last; year++) {
        const struct report_facts *report = latest_report(pilot, day, marks_after_end, &term, year);
        if (report)
            FINDING_ADD(findings, FINDING_ACTIVE_AFTER_END, pilot, fact_number("year", year),
                fact_date("end", term.end), fact_text("progressReport", report->id));
    }
}

/* The last day up to which the pilot surely ran; not set when that is not certain. */
static struct date earliest_end(const struct pilot_facts *pilot, struct date day)
{
    const struct partial_date *end = pilot_end(pilot, day);
    struct date ended_on = pilot_ended_on(pilot, day);

    if (!date_is_set(end->last) || end->bound == BOUND_NOT_AFTER)
        return ended_on;
    return date_is_set(ended_on) && date_compare(ended_on, end->last) < 0 ? ended_on : end->last;
}

void rule_not_marked_active(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    struct term term = {.start = pilot->start.first, .end = earliest_end(pilot, day)};
    int32_t first, last;

    if (pilot->start.bound == BOUND_NOT_BEFORE)
        return;
    named_years(pilot, &first, &last);
    for (int32_t year = first; year <= last; year++) {
        const struct report_facts *report = latest_report(pilot, day, fails_to_mark, &term, year);
        if (report)
            FINDING_ADD(findings, FINDING_NOT_MARKED_ACTIVE, pilot, fact_number("year", year),
                fact_date("start", term.start), fact_date("end", term.end), fact_text("progressReport", report->id));
    }
}
