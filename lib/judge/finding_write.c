/* Consistency findings in words and in JSON (lib). */
#include <proeftuin/findings.h>

#include <string.h>

#include <proeftuin/json_text.h>
#include <proeftuin/sentence.h>

#include "fact.h"
#include "rules.h"

/* ---- In words ---- */

enum { SENTENCE_MOST = 8000 }; /* bytes: two titles at their longest, and some words */

void finding_write_sentence(const struct finding *finding, enum language language, struct buffer *out)
{
    const char *words[FINDING_FACTS];
    char rooms[FINDING_FACTS][FACT_SPELLED];

    for (size_t i = 0; i < finding->fact_count; i++)
        words[i] = fact_in_words(&finding->facts[i], language, rooms[i]);
    sentence_write(out, in_language(finding_sentence(finding->code), language), words, finding->fact_count);
}

/* ---- In JSON ---- */

static void write_sentence(const struct finding *finding, enum language language, struct buffer *out)
{
    struct buffer sentence;

    buffer_init(&sentence, SENTENCE_MOST);
    finding_write_sentence(finding, language, &sentence);
    if (sentence.failed)
        out->failed = true;
    else
        json_write_member(out, "text", sentence.data);
    buffer_free(&sentence);
}

void finding_write(const struct finding *finding, enum language language, struct buffer *out)
{
    buffer_char(out, '{');
    json_write_member(out, "code", finding_code_text(finding->code));
    buffer_char(out, ',');
    json_write_member(out, "severity", finding_severity_text(finding_severity(finding->code)));
    buffer_char(out, ',');
    write_sentence(finding, language, out);
    buffer_char(out, ',');
    json_write_member(out, "pilot", finding->pilot->id);
    buffer_char(out, ',');
    json_write_member(out, "pilotReference", finding->pilot->reference);
    buffer_text(out, ",\"facts\":{");
    for (size_t i = 0; i < finding->fact_count; i++) {
        if (i > 0)
            buffer_char(out, ',');
        fact_write(&finding->facts[i], out);
    }
    buffer_text(out, "}}");
}
