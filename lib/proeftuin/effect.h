/*
 * What an evaluation's figures say of an effect (lib): the difference, how certain it is, and which plain sentence may
 * be said of it.
 *
 * Pure functions: no clock, no locale, no memory of their own. Nothing here says that an effect is proven: figures show
 * a difference or they don't, and it is the design that says what a difference can mean.
 *
 * Designs, by what is given of the participants and a comparison group, before and after:
 *   beforeAfter          after - before, of the participants
 *   compared             participants - comparison, after
 *   beforeAfterCompared  the change of the participants - the change of the comparison (difference in differences)
 *
 * Intervals, at a confidence C; z and t are the two-sided quantiles of the normal and of Student's distribution:
 *   One proportion p = x/n: Wilson's score interval,
 *     (2np + z^2 -+ z sqrt(z^2 + 4np(1-p))) / (2(n + z^2)).
 *     E.B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; R.G. Newcombe, Statistics in Medicine 17 (1998) 857-872,
 *     method 3.
 *   Two independent proportions, with Wilson's limits l, u of each:
 *     p1 - p2 - sqrt((p1-l1)^2 + (u2-p2)^2)  to  p1 - p2 + sqrt((u1-p1)^2 + (p2-l2)^2).
 *     R.G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
 *   Two proportions of the same people, a counted both times, b only the first, c only the second, d never: as above,
 *     with - 2 phi (p1-l1)(u2-p2) and - 2 phi (u1-p1)(p2-l2) under the roots; phi = (ad-bc) /
 * sqrt((a+b)(c+d)(a+c)(b+d)), 0 where that is 0/0, and ad - bc made smaller by n/2, though not below 0, where it is
 * above 0. R.G. Newcombe, Statistics in Medicine 17 (1998) 2635-2650, method 10. The difference of two changes of
 * proportions, from the interval of each, by the same roots (MOVER): G.Y. Zou, A. Donner, Statistics in Medicine 27
 * (2008) 1693-1702, equations for theta1 - theta2; A. Donner, G.Y. Zou, Statistical Methods in Medical Research 21
 * (2012) 347-359. With Wilson's limits it is Newcombe's method 10. Means: difference -+ t(nu) sqrt(v), where v is the
 * sum of vi = si^2/ni, and nu = v^2 / sum(vi^2/(ni-1)). B.L. Welch, Biometrika 34 (1947) 28-35; F.E. Satterthwaite,
 * Biometrics Bulletin 2 (1946) 110-114, equation 17. A change of the same people is one v, from the standard deviation
 * of their changes: Student's paired interval (Student, Biometrika 6 (1908) 1-25), nu = n - 1. Two groups measured
 * twice make two to four of them.
 *
 * Small numbers:
 *   - Under EFFECT_TINY people in a group nothing is concluded: one of them is over ten percentage points. A convention
 *     of this register; S.A. Julious, Pharmaceutical Statistics 4 (2005) 287-291 asks for 12 a group of a mere pilot
 *     study.
 *   - Expected counts under EFFECT_FEW_EXPECTED (of those counted or not counted, if both groups were alike; of those
 * who changed either way, for the same people): a caution. W.G. Cochran, Biometrics 10 (1954) 417-451.
 *   - Means of under EFFECT_NORMAL people: a caution, the interval leans on scores that are about normally distributed.
 *     W.G. Cochran, Sampling Techniques (3rd edition, 1977), par. 2.15: n above 25 G^2, for skewness G about 1.
 *
 * What a design can say (claims): D.T. Campbell, J.C. Stanley, Experimental and Quasi-Experimental Designs for Research
 * (1963), designs 2 to 4 and 10; W.R. Shadish, T.D. Cook, D.T. Campbell (2002), chapters 4, 5 and 8; for changes
 * compared D. Card, A.B. Krueger, American Economic Review 84 (1994) 772-793. That it is asked: the evaluation of the
 * transformation in Almelo (Verwey-Jonker Instituut, April 2018), par. 4.2.4: effects on residents could not be shown.
 */
