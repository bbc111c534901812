/*
 * Consistency findings (lib): what documents, dates and decisions say of a pilot against each other.
 *
 * Pure functions: the day is a parameter, the facts are given. The answer for a day knows all that is known today,
 * except what was stated after that day:
 *   - an announced or proposed decision counts from the day it was stated (statedOn, else knownBy, else its own date);
 *   - a taken decision counts from its effective date, else the date it was taken, else knownBy;
 *   - a progress report counts from reportedOn;
 *   - a start counts from the first day of its precision; ends and decisions from their last;
 *   - a goal counts from the day it was agreed and stated, a measurement from its last day and the day it was stated, a
 *     budget line from the day it was stated; a day that is not known holds nothing back.
 * A finding needs its facts: where one is unknown there is silence, not a guess.
 *
 * The status of a pilot is not judged here but given: its rule has one home, in the database. "E" below is the end that
 * this rule uses: the latest new end of the extensions that count, else the stated end.
 *
 * "Has run its time": the pilot has ended, or has run for RAN_DAYS since its start. Of a start "at the earliest" it is
 * not known how long that is.
 *
 * Sources: "document 1" is the overview of experiments that an alderman sent to the council of Oude IJsselstreek on 12
 * September 2018, the rows are those of its table; "document 2" the answers to questions of the council of Stichtse
 * Vecht (2019); "document 5" the evaluation of the transformation in Almelo (letter of 15 May 2018), "annex 3" its list
 * of 18 projects; "the rule" is that of the derived status (docs: status of a pilot).
 */
#ifndef PROEFTUIN_FINDINGS_H
#define PROEFTUIN_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>
#include <proeftuin/code.h>
#include <proeftuin/date.h>
#include <proeftuin/language.h>
#include <proeftuin/pilot_facts.h>

enum {
    ENDS_SOON_DAYS = 90,  /* a quarter: the executive gets its report on the experiments every quarter (document 1) */
    SERIAL_EXTENSION = 3, /* from the third extension on, trying out has become a habit */
    RAN_DAYS = 365, /* a year: the figures of a municipality come by the year (document 5, tables 1 to 4, annex 4) */
    FINDING_FACTS = 6
};

/* The findings in the order in which they are given; beside each, its facts. */
enum finding_code {
    /* A report marks a year as active that lies before the year of the start. One a year, from the latest report that
     * says so; silent when the start is an upper bound (notAfter), or the year is beyond what the report covers.
     * Document 1, rows 1, 3, 4, 14 and 14-3: marks from 2014, starts in 2015 and 2016. Facts: year, start,
     * progressReport. */
    FINDING_ACTIVE_BEFORE_START,

    /* A report marks a year as active that lies after the end: the day of the first dated ending decision that was not
     * resumed later, else E. One a year; silent when the end is a lower bound (notBefore), or a taken extension names
     * no new end. Document 1, rows 3, 4 and 16-14. Facts: year, end, progressReport. */
    FINDING_ACTIVE_AFTER_END,

    /* A report covers a year in which the pilot ran by its dates, and does not mark it. From the year of the start up
     * to that of E or the first dated ending decision (when neither is known: that of the start alone), and not beyond
     * the report itself. One a year; silent when the report gives no years at all. Document 1, rows 1 (2017, 2018) and
     * 2 (2017). Facts: year, start, end, progressReport. */
    FINDING_NOT_MARKED_ACTIVE,

    /* The status is pastEnd (the rule, 3). Document 1, rows 7 and 9. Facts: days (since E), end. */
    FINDING_PAST_END_WITHOUT_DECISION,

    /* The status group is active, E is today or at most ENDS_SOON_DAYS ahead, and no ending or extension has been taken
     * that has yet to take effect. Silent when an undated ending decision became known only later: it may have been
     * taken. Document 1, row 2 on the day of the memo. Facts: days (until E), end. */
    FINDING_ENDS_SOON_WITHOUT_DECISION,

