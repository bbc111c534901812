/*
 * SQL from resource tables (server/db): every statement that the service runs on a resource is built here, from the
 * table's rows alone. Names of tables and columns come from the tables; everything that a client gave is a bound value.
 *
 * In every SELECT the resource's row is called `t`, and `r<i>` is what its reference field i points to. The first
 * column of a child query is the key of the row that its rows belong to.
 */
#ifndef DB_SQL_H
#define DB_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

#include <proeftuin/arena.h>
#include <proeftuin/field.h>
#include <proeftuin/record.h>

enum filter_test {
    TEST_ANY,         /* equals any of the values; a list: has any of them */
    TEST_FROM,        /* at or after the one value */
    TEST_TO,          /* at or before it */
    TEST_BY_REFERENCE /* a reference: to a row whose own reference is any of the values */
};

struct filter {
    unsigned field;
    enum filter_test test;
    const char *const *values;
    size_t count;
};

struct sort_key {
    unsigned field;
    bool descending;
};

enum { SORT_MOST = 2, FILTERS_MOST = 32, FOUND_MOST = 1000 };

/* Where a page begins: behind the row with these sort values and this key. */
struct page_start {
    const char *rank;            /* of rows that come by rank: sql_by_rank() */
    const char *sort[SORT_MOST]; /* NULL is null */
    const char *key;
};

/* Which rows and columns a query wants. */
struct selection {
    const struct resource *resource;
    uint64_t fields; /* bit i: field i, in the order of the table */
    const char *key; /* just the row with this key; NULL: a page */
    struct filter filters[FILTERS_MOST];
    size_t filter_count;
    struct sort_key sort[SORT_MOST];
    size_t sort_count;
    const char *search; /* just the FOUND_MOST that this text finds best, of what the filters let through; NULL: all */
    const struct page_start *after; /* NULL: the first page */
    unsigned limit;                 /* rows of a page; 0: all there are, in one query, so without `after` */
};

/* Whether the rows come by rank: they are searched, and nothing else orders them. Then the rank is the last column of
 * sql_select(). */
static inline bool sql_by_rank(const struct selection *selection)
{
    return selection->search && selection->sort_count == 0;
}

/* Whether a resource has texts to search. */
bool sql_searchable(const struct resource *resource);

/* All builders: false when the arena is full. */

/* The row, or a page and one row more, which tells whether there is a next one. Columns: the fields of sql_selected()
 * in the order of the table (a reference: its id and its own key). */
bool sql_select(struct arena *arena, const struct selection *selection, struct statement *ret);

/* The fields that sql_select() selects: the selection's, and the key and the sort fields, by which a reader goes on. */
uint64_t sql_selected(const struct selection *selection);

/* The column of one of them. */
int sql_position(const struct selection *selection, unsigned field);

/* How many rows the filters let through: one row, one column. */
bool sql_count(struct arena *arena, const struct selection *selection, struct statement *ret);

/* A part's rows of the selected rows, in order. Columns: parent's key, each field of the part. */
bool sql_select_part(
    struct arena *arena, const struct selection *selection, const struct resource *part, struct statement *ret);

/* The rows that the selected rows' reference field points to. Columns: the target's key, then its fields. */
bool sql_select_targets(
    struct arena *arena, const struct selection *selection, unsigned reference, uint64_t fields, struct statement *ret);

/* The first `most` rows of `child` that point to each selected row by their reference field. Columns: the parent's key,
 * then the child's fields. */
bool sql_select_children(struct arena *arena, const struct selection *selection, const struct resource *child,
    unsigned reference, uint64_t fields, unsigned most, struct statement *ret);

/* What a text finds in all of some resources. Columns: the resource's path, the row's key, its municipality or null,
 * its name, the piece of its text that was found, and the rank; best first. */
