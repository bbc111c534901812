/*
 * The SMART check of a goal (lib): which of the five letters are met, what was read, and what would make it better.
 *
 * A pure function: the day is a parameter, there is no clock and no locale, and all memory comes from the arena. It
 * takes time linear in the length of the statement.
 *
 * What the letters mean, for a statement alone:
 *   S  met when it says what changes (or what is delivered) and for whom or for what, so that two readers would look at
 *      the same thing; not met when object or target group is missing or only vague;
 *   M  met when one can count whether it was reached: a target number with its unit, a full count ("alle", "geen
 *      enkele", "elk gezin"), a ratio or factor ("een kwart minder", "verdubbelen");
 *   T  met when a date or bounded period says by when ("in 2020", "binnen zes maanden na de start"); a bare rate
 *      ("jaarlijks") has no deadline.
 * Fields that were given count beside the text: a target with its unit meets M, a deadline meets T. A and R follow from
 * recorded facts only: silence is "not established", never "not met".
 *
 * Sources. The letters: G.T. Doran, "There's a S.M.A.R.T. way to write management's goals and objectives", Management
 * Review 70 (11), 1981, 35-36. Why they are asked for here: the evaluation of the transformation in Almelo
 * (Verwey-Jonker Instituut, April 2018), recommendation 1; the answers on innovative approaches of Stichtse Vecht
 * (2019), question 3. Each rule names its own (smart_rule_source()); docs/smart.md lists them.
 */
#ifndef PROEFTUIN_SMART_H
#define PROEFTUIN_SMART_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>
#include <proeftuin/date.h>
#include <proeftuin/language.h>

/* Bytes of a statement that are read; what lies beyond is left out (finding longStatement). */
enum { SMART_STATEMENT_MOST = 8192 };

enum smart_letter {
    SMART_SPECIFIC,
    SMART_MEASURABLE,
    SMART_ACCEPTABLE,
    SMART_REALISTIC,
    SMART_TIME_BOUND,
    SMART_LETTERS
};

enum smart_result { SMART_MET, SMART_NOT_MET, SMART_NOT_ESTABLISHED };

/* An error is why a letter is not met; a warning is a flaw beside that; info is worth knowing. */
enum smart_severity { SMART_INFO, SMART_WARNING, SMART_ERROR };

/* The rules, in the order in which their findings are given. smart_rule_id() is the stable name. */
enum smart_rule {
#define SMART_RULE(symbol, ...) SMART_##symbol,
#include <proeftuin/smart_rules.h>
#undef SMART_RULE
    SMART_RULES
};

/* ---- What is given ---- */

enum smart_direction { SMART_DIRECTION_UNKNOWN, SMART_INCREASE, SMART_DECREASE, SMART_MAINTAIN };

/* How the indicator is measured: what kind of value fits. */
enum smart_measure {
    SMART_MEASURE_UNKNOWN,
    SMART_COUNT,       /* whole, not below 0 */
    SMART_PERCENTAGE,  /* 0 to 100 */
    SMART_AMOUNT,      /* of money */
    SMART_NUMBER,      /* any number: a mark, a duration, an average */
    SMART_QUALITATIVE, /* told, not counted: has no number */
};

struct smart_number {
    double value;
    bool known;
};

/* A goal; only the statement is required. All texts are UTF-8 and may be NULL (not known); nothing is copied: they must
 * live as long as the answer. Dates not known have no first day. */
struct smart_goal {
    const char *statement;
    size_t statement_length; /* bytes */

    struct smart_number baseline;
    struct date baseline_on;
    struct smart_number target;
    struct partial_date deadline;
    enum smart_direction direction;
    enum smart_measure measure;
    const char *unit;
    const char *denominator; /* of what a percentage is a share */
    const char *source;      /* where the figures come from */
    const char *frequency;   /* how often it is measured */
    const char *owner;

    const char *agreed_by;
    struct date agreed_on;
    const char *assumptions;
    const char *feasibility_source; /* what shows that it can be done */

    struct partial_date pilot_start;
    struct partial_date pilot_end;

    bool only_statement; /* nothing else could be given: no findings about fields that are missing */
};

/* ---- What comes out ---- */

enum smart_found_kind {
    SMART_FOUND_TARGET,     /* a number to be reached */
    SMART_FOUND_BASELINE,   /* a number as it is or was */
    SMART_FOUND_NUMBER,     /* another number: an age, a budget, a size, a name */
    SMART_FOUND_FULL_COUNT, /* "alle", "geen enkele" */
    SMART_FOUND_DEADLINE,   /* a date or period that says by when */
    SMART_FOUND_PAST,       /* a date that the goal is compared with */
    SMART_FOUND_TERM,       /* a period for each single case: "binnen 48 uur" */
    SMART_FOUND_GROUP,
    SMART_FOUND_OBJECT,
    SMART_FOUND_VAGUE,
    SMART_FOUND_KINDS
};

