/*
 * Durations, and what they are for (lib): a deadline ("binnen zes maanden na de start"), a term for each single case
 * ("binnen 48 uur"), or neither: then the quantities look at it.
 */
#include "reading.h"

/* "zes maanden", "een half jaar", "anderhalf jaar", "een jaar", "halfjaar": the tokens from `at`; 0: none. */
static size_t duration_length(const struct reading *reading, size_t at)
{
    size_t count = 0;

    if (is_word(smart_token_at(reading, at), "een") || is_word(smart_token_at(reading, at), "a") ||
        is_word(smart_token_at(reading, at), "one"))
        count++;
    if (is_word(smart_token_at(reading, at + count), "half") || is_word(smart_token_at(reading, at + count), "halve"))
        count++;
    if (count == 0 && smart_token_at(reading, at)->kind == TOKEN_NUMBER)
        count++;
    if (count == 1 && smart_token_at(reading, at + 1)->kind == TOKEN_DASH &&
        smart_token_at(reading, at + 2)->kind == TOKEN_NUMBER)
        count += 2;
    if (is_word(smart_token_at(reading, at + count), "volle") || is_word(smart_token_at(reading, at + count), "full"))
        count++;
    if (count > 0 && has(smart_token_at(reading, at + count), TIMEUNIT))
        return count + 1;
    return count == 0 &&
                   (is_word(smart_token_at(reading, at), "halfjaar") || is_word(smart_token_at(reading, at), "jaar"))
               ? 1
               : 0;
}

/* "na de start van", "na aanmelding", "voor de 18e verjaardag": an anchor from `at`. `ret_case`: each case has its own.
 */
static bool is_anchor(const struct reading *reading, size_t at, bool *ret_case)
{
    const struct token *token = smart_token_at(reading, at);

    if (!is_word(token, "na") && !is_word(token, "vanaf") && !is_word(token, "after") && !is_word(token, "of") &&
        !is_word(token, "voor") && !is_word(token, "before") && !is_word(token, "nadat") && !is_word(token, "from"))
        return false;
    for (size_t i = at + 1; i <= at + 4; i++) {
        if (has(smart_token_at(reading, i), PROJECT | CASEEVENT)) {
            *ret_case = !has(smart_token_at(reading, i), PROJECT);
            return true;
        }
    }
    if (is_word(token, "na") || is_word(token, "after") || is_word(token, "nadat")) {
        *ret_case = true;
        return true;
    }
    return false;
}

enum lead { LEAD_NONE, LEAD_WITHIN, LEAD_AFTER, LEAD_IN, LEAD_NEXT };

/* What stands before a duration, and where it begins. */
static enum lead duration_lead(const struct reading *reading, size_t at, size_t *ret_first)
{
    size_t before = at;

    while (before > 0 && at - before < 3) {
        const struct token *token = smart_token_at(reading, --before);
        *ret_first = before;
        if (is_word(token, "binnen") || is_word(token, "within"))
            return LEAD_WITHIN;
        if (has(token, NEXT) || is_word(token, "eerste") || is_word(token, "eerstvolgende"))
            return is_word(token, "deze") || is_word(token, "this") ? LEAD_NONE : LEAD_NEXT;
        if (is_word(token, "over") || is_word(token, "na") || is_word(token, "after") || is_word(token, "uiterlijk"))
            return LEAD_AFTER;
        if (is_word(token, "in"))
            return LEAD_IN;
        if (!is_word(token, "de") && !is_word(token, "het") && !is_word(token, "maximaal") && !is_word(token, "the") &&
            !is_word(token, "uiterlijk") && !is_word(token, "circa") && !is_word(token, "ongeveer"))
            break;
    }
    *ret_first = at;
    return LEAD_NONE;
}

double smart_unit_days(const struct token *unit)
{
    static const struct {
        const char *stem;
        double days;
    } units[] = {{"min", 1 / 1440.0}, {"uur", 1 / 24.0}, {"uren", 1 / 24.0}, {"hour", 1 / 24.0}, {"etm", 1}, {"dag", 1},
        {"day", 1}, {"werk", 1.4}, {"we", 7}, {"maand", 30.44}, {"month", 30.44}, {"kwart", 91.31}, {"quart", 91.31},
        {"half", 182.625}, {"jaar", 365.25}, {"jaren", 365.25}, {"year", 365.25}, {"decen", 3652.5}};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (unit->word_length >= strlen(units[i].stem) && memcmp(unit->word, units[i].stem, strlen(units[i].stem)) == 0)
            return units[i].days;
    return 1;
}

static double duration_days(const struct reading *reading, size_t first, size_t last)
{
    double count = 1;

    for (size_t i = first; i < last; i++) {
        if (smart_token_at(reading, i)->kind == TOKEN_NUMBER)
            count = smart_token_at(reading, i)->value;
        else if (is_word(smart_token_at(reading, i), "half") || is_word(smart_token_at(reading, i), "halve"))
            count /= 2;
    }
    return count * smart_unit_days(smart_token_at(reading, last));
}

bool smart_read_duration(struct reading *reading, size_t at, size_t *ret_last)
{
    const size_t length = duration_length(reading, at);
    size_t first;
    bool each = false;

    if (!length || (at > 0 && is_word(smart_token_at(reading, at - 1), "per")))
        return false;
    const size_t last = at + length - 1;
    const bool weeks = smart_unit_days(smart_token_at(reading, last)) <= 7;
    const enum lead lead = duration_lead(reading, at, &first);
    const bool anchor = is_anchor(reading, last + 1, &each);

    if (lead == LEAD_NONE && !(anchor && !is_word(smart_token_at(reading, last + 1), "of") &&
                                 !is_word(smart_token_at(reading, last + 1), "from")))
        return false;
    if (lead == LEAD_IN && !anchor && (weeks || is_word(smart_token_at(reading, at), "jaar")))
        return false;
    if (lead == LEAD_AFTER && is_word(smart_token_at(reading, last), "jaar") && length == 1)
        return false;
    const bool norm = lead == LEAD_WITHIN && (anchor ? each : weeks);
    const bool deadline = anchor || !norm;
    if (norm) {
        struct smart_found *term = smart_reading_add(reading, SMART_FOUND_TERM, first, last, USE_TIME);
        term->unit = SMART_UNIT_TIME;
        term->value = term->upper = duration_days(reading, at, last);
    }
    if (deadline) {
        struct smart_found *found = smart_reading_add(reading, SMART_FOUND_DEADLINE, first, last, USE_TIME);
        found->unit = SMART_UNIT_TIME;
        found->value = found->upper = duration_days(reading, at, last);
    }
    reading->anchored = reading->anchored || (deadline && anchor);
    reading->unanchored = reading->unanchored || (deadline && !anchor && lead != LEAD_NEXT);
    *ret_last = last;
    return true;
}
