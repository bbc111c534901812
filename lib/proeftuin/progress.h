/*
 * Progress of a goal (lib): how far it has come from its baseline to its target, against where it should have been by
 * then, and what the series of its measurements says of the process behind it.
 *
 * Pure functions: the day is a parameter, there is no clock and no locale, and all memory comes from the arena. Time is
 * that of sorting the measurements.
 *
 *   progress = (actual - baseline) / (target - baseline)
 *   expected = (path - baseline) / (target - baseline), the path on the day of the measurement
 *   ratio    = progress / expected
 *
 * The path runs straight from the baseline over the milestones to the target at the deadline. A goal is achieved when
 * progress is at least 1; on track when ratio is at least 1; at risk when it is at least PROGRESS_RISK; off track below
 * that; and not established where one of these can't be said, with the reasons. A goal to maintain a level has no path:
 * ratio is then how much of the level is kept.
 *
 * A measurement says how it was on its own day, so it is held against what was expected then. How old it may be follows
 * from the frequency (reason stale).
 *
 * Sources. The formula, the states and their thresholds: the register's design, section 6 ("Progress"). That goals
 * without baseline and figures leave effects impossible to show: the evaluation of the transformation in Almelo
 * (Verwey-Jonker Instituut, April 2018), par. 4.2.4. That unique clients don't add up: the same, table 3. Limits and
 * signals of a process: see process_limits() and process_signals(). docs/progress.md lists states, reasons and signals,
 * each with its source.
 */
#ifndef PROEFTUIN_PROGRESS_H
#define PROEFTUIN_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>
#include <proeftuin/date.h>
#include <proeftuin/language.h>

/* At risk from this share of what was expected on; below it off track. Drift of a goal asks for the same share. */
#define PROGRESS_RISK 0.8

enum progress_state {
#define PROGRESS_STATE(symbol, ...) PROGRESS_##symbol,
#include <proeftuin/progress_tables.h>
#undef PROGRESS_STATE
    PROGRESS_STATES
};

/* Why progress is not established, or what is to be known about it. In the order in which an answer has them. */
enum progress_reason {
#define PROGRESS_REASON(symbol, ...) PROGRESS_##symbol,
#include <proeftuin/progress_tables.h>
#undef PROGRESS_REASON
    PROGRESS_REASONS
};

/* A reason of the first kind stands in the way of any state but "not established"; a remark stands beside one. */
enum progress_weight { PROGRESS_BLOCKS, PROGRESS_REMARK };

/* ---- What is given ---- */

enum progress_direction { PROGRESS_DIRECTION_UNKNOWN, PROGRESS_INCREASE, PROGRESS_DECREASE, PROGRESS_MAINTAIN };

enum progress_measure {
    PROGRESS_MEASURE_UNKNOWN,
    PROGRESS_COUNT,      /* not below 0 */
    PROGRESS_PERCENTAGE, /* 0 to 100 */
    PROGRESS_NUMBER,
    PROGRESS_QUALITATIVE /* told, not counted */
};

enum progress_frequency {
    PROGRESS_FREQUENCY_UNKNOWN,
    PROGRESS_ONCE, /* nothing is ever late */
    PROGRESS_MONTHLY,
    PROGRESS_QUARTERLY,
    PROGRESS_HALF_YEARLY,
    PROGRESS_YEARLY
};

/* How figures of several areas become one. */
enum progress_aggregation {
    PROGRESS_AGGREGATION_UNKNOWN,
    PROGRESS_SUM,
    PROGRESS_DISTINCT, /* unique clients: they don't add up */
    PROGRESS_AVERAGE,
    PROGRESS_WEIGHTED_AVERAGE, /* by base count, else by sample size */
    PROGRESS_LATEST,
    PROGRESS_SEPARATE /* they don't become one */
};

enum progress_qualifier { PROGRESS_EXACT, PROGRESS_ABOUT, PROGRESS_AT_LEAST, PROGRESS_AT_MOST, PROGRESS_BETWEEN };

/* In units of the indicator; at most 10^12 either way. */
struct progress_number {
    double value;
    bool known;
};

struct progress_milestone {
    struct date due_on;
    double value;
};

/* Nothing is copied: texts and lists must live as long as the answer. Dates not known are not set. */
struct progress_goal {
    struct progress_number baseline;
    struct date baseline_on;
    struct progress_number target;
    struct partial_date deadline;      /* counts from its last day; one "at the earliest" is none */
    enum progress_direction direction; /* the goal's own; not known: it follows from baseline and target */
    enum progress_direction better;    /* the indicator's: which way is better, for a goal to maintain */
    enum progress_measure measure;     /* of the indicator, like the following */
    enum progress_aggregation aggregation;
    enum progress_frequency frequency;           /* the goal's own, else the indicator's */
    const struct progress_milestone *milestones; /* in any order */
    size_t milestone_count;
    bool left_out; /* there were more measurements than are given */
};

