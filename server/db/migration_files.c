/*
 * Reading the migration files of a directory, strictly: a name that almost fits is a mistake that must not be passed
 * over in silence (server/db).
 */
#include "db/migration_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 64 * 1024 * 1024, DIGITS = 4 };

static bool ends_in_sql(const char *name)
{
    size_t length = strlen(name);
    return length >= 4 && strcmp(name + length - 4, ".sql") == 0;
}

/* NNNN_name.sql, with a name of a-z, 0-9 and _; 0 when it is anything else. */
static unsigned number_in(const char *name)
{
    unsigned number = 0;
    for (int i = 0; i < DIGITS; i++) {
        if (name[i] < '0' || name[i] > '9')
            return 0;
        number = number * 10 + (unsigned)(name[i] - '0');
    }
    if (name[DIGITS] != '_')
        return 0;
    const char *word = name + DIGITS + 1;
    size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length > 0 && strcmp(word + length, ".sql") == 0 && strlen(name) < MIGRATION_NAME_SIZE ? number : 0;
}

static int only_sql(const struct dirent *entry)
{
    return ends_in_sql(entry->d_name);
}

/* In byte order, whatever the locale: four digits make that the order of the numbers. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum migration_files_result check_names(struct dirent **entries, size_t count, char *error, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        unsigned number = number_in(name);
        if (number == 0)
            snprintf(error, size, "%s: a migration is called NNNN_name.sql, with a-z, 0-9 and _, from 0001", name);
        else if (number <= i)
            snprintf(error, size, "%s: the number is taken by %s", name, entries[i - 1]->d_name);
        else if (number != i + 1)
            snprintf(error, size, "%s: number %04zu is missing before it", name, i + 1);
        else
            continue;
        return FILES_REFUSED;
    }
    return FILES_READ;
}

/* The whole of a file, with a NUL behind it. NULL, with errno, when that can't be. */
static char *read_whole(FILE *file, size_t *ret_length)
{
    if (fseeko(file, 0, SEEK_END) != 0)
        return NULL;
    off_t end = ftello(file);
    if (end < 0 || fseeko(file, 0, SEEK_SET) != 0)
        return NULL;
    if (end > TEXT_MOST) {
        errno = EFBIG;
        return NULL;
    }
    size_t length = (size_t)end;
    char *text = malloc(length + 1);
    if (!text)
        return NULL;
    if (fread(text, 1, length, file) != length) {
        free(text);
        errno = EIO;
        return NULL;
    }
    text[length] = '\0';
    *ret_length = length;
    return text;
}

static enum migration_files_result read_file(
    const char *directory, struct migration_file *file, char *error, size_t size)
{
    char *path;
    if (asprintf(&path, "%s/%s", directory, file->name) < 0) {
        snprintf(error, size, "%s: out of memory", file->name);
        return FILES_UNREADABLE;
    }
    FILE *stream = fopen(path, "re");
    file->text = stream ? read_whole(stream, &file->length) : NULL;
    if (!file->text)
        snprintf(error, size, "%s: %s", path, strerror(errno));
    if (stream)
        fclose(stream);
    free(path);
    if (!file->text)
        return FILES_UNREADABLE;
    if (strlen(file->text) != file->length) {
        snprintf(error, size, "%s: contains a NUL byte", file->name);
        return FILES_REFUSED;
    }
    return FILES_READ;
}

static enum migration_files_result read_all(
    const char *directory, struct dirent **entries, size_t count, struct migration_files *ret, char *error, size_t size)
{
    enum migration_files_result result = check_names(entries, count, error, size);
    if (result != FILES_READ)
        return result;
    struct migration_files files = {.items = calloc(count + 1, sizeof *files.items)};
    if (!files.items) {
        snprintf(error, size, "%s: out of memory", directory);
        return FILES_UNREADABLE;
    }
    while (result == FILES_READ && files.count < count) {
        struct migration_file *file = &files.items[files.count];
        const char *name = entries[files.count++]->d_name;
        memcpy(file->name, name, strlen(name) + 1); /* check_names() has measured it */
        result = read_file(directory, file, error, size);
    }
    if (result == FILES_READ)
        *ret = files;
    else
        migration_files_free(&files);
    return result;
}

enum migration_files_result migration_files_read(
    const char *directory, struct migration_files *ret, char *error, size_t size)
{
    struct dirent **entries;
    int count = scandir(directory, &entries, only_sql, by_name);
    if (count < 0) {
        snprintf(error, size, "%s: %s", directory, strerror(errno));
        return FILES_UNREADABLE;
    }
    enum migration_files_result result = read_all(directory, entries, (size_t)count, ret, error, size);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return result;
}

void migration_files_free(struct migration_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->items[i].text);
    free(files->items);
    *files = (struct migration_files){0};
}
