/*
 * The first pass: dates, periods and durations, and what they are for (lib).
 *
 * A date is a deadline when a preposition or an edge ("eind", "medio") says so, or when it stands by itself; the past
 * when it is compared with; and a name when a noun goes straight before it ("Agenda 2030").
 */
#include "reading.h"

#include <string.h>

enum {
    YEAR_FIRST = 1990,
    YEAR_LAST = 2079,
    LOOK_BACK = 6,
    LOOK_AHEAD = 8,
    FEAST_WORDS = 6,
    ASIDE_WORDS = 3,
    NUMBER_REACH = 4
};

enum role { ROLE_NONE, ROLE_DEADLINE, ROLE_PAST };

/* A date in the text: the tokens first to last. */
struct span {
    size_t first, last;
    bool full; /* a day or month is named, so that no preposition is needed */
    bool relative;
    struct date from, to;
};

static bool whole(const struct token *token, int low, int high)
{
    return token->kind == TOKEN_NUMBER && token->plain && token->value >= low && token->value <= high;
}

static bool is_year(const struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at), *next = smart_token_at(reading, at + 1);

    if (!whole(token, YEAR_FIRST, YEAR_LAST) || token->length != 4 || next->kind == TOKEN_PERCENT ||
        has(next, PERCENT | POINT | MONEY | TIMEUNIT))
        return false;
    if (at == 0)
        return true;
    const struct token *before = smart_token_at(reading, at - 1);
    if (before->kind == TOKEN_EURO)
        return false;
    return !(has(next, GROUP | GENERIC | CONCRETE) && !has(before, BYPREP | EDGE | YEARNOUN | MONTH));
}

static int month_number(const struct token *token)
{
    static const char names[] = "janfebmarmrtaprmeimayjunjulaugsepoktoctnovdec";
    static const unsigned char numbers[] = {1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 11, 12};

    if (is_word(token, "maart"))
        return 3;
    for (size_t i = 0; i < sizeof numbers; i++)
        if (token->word_length >= 3 && memcmp(token->word, names + 3 * i, 3) == 0)
            return numbers[i];
    return 0;
}

static struct date make_date(double year, int month, int day)
{
    const struct date first = {(int16_t)year, (uint8_t)month, 1};
    const struct date last = date_last_day(first, PRECISION_MONTH);

    return (struct date){(int16_t)year, (uint8_t)month, (uint8_t)(day > last.day ? last.day : day)};
}

static void span_period(struct span *span, struct date in, enum precision precision)
{
    span->from = date_first_day(in, precision);
    span->to = date_last_day(in, precision);
}

/* "1 juli 2020", "juli 2020", "juli"; what is "may" or "march" in English needs a number beside it. */
static bool match_month(const struct reading *reading, size_t at, struct span *span)
{
    const struct token *token = smart_token_at(reading, at);
    const bool day =
        at > 0 && whole(smart_token_at(reading, at - 1), 1, 31) && smart_token_at(reading, at - 1)->use == USE_NONE;
    const bool year = is_year(reading, at + 1);

    if (!has(token, MONTH))
        return false;
    if (!day && !year && (is_word(token, "may") || is_word(token, "march") || is_word(token, "mar")))
        return false;
    *span = (struct span){.first = day ? at - 1 : at, .last = year ? at + 1 : at, .full = true};
    if (year) {
        const struct date month = make_date(smart_token_at(reading, at + 1)->value, month_number(token), 1);
        span_period(span, month, PRECISION_MONTH);
        if (day)
            span->from = span->to = make_date(smart_token_at(reading, at + 1)->value, month_number(token),
                (int)smart_token_at(reading, at - 1)->value);
    }
    return true;
}

/* "1-4-2019", "01/04/2019", "2019-04-01". */
static bool match_digits(const struct reading *reading, size_t at, struct span *span)
{
    const struct token *a = smart_token_at(reading, at), *b = smart_token_at(reading, at + 2),
                       *c = smart_token_at(reading, at + 4);
    const struct token *mark = smart_token_at(reading, at + 1);

    if ((mark->kind != TOKEN_DASH && mark->kind != TOKEN_SLASH) ||
        smart_token_at(reading, at + 3)->kind != mark->kind || !mark->glued || !b->glued || !c->glued ||
        !whole(b, 1, 12))
        return false;
    const bool year_last = whole(a, 1, 31) && whole(c, YEAR_FIRST, YEAR_LAST);
    if (!year_last && !(whole(a, YEAR_FIRST, YEAR_LAST) && whole(c, 1, 31)))
        return false;
    *span = (struct span){.first = at, .last = at + 4, .full = true};
    span->from = span->to = make_date(year_last ? c->value : a->value, (int)b->value, (int)(year_last ? a : c)->value);
    return true;
}

