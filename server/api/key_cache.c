/* What one worker knows of the keys that it saw lately (server/api). See key_cache.h. */
#include "api/key_cache.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include <proeftuin/code.h>
#include <proeftuin/role.h>

enum { PLACES = 1024, LIFE_MS = 900 };

struct key_cache {
    struct key_grant grants[PLACES]; /* a key has one place, by its id */
};

struct key_cache *key_cache_new(void)
{
    return calloc(1, sizeof(struct key_cache));
}

static void empty(struct key_grant *grant)
{
    free(grant->scope);
    free(grant->label);
    free(grant->expires);
    memset(grant, 0, sizeof *grant);
}

void key_cache_free(struct key_cache *cache)
{
    for (size_t i = 0; cache && i < PLACES; i++)
        empty(&cache->grants[i]);
    free(cache);
}

static size_t place_of(const char *id)
{
    return XXH3_64bits(id, KEY_ID_LENGTH) % PLACES;
}

const struct key_grant *key_cache_find(const struct key_cache *cache, const char *id, uint64_t now)
{
    const struct key_grant *grant = &cache->grants[place_of(id)];

    return now < grant->until && strcmp(grant->print.id, id) == 0 ? grant : NULL;
}

/* Roles as PostgreSQL writes a list of them: {editor,reader}. */
static unsigned read_roles(const char *text)
{
    unsigned roles = 0;

    for (size_t length; *(text += strspn(text, "{},")); text += length) {
        length = strcspn(text, "{},");
        const int role = code_find(&code_roles, text, length);

        if (role >= 0)
            roles |= 1u << role;
    }
    return roles;
}

static bool read_hash(const char *text, unsigned char ret[KEY_HASH_SIZE])
{
    size_t length;

    return strncmp(text, "\\x", 2) == 0 &&
           sodium_hex2bin(ret, KEY_HASH_SIZE, text + 2, strlen(text + 2), NULL, &length, NULL) == 0 &&
           length == KEY_HASH_SIZE;
}

static bool fill(struct key_grant *grant, const PGresult *answer)
{
    if (PQntuples(answer) == 0)
        return true; /* no such key: not usable */
    grant->roles = read_roles(PQgetvalue(answer, 0, 1));
    grant->scope = strdup(PQgetvalue(answer, 0, 2));
    grant->label = strdup(PQgetvalue(answer, 0, 5));
    grant->expires = strdup(PQgetvalue(answer, 0, 6));
    grant->usable =
        strcmp(PQgetvalue(answer, 0, 3), "t") == 0 && read_hash(PQgetvalue(answer, 0, 0), grant->print.hash);
    return grant->scope && grant->label && grant->expires;
}

const struct key_grant *key_cache_put(struct key_cache *cache, const char *id, const PGresult *answer, uint64_t asked)
{
    struct key_grant *grant = &cache->grants[place_of(id)];

    empty(grant);
    memcpy(grant->print.id, id, KEY_ID_LENGTH);
    grant->until = asked + LIFE_MS;
    if (fill(grant, answer))
        return grant;
    empty(grant);
    return NULL;
}
