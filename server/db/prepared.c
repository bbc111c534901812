/*
 * The cache of prepared statements of one connection (server/db). See prepared.h.
 */
#include "db/prepared.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

bool prepared_init(struct prepared_cache *cache, unsigned limit)
{
    size_t size = 16;
    while (size < limit)
        size *= 2;
    *cache = (struct prepared_cache){.mask = size - 1, .limit = limit};
    cache->buckets = calloc(size, sizeof *cache->buckets);
    return cache->buckets != NULL;
}

void prepared_clear(struct prepared_cache *cache)
{
    if (!cache->buckets)
        return;
    for (size_t i = 0; i <= cache->mask; i++) {
        struct prepared *entry = cache->buckets[i].first;
        while (entry) {
            struct prepared *next = entry->next;
            free(entry);
            entry = next;
        }
        cache->buckets[i].first = NULL;
    }
    cache->count = 0;
}

void prepared_free(struct prepared_cache *cache)
{
    prepared_clear(cache);
    free(cache->buckets);
    cache->buckets = NULL;
}

void prepared_tick(struct prepared_cache *cache)
{
    cache->tick++;
}

struct prepared *prepared_find(struct prepared_cache *cache, const char *text)
{
    uint64_t hash = XXH3_64bits(text, strlen(text));
    for (struct prepared *entry = cache->buckets[hash & cache->mask].first; entry; entry = entry->next)
        if (entry->hash == hash && strcmp(entry->text, text) == 0) {
            entry->used = cache->tick;
            return entry;
        }
    return NULL;
}

struct prepared *prepared_add(struct prepared_cache *cache, const char *text)
{
    size_t length = strlen(text);
    struct prepared *entry = malloc(sizeof *entry + length + 1);
    if (!entry)
        return NULL;
    entry->hash = XXH3_64bits(text, length);
    entry->serial = ++cache->serial;
    entry->used = cache->tick;
    memcpy(entry->text, text, length + 1);
    struct prepared **bucket = &cache->buckets[entry->hash & cache->mask].first;
    entry->next = *bucket;
    *bucket = entry;
    cache->count++;
    return entry;
}

/* A walk over all, but only on the way to a round trip to the server. */
struct prepared *prepared_surplus(struct prepared_cache *cache)
{
    if (cache->count < cache->limit)
        return NULL;
    struct prepared *oldest = NULL;
    for (size_t i = 0; i <= cache->mask; i++)
        for (struct prepared *entry = cache->buckets[i].first; entry; entry = entry->next)
            if (entry->used != cache->tick && (!oldest || entry->used < oldest->used))
                oldest = entry;
    return oldest;
}

struct prepared *prepared_by_serial(struct prepared_cache *cache, uint64_t serial)
{
    for (size_t i = 0; i <= cache->mask; i++)
        for (struct prepared *entry = cache->buckets[i].first; entry; entry = entry->next)
            if (entry->serial == serial)
                return entry;
    return NULL;
}

void prepared_remove(struct prepared_cache *cache, struct prepared *entry)
{
    struct prepared **link = &cache->buckets[entry->hash & cache->mask].first;
    while (*link && *link != entry)
        link = &(*link)->next;
    assert(*link);
    *link = entry->next;
    cache->count--;
    free(entry);
}

void prepared_name(uint64_t serial, char ret[PREPARED_NAME_SIZE])
{
    snprintf(ret, PREPARED_NAME_SIZE, "p%" PRIu64, serial);
}
