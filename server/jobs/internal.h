/*
 * What the files of the import share (server/jobs).
 *
 * Files become tables of rows (files.c). In one transaction, each row is compared with what is stored, looked up,
 * checked and written (rows.c), in the order of the registry, so that what a row refers to is there before it; then
 * come the parts (parts.c). New rows go to the database many at a time (batch.c), and what the files themselves can
 * tell is not asked of it, so that most rows need no round trip of their own. Whoever finds a fault reports it and goes
 * on, so that all are found; import.c then rolls back.
 */
#ifndef JOBS_INTERNAL_H
#define JOBS_INTERNAL_H

#include <stdint.h>

#include <proeftuin/record.h>

#include "db/refusal.h"
#include "db/session.h"
#include "jobs/import.h"

enum {
    IMPORT_MEMORY = 256 << 20,
    ROW_MEMORY = 4 << 20, /* while one row is being written */
    BATCH_MOST = 64,      /* rows of one INSERT */
    BATCH_MEMORY = 64 << 20,
    OWNERS_KNOWN = 16 /* municipalities that need no looking up again */
};

enum row_state {
    ROW_WAITING, /* not placed yet, or for a row that it refers to */
    ROW_INSERTED,
    ROW_CHANGED,
    ROW_UNCHANGED,
    ROW_FAULTY
};

struct import_row {
    struct record *record; /* what the file gives */
    const char *owner;     /* municipality; NULL where rows belong to none */
    const char *reference; /* or code; NULL: the row has none */
    const char *id;        /* by which the files may refer to it; NULL: the file does not say */
    const char *version;   /* of which it is a change; NULL: of any */
    const char *key;       /* in the database; NULL: not placed */
    enum row_state state;
    bool stale;                 /* the register has another version */
    bool stored;                /* may be in the register already */
    bool checked;               /* its own faults were reported */
    bool sound;                 /* checked, and there were none */
    struct import_row *waiters; /* rows that wait for this one */
    struct import_row *next;    /* among the waiters, or in the queue */
};

/* The rows of one resource. */
struct import_table {
    const struct resource *resource;
    struct import_row *rows;
    size_t count;
    struct import_row **sorted; /* those with a reference, by owner and reference */
    size_t sorted_count;
    struct import_row **by_id; /* those with an id */
    size_t by_id_count;
    uint64_t parts; /* bit i: part i has a file */
    bool given;     /* there is a file */
};

struct import {
    const struct import_options *options;
    struct import_report *report;
    struct arena *arena;   /* the report's */
    struct faults *faults; /* the report's */
    struct session *session;
    struct import_table *tables;          /* one a resource, in the order of the registry */
    bool hopeless;                        /* nothing is waited for any more: it would be for ever */
    bool one_by_one;                      /* each row has an INSERT of its own, so that a violation is its row's */
    bool refused_batch;                   /* a violation by one of several rows: import again, one by one */
    struct import_row *batch[BATCH_MOST]; /* rows of one resource that are to be inserted */
    size_t batch_count;
    const char *owners[OWNERS_KNOWN]; /* exist */
    size_t owner_count;               /* ever put there */
    uint64_t id_time;                 /* milliseconds since 1970 */
    unsigned id_counter;              /* within that millisecond */
};

/* ---- files.c ---- */

/* Reads all files of the directory and of its folders. False when the directory can't be read or memory is short (then
 * the report says why). */
bool import_read_files(struct import *import);

/* ---- tables.c ---- */

/* Makes a table from what a file has; reports keys that stand there twice. False when memory is short. */
struct csv_table;
bool import_table_fill(struct import *import, struct import_table *table, const struct csv_table *csv);

/* The rows of one file of a resource: those of a table from `first` on. */
struct import_parents {
    const char *file;
    size_t first, count;
    bool whole; /* every row of the file is there */
};

/* Attaches the rows of a part's file to the rows that they belong to, which are in the parent's file beside it. */
bool import_table_attach(struct import *import, struct import_table *table, size_t part, const struct csv_table *csv,
    const struct import_parents *parents);

/* The row of a resource by owner and reference, or NULL. */
struct import_row *import_find(
    const struct import *import, const struct resource *resource, const char *owner, const char *reference);

/* The row of a resource by the id that its file says it has, or NULL. */
struct import_row *import_find_id(
    const struct import *import, const struct resource *resource, const char *owner, const char *id);

/* In references by id to rows of the files, the ids by which the register knows those that are placed. */
void import_resolve_ids(const struct import *import, const struct record *record, const char *owner);

/* ---- batch.c ---- */

/* Has a new row inserted, with others of its resource, at the latest by import_flush(). */
enum db_outcome import_insert(struct import *import, struct import_row *row);

/* Inserts what has gathered. */
enum db_outcome import_flush(struct import *import);

/* ---- stored.c ---- */

/* Finds out which rows of a table the register has already. */
enum db_outcome stored_find(struct import *import, struct import_table *table);

struct stored {
    struct record *record; /* NULL: there is no such row; a reference has both its id and its text */
    const char *key;
    const char *version;
    bool id_taken; /* the row's id is that of a row of another municipality */
};

/* The row in the register that has a row's owner and reference; else the one that has its owner and id. */
enum db_outcome stored_read(
    struct import *import, struct arena *arena, const struct import_row *row, struct stored *ret);

struct stored_part {
    struct record **rows;
    size_t count;
};
enum db_outcome stored_read_part(struct import *import, struct arena *arena, const struct import_row *row,
    const struct resource *part, struct stored_part *ret);

/* ---- lookups.c ---- */

enum lookup_verdict {
    LOOKED_UP,
    LOOKUP_FAULTY, /* what it refers to does not exist: was reported, here or there */
    LOOKUP_AWAITS  /* what it refers to is in the files and not placed yet: *ret_awaited */
};

/* Looks up what only the database knows about a record without its parts. `key`: of the row itself, when it exists.
 * `ret_awaited` may be NULL when nothing is waited for. On LOOKED_UP the record's references have their ids. */
enum db_outcome import_look_up(struct import *import, struct arena *arena, const struct record *record,
    const struct import_row *row, const char *key, struct import_row **ret_awaited, enum lookup_verdict *ret);

/* ---- rows.c, parts.c ---- */

/* DB_OK: go on. After DB_VIOLATION the fault was reported, but the transaction is lost, as after all other outcomes. */
enum db_outcome import_write_rows(struct import *import);
enum db_outcome import_write_parts(struct import *import);

/* Reports that a row whose parts differ is of an old version. */
enum db_outcome import_refuse_stale(struct import *import, struct arena *arena, const struct import_row *row);

/* ---- import.c ---- */

/* Runs a statement, behind the rows that are to be inserted before it. `ret` may be NULL. */
enum db_outcome import_execute(struct import *import, const struct statement *statement, PGresult **ret);

/* Says that memory is short. */
enum db_outcome import_exhausted(struct import *import);

/* Faults so far. */
size_t import_faults(const struct import *import);

#endif
