/*
 * The migration files of a directory (server/db).
 */
#ifndef PROEFTUIN_DB_MIGRATION_FILES_H
#define PROEFTUIN_DB_MIGRATION_FILES_H

#include <stdbool.h>
#include <stddef.h>

enum { MIGRATION_NAME_SIZE = 128, MIGRATION_CHECKSUM_SIZE = 65, MIGRATIONS_MOST = 9999 };

struct migration_file {
    char name[MIGRATION_NAME_SIZE]; /* "0001_pilots.sql" */
    char
        checksum[MIGRATION_CHECKSUM_SIZE]; /* SHA-256, hexadecimal; filled in by the runner, whose server computes it */
    char *text;                            /* owned */
    size_t length;
};

/* Number n stands at index n - 1. */
struct migration_files {
    struct migration_file *items;
    size_t count;
};

enum migration_files_result { FILES_READ, FILES_REFUSED, FILES_UNREADABLE };

/* Reads all of them. Other than FILES_READ: `ret` is untouched and `error` says why. Files that don't end in .sql are
 * none of our business. */
enum migration_files_result migration_files_read(
    const char *directory, struct migration_files *ret, char *error, size_t size);

void migration_files_free(struct migration_files *files);

#endif
