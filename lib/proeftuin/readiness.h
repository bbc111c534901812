/*
 * Embedding readiness of a pilot (lib): whether it is ready to become regular work, criterion by criterion.
 *
 * A pure function: the day is a parameter, the facts are given. Each criterion passes, fails, is unknown or does not
 * apply, with a reason and the facts that it rests on; there is no total score, since no source gives weights.
 *   - It passes or fails only because a fact says so. What is not recorded is unknown, never a failure.
 *   - What was stated, agreed, measured or decided after the day does not count, as in findings.h.
 *   - "On or before the start" means its first day, "after the start" its last; in between, and when a bound leaves it
 *     open, the order is unknown.
 *   - The groups embedding and money don't apply to a pilot that does not go on itself: stopped, split or merged.
 *     Consent does not apply when it is known that nothing deviates, and yields don't when it is stated so.
 *
 * Sources: readiness_criteria.h has one for each criterion; docs/readiness.md lists them, and says how well the
 * judgement agrees with one made by hand.
 */
#ifndef PROEFTUIN_READINESS_H
#define PROEFTUIN_READINESS_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>
#include <proeftuin/date.h>
#include <proeftuin/findings.h>
#include <proeftuin/language.h>
#include <proeftuin/pilot_facts.h>

enum {
    READINESS_FACTS = 5,
    LATE_PERIODS = 2 /* a measurement is late when twice the agreed period has gone by: the report on it may take one */
};

enum readiness_result {
    READINESS_PASS,
    READINESS_FAIL,
    READINESS_UNKNOWN,
    READINESS_NOT_APPLICABLE,
    READINESS_RESULTS
};

enum readiness_group {
    READINESS_GOALS,     /* what was settled beforehand */
    READINESS_TRIAL,     /* how it was tried */
    READINESS_EVIDENCE,  /* what came of it */
    READINESS_EMBEDDING, /* how it is to go on */
    READINESS_MONEY,
    READINESS_DECISION,
    READINESS_GROUPS
};

/* In the order in which they are given. */
enum readiness_criterion {
#define READINESS_CRITERION(symbol, ...) READINESS_##symbol,
#include <proeftuin/readiness_criteria.h>
#undef READINESS_CRITERION
    READINESS_CRITERIA
};

enum readiness_reason {
#define READINESS_REASON(symbol, ...) REASON_##symbol,
#include <proeftuin/readiness_reasons.h>
#undef READINESS_REASON
    READINESS_REASONS
};

struct readiness_judgement {
    enum readiness_result result;
    enum readiness_reason reason;
    struct finding_fact facts[READINESS_FACTS]; /* those that the sentence names first; then ids of rows */
    size_t fact_count;
};

struct readiness {
    struct date day;
    struct readiness_judgement judgements[READINESS_CRITERIA];
    size_t counts[READINESS_RESULTS];
};

/* Judges a pilot on a day, which must be set; status and status group in the facts must be those of that day. False,
 * and `ret` untouched, when the arena is full: goals are checked in it (smart.h). The facts must live as long as the
 * answer. */
bool readiness_judge(const struct pilot_facts *pilot, struct date day, struct arena *arena, struct readiness *ret);

/* Writes the answer as a JSON object (docs/readiness.md shows one), texts in that language. */
void readiness_write(
    const struct readiness *readiness, const struct pilot_facts *pilot, enum language language, struct buffer *out);

/* ---- The criteria as data ---- */

const char *readiness_result_name(enum readiness_result result); /* "pass", "fail", "unknown", "notApplicable" */
const char *readiness_group_name(enum readiness_group group);    /* "goals" ... "decision" */
const char *readiness_criterion_id(enum readiness_criterion criterion);
enum readiness_group readiness_criterion_group(enum readiness_criterion criterion);
struct bilingual readiness_question(enum readiness_criterion criterion);
const char *readiness_criterion_source(enum readiness_criterion criterion); /* document and place, or publication */
const char *readiness_reason_id(enum readiness_reason reason);
struct bilingual readiness_reason_text(enum readiness_reason reason); /* {0} and on are facts */

/* Writes the criteria as Markdown: the generated part of docs/readiness.md. */
void readiness_criteria_write(struct buffer *out);

#endif
