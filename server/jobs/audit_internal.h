/* What the files of the audit share (server/jobs). */
#ifndef JOBS_AUDIT_INTERNAL_H
#define JOBS_AUDIT_INTERNAL_H

#include <stdbool.h>

#include <proeftuin/field.h>

#include "db/session.h"

/* ---- audit_verify.c ---- */

/* Walks every chain and says on stdout what is wrong. `against`: a file that `audit heads` wrote before, or NULL.
 * Returns the exit status. */
int audit_verify(struct session *session, const char *against);

/* Prints the last seal of each chain: municipality, number and hash, to be kept elsewhere. */
int audit_heads(struct session *session);

/* ---- audit_erase.c ---- */

/* What to erase. */
struct erasure {
    const char *reason;
    const struct resource *resource; /* NULL: of all rows, with `before` */
    const char *key;
    const char *version; /* only this one; NULL: all but the one that the row has now */
    const char *before;  /* only what was superseded before this day; NULL: whenever */
};
int audit_erase(struct session *session, const struct erasure *erasure);

/* ---- audit.c ---- */

/* Runs a statement; false after saying on stderr what went wrong. `ret` may be NULL. */
bool audit_run(struct session *session, const char *sql, const char *const *values, int count, PGresult **ret);

#endif
