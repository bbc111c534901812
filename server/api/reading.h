/*
 * What a GET wants to read, and the statements that fetch it (server/api): the rows, their parts, and what `expand`
 * adds, all in one query, so in one snapshot.
 */
#ifndef API_READING_H
#define API_READING_H

#include "api/call.h"
#include "api/cursor.h"

enum { EXPANSIONS_MOST = 8, CHILDREN_MOST = 100 };

/* One thing that `expand` names: what a reference points to, or the rows of another resource that point here. */
struct expansion {
    const char *name;
    bool children;
    unsigned reference;              /* field of the row (or of the child) that makes the link */
    const struct resource *resource; /* of the rows that come */
    uint64_t fields;
    size_t statement;
};

struct reading {
    struct selection selection;
    struct page_start start;
    uint64_t shown; /* the fields that the answer has; a row is also selected with its version */
    uint64_t parts; /* bit i: part i is shown */
    struct expansion expansions[EXPANSIONS_MOST];
    size_t expansion_count;
    const char *as_of;   /* NULL: today */
    const char *version; /* the row as this version of it was; NULL: as it is */
    bool count;
    bool whole;                  /* everything, streamed: no page */
    const struct resource *part; /* the rows are those of this part of the selected ones; NULL: they themselves */
    char separator;              /* of CSV */
    uint32_t fingerprint;
    struct arena *arena;    /* of the call */
    const char *public_url; /* what links begin with */
    size_t rows_statement;
    size_t part_statement[PARTS_MOST];
    size_t count_statement;
};

/* Reads what only answers in other forms than JSON take, and refuses what they do not (reading_form.c). Before and
 * behind the rest of a reading. */
void reading_form(struct call *call, struct reading *reading);
void reading_form_check(struct call *call, const struct reading *reading);

/* Takes the text that a parameter searches for, when the resource has something to search (NULL: it has); NULL: there
 * is none, or it is wrong (reading_search.c). */
const char *reading_search(struct call *call, const struct resource *resource, const char *parameter);

/* Takes the parameter `limit`, from 1 to `most`; `usual` when it is not given. */
unsigned reading_limit(struct call *call, unsigned usual, unsigned most);

/* Reads the parameters of GET /v1/{collection}; faults go to the call. NULL when out of memory (then the call is
 * answered). */
struct reading *reading_of_list(struct call *call);

/* Likewise of GET /v1/{collection}/{id}. */
struct reading *reading_of_one(struct call *call);

/* What is shown of one row after a write: everything. */
struct reading *reading_of_written(struct call *call, const char *key);

/* Adds the statements to a query. False when out of memory: the call is answered and the query freed. */
bool reading_add(struct call *call, struct db_query *query, struct reading *reading);

/* Index of the field that counts a row's changes: every resource has one. */
unsigned resource_version(const struct resource *resource);

/* All fields of a resource; all that a list shows by itself. */
uint64_t fields_all(const struct resource *resource);
uint64_t fields_stored(const struct resource *resource);

#endif
