/*
 * The token buckets of many callers in bounded memory, shared by all workers without a lock (server/api).
 *
 * A table of sets, each of a few places; a caller's set follows from a keyed hash, so that nobody can choose whose
 * place he gets. Where a set is full, the place goes whose bucket is fullest, which is that of the caller least seen: a
 * bucket that is full already is forgotten without loss, since a new one is full too. Only when all callers of a set
 * are in debt does one begin anew too early.
 *
 * Two workers that meet in one place at the same moment each do it by compare-and-swap. Whoever takes over a place does
 * so in two steps, its name and its bucket; a request that falls between them is counted for the wrong one of the two,
 * once. Nothing worse can happen.
 */
#ifndef API_LIMIT_TABLE_H
#define API_LIMIT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/bucket.h>

struct limit_table;

enum { LIMIT_PLACES = 8, LIMIT_SETS = 4096 /* 32,768 callers in 512 KiB */ };

/* NULL when out of memory. */
struct limit_table *limit_table_new(void);
void limit_table_free(struct limit_table *table);

/* Takes a token from the bucket of a caller whose name is `size` bytes, at a moment of a monotonic clock in
 * nanoseconds. False when there is none. From any thread. */
bool limit_table_take(struct limit_table *table, const struct bucket_policy *policy, const void *name, size_t size,
    uint64_t now, struct bucket_level *ret);

/* How the bucket stands, without taking and without making a place. From any thread. */
struct bucket_level limit_table_look(
    struct limit_table *table, const struct bucket_policy *policy, const void *name, size_t size, uint64_t now);

#endif
