/* The statement as tokens (lib, private to the SMART check). */
#ifndef PROEFTUIN_SMART_TOKENS_H
#define PROEFTUIN_SMART_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/arena.h>

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_NAME, /* digits that are no number: "2.1.3" */
    TOKEN_PERCENT,
    TOKEN_EURO,
    TOKEN_DASH,
    TOKEN_SLASH,
    TOKEN_PLUS,
    TOKEN_COMMA,
    TOKEN_STOP, /* . ; : ! ? */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_OTHER
};

/* What a pass has taken a token for; a later pass leaves it alone. */
enum token_use { USE_NONE, USE_TIME, USE_QUANTITY, USE_NUMBER };

struct token {
    enum token_kind kind;
    enum token_use use;
    uint32_t start, length; /* bytes in the statement */
    const char *word;       /* folded: lower case without accents; a space ends it */
    uint32_t word_length;
    uint64_t classes; /* of the lexicon (lexicon.h) */
    double value;     /* a number's */
    bool plain;       /* a number of digits only, so that it may be a year */
    bool spelled;     /* a number in words */
    bool glued;       /* no space before it */
    bool capital;     /* begins with a capital letter */
    bool compound;    /* the lexicon knows the end of the word, not all of it */
};

struct tokens {
    struct token *at;
    size_t count;
};

/* Cuts `length` bytes (any bytes at all) into tokens. False when the arena is full. */
bool smart_tokens_read(const char *text, size_t length, struct arena *arena, struct tokens *ret);

/* The value of a number in words, Dutch or English ("vijfentwintig", "driehonderd", "twenty-five"); false: it is none.
 */
bool smart_number_word(const char *word, size_t length, double *ret);

#endif
