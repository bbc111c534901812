/* What an effect says in plain sentences (lib). */
#include <proeftuin/effect.h>

#include <math.h>
#include <stdio.h>

#include <proeftuin/sentence.h>

#include "number.h"
#include "words.h"

enum { FACTS = 4, FACT_SIZE = 64, TINY_SIZE = 8, SIGNIFICANT = 3, DECIMALS_SHOWN = 4 };

/* Three digits of the largest number that stands in the sentence, as far as four decimals give them. */
static unsigned decimals_of(const struct effect_interval *difference)
{
    const double largest = fmax(fmax(fabs(difference->lower), fabs(difference->upper)), fabs(difference->value));
    const int digits = largest > 0 ? (int)floor(log10(largest)) + 1 : 0;
    const int decimals = SIGNIFICANT - digits;

    return decimals < 0 ? 0 : decimals > DECIMALS_SHOWN ? DECIMALS_SHOWN : (unsigned)decimals;
}

static void write_fact(char ret[FACT_SIZE], double value, unsigned decimals, enum language language)
{
    number_text(ret, FACT_SIZE, value, decimals, language == LANGUAGE_EN ? '.' : ',');
}

/* The size of a difference that has a direction; else with its sign. */
static void write_size(
    char ret[FACT_SIZE], const struct effect_answer *answer, unsigned decimals, enum language language)
{
    const bool percentages = answer->question.kind == EFFECT_PROPORTION;
    const double value = answer->difference.value * (percentages ? 100 : 1);
    const char *unit = language == LANGUAGE_EN ? "percentage points" : "procentpunt";
    char number[FACT_SIZE / 2];

    number_text(number, sizeof number, answer->conclusion == EFFECT_SHOWN ? fabs(value) : value, decimals,
        language == LANGUAGE_EN ? '.' : ',');
    snprintf(ret, FACT_SIZE, "%s%s%s", number, percentages ? " " : "", percentages ? unit : "");
}

static void say_difference(const struct effect_answer *answer, enum language language, struct buffer *out)
{
    const enum effect_finding finding = answer->conclusion != EFFECT_SHOWN     ? EFFECT_FINDING_NOT_SHOWN
                                        : answer->direction == EFFECT_INCREASE ? EFFECT_FINDING_HIGHER
                                                                               : EFFECT_FINDING_LOWER;
    const bool percentages = answer->question.kind == EFFECT_PROPORTION;
    const unsigned decimals = percentages ? 1 : decimals_of(&answer->difference);
    const double unit = percentages ? 100 : 1;
    char texts[FACTS][FACT_SIZE];

    write_size(texts[0], answer, decimals, language);
    write_fact(texts[1], answer->difference.lower * unit, decimals, language);
    write_fact(texts[2], answer->difference.upper * unit, decimals, language);
    write_fact(texts[3], answer->question.confidence, answer->question.confidence > floor(answer->question.confidence),
        language);
    sentence_write(out, in_language(effect_findings[answer->design][finding], language),
        (const char *const[FACTS]){texts[0], texts[1], texts[2], texts[3]}, FACTS);
}

static void say(struct buffer *out, struct bilingual sentence, enum language language)
{
    buffer_char(out, ' ');
    buffer_text(out, in_language(sentence, language));
}

static void say_cautions(const struct effect_answer *answer, enum language language, struct buffer *out)
{
    for (unsigned caution = 0; caution < EFFECT_CAUTIONS; caution++)
        if (answer->cautions >> caution & 1)
            say(out, effect_caution_words[caution].text, language);
}

static void say_tiny(enum language language, struct buffer *out)
{
    char size[TINY_SIZE];

    snprintf(size, sizeof size, "%d", EFFECT_TINY);
    sentence_write(out, in_language(effect_tiny_words, language), (const char *const[1]){size}, 1);
}

void effect_sentences(const struct effect_answer *answer, enum language language, struct buffer *out)
{
    switch (answer->conclusion) {
    case EFFECT_NOT_ESTABLISHED:
        buffer_text(out, in_language(effect_reason_words[answer->reason].text, language));
        return;
    case EFFECT_TOO_SMALL:
        say_tiny(language, out);
        return;
    case EFFECT_NOT_SHOWN:
        say_difference(answer, language, out);
        break;
    case EFFECT_SHOWN:
        say_difference(answer, language, out);
        if (effect_is_wanted(answer) >= 0)
            say(out, effect_wanted_words[effect_is_wanted(answer)], language);
        say(out, effect_claim_words[answer->claim].text, language);
        break;
    }
    say_cautions(answer, language, out);
}
