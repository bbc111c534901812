/*
 * The chain of hashes over the change log (server/jobs), as docs/operations.md describes it for whoever wants to check
 * it with other tools. Each municipality has its own.
 *
 *     entry  = SHA-256 of CHAIN_ENTRY      what is never erased
 *     before = SHA-256 of CHAIN_BEFORE     what can be, each by itself
 *     after  = SHA-256 of CHAIN_AFTER
 *     hash   = SHA-256 (hash before it || entry || before || after); in front of the first: SHA-256 of the municipality
 */
#ifndef JOBS_CHAIN_H
#define JOBS_CHAIN_H

#include <stdbool.h>
#include <stddef.h>

enum { CHAIN_SIZE = 32, CHAIN_TEXT_SIZE = 2 + 2 * CHAIN_SIZE + 1 };

struct chain_hash {
    unsigned char bytes[CHAIN_SIZE];
};

/* As text in which nothing can stand for two things; `c` is the entry, `i` its internal half. */
#define CHAIN_ENTRY                                                                                             \
    "jsonb_build_array(c.id, c.xid::text, (extract(epoch FROM c.at) * 1000000)::bigint, c.resource, c.row_key," \
    " c.municipality, c.version, c.operation, c.public_before, c.public_after, i.actor, i.request)::text"
#define CHAIN_BEFORE "jsonb_build_array(i.before_salt, c.before, i.before)::text"
#define CHAIN_AFTER "jsonb_build_array(i.after_salt, i.reason, c.after, i.after)::text"

struct chain_hash chain_of_text(const char *text);

/* The hash that a seal gives, behind `last`. */
struct chain_hash chain_next(
    const struct chain_hash *last, const char *entry, const struct chain_hash *before, const struct chain_hash *after);

bool chain_equal(const struct chain_hash *a, const struct chain_hash *b);

/* "\x" and hexadecimals: PostgreSQL's text form of a bytea. */
void chain_write(const struct chain_hash *hash, char ret[CHAIN_TEXT_SIZE]);
bool chain_read(const char *text, struct chain_hash *ret);

#endif