/* "2020", "2019-2022", "2020/'21". */
static bool match_year(const struct reading *reading, size_t at, struct span *span)
{
    const struct token *mark = smart_token_at(reading, at + 1);

    if (!is_year(reading, at))
        return false;
    *span = (struct span){.first = at, .last = at};
    if ((mark->kind == TOKEN_DASH || mark->kind == TOKEN_SLASH) &&
        (is_year(reading, at + 2) ||
            (smart_token_at(reading, at + 2)->glued && whole(smart_token_at(reading, at + 2), 10, 79))))
        span->last = at + 2;
    const double last = smart_token_at(reading, span->last)->value;
    span->from = make_date(smart_token_at(reading, at)->value, 1, 1);
    span->to = make_date(last < 100 ? 2000 + last : last, 12, 31);
    return true;
}

static bool is_quarter_code(const struct token *token)
{
    return token->word_length == 2 && ((token->word[0] == 'q' && token->word[1] >= '1' && token->word[1] <= '4') ||
                                          (token->word[0] == 'k' && token->word[1] >= '1' && token->word[1] <= '4'));
}

static bool is_ordinal(const struct token *token)
{
    static const char *const words[] = {"eerste", "tweede", "derde", "vierde", "laatste", "first", "second", "third",
        "fourth", "last", "1e", "2e", "3e", "4e", "iste", "1ste", "2de", "3de", "4de"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(token, words[i]))
            return true;
    return false;
}

/* The year after "van" or straight after: `at` is where it may begin. Moves the end of the span over it. */
static void take_year(const struct reading *reading, size_t at, struct span *span)
{
    if (is_word(smart_token_at(reading, at), "van") || is_word(smart_token_at(reading, at), "of"))
        at++;
    if (is_word(smart_token_at(reading, at), "het") || is_word(smart_token_at(reading, at), "the"))
        at++;
    if (has(smart_token_at(reading, at), YEARNOUN))
        at++;
    struct span year;
    if (match_year(reading, at, &year)) {
        span->last = year.last;
        span->from = year.from;
        span->to = year.to;
    }
}

/* Narrows a year to the quarter or half that its ordinal names; "laatste" counts from the end. */
static void narrow(struct span *span, int ordinal, int parts)
{
    const int months = 12 / parts, index = ordinal > parts ? parts : ordinal;

    if (!date_is_set(span->from) || span->from.year != span->to.year)
        return;
    span->from.month = (uint8_t)((index - 1) * months + 1);
    span->to = date_last_day(make_date(span->to.year, index * months, 1), PRECISION_MONTH);
}

static int ordinal_number(const struct token *token)
{
    const char first = token->word[0];

    if (first >= '1' && first <= '4')
        return first - '0';
    return first == 't'                            ? (token->word[1] == 'w' ? 2 : 3)
           : first == 'd'                          ? 3
           : first == 's'                          ? 2
           : first == 'v'                          ? 4
           : first == 'l'                          ? 4
           : first == 'f' && token->word[1] == 'o' ? 4
                                                   : 1;
}

/* "Q3 2021", "derde kwartaal van 2021", "eerste helft 2020", "voorjaar 2020". */
static bool match_part_of_year(const struct reading *reading, size_t at, struct span *span)
{
    const struct token *token = smart_token_at(reading, at);
    const bool ordinal = at > 0 && is_ordinal(smart_token_at(reading, at - 1));
    const bool part = is_word(token, "kwartaal") || is_word(token, "helft") || is_word(token, "quarter") ||
                      is_word(token, "half") || is_word(token, "halfjaar");

    if (!is_quarter_code(token) && !has(token, SEASON) && !(ordinal && part))
        return false;
    *span = (struct span){.first = part && ordinal ? at - 1 : at, .last = at, .full = is_quarter_code(token) || part};
    const size_t before = span->last;
    take_year(reading, at + 1, span);
    span->full = span->full || span->last > before; /* "met kerst 2026" */
    if (is_quarter_code(token))
        narrow(span, token->word[1] - '0', 4);
    else if (part)
        narrow(span, ordinal_number(smart_token_at(reading, at - 1)), token->word[0] == 'h' ? 2 : 4);
    if (part && span->last == before)
        return is_word(token, "kwartaal") || is_word(token, "quarter");
    return true;
}

