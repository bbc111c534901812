/* Quantities in words (lib): shares, ratios, factors and full counts. Part of the second pass, see quantity.c. */
#include "reading.h"

enum { CLAUSE_REACH = 6 };

/* "vier op de vijf", "8 van de 10", "een op de drie", "1 in 3". */
bool smart_read_ratio(struct reading *reading, size_t at, size_t *ret_last)
{
    const struct token *token = smart_token_at(reading, at);
    const bool one = is_word(token, "een") || is_word(token, "one");
    size_t next = at + 2;

    if (!is_free_number(token) && !one)
        return false;
    const struct token *mark = smart_token_at(reading, at + 1);
    if (!is_word(mark, "op") && !is_word(mark, "van") && !is_word(mark, "in") && !is_word(mark, "of") &&
        !is_word(mark, "out"))
        return false;
    if (is_word(smart_token_at(reading, next), "de") || is_word(smart_token_at(reading, next), "of") ||
        is_word(smart_token_at(reading, next), "elke"))
        next++;
    const struct token *whole = smart_token_at(reading, next);
    if (!is_free_number(whole) || whole->value <= 0 || whole->value > 1000 || (!one && token->value > whole->value))
        return false;
    struct smart_found *found = smart_reading_add(
        reading, smart_in_past_clause(reading, at) ? SMART_FOUND_BASELINE : SMART_FOUND_TARGET, at, next, USE_QUANTITY);
    found->unit = SMART_UNIT_SHARE;
    found->value = found->upper = (one ? 1 : token->value) / whole->value;
    *ret_last = next;
    return true;
}

static double fraction_value(const struct token *token)
{
    static const struct {
        const char *word;
        double value;
    } values[] = {{"helft", 0.5}, {"half", 0.5}, {"kwart", 0.25}, {"quarter", 0.25}, {"quarters", 0.25},
        {"driekwart", 0.75}, {"eenderde", 1 / 3.0}, {"tweederde", 2 / 3.0}, {"derde", 1 / 3.0}, {"third", 1 / 3.0},
        {"thirds", 1 / 3.0}, {"drievierde", 0.75}, {"viervijfde", 0.8}, {"vierde", 0.25}, {"vijfde", 0.2},
        {"tiende", 0.1}};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (is_word(token, values[i].word))
            return values[i].value;
    return 0.5; /* a majority: more than that */
}

/* What is also an ordinal ("derde") needs a count before it. */
static bool is_fraction(const struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at),
                       *before = at ? smart_token_at(reading, at - 1) : smart_token_at(reading, SIZE_MAX);
    const bool counted = before->kind == TOKEN_NUMBER || is_word(before, "een") || is_word(before, "a") ||
                         is_word(before, "one") || is_word(before, "met");

    if (!has(token, FRACTION) || token->use != USE_NONE || has(smart_token_at(reading, at + 1), TIMEUNIT))
        return false;
    if (is_word(token, "helft") || is_word(token, "driekwart") || is_word(token, "eenderde") ||
        is_word(token, "tweederde") || is_word(token, "half") || is_word(token, "meerderheid") ||
        is_word(token, "majority") || is_word(token, "drievierde") || is_word(token, "viervijfde"))
        return true;
    return counted;
}

static void read_fraction(struct reading *reading, size_t at)
{
    const bool counted =
        at > 0 && smart_token_at(reading, at - 1)->kind == TOKEN_NUMBER && smart_token_at(reading, at - 1)->spelled;
    const double count = counted ? smart_token_at(reading, at - 1)->value : 1;
    const double value = count * fraction_value(smart_token_at(reading, at));
    struct smart_found *found = smart_reading_add(
        reading, smart_in_past_clause(reading, at) ? SMART_FOUND_BASELINE : SMART_FOUND_TARGET, at, at, USE_QUANTITY);

    found->unit = SMART_UNIT_SHARE;
    found->value = found->upper = value;
}

