/*
 * The third pass: what changes, and for whom or for what (lib).
 *
 * No list holds all the things that a municipality may want to change, but the words that say nothing are few. So nouns
 * that are not known count too, and the statement is specific when its nouns bring enough points together.
 */
#include "reading.h"

#include <string.h>

/* Points, and how many a statement needs; found with the tuning half of tests/data/smart (docs/smart.md). */
enum {
    POINTS_GROUP = 3,
    POINTS_GENERIC = 1,
    POINTS_CONCRETE = 3,
    POINTS_ABSTRACT = 2,
    POINTS_BROAD = 1,
    POINTS_UNKNOWN = 1,
    POINTS_VAGUE = -1,
    POINTS_TARGET = 1,
    MOST_CONCRETE = 3, /* words that count */
    MOST_UNKNOWN = 4,
    MOST_VAGUE = 3,
    UNKNOWN_LETTERS = 5, /* shorter words that are not known are hardly nouns */
};

struct tally {
    int concrete, abstract, broad, unknown, vague, group, generic;
};

static bool ends_with(const struct token *token, const char *ending)
{
    const size_t length = strlen(ending);

    return token->word_length > length + 2 && memcmp(token->word + token->word_length - length, ending, length) == 0;
}

/* A word that is not known and does not look like a noun. */
static bool is_other_word(const struct reading *reading, size_t at)
{
    static const char *const endings[] = {"lijk", "lijke", "ig", "ige", "isch", "ische", "baar", "bare", "end", "ende", "ly"};
    const struct token *token = token_at(reading, at);
    const bool last = at + 1 >= reading->tokens.count || token_at(reading, at + 1)->kind == TOKEN_STOP ||
                      token_at(reading, at + 1)->kind == TOKEN_COMMA;

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(token, endings[i]))
            return true;
    if (at > 0 && is_word(token_at(reading, at - 1), "te"))
        return true;
    if (token->word_length > 4 && memcmp(token->word, "ge", 2) == 0 && (ends_with(token, "d") || ends_with(token, "t") || ends_with(token, "en")))
        return true;
    return last && ends_with(token, "en") && token->word_length < 10;
}

static void count_word(struct reading *reading, size_t at, struct tally *tally)
{
    const struct token *token = token_at(reading, at);

    if (has(token, GROUP)) {
        tally->group++;
        reading_add(reading, SMART_FOUND_GROUP, at, at, token->use);
    } else if (has(token, GENERIC)) {
        tally->generic++;
        reading_add(reading, SMART_FOUND_GROUP, at, at, token->use);
    } else if (has(token, CONCRETE)) {
        tally->concrete++;
        reading_add(reading, SMART_FOUND_OBJECT, at, at, token->use);
    } else if (has(token, VAGUE)) {
        tally->vague++;
        reading_add(reading, SMART_FOUND_VAGUE, at, at, token->use);
    } else if (has(token, ABSTRACT)) {
        tally->abstract++;
        reading_add(reading, SMART_FOUND_OBJECT, at, at, token->use);
    } else if (has(token, BROAD)) {
        tally->broad++;
        reading_add(reading, SMART_FOUND_OBJECT, at, at, token->use);
    } else if (!token->classes && token->word_length >= UNKNOWN_LETTERS && !is_other_word(reading, at)) {
        tally->unknown++;
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int points(const struct reading *reading, const struct tally *tally)
{
    const bool target = reading->count[SMART_FOUND_TARGET] > 0;

    return (tally->group > 0) * POINTS_GROUP + (tally->generic > 0) * POINTS_GENERIC +
           least(tally->concrete, MOST_CONCRETE) * POINTS_CONCRETE + least(tally->abstract, 2) * POINTS_ABSTRACT +
           least(tally->broad, 2) * POINTS_BROAD + least(tally->unknown, MOST_UNKNOWN) * POINTS_UNKNOWN +
           least(tally->vague, MOST_VAGUE) * POINTS_VAGUE + target * POINTS_TARGET;
}

void read_content(struct reading *reading)
{
    struct tally tally = {0};

    for (size_t at = 0; at < reading->tokens.count; at++) {
        const struct token *token = token_at(reading, at);

        reading->output = reading->output || has(token, OUTPUT);
        reading->activity = reading->activity || has(token, ACTIVITY);
        reading->change = reading->change || has(token, UP | DOWN | FACTOR);
        if (token->kind == TOKEN_WORD && token->use != USE_TIME)
            count_word(reading, at, &tally);
    }
    reading->specific = points(reading, &tally);
    reading->object = tally.concrete ? 3 : tally.abstract || tally.broad || tally.unknown ? 2 : tally.vague ? 1 : 0;
    reading->group = tally.group ? 2 : tally.generic ? 1 : 0;
}
