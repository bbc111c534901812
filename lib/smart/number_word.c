/* Numbers in words (lib): "vijfentwintig", "driehonderdvijftig", "twaalfhonderd", "twenty-five". */
#include "tokens.h"

#include <string.h>

struct unit {
    const char *word;
    double value;
};

/* Longer words before those that they begin with. "een" is missing: it is an article more often than a number. */
static const struct unit small[] = {{"zeventien", 17}, {"achttien", 18}, {"negentien", 19}, {"dertien", 13},
    {"veertien", 14}, {"vijftien", 15}, {"zestien", 16}, {"elf", 11}, {"twaalf", 12}, {"tien", 10}, {"twee", 2},
    {"drie", 3}, {"vier", 4}, {"vijf", 5}, {"zes", 6}, {"zeven", 7}, {"acht", 8}, {"negen", 9}, {"thirteen", 13},
    {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
    {"eleven", 11}, {"twelve", 12}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7},
    {"eight", 8}, {"nine", 9}, {"anderhalf", 1.5}, {"anderhalve", 1.5}};
static const struct unit tens[] = {{"twintig", 20}, {"dertig", 30}, {"veertig", 40}, {"vijftig", 50}, {"zestig", 60},
    {"zeventig", 70}, {"tachtig", 80}, {"negentig", 90}, {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50},
    {"sixty", 60}, {"seventy", 70}, {"eighty", 80}, {"ninety", 90}};

struct piece {
    const char *at;
    size_t left;
};

static bool take(struct piece *piece, const char *word)
{
    const size_t length = strlen(word);

    if (length > piece->left || memcmp(piece->at, word, length) != 0)
        return false;
    piece->at += length;
    piece->left -= length;
    return true;
}

static bool take_unit(struct piece *piece, const struct unit *units, size_t count, double *ret)
{
    for (size_t i = 0; i < count; i++) {
        if (take(piece, units[i].word)) {
            *ret = units[i].value;
            return true;
        }
    }
    return false;
}

static bool take_small(struct piece *piece, double *ret)
{
    return take_unit(piece, small, sizeof small / sizeof *small, ret);
}

static bool take_tens(struct piece *piece, double *ret)
{
    return take_unit(piece, tens, sizeof tens / sizeof *tens, ret);
}

/* Below a hundred: "vijf", "vijftig", "vijfenvijftig", "fifty-five". */
static bool take_below_hundred(struct piece *piece, double *ret)
{
    double first, second;

    if (take_tens(piece, &first)) {
        const struct piece before = *piece;

        *ret = first;
        if (take(piece, "-") && take_small(piece, &second))
            *ret += second;
        else
            *piece = before;
        return true;
    }
    const struct piece start = *piece;
    bool one = !take_small(piece, &first) && take(piece, "een");
    if (one)
        first = 1;
    else if (piece->at == start.at)
        return false;
    const struct piece before = *piece;
    if (take(piece, "en") && take_tens(piece, &second)) {
        *ret = first + second;
        return true;
    }
    *piece = one ? start : before;
    *ret = first;
    return !one;
}

/* Below ten thousand: an optional count, "honderd", an optional rest. */
static bool take_below_thousand(struct piece *piece, double *ret)
{
    double count = 1, rest = 0;
    const bool counted = take_below_hundred(piece, &count);

    if (!take(piece, "honderd")) {
        *ret = count;
        return counted;
    }
    const struct piece before = *piece;
    take(piece, "en");
    if (!take_below_hundred(piece, &rest))
        *piece = before;
    *ret = count * 100 + rest;
    return true;
}

bool smart_number_word(const char *word, size_t length, double *ret)
{
    struct piece piece = {word, length};
    double value = 1, rest = 0;
    bool counted;

    if (length < 3)
        return false;
    counted = take_below_thousand(&piece, &value);
    if (take(&piece, "duizend")) {
        value *= 1000;
        if (take_below_thousand(&piece, &rest))
            value += rest;
        counted = true;
    }
    if (!counted || piece.left > 0)
        return false;
    *ret = value;
    return true;
}
