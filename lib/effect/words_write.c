/* The generated part of docs/effect.md (lib): codes and sentences. */
#include <proeftuin/effect.h>

#include "words.h"

static void write_heads(struct buffer *out, const char *title, const char *first)
{
    buffer_format(out, "\n### %s\n\n| %s | Dutch | English |\n|---|---|---|\n", title, first);
}

static void write_words(struct buffer *out, const char *title, const struct effect_word *words, size_t count)
{
    write_heads(out, title, "code");
    for (size_t i = 0; i < count; i++)
        if (words[i].code)
            buffer_format(out, "| `%s` | %s | %s |\n", words[i].code, words[i].text.nl, words[i].text.en);
}

static void write_findings(struct buffer *out)
{
    write_heads(out, "Findings: {0} is the difference, {1} to {2} its interval, {3} the confidence", "design");
    for (unsigned design = EFFECT_BEFORE_AFTER; design <= EFFECT_BEFORE_AFTER_COMPARED; design++)
        for (unsigned finding = 0; finding < EFFECT_FINDINGS; finding++)
            buffer_format(out, "| `%s` | %s | %s |\n", effect_design_words[design].code,
                effect_findings[design][finding].nl, effect_findings[design][finding].en);
    for (unsigned wanted = 0; wanted < 2; wanted++)
        buffer_format(out, "| all | %s | %s |\n", effect_wanted_words[wanted].nl, effect_wanted_words[wanted].en);
    buffer_format(out, "| all, {0} is %d | %s | %s |\n", EFFECT_TINY, effect_tiny_words.nl, effect_tiny_words.en);
}

void effect_words_write(struct buffer *out)
{
    write_findings(out);
    write_words(out, "Claims: what the design lets a difference mean", effect_claim_words, EFFECT_CLAIM_RANDOMISED + 1);
    write_words(out, "Cautions", effect_caution_words, EFFECT_CAUTIONS);
    write_words(out, "Reasons why nothing is established", effect_reason_words, EFFECT_NO_SPREAD + 1);
}
