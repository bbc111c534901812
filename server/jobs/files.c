/* The files of an import (server/jobs): which there are, what they hold. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <proeftuin/csv.h>
#include <proeftuin/registry.h>

#include "jobs/internal.h"

/* ---- Names ---- */

static const char suffix[] = ".csv";

static bool is_csv_name(const char *name)
{
    const size_t length = strlen(name), tail = sizeof suffix - 1;

    return name[0] != '.' && length > tail && strcmp(name + length - tail, suffix) == 0;
}

/* <path>.csv or <path>.<part>.csv, as the registry has them. */
static bool is_known_name(const char *name)
{
    const size_t stem = strlen(name) - (sizeof suffix - 1), path = strcspn(name, ".");
    const struct resource *resource = registry_find(name, path);

    if (!resource || path == stem)
        return resource;
    return resource_part(resource, name + path + 1, stem - path - 1) >= 0;
}

static char *path_of(struct import *import, const char *name)
{
    return arena_format(import->arena, "%s/%s", import->options->directory, name);
}

static int pick_csv(const struct dirent *entry)
{
    return is_csv_name(entry->d_name);
}

/* Reports the CSV files that nothing would read: a name with a slip of the pen must not pass for an empty table. */
static bool refuse_strangers(struct import *import)
{
    struct dirent **entries;
    const int count = scandir(import->options->directory, &entries, pick_csv, alphasort);

    if (count < 0) {
        snprintf(import->report->trouble, sizeof import->report->trouble, "%s: %s", import->options->directory,
            strerrordesc_np(errno));
        return false;
    }
    for (int i = 0; i < count; i++) {
        const struct place place = {.file = path_of(import, entries[i]->d_name)};

        if (!is_known_name(entries[i]->d_name))
            faults_add(import->faults, FAULT_CSV_FILE, &place, NULL);
        free(entries[i]);
    }
    free(entries);
    if (count == 0) {
        const struct place place = {.file = import->options->directory};

        faults_add(import->faults, FAULT_CSV_NONE, &place, NULL);
    }
    return true;
}

/* ---- Contents ---- */

enum found { FILE_READ, FILE_ABSENT, FILE_FAULTY };

static enum found refuse_file(struct import *import, const char *path, enum fault_code code, const char *fact)
{
    const struct place place = {.file = path};

    faults_add(import->faults, code, &place, fact, NULL);
    return FILE_FAULTY;
}

/* Reads until the end, or until the text is full. The count of bytes, or -1. */
static ssize_t read_all(int fd, char *text, size_t size)
{
    size_t length = 0;

    while (length < size) {
        const ssize_t got = read(fd, text + length, size - length);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

static enum found read_open_file(struct import *import, const char *path, int fd, char **ret, size_t *ret_length)
{
    struct stat stat;
    ssize_t length;
    char *text;

    if (fstat(fd, &stat) != 0)
        return refuse_file(import, path, FAULT_CSV_READ, strerrordesc_np(errno));
    if (!S_ISREG(stat.st_mode))
        return refuse_file(import, path, FAULT_CSV_READ, strerrordesc_np(S_ISDIR(stat.st_mode) ? EISDIR : EINVAL));
    if (stat.st_size > CSV_BYTES_MOST)
        return refuse_file(import, path, FAULT_CSV_LARGE, "64");
    text = malloc((size_t)stat.st_size + 1);
    length = text ? read_all(fd, text, (size_t)stat.st_size) : -1;
    if (length < 0) {
        free(text);
        return refuse_file(import, path, FAULT_CSV_READ, strerrordesc_np(errno));
    }
    *ret = text;
    *ret_length = (size_t)length;
    return FILE_READ;
}

static enum found read_file(struct import *import, const char *path, char **ret, size_t *ret_length)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    enum found found;

    if (fd < 0 && errno == ENOENT)
        return FILE_ABSENT;
    if (fd < 0)
        return refuse_file(import, path, FAULT_CSV_READ, strerrordesc_np(errno));
    found = read_open_file(import, path, fd, ret, ret_length);
    close(fd);
    return found;
}

/* Reads the records of a resource or part, when it has a file. False when memory is short. */
static bool read_records(struct import *import, const struct resource *resource, const char *path,
    enum found *ret_found, struct csv_table *ret)
{
    size_t length;
    char *text;
    bool read;

    *ret = (struct csv_table){0};
    *ret_found = path ? read_file(import, path, &text, &length) : FILE_ABSENT;
    if (!path || *ret_found != FILE_READ)
        return path;
    read = csv_read_records(resource, path, text, length, import->faults, ret);
    free(text);
    return read;
}

/* ---- Tables ---- */

static bool read_part(struct import *import, struct import_table *table, size_t part)
{
    const struct resource *parent = table->resource, *resource = parent->parts[part];
    const char *name = arena_format(import->arena, "%s.%s%s", parent->path, resource->path, suffix);
    const char *parents_name = arena_format(import->arena, "%s%s", parent->path, suffix);
    struct csv_table csv;
    enum found found;

    if (!name || !parents_name || !read_records(import, resource, path_of(import, name), &found, &csv))
        return false;
    return found == FILE_ABSENT || import_table_attach(import, table, part, &csv, parents_name);
}

static bool read_resource(struct import *import, struct import_table *table)
{
    const char *name = arena_format(import->arena, "%s%s", table->resource->path, suffix);
    struct csv_table csv;
    enum found found;

    if (!name || !read_records(import, table->resource, path_of(import, name), &found, &csv))
        return false;
    table->given = found != FILE_ABSENT;
    table->whole = found == FILE_ABSENT || csv.whole;
    if (!import_table_fill(import, table, &csv))
        return false;
    for (size_t part = 0; part < resource_part_count(table->resource); part++)
        if (!read_part(import, table, part))
            return false;
    return true;
}

bool import_read_files(struct import *import)
{
    if (!refuse_strangers(import))
        return false;
    import->tables = arena_array(import->arena, registry_count, sizeof *import->tables);
    if (!import->tables)
        return import_exhausted(import) == DB_OK;
    for (size_t i = 0; i < registry_count; i++) {
        import->tables[i].resource = registry[i];
        if (!read_resource(import, &import->tables[i]))
            return import_exhausted(import) == DB_OK;
    }
    return true;
}
