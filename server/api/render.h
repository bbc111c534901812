/* Rows become JSON, straight from PostgreSQL's results, guided by the resource's table (server/api). */
#ifndef API_RENDER_H
#define API_RENDER_H

#include "api/reading.h"

/* Prepares the member names of all resources, once, before serving. False when out of memory. */
bool render_prepare(void);

/* Writes row `row` of a reading as an object, with its parts and expansions. */
void render_row(struct buffer *out, const struct reading *reading, const struct db_query *query, int row);

/* Value of a field that the reading selected, in PostgreSQL's text form; NULL is null. */
const char *render_value(const struct reading *reading, const struct db_query *query, int row, unsigned field);

#endif
