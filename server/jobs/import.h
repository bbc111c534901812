/*
 * Import (server/jobs): a directory of CSV files, and of folders with such files, into the register, all or nothing.
 *
 * `<path>.csv` has rows of a resource, `<path>.<part>.csv` those of one of its parts; the names are the registry's. A
 * row whose municipality and reference (or code) exist already is changed where the file has columns; any other row is
 * inserted. A part that has a file is replaced whole for every row of its parent's file in the same folder. Nothing is
 * written unless everything can be, and every fault in every file is reported with its file, line and column.
 */
#ifndef PROEFTUIN_JOBS_IMPORT_H
#define PROEFTUIN_JOBS_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/arena.h>
#include <proeftuin/fault.h>
#include <proeftuin/field.h>
#include <proeftuin/language.h>

struct import_options {
    const char *database; /* conninfo or URL */
    const char *directory;
    const char *reason; /* why, for the change log, in valid UTF-8; NULL: none is given */
    bool if_empty;      /* do nothing when the register has a row of any municipality */
    enum language language;
};

enum import_result {
    IMPORT_DONE,
    IMPORT_SKIPPED, /* if_empty, and the register is not empty */
    IMPORT_REFUSED, /* there are faults */
    IMPORT_FAILED   /* the database or the machine; there may be faults as well, of what was read */
};

/* What became of the rows of one resource. A row counts as changed when its parts did. */
struct import_count {
    const struct resource *resource;
    size_t inserted, changed, unchanged;
};

struct import_report {
    struct arena *arena;         /* everything below lives there */
    struct faults faults;        /* in the order of files and lines */
    struct import_count *counts; /* after IMPORT_DONE: of each resource that has a file, in the order of the registry */
    size_t count;
    char trouble[512]; /* after IMPORT_FAILED: why, in one line */
};

/* Imports, blocking. `ret` is always filled and must be given to import_report_free(). */
enum import_result import_run(const struct import_options *options, struct import_report *ret);
void import_report_free(struct import_report *report);

/* `proeftuind import [--if-empty] [--reason TEXT] DIR`: imports, and tells on stdout and stderr what came of it, in
 * English when LC_ALL, LC_MESSAGES or LANG say so, else in Dutch. Returns the exit status: 0, 1, or 2 for wrong
 * arguments. */
int import_command(const char *database, int count, char *const arguments[]);

#endif
