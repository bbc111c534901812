/* Import (server/jobs): the transaction around it, and how it ends. See import.h and internal.h. */
#include "jobs/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <proeftuin/registry.h>

#include "jobs/internal.h"

enum { ATTEMPTS_MOST = 3 };

/* One import at a time in a cluster: "proefimp" as a big-endian number. */
static const char lock[] = "SELECT pg_advisory_xact_lock(8102661160893508976)";

/* ---- What the other files use ---- */

enum db_outcome import_execute(struct import *import, const struct statement *statement, PGresult **ret)
{
    const enum db_outcome outcome = import_flush(import);

    return outcome == DB_OK ? session_run(import->session, statement, ret) : outcome;
}

enum db_outcome import_exhausted(struct import *import)
{
    snprintf(import->report->trouble, sizeof import->report->trouble, "these files take more than %d MiB of memory",
        IMPORT_MEMORY >> 20);
    return DB_FAILED;
}

size_t import_faults(const struct import *import)
{
    return import->faults->count + import->faults->dropped;
}

/* ---- An empty register ---- */

/* SELECT EXISTS (SELECT FROM document) OR ..., over all tables whose rows belong to a municipality. */
static const char *any_row_text(struct arena *arena)
{
    const char *text = "SELECT false";

    for (size_t i = 0; i < registry_count && text; i++)
        if (registry[i]->tenant)
            text = arena_format(arena, "%s OR EXISTS (SELECT FROM %s)", text, registry[i]->table);
    return text;
}

static enum db_outcome find_any_row(struct import *import, bool *ret)
{
    const struct statement statement = {.sql = any_row_text(import->arena)};
    enum db_outcome outcome;
    PGresult *result;

    if (!statement.sql)
        return import_exhausted(import);
    outcome = session_run(import->session, &statement, &result);
    if (outcome != DB_OK)
        return outcome;
    *ret = PQgetvalue(result, 0, 0)[0] == 't';
    PQclear(result);
    return DB_OK;
}

/* ---- The transaction ---- */

/* The rights are those of the login role; the settings say in the change log who did it. */
static enum db_outcome tell_caller(struct import *import)
{
    const char *values[DB_CALLER_VALUES];
    const struct db_caller caller = {.scope = "{*}", .actor = "system:import", .reason = import->options->reason};
    const struct statement statement = db_caller_statement(&caller, values);

    return import_execute(import, &statement, NULL);
}

/* *ret_skip: the register is not empty, and that was the condition. */
static enum db_outcome begin(struct import *import, bool *ret_skip)
{
    enum db_outcome outcome = session_command(import->session, "BEGIN ISOLATION LEVEL READ COMMITTED");

    *ret_skip = false;
    if (outcome == DB_OK)
        outcome = tell_caller(import);
    if (outcome == DB_OK)
        outcome = session_command(import->session, lock);
    if (outcome == DB_OK && import->options->if_empty)
        outcome = find_any_row(import, ret_skip);
    return outcome;
}

static enum db_outcome write_all(struct import *import, bool *ret_skip)
{
    enum db_outcome outcome = begin(import, ret_skip);

    if (outcome == DB_OK && !*ret_skip)
        outcome = import_write_rows(import);
    if (outcome == DB_OK && !*ret_skip)
        outcome = import_write_parts(import);
    if (outcome == DB_OK && !*ret_skip && !faults_any(import->faults))
        return session_command(import->session, "COMMIT");
    if (session_ready(import->session)) {
        /* The message of what went wrong is kept: a rollback does not fail but with its connection. */
        const enum db_outcome rolled_back = session_command(import->session, "ROLLBACK");

        if (outcome == DB_OK)
            outcome = rolled_back;
    }
    return outcome;
}

static void explain(struct import *import, const char *what)
{
    struct import_report *report = import->report;

    if (!report->trouble[0])
        snprintf(report->trouble, sizeof report->trouble, "%s%s", what, session_message(import->session));
}

