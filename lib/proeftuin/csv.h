/*
 * CSV (lib): text -> rows, and rows -> records of a resource; and rows of PostgreSQL's values -> text, in just the form
 * that is read.
 *
 * The CSV is that of RFC 4180, in UTF-8, with or without a byte order mark; the separator is a comma or a semicolon,
 * whichever the header line has first. Lines end with LF or CRLF. Every row knows the line on which it begins, because
 * that is what somebody with a faulty file looks for.
 */
#ifndef PROEFTUIN_CSV_H
#define PROEFTUIN_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/buffer.h>
#include <proeftuin/fault.h>
#include <proeftuin/field.h>
#include <proeftuin/record.h>

/* What a file may be at most; more is refused by name. */
enum {
    CSV_MEBIBYTES_MOST = 64,
    CSV_BYTES_MOST = CSV_MEBIBYTES_MOST << 20,
    CSV_ROWS_MOST = 1000000, /* without the header */
    CSV_CELLS_MOST = 200,    /* of a row */
    CSV_CELL_BYTES_MOST = 1 << 17
};

/* ---- Rows ---- */

struct csv_cell {
    const char *text; /* NUL-terminated, though it may have a NUL inside as well; quotes are undone */
    size_t length;
};

struct csv_row {
    size_t line; /* on which it begins, from 1 */
    const struct csv_cell *cells;
    size_t count;   /* at least 1 */
    char separator; /* of the whole file: ',' or ';'; with the latter, decimal numbers have a comma */
};

/* Takes one row, which lives until this returns. False ends the reading. */
typedef bool csv_take(const struct csv_row *row, void *context);

enum csv_outcome {
    CSV_DONE,
    CSV_REFUSED, /* no CSV, or too much of it: a fault was added at its line */
    CSV_STOPPED  /* `take` said so, or there is no memory */
};

/* Reads all rows, the header first; blank lines are no rows. Unless CSV_DONE, the rows before the trouble have been
 * taken. `file` is its name in faults. */
enum csv_outcome csv_read(
    const char *text, size_t length, const char *file, struct faults *faults, csv_take *take, void *context);

/* Text that a spreadsheet would take for a formula (it begins with = + @ tab CR or -) is written with an apostrophe in
 * front, and so is text that would look so written. Takes that one apostrophe off: moves the beginning of the text. */
void csv_unguard(const char **text, size_t *length);

/* Whether that apostrophe is needed. */
bool csv_needs_guard(const char *text, size_t length);

/* ---- Records ---- */

/* One row of a file. `owner` and `key` are how rows of files point to each other: the row's own municipality and
 * reference (or code), or in a part's file those of the row that it belongs to. NULL: not given, or faulty; `owner`
 * also where rows belong to no municipality. */
struct csv_entry {
    struct record *record; /* its place (record->at) says file and line */
    const char *owner;
    const char *key;
    const char *id;      /* what the file says the row's id is (a part's: its parent's), in form; NULL: nothing */
    const char *version; /* likewise its version */
};

struct csv_table {
    struct csv_entry *entries;
    size_t count;
    bool whole; /* every row of the file is here, with its key where it has one */
};

/*
 * Reads a file of a resource or of a part into records, cell by cell; what a row needs as a whole is record_check()'s,
 * later. Columns bear the names of fields, or for a reference by the other's own key `<name>Reference`; a part's file
 * also has the columns of its parent's key. Read-only columns are no part of the record; of an id and a version in
 * their own form the entry tells. An empty cell is null. In a file with semicolons numbers have a decimal comma.
 *
 * `file` is its name in faults, which lives as long as their arena; so do the records. False only when there is no
 * memory.
 */
bool csv_read_records(const struct resource *resource, const char *file, const char *text, size_t length,
    struct faults *faults, struct csv_table *ret);

/* ---- Writing ---- */

/*
 * Writes rows, as RFC 4180 has them: lines end with CRLF. With commas for programs; with semicolons as spreadsheets in
 * the Netherlands expect it, which is with a byte order mark and a decimal comma. Whether memory sufficed the buffer
 * tells.
 */
struct csv_writer {
    struct buffer *out;
    char separator; /* ',' or ';' */
    size_t cells;   /* of the row so far */
};

/* Once, before the header. */
void csv_write_begin(struct csv_writer *writer);

/* A cell of the header. `suffix` may be "". */
void csv_write_name(struct csv_writer *writer, const char *name, const char *suffix);

/* A cell with a value of a field in PostgreSQL's text form; NULL is null. */
void csv_write_value(struct csv_writer *writer, const struct field *field, const char *sql_text, size_t length);

/* A cell with the own key of what a reference points to. */
void csv_write_key(struct csv_writer *writer, const char *text, size_t length);

/* Ends the row. */
void csv_write_end(struct csv_writer *writer);

#endif
