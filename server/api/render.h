/* Rows become JSON, straight from PostgreSQL's results, guided by the resource's table (server/api). */
#ifndef API_RENDER_H
#define API_RENDER_H

#include "api/reading.h"

/* Prepares the member names of all resources, once, before serving. False when out of memory. */
bool render_prepare(void);

/* Writes row `row` of a reading as an object, with its parts and expansions. */
void render_row(struct buffer *out, const struct reading *reading, const struct db_query *query, int row);

/* Writes the shown ones of the selected fields as members, each with a comma before it; their columns begin at
 * `column`. Returns the column behind them. */
int render_members(struct buffer *out, const struct resource *resource, uint64_t selected, uint64_t shown,
    const PGresult *result, int row, int column);

/* Makes an object of the members that were written from `start` on. */
void render_object(struct buffer *out, size_t start);

/* Value of a field that the reading selected, in PostgreSQL's text form; NULL is null. */
const char *render_value(const struct reading *reading, const struct db_query *query, int row, unsigned field);

/* ---- States of rows from the change log ---- */

/* Results of sql_states() and sql_states_part() (db/sql_change.h), all keyed in their first column. */
struct render_states {
    const struct resource *resource;
    uint64_t fields; /* that are there */
    uint64_t told;   /* of which differences are told */
    const PGresult *rows;
    const PGresult *parts[PARTS_MOST];
};

/* The row of the state with this key, or -1: it is not there. */
int render_state_row(const struct render_states *states, const char *key);

/* Writes the state with this key, which is there, as an object with its parts. */
void render_state(struct buffer *out, const struct render_states *states, const char *key);

/* The value of a field in a state that is there and has the field, in PostgreSQL's text form; NULL is null. */
const char *render_state_value(const struct render_states *states, const char *key, unsigned field);

/* The rows of a part in a state: the first, or one that is not of it. The part's fields begin in the second column; a
 * reference has two. */
int render_state_part(const struct render_states *states, size_t part, const char *key);

/* Whether the state of that row of the part's result is the one with this key. */
bool render_state_has(const struct render_states *states, size_t part, int row, const char *key);

/* Writes what differs between the states of one resource with this key, one of which may not be there:
 * {"title":{"old":"a","new":"b"}}. Fields that no client can write are left out, but for `public`. */
void render_differences(
    struct buffer *out, const struct render_states *before, const struct render_states *after, const char *key);

#endif
