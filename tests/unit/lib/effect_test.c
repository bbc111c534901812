/* Effects: what holds of every interval, which conclusion is drawn when, and what is said. */
#include <math.h>
#include <string.h>

#include <proeftuin/code.h>

#include "effect_support.h"

enum { TRIES = 4000, TEXT_MOST = 64 * 1024 };

/* A generator of its own, so that a failure comes again. */
static uint64_t state;

static uint64_t number(uint64_t most)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33) % (most + 1);
}

static double real(double most)
{
    return (double)number(1000000) / 1000000 * most;
}

static void expect_around(const struct effect_interval *interval)
{
    ck_assert(interval->known && interval->bounded);
    ck_assert(interval->lower <= interval->value && interval->value <= interval->upper);
}

static void expect_mirrored(const struct effect_interval *a, const struct effect_interval *b, double scale)
{
    ck_assert_double_eq_tol(a->value, -b->value, 1e-9 * scale);
    ck_assert_double_eq_tol(a->lower, -b->upper, 1e-9 * scale);
    ck_assert_double_eq_tol(a->upper, -b->lower, 1e-9 * scale);
}

static double width(const struct effect_interval *interval)
{
    return interval->upper - interval->lower;
}

/* ---- Questions at random ---- */

static void take_group(struct effect_question *question, enum effect_group group, bool paired)
{
    const int64_t size = 10 + (int64_t)number(300), after = (int64_t)number((uint64_t)size);
    const int64_t before_size = paired ? size : 10 + (int64_t)number(300);
    const int64_t before = (int64_t)number((uint64_t)before_size);
    const int64_t least = before + after > size ? before + after - size : 0, most = before < after ? before : after;

    if (question->kind == EFFECT_PROPORTION) {
        give_count(question, group, EFFECT_BEFORE, before, before_size);
        give_count(question, group, EFFECT_AFTER, after, size);
    } else {
        give_mean(question, group, EFFECT_BEFORE, real(100) - 50, 0.1 + real(20), before_size);
        give_mean(question, group, EFFECT_AFTER, real(100) - 50, 0.1 + real(20), size);
    }
    if (paired)
        question->pairs[group] = (struct effect_pairs){.paired = EFFECT_PAIRED,
            .both = question->kind == EFFECT_PROPORTION ? least + (int64_t)number((uint64_t)(most - least)) : -1,
            .deviation = question->kind == EFFECT_MEAN ? 0.1 + real(20) : -1};
}

static struct effect_question any_question(enum effect_kind kind)
{
    struct effect_question question = effect_question_new(kind);
    const uint64_t design = number(2);

    take_group(&question, EFFECT_PARTICIPANTS, number(1));
    if (design > 0)
        take_group(&question, EFFECT_COMPARISON, number(1));
    if (design == 1)
        question.figures[EFFECT_PARTICIPANTS][EFFECT_BEFORE].given =
            question.figures[EFFECT_COMPARISON][EFFECT_BEFORE].given = false;
    question.confidence = 80 + real(19.9);
    return question;
}

static void swap_figures(struct effect_figure *a, struct effect_figure *b)
{
    const struct effect_figure kept = *a;

    *a = *b;
    *b = kept;
}

/* The groups change places, or before and after do. */
static struct effect_question mirrored(struct effect_question question)
{
    const bool compared = question.figures[EFFECT_COMPARISON][EFFECT_AFTER].given;

    if (!compared) {
        swap_figures(&question.figures[EFFECT_PARTICIPANTS][0], &question.figures[EFFECT_PARTICIPANTS][1]);
        return question;
    }
    const struct effect_pairs kept = question.pairs[EFFECT_PARTICIPANTS];

    question.pairs[EFFECT_PARTICIPANTS] = question.pairs[EFFECT_COMPARISON];
    question.pairs[EFFECT_COMPARISON] = kept;
    for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
        swap_figures(&question.figures[EFFECT_PARTICIPANTS][moment], &question.figures[EFFECT_COMPARISON][moment]);
    return question;
}

/* ---- Properties ---- */

START_TEST(interval_holds_its_value)
{
    state = 1;
    for (int i = 0; i < TRIES; i++) {
        const struct effect_answer answer = judged(any_question(i % 2 ? EFFECT_MEAN : EFFECT_PROPORTION));

        ck_assert_int_ne(answer.conclusion, EFFECT_NOT_ESTABLISHED);
        expect_around(&answer.difference);
        for (unsigned group = 0; group < EFFECT_GROUPS; group++)
            for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
                if (answer.question.figures[group][moment].given)
                    expect_around(&answer.figures[group][moment]);
    }
}
END_TEST

