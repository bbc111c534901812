/* The token buckets of many callers (server/api). See limit_table.h. */
#include "api/limit_table.h"

#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct place {
    _Atomic uint64_t name; /* the caller's hash; 0: nobody */
    _Atomic uint64_t bucket;
};

struct limit_table {
    unsigned char secret[crypto_shorthash_KEYBYTES];
    struct place places[LIMIT_SETS][LIMIT_PLACES];
};

struct limit_table *limit_table_new(void)
{
    struct limit_table *table = calloc(1, sizeof *table);

    if (table)
        randombytes_buf(table->secret, sizeof table->secret);
    return table;
}

void limit_table_free(struct limit_table *table)
{
    free(table);
}

/* SipHash-2-4; never 0. */
static uint64_t hash(const struct limit_table *table, const void *name, size_t size)
{
    uint64_t hash;

    _Static_assert(crypto_shorthash_BYTES == sizeof hash, "a hash is one number");
    crypto_shorthash((unsigned char *)&hash, name, size, table->secret);
    return hash ? hash : 1;
}

static struct place *find(struct place *set, uint64_t name)
{
    for (struct place *place = set; place < set + LIMIT_PLACES; place++)
        if (atomic_load_explicit(&place->name, memory_order_relaxed) == name)
            return place;
    return NULL;
}

/* The place whose bucket is fullest; nobody's is as full as can be. */
static struct place *fullest(struct place *set)
{
    struct place *best = set;

    for (struct place *place = set + 1; place < set + LIMIT_PLACES; place++)
        if (atomic_load_explicit(&place->bucket, memory_order_relaxed) <
            atomic_load_explicit(&best->bucket, memory_order_relaxed))
            best = place;
    return best;
}

/* The caller's place, its own or one that becomes its own. */
static struct place *claim(struct place *set, uint64_t name)
{
    for (;;) {
        struct place *place = find(set, name);

        if (place)
            return place;
        place = fullest(set);
        uint64_t bucket = atomic_load_explicit(&place->bucket, memory_order_relaxed);
        uint64_t owner = atomic_load_explicit(&place->name, memory_order_relaxed);
        if (!atomic_compare_exchange_strong(&place->name, &owner, name))
            continue; /* somebody else was first: perhaps the same caller, through another worker */
        atomic_compare_exchange_strong(&place->bucket, &bucket, 0);
        return place;
    }
}

bool limit_table_take(struct limit_table *table, const struct bucket_policy *policy, const void *name, size_t size,
    uint64_t now, struct bucket_level *ret)
{
    const uint64_t key = hash(table, name, size);
    struct place *place = claim(table->places[key % LIMIT_SETS], key);
    uint64_t bucket = atomic_load_explicit(&place->bucket, memory_order_relaxed), taken;

    do {
        if (!bucket_take(policy, bucket, now, &taken, ret))
            return false;
    } while (!atomic_compare_exchange_weak(&place->bucket, &bucket, taken));
    return true;
}

struct bucket_level limit_table_look(
    struct limit_table *table, const struct bucket_policy *policy, const void *name, size_t size, uint64_t now)
{
    const uint64_t key = hash(table, name, size);
    struct place *place = find(table->places[key % LIMIT_SETS], key);

    return bucket_look(policy, place ? atomic_load_explicit(&place->bucket, memory_order_relaxed) : 0, now);
}
