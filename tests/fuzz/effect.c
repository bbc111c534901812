/*
 * Effects (tests). Input: a question, field by field (see take_question()): anything that a row might hold, also what
 * its rules would not allow together.
 *
 * Every question has an answer: an interval holds its value, what is concluded rests on it, what is not established has
 * a reason and no difference is told of what is withheld, and it is written in both languages as JSON.
 */
#include "fuzz/fuzz.h"

#include <math.h>

#include <proeftuin/effect.h>

static int64_t take_count(struct input *input)
{
    const unsigned kind = input_number(input, 7), count = input_number(input, UINT16_MAX);

    return kind == 0 ? -1 : kind == 1 ? 100000000 - (int64_t)count : (int64_t)count % 500;
}

static double take_number(struct input *input)
{
    static const double ends[] = {0, 1e12, -1e12, 0.0001, -0.0001, 1e12 - 0.0001};
    const unsigned kind = input_number(input, 7), number = input_number(input, UINT16_MAX);

    return kind < sizeof ends / sizeof *ends ? ends[kind] : (double)number / 100;
}

/* A deviation is not below nought, or not known. */
static double take_deviation(struct input *input)
{
    return input_number(input, 7) ? fabs(take_number(input)) : -1;
}

static struct effect_figure take_figure(struct input *input)
{
    return (struct effect_figure){.given = input_number(input, 3) > 0,
        .withheld = input_number(input, 15) == 0,
        .size = take_count(input),
        .count = take_count(input),
        .mean = input_number(input, 15) ? take_number(input) : NAN,
        .deviation = take_deviation(input)};
}

static struct effect_question take_question(struct input *input)
{
    struct effect_question question = effect_question_new(input_number(input, EFFECT_MEAN));

    question.assignment = input_number(input, EFFECT_NOT_RANDOM);
    question.wanted = input_number(input, EFFECT_MAINTAIN);
    question.confidence = EFFECT_CONFIDENCE_LEAST + input_number(input, 199) / 10.0;
    for (unsigned group = 0; group < EFFECT_GROUPS; group++) {
        question.pairs[group] = (struct effect_pairs){.paired = input_number(input, EFFECT_UNPAIRED),
            .both = take_count(input),
            .deviation = take_deviation(input)};
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
            question.figures[group][moment] = take_figure(input);
        /* Else pairs would hardly ever be as many. */
        if (input_number(input, 1))
            question.figures[group][EFFECT_BEFORE].size = question.figures[group][EFFECT_AFTER].size;
    }
    return question;
}

/* ---- Demands ---- */

static void demand_interval(const struct effect_interval *interval)
{
    if (!interval->known)
        return;
    DEMAND(isfinite(interval->value));
    if (interval->bounded)
        DEMAND(isfinite(interval->lower) && isfinite(interval->upper) && interval->lower <= interval->value &&
               interval->value <= interval->upper);
}

static void demand_conclusion(const struct effect_answer *answer)
{
    const struct effect_interval *difference = &answer->difference;

    DEMAND((answer->conclusion == EFFECT_NOT_ESTABLISHED) == (answer->reason != EFFECT_NO_REASON));
    DEMAND((answer->conclusion == EFFECT_SHOWN) == (answer->direction != EFFECT_NO_DIRECTION));
    DEMAND((answer->design == EFFECT_NO_DESIGN) == (answer->reason == EFFECT_INCOMPLETE));
    DEMAND(difference->known == (answer->method != EFFECT_NO_METHOD));
    if (answer->reason == EFFECT_WITHHELD)
        DEMAND(!difference->known && !answer->changes[0].known && !answer->changes[1].known && !answer->cautions);
    if (answer->conclusion == EFFECT_SHOWN)
        DEMAND(answer->direction == EFFECT_INCREASE ? difference->lower > 0 : difference->upper < 0);
    if (answer->conclusion == EFFECT_NOT_SHOWN)
        DEMAND(difference->bounded && difference->lower <= 0 && difference->upper >= 0);
}

static void demand_written(const struct effect_answer *answer, enum language language)
{
    struct buffer text;

    buffer_init(&text, FUZZ_TEXT);
    effect_write(answer, "uitkomst \"{0}\"", language, &text);
    json_t *json = demand_json(&text);
    const char *sentence = json_string_value(json_object_get(json, "text"));
    DEMAND(sentence && *sentence && !strchr(sentence, '{') && !strstr(sentence, "nan") && !strstr(sentence, "inf "));
    DEMAND(json_is_null(json_object_get(json, "difference")) == !answer->difference.known);
    json_decref(json);
    buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    const struct effect_question question = take_question(&input);
    struct effect_answer answer;

    effect_judge(&question, &answer);
    demand_interval(&answer.difference);
    for (unsigned group = 0; group < EFFECT_GROUPS; group++) {
        demand_interval(&answer.changes[group]);
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++)
            demand_interval(&answer.figures[group][moment]);
    }
    demand_conclusion(&answer);
    demand_written(&answer, LANGUAGE_NL);
    demand_written(&answer, LANGUAGE_EN);
    return 0;
}