    /* An extension was announced or proposed, and none was taken or withdrawn on or after that day. The earliest such
     * announcement; silent when the pilot has ended. Document 1, rows 2 and 9 ("Wordt verlengd"). Facts: announced,
     * decision. */
    FINDING_EXTENSION_ANNOUNCED_NOT_DECIDED,

    /* An extension names no new end: one that was taken, when none of that day or later does name one; or one that is
     * announced, when no open announcement names one. Silent when the pilot has ended. Document 1, rows 2 and 9. Facts:
     * stage, decision. */
    FINDING_EXTENSION_WITHOUT_NEW_END,

    /* Embedding was announced or proposed, and neither taken nor withdrawn on or after that day. Silent when the pilot
     * has ended, unless it was completed: completing it leaves the promise open. Document 1, row 14 ("wordt omgezet
     * naar regulier"). Facts: announced, decision. */
    FINDING_MAKE_REGULAR_ANNOUNCED_NOT_DECIDED,

    /* An ending decision (made regular, split, merged, stopped, completed) counts, and neither the day it was taken nor
     * the day it took effect is known. One a decision. Document 1, rows 1, 3, 4, 14-3 and 17-18: it dates no decision.
     * Facts: kind, knownBy, decision. */
    FINDING_ENDING_DECISION_UNDATED,

    /* SERIAL_EXTENSION or more extensions count. Facts: extensions, decision (the latest). */
    FINDING_SERIAL_EXTENSION,

    /* The pilot deviates from policy or lies outside the frameworks, and no approval of the council counts. Silent
     * unless one of the two is known to be so, and when an approval counts of which the body is unknown. Document 1
     * asks for room to deviate ("ruimte nodig om af te kunnen wijken") but tells of no pilot whether it does. Facts:
     * deviatesFromPolicy, outsideFrameworks. */
    FINDING_CONSENT_MISSING,

    /* No end is stated, no extension that counts names one, and the pilot has not ended. Document 1, rows 15 and 16.
     * Facts: status. */
    FINDING_NO_END_DATE,

    /* No start is stated, and the pilot has neither ended nor is it in preparation. Facts: status. */
    FINDING_NO_START_DATE,

    /* The pilot is active or has ended, and no goal of it is known. Silent for a part of another pilot, since the whole
     * is asked for its goals, and when a part of it has one. Document 1 speaks of the goals that are wanted, and says
     * "ja" or "nee" to success, but states no goal; document 2, answer 3: it is described beforehand which goals are to
     * be reached. Facts: status. */
    FINDING_GOAL_MISSING,

    /* A goal has no figure to be reached: neither a target nor a milestone. One a goal; silent when its indicator is
     * qualitative, which has stories and no figures. Document 5, recommendation 1: goals that are not SMART can't be
     * followed. Annex 3, row 5: more places, without saying how many. Facts: goal. */
    FINDING_GOAL_WITHOUT_TARGET,

    /* A goal has no measurement: none was made for it, and none of its indicator that is of this pilot or of none. One
     * a goal; from when the pilot has run its time, or the goal's deadline is past. Figures that belong to no goal
     * don't measure one (annex 3, row 5: 92 and 115 people). Document 5, par. 4.2.4: no figures on effects. Facts:
     * deadline, goal. */
    FINDING_GOAL_WITHOUT_MEASUREMENT,

    /* Money was invested (the largest known amount above zero, of a line that is more than indicative or possible), and
     * nothing is known to have come of it: no report states results, there is no measurement, no evaluation and no
     * known yield that is estimated, secured or realised. From when a report on the pilot is known (which states no
     * results, then), or the pilot has run its time. Annex 3, row 18: 50.000, "In uitvoering", opbrengst "Onbekend".
     * Facts: amount, budgetLine, progressReport (the latest; null: there is none). */
    FINDING_INVESTMENT_WITHOUT_RESULT,