START_TEST(swapped_it_is_mirrored)
{
    state = 2;
    for (int i = 0; i < TRIES; i++) {
        const struct effect_question question = any_question(i % 2 ? EFFECT_MEAN : EFFECT_PROPORTION);
        const struct effect_answer one = judged(question), other = judged(mirrored(question));

        expect_mirrored(&one.difference, &other.difference, 100);
        ck_assert_int_eq(one.conclusion, other.conclusion);
        ck_assert(one.conclusion != EFFECT_SHOWN || one.direction != other.direction);
    }
}
END_TEST

/* Who was not counted is as good as who was: the other way round. */
START_TEST(the_opposite_outcome_is_mirrored)
{
    state = 3;
    for (int i = 0; i < TRIES; i++) {
        const struct effect_question question = any_question(EFFECT_PROPORTION);
        struct effect_question opposite = question;

        for (unsigned group = 0; group < EFFECT_GROUPS; group++) {
            struct effect_figure *figures = opposite.figures[group];

            if (opposite.pairs[group].both >= 0)
                opposite.pairs[group].both +=
                    figures[EFFECT_AFTER].size - figures[EFFECT_BEFORE].count - figures[EFFECT_AFTER].count;
            for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
                figures[moment].count = figures[moment].size - figures[moment].count;
        }
        const struct effect_answer one = judged(question), other = judged(opposite);
        expect_mirrored(&one.difference, &other.difference, 1);
    }
}
END_TEST

START_TEST(more_people_make_it_narrower)
{
    state = 4;
    for (int i = 0; i < TRIES; i++) {
        const struct effect_question question = any_question(i % 2 ? EFFECT_MEAN : EFFECT_PROPORTION);
        struct effect_question more = question;

        for (unsigned group = 0; group < EFFECT_GROUPS; group++) {
            if (more.pairs[group].both >= 0)
                more.pairs[group].both *= 4;
            for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++) {
                more.figures[group][moment].size *= 4;
                more.figures[group][moment].count *= 4;
            }
        }
        const struct effect_answer few = judged(question), many = judged(more);
        ck_assert(width(&many.difference) < width(&few.difference));
    }
}
END_TEST

START_TEST(more_confidence_makes_it_wider)
{
    state = 5;
    for (int i = 0; i < TRIES; i++) {
        struct effect_question question = any_question(i % 2 ? EFFECT_MEAN : EFFECT_PROPORTION);
        struct effect_answer last, answer;

        question.confidence = EFFECT_CONFIDENCE_LEAST;
        last = judged(question);
        question.confidence = EFFECT_CONFIDENCE_MOST;
        answer = judged(question);
        ck_assert(answer.difference.lower < last.difference.lower || answer.difference.lower == -1);
        ck_assert(answer.difference.upper > last.difference.upper || answer.difference.upper == 1);
    }
}
END_TEST

/* In months or in days, from one zero or another: the same with another unit. */
START_TEST(units_of_means_do_not_matter)
{
    state = 6;
    for (int i = 0; i < TRIES; i++) {
        const struct effect_question question = any_question(EFFECT_MEAN);
        const double scale = 1e-3 + real(1e4), shift = real(1e5) - 5e4;
        struct effect_question other = question;

        for (unsigned group = 0; group < EFFECT_GROUPS; group++) {
            if (other.pairs[group].deviation >= 0)
                other.pairs[group].deviation *= scale;
            for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++) {
                other.figures[group][moment].mean = other.figures[group][moment].mean * scale + shift;
                if (other.figures[group][moment].deviation >= 0)
                    other.figures[group][moment].deviation *= scale;
            }
        }
        const struct effect_answer one = judged(question), changed = judged(other);
        ck_assert_double_eq_tol(changed.difference.value, one.difference.value * scale, 1e-9 * (scale * 100 + 1e5));
        ck_assert_double_eq_tol(changed.difference.lower, one.difference.lower * scale, 1e-9 * (scale * 100 + 1e5));
        ck_assert_double_eq_tol(changed.degrees, one.degrees, 1e-6 * one.degrees);
    }
}
END_TEST

