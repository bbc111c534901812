/*
 * The statements that one connection has prepared: found by their text, bounded, least recently used goes first
 * (server/db).
 *
 * An entry exists from the moment its Parse is sent: the server answers in order, so what is sent behind it may count
 * on it. Serials name statements on the server and are never used twice on a connection.
 */
#ifndef PROEFTUIN_DB_PREPARED_H
#define PROEFTUIN_DB_PREPARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prepared {
    struct prepared *next; /* in its bucket */
    uint64_t hash;
    uint64_t serial;
    uint64_t used; /* the tick of its last use */
    char text[];
};

struct prepared_bucket {
    struct prepared *first;
};

struct prepared_cache {
    struct prepared_bucket *buckets;
    size_t mask; /* buckets - 1; a power of two */
    unsigned count;
    unsigned limit;
    uint64_t serial; /* last one given */
    uint64_t tick;
};

enum { PREPARED_NAME_SIZE = 24 };

/* False when out of memory. */
bool prepared_init(struct prepared_cache *cache, unsigned limit);
void prepared_free(struct prepared_cache *cache);

/* Forgets everything: the session that knew the statements is gone. */
void prepared_clear(struct prepared_cache *cache);

/* Begins the sending of one query: entries that it uses are not evicted until the next tick. */
void prepared_tick(struct prepared_cache *cache);

/* The entry for a text, marked as used; NULL when it is not prepared. */
struct prepared *prepared_find(struct prepared_cache *cache, const char *text);

/* Adds a text that prepared_find() did not find; NULL when out of memory. */
struct prepared *prepared_add(struct prepared_cache *cache, const char *text);

/* The entry that must make room for one more; NULL when there is room, or when all are in use by the query being sent
 * (the limit yields, and is kept again by the next query). */
struct prepared *prepared_surplus(struct prepared_cache *cache);

/* NULL when it is no longer there. */
struct prepared *prepared_by_serial(struct prepared_cache *cache, uint64_t serial);

/* Takes out and frees an entry. */
void prepared_remove(struct prepared_cache *cache, struct prepared *entry);

/* What the statement is called on the server. */
void prepared_name(uint64_t serial, char ret[PREPARED_NAME_SIZE]);

#endif
