/* The facts on which findings and the embedding readiness rest, from the database into the library's structures
 * (server/api). */
#ifndef API_FACTS_H
#define API_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"

#include <proeftuin/arena.h>
#include <proeftuin/findings.h>

/* Of a pilot, of all pilots of a municipality, or of a pilot with what only the embedding readiness asks. */
enum facts_scope { FACTS_OF_PILOT, FACTS_OF_MUNICIPALITY, FACTS_FOR_READINESS, FACTS_SCOPES };

/* Which statements of the query bring what. */
struct facts_query {
    size_t first;
    enum facts_scope scope;
};

enum { FACTS_KINDS = 12 }; /* statements, at most */

/* The results of a query that has ended, taken pilot by pilot: what all pilots of a municipality have is more than one
 * would keep at a time. */
struct facts {
    bool found; /* the pilot or the municipality exists */
    struct date day;
    size_t pilot_count;
    size_t taken; /* of them */
    const struct facts_query *asked;
    const struct db_query *query;
    int next[FACTS_KINDS]; /* the first row of each kind that belongs to no pilot yet */
};

/* Adds the statements that fetch the facts of a pilot (by id) or a municipality (by code) on a day (NULL: today). False
 * when out of memory; the caller still owns the query. */
bool facts_add(
    struct db_query *query, enum facts_scope scope, const char *key, const char *as_of, struct facts_query *ret);

/* Looks at the results of the query, which must live as long as what is taken from them, as must `asked`. */
struct facts facts_begin(const struct facts_query *asked, const struct db_query *query);

/* Takes the facts of the next pilot; there must be one. All they point to lives in the arena or in the results. False
 * when the arena is full. */
bool facts_next(struct facts *facts, struct arena *arena, struct pilot_facts *ret);

#endif