#ifndef PROEFTUIN_EFFECT_H
#define PROEFTUIN_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>
#include <proeftuin/language.h>

struct record;

enum {
    EFFECT_TINY = 10,        /* people in a group */
    EFFECT_FEW_EXPECTED = 5, /* people in a cell */
    EFFECT_NORMAL = 30       /* people in a group */
};

/* Confidence, in percent. */
#define EFFECT_CONFIDENCE_LEAST 80.0
#define EFFECT_CONFIDENCE_USUAL 95.0
#define EFFECT_CONFIDENCE_MOST 99.9

/* ---- What is given ---- */

/* Each in the order of its code list (figures.kind, figures.studyGroup, figures.moment). */
enum effect_kind { EFFECT_PROPORTION, EFFECT_MEAN };
enum effect_group { EFFECT_PARTICIPANTS, EFFECT_COMPARISON, EFFECT_GROUPS };
enum effect_moment { EFFECT_BEFORE, EFFECT_AFTER, EFFECT_MOMENTS };

/* Whether the same people were measured before and after. */
enum effect_paired { EFFECT_PAIRED_UNKNOWN, EFFECT_PAIRED, EFFECT_UNPAIRED };

/* How people came into the groups. */
enum effect_assignment { EFFECT_ASSIGNMENT_UNKNOWN, EFFECT_RANDOM, EFFECT_MATCHED, EFFECT_NOT_RANDOM };

enum effect_direction { EFFECT_NO_DIRECTION, EFFECT_INCREASE, EFFECT_DECREASE, EFFECT_MAINTAIN };

/* One group at one moment. Numbers that are not known are negative; a mean that is not known is not finite. */
struct effect_figure {
    bool given;
    bool withheld;    /* something of it is kept from who asks: too few people */
    int64_t size;     /* how many people it is about, at most 10^8 */
    int64_t count;    /* EFFECT_PROPORTION: how many of them */
    double mean;      /* EFFECT_MEAN, within 10^12 of zero */
    double deviation; /* EFFECT_MEAN: the standard deviation, divided by n - 1, at most 10^12 */
};

/* A group before and after. */
struct effect_pairs {
    enum effect_paired paired;
    int64_t both;     /* EFFECT_PROPORTION: how many were counted both times; negative: not known */
    double deviation; /* EFFECT_MEAN: the standard deviation of the changes; negative: not known */
};

struct effect_question {
    enum effect_kind kind;
    struct effect_figure figures[EFFECT_GROUPS][EFFECT_MOMENTS];
    struct effect_pairs pairs[EFFECT_GROUPS];
    enum effect_assignment assignment;
    enum effect_direction wanted;
    double confidence; /* percent, EFFECT_CONFIDENCE_LEAST to EFFECT_CONFIDENCE_MOST */
};

/* A question with nothing given, at the usual confidence. */
struct effect_question effect_question_new(enum effect_kind kind);

/* ---- What comes out ---- */

enum effect_design { EFFECT_NO_DESIGN, EFFECT_BEFORE_AFTER, EFFECT_COMPARED, EFFECT_BEFORE_AFTER_COMPARED };

enum effect_method {
    EFFECT_NO_METHOD,
    EFFECT_NEWCOMBE,
    EFFECT_NEWCOMBE_PAIRED,
    EFFECT_MOVER,
    EFFECT_WELCH,
    EFFECT_PAIRED_T,
    EFFECT_SATTERTHWAITE
};

/* A value and its limits: proportions as fractions of one. */
struct effect_interval {
    double value, lower, upper;
    bool known;   /* the value is */
    bool bounded; /* the limits are */
};

enum effect_conclusion { EFFECT_NOT_ESTABLISHED, EFFECT_TOO_SMALL, EFFECT_NOT_SHOWN, EFFECT_SHOWN };