enum smart_unit {
    SMART_UNIT_NONE,
    SMART_UNIT_COUNT,
    SMART_UNIT_PERCENT,
    SMART_UNIT_POINT, /* percentage point */
    SMART_UNIT_EURO,
    SMART_UNIT_FACTOR, /* of what there is: 0.5 halves, 2 doubles */
    SMART_UNIT_SHARE,  /* of a whole: "driekwart" is 0.75, "een op de drie" 0.33 */
    SMART_UNIT_TIME,   /* a duration, in days (a month: 30.44, a year: 365.25) */
    SMART_UNITS
};

/* A piece of the statement and what it was taken for. */
struct smart_found {
    enum smart_found_kind kind;
    size_t start; /* byte in the statement */
    size_t length;
    enum smart_unit unit;
    double value;      /* lower end of a range; numbers only */
    double upper;      /* the same as value when there is no range */
    struct date first; /* dates only; not set when the text does not say which: "einde van de pilot" */
    struct date last;
};

struct smart_finding {
    enum smart_rule rule;
    const char *fact; /* fills {0} of its texts; in the arena or static */
};

struct smart_answer {
    struct date today; /* the day that it was judged on */
    enum smart_result result[SMART_LETTERS];
    enum smart_direction direction;  /* as the text has it */
    const struct smart_found *found; /* in the order of the text */
    size_t found_count;
    const struct smart_finding *findings; /* by rule; at most one a rule */
    size_t finding_count;
};

/* Judges a goal on a day, which must be set. The answer lives in the arena. False, and `ret` untouched, when the arena
 * is full; it needs about 200 bytes for each word. */
bool smart_check(const struct smart_goal *goal, struct date today, struct arena *arena, struct smart_answer *ret);

/* ---- A goal from a row ---- */

/* A goal's values as texts, as the database and the field tables have them; NULL: not known. The order is that of
 * goal_check_resource (resources.h), the body of a check over HTTP. */
enum smart_text {
    SMART_TEXT_STATEMENT,
    SMART_TEXT_BASELINE, /* decimal, with a point */
    SMART_TEXT_BASELINE_ON,
    SMART_TEXT_TARGET,
    SMART_TEXT_DEADLINE, /* date, precision, bound */
    SMART_TEXT_DIRECTION = SMART_TEXT_DEADLINE + 3,
    SMART_TEXT_MEASURE,
    SMART_TEXT_UNIT,
    SMART_TEXT_DENOMINATOR,
    SMART_TEXT_SOURCE,
    SMART_TEXT_FREQUENCY,
    SMART_TEXT_OWNER,
    SMART_TEXT_AGREED_BY,
    SMART_TEXT_AGREED_ON,
    SMART_TEXT_ASSUMPTIONS,
    SMART_TEXT_FEASIBILITY_SOURCE,
    SMART_TEXT_PILOT_START,
    SMART_TEXT_PILOT_END = SMART_TEXT_PILOT_START + 3,
    SMART_TEXTS = SMART_TEXT_PILOT_END + 3
};

/* Reads them. Nothing is copied. What is not of its form is not known. A goal of which all but the statement is not
 * known is one of which only the statement was given. */
struct smart_goal smart_goal_read(const char *const texts[SMART_TEXTS]);

/* ---- The rules as data ---- */

const char *smart_letter_name(enum smart_letter letter);       /* "specific" ... "timeBound" */
const char *smart_result_name(enum smart_result result);       /* "met", "notMet", "notEstablished" */
const char *smart_severity_name(enum smart_severity severity); /* "info", "warning", "error" */
const char *smart_found_name(enum smart_found_kind kind);
const char *smart_unit_name(enum smart_unit unit);

const char *smart_rule_id(enum smart_rule rule);
enum smart_letter smart_rule_letter(enum smart_rule rule);
enum smart_severity smart_rule_severity(enum smart_rule rule);
const char *smart_rule_field(enum smart_rule rule);           /* the goal's field that it is about: "statement" ... */
struct bilingual smart_rule_text(enum smart_rule rule);       /* {0} is the finding's fact */
struct bilingual smart_rule_suggestion(enum smart_rule rule); /* likewise */
const char *smart_rule_source(enum smart_rule rule);          /* document and place */

/* Writes the answer as a JSON object, texts in that language (docs/smart.md shows one). `statement` is the goal's. */
void smart_write(const struct smart_answer *answer, const char *statement, enum language language, struct buffer *out);

/* Writes the rules and the list of vague words as Markdown: the generated part of docs/smart.md. */
void smart_rules_write(struct buffer *out);

#endif