/* The intervals of proportions stay within what proportions can differ. */
START_TEST(proportions_stay_within_bounds)
{
    state = 7;
    for (int i = 0; i < TRIES; i++) {
        const struct effect_answer answer = judged(any_question(EFFECT_PROPORTION));
        const double most = answer.design == EFFECT_BEFORE_AFTER_COMPARED ? 2 : 1;

        ck_assert(answer.difference.lower >= -most && answer.difference.upper <= most);
    }
}
END_TEST

/* As often as it says: the true difference lies within about 95 of 100 intervals, and never far fewer. */
START_TEST(covers_as_often_as_it_says)
{
    static const struct {
        int size_a, size_b, percent_a, percent_b;
    } worlds[] = {{20, 20, 30, 60}, {50, 30, 10, 20}, {100, 40, 50, 50}};

    state = 8;
    for (size_t world = 0; world < sizeof worlds / sizeof *worlds; world++) {
        const double truth = (worlds[world].percent_a - worlds[world].percent_b) / 100.0;
        int within = 0;

        for (int i = 0; i < TRIES; i++) {
            int64_t a = 0, b = 0;

            for (int k = 0; k < worlds[world].size_a; k++)
                a += (int)number(99) < worlds[world].percent_a;
            for (int k = 0; k < worlds[world].size_b; k++)
                b += (int)number(99) < worlds[world].percent_b;
            const struct effect_answer answer = judged(two_counts(a, worlds[world].size_a, b, worlds[world].size_b));
            within += answer.difference.lower <= truth && truth <= answer.difference.upper;
        }
        ck_assert_msg(within > 0.93 * TRIES && within < 0.975 * TRIES, "world %zu: %d", world, within);
    }
}
END_TEST

/* ---- Designs and claims ---- */

START_TEST(designs)
{
    struct effect_question question = effect_question_new(EFFECT_PROPORTION);

    ck_assert_int_eq(judged(question).reason, EFFECT_INCOMPLETE);
    give_count(&question, EFFECT_PARTICIPANTS, EFFECT_AFTER, 30, 60);
    ck_assert_int_eq(judged(question).reason, EFFECT_INCOMPLETE);
    give_count(&question, EFFECT_PARTICIPANTS, EFFECT_BEFORE, 20, 60);
    ck_assert_int_eq(judged(question).design, EFFECT_BEFORE_AFTER);
    ck_assert_int_eq(judged(question).claim, EFFECT_CLAIM_CHANGE);
    give_count(&question, EFFECT_COMPARISON, EFFECT_AFTER, 25, 60);
    ck_assert_int_eq(judged(question).design, EFFECT_COMPARED);
    ck_assert(judged(question).cautions >> EFFECT_FIGURES_UNUSED & 1);
    give_count(&question, EFFECT_COMPARISON, EFFECT_BEFORE, 22, 60);
    ck_assert_int_eq(judged(question).design, EFFECT_BEFORE_AFTER_COMPARED);
    ck_assert(!(judged(question).cautions >> EFFECT_FIGURES_UNUSED & 1));
}
END_TEST

START_TEST(claims)
{
    static const enum effect_claim compared[] = {[EFFECT_ASSIGNMENT_UNKNOWN] = EFFECT_CLAIM_DIFFERENCE,
        [EFFECT_RANDOM] = EFFECT_CLAIM_RANDOMISED,
        [EFFECT_MATCHED] = EFFECT_CLAIM_MATCHED,
        [EFFECT_NOT_RANDOM] = EFFECT_CLAIM_DIFFERENCE};

    for (unsigned assignment = 0; assignment <= EFFECT_NOT_RANDOM; assignment++) {
        struct effect_question question = two_counts(56, 70, 48, 80);

        question.assignment = assignment;
        ck_assert_int_eq(judged(question).claim, compared[assignment]);
        give_count(&question, EFFECT_PARTICIPANTS, EFFECT_BEFORE, 35, 70);
        give_count(&question, EFFECT_COMPARISON, EFFECT_BEFORE, 40, 80);
        ck_assert_int_eq(judged(question).claim,
            assignment == EFFECT_RANDOM ? EFFECT_CLAIM_RANDOMISED : EFFECT_CLAIM_DIFFERENCE_IN_CHANGE);
        question.figures[EFFECT_COMPARISON][EFFECT_BEFORE].given = false;
        question.figures[EFFECT_COMPARISON][EFFECT_AFTER].given = false;
        ck_assert_int_eq(judged(question).claim, EFFECT_CLAIM_CHANGE);
    }
}
END_TEST

