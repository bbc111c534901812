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

struct facts {
    bool found; /* the pilot or the municipality exists */
    struct date day;
    struct pilot_facts *pilots;
    size_t pilot_count;
};

/* Adds the statements that fetch the facts of a pilot (by id) or a municipality (by code) on a day (NULL: today). False
 * when out of memory; the caller still owns the query. */
bool facts_add(
    struct db_query *query, enum facts_scope scope, const char *key, const char *as_of, struct facts_query *ret);

/* Takes the facts out of the results; all they point to lives in the arena or in the results. False when the arena is
 * full. */
bool facts_take(const struct facts_query *facts, const struct db_query *query, struct arena *arena, struct facts *ret);

#endif
