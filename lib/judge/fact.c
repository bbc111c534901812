/* Named values that a judgement rests on: made, in words and in JSON (lib). */
#include "fact.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <proeftuin/json_text.h>

struct finding_fact fact_number(const char *name, int32_t number)
{
    return (struct finding_fact){.name = name, .kind = FACT_NUMBER, .number = number};
}

struct finding_fact fact_year(const char *name, int32_t year)
{
    return (struct finding_fact){.name = name, .kind = FACT_YEAR, .number = year};
}

struct finding_fact fact_date(const char *name, struct date date)
{
    return (struct finding_fact){.name = name, .kind = FACT_DATE, .date = date};
}

struct finding_fact fact_text(const char *name, const char *text)
{
    return (struct finding_fact){.name = name, .kind = FACT_TEXT, .text = text};
}

struct finding_fact fact_amount(const char *name, int64_t cents)
{
    return (struct finding_fact){.name = name, .kind = FACT_AMOUNT, .cents = cents};
}

struct finding_fact fact_code(const char *name, const struct code_list *codes, const char *code)
{
    return (struct finding_fact){.name = name, .kind = FACT_CODE, .text = code, .codes = codes};
}

/* ---- In words ---- */

/* How a sentence names a code: by its title; a code of no list, as it is. */
static const char *code_in_words(const struct finding_fact *fact, enum language language)
{
    int index = code_find(fact->codes, fact->text, strlen(fact->text));

    return index < 0 ? fact->text : in_language(fact->codes->codes[index].title, language);
}

const char *fact_in_words(const struct finding_fact *fact, enum language language, char room[FACT_SPELLED])
{
    static const struct bilingual not_known = {"niet bekend", "not known"};

    if (fact->kind == FACT_NUMBER || (fact->kind == FACT_YEAR && fact->number)) {
        snprintf(room, FACT_SPELLED, "%" PRId32, fact->number);
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

/* ---- In JSON ---- */

void json_write_member(struct buffer *out, const char *name, const char *text)
{
    json_write_text(out, name);
    buffer_char(out, ':');
    json_write_text(out, text);
}

void fact_write(const struct finding_fact *fact, struct buffer *out)
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
        json_write_member(out, fact->name, date);
    } else {
        json_write_member(out, fact->name, fact->text);
    }
}