static void read_factor(struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at);
    struct smart_found *found = smart_reading_add(reading, SMART_FOUND_TARGET, at, at, USE_QUANTITY);
    const bool half =
        token->word_length >= 3 && (token->word[0] == 'h' || (token->word[0] == 'g' && token->word[2] == 'h'));

    found->unit = SMART_UNIT_FACTOR;
    found->value = half ? 0.5 : 2;
    if (token->word_length > 4 &&
        (token->word[0] == 't' ? token->word[1] == 'r' : token->word[3] == 'd' && token->word[4] == 'r'))
        found->value = 3;
    found->upper = found->value;
}

/* "geen thuiszitters meer": none of what can be counted. */
static bool counts_none(const struct reading *reading, size_t at)
{
    for (size_t next = at + 1; next <= at + 3; next++) {
        const struct token *token = smart_token_at(reading, next);
        if (token->kind != TOKEN_WORD || has(token, VAGUE | FUNCTION))
            return false;
        if (has(token, GROUP | GENERIC | CONCRETE | BROAD | ABSTRACT))
            return true;
    }
    return false;
}

/* "alle scholen", "elk talent", "iedereen doet mee": a full count of what is named; but not "voor alle inwoners" or
 * "waarin iedereen meedoet", where it only says who is meant. */
static bool counts_what_follows(const struct reading *reading, size_t at)
{
    static const char *const links[] = {"voor", "met", "van", "in", "aan", "bij", "op", "onder", "over", "tussen",
        "door", "uit", "naar", "waarin", "waar", "dat", "die", "zodat", "opdat", "als", "wanneer", "hoe", "al", "for",
        "of", "with", "to", "where", "that"};

    if (smart_token_at(reading, at + 1)->kind != TOKEN_WORD)
        return false;
    for (size_t i = 0; at > 0 && i < sizeof links / sizeof *links; i++)
        if (is_word(smart_token_at(reading, at - 1), links[i]))
            return false;
    return true;
}

/* "scholieren die thuis geen werkplek hebben": it says which. */
static bool in_relative_clause(const struct reading *reading, size_t at)
{
    for (size_t back = 1; back <= CLAUSE_REACH && back < at; back++) {
        const struct token *token = smart_token_at(reading, at - back);

        if (token->kind != TOKEN_WORD)
            return false;
        if (is_word(token, "die") || is_word(token, "waar") || is_word(token, "who") || is_word(token, "wie"))
            return has(smart_token_at(reading, at - back - 1), GROUP | GENERIC);
    }
    return false;
}

static void read_full_count(struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at);

    if (has(token, NONE) && !has(token, FULL)) {
        if (counts_none(reading, at) && !in_relative_clause(reading, at))
            smart_reading_add(reading, SMART_FOUND_FULL_COUNT, at, at, USE_QUANTITY);
        return;
    }
    if (has(smart_token_at(reading, at + 1), TIMEUNIT) || has(smart_token_at(reading, at + 1), PERIOD) ||
        (has(token, PHRASE) && has(token, FUNCTION)))
        return; /* "elke week"; "in elk geval" */
    const bool nobody = has(token, PHRASE | NONE) || is_word(token, "nul");
    reading->universal = reading->universal || (!nobody && !counts_what_follows(reading, at));
    smart_reading_add(reading, nobody ? SMART_FOUND_TARGET : SMART_FOUND_FULL_COUNT, at, at, USE_QUANTITY);
}

void smart_read_counting_word(struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at);

    if (has(token, HEDGE))
        reading->hedged = true;
    if (token->use != USE_NONE)
        return;
    if (is_fraction(reading, at))
        read_fraction(reading, at);
    else if (has(token, FACTOR))
        read_factor(reading, at);
    else if (has(token, FULL | NONE))
        read_full_count(reading, at);
    else if (has(token, BENCHMARK))
        smart_reading_add(reading, SMART_FOUND_TARGET, at, at, USE_QUANTITY);
}
