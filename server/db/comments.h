/*
 * COMMENT ON every table and column of the resources (server/db), from their field tables: what a field means is
 * written once, and shows in psql too.
 */
#ifndef DB_COMMENTS_H
#define DB_COMMENTS_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

/* Writes the comments that differ from what is there, in the caller's transaction. False with the reason in `error`. */
bool comments_write(PGconn *connection, char *error, size_t size);

#endif
