/* What the passes over a statement's tokens find (lib, private to the SMART check). */
#ifndef PROEFTUIN_SMART_READING_H
#define PROEFTUIN_SMART_READING_H

#include <string.h>

#include <proeftuin/smart.h>

#include "lexicon.h"

struct reading {
    struct tokens tokens;
    struct smart_found *found; /* room for one a token */
    size_t found_count;
    size_t count[SMART_FOUND_KINDS];
    bool hedged;         /* "waar mogelijk" */
    bool rate;           /* "jaarlijks", "per jaar" */
    bool undated;        /* "op termijn" */
    bool anchored;       /* a period with its anchor */
    bool unanchored;     /* a period without: "binnen twee jaar" */
    bool relative;       /* "volgend jaar" */
    bool output;         /* a verb of delivering */
    bool activity;       /* a verb of doing */
    bool change;         /* a word of direction */
    bool percent_change; /* "met 5 %", where percentage points may be meant */
    bool universal;      /* "alle", which is a target only of something that can be counted */
    int specific;        /* points, see content.c */
    int object;          /* strongest object: 0 none, 1 vague, 2 broad or abstract, 3 concrete */
    int group;           /* 0 none, 1 generic or vague, 2 specific */
};

/* The passes, in this order. */
void smart_read_time(struct reading *reading);
void smart_read_quantities(struct reading *reading);
void smart_read_content(struct reading *reading);

/* Parts of passes. A duration or a ratio that begins at the token; its last one. */
bool smart_read_duration(struct reading *reading, size_t at, size_t *ret_last);
bool smart_read_ratio(struct reading *reading, size_t at, size_t *ret_last);
void smart_read_counting_word(struct reading *reading, size_t at);

/* ---- For the passes ---- */

/* The token at an index; one without classes beyond either end. */
const struct token *smart_token_at(const struct reading *reading, size_t index);

static inline bool has(const struct token *token, uint64_t classes)
{
    return (token->classes & classes) != 0;
}

/* A number that no pass has taken. */
static inline bool is_free_number(const struct token *token)
{
    return token->kind == TOKEN_NUMBER && token->use == USE_NONE;
}

/* The folded word is this one. Inline, so that the length of a literal is known when it is compiled. */
static inline bool is_word(const struct token *token, const char *word)
{
    const size_t length = strlen(word);

    return token->word_length == length && memcmp(token->word, word, length) == 0;
}

/* A unit of time in days, as smart.h has them. */
double smart_unit_days(const struct token *unit);

/* Adds a find that spans the tokens first to last, and marks them as used. */
struct smart_found *smart_reading_add(
    struct reading *reading, enum smart_found_kind kind, size_t first, size_t last, enum token_use use);

/* True when the clause around the token tells how it is or was. */
bool smart_in_past_clause(const struct reading *reading, size_t index);

#endif