struct progress_measurement {
    const char *id;
    const char *area; /* NULL: the whole */
    struct date measured_on, period_from, period_to;
    struct date stated_on; /* known since; not set: always */
    struct progress_number value;
    struct progress_number upper; /* PROGRESS_BETWEEN */
    enum progress_qualifier qualifier;
    bool provisional;
    bool final;
    bool suspect;
    bool withheld; /* there is a value that the asker may not see */
    struct progress_number base_count, sample_size;
};

/* The day that a measurement is about: measured_on, else the period's last day, else its first. */
struct date progress_day(const struct progress_measurement *measurement);

/* ---- What comes out ---- */

/* Known between these ends; an end that is not known is infinite. */
struct progress_range {
    double low, high;
};

/* A figure of the series: one measurement, or those of several areas together. */
struct progress_point {
    struct date day;
    struct progress_range value;
    const struct progress_measurement *const *from; /* what it was made of */
    size_t from_count;
    bool combined;                /* by the indicator's aggregation */
    bool about, provisional;      /* one of them is */
    enum progress_reason problem; /* why it has no value; PROGRESS_REASONS: it has one */
};

enum process_rule {
#define PROCESS_RULE(symbol, ...) PROCESS_##symbol,
#include <proeftuin/progress_tables.h>
#undef PROCESS_RULE
    PROCESS_RULES
};

enum progress_reached { PROGRESS_REACHED_UNKNOWN, PROGRESS_REACHED, PROGRESS_NOT_REACHED };

enum process_side { PROCESS_ABOVE, PROCESS_BELOW }; /* of a trend: upwards, downwards */

enum process_meaning { PROCESS_IMPROVEMENT, PROCESS_CONCERN, PROCESS_NEITHER };

/* Where the target lies for a process that goes on as it is. */
enum process_reach {
    PROCESS_REACH_UNKNOWN, /* no target, or nobody says which way is better */
    PROCESS_CONSISTENTLY,  /* on the good side of both limits: it will be met */
    PROCESS_SOMETIMES,     /* between the limits: met or missed by chance */
    PROCESS_OUT_OF_REACH   /* beyond both limits: it will be missed until the process changes */
};

enum { PROCESS_POINTS_LEAST = 12 };

struct process_limits {
    double mean;
    double moving_range; /* mean of |x[i] - x[i - 1]| */
    double lower, upper; /* mean -/+ 2.66 moving ranges */
};

struct process_signal {
    enum process_rule rule;
    enum process_side side;
    size_t first, last; /* points */
};

struct progress_process {
    size_t points; /* figures that are one number */
    bool judged;   /* at least PROCESS_POINTS_LEAST */
    struct process_limits limits;
    const size_t *point; /* which of the answer's points they are */
    const struct process_signal *signals;
    size_t signal_count;
    enum process_reach reach;
};

struct progress_answer {
    struct date today;
    enum progress_state state;
    uint64_t reasons;                        /* bit i: enum progress_reason i */
    enum progress_direction direction;       /* the goal's own, else from baseline to target */
    enum progress_direction better;          /* the same; of a goal to maintain the indicator's, if that is known */
    struct progress_number baseline, target; /* as they count: of a goal to maintain each stands in for the other */
    struct date baseline_on, deadline;
    const struct progress_point *points; /* by day */
    size_t point_count;
    const struct progress_point *actual; /* the one that is judged; NULL: there is none */
    struct progress_number expected;     /* on the day of `actual` */
    struct progress_number expected_today;
    enum progress_reached target_reached; /* by `actual`; needs no baseline, deadline or frequency */
    bool by_milestones;                   /* the path has some */
    /* Of the two ends of `actual`, which are one and the same unless it is a range. The better end is `high`. */
    bool has_progress, has_ratio;
    struct progress_range progress, ratio;
    enum progress_state low_state, high_state;
    struct progress_process process;
};

/* Judges a goal on a day, which must be set. Measurements come in any order; those of later days, and those that were
 * stated later, are left out. The answer lives in the arena. False, and `ret` untouched, when the arena is full; it
 * needs about 300 bytes a measurement. */
bool progress_judge(const struct progress_goal *goal, const struct progress_measurement *measurements, size_t count,
    struct date today, struct arena *arena, struct progress_answer *ret);

static inline bool progress_has(const struct progress_answer *answer, enum progress_reason reason)
{
    return answer->reasons >> reason & 1;
}

/* Whether the goal was behind: PROGRESS_RISK or more of what was expected was not there. False when there is no ratio.
 */
bool progress_is_under(const struct progress_answer *answer);

/* ---- The process behind the figures ---- */

