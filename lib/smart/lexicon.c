/* Looking words up (lib): whole, as part of a phrase, and, since the head of a Dutch compound is its end, by their end.
 */
#include "lexicon.h"

#include <string.h>

enum {
    PHRASE_WORDS = 5,
    HEAD_LEAST = 4,  /* letters of the known end of a compound */
    FRONT_LEAST = 3, /* and of what stands before it */
    COMPOUND_MOST = 40
};

const struct lexeme smart_lexicon[] = {
#define WORD(word, classes) {word, classes},
#include "lexicon.def"
#undef WORD
};
const size_t smart_lexicon_count = sizeof smart_lexicon / sizeof *smart_lexicon;

/* As strcmp(), of a text of that length with an entry. */
static int compare(const char *text, size_t length, const char *entry)
{
    const int order = strncmp(text, entry, length);

    return order ? order : entry[length] ? -1 : 0;
}

/* The first entry that is not before the text. */
static size_t lower_bound(const char *text, size_t length)
{
    size_t low = 0, high = smart_lexicon_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (compare(text, length, smart_lexicon[middle].word) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint64_t smart_lexicon_find(const char *word, size_t length)
{
    const size_t at = lower_bound(word, length);

    return at < smart_lexicon_count && compare(word, length, smart_lexicon[at].word) == 0 ? smart_lexicon[at].classes
                                                                                          : 0;
}

/* The tokens from `at` that the phrase covers; 0: it does not stand there. Folded words stand one space apart, but
 * marks fold to nothing and a space. */
static size_t phrase_covers(const struct tokens *tokens, size_t at, const char *phrase)
{
    size_t count = 0;

    while (*phrase) {
        const char *end = strchr(phrase, ' ');
        const size_t length = end ? (size_t)(end - phrase) : strlen(phrase);

        if (at + count >= tokens->count)
            return 0;
        const struct token *token = &tokens->at[at + count];
        if (token->word_length != length || memcmp(token->word, phrase, length) != 0)
            return 0;
        count++;
        phrase += length + (end ? 1 : 0);
    }
    return count;
}

/* Entries that begin with the word and a space follow the word itself. */
static void classify_phrases(struct tokens *tokens, size_t at, size_t entry)
{
    const struct token *token = &tokens->at[at];
    const size_t length = token->word_length;

    for (; entry < smart_lexicon_count && strncmp(smart_lexicon[entry].word, token->word, length) == 0 &&
           (smart_lexicon[entry].word[length] == ' ' || smart_lexicon[entry].word[length] == '\0');
         entry++) {
        if (smart_lexicon[entry].word[length] == '\0')
            continue;
        const size_t count = phrase_covers(tokens, at, smart_lexicon[entry].word);
        for (size_t i = 0; i < count; i++)
            tokens->at[at + i].classes |= smart_lexicon[entry].classes | PHRASE;
    }
}

/* The classes that the head gives to a compound: a part of one, what is too broad alone is a thing, and what is vague
 * less so. */
static uint64_t compound_classes(uint64_t head, uint64_t front)
{
    uint64_t classes = head & (CONTENT | TIMEUNIT | PERIOD | YEARNOUN);

    if ((classes & ABSTRACT) && (front & FRONT))
        classes = (classes & ~ABSTRACT) | CONCRETE | FRONT;
    if (classes & GENERIC)
        classes = (classes & ~GENERIC) | GROUP;
    if (classes & BROAD)
        classes = (classes & ~BROAD) | CONCRETE;
    if (classes & VAGUE)
        classes = (classes & ~VAGUE) | BROAD;
    return classes & ~TIMEUNIT;
}

/* "vertienvoudigt", "verzesvoudiging": any number may stand in it. */
static bool is_manifold(const struct token *token)
{
    static const char front[] = "ver", end[] = "voudig";

    if (token->word_length < sizeof front + sizeof end || memcmp(token->word, front, sizeof front - 1) != 0)
        return false;
    for (size_t at = sizeof front - 1; at + sizeof end - 1 <= token->word_length; at++)
        if (memcmp(token->word + at, end, sizeof end - 1) == 0)
            return true;
    return false;
}

static void classify_compound(struct token *token)
{
    if (token->word_length > COMPOUND_MOST)
        return;
    if (is_manifold(token)) {
        token->classes |= FACTOR | UP;
        return;
    }
    for (size_t front = FRONT_LEAST; front + HEAD_LEAST <= token->word_length; front++) {
        const uint64_t head = smart_lexicon_find(token->word + front, token->word_length - front);

        if (head & (CONTENT | PERIOD | YEARNOUN)) {
            token->classes |= compound_classes(head, smart_lexicon_find(token->word, front));
            token->compound = true;
            return;
        }
    }
}

void smart_lexicon_classify(struct tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->at[i];

        if (!token->word_length)
            continue;
        const size_t entry = lower_bound(token->word, token->word_length);
        if (entry < smart_lexicon_count && compare(token->word, token->word_length, smart_lexicon[entry].word) == 0)
            token->classes |= smart_lexicon[entry].classes;
        classify_phrases(tokens, i, entry);
    }
    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->at[i];

        if (token->kind == TOKEN_WORD && !token->classes)
            classify_compound(token);
    }
}
