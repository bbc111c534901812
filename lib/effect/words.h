/* The codes and sentences of effects (lib): what the conclusions, reasons, claims and cautions are called and say. */
#ifndef EFFECT_WORDS_H
#define EFFECT_WORDS_H

#include <proeftuin/effect.h>

/* A code with its sentence; a code that says nothing by itself has none. */
struct effect_word {
    const char *code;
    struct bilingual text;
};

/* Of enum effect_conclusion; the sentence is that of the reason, the size or the difference. */
extern const struct effect_word effect_conclusion_words[];
extern const struct effect_word effect_reason_words[];
extern const struct effect_word effect_design_words[];
extern const struct effect_word effect_method_words[];
extern const struct effect_word effect_claim_words[];
extern const struct effect_word effect_caution_words[];

/* What is said of a difference: {0} its size, with its unit, {1} and {2} its limits, {3} the confidence. */
enum effect_finding { EFFECT_FINDING_HIGHER, EFFECT_FINDING_LOWER, EFFECT_FINDING_NOT_SHOWN, EFFECT_FINDINGS };
extern const struct bilingual effect_findings[][EFFECT_FINDINGS]; /* by design */

extern const struct bilingual effect_wanted_words[2]; /* not wanted, wanted */
extern const struct bilingual effect_tiny_words;      /* {0} is EFFECT_TINY */

#endif
