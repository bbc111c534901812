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
    POINTS_NAME = 2,
    POINTS_OUTPUT = 1,
    POINTS_CHANGE = 1,
    POINTS_MORE = 1,   /* for a second group */
    NAMED_LEAST = 3,   /* what is named, before numbers and directions count */
    MOST_CONCRETE = 3, /* words that count */
    MOST_UNKNOWN = 4,
    UNKNOWN_LONG = 2, /* what a long word that is not known counts for */
    UNKNOWN_LONGEST = 3,
    MOST_VAGUE = 3,
    GROUP_LEAST = 4, /* letters */
    GROUP_FRONT_MOST = 12,
    QUALIFIER_REACH = 5, /* tokens behind the noun */
    LONG_LETTERS = 9,    /* from here on mostly compounds, which say more */
    LONGEST_LETTERS = 15,
    AGE_LEAST = 40,
    AGE_MOST = 100,
    UNKNOWN_LETTERS = 5, /* shorter words that are not known are hardly nouns */
};

struct tally {
    int concrete, abstract, broad, unknown, vague, group, generic, names;
};

static bool ends_with(const struct token *token, const char *ending)
{
    const size_t length = strlen(ending);

    return token->word_length > length + 2 && memcmp(token->word + token->word_length - length, ending, length) == 0;
}

/* What a noun comes after, and an infinitive does not. */
static bool leads_noun(const struct token *token)
{
    static const char *const words[] = {"met", "van", "voor", "op", "in", "bij", "aan", "door", "zonder", "over",
        "naar", "uit", "de", "het", "een", "deze", "onze", "tegen", "onder", "tussen", "tot", "per", "en", "meer",
        "minder"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(token, words[i]))
            return true;
    return token->kind == TOKEN_NUMBER;
}

/* A word that is not known and does not look like a noun. */
static bool is_other_word(const struct reading *reading, size_t at)
{
    static const char *const endings[] = {"lijk", "lijke", "ig", "ige", "isch", "ische", "baar", "bare", "end", "ende",
        "loos", "loze", "gericht", "gerichte", "heid", "iteit", "isme", "eert", "eerd", "eren", "ly", "ness"};
    const struct token *token = smart_token_at(reading, at);
    if (ends_with(token, "vriendelijk") || ends_with(token, "vriendelijke"))
        return false; /* "rolstoelvriendelijk" says for whom */
    const bool last = at + 1 >= reading->tokens.count || smart_token_at(reading, at + 1)->kind == TOKEN_STOP ||
                      smart_token_at(reading, at + 1)->kind == TOKEN_COMMA;

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(token, endings[i]))
            return true;
    if (at > 0 && (is_word(smart_token_at(reading, at - 1), "te") || is_word(smart_token_at(reading, at - 1), "zo")))
        return true;
    if (at > 0 && has(smart_token_at(reading, at - 1), GROUP | GENERIC) &&
        (ends_with(token, "en") || ends_with(token, "t")))
        return true; /* the verb: "leerlingen nemen" */
    if (token->word_length > 4 && token->word_length < LONG_LETTERS + 2 && memcmp(token->word, "ge", 2) == 0 &&
        (ends_with(token, "d") || ends_with(token, "t") || ends_with(token, "en")))
        return true;
    return last && ends_with(token, "en") && !(at > 0 && leads_noun(smart_token_at(reading, at - 1)));
}

/* A name in the sentence, "Buurtcirkel"; but where all of it happens ("in Dalfsen") tells nothing. */
static bool is_proper_name(const struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at), *before = at ? smart_token_at(reading, at - 1) : token;

    return at > 0 && token->capital && !token->classes && token->word_length > 2 && before->kind != TOKEN_STOP &&
           !is_word(before, "in") && !is_word(before, "te") && !is_word(before, "gemeente") && !is_word(before, "heel");
}

/* "mensen met een psychische kwetsbaarheid": what follows says which. */
static bool is_qualified(const struct reading *reading, size_t at)
{
    static const char *const links[] = {"met", "zonder", "die", "uit", "van", "in", "with", "without", "who", "op"};
    bool link = false;

    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        link = link || is_word(smart_token_at(reading, at + 1), links[i]);
    for (size_t next = at + 2; link && next <= at + QUALIFIER_REACH; next++) {
        const struct token *token = smart_token_at(reading, next);
        if (token->kind != TOKEN_WORD)
            return false;
        if (has(token, CONCRETE | ABSTRACT | GROUP) || (!token->classes && token->word_length >= UNKNOWN_LETTERS))
            return true;
        if (has(token, VAGUE))
            return false;
    }
    return false;
}

/* "doen mee aan het schoolontbijt" is no more vague than what follows. */
static bool is_takes_part(const struct reading *reading, size_t at)
{
    return is_word(smart_token_at(reading, at + 1), "aan") || is_word(smart_token_at(reading, at + 2), "aan");
}

/* "ouderenadviseurs": a compound that begins with a group. */
static bool is_of_group(const struct token *token)
{
    for (size_t front = GROUP_LEAST; front + GROUP_LEAST <= token->word_length && front <= GROUP_FRONT_MOST; front++)
        if (smart_lexicon_find(token->word, front) & (FRONT | GROUP))
            return true;
    return false;
}

