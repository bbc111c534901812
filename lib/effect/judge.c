/* Judging an evaluation's figures (lib): design, difference, interval, conclusion. See effect.h. */
#include <proeftuin/effect.h>

#include <math.h>

#include "interval.h"
#include "quantile.h"

struct effect_question effect_question_new(enum effect_kind kind)
{
    struct effect_question question = {.kind = kind, .confidence = EFFECT_CONFIDENCE_USUAL};

    for (unsigned group = 0; group < EFFECT_GROUPS; group++) {
        question.pairs[group] = (struct effect_pairs){.both = -1, .deviation = -1};
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
            question.figures[group][moment] =
                (struct effect_figure){.size = -1, .count = -1, .mean = NAN, .deviation = -1};
    }
    return question;
}

/* ---- Which design ---- */

static bool is_given(const struct effect_question *question, enum effect_group group, enum effect_moment moment)
{
    return question->figures[group][moment].given;
}

static bool is_given_twice(const struct effect_question *question, enum effect_group group)
{
    return is_given(question, group, EFFECT_BEFORE) && is_given(question, group, EFFECT_AFTER);
}

static enum effect_design design_of(const struct effect_question *question)
{
    if (is_given_twice(question, EFFECT_PARTICIPANTS) && is_given_twice(question, EFFECT_COMPARISON))
        return EFFECT_BEFORE_AFTER_COMPARED;
    if (is_given(question, EFFECT_PARTICIPANTS, EFFECT_AFTER) && is_given(question, EFFECT_COMPARISON, EFFECT_AFTER))
        return EFFECT_COMPARED;
    return is_given_twice(question, EFFECT_PARTICIPANTS) ? EFFECT_BEFORE_AFTER : EFFECT_NO_DESIGN;
}

static bool design_uses(enum effect_design design, enum effect_group group, enum effect_moment moment)
{
    switch (design) {
    case EFFECT_BEFORE_AFTER_COMPARED:
        return true;
    case EFFECT_COMPARED:
        return moment == EFFECT_AFTER;
    case EFFECT_BEFORE_AFTER:
        return group == EFFECT_PARTICIPANTS;
    case EFFECT_NO_DESIGN:
        break;
    }
    return false;
}

static bool has_changes(enum effect_design design)
{
    return design == EFFECT_BEFORE_AFTER || design == EFFECT_BEFORE_AFTER_COMPARED;
}

/* The last group of a design: with one group, the participants. */
static enum effect_group last_group(enum effect_design design)
{
    return design == EFFECT_BEFORE_AFTER ? EFFECT_PARTICIPANTS : EFFECT_COMPARISON;
}

static enum effect_claim claim_of(enum effect_design design, enum effect_assignment assignment)
{
    if (design == EFFECT_NO_DESIGN)
        return EFFECT_NO_CLAIM;
    if (design == EFFECT_BEFORE_AFTER)
        return EFFECT_CLAIM_CHANGE;
    if (assignment == EFFECT_RANDOM)
        return EFFECT_CLAIM_RANDOMISED;
    if (design == EFFECT_BEFORE_AFTER_COMPARED)
        return EFFECT_CLAIM_DIFFERENCE_IN_CHANGE;
    return assignment == EFFECT_MATCHED ? EFFECT_CLAIM_MATCHED : EFFECT_CLAIM_DIFFERENCE;
}

/* ---- What is missing, or can't be ---- */

static enum effect_reason fault_of_value(const struct effect_figure *figure, enum effect_kind kind)
{
    if (kind == EFFECT_PROPORTION)
        return figure->count < 0              ? EFFECT_COUNT_MISSING
               : figure->count > figure->size ? EFFECT_CONTRADICTORY
                                              : EFFECT_NO_REASON;
    if (!isfinite(figure->mean))
        return EFFECT_COUNT_MISSING;
    return figure->deviation >= 0 && isfinite(figure->deviation) ? EFFECT_NO_REASON : EFFECT_DEVIATION_MISSING;
}

static enum effect_reason fault_of_figure(const struct effect_figure *figure, enum effect_kind kind)
{
    if (figure->withheld)
        return EFFECT_WITHHELD;
    if (figure->size < 0)
        return EFFECT_SIZE_MISSING;
    return figure->size == 0 ? EFFECT_NOBODY : fault_of_value(figure, kind);
}