/* The difference of two changes: by MOVER from the interval of each, by hand. */
START_TEST(difference_in_differences_of_proportions)
{
    struct effect_question question = pairs_of_counts(30, 20, 6, 44);

    give_count(&question, EFFECT_COMPARISON, EFFECT_BEFORE, 30, 80);
    give_count(&question, EFFECT_COMPARISON, EFFECT_AFTER, 34, 80);
    const struct effect_answer answer = judged(question);
    const struct effect_interval *p = &answer.changes[EFFECT_PARTICIPANTS], *c = &answer.changes[EFFECT_COMPARISON];

    ck_assert_int_eq(answer.method, EFFECT_MOVER);
    ck_assert_double_eq_tol(answer.difference.value, 0.14 - 0.05, 1e-12);
    ck_assert_double_eq_tol(answer.difference.lower,
        0.09 - sqrt((p->value - p->lower) * (p->value - p->lower) + (c->upper - c->value) * (c->upper - c->value)),
        1e-12);
    ck_assert_double_eq_tol(answer.difference.upper,
        0.09 + sqrt((p->upper - p->value) * (p->upper - p->value) + (c->value - c->lower) * (c->value - c->lower)),
        1e-12);
}
END_TEST

/* ---- Conclusions ---- */

START_TEST(conclusions)
{
    struct effect_question question = two_counts(56, 70, 48, 80);

    ck_assert_int_eq(judged(question).conclusion, EFFECT_SHOWN);
    ck_assert_int_eq(judged(question).direction, EFFECT_INCREASE);
    question.wanted = EFFECT_INCREASE;
    struct effect_answer answer = judged(question);
    ck_assert_int_eq(effect_is_wanted(&answer), 1);
    question.wanted = EFFECT_DECREASE;
    answer = judged(question);
    ck_assert_int_eq(effect_is_wanted(&answer), 0);
    question.wanted = EFFECT_MAINTAIN;
    answer = judged(question);
    ck_assert_int_eq(effect_is_wanted(&answer), 0);
    answer = judged(two_counts(35, 70, 40, 80));
    ck_assert_int_eq(answer.conclusion, EFFECT_NOT_SHOWN);
    ck_assert_int_eq(effect_is_wanted(&answer), -1);
}
END_TEST

/* However clear it looks. */
START_TEST(under_ten_nothing_is_concluded)
{
    ck_assert_int_eq(judged(two_counts(9, 9, 0, 100)).conclusion, EFFECT_TOO_SMALL);
    ck_assert_int_eq(judged(two_counts(10, 10, 0, 100)).conclusion, EFFECT_SHOWN);
    ck_assert_int_eq(judged(two_counts(100, 100, 0, 9)).conclusion, EFFECT_TOO_SMALL);
    ck_assert_int_eq(judged(two_means(9, 1, 9, 0, 1, 100)).conclusion, EFFECT_TOO_SMALL);
    ck_assert_int_eq(judged(two_means(9, 1, 1, 0, 1, 1)).conclusion, EFFECT_TOO_SMALL);
    ck_assert(!judged(two_means(9, 1, 1, 0, 1, 1)).difference.bounded);
    /* A small comparison group that the design leaves out does no harm. */
    struct effect_question question = pairs_of_counts(30, 20, 6, 44);
    give_count(&question, EFFECT_COMPARISON, EFFECT_BEFORE, 1, 3);
    ck_assert_int_eq(judged(question).conclusion, EFFECT_SHOWN);
}
END_TEST

static bool warns(const struct effect_answer answer, enum effect_caution caution)
{
    return answer.cautions >> caution & 1;
}

START_TEST(few_cases)
{
    ck_assert(warns(judged(two_counts(3, 50, 5, 50)), EFFECT_FEW_CASES));      /* four expected in each */
    ck_assert(!warns(judged(two_counts(5, 50, 5, 50)), EFFECT_FEW_CASES));     /* five */
    ck_assert(warns(judged(two_counts(47, 50, 45, 50)), EFFECT_FEW_CASES));    /* four who were not counted */
    ck_assert(warns(judged(pairs_of_counts(30, 7, 2, 44)), EFFECT_FEW_CASES)); /* nine changed */
    ck_assert(!warns(judged(pairs_of_counts(30, 7, 3, 44)), EFFECT_FEW_CASES));
    ck_assert(warns(judged(two_means(9, 1, 29, 0, 1, 100)), EFFECT_FEW_FOR_MEAN));
    ck_assert(!warns(judged(two_means(9, 1, 30, 0, 1, 100)), EFFECT_FEW_FOR_MEAN));
    ck_assert(!warns(judged(two_counts(10, 29, 10, 29)), EFFECT_FEW_FOR_MEAN));
}
END_TEST

