/*
 * The second pass: numbers, shares, factors and full counts, and what they are for (lib). What is left after the dates.
 *
 * A number is a target unless something says that it is not: an age, a name ("artikel 3"), a size that is known already
 * ("de 3 wijkteams"), what goes in ("een budget van"), or how it is now.
 */
#include "reading.h"

enum { NOUN_REACH = 4, INPUT_REACH = 4, GROUP_REACH = 8, ASIDE_REACH = 5, AGE_MOST = 110 };

static bool is_article(const struct token *token)
{
    return is_word(token, "een") || is_word(token, "het") || is_word(token, "de") || is_word(token, "a") ||
           is_word(token, "the");
}

/* ---- Units ---- */

/* The unit behind (or, for the euro sign, before) a number, and the last token of it. */
static enum smart_unit unit_at(const struct reading *reading, size_t at, size_t *ret_last, double *ret_scale)
{
    size_t next = at + 1;
    const bool euro = at > 0 && smart_token_at(reading, at - 1)->kind == TOKEN_EURO;

    *ret_last = at;
    *ret_scale = 1;
    const struct token *unit = smart_token_at(reading, next);
    const struct token *point = smart_token_at(reading, next + 2);
    if (unit->kind == TOKEN_PERCENT && smart_token_at(reading, next + 1)->kind == TOKEN_DASH &&
        (is_word(point, "punt") || is_word(point, "punten"))) {
        *ret_last = next + 2;
        return SMART_UNIT_POINT;
    }
    if (is_word(unit, "percentage") && has(smart_token_at(reading, next + 1), POINT)) {
        *ret_last = next + 1;
        return SMART_UNIT_POINT;
    }
    if (unit->kind == TOKEN_PERCENT || has(unit, PERCENT | POINT)) {
        *ret_last = next;
        return has(unit, POINT) ? SMART_UNIT_POINT : SMART_UNIT_PERCENT;
    }
    for (; has(smart_token_at(reading, next), MONEY) || smart_token_at(reading, next)->kind == TOKEN_EURO; next++) {
        const struct token *money = smart_token_at(reading, next);
        *ret_last = next;
        if (is_word(money, "ton"))
            *ret_scale = 1e5;
        else if (is_word(money, "miljoen") || is_word(money, "mln") || is_word(money, "million"))
            *ret_scale = 1e6;
        else if (is_word(money, "miljard"))
            *ret_scale = 1e9;
    }
    if (euro || *ret_last > at)
        return SMART_UNIT_EURO;
    if (has(smart_token_at(reading, next), TIMEUNIT)) {
        *ret_last = next;
        return SMART_UNIT_TIME;
    }
    return SMART_UNIT_COUNT;
}

/* ---- What a number is not a target for ---- */

/* "de jongerenraad (21 leden)", "aanbieders (minder dan € 50.000 omzet)": what stands in brackets says which; but not
 * "(van 20 naar 25)" or "(minimaal 8)". */
static bool is_aside(const struct reading *reading, size_t at, enum smart_unit unit)
{
    bool open = false, close = false;

    for (size_t back = 1; back <= ASIDE_REACH && back <= at && !open; back++) {
        const struct token *token = smart_token_at(reading, at - back);

        open = token->kind == TOKEN_OPEN;
        if (token->kind == TOKEN_CLOSE || is_word(token, "minimaal") || is_word(token, "maximaal") ||
            is_word(token, "minstens") || is_word(token, "streefwaarde") || is_word(token, "naar"))
            return false;
    }
    for (size_t next = at + 1; open && next <= at + ASIDE_REACH && !close; next++) {
        close = smart_token_at(reading, next)->kind == TOKEN_CLOSE;
        if (is_word(smart_token_at(reading, next), "naar"))
            return false;
    }
    return open && close && unit != SMART_UNIT_PERCENT && unit != SMART_UNIT_POINT;
}

/* "24/7", "50/50": neither a date nor a range. */
static bool is_fixed_phrase(const struct reading *reading, size_t at)
{
    return (smart_token_at(reading, at + 1)->kind == TOKEN_SLASH && smart_token_at(reading, at + 1)->glued &&
               smart_token_at(reading, at + 2)->glued && smart_token_at(reading, at + 2)->kind == TOKEN_NUMBER) ||
           (at > 1 && smart_token_at(reading, at - 1)->kind == TOKEN_SLASH && smart_token_at(reading, at)->glued &&
               smart_token_at(reading, at - 2)->kind == TOKEN_NUMBER);
}