/* Whether what is needed to use the pairing is there. */
static bool is_used_as_pairs(const struct effect_question *question, enum effect_group group)
{
    const struct effect_pairs *pairs = &question->pairs[group];

    return pairs->paired == EFFECT_PAIRED &&
           (question->kind == EFFECT_PROPORTION ? pairs->both >= 0 : pairs->deviation >= 0);
}

/* The same people are as many, and so are those of them in each cell. */
static bool pairs_contradict(const struct effect_question *question, enum effect_group group)
{
    const struct effect_figure *before = &question->figures[group][EFFECT_BEFORE];
    const struct effect_figure *after = &question->figures[group][EFFECT_AFTER];
    const int64_t both = question->pairs[group].both;

    if (question->pairs[group].paired != EFFECT_PAIRED)
        return false;
    if (before->size != after->size ||
        (is_used_as_pairs(question, group) && !isfinite(question->pairs[group].deviation)))
        return true;
    return question->kind == EFFECT_PROPORTION && both >= 0 &&
           (both > before->count || both > after->count || both < before->count + after->count - after->size);
}

/* What is withheld comes first: a caller who is told of another gap might think that it were all. */
static enum effect_reason fault_of(const struct effect_question *question, enum effect_design design)
{
    enum effect_reason first = EFFECT_NO_REASON;

    if (design == EFFECT_NO_DESIGN)
        return EFFECT_INCOMPLETE;
    for (unsigned group = 0; group < EFFECT_GROUPS; group++)
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++) {
            const struct effect_figure *figure = &question->figures[group][moment];
            const enum effect_reason reason =
                design_uses(design, group, moment) ? fault_of_figure(figure, question->kind) : EFFECT_NO_REASON;

            if (reason == EFFECT_WITHHELD || first == EFFECT_NO_REASON)
                first = reason;
            if (first == EFFECT_WITHHELD)
                return first;
        }
    for (unsigned group = 0; group <= (unsigned)last_group(design) && has_changes(design) && first == EFFECT_NO_REASON;
         group++)
        if (pairs_contradict(question, group))
            first = EFFECT_CONTRADICTORY;
    return first;
}

/* ---- Intervals ---- */

struct judging {
    const struct effect_question *question;
    double confidence; /* as a fraction */
    double z;
};

static struct effect_interval figure_interval(const struct judging *judging, const struct effect_figure *figure)
{
    const enum effect_kind kind = judging->question->kind;

    if (!figure->given || fault_of_figure(figure, kind) != EFFECT_NO_REASON)
        return (struct effect_interval){0};
    if (kind == EFFECT_PROPORTION)
        return wilson_interval(figure->count, figure->size, judging->z);
    const struct mean_part part = mean_part(figure->deviation, figure->size);
    return mean_interval(figure->mean, &part, 1, judging->confidence);
}

static void judge_figures(const struct judging *judging, struct effect_answer *answer)
{
    for (unsigned group = 0; group < EFFECT_GROUPS; group++)
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
            answer->figures[group][moment] = figure_interval(judging, &judging->question->figures[group][moment]);
}

static double phi_of(const struct effect_question *question, enum effect_group group)
{
    const struct effect_figure *figures = question->figures[group];

    if (!is_used_as_pairs(question, group))
        return 0;
    return phi_corrected(question->pairs[group].both, figures[EFFECT_AFTER].count, figures[EFFECT_BEFORE].count,
        figures[EFFECT_AFTER].size);
}

/* The parts that a group's change is made of; returns how many. */
static size_t change_parts(const struct effect_question *question, enum effect_group group, struct mean_part *ret)
{
    const struct effect_figure *figures = question->figures[group];

    if (is_used_as_pairs(question, group)) {
        ret[0] = mean_part(question->pairs[group].deviation, figures[EFFECT_AFTER].size);
        return 1;
    }
    for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
        ret[moment] = mean_part(figures[moment].deviation, figures[moment].size);
    return EFFECT_MOMENTS;
}