/* "week 39", "week 39 van 2023". */
static bool match_week(const struct reading *reading, size_t at, struct span *span)
{
    if (!is_word(smart_token_at(reading, at), "week") || !whole(smart_token_at(reading, at + 1), 1, 53))
        return false;
    *span = (struct span){.first = at, .last = at + 1, .full = true};
    take_year(reading, at + 2, span);
    if (date_is_set(span->from)) {
        const int month = (int)((smart_token_at(reading, at + 1)->value - 1) * 12 / 53) + 1;

        span_period(span, make_date(span->from.year, month, 1), PRECISION_MONTH);
    }
    return true;
}

/* "Dag van de Mantelzorg 2023", "Week tegen Eenzaamheid 2024": a feast that bears its year. */
static bool match_feast(const struct reading *reading, size_t at, struct span *span)
{
    const struct token *token = smart_token_at(reading, at), *link = smart_token_at(reading, at + 1);

    if (!is_word(token, "dag") && !is_word(token, "week") && !is_word(token, "maand") && !is_word(token, "nacht"))
        return false;
    if (!token->capital || (!is_word(link, "van") && !is_word(link, "voor") && !is_word(link, "tegen")))
        return false;
    for (size_t next = at + 2; next <= at + FEAST_WORDS; next++) {
        struct span year;

        if (match_year(reading, next, &year)) {
            *span = (struct span){.first = at, .last = year.last, .full = true, .from = year.from, .to = year.to};
            return true;
        }
        if (smart_token_at(reading, next)->kind != TOKEN_WORD)
            return false;
    }
    return false;
}

static bool match_date(const struct reading *reading, size_t at, struct span *span)
{
    return match_week(reading, at, span) || match_feast(reading, at, span) || match_digits(reading, at, span) ||
           match_part_of_year(reading, at, span) || match_month(reading, at, span) || match_year(reading, at, span);
}

/* "komend jaar", "deze collegeperiode", "dit schooljaar". */
static bool match_relative(const struct reading *reading, size_t at, struct span *span)
{
    const struct token *next = smart_token_at(reading, at + 1);

    if (!has(smart_token_at(reading, at), NEXT) || has(next, NODATE))
        return false;
    if (!has(next, PERIOD | YEARNOUN | TIMEUNIT | SEASON) || is_word(next, "jaren") || is_word(next, "years") ||
        is_word(next, "maanden") || is_word(next, "weken") || is_word(next, "dagen") || is_word(next, "uur") ||
        is_word(next, "periode"))
        return false;
    *span = (struct span){.first = at, .last = at + 1, .full = true, .relative = true};
    return true;
}

/* What may stand between a preposition and its date. */
static bool is_between(const struct token *token)
{
    return token->kind == TOKEN_WORD &&
           (has(token, EDGE | YEARNOUN | PERIOD) || is_ordinal(token) || is_word(token, "het") ||
               is_word(token, "de") || is_word(token, "van") || is_word(token, "loop") || is_word(token, "kwartaal") ||
               is_word(token, "maand") || is_word(token, "the") || is_word(token, "of") || is_word(token, "begin") ||
               is_word(token, "jaar") || is_word(token, "school") || is_word(token, "nieuwe"));
}

/* "naar 85", but not "naar werk". */
static bool number_follows(const struct reading *reading, size_t at)
{
    for (size_t next = at + 1; next <= at + NUMBER_REACH; next++)
        if (is_free_number(smart_token_at(reading, next)))
            return true;
    return false;
}

/* The date stands between "van" with a number and "naar": it belongs to the baseline. */
static bool in_from_part(const struct reading *reading, const struct span *span)
{
    bool from = false, number = false;

    for (size_t back = 1; back <= LOOK_AHEAD && back <= span->first; back++) {
        const struct token *token = smart_token_at(reading, span->first - back);
        if (token->kind == TOKEN_STOP)
            return false;
        number = number || (token->kind == TOKEN_NUMBER && token->use == USE_NONE);
        if (is_word(token, "van") || is_word(token, "from")) {
            from = number;
            break;
        }
    }
    for (size_t at = span->last + 1; from && at <= span->last + LOOK_AHEAD; at++)
        if (is_word(smart_token_at(reading, at), "naar") || is_word(smart_token_at(reading, at), "tot") ||
            is_word(smart_token_at(reading, at), "to"))
            return number_follows(reading, at);
    return false;
}