/* "deze nota", "dit programma": the paper itself, not what it is to bring. */
static bool is_this_paper(const struct reading *reading, size_t at)
{
    static const char *const papers[] = {"nota", "plan", "beleidsplan", "beleidsnota", "notitie", "agenda", "programma",
        "akkoord", "kadernota", "uitvoeringsplan", "subsidie", "regeling", "overeenkomst", "brief", "aanpak"};
    const struct token *before = at ? smart_token_at(reading, at - 1) : smart_token_at(reading, SIZE_MAX);

    if (!is_word(before, "deze") && !is_word(before, "dit") && !is_word(before, "voorliggende") &&
        !is_word(before, "this"))
        return false;
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
        if (is_word(smart_token_at(reading, at), papers[i]))
            return true;
    return false;
}

static int points_of_length(const struct token *token)
{
    if (token->word_length < LONG_LETTERS)
        return 1;
    return (token->word_length < LONGEST_LETTERS ? UNKNOWN_LONG : UNKNOWN_LONGEST) + is_of_group(token);
}

/* "80+'ers", "65+": people of an age. */
static bool is_age_group(const struct reading *reading, size_t at)
{
    const struct token *token = smart_token_at(reading, at), *plus = smart_token_at(reading, at + 1);

    return token->kind == TOKEN_NUMBER && plus->kind == TOKEN_PLUS && plus->glued && token->value >= AGE_LEAST &&
           token->value <= AGE_MOST;
}

static void count_word(struct reading *reading, size_t at, struct tally *tally)
{
    const struct token *token = smart_token_at(reading, at), *next = smart_token_at(reading, at + 1);

    if (has(token, PHRASE) && has(next, PHRASE) && (token->classes & next->classes & CONTENT))
        return; /* counts with the last word of the phrase */
    if (is_this_paper(reading, at) || (has(token, YEARNOUN) && next->use == USE_TIME))
        return; /* "deze nota"; "de jaarrekening 2026" */
    if (has(token, GROUP)) {
        tally->group++;
        smart_reading_add(reading, SMART_FOUND_GROUP, at, at, token->use);
    } else if (has(token, GENERIC)) {
        *(is_qualified(reading, at) ? &tally->group : &tally->generic) += 1;
        smart_reading_add(reading, SMART_FOUND_GROUP, at, at, token->use);
    } else if (has(token, CONCRETE)) {
        tally->concrete++;
        tally->group += has(token, FRONT);
        smart_reading_add(reading, SMART_FOUND_OBJECT, at, at, token->use);
    } else if (has(token, VAGUE)) {
        if (has(token, PHRASE) && is_takes_part(reading, at))
            return;
        tally->vague++;
        smart_reading_add(reading, SMART_FOUND_VAGUE, at, at, token->use);
    } else if (has(token, ABSTRACT)) {
        tally->abstract++;
        smart_reading_add(reading, SMART_FOUND_OBJECT, at, at, token->use);
    } else if (has(token, BROAD)) {
        tally->broad++;
        smart_reading_add(reading, SMART_FOUND_OBJECT, at, at, token->use);
    } else if (is_proper_name(reading, at)) {
        tally->names++;
    } else if (!token->classes && token->word_length >= UNKNOWN_LETTERS && !is_other_word(reading, at)) {
        tally->unknown += points_of_length(token);
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* A number and a direction say more of what is named; of what is not they say nothing: "het aantal deelnemers groeit
 * met 15 procent". */
static int points(const struct reading *reading, const struct tally *tally)
{
    const bool target = reading->count[SMART_FOUND_TARGET] + reading->count[SMART_FOUND_TERM] > 0;
    const bool measured =
        target && tally->vague && tally->group + tally->generic; /* "60 % van de bewoners heeft vertrouwen" */
    const int named = (tally->group > 0) * POINTS_GROUP + (tally->group > 1) * POINTS_MORE +
                      (tally->generic > 0) * POINTS_GENERIC + least(tally->concrete, MOST_CONCRETE) * POINTS_CONCRETE +
                      least(tally->abstract + measured, 2) * POINTS_ABSTRACT + least(tally->broad, 2) * POINTS_BROAD +
                      least(tally->unknown, MOST_UNKNOWN) * POINTS_UNKNOWN + (tally->names > 0) * POINTS_NAME;
    const int said = target * POINTS_TARGET + reading->output * POINTS_OUTPUT + reading->change * POINTS_CHANGE;

    return named + (measured ? 0 : least(tally->vague, MOST_VAGUE)) * POINTS_VAGUE + (named >= NAMED_LEAST ? said : 0);
}

void smart_read_content(struct reading *reading)
{
    struct tally tally = {0};

    for (size_t at = 0; at < reading->tokens.count; at++) {
        const struct token *token = smart_token_at(reading, at);

        reading->output = reading->output || has(token, OUTPUT);
        reading->activity = reading->activity || has(token, ACTIVITY);
        reading->change = reading->change || has(token, UP | DOWN | FACTOR);
        if (token->kind == TOKEN_WORD && token->use != USE_TIME)
            count_word(reading, at, &tally);
        else if (is_age_group(reading, at))
            tally.group++;
    }
    reading->specific = points(reading, &tally);
    reading->object = tally.concrete ? 3 : tally.abstract || tally.broad || tally.unknown ? 2 : tally.vague ? 1 : 0;
    reading->group = tally.group ? 2 : tally.generic ? 1 : 0;
}
