/* Consistency findings in words and in JSON (lib). */
#include <proeftuin/findings.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <proeftuin/json_text.h>
#include <proeftuin/money.h>
#include <proeftuin/sentence.h>

#include "rules.h"

/* ---- In words ---- */

enum {
    SPELLED = MONEY_TEXT_SIZE, /* a date, a 32-bit number, an amount */
    SENTENCE_MOST = 8000       /* bytes: two titles at their longest, and some words */
};

/* How a sentence names a code: by its title; a code of no list, as it is. */
static const char *code_in_words(const struct finding_fact *fact, enum language language)
{
    int index = code_find(fact->codes, fact->text, strlen(fact->text));

    return index < 0 ? fact->text : in_language(fact->codes->codes[index].title, language);
}

/* How a sentence names a fact. Numbers, dates and amounts are spelled in `room`. */
static const char *fact_in_words(const struct finding_fact *fact, enum language language, char room[SPELLED])
{
    static const struct bilingual not_known = {"niet bekend", "not known"};

    if (fact->kind == FACT_NUMBER || (fact->kind == FACT_YEAR && fact->number)) {
        snprintf(room, SPELLED, "%" PRId32, fact->number);
        return room;
    }
    if (fact->kind == FACT_AMOUNT) {
        money_format(fact->cents, language, room);
        return room;
    }
    if (fact->kind == FACT_DATE && date_is_set(fact->date)) {
        date_format(fact->date, room);
        return room;
    }
    if (fact->kind == FACT_DATE || !fact->text)
        return in_language(not_known, language);
    return fact->kind == FACT_CODE ? code_in_words(fact, language) : fact->text;
}

void finding_write_sentence(const struct finding *finding, enum language language, struct buffer *out)
{
    const char *words[FINDING_FACTS];
    char rooms[FINDING_FACTS][SPELLED];

    for (size_t i = 0; i < finding->fact_count; i++)
        words[i] = fact_in_words(&finding->facts[i], language, rooms[i]);
    sentence_write(out, in_language(finding_sentence(finding->code), language), words, finding->fact_count);
}

/* ---- In JSON ---- */

static void write_member(struct buffer *out, const char *name, const char *text)
{
    json_write_text(out, name);
    buffer_char(out, ':');
    json_write_text(out, text);
}

static void write_sentence(const struct finding *finding, enum language language, struct buffer *out)
{
    struct buffer sentence;

    buffer_init(&sentence, SENTENCE_MOST);
    finding_write_sentence(finding, language, &sentence);
    if (sentence.failed)
        out->failed = true;
    else
        write_member(out, "text", sentence.data);
    buffer_free(&sentence);
}

static void write_fact(const struct finding_fact *fact, struct buffer *out)
{
    char date[DATE_TEXT_SIZE];

    if (fact->kind == FACT_NUMBER || (fact->kind == FACT_YEAR && fact->number)) {
        json_write_text(out, fact->name);
        buffer_format(out, ":%" PRId32, fact->number);
    } else if (fact->kind == FACT_AMOUNT) {
        json_write_text(out, fact->name);
        buffer_char(out, ':');
        money_write(fact->cents, out);
    } else if (fact->kind == FACT_DATE && date_is_set(fact->date)) {
        date_format(fact->date, date);
        write_member(out, fact->name, date);
    } else {
        write_member(out, fact->name, fact->text);
    }
}

void finding_write(const struct finding *finding, enum language language, struct buffer *out)
{
    buffer_char(out, '{');
    write_member(out, "code", finding_code_text(finding->code));
    buffer_char(out, ',');
    write_member(out, "severity", finding_severity_text(finding_severity(finding->code)));
    buffer_char(out, ',');
    write_sentence(finding, language, out);
    buffer_char(out, ',');
    write_member(out, "pilot", finding->pilot->id);
    buffer_char(out, ',');
    write_member(out, "pilotReference", finding->pilot->reference);
    buffer_text(out, ",\"facts\":{");
    for (size_t i = 0; i < finding->fact_count; i++) {
        if (i > 0)
            buffer_char(out, ',');
        write_fact(&finding->facts[i], out);
    }
    buffer_text(out, "}}");
}