START_TEST(pairing)
{
    struct effect_question question = pairs_of_counts(30, 20, 6, 44);
    const struct effect_answer paired = judged(question);

    ck_assert_uint_eq(paired.cautions, 0);
    question.pairs[EFFECT_PARTICIPANTS].both = -1;
    ck_assert(warns(judged(question), EFFECT_PAIRING_UNUSED));
    ck_assert_int_eq(judged(question).method, EFFECT_NEWCOMBE);
    const struct effect_answer unused = judged(question);
    ck_assert(width(&unused.difference) > width(&paired.difference));
    question.pairs[EFFECT_PARTICIPANTS].paired = EFFECT_PAIRED_UNKNOWN;
    ck_assert(warns(judged(question), EFFECT_PAIRING_UNKNOWN));
    question.pairs[EFFECT_PARTICIPANTS].paired = EFFECT_UNPAIRED;
    ck_assert(warns(judged(question), EFFECT_DIFFERENT_PEOPLE));
}
END_TEST

START_TEST(reasons)
{
    const struct effect_question sound = two_counts(56, 70, 48, 80), means = two_means(9, 1, 30, 0, 1, 100);
    struct effect_question question = sound;
    struct effect_figure *figure = &question.figures[EFFECT_COMPARISON][EFFECT_AFTER];

    figure->size = -1;
    ck_assert_int_eq(judged(question).reason, EFFECT_SIZE_MISSING);
    question.figures[EFFECT_PARTICIPANTS][EFFECT_AFTER].withheld = true;
    ck_assert_int_eq(judged(question).reason, EFFECT_WITHHELD);
    question = sound;
    figure->withheld = true;
    question.figures[EFFECT_PARTICIPANTS][EFFECT_AFTER].size = -1;
    ck_assert_int_eq(judged(question).reason, EFFECT_WITHHELD);
    question = sound;
    figure->size = figure->count = 0;
    ck_assert_int_eq(judged(question).reason, EFFECT_NOBODY);
    question = sound;
    figure->count = -1;
    ck_assert_int_eq(judged(question).reason, EFFECT_COUNT_MISSING);
    figure->count = 81;
    ck_assert_int_eq(judged(question).reason, EFFECT_CONTRADICTORY);
    question = means;
    figure->deviation = -1;
    ck_assert_int_eq(judged(question).reason, EFFECT_DEVIATION_MISSING);
    figure->deviation = 1;
    figure->mean = NAN;
    ck_assert_int_eq(judged(question).reason, EFFECT_COUNT_MISSING);
    question = means;
    figure->deviation = question.figures[EFFECT_PARTICIPANTS][EFFECT_AFTER].deviation = 0;
    ck_assert_int_eq(judged(question).reason, EFFECT_NO_SPREAD);
    ck_assert(judged(question).difference.known && !judged(question).difference.bounded);
}
END_TEST

START_TEST(pairs_that_can_not_be)
{
    struct effect_question question = pairs_of_counts(30, 20, 6, 44);

    question.pairs[EFFECT_PARTICIPANTS].both = 37; /* of 36 before */
    ck_assert_int_eq(judged(question).reason, EFFECT_CONTRADICTORY);
    question = pairs_of_counts(30, 20, 6, 4);
    question.pairs[EFFECT_PARTICIPANTS].both = 25; /* 36 and 50 of 60 leave no room */
    ck_assert_int_eq(judged(question).reason, EFFECT_CONTRADICTORY);
    question = pairs_of_counts(30, 20, 6, 44);
    question.figures[EFFECT_PARTICIPANTS][EFFECT_BEFORE].size++;
    ck_assert_int_eq(judged(question).reason, EFFECT_CONTRADICTORY);
}
END_TEST

/* ---- Codes ---- */

static void expect_code(const struct code_list *list, unsigned index, const char *code)
{
    ck_assert_uint_lt(index, list->count);
    ck_assert_str_eq(list->codes[index].code, code);
}