static enum import_result result_of(struct import *import, enum db_outcome outcome, bool skip)
{
    if (outcome == DB_VIOLATION || (outcome == DB_OK && !skip && faults_any(import->faults)))
        return IMPORT_REFUSED;
    if (outcome == DB_OK)
        return skip ? IMPORT_SKIPPED : IMPORT_DONE;
    if (outcome == DB_UNKNOWN)
        explain(import, "the connection broke while committing; import again, which does no harm: ");
    else
        explain(import, "");
    return IMPORT_FAILED;
}

/* ---- The report ---- */

static bool count_rows(struct import *import)
{
    struct import_report *report = import->report;

    report->counts = arena_array(import->arena, registry_count, sizeof *report->counts);
    if (!report->counts)
        return false;
    for (size_t i = 0; i < registry_count; i++) {
        const struct import_table *table = &import->tables[i];
        struct import_count count = {.resource = table->resource};

        for (size_t row = 0; row < table->count; row++) {
            count.inserted += table->rows[row].state == ROW_INSERTED;
            count.changed += table->rows[row].state == ROW_CHANGED;
            count.unchanged += table->rows[row].state == ROW_UNCHANGED;
        }
        if (table->given)
            report->counts[report->count++] = count;
    }
    return true;
}

/* Faults at one line stay in the order in which they were found. */
static int by_file_and_line(const void *a, const void *b)
{
    const struct fault *const *first = a, *const *second = b;
    const int files = strcmp((*first)->file ? (*first)->file : "", (*second)->file ? (*second)->file : "");

    if (files != 0)
        return files;
    if ((*first)->line != (*second)->line)
        return (*first)->line < (*second)->line ? -1 : 1;
    return *first < *second ? -1 : 1;
}

static void sort_faults(struct faults *faults)
{
    const struct fault *order[FAULT_MOST];
    struct fault sorted[FAULT_MOST];

    for (size_t i = 0; i < faults->count; i++)
        order[i] = &faults->items[i];
    qsort(order, faults->count, sizeof order[0], by_file_and_line);
    for (size_t i = 0; i < faults->count; i++)
        sorted[i] = *order[i];
    if (faults->count > 0)
        memcpy(faults->items, sorted, faults->count * sizeof sorted[0]);
}

/* ---- Attempts ---- */

/* One attempt, from the files on: what an earlier one looked up may no longer hold. */
static enum db_outcome attempt(struct import *import, enum import_result *ret)
{
    enum db_outcome outcome = DB_FAILED;
    struct timespec now;
    bool skip = false;

    clock_gettime(CLOCK_REALTIME, &now);
    import->id_time = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
    faults_init(import->faults, import->arena, FAULT_IN_FILE);
    if (import_read_files(import))
        outcome = session_ready(import->session) ? write_all(import, &skip) : DB_UNAVAILABLE;
    *ret = result_of(import, outcome, skip);
    if (*ret == IMPORT_DONE && !count_rows(import)) {
        import_exhausted(import);
        *ret = IMPORT_FAILED;
    }
    return outcome;
}

static bool is_worth_repeating(enum db_outcome outcome)
{
    return outcome == DB_RETRY || outcome == DB_MISS;
}

/* A violation by one of several rows is not an end: the next attempt tells which one it is, and does not count. */
enum import_result import_run(const struct import_options *options, struct import_report *ret)
{
    struct session *session = session_open(options->database);
    enum import_result result = IMPORT_FAILED;
    enum db_outcome outcome = DB_RETRY;
    bool one_by_one = false;

    *ret = (struct import_report){.trouble = "out of memory"};
    for (int attempts = 0; session && attempts < ATTEMPTS_MOST && is_worth_repeating(outcome); attempts++) {
        struct import import = {.options = options,
            .report = ret,
            .faults = &ret->faults,
            .session = session,
            .one_by_one = one_by_one,
            .arena = arena_new(IMPORT_MEMORY)};

        import_report_free(ret);
        ret->arena = import.arena;
        if (!import.arena) {
            snprintf(ret->trouble, sizeof ret->trouble, "out of memory");
            break;
        }
        outcome = attempt(&import, &result);
        if (import.refused_batch) {
            one_by_one = true;
            outcome = DB_RETRY;
            attempts--;
        }
    }
    sort_faults(&ret->faults);
    session_close(session);
    return result;
}

void import_report_free(struct import_report *report)
{
    arena_free(report->arena);
    *report = (struct import_report){0};
}
