/*
 * What one worker knows of the keys that it saw lately (server/api), so that not every request asks the database: for
 * less than a second, so that a key that is revoked has stopped working everywhere within one. That there is no such
 * key is remembered too. Bounded: a key that needs the place of another takes it.
 */
#ifndef API_KEY_CACHE_H
#define API_KEY_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include <libpq-fe.h>

#include "api/key.h"

struct key_cache;

/* What a key may. */
struct key_grant {
    struct key_print print;
    uint64_t until; /* milliseconds of loop_now() */
    bool usable;    /* it exists, and is neither expired nor revoked */
    unsigned roles; /* bit i: enum role i */
    char *scope;    /* its municipalities and those that they succeeded, an array literal; {*}: all */
    char *label;    /* what it is for */
    char *expires;  /* the last day on which it works, as ISO 8601 has it; empty: it does not expire */
};

/* NULL when out of memory. */
struct key_cache *key_cache_new(void);
void key_cache_free(struct key_cache *cache);

/* What is known of a key; NULL: nothing, or no longer. */
const struct key_grant *key_cache_find(const struct key_cache *cache, const char *id, uint64_t now);

/* The columns of the answer, in this order. */
#define KEY_GRANT_SQL \
    "SELECT hash, roles, scope, usable, unnoted, label, coalesce(expires_on::text, '') FROM proeftuin_key($1)"
enum { KEY_GRANT_UNNOTED = 4 };

/* Remembers the answer to a question that was asked at `asked`. It lives until the next call; NULL: no memory. */
const struct key_grant *key_cache_put(struct key_cache *cache, const char *id, const PGresult *answer, uint64_t asked);

#endif