/* The lists are in the order of the enums, and every assignment is known. */
START_TEST(codes)
{
    expect_code(&code_study_groups, EFFECT_PARTICIPANTS, "participants");
    expect_code(&code_study_groups, EFFECT_COMPARISON, "comparison");
    expect_code(&code_study_moments, EFFECT_BEFORE, "before");
    expect_code(&code_study_moments, EFFECT_AFTER, "after");
    expect_code(&code_figure_kinds, EFFECT_PROPORTION, "proportion");
    expect_code(&code_figure_kinds, EFFECT_MEAN, "mean");
    expect_code(&code_directions, EFFECT_INCREASE - 1, "increase");
    expect_code(&code_directions, EFFECT_DECREASE - 1, "decrease");
    expect_code(&code_directions, EFFECT_MAINTAIN - 1, "maintain");
    ck_assert_int_eq(effect_assignment_read("random"), EFFECT_RANDOM);
    ck_assert_int_eq(effect_assignment_read("matched"), EFFECT_MATCHED);
    ck_assert_int_eq(effect_assignment_read("notRandom"), EFFECT_NOT_RANDOM);
    ck_assert_int_eq(effect_assignment_read("unknown"), EFFECT_ASSIGNMENT_UNKNOWN);
    ck_assert_int_eq(effect_assignment_read(NULL), EFFECT_ASSIGNMENT_UNKNOWN);
    ck_assert_uint_eq(code_assignments.count, 4);
}
END_TEST

/* ---- Sentences ---- */

static void expect_text(const struct effect_answer answer, enum language language, const char *text)
{
    struct buffer out;

    buffer_init(&out, TEXT_MOST);
    effect_sentences(&answer, language, &out);
    ck_assert_str_eq(out.data, text);
    buffer_free(&out);
}

START_TEST(sentences)
{
    struct effect_question question = two_counts(56, 70, 48, 80);

    question.wanted = EFFECT_INCREASE;
    expect_text(judged(question), LANGUAGE_NL,
        "Bij de deelnemers was de uitkomst 20,0 procentpunt hoger dan in de vergelijkingsgroep "
        "(betrouwbaarheidsinterval van 95 %: 5,2 tot 33,4). Dat is de gewenste kant op. De groepen zijn, voor zover "
        "bekend, niet door loting gevormd: het verschil kan ook komen doordat zij al van elkaar verschilden.");
    question.wanted = EFFECT_DECREASE;
    question.confidence = 99.9;
    expect_text(judged(question), LANGUAGE_EN,
        "No difference between participants and comparison group is shown: it is 20.0 percentage points (99.9 % "
        "confidence interval: -4.8 to 41.3). That does not mean that there is none.");
    expect_text(judged(two_means(1.25, 0.5, 40, 2.5, 0.5, 40)), LANGUAGE_NL,
        "Bij de deelnemers was de uitkomst 1,25 lager dan in de vergelijkingsgroep (betrouwbaarheidsinterval van 95 %: "
        "-1,47 tot -1,03). De groepen zijn, voor zover bekend, niet door loting gevormd: het verschil kan ook komen "
        "doordat zij al van elkaar verschilden.");
}
END_TEST

/* Whatever is concluded, nothing is said to be proven, and what is too small comes without a claim. */
START_TEST(nothing_is_proven)
{
    struct buffer words;

    buffer_init(&words, TEXT_MOST);
    effect_words_write(&words);
    ck_assert(!words.failed);
    for (size_t i = 0; i < 2; i++) {
        static const char *const boasts[] = {"bewezen", "prove"};
        ck_assert_msg(!strstr(words.data, boasts[i]), "%s", boasts[i]);
    }
    buffer_free(&words);
    expect_text(judged(two_counts(9, 9, 0, 100)), LANGUAGE_EN,
        "With under 10 people in a group nothing can be concluded: one of them is over ten percentage points.");
}
END_TEST

SUITE("effects", interval_holds_its_value, swapped_it_is_mirrored, the_opposite_outcome_is_mirrored,
    more_people_make_it_narrower, more_confidence_makes_it_wider, units_of_means_do_not_matter,
    proportions_stay_within_bounds, covers_as_often_as_it_says, designs, claims,
    difference_in_differences_of_proportions, conclusions, under_ten_nothing_is_concluded, few_cases, pairing, reasons,
    pairs_that_can_not_be, codes, sentences, nothing_is_proven)