/* "Kerkstraat 112": a word that names a street. */
static bool is_street(const struct token *token)
{
    static const char *const endings[] = {"straat", "laan", "weg", "plein", "singel", "kade", "dijk", "gracht", "steeg",
        "dreef", "hof", "plantsoen", "pad", "allee", "baan", "markt"};

    for (size_t i = 0; token->capital && i < sizeof endings / sizeof *endings; i++) {
        const size_t length = strlen(endings[i]);

        if (token->word_length >= length && memcmp(token->word + token->word_length - length, endings[i], length) == 0)
            return true;
    }
    return false;
}

/* "ten minste een toilet": then one is a number, too. */
static bool is_at_least(const struct reading *reading, size_t at)
{
    static const char *const words[] = {"minste", "minstens", "minimaal", "tenminste", "hooguit", "hoogstens",
        "maximaal", "meeste", "tot", "naar", "to", "least", "most", "maar", "slechts"};

    for (size_t i = 0; at > 0 && i < sizeof words / sizeof *words; i++)
        if (is_word(smart_token_at(reading, at - 1), words[i]))
            return true;
    return at > 1 && is_word(smart_token_at(reading, at - 2), "per") && /* "per wijk een ontmoetingsplek" */
           !has(smart_token_at(reading, at - 1), TIMEUNIT | PERIOD) && smart_token_at(reading, at)->spelled;
}

/* "artikel 3", "groep 4", "18+", "18-", "24 uur per dag", "1 gezin 1 plan". */
static bool is_name(const struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at),
                       *before = at ? smart_token_at(reading, at - 1) : smart_token_at(reading, SIZE_MAX);
    const struct token *next = smart_token_at(reading, at + 1), *after = smart_token_at(reading, at + 2);

    if ((has(before, NAMENOUN) && !is_word(before, "punt") && !is_at_least(reading, at)) || is_street(before) ||
        is_fixed_phrase(reading, at))
        return true;
    if ((next->kind == TOKEN_PLUS || next->kind == TOKEN_DASH) && next->glued &&
        !(after->glued && after->kind == TOKEN_NUMBER))
        return true;
    if (at > 1 && is_word(before, "week") && has(smart_token_at(reading, at - 2), BYPREP) &&
        !is_word(smart_token_at(reading, at - 2), "per"))
        return true; /* "vanaf week twaalf" */
    if (has(next, TIMEUNIT) && is_word(after, "per") &&
        (token->value == (has(smart_token_at(reading, at + 3), SHORTUNIT) ? 24 : 7)))
        return true;
    return (is_word(next, "worden") || is_word(next, "wordt") || is_word(next, "werden")) && token->value <= AGE_MOST;
}

/* "1 gezin 1 plan": what is one of is no target, but for a share. */
static bool is_one(const struct reading *reading, size_t at)
{
    return smart_token_at(reading, at)->value == 1 && !is_word(smart_token_at(reading, at + 1), "op");
}

static bool group_near(const struct reading *reading, size_t at)
{
    for (size_t back = 1; back <= GROUP_REACH && back <= at; back++)
        if (has(smart_token_at(reading, at - back), GROUP | GENERIC) ||
            is_word(smart_token_at(reading, at - back), "leeftijd") ||
            is_word(smart_token_at(reading, at - back), "aged"))
            return true;
    return false;
}

/* "jongeren van 12 tot 18 jaar", "kinderen tussen 4 en 12 jaar", "ouder dan 65 jaar": the number at `at` is an age. */
static bool is_age(const struct reading *reading, size_t at)
{
    size_t unit = at + 1;
    const struct token *before = at ? smart_token_at(reading, at - 1) : smart_token_at(reading, SIZE_MAX);

    if (smart_token_at(reading, at)->value > AGE_MOST)
        return false;
    if (is_word(before, "de") && at > 1 && group_near(reading, at) &&
        (is_word(smart_token_at(reading, at - 2), "boven") || is_word(smart_token_at(reading, at - 2), "onder") ||
            is_word(smart_token_at(reading, at - 2), "over")) &&
        at > 2 && (is_word(smart_token_at(reading, at - 3), "van") || has(smart_token_at(reading, at - 3), GROUP)))
        return true; /* "mannen van boven de zestig" */
    while (unit < at + 5 &&
           (smart_token_at(reading, unit)->kind == TOKEN_NUMBER || smart_token_at(reading, unit)->kind == TOKEN_DASH ||
               is_word(smart_token_at(reading, unit), "tot") || is_word(smart_token_at(reading, unit), "en") ||
               is_word(smart_token_at(reading, unit), "met") || is_word(smart_token_at(reading, unit), "to") ||
               is_word(smart_token_at(reading, unit), "t/m") || is_word(smart_token_at(reading, unit), "and")))
        unit++;
    const struct token *word = smart_token_at(reading, unit);
    if (is_word(word, "jarigen") || is_word(word, "jarige"))
        return true;
    if (!is_word(word, "jaar") && !is_word(word, "years") && !is_word(word, "jr"))
        return (is_word(before, "boven") || is_word(before, "onder") || is_word(before, "vanaf")) &&
               group_near(reading, at) && smart_token_at(reading, at)->value >= 12 &&
               smart_token_at(reading, unit)->kind == TOKEN_OTHER;
    if (at >= 2 && is_word(before, "dan") &&
        (is_word(smart_token_at(reading, at - 2), "ouder") || is_word(smart_token_at(reading, at - 2), "jonger")))
        return true;
    return (is_word(before, "van") || is_word(before, "tot") || is_word(before, "tussen") || is_word(before, "en") ||
               is_word(before, "vanaf") || is_word(before, "met") || is_word(before, "onder") ||
               is_word(before, "boven") || is_word(before, "de") || is_word(before, "to") ||
               is_word(before, "between") || is_word(before, "from") || is_word(before, "t/m") ||
               before->kind == TOKEN_DASH || before->kind == TOKEN_OPEN) &&
           (group_near(reading, at) || has(smart_token_at(reading, unit + 1), GROUP | GENERIC));
}