    /* A yield is stated (the largest known amount above zero), and no yield of the pilot is realised. Of stage
     * "estimated" it is said to have come already, so at once, or after its year when it names one; of any other stage
     * but "potential" and "indicative", which promise nothing, after its year, and silent when it names none. Memos,
     * variants and lines within another don't count. Document 5, par. 6.2.1: five yields were computed, gross, of costs
     * that pilots are said to have prevented. Facts: amount, stage, year, budgetLine. */
    FINDING_YIELD_WITHOUT_REALISED_LINE,

    /* Statements of one fact (a line and its variants) give figures that can't both be right: the least that one can
     * mean is more than the most of another. One a fact, the two that are furthest apart. An amount means what its
     * precision and qualifier leave room for: "at least", "at most", "between"; "about" without a precision may be
     * anything, so it is left out, and figures of which one is gross and the other net are not compared. Document 5:
     * "Wijkcoach bij huisarts" yields 170.000 in annex 3, row 11, and 420.000 in par. 6.2.1; row 6 has 420.000 beside
     * 320.000 in its own text. Facts: amount, otherAmount, statement, otherStatement, budgetLine, otherBudgetLine. */
    FINDING_FIGURE_CONFLICT,

    /* The document that names the pilot says that its list is complete, but the pilot has neither a number nor a
     * position in it and is not part of another pilot. Facts: document. */
    FINDING_NAMED_NOT_LISTED,

    /* The latest report states another status group than the derived one of that day. Silent when either is unknown.
     * Facts: reportedOn, statedGroup, derivedGroup, progressReport. */
    FINDING_STATED_STATUS_DIFFERS,

    /* Two parts are in different status groups; parts of which the group is unknown don't count. Document 1, row 1: one
     * part regular, the other running. Facts: part, partTitle, partGroup, otherPart, otherPartTitle, otherPartGroup. */
    FINDING_PARTS_DIFFER,

    FINDING_COUNT
};

/* ---- What is found ---- */

enum finding_severity { SEVERITY_INFO, SEVERITY_WARNING };

enum fact_kind { FACT_NUMBER, FACT_YEAR, FACT_DATE, FACT_TEXT, FACT_CODE, FACT_AMOUNT };

/* A named value that a finding rests on. */
struct finding_fact {
    const char *name; /* lowerCamelCase: its member in JSON */
    enum fact_kind kind;
    int32_t number;                /* FACT_NUMBER; FACT_YEAR, 0: not known */
    int64_t cents;                 /* FACT_AMOUNT: euros, in cents */
    struct date date;              /* FACT_DATE; not set: not known */
    const char *text;              /* FACT_TEXT and FACT_CODE; NULL: not known */
    const struct code_list *codes; /* FACT_CODE: gives the word that a sentence has for it */
};

struct finding {
    enum finding_code code;
    const struct pilot_facts *pilot;
    struct finding_fact facts[FINDING_FACTS]; /* those that the sentence names first */
    size_t fact_count;
};

struct findings {
    struct arena *arena; /* the items live there */
    size_t limit;        /* at most so many are kept */
    struct finding *items;
    size_t count;
    size_t dropped; /* how many more there were, also for want of memory */
};

/* An empty list of at most `limit` findings, whose memory comes from `arena`. */
void findings_init(struct findings *findings, struct arena *arena, size_t limit);

/* Adds what is found about a pilot on a day, which must be set. Status and status group in the facts must be those of
 * that day. */
void findings_judge(const struct pilot_facts *pilot, struct date day, struct findings *findings);

const char *finding_code_text(enum finding_code code);
enum finding_severity finding_severity(enum finding_code code);
const char *finding_severity_text(enum finding_severity severity);

/* Writes the sentence of a finding, with its facts filled in. */
void finding_write_sentence(const struct finding *finding, enum language language, struct buffer *out);

/* Writes a finding as a JSON object: {"code": "activeAfterEnd", "severity": "warning", "text": "...", "pilot": "<id>",
 * "pilotReference": "3", "facts": {"year": 2018, "end": "2017-12-31", "progressReport": "<id>"}}, without the spaces.
 * Facts that are not known are null. */
void finding_write(const struct finding *finding, enum language language, struct buffer *out);

#endif