static struct effect_interval change_of(
    const struct judging *judging, const struct effect_answer *answer, enum effect_group group)
{
    const struct effect_interval *figures = answer->figures[group];
    struct mean_part parts[EFFECT_MOMENTS];

    if (judging->question->kind == EFFECT_PROPORTION)
        return mover_interval(figures[EFFECT_AFTER], figures[EFFECT_BEFORE], phi_of(judging->question, group));
    return mean_interval(figures[EFFECT_AFTER].value - figures[EFFECT_BEFORE].value, parts,
        change_parts(judging->question, group, parts), judging->confidence);
}

static void judge_changes(const struct judging *judging, struct effect_answer *answer)
{
    for (unsigned group = 0; group <= (unsigned)last_group(answer->design) && has_changes(answer->design); group++)
        answer->changes[group] = change_of(judging, answer, group);
}

/* All parts that the difference is made of; returns how many. */
static size_t difference_parts(
    const struct effect_question *question, enum effect_design design, struct mean_part ret[MEAN_PARTS_MOST])
{
    size_t count = 0;

    for (unsigned group = 0; group <= (unsigned)last_group(design); group++) {
        const struct effect_figure *after = &question->figures[group][EFFECT_AFTER];

        if (has_changes(design))
            count += change_parts(question, group, ret + count);
        else
            ret[count++] = mean_part(after->deviation, after->size);
    }
    return count;
}

/* What is compared: changes, or the groups after. */
static const struct effect_interval *side(const struct effect_answer *answer, enum effect_group group)
{
    return answer->design == EFFECT_COMPARED ? &answer->figures[group][EFFECT_AFTER] : &answer->changes[group];
}

static void judge_mean_difference(const struct judging *judging, struct effect_answer *answer)
{
    struct mean_part parts[MEAN_PARTS_MOST];
    const size_t count = difference_parts(judging->question, answer->design, parts);
    double value = side(answer, EFFECT_PARTICIPANTS)->value;

    if (answer->design != EFFECT_BEFORE_AFTER)
        value -= side(answer, EFFECT_COMPARISON)->value;
    answer->difference = mean_interval(value, parts, count, judging->confidence);
    answer->degrees = satterthwaite(parts, count);
}

static void judge_difference(const struct judging *judging, struct effect_answer *answer)
{
    if (judging->question->kind == EFFECT_MEAN)
        judge_mean_difference(judging, answer);
    else if (answer->design == EFFECT_BEFORE_AFTER)
        answer->difference = answer->changes[EFFECT_PARTICIPANTS];
    else
        answer->difference = mover_interval(*side(answer, EFFECT_PARTICIPANTS), *side(answer, EFFECT_COMPARISON), 0);
}

static enum effect_method method_of(const struct effect_question *question, enum effect_design design)
{
    static const enum effect_method methods[2][3] = {
        [EFFECT_PROPORTION] = {EFFECT_NEWCOMBE, EFFECT_NEWCOMBE_PAIRED, EFFECT_MOVER},
        [EFFECT_MEAN] = {EFFECT_WELCH, EFFECT_PAIRED_T, EFFECT_SATTERTHWAITE}};

    if (design == EFFECT_BEFORE_AFTER_COMPARED)
        return methods[question->kind][2];
    return methods[question->kind][design == EFFECT_BEFORE_AFTER && is_used_as_pairs(question, EFFECT_PARTICIPANTS)];
}

/* ---- Cautions ---- */

static bool is_under_expected(double expected)
{
    return expected < EFFECT_FEW_EXPECTED;
}

/* Were both alike, each would have these, counted or not counted. */
static bool expects_few(const struct effect_figure *a, const struct effect_figure *b)
{
    const double share = (double)(a->count + b->count) / (double)(a->size + b->size);
    const double smaller = (double)(a->size < b->size ? a->size : b->size);

    return is_under_expected(smaller * share) || is_under_expected(smaller * (1 - share));
}

/* Of the same people, those who changed count: half of them would have done so either way. */
static bool expects_few_changes(const struct effect_question *question, enum effect_group group)
{
    const struct effect_figure *figures = question->figures[group];
    const int64_t changed =
        figures[EFFECT_BEFORE].count + figures[EFFECT_AFTER].count - 2 * question->pairs[group].both;

    if (is_used_as_pairs(question, group))
        return is_under_expected((double)changed / 2);
    return expects_few(&figures[EFFECT_BEFORE], &figures[EFFECT_AFTER]);
}