/* "2020, tegen 22 % in 2017"; "10 % lager dan in 2019": what is compared with. */
static bool in_comparison(const struct reading *reading, size_t first)
{
    bool number = false;

    for (size_t back = 1; back <= LOOK_BACK && back <= first; back++) {
        const struct token *token = smart_token_at(reading, first - back);
        if (token->kind == TOKEN_STOP || token->kind == TOKEN_COMMA)
            return false;
        if (has(token, BASELINE) && !number)
            return true;
        if (number && (is_word(token, "tegen") || is_word(token, "tegenover") || is_word(token, "against") ||
                          (has(token, BASELINE) && has(token, PHRASE))))
            return true;
        number = number || token->kind == TOKEN_NUMBER;
    }
    return false;
}

/* A noun that bears a year stands from `first` to before `end`: "de burgerpeiling van". */
static bool names_year(const struct reading *reading, size_t first, size_t end)
{
    for (size_t at = first; at < end; at++)
        if (has(smart_token_at(reading, at), YEARNOUN))
            return true;
    return false;
}

/* "(GGD-monitor 2016: 31 per maand)": how it was. */
static bool in_aside(const struct reading *reading, const struct span *span)
{
    for (size_t back = 1; back <= ASIDE_WORDS && back <= span->first; back++) {
        const struct token *token = smart_token_at(reading, span->first - back);

        if (token->kind == TOKEN_OPEN)
            return back > 1 && !has(smart_token_at(reading, span->first - 1), BYPREP | EDGE);
        if (token->kind != TOKEN_WORD || has(token, BYPREP | EDGE))
            return false;
    }
    return false;
}

static enum role date_role(const struct reading *reading, const struct span *span)
{
    size_t at = span->first;
    bool edge = span->full;

    while (at > 0 && is_between(smart_token_at(reading, at - 1))) {
        at--;
        edge = edge || has(smart_token_at(reading, at), EDGE | PERIOD) ||
               is_word(smart_token_at(reading, at), "loop") || is_word(smart_token_at(reading, at), "kwartaal") ||
               is_word(smart_token_at(reading, at), "schooljaar");
    }
    if (in_from_part(reading, span) || in_comparison(reading, at) || in_aside(reading, span))
        return ROLE_PAST;
    if (has(smart_token_at(reading, span->first - 1), BYPREP) && has(smart_token_at(reading, span->first - 1), PHRASE))
        return ROLE_DEADLINE; /* "met ingang van", "tussen nu en" */
    if (at == 0)
        return ROLE_DEADLINE;
    const struct token *before = smart_token_at(reading, at - 1);
    if (has(before, BASELINE))
        return ROLE_PAST;
    const bool survey = names_year(reading, at, span->first);
    if (survey && is_word(before, "over"))
        return ROLE_NONE; /* "over verslagjaar 2017" */
    if (survey && (is_word(before, "uit") || is_word(before, "volgens") || is_word(before, "blijkens")))
        return ROLE_DEADLINE; /* "uit de burgerpeiling van 2025 blijkt" */
    const bool year_of = is_word(smart_token_at(reading, at), "van") && !edge && !survey;
    if (smart_in_past_clause(reading, span->first) && !is_word(before, "voor"))
        return ROLE_PAST;
    if (year_of && !has(before, TIMEUNIT))
        return is_word(smart_token_at(reading, span->last + 1), "tot") ? ROLE_DEADLINE : ROLE_NONE;
    if (edge || has(before, BYPREP | TIMEUNIT | RATE) || has(before, EDGE) || before->kind == TOKEN_STOP ||
        before->kind == TOKEN_COMMA || before->kind == TOKEN_OPEN || before->kind == TOKEN_DASH)
        return ROLE_DEADLINE;
    if (is_word(before, "tussen") || is_word(before, "between") || is_word(before, "en") || is_word(before, "and"))
        return ROLE_DEADLINE;
    return ROLE_NONE;
}

/* True when the second of "tussen 2018 en 2022" or "2019 tot en met 2022" follows; a period is one find. */
static void extend_period(const struct reading *reading, struct span *span)
{
    size_t at = span->last + 1;
    struct span end;

    if (is_word(smart_token_at(reading, at), "tot") && is_word(smart_token_at(reading, at + 1), "en"))
        at += 3;
    else if (is_word(smart_token_at(reading, at), "en") || is_word(smart_token_at(reading, at), "and") ||
             is_word(smart_token_at(reading, at), "t/m") || is_word(smart_token_at(reading, at), "tot") ||
             is_word(smart_token_at(reading, at), "to"))
        at++;
    else
        return;
    if (match_date(reading, at, &end) ||
        (whole(smart_token_at(reading, at), 1, 31) && match_date(reading, at + 1, &end))) {
        span->last = end.last;
        span->to = end.to;
    }
}