/* Natural limits of a series of individual values (XmR). False, and `ret` untouched, with fewer than two values.
 * Source: D.J. Wheeler, Understanding Variation, SPC Press 1993, appendix "XmR charts": 2.66 is 3 / 1.128, with d2
 * = 1.128 for ranges of two values (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2). */
bool process_limits(const double *values, size_t count, struct process_limits *ret);

/* The signals in a series, by rule and place; each run is one signal, as long as it lasts. `ret` lives in the arena.
 * False when that is full. Source: NHS England, Making Data Count, "Strengthening your decisions" (2019): a point
 * outside the limits, a run of 7 on one side, a trend of 7, 2 of 3 near the same limit (its outer third). */
bool process_signals(const double *values, size_t count, const struct process_limits *limits, struct arena *arena,
    const struct process_signal **ret, size_t *ret_count);

/* Source: as above, the icons for assurance. */
enum process_reach process_reach(
    const struct process_limits *limits, struct progress_number target, enum progress_direction better);

/* What a signal means where that way is better. */
enum process_meaning process_meaning(enum process_side side, enum progress_direction better);

/* ---- From rows ---- */

/* Values as texts, as the database and the field tables have them; NULL: not known. What is not of its form is not
 * known. Nothing is copied. */
enum progress_goal_text {
    PROGRESS_GOAL_BASELINE, /* decimal, with a point */
    PROGRESS_GOAL_BASELINE_ON,
    PROGRESS_GOAL_TARGET,
    PROGRESS_GOAL_DEADLINE, /* date, precision, bound */
    PROGRESS_GOAL_DIRECTION = PROGRESS_GOAL_DEADLINE + 3,
    PROGRESS_GOAL_FREQUENCY,
    PROGRESS_GOAL_BETTER,
    PROGRESS_GOAL_MEASURE,
    PROGRESS_GOAL_AGGREGATION,
    PROGRESS_GOAL_INDICATOR_FREQUENCY,
    PROGRESS_GOAL_TEXTS
};

struct progress_goal progress_goal_read(const char *const texts[PROGRESS_GOAL_TEXTS]);

enum progress_milestone_text { PROGRESS_MILESTONE_DUE_ON, PROGRESS_MILESTONE_VALUE, PROGRESS_MILESTONE_TEXTS };

struct progress_milestone progress_milestone_read(const char *const texts[PROGRESS_MILESTONE_TEXTS]);

enum progress_measurement_text {
    PROGRESS_MEASUREMENT_ID,
    PROGRESS_MEASUREMENT_AREA,
    PROGRESS_MEASUREMENT_MEASURED_ON,
    PROGRESS_MEASUREMENT_PERIOD_FROM,
    PROGRESS_MEASUREMENT_PERIOD_TO,
    PROGRESS_MEASUREMENT_STATED_ON,
    PROGRESS_MEASUREMENT_VALUE,
    PROGRESS_MEASUREMENT_UPPER,
    PROGRESS_MEASUREMENT_QUALIFIER,
    PROGRESS_MEASUREMENT_STATUS,
    PROGRESS_MEASUREMENT_SUSPECT,  /* "t": it is */
    PROGRESS_MEASUREMENT_WITHHELD, /* "t": its value is */
    PROGRESS_MEASUREMENT_BASE_COUNT,
    PROGRESS_MEASUREMENT_SAMPLE_SIZE,
    PROGRESS_MEASUREMENT_TEXTS
};

struct progress_measurement progress_measurement_read(const char *const texts[PROGRESS_MEASUREMENT_TEXTS]);

/* ---- The tables as data ---- */

const char *progress_state_name(enum progress_state state); /* "achieved" ... "notEstablished" */
struct bilingual progress_state_text(enum progress_state state);
const char *progress_state_rule(enum progress_state state); /* when it holds */
const char *progress_state_source(enum progress_state state);

const char *progress_reason_name(enum progress_reason reason);
enum progress_weight progress_reason_weight(enum progress_reason reason);
struct bilingual progress_reason_text(enum progress_reason reason);
const char *progress_reason_source(enum progress_reason reason);

const char *process_rule_name(enum process_rule rule);
struct bilingual process_rule_text(enum process_rule rule);
const char *process_rule_source(enum process_rule rule);

const char *progress_direction_name(enum progress_direction direction); /* NULL: not known */
const char *process_reach_name(enum process_reach reach);               /* likewise */
const char *process_meaning_name(enum process_meaning meaning);

/* Writes the answer as a JSON object, texts in that language (docs/progress.md shows one). */
void progress_write(const struct progress_answer *answer, enum language language, struct buffer *out);

/* Writes a figure with at most four decimals, rounded half away from zero. It must be finite. */
void progress_write_number(struct buffer *out, double value);

/* Writes states, reasons and signals as Markdown: the generated part of docs/progress.md. */
void progress_tables_write(struct buffer *out);

#endif
