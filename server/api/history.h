/* Pages of the change log about one row (server/api): what GET .../history and .../drift share. */
#ifndef API_HISTORY_H
#define API_HISTORY_H

#include "api/cursor.h"
#include "api/states.h"

struct history {
    struct selection selection; /* for its cursor */
    struct page_start start;
    uint32_t fingerprint;
    unsigned limit;
    size_t page; /* the statement that brings the entries */
    struct states_query before, after;
};

/* Takes limit= and cursor= and refuses all other parameters; faults go to the call. */
void history_read(struct call *call, struct history *history);

/* Adds the page and the states before and after its entries; of `states` the fields and whether it is about drift.
 * False: answered, query freed. */
bool history_add(struct call *call, struct db_query *query, struct history *history, struct states states);

/* Writes an entry's members up to its reason: {"version":2,... without an end. */
void history_write_head(struct buffer *out, const PGresult *page, int row);

/* Whether the states on both sides are there as they should be: one that is not was erased, or was not public. */
bool history_can_compare(
    const PGresult *page, int row, const struct render_states *before, const struct render_states *after);

/* Writes "results":[...] with an object for each entry of the page, as the given function writes it (context: `data`),
 * and "next". `path` is the end of the address of this call. */
typedef void history_write_entry(void *data, struct buffer *out, const PGresult *page, int row);
void history_write_page(struct call *call, const struct history *history, const PGresult *page, const char *path,
    history_write_entry *write, void *data);

#endif