static bool read_date(struct reading *reading, size_t at, size_t *ret_last)
{
    struct span span;

    if (!match_relative(reading, at, &span) && !match_date(reading, at, &span))
        return false;
    const bool past = in_from_part(reading, &span);
    if (!past)
        extend_period(reading, &span);
    if (at > 0 && is_word(smart_token_at(reading, at - 1), "schooljaar") && span.to.year == span.from.year + 1) {
        span.from = make_date(span.from.year, 8, 1); /* WPO, article 1: a school year begins on 1 August */
        span.to = make_date(span.to.year, 7, 31);
    }
    const enum role role = span.relative ? ROLE_DEADLINE : date_role(reading, &span);
    struct smart_found *found = smart_reading_add(reading,
        role == ROLE_DEADLINE ? SMART_FOUND_DEADLINE
        : role == ROLE_PAST   ? SMART_FOUND_PAST
                              : SMART_FOUND_NUMBER,
        span.first, span.last, USE_TIME);
    found->first = span.from;
    found->last = span.to;
    if (role == ROLE_NONE)
        found->value = found->upper = smart_token_at(reading, span.first)->value;
    reading->relative = reading->relative || span.relative;
    *ret_last = span.last;
    return true;
}

/* ---- Moments of the project: "aan het eind van de pilot", "tijdens de looptijd", "voor de zomer" ---- */

static bool is_article(const struct token *token)
{
    return is_word(token, "de") || is_word(token, "het") || is_word(token, "deze") || is_word(token, "dit") ||
           is_word(token, "the") || is_word(token, "een") || is_word(token, "nieuwe") || is_word(token, "this") ||
           is_word(token, "huidige") || is_word(token, "lopende");
}

static bool read_moment(struct reading *reading, size_t at, size_t *ret_last)
{
    const struct token *token = smart_token_at(reading, at);
    const bool edge = has(token, EDGE) || is_word(token, "loop"),
               during = is_word(token, "tijdens") || is_word(token, "gedurende") || is_word(token, "during");
    const bool before = is_word(token, "voor") || is_word(token, "binnen") || is_word(token, "in") ||
                        is_word(token, "before") || is_word(token, "na") || is_word(token, "after") ||
                        is_word(token, "vanaf") || is_word(token, "bij") || is_word(token, "uiterlijk") ||
                        is_word(token, "tegen") || is_word(token, "tot");
    size_t next = at + 1;

    if (!edge && !during && !before)
        return false;
    if (edge && (is_word(smart_token_at(reading, next), "van") || is_word(smart_token_at(reading, next), "of")))
        next++;
    bool end = edge;
    while (next < at + 6 &&
           (is_article(smart_token_at(reading, next)) || (before && has(smart_token_at(reading, next), EDGE)) ||
               (end && is_word(smart_token_at(reading, next), "van")))) {
        end = end || has(smart_token_at(reading, next), EDGE);
        next++;
    }
    const struct token *what = smart_token_at(reading, next);
    const bool year = edge && (is_word(what, "jaar") || is_word(what, "year"));
    const bool project = has(what, PROJECT) && (end || during) && next > at + 1;
    if (is_word(what, "periode") && !has(smart_token_at(reading, next + 1), 0))
        return false;
    if (!has(what, PERIOD | SEASON) && !year && !project)
        return false;
    smart_reading_add(reading, SMART_FOUND_DEADLINE, at, next, USE_TIME);
    reading->relative = true;
    *ret_last = next;
    return true;
}

static void note_rate(struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at), *next = smart_token_at(reading, at + 1);

    if (has(token, RATE) || ((is_word(token, "per") || has(token, FULL)) && has(next, TIMEUNIT)))
        reading->rate = true;
    if (has(token, NODATE))
        reading->undated = true;
}

void smart_read_time(struct reading *reading)
{
    for (size_t at = 0; at < reading->tokens.count; at++) {
        size_t last = at;

        note_rate(reading, at);
        if (smart_token_at(reading, at)->use != USE_NONE || has(smart_token_at(reading, at), NODATE))
            continue;
        if (smart_read_duration(reading, at, &last) || read_date(reading, at, &last) || read_moment(reading, at, &last))
            at = last;
    }
}