/* "met een budget van", "een inkomen tot", "110 % van de bijstandsnorm". */
static bool is_input(const struct reading *reading, size_t at, size_t last)
{
    for (size_t back = 1; back <= INPUT_REACH && back <= at; back++) {
        const struct token *token = smart_token_at(reading, at - back);
        if (token->kind == TOKEN_STOP || token->kind == TOKEN_COMMA)
            break;
        if ((is_word(token, "met") || is_word(token, "voor")) && back == 1)
            break; /* "het budget wordt voor 95 % gebruikt" */
        if (has(token, INPUT))
            return true;
    }
    if (is_word(smart_token_at(reading, last + 1), "beschikbaar") ||
        is_word(smart_token_at(reading, last + 1), "gereserveerd") ||
        is_word(smart_token_at(reading, last + 1), "begroot") || is_word(smart_token_at(reading, last + 1), "geraamd"))
        return true;
    for (size_t next = last + 1; next <= last + 4; next++) {
        const struct token *token = smart_token_at(reading, next);
        if (is_word(token, "bijstandsnorm") || is_word(token, "minimum") || is_word(token, "minimumloon") ||
            is_word(token, "norm") || is_word(token, "wml"))
            return true;
        if (!is_word(token, "van") && !is_article(token) && !is_word(token, "wettelijk") && !is_word(token, "sociaal"))
            break;
    }
    return false;
}

/* "de 3 wijkteams", "van de 1.200 bijstandsgerechtigden": a size that is known already. */
static bool is_known_size(const struct reading *reading, size_t at)
{
    if (at == 0 || !has(smart_token_at(reading, at - 1), DEFINITE))
        return false;
    const struct token *before = at > 1 ? smart_token_at(reading, at - 2) : smart_token_at(reading, SIZE_MAX);

    return !is_word(before, "onder") && !is_word(before, "boven") && !is_word(before, "tegen") &&
           !is_word(before, "rond");
}

/* "gezinnen met meer dan twee hulpverleners": it says which, not how many are wanted. */
static bool is_attribute(const struct reading *reading, size_t at)
{
    size_t before = at;

    while (before > 1 && at - before < 4) {
        const struct token *token = smart_token_at(reading, --before);
        if (is_word(token, "met") || is_word(token, "waar") || is_word(token, "with"))
            return has(smart_token_at(reading, before - 1), GROUP | GENERIC);
        if (!has(token, COMPARATOR) && !is_word(token, "dan"))
            return false;
    }
    return false;
}

/* ---- Baseline and target ---- */

/* "naar" after a number, before the clause ends: "van 8 naar 4". */
static bool leads_to(const struct reading *reading, size_t at)
{
    for (size_t next = at + 1; next <= at + 8; next++) {
        const struct token *token = smart_token_at(reading, next);
        if (token->kind == TOKEN_STOP)
            return false;
        if ((is_word(token, "naar") || is_word(token, "to") || is_word(token, "tot")) && next > at)
            for (size_t to = next + 1; to <= next + 4; to++)
                if (is_free_number(smart_token_at(reading, to)))
                    return true;
    }
    return false;
}

static bool is_baseline(const struct reading *reading, size_t at)
{
    const size_t first = at > 0 && smart_token_at(reading, at - 1)->kind == TOKEN_EURO ? at - 1 : at;
    const size_t article = first > 1 && is_article(smart_token_at(reading, first - 1));
    const struct token *before =
        first ? smart_token_at(reading, first - 1 - article) : smart_token_at(reading, SIZE_MAX);

    if ((is_word(before, "van") || is_word(before, "from")) && leads_to(reading, at))
        return true;
    if (has(before, BASELINE) && has(before, PHRASE) && !has(before, COMPARATOR))
        return true;
    if (is_word(before, "tegen") &&
        (smart_token_at(reading, at + 2)->use == USE_TIME || smart_token_at(reading, at + 3)->use == USE_TIME ||
            is_word(smart_token_at(reading, at + 2), "nu")))
        return true;
    return smart_in_past_clause(reading, at) && !is_word(before, "met");
}

