/* Citizen service numbers in free text (lib): digits, their groups, and the eleven test. See bsn.h. */
#include "bsn_internal.h"

#include <string.h>

bool bsn_valid(const char digits[BSN_DIGITS])
{
    int sum = -(digits[BSN_DIGITS - 1] - '0');

    for (int i = 0; i < BSN_DIGITS - 1; i++)
        sum += (BSN_DIGITS - i) * (digits[i] - '0');
    return sum % 11 == 0 && !(digits[0] == '0' && digits[1] == '0');
}

/* ---- Digits in groups ---- */

enum { GROUPS_MOST = 5 };

/* Groups of digits with the same single character between them. */
struct chain {
    size_t begins[GROUPS_MOST];
    size_t sizes[GROUPS_MOST];
    size_t count;
    char separator; /* ' ' stands for all spaces; 0: there is one group */
};

static size_t digits_at(const char *text, size_t length, size_t at)
{
    size_t end = at;

    while (end < length && bsn_digit(text[end]))
        end++;
    return end - at;
}

/* The separator at `at`: ' ', '.' or '-', and its size; 0 for anything else. */
static char separator_at(const char *text, size_t length, size_t at, size_t *ret_size)
{
    *ret_size = bsn_space(text, length, at);
    if (*ret_size)
        return ' ';
    *ret_size = 1;
    return at < length && (text[at] == '.' || text[at] == '-') ? text[at] : '\0';
}

static struct chain read_chain(const char *text, size_t length, size_t at)
{
    struct chain chain = {0};
    size_t gap = 0;

    for (;;) {
        const size_t size = digits_at(text, length, at);
        char separator;

        if (size == 0)
            return chain;
        chain.begins[chain.count] = at;
        chain.sizes[chain.count++] = size;
        at += size;
        separator = separator_at(text, length, at, &gap);
        if (!separator || chain.count == GROUPS_MOST || (chain.separator && separator != chain.separator))
            return chain;
        if (at + gap < length && bsn_digit(text[at + gap]))
            chain.separator = separator;
        at += gap;
    }
}

/* How a BSN may be grouped; the first ones stand by themselves, the rest only behind a word that says what it is. */
static const struct shape {
    size_t sizes[4];
    bool plain;
} shapes[] = {
    {{9}, true},
    {{4, 2, 3}, true},
    {{3, 3, 3}, true},
    {{8}, false},
    {{3, 2, 3}, false},
    {{2, 3, 3}, false},
    {{4, 4}, false},
    {{3, 2, 4}, false},
    {{2, 3, 4}, false},
    {{4, 3, 2}, false},
    {{3, 4, 2}, false},
    {{3, 3, 2, 1}, false},
    {{2, 2, 2, 3}, false},
    {{3, 2, 2, 2}, false},
};

static size_t shape_groups(const struct shape *shape)
{
    size_t count = 0;

    while (count < sizeof shape->sizes / sizeof *shape->sizes && shape->sizes[count])
        count++;
    return count;
}

static bool has_shape(const struct chain *chain, const struct shape *shape)
{
    const size_t count = shape_groups(shape);

    return count <= chain->count && memcmp(chain->sizes, shape->sizes, count * sizeof *shape->sizes) == 0;
}

/* ---- Which digits ---- */

struct candidate {
    struct sighting sighting;
    const struct chain *chain;
    size_t groups;
    char digits[BSN_DIGITS]; /* with the leading zero of the oldest */
    bool old;                /* eight were given */
};

static bool take_digits(struct candidate *candidate)
{
    const struct chain *chain = candidate->chain;
    const char *text = candidate->sighting.text;
    size_t total = 0, at;

    for (size_t i = 0; i < candidate->groups; i++)
        total += chain->sizes[i];
    candidate->old = total == BSN_DIGITS - 1;
    candidate->digits[0] = '0';
    at = candidate->old;
    for (size_t i = 0; i < candidate->groups; i++) {
        memcpy(candidate->digits + at, text + chain->begins[i], chain->sizes[i]);
        at += chain->sizes[i];
    }
    return bsn_valid(candidate->digits);
}