/* Why nothing is established. */
enum effect_reason {
    EFFECT_NO_REASON,
    EFFECT_INCOMPLETE,        /* too few figures for any design */
    EFFECT_WITHHELD,          /* a figure is about too few people to be shown */
    EFFECT_SIZE_MISSING,      /* of a figure nobody says of how many */
    EFFECT_NOBODY,            /* a figure is about no people */
    EFFECT_COUNT_MISSING,     /* a count or a mean is */
    EFFECT_DEVIATION_MISSING, /* a mean stands without its standard deviation */
    EFFECT_CONTRADICTORY,     /* the figures can't all be so */
    EFFECT_NO_SPREAD          /* all have the same score: nothing says how certain that is */
};

/* What the design lets a difference mean. */
enum effect_claim {
    EFFECT_NO_CLAIM,
    EFFECT_CLAIM_CHANGE,
    EFFECT_CLAIM_DIFFERENCE,
    EFFECT_CLAIM_MATCHED,
    EFFECT_CLAIM_DIFFERENCE_IN_CHANGE,
    EFFECT_CLAIM_RANDOMISED
};

/* What to keep in mind, as bits 1 << caution. */
enum effect_caution {
    EFFECT_FEW_CASES,        /* expected counts under EFFECT_FEW_EXPECTED */
    EFFECT_FEW_FOR_MEAN,     /* under EFFECT_NORMAL people */
    EFFECT_PAIRING_UNKNOWN,  /* nobody says whether they are the same people: taken as others */
    EFFECT_PAIRING_UNUSED,   /* the same people, but not what would be needed to use that: taken as others */
    EFFECT_DIFFERENT_PEOPLE, /* other people before than after */
    EFFECT_FIGURES_UNUSED,   /* a figure has no counterpart */
    EFFECT_CAUTIONS
};

struct effect_answer {
    struct effect_question question;
    enum effect_design design;
    enum effect_method method;
    struct effect_interval figures[EFFECT_GROUPS][EFFECT_MOMENTS]; /* each by itself */
    struct effect_interval changes[EFFECT_GROUPS];                 /* after - before, where the design has them */
    struct effect_interval difference;
    double degrees; /* of freedom, of the difference of means; 0: none */
    enum effect_conclusion conclusion;
    enum effect_reason reason;       /* with EFFECT_NOT_ESTABLISHED */
    enum effect_direction direction; /* with EFFECT_SHOWN */
    enum effect_claim claim;
    unsigned cautions;
};

/* Judges figures. Every question has an answer: what is missing or can't be is a reason. */
void effect_judge(const struct effect_question *question, struct effect_answer *ret);

/* Whether what is shown goes the wanted way: 1, 0, or -1 where nothing is shown or no direction is wanted. */
int effect_is_wanted(const struct effect_answer *answer);

/* ---- Effects of rows ---- */

struct effect_outcome {
    const char *name; /* the record's own text */
    struct effect_question question;
};

/* Gathers figures (records of evaluation_figure_resource that keep its rules, see evaluation_figures_check()) by
 * outcome, in the order in which outcomes come first. The list lives in the arena; NULL when that is full. */
struct effect_outcome *effect_outcomes(struct record *const *figures, size_t count, enum effect_assignment assignment,
    double confidence, struct arena *arena, size_t *ret_count);

/* How people came into the groups, by the code of evaluations.assignment; NULL: not known. */
enum effect_assignment effect_assignment_read(const char *code);

/* ---- As text ---- */

/* Writes the answer as a JSON object (docs/effect.md shows one), sentences in that language; proportions in percent.
 * `name` is the outcome. */
void effect_write(const struct effect_answer *answer, const char *name, enum language language, struct buffer *out);

/* Writes the plain sentences alone, with a space between them. */
void effect_sentences(const struct effect_answer *answer, enum language language, struct buffer *out);

/* Writes codes and sentences as Markdown: the generated part of docs/effect.md. */
void effect_words_write(struct buffer *out);

#endif
