/* Embedding readiness in words and in JSON, and its criteria as a page (lib). */
#include <proeftuin/readiness.h>

#include <proeftuin/json_text.h>
#include <proeftuin/sentence.h>

#include "judge/fact.h"

enum { SENTENCE_MOST = 8000 }; /* bytes: texts of two fields at their longest, and some words */

/* ---- The answer ---- */

static void write_text(const struct readiness_judgement *judgement, enum language language, struct buffer *out)
{
    const char *words[READINESS_FACTS];
    char rooms[READINESS_FACTS][FACT_SPELLED];
    struct buffer sentence;

    for (size_t i = 0; i < judgement->fact_count; i++)
        words[i] = fact_in_words(&judgement->facts[i], language, rooms[i]);
    buffer_init(&sentence, SENTENCE_MOST);
    sentence_write(
        &sentence, in_language(readiness_reason_text(judgement->reason), language), words, judgement->fact_count);
    if (sentence.failed)
        out->failed = true;
    else
        json_write_member(out, "text", sentence.data);
    buffer_free(&sentence);
}

static void write_judgement(const struct readiness_judgement *judgement, enum readiness_criterion criterion,
    enum language language, struct buffer *out)
{
    buffer_char(out, '{');
    json_write_member(out, "criterion", readiness_criterion_id(criterion));
    buffer_char(out, ',');
    json_write_member(out, "group", readiness_group_name(readiness_criterion_group(criterion)));
    buffer_char(out, ',');
    json_write_member(out, "question", in_language(readiness_question(criterion), language));
    buffer_char(out, ',');
    json_write_member(out, "result", readiness_result_name(judgement->result));
    buffer_char(out, ',');
    json_write_member(out, "reason", readiness_reason_id(judgement->reason));
    buffer_char(out, ',');
    write_text(judgement, language, out);
    buffer_text(out, ",\"evidence\":{");
    for (size_t i = 0; i < judgement->fact_count; i++) {
        if (i > 0)
            buffer_char(out, ',');
        fact_write(&judgement->facts[i], out);
    }
    buffer_text(out, "},");
    json_write_member(out, "source", readiness_criterion_source(criterion));
    buffer_char(out, '}');
}

static void write_counts(const struct readiness *readiness, struct buffer *out)
{
    buffer_text(out, "\"counts\":{");
    for (unsigned result = 0; result < READINESS_RESULTS; result++)
        buffer_format(out, "%s\"%s\":%zu", result ? "," : "", readiness_result_name(result), readiness->counts[result]);
    buffer_text(out, "}");
}

void readiness_write(
    const struct readiness *readiness, const struct pilot_facts *pilot, enum language language, struct buffer *out)
{
    char day[DATE_TEXT_SIZE];

    date_format(readiness->day, day);
    buffer_char(out, '{');
    json_write_member(out, "asOf", day);
    buffer_char(out, ',');
    json_write_member(out, "pilot", pilot->id);
    buffer_char(out, ',');
    json_write_member(out, "pilotReference", pilot->reference);
    buffer_char(out, ',');
    json_write_member(out, "status", pilot->status);
    buffer_char(out, ',');
    write_counts(readiness, out);
    buffer_text(out, ",\"criteria\":[");
    for (unsigned criterion = 0; criterion < READINESS_CRITERIA; criterion++) {
        if (criterion > 0)
            buffer_char(out, ',');
        write_judgement(&readiness->judgements[criterion], criterion, language, out);
    }
    buffer_text(out, "]}");
}

/* ---- The page ---- */

static const struct {
    const char *pass, *fail;
} meanings[READINESS_CRITERIA] = {
#define READINESS_CRITERION(symbol, id, group, judge, nl, en, pass, fail, source) [READINESS_##symbol] = {pass, fail},
#include <proeftuin/readiness_criteria.h>
#undef READINESS_CRITERION
};

static const char *const titles[READINESS_GROUPS] = {[READINESS_GOALS] = "Goals: what was settled beforehand",
    [READINESS_TRIAL] = "Trial: how it was tried",
    [READINESS_EVIDENCE] = "Evidence: what came of it",
    [READINESS_EMBEDDING] = "Embedding: how it is to go on",
    [READINESS_MONEY] = "Money: who pays, and with what",
    [READINESS_DECISION] = "Decision: what was decided"};

static void write_group(enum readiness_group group, struct buffer *out)
{
    buffer_format(
        out, "\n### %s\n\n| criterion | asks | passes | fails | source |\n|---|---|---|---|---|\n", titles[group]);
    for (unsigned i = 0; i < READINESS_CRITERIA; i++)
        if (readiness_criterion_group(i) == group)
            buffer_format(out, "| `%s` | %s<br>%s | %s | %s | %s |\n", readiness_criterion_id(i),
                readiness_question(i).nl, readiness_question(i).en, meanings[i].pass, meanings[i].fail,
                readiness_criterion_source(i));
}

void readiness_criteria_write(struct buffer *out)
{
    for (unsigned group = 0; group < READINESS_GROUPS; group++)
        write_group(group, out);
}
