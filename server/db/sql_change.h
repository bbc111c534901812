/*
 * Reading the change log (server/db): statements on `change` and `change_internal` (migrations/0007_change_log.sql),
 * with the states of rows taken out of their snapshots as if they stood in their tables.
 *
 * Row security decides what of an entry a caller sees: who sees its row in `change_internal` is inside and sees all of
 * it; anybody else sees the state that was public.
 */
#ifndef DB_SQL_CHANGE_H
#define DB_SQL_CHANGE_H

#include "db/sql.h"

/* Which states a statement is about. */
enum states_of {
    STATES_OF_VERSION, /* of the row `key`, as its version `version` was */
    STATES_BEFORE,     /* of a page of the history of the row `key` */
    STATES_AFTER,      /* likewise */
    STATES_OF_ENTRIES  /* after the entries `ids` */
};

struct states {
    enum states_of of;
    const struct resource *resource;
    uint64_t fields;     /* stored ones */
    const char *key;     /* of the row */
    const char *version; /* STATES_OF_VERSION */
    const char *behind;  /* history: the entry before which the page begins; NULL: the latest is the first */
    unsigned limit;      /* history: entries of a page */
    bool drift;          /* history: only what became of FIELD_FROZEN fields and of parts since the row is frozen */
    const char *ids;     /* STATES_OF_ENTRIES: an array literal */
};

/* All builders: false when the arena is full. */

/* The states, without those that are not there (erased, hidden, or of no row). Columns: those of sql_select(), and but
 * for STATES_OF_VERSION the entry's key of history_key_sql in front; rows come in the order of that key. */
bool sql_states(struct arena *arena, const struct states *states, struct statement *ret);

/* Their parts' rows, as sql_select_part() gives them, by the same key; of a version: by the row's. */
bool sql_states_part(
    struct arena *arena, const struct states *states, const struct resource *part, struct statement *ret);

enum history_column {
    HISTORY_KEY, /* of the entry in sql_states(): its id, with zeros in front */
    HISTORY_ID,
    HISTORY_VERSION,
    HISTORY_AT,
    HISTORY_OPERATION,
    HISTORY_PUBLIC,
    HISTORY_ACTOR, /* null for who is outside, like the next two */
    HISTORY_REQUEST,
    HISTORY_REASON,
    HISTORY_DAY,   /* in the Netherlands */
    HISTORY_MOMENT /* in microseconds since 1970 */
};

/* The entries of a page and one more, latest first. Of drift also those of which nobody can tell any more. Those that
 * were not public, and those of a row that is gone or is not public any more, are only there for who is inside. */
bool sql_history(struct arena *arena, const struct states *states, struct statement *ret);

/* ---- The feed ---- */

/* Where a reader is. Snapshots in PostgreSQL's text form. */
struct feed_place {
    const char *seen;     /* all that is visible in it was read; NULL: nothing was */
    const char *window;   /* what is being read: visible in this one; NULL: a new window begins */
    const char *last;     /* entries up to this one of the window were read; with `window` */
    const char *until;    /* the last entry that the window can have; with `window` */
    const char *anchor;   /* an entry that the reader was given; NULL: none yet */
    const char *anchored; /* its moment, in microseconds since 1970 */
};

enum feed_column {
    FEED_WINDOW,
    FEED_UNTIL,
    FEED_BEHIND,   /* the entry behind which this page begins */
    FEED_IDENTITY, /* of the register in this era */
    FEED_SOUND,    /* the reader's place belongs to what this register knows */
    FEED_ID,       /* null: the page is empty */
    FEED_KEY,      /* as HISTORY_KEY */
    FEED_RESOURCE, /* a table */
    FEED_ROW,
    FEED_MUNICIPALITY,
    FEED_VERSION,
    FEED_OPERATION,
    FEED_AT,
    FEED_ANCHOR, /* the entry's moment, in microseconds since 1970 */
    FEED_PUBLIC_BEFORE,
    FEED_PUBLIC_AFTER,
    FEED_INSIDE
};

enum { FEED_SPAN = 20000 }; /* ids that a page looks at, at most */

/* A page of the feed: at least one row, which tells of the window. `tables` and `municipalities` are array literals, or
 * NULL for all. */
bool sql_feed(struct arena *arena, const struct feed_place *place, const char *tables, const char *municipalities,
    unsigned limit, struct statement *ret);

#endif