static unsigned number_at(const char *digits, size_t count)
{
    unsigned number = 0;

    for (size_t i = 0; i < count; i++)
        number = number * 10 + (unsigned)(digits[i] - '0');
    return number;
}

static bool is_year(unsigned number)
{
    return number >= 1900 && number < 2100;
}

static bool is_day(unsigned month, unsigned day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* 20180912 and 12092018; 2018-09-123, which is somebody's numbering. */
static bool is_date(const struct candidate *candidate)
{
    const char *digits = candidate->digits + candidate->old;

    if (candidate->old)
        return (is_year(number_at(digits, 4)) && is_day(number_at(digits + 4, 2), number_at(digits + 6, 2))) ||
               (is_year(number_at(digits + 4, 4)) && is_day(number_at(digits + 2, 2), number_at(digits, 2)));
    return candidate->groups == 3 && candidate->chain->sizes[0] == 4 && is_year(number_at(digits, 4)) &&
           is_day(number_at(digits + 4, 2), 1);
}

/* Groups go on with the same separator: then these are some of a longer number, unless that is a year beside it. */
static bool goes_on(const struct candidate *candidate)
{
    const struct chain *chain = candidate->chain;
    const struct sighting *sighting = &candidate->sighting;
    size_t before = sighting->begin, gap;

    if (chain->separator && chain->count > candidate->groups &&
        !(chain->separator == ' ' && chain->sizes[candidate->groups] == 4 &&
            is_year(number_at(sighting->text + chain->begins[candidate->groups], 4))))
        return true;
    gap = bsn_space_before(sighting->text, before);
    if (!gap || before == gap || !bsn_digit(sighting->text[before - gap - 1]))
        return false;
    before -= gap;
    return before < 4 || (before > 4 && bsn_digit(sighting->text[before - 5])) ||
           !bsn_digit(sighting->text[before - 4]) || !bsn_digit(sighting->text[before - 3]) ||
           !bsn_digit(sighting->text[before - 2]) || !is_year(number_at(sighting->text + before - 4, 4));
}

/* Five zeros at the end are a round sum. */
static bool is_round(const struct candidate *candidate)
{
    return memcmp(candidate->digits + 4, "00000", 5) == 0;
}

/* Nine digits together are a number by themselves, whatever stands a space away. */
static bool stands_alone(const struct candidate *candidate)
{
    if (candidate->groups == 1 && candidate->chain->separator == ' ')
        return true;
    return candidate->groups == 1 ? !candidate->chain->separator : !goes_on(candidate);
}

static bool is_bsn(struct candidate *candidate, const struct shape *shape)
{
    const bool thousands =
        candidate->groups == 3 && candidate->chain->sizes[0] == 3 && candidate->chain->separator == '.';
    enum calling calling;

    if (!take_digits(candidate))
        return false;
    calling = bsn_calling(&candidate->sighting);
    if (calling == CALLED_OTHERWISE || bsn_is_amount(&candidate->sighting) || bsn_is_phone(&candidate->sighting) ||
        bsn_is_part(&candidate->sighting, calling == CALLED_BSN))
        return false;
    if (calling == CALLED_BSN)
        return !(candidate->old && is_date(candidate));
    return shape->plain && !thousands && stands_alone(candidate) && !is_date(candidate) && !is_round(candidate);
}

static bool is_bsn_at(const char *text, size_t length, const struct chain *chain)
{
    for (const struct shape *shape = shapes; shape < shapes + sizeof shapes / sizeof *shapes; shape++) {
        const size_t groups = shape_groups(shape);
        struct candidate candidate = {.chain = chain, .groups = groups};

        if (!has_shape(chain, shape))
            continue;
        candidate.sighting =
            (struct sighting){text, length, chain->begins[0], chain->begins[groups - 1] + chain->sizes[groups - 1]};
        if (is_bsn(&candidate, shape))
            return true;
    }
    return false;
}

bool bsn_in_text(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        if (!bsn_digit(text[at])) {
            at++;
            continue;
        }
        const struct chain chain = read_chain(text, length, at);
        if (is_bsn_at(text, length, &chain))
            return true;
        at += chain.sizes[0];
    }
    return false;
}