struct search_question {
    const char *text;
    const struct resource *const *resources; /* each sql_searchable() */
    size_t resource_count;
    const char *const *municipalities; /* NULL: whose rows it does not matter */
    size_t municipality_count;
    unsigned limit;
};
bool sql_search(struct arena *arena, const struct search_question *question, struct statement *ret);

/* How long each statement behind it in the same query may take, in seconds. */
bool sql_time_limit(struct arena *arena, unsigned seconds, struct statement *ret);

/* The rows of a part of all rows that the filters let through, in the order of the parents' keys. Columns: the parent's
 * id, municipality and reference (or its code), then each field of the part. */
bool sql_export_part(
    struct arena *arena, const struct selection *selection, const struct resource *part, struct statement *ret);

/* Valid time for the statements behind it in the same query (YYYY-MM-DD). */
bool sql_as_of(struct arena *arena, const char *date, struct statement *ret);

/* ---- Writes ---- */

/* What the columns of a check tell: each is one thing that the database had to look up. */
enum lookup_kind {
    LOOKUP_REFERENCE, /* the id of what a reference points to; NULL: there is none */
    LOOKUP_KEYS,      /* the keys in a list that do not exist, comma-separated; NULL: none */
    LOOKUP_UNIQUE     /* 't' when another row has this value already */
};

struct lookup {
    enum lookup_kind kind;
    const struct record *record; /* the row itself, or an element of a part */
    unsigned field;
};

struct lookups {
    struct lookup *items;
    size_t count;
};

/* One row with a column for each lookup that the record needs. `key` is the row's own key, NULL for a new row.
 * `municipality` is whose rows references may point to. Count 0: nothing to look up, `ret` untouched. */
bool sql_check(struct arena *arena, const struct record *record, const char *municipality, const char *key,
    struct statement *ret, struct lookups *ret_lookups);

/* Which of these rows exist, by owner (where rows have one) and reference (or code): a row with its index each. The
 * text is the same for any count. */
struct row_key {
    const char *owner;
    const char *reference;
};
bool sql_find_keys(struct arena *arena, const struct resource *resource, const struct row_key *keys, size_t count,
    struct statement *ret);

/* Inserts a complete record with this key (an id for tenants; ignored where the key is a field of the record). */
bool sql_insert(struct arena *arena, const struct record *record, const char *key, struct statement *ret);

/* Inserts several of one resource; the text is another one for each count. */
struct new_row {
    const struct record *record;
    const char *key;
};
bool sql_insert_rows(struct arena *arena, const struct new_row *rows, size_t count, struct statement *ret);

/* Writes all writable fields of a complete record over the row with this key and version; the statement fails with
 * DB_MISS when there is none. */
bool sql_update(
    struct arena *arena, const struct record *record, const char *key, const char *version, struct statement *ret);

/* Deletes the row with this key and version, or fails with DB_MISS. */
bool sql_delete(
    struct arena *arena, const struct resource *resource, const char *key, const char *version, struct statement *ret);

/* Takes away all rows of a part, and writes a record's rows of it (only when there are any). */
bool sql_clear_part(struct arena *arena, const struct resource *part, const char *key, struct statement *ret);
bool sql_insert_part(struct arena *arena, const struct record *record, size_t part, const char *municipality,
    const char *key, struct statement *ret);

/* One row with a column for each reference field anywhere that points to this resource, and for each list of its keys:
 * how many rows point to the row with this key. The columns' referrers come in `ret_referrers` (a part counts as its
 * own resource). */
struct referrer {
    const struct resource *resource;
    unsigned field;
};
enum { REFERRERS_MOST = 40 };
bool sql_count_referrers(struct arena *arena, const struct resource *resource, const char *key, struct statement *ret,
    struct referrer ret_referrers[REFERRERS_MOST], size_t *ret_count);

/* The rows of `child` that a parent may be expanded with: the fields of other resources that point to `resource`. */
size_t resource_referrers(const struct resource *resource, struct referrer ret[REFERRERS_MOST]);

#endif
