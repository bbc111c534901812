/* The facts on which progress rests, from the database into the library's structures (server/api). */
#ifndef API_PROGRESS_FACTS_H
#define API_PROGRESS_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"

#include <proeftuin/arena.h>
#include <proeftuin/progress.h>

enum { PROGRESS_MEASUREMENTS_MOST = 1000 }; /* the latest; more are left out, and the answer says so */

/* Which statements of the query bring what. */
struct progress_query {
    size_t first;
};

struct progress_facts {
    bool found; /* the goal is there for who asks */
    struct date day;
    const char *frozen_at;                  /* an instant in PostgreSQL's text form; NULL: it is not */
    const char *texts[PROGRESS_GOAL_TEXTS]; /* that the goal was read from */
    struct progress_goal goal;
    const struct progress_measurement *measurements; /* latest first */
    const int64_t *recorded;                         /* when each came into the register, in microseconds since 1970 */
    size_t measurement_count;
};

/* Adds the statements that fetch the facts of a goal (by id) as they are known on a day (NULL: today): what the caller
 * may read, as everybody reads it. False when out of memory; the caller still owns the query. */
bool progress_facts_add(struct db_query *query, const char *goal, const char *as_of, struct progress_query *ret);

/* Takes the facts out of the results; all they point to lives in the arena or in the results. False when the arena is
 * full. */
bool progress_facts_take(
    const struct progress_query *facts, const struct db_query *query, struct arena *arena, struct progress_facts *ret);

#endif