static bool has_comparator(const struct reading *reading, size_t at)
{
    size_t before = at;

    while (before > 0 && at - before < 3) {
        const struct token *token = smart_token_at(reading, --before);
        if (has(token, COMPARATOR))
            return true;
        if (token->kind != TOKEN_EURO && !is_article(token))
            return false;
    }
    return false;
}

/* A noun, known or not, shortly behind: what is counted. */
static bool counts_something(const struct reading *reading, size_t last)
{
    for (size_t next = last + 1; next <= last + NOUN_REACH; next++) {
        const struct token *token = smart_token_at(reading, next);
        if (token->kind != TOKEN_WORD)
            return false;
        if (has(token, CONTENT) || !token->classes)
            return true;
        if (is_word(token, "van") || is_word(token, "of") || is_word(token, "keer") || is_word(token, "maal") ||
            is_word(token, "times") || is_word(token, "punten"))
            return true;
    }
    return false;
}

static bool is_duration_target(const struct reading *reading, size_t at, size_t last)
{
    const struct token *next = smart_token_at(reading, last + 1);

    return has_comparator(reading, at) || has(next, UP | DOWN) || is_word(next, "per") || is_word(next, "eerder") ||
           is_word(next, "sneller") || is_word(next, "later") || is_word(next, "after");
}

static bool is_target(const struct reading *reading, size_t at, size_t last, enum smart_unit unit)
{
    if (unit == SMART_UNIT_TIME)
        return is_duration_target(reading, at, last);
    return unit != SMART_UNIT_COUNT || has_comparator(reading, at) || counts_something(reading, last);
}

static enum smart_found_kind number_kind(const struct reading *reading, size_t at, size_t last, enum smart_unit unit)
{
    if ((unit == SMART_UNIT_COUNT && is_one(reading, at) && !is_at_least(reading, at)) || is_name(reading, at) ||
        is_age(reading, at) || is_aside(reading, at, unit) || is_input(reading, at, last))
        return SMART_FOUND_NUMBER;
    if (is_baseline(reading, at))
        return SMART_FOUND_BASELINE;
    if (unit == SMART_UNIT_COUNT &&
        (is_known_size(reading, at) || (counts_something(reading, last) && is_attribute(reading, at))))
        return SMART_FOUND_NUMBER;
    return is_target(reading, at, last, unit) ? SMART_FOUND_TARGET : SMART_FOUND_NUMBER;
}

/* "vijf tot tien procent", "5-10 %": the second number of a range, or `at`. */
static size_t range_end(const struct reading *reading, size_t at)
{
    const struct token *mark = smart_token_at(reading, at + 1);

    if ((mark->kind == TOKEN_DASH || is_word(mark, "tot") || is_word(mark, "a") || is_word(mark, "to")) &&
        is_free_number(smart_token_at(reading, at + 2)) &&
        !(at > 0 &&
            (is_word(smart_token_at(reading, at - 1), "van") || is_word(smart_token_at(reading, at - 1), "from"))))
        return at + 2;
    return at;
}

static size_t read_number(struct reading *reading, size_t at)
{
    const size_t end = range_end(reading, at);
    size_t last;
    double scale;
    const enum smart_unit unit = unit_at(reading, end, &last, &scale);
    const size_t first = at > 0 && smart_token_at(reading, at - 1)->kind == TOKEN_EURO ? at - 1 : at;
    const enum smart_found_kind kind = number_kind(reading, at, last, unit);

    if (kind == SMART_FOUND_TARGET && unit == SMART_UNIT_PERCENT && first > 0 &&
        is_word(smart_token_at(reading, first - 1), "met"))
        reading->percent_change = true;
    struct smart_found *found =
        smart_reading_add(reading, kind, first, last, kind == SMART_FOUND_NUMBER ? USE_NUMBER : USE_QUANTITY);
    found->unit = unit;
    if (unit == SMART_UNIT_TIME)
        scale = smart_unit_days(smart_token_at(reading, last));
    found->value = smart_token_at(reading, at)->value * scale;
    found->upper = smart_token_at(reading, end)->value * scale;
    return last;
}

void smart_read_quantities(struct reading *reading)
{
    for (size_t at = 0; at < reading->tokens.count; at++) {
        if (smart_read_ratio(reading, at, &at))
            continue;
        if (is_free_number(smart_token_at(reading, at)))
            at = read_number(reading, at);
        else
            smart_read_counting_word(reading, at);
    }
}
