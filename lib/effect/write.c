/* The answer on an effect as JSON (lib). */
#include <proeftuin/effect.h>

#include <inttypes.h>
#include <math.h>

#include <proeftuin/code.h>
#include <proeftuin/json_text.h>

#include "number.h"
#include "words.h"

enum { NUMBER_SIZE = 32, DECIMALS = 6, SENTENCES_MOST = 16 * 1024 };

static void write_name(struct buffer *out, const char *name)
{
    json_write_text(out, name);
    buffer_char(out, ':');
}

static void write_text(struct buffer *out, const char *name, const char *text)
{
    buffer_char(out, ',');
    write_name(out, name);
    json_write_text(out, text);
}

/* What is not finite is not known. */
static void write_number(struct buffer *out, const char *name, double value, bool known)
{
    char text[NUMBER_SIZE] = "null";

    if (known && isfinite(value))
        number_json(text, sizeof text, value, DECIMALS);
    buffer_char(out, ',');
    write_name(out, name);
    buffer_text(out, text);
}

static void write_count(struct buffer *out, const char *name, int64_t count)
{
    buffer_char(out, ',');
    write_name(out, name);
    if (count < 0)
        buffer_text(out, "null");
    else
        buffer_format(out, "%" PRId64, count);
}

/* Members behind others. */
static void write_interval(struct buffer *out, struct effect_interval interval, double unit)
{
    write_number(out, "value", interval.value * unit, interval.known);
    write_number(out, "lower", interval.lower * unit, interval.bounded);
    write_number(out, "upper", interval.upper * unit, interval.bounded);
}

static double unit_of(const struct effect_answer *answer)
{
    return answer->question.kind == EFFECT_PROPORTION ? 100 : 1;
}

static const char *code_of(const struct code_list *list, unsigned index)
{
    return list->codes[index].code;
}

static const char *direction_code(enum effect_direction direction)
{
    return direction == EFFECT_NO_DIRECTION ? NULL : code_of(&code_directions, direction - 1);
}

/* ---- Figures and changes ---- */

static void write_figure(
    const struct effect_answer *answer, enum effect_group group, enum effect_moment moment, struct buffer *out)
{
    const struct effect_figure *figure = &answer->question.figures[group][moment];

    buffer_char(out, '{');
    write_name(out, "studyGroup");
    json_write_text(out, code_of(&code_study_groups, group));
    write_text(out, "moment", code_of(&code_study_moments, moment));
    write_count(out, "sampleSize", figure->size);
    if (answer->question.kind == EFFECT_PROPORTION)
        write_count(out, "counted", figure->count);
    else
        write_number(out, "standardDeviation", figure->deviation, figure->deviation >= 0);
    if (answer->question.kind == EFFECT_MEAN && !answer->figures[group][moment].known)
        write_number(out, "value", figure->mean, true);
    else
        write_interval(out, answer->figures[group][moment], unit_of(answer));
    buffer_format(out, ",\"withheld\":%s}", figure->withheld ? "true" : "false");
}

static void write_figures(const struct effect_answer *answer, struct buffer *out)
{
    const char *separator = "";

    buffer_text(out, ",\"figures\":[");
    for (unsigned group = 0; group < EFFECT_GROUPS; group++)
        for (unsigned moment = 0; moment < EFFECT_MOMENTS; moment++) {
            if (!answer->question.figures[group][moment].given)
                continue;
            buffer_text(out, separator);
            separator = ",";
            write_figure(answer, group, moment, out);
        }
    buffer_char(out, ']');
}

static void write_change(const struct effect_answer *answer, enum effect_group group, struct buffer *out)
{
    static const char *const paired[] = {
        [EFFECT_PAIRED_UNKNOWN] = "unknown", [EFFECT_PAIRED] = "yes", [EFFECT_UNPAIRED] = "no"};
    const struct effect_pairs *pairs = &answer->question.pairs[group];

    buffer_char(out, '{');
    write_name(out, "studyGroup");
    json_write_text(out, code_of(&code_study_groups, group));
    write_text(out, "paired", paired[pairs->paired]);
    if (answer->question.kind == EFFECT_PROPORTION)
        write_count(out, "bothCount", pairs->both);
    else
        write_number(out, "changeDeviation", pairs->deviation, pairs->deviation >= 0);
    write_interval(out, answer->changes[group], unit_of(answer));
    buffer_char(out, '}');
}

static void write_changes(const struct effect_answer *answer, struct buffer *out)
{
    const char *separator = "";

    buffer_text(out, ",\"changes\":[");
    for (unsigned group = 0; group < EFFECT_GROUPS; group++) {
        if (!answer->changes[group].known)
            continue;
        buffer_text(out, separator);
        separator = ",";
        write_change(answer, group, out);
    }
    buffer_char(out, ']');
}

/* ---- What follows ---- */

static void write_difference(const struct effect_answer *answer, struct buffer *out)
{
    buffer_text(out, ",\"difference\":");
    if (!answer->difference.known) {
        buffer_text(out, "null");
        return;
    }
    buffer_char(out, '{');
    write_name(out, "unit");
    json_write_text(out, answer->question.kind == EFFECT_PROPORTION ? "percentagePoint" : NULL);
    write_interval(out, answer->difference, unit_of(answer));
    write_number(out, "degreesOfFreedom", answer->degrees, answer->degrees > 0);
    buffer_char(out, '}');
}

static void write_wanted(const struct effect_answer *answer, struct buffer *out)
{
    const int wanted = effect_is_wanted(answer);

    write_text(out, "direction", direction_code(answer->direction));
    write_text(out, "wantedDirection", direction_code(answer->question.wanted));
    buffer_format(out, ",\"asWanted\":%s", wanted < 0 ? "null" : wanted ? "true" : "false");
}

static void write_cautions(const struct effect_answer *answer, struct buffer *out)
{
    const char *separator = "";

    buffer_text(out, ",\"cautions\":[");
    for (unsigned caution = 0; caution < EFFECT_CAUTIONS; caution++) {
        if (!(answer->cautions >> caution & 1))
            continue;
        buffer_text(out, separator);
        separator = ",";
        json_write_text(out, effect_caution_words[caution].code);
    }
    buffer_char(out, ']');
}

static void write_sentences(const struct effect_answer *answer, enum language language, struct buffer *out)
{
    struct buffer text;

    buffer_init(&text, SENTENCES_MOST);
    effect_sentences(answer, language, &text);
    if (text.failed)
        out->failed = true;
    else
        write_text(out, "text", text.data);
    buffer_free(&text);
}

void effect_write(const struct effect_answer *answer, const char *name, enum language language, struct buffer *out)
{
    buffer_char(out, '{');
    write_name(out, "outcome");
    json_write_text(out, name);
    write_text(out, "kind", code_of(&code_figure_kinds, answer->question.kind));
    write_text(out, "design", effect_design_words[answer->design].code);
    write_text(out, "method", effect_method_words[answer->method].code);
    write_figures(answer, out);
    write_changes(answer, out);
    write_difference(answer, out);
    write_text(out, "conclusion", effect_conclusion_words[answer->conclusion].code);
    write_text(out, "reason", effect_reason_words[answer->reason].code);
    write_wanted(answer, out);
    write_text(out, "claim", effect_claim_words[answer->claim].code);
    write_cautions(answer, out);
    write_sentences(answer, language, out);
    buffer_char(out, '}');
}