static bool has_few_cases(const struct effect_question *question, enum effect_design design)
{
    if (question->kind == EFFECT_MEAN)
        return false;
    if (design == EFFECT_COMPARED)
        return expects_few(
            &question->figures[EFFECT_PARTICIPANTS][EFFECT_AFTER], &question->figures[EFFECT_COMPARISON][EFFECT_AFTER]);
    for (unsigned group = 0; group <= (unsigned)last_group(design); group++)
        if (expects_few_changes(question, group))
            return true;
    return false;
}

static bool has_group_under(const struct effect_question *question, enum effect_design design, int64_t least)
{
    for (unsigned group = 0; group < EFFECT_GROUPS; group++)
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
            if (design_uses(design, group, moment) && question->figures[group][moment].size < least)
                return true;
    return false;
}

static unsigned caution_of_pairing(const struct effect_question *question, enum effect_group group)
{
    if (question->pairs[group].paired == EFFECT_PAIRED)
        return is_used_as_pairs(question, group) ? 0 : 1U << EFFECT_PAIRING_UNUSED;
    return question->pairs[group].paired == EFFECT_UNPAIRED ? 1U << EFFECT_DIFFERENT_PEOPLE
                                                            : 1U << EFFECT_PAIRING_UNKNOWN;
}

static bool has_unused_figures(const struct effect_question *question, enum effect_design design)
{
    for (unsigned group = 0; group < EFFECT_GROUPS; group++)
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
            if (is_given(question, group, moment) && !design_uses(design, group, moment))
                return true;
    return false;
}

static unsigned cautions_of(const struct effect_question *question, enum effect_design design)
{
    unsigned cautions = 0;

    if (has_few_cases(question, design))
        cautions |= 1U << EFFECT_FEW_CASES;
    if (question->kind == EFFECT_MEAN && has_group_under(question, design, EFFECT_NORMAL))
        cautions |= 1U << EFFECT_FEW_FOR_MEAN;
    for (unsigned group = 0; group <= (unsigned)last_group(design) && has_changes(design); group++)
        cautions |= caution_of_pairing(question, group);
    if (has_unused_figures(question, design))
        cautions |= 1U << EFFECT_FIGURES_UNUSED;
    return cautions;
}

/* ---- Conclusion ---- */

static void conclude(struct effect_answer *answer)
{
    const struct effect_interval *difference = &answer->difference;

    if (has_group_under(&answer->question, answer->design, EFFECT_TINY)) {
        answer->conclusion = EFFECT_TOO_SMALL;
    } else if (!difference->bounded) {
        answer->reason = EFFECT_NO_SPREAD;
    } else if (difference->lower > 0 || difference->upper < 0) {
        answer->conclusion = EFFECT_SHOWN;
        answer->direction = difference->lower > 0 ? EFFECT_INCREASE : EFFECT_DECREASE;
    } else {
        answer->conclusion = EFFECT_NOT_SHOWN;
    }
}

void effect_judge(const struct effect_question *question, struct effect_answer *ret)
{
    struct effect_answer answer = {.question = *question, .design = design_of(question)};
    const double confidence = question->confidence / 100;
    const struct judging judging = {.question = question, .confidence = confidence, .z = normal_quantile(confidence)};

    answer.reason = fault_of(question, answer.design);
    answer.claim = claim_of(answer.design, question->assignment);
    judge_figures(&judging, &answer);
    if (answer.reason == EFFECT_NO_REASON) {
        answer.method = method_of(question, answer.design);
        answer.cautions = cautions_of(question, answer.design);
        judge_changes(&judging, &answer);
        judge_difference(&judging, &answer);
        conclude(&answer);
    }
    *ret = answer;
}

int effect_is_wanted(const struct effect_answer *answer)
{
    if (answer->conclusion != EFFECT_SHOWN || answer->question.wanted == EFFECT_NO_DIRECTION)
        return -1;
    return answer->direction == answer->question.wanted;
}
