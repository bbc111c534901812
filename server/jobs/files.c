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

/* ---- Folders ---- */

static int pick_csv(const struct dirent *entry)
{
    return is_csv_name(entry->d_name);
}

static int pick_folder(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) &&
           !is_csv_name(entry->d_name);
}

static char *path_in(struct import *import, const char *folder, const char *name)
{
    return arena_format(import->arena, "%s/%s", folder, name);
}

/* Entries of a folder that `pick` picks, by name; -1 after saying why it can't be read. */
static int scan(struct import *import, const char *folder, int (*pick)(const struct dirent *), struct dirent ***ret)
{
    const int count = scandir(folder, ret, pick, alphasort);

    if (count < 0)
        snprintf(import->report->trouble, sizeof import->report->trouble, "%s: %s", folder, strerrordesc_np(errno));
    return count;
}

/* Reports the CSV files that nothing would read: a name with a slip of the pen must not pass for an empty table. The
 * count of all CSV files of the folder, or -1. */
static int refuse_strangers(struct import *import, const char *folder)
{
    struct dirent **entries;
    const int count = scan(import, folder, pick_csv, &entries);

    for (int i = 0; i < count; i++) {
        const struct place place = {.file = path_in(import, folder, entries[i]->d_name)};

        if (!is_known_name(entries[i]->d_name))
            faults_add(import->faults, FAULT_CSV_FILE, &place, NULL);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return count;
}

/* Where files may stand: the directory itself, and its folders by their names. */
struct folders {
    const char **paths;
    size_t count;
};

static bool list_folders(struct import *import, struct folders *ret)
{
    struct dirent **entries;
    const int count = scan(import, import->options->directory, pick_folder, &entries);

    if (count < 0)
        return false;
    ret->paths = arena_array(import->arena, (size_t)count + 1, sizeof *ret->paths);
    ret->count = 0;
    if (ret->paths)
        ret->paths[ret->count++] = import->options->directory;
    for (int i = 0; i < count; i++) {
        if (ret->paths)
            ret->paths[ret->count++] = path_in(import, import->options->directory, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return ret->paths || import_exhausted(import) == DB_OK;
}

/* False when a folder can't be read. */
static bool look_through(struct import *import, const struct folders *folders)
{
    const struct place place = {.file = import->options->directory};
    size_t files = 0;

    for (size_t i = 0; i < folders->count; i++) {
        const int count = refuse_strangers(import, folders->paths[i]);

        if (count < 0)
            return false;
        files += (size_t)count;
    }
    if (files == 0)
        faults_add(import->faults, FAULT_CSV_NONE, &place, NULL);
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

/* One resource's file in one folder. */
struct source {
    const char *folder;
    const char *path;
    struct csv_table csv;
    enum found found;
};

static bool read_source(struct import *import, const struct resource *resource, struct source *source)
{
    const char *name = arena_format(import->arena, "%s%s", resource->path, suffix);

    source->path = name ? path_in(import, source->folder, name) : NULL;
    return read_records(import, resource, source->path, &source->found, &source->csv);
}

/* The rows of all folders in one table. */
static bool join(struct import *import, const struct source *sources, size_t count, struct csv_table *ret)
{
    size_t rows = 0;

    *ret = (struct csv_table){0};
    for (size_t i = 0; i < count; i++)
        rows += sources[i].csv.count;
    ret->entries = arena_array(import->arena, rows, sizeof *ret->entries);
    if (!ret->entries)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct csv_table *csv = &sources[i].csv;

        if (csv->count > 0)
            memcpy(ret->entries + ret->count, csv->entries, csv->count * sizeof *csv->entries);
        ret->count += csv->count;
    }
    return true;
}

/* A part's file belongs to its parent's in the same folder. */
static bool read_part(
    struct import *import, struct import_table *table, size_t part, const struct source *source, size_t first)
{
    const struct resource *parent = table->resource, *resource = parent->parts[part];
    const char *name = arena_format(import->arena, "%s.%s%s", parent->path, resource->path, suffix);
    const struct import_parents parents = {
        .file = source->path,
        .first = first,
        .count = source->csv.count,
        .whole = source->found == FILE_ABSENT || source->csv.whole,
    };
    struct csv_table csv;
    enum found found;

    if (!name || !read_records(import, resource, path_in(import, source->folder, name), &found, &csv))
        return false;
    return found == FILE_ABSENT || import_table_attach(import, table, part, &csv, &parents);
}

static bool read_parts(struct import *import, struct import_table *table, const struct source *sources, size_t count)
{
    size_t first = 0;

    for (size_t i = 0; i < count; i++) {
        for (size_t part = 0; part < resource_part_count(table->resource); part++)
            if (!read_part(import, table, part, &sources[i], first))
                return false;
        first += sources[i].csv.count;
    }
    return true;
}

static bool read_resource(struct import *import, const struct folders *folders, struct import_table *table)
{
    struct source *sources = arena_array(import->arena, folders->count, sizeof *sources);
    struct csv_table all;

    if (!sources)
        return false;
    for (size_t i = 0; i < folders->count; i++) {
        sources[i].folder = folders->paths[i];
        if (!read_source(import, table->resource, &sources[i]))
            return false;
        table->given |= sources[i].found != FILE_ABSENT;
    }
    if (!join(import, sources, folders->count, &all))
        return false;
    return import_table_fill(import, table, &all) && read_parts(import, table, sources, folders->count);
}

bool import_read_files(struct import *import)
{
    struct folders folders;

    if (!list_folders(import, &folders) || !look_through(import, &folders))
        return false;
    import->tables = arena_array(import->arena, registry_count, sizeof *import->tables);
    if (!import->tables)
        return import_exhausted(import) == DB_OK;
    for (size_t i = 0; i < registry_count; i++) {
        import->tables[i].resource = registry[i];
        if (!read_resource(import, &folders, &import->tables[i]))
            return import_exhausted(import) == DB_OK;
    }
    return true;
}
