/* What the handlers that write share (server/api). */
#include "api/writing.h"

#include <string.h>
#include <strings.h>

#include "api/etag.h"
#include "api/parameters.h"
#include "api/render.h"

struct writing *writing_new(struct call *call)
{
    struct writing *writing = arena_alloc(call->arena, sizeof *writing);

    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call))
        return NULL;
    if (!writing)
        call_problem(call, PROBLEM_UNAVAILABLE);
    call->data = writing;
    return writing;
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

static void clean_json(void *json)
{
    json_decref(json);
}

/* Null in a required field is wrong whatever the rest of the row says. */
static void refuse_required_nulls(const struct record *record, struct faults *faults)
{
    for (size_t i = 0; i < record->resource->field_count; i++)
        if (record->resource->fields[i].flags & FIELD_REQUIRED && record_has(record, i) && !record_filled(record, i))
            faults_add(faults, FAULT_FIELD_REQUIRED, &(struct place){.name = record->resource->fields[i].name}, NULL);
}

static struct record *record_of_body(struct call *call, enum record_use use, const char *body, size_t length)
{
    json_t *json = json_read(body, length, &call->faults);
    struct record *record;

    if (!json)
        return NULL;
    if (!arena_defer(call->arena, clean_json, json)) {
        json_decref(json);
        return NULL;
    }
    record = record_from_json(call->resource, json, use, &call->faults);
    if (record && use == RECORD_CREATE) {
        record_complete(record);
        record_check(record, &call->faults);
    } else if (record) {
        refuse_required_nulls(record, &call->faults);
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

/* The place of a field in the record itself or in an element of a part. */
static struct place place_of(const struct lookup *lookup)
{
    return (struct place){.up = lookup->record->at, .name = lookup->record->resource->fields[lookup->field].name};
}

static void refuse_reference(struct call *call, const struct lookup *lookup)
{
    const struct field *field = &lookup->record->resource->fields[lookup->field];
    const struct value *value = &lookup->record->value[lookup->field];
    const char *twin = arena_format(call->arena, "%sReference", field->name);
    struct place place = place_of(lookup);

    if (value->text && value->reference) {
        faults_add(&call->faults, FAULT_REFERENCE_DISAGREES, &place, field->name, twin ? twin : "", NULL);
        return;
    }
    if (value->reference && twin)
        place.name = twin;
    faults_add(&call->faults, FAULT_REFERENCE_UNKNOWN, &place, in_language(field->target->one, call->language), NULL);
}

static void take_lookup(struct call *call, struct writing *writing, const struct lookup *lookup, const char *found)
{
    const struct place place = place_of(lookup);
    struct value *value = &lookup->record->value[lookup->field];

    if (lookup->kind == LOOKUP_UNIQUE && found) {
        faults_add(&call->faults, FAULT_UNIQUE, &place, NULL);
    } else if (lookup->kind == LOOKUP_KEYS && found) {
        const struct resource *target = lookup->record->resource->fields[lookup->field].target;

        faults_add(&call->faults, FAULT_REFERENCE_UNKNOWN, &place, in_language(target->one, call->language), NULL);
    } else if (lookup->kind == LOOKUP_REFERENCE && !found) {
        refuse_reference(call, lookup);
    } else if (lookup->kind == LOOKUP_REFERENCE) {
        value->text = arena_text(call->arena, found);
        if (lookup->record == writing->change && writing->record)
            writing->record->value[lookup->field] = *value;
    }
}

void take_lookups(struct call *call, struct writing *writing, const PGresult *result)
{
    for (size_t i = 0; i < writing->lookups.count; i++)
        take_lookup(call, writing, &writing->lookups.items[i],
            PQgetisnull(result, 0, (int)i) ? NULL : PQgetvalue(result, 0, (int)i));
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
    enum etag_match match;

    writing->conditional = header;
    match = header ? etag_match_version(header, writing->version) : ETAG_MATCHES;
    if (match == ETAG_MATCHES)
        return false;
    if (match == ETAG_DIFFERS) {
        call_problem(call, PROBLEM_PRECONDITION);
        return true;
    }
    call->faults.in = FAULT_IN_HEADER;
    faults_add(&call->faults, FAULT_HEADER, &(struct place){.name = "If-Match"}, "\"<version>.<hash>\"", NULL);
    return call_refuse_faults(call);
}

static const struct resource *resource_of_table(
    const struct resource *resource, const char *table, const char **ret_member)
{
    *ret_member = NULL;
    for (size_t part = 0; part < resource_part_count(resource); part++)
        if (strcmp(resource->parts[part]->table, table) == 0) {
            *ret_member = resource->parts[part]->path;
            return resource->parts[part];
        }
    return resource;
}

static const char *field_of_column(const struct resource *resource, const char *column)
{
    char name[NAME_SIZE];

    for (size_t i = 0; i < resource->field_count; i++) {
        field_column(&resource->fields[i], name);
        if (strcmp(name, column) == 0)
            return resource->fields[i].name;
    }
    return NULL;
}

/* A constraint stopped what the tables let through: a race (a reference gone, a key taken), or a rule that only the
 * database knows. The client hears which field, never which constraint. */
static void answer_violation(struct call *call, const struct db_violation *violation)
{
    static const enum fault_code codes[] = {[DB_VIOLATION_UNIQUE] = FAULT_UNIQUE,
        [DB_VIOLATION_FOREIGN_KEY] = FAULT_REFERENCE_UNKNOWN,
        [DB_VIOLATION_CHECK] = FAULT_RULE,
        [DB_VIOLATION_NOT_NULL] = FAULT_FIELD_REQUIRED};
    const char *member;
    const struct resource *resource = resource_of_table(call->resource, violation->table, &member);
    const char *field = field_of_column(resource, violation->column);
    const struct place place = {.name = member ? member : field};

    faults_add(&call->faults, codes[violation->kind], place.name ? &place : NULL,
        in_language(resource->one, call->language), NULL);
    call_problem(call, PROBLEM_INVALID);
}

void write_failed(struct call *call, struct db_query *query, enum db_outcome outcome, void (*again)(struct call *call))
{
    struct writing *writing = call->data;

    if (outcome == DB_VIOLATION)
        answer_violation(call, db_violation(query));
    else if (outcome == DB_MISS && writing->conditional)
        call_problem(call, PROBLEM_PRECONDITION);
    else if ((outcome == DB_MISS || outcome == DB_RETRY) && ++writing->attempts < ATTEMPTS_MOST)
        again(call);
    else
        call_database_problem(call, query, outcome);
}

void answer_written(struct call *call, struct db_query *query, unsigned status)
{
    const struct writing *writing = call->data;
    const struct reading *reading = writing->reading;
    const char *etag;

    render_row(&call->body, reading, query, 0);
    buffer_char(&call->body, '\n');
    etag = call->body.failed ? NULL
                             : etag_of(call->arena, render_value(reading, query, 0, resource_version(call->resource)),
                                   call->body.data, call->body.length);
    if (etag)
        call_header(call, "ETag", etag);
    call_answer(call, status);
}
