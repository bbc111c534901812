/* What the handlers that write share (server/api). */
#include "api/writing.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "api/etag.h"
#include "api/parameters.h"
#include "api/reason.h"
#include "api/render.h"
#include "db/refusal.h"

#include <proeftuin/json_text.h>
#include <proeftuin/uuid.h>

bool writing_begin(struct call *call, struct writing *writing)
{
    parameters_refuse_rest(call->parameters, &call->faults);
    reason_read(call);
    if (call_refuse_faults(call))
        return false;
    if (!writing)
        call_problem(call, PROBLEM_UNAVAILABLE);
    call->data = writing;
    return writing;
}

struct writing *writing_new(struct call *call)
{
    struct writing *writing = arena_alloc(call->arena, sizeof *writing);

    return writing_begin(call, writing) ? writing : NULL;
}

const char *new_id(struct arena *arena)
{
    char *id = arena_alloc(arena, UUID_TEXT_SIZE);
    uint8_t random[UUID_RANDOM_SIZE];
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    randombytes_buf(random, sizeof random);
    if (id)
        uuid_format_v7((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000, random, id);
    return id;
}

/* ---- The body ---- */

static bool is_media_type(const char *header, const char *type)
{
    const size_t length = strlen(type);

    return strncasecmp(header, type, length) == 0 && (header[length] == '\0' || strchr("; \t", header[length]));
}

static bool acceptable_media_type(const struct call *call, enum record_use use)
{
    const char *header = http_header_value(call->request, "Content-Type");

    return header && (is_media_type(header, "application/json") ||
                         (use == RECORD_CHANGE && is_media_type(header, "application/merge-patch+json")));
}

/* Null in a required field is wrong whatever the rest of the row says, and so is what is wrong within a part: it is
 * given whole. */
static void check_change(const struct record *record, struct faults *faults)
{
    for (size_t i = 0; i < record->resource->field_count; i++)
        if (record->resource->fields[i].flags & FIELD_REQUIRED && record_has(record, i) && !record_filled(record, i))
            faults_add(faults, FAULT_FIELD_REQUIRED, &(struct place){.name = record->resource->fields[i].name}, NULL);
    for (size_t part = 0; part < resource_part_count(record->resource); part++)
        for (size_t row = 0; row < record->part_count[part]; row++) {
            record_complete(record->part[part][row]);
            record_check(record->part[part][row], faults);
        }
}

static struct record *record_of_body(struct call *call, enum record_use use, const char *body, size_t length)
{
    const json_t *json = json_read(body, length, &call->faults);
    struct record *record;

    if (!json)
        return NULL;
    record = record_from_json(call->resource, json, use, &call->faults);
    if (record && use == RECORD_CREATE) {
        record_complete(record);
        record_check(record, &call->faults);
    } else if (record) {
        check_change(record, &call->faults);
    }
    return record;
}

bool read_body(struct call *call, enum record_use use, struct record **ret)
{
    size_t length;
    const char *body = http_body(call->request, &length);
    struct record *record = NULL;

    call->faults.in = FAULT_IN_BODY;
    if (!acceptable_media_type(call, use)) {
        if (use == RECORD_CHANGE)
            call_header(call, "Accept-Patch", "application/merge-patch+json, application/json");
        call_problem(call, PROBLEM_MEDIA_TYPE);
        return false;
    }
    if (length == 0)
        faults_add(&call->faults, FAULT_BODY_EMPTY, NULL, NULL);
    else
        record = record_of_body(call, use, body, length);
    if (call_refuse_faults(call))
        return false;
    if (!record) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return false;
    }
    *ret = record;
    return true;
}

/* ---- What the database looked up ---- */

void take_lookups(struct call *call, struct writing *writing, const PGresult *result)
{
    for (size_t i = 0; i < writing->lookups.count; i++) {
        const struct lookup *lookup = &writing->lookups.items[i];

        lookup_take(lookup, lookup_found(result, i), call->language, &call->faults);
        if (lookup->kind == LOOKUP_REFERENCE && lookup->record == writing->change && writing->record)
            writing->record->value[lookup->field] = lookup->record->value[lookup->field];
    }
}

const char *record_municipality(const struct record *record)
{
    return record->resource->tenant ? record->value[TENANT_MUNICIPALITY].text : NULL;
}

/* ---- Rows of parts ---- */

bool add_part_rows(struct call *call, struct db_query *query, const struct writing *writing, bool clear)
{
    const struct record *record = writing->record;
    struct arena *arena = db_query_arena(query);
    struct statement statement;

    for (size_t part = 0; part < resource_part_count(record->resource); part++) {
        if (!(record->parts >> part & 1))
            continue;
        if (clear && !call_add(call, query,
                         sql_clear_part(arena, record->resource->parts[part], writing->key, &statement), &statement))
            return false;
        if (record->part_count[part] &&
            !call_add(call, query,
                sql_insert_part(arena, record, part, record_municipality(record), writing->key, &statement),
                &statement))
            return false;
    }
    return true;
}

/* ---- Preconditions, failures, answers ---- */

bool refuse_precondition(struct call *call, struct writing *writing)
{
    const char *header = http_header_value(call->request, "If-Match");
    const enum etag_match match = header ? etag_match_version(header, writing->version) : ETAG_ANY;

    writing->conditional = match != ETAG_ANY;
    if (match == ETAG_ANY || match == ETAG_MATCHES)
        return false;
    if (match == ETAG_DIFFERS) {
        call_problem(call, PROBLEM_PRECONDITION);
        return true;
    }
    call->faults.in = FAULT_IN_HEADER;
    faults_add(&call->faults, FAULT_HEADER, &(struct place){.name = "If-Match"}, "\"<version>.<hash>\"", NULL);
    return call_refuse_faults(call);
}

void write_failed(struct call *call, struct db_query *query, enum db_outcome outcome, void (*again)(struct call *call))
{
    struct writing *writing = call->data;

    if (outcome == DB_VIOLATION) {
        violation_fault(db_violation(query), call->resource, call->language, NULL, &call->faults);
        call_problem(call, PROBLEM_INVALID);
    } else if (outcome == DB_MISS && writing->conditional) {
        call_problem(call, PROBLEM_PRECONDITION);
    } else if ((outcome == DB_MISS && ++writing->misses < MISSES_MOST) ||
               (outcome == DB_RETRY && ++writing->retries < RETRIES_MOST)) {
        again(call);
    } else {
        call_database_problem(call, outcome);
    }
}

/* Into the object that was just written, at its end. */
static void add_member(struct buffer *out, const char *member, const char *text)
{
    if (out->failed)
        return;
    out->length--;
    buffer_format(out, ",\"%s\":", member);
    json_write_text(out, text);
    buffer_char(out, '}');
}

void answer_written(struct call *call, struct db_query *query, unsigned status)
{
    answer_written_with(call, query, status, NULL, NULL);
}

void answer_written_with(
    struct call *call, struct db_query *query, unsigned status, const char *member, const char *text)
{
    const struct writing *writing = call->data;
    const struct reading *reading = writing->reading;
    const char *etag;

    render_row(&call->body, reading, query, 0);
    if (member)
        add_member(&call->body, member, text);
    buffer_char(&call->body, '\n');
    etag = call->body.failed ? NULL
                             : etag_of(call->arena, render_value(reading, query, 0, resource_version(call->resource)),
                                   call->body.data, call->body.length);
    if (etag)
        call_header(call, "ETag", etag);
    if (call->body.failed) /* it is stored all the same */
        call_problem(call, PROBLEM_UNKNOWN_OUTCOME);
    else
        call_answer(call, status);
}
