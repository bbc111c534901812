/*
 * GET /v1/changes (server/api): everything that has changed, from the change log, in an order in which nothing is
 * missed.
 *
 * Two steps: a page of entries, then the rows that they speak of, from the snapshots of the log. An entry without a row
 * is a tombstone: the row is gone, or is no longer there for this caller.
 */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "api/feed_cursor.h"
#include "api/handlers.h"
#include "api/parameters.h"
#include "api/states.h"
#include "api/worker.h"

#include <proeftuin/json_text.h>
#include <proeftuin/registry.h>
#include <proeftuin/sql_array.h>

enum { LIMIT_USUAL = 100, LIMIT_MOST = 1000, RESOURCES_MOST = 64 };

struct feed_entry {
    const struct resource *resource;
    const char *id, *key, *row, *municipality, *version, *operation, *at, *moment;
    bool public_before, public_after, inside;
};

struct feed {
    struct feed_cursor cursor; /* that was given, then the next */
    bool given;
    unsigned limit;
    const char *tables, *municipalities; /* array literals; NULL: all */
    struct feed_entry *entries;
    size_t count;
    bool more;
    struct states_query states[RESOURCES_MOST]; /* as the registry; resource NULL: none of it here */
};

/* ---- The question ---- */

static void read_limit(struct call *call, struct feed *feed)
{
    static const struct field limit = {.name = "limit", .type = &type_integer, .min = 1, .max = LIMIT_MOST};
    const struct place place = {.name = "limit"};
    const char *value = parameters_take(call->parameters, "limit");
    struct value number;

    feed->limit = LIMIT_USUAL;
    if (value && type_integer.parse(&limit, value, strlen(value), &call->faults, &place, &number))
        feed->limit = (unsigned)number.integer;
}

static const char *array_of(struct call *call, const char *const *items, size_t count)
{
    struct buffer array;
    const char *text;

    buffer_init(&array, 1024 * 1024);
    sql_array_write(&array, items, count);
    text = array.failed ? NULL : arena_copy(call->arena, array.data, array.length);
    buffer_free(&array);
    if (!text)
        arena_fail(call->arena);
    return text;
}

/* The tables of the collections that are named. */
static void read_resources(struct call *call, struct feed *feed)
{
    const struct place place = {.name = "resource"};
    const char *value = parameters_take(call->parameters, "resource");
    const char **names;
    size_t count;

    if (!value || !(names = parameter_split(call->arena, value, &count)))
        return;
    for (size_t i = 0; i < count; i++) {
        const struct resource *resource = registry_find(names[i], strlen(names[i]));

        if (resource)
            names[i] = resource->table;
        else
            faults_add(&call->faults, FAULT_CODE, &place, names[i], "/v1", NULL);
    }
    feed->tables = array_of(call, names, count);
}

static void read_municipalities(struct call *call, struct feed *feed)
{
    const struct place place = {.name = "municipality"};
    const struct field *key = &municipality_resource.fields[municipality_resource.key];
    const char *value = parameters_take(call->parameters, "municipality");
    const char **codes;
    struct value code;
    size_t count;

    if (!value || !(codes = parameter_split(call->arena, value, &count)))
        return;
    for (size_t i = 0; i < count; i++)
        key->type->parse(key, codes[i], strlen(codes[i]), &call->faults, &place, &code);
    feed->municipalities = array_of(call, codes, count);
}

/* Whoever asks something else, from where an answer ended, would miss what the first question left out. */
static void read_since(struct call *call, struct feed *feed)
{
    const char *value = parameters_take(call->parameters, "since");
    uint64_t question = XXH3_64bits("changes", strlen("changes"));

    if (feed->tables)
        question += XXH3_64bits_withSeed(feed->tables, strlen(feed->tables), 1);
    if (feed->municipalities)
        question += XXH3_64bits_withSeed(feed->municipalities, strlen(feed->municipalities), 2);
    feed->given = value;
    if (value && (!feed_cursor_read(call->arena, value, &feed->cursor) || feed->cursor.question != (uint32_t)question))
        faults_add(&call->faults, FAULT_CURSOR, &(struct place){.name = "since"}, NULL);
    feed->cursor.question = (uint32_t)question;
}

/* ---- A page of entries ---- */

static const struct resource *resource_of_table(const char *table)
{
    for (size_t i = 0; i < registry_count; i++)
        if (strcmp(registry[i]->table, table) == 0)
            return registry[i];
    return NULL;
}

static const char *copy_value(struct call *call, const PGresult *page, int row, enum feed_column column)
{
    return arena_copy(call->arena, PQgetvalue(page, row, (int)column), (size_t)PQgetlength(page, row, (int)column));
}

static bool is_true(const PGresult *page, int row, enum feed_column column)
{
    return PQgetvalue(page, row, (int)column)[0] == 't';
}

static struct feed_entry entry_of(struct call *call, const PGresult *page, int row)
{
    return (struct feed_entry){.resource = resource_of_table(PQgetvalue(page, row, FEED_RESOURCE)),
        .id = copy_value(call, page, row, FEED_ID),
        .key = copy_value(call, page, row, FEED_KEY),
        .row = copy_value(call, page, row, FEED_ROW),
        .municipality = copy_value(call, page, row, FEED_MUNICIPALITY),
        .version = copy_value(call, page, row, FEED_VERSION),
        .operation = copy_value(call, page, row, FEED_OPERATION),
        .at = copy_value(call, page, row, FEED_AT),
        .moment = copy_value(call, page, row, FEED_ANCHOR),
        .public_before = is_true(page, row, FEED_PUBLIC_BEFORE),
        .public_after = is_true(page, row, FEED_PUBLIC_AFTER),
        .inside = is_true(page, row, FEED_INSIDE)};
}

/* Whether the entry left a row that this caller may see; its content may have been erased since. */
static bool has_row(const struct feed_entry *entry)
{
    return strcmp(entry->operation, "delete") != 0 && strcmp(entry->operation, "erase") != 0 &&
           (entry->inside || entry->public_after);
}

/* Takes the entries, as far as one query can fetch their rows, and as far as they are of resources that we know: a
 * newer daemon may serve beside this one. */
static void take_entries(struct call *call, struct feed *feed, const PGresult *page)
{
    bool counted[RESOURCES_MOST] = {false};
    size_t statements = 0;
    const int rows = PQgetisnull(page, 0, FEED_ID) ? 0 : PQntuples(page);

    feed->entries = arena_array(call->arena, (size_t)rows + 1, sizeof *feed->entries);
    feed->more = rows == (int)feed->limit;
    for (int row = 0; feed->entries && row < rows; row++) {
        const struct feed_entry entry = entry_of(call, page, row);
        size_t index = 0;

        while (index < registry_count && registry[index] != entry.resource)
            index++;
        if (index < registry_count && !counted[index] && has_row(&entry)) {
            counted[index] = true;
            statements += states_count(entry.resource);
        }
        if (index == registry_count || statements > DB_STATEMENTS_MOST) {
            feed->more = true;
            return;
        }
        feed->entries[feed->count++] = entry;
    }
}

/* Where the reader is behind this page. */
static void advance(struct call *call, struct feed *feed, const PGresult *page)
{
    struct feed_place *place = &feed->cursor.place;
    const struct feed_entry *last = feed->count ? &feed->entries[feed->count - 1] : NULL;
    const long long until = strtoll(PQgetvalue(page, 0, FEED_UNTIL), NULL, 10);
    long long read = strtoll(PQgetvalue(page, 0, FEED_BEHIND), NULL, 10);

    if (feed->more && last)
        read = strtoll(last->id, NULL, 10);
    else if (!feed->more)
        read += FEED_SPAN;
    if (last) {
        place->anchor = last->id;
        place->anchored = last->moment;
    }
    feed->more = read < until;
    place->window = copy_value(call, page, 0, FEED_WINDOW);
    if (feed->more) {
        place->last = arena_format(call->arena, "%lld", read);
        place->until = copy_value(call, page, 0, FEED_UNTIL);
    } else {
        place->seen = place->window;
        place->window = place->last = place->until = NULL;
    }
}

/* Of the register and era, and of what the caller may see: with other rights the feed is another one. */
static uint64_t home_of(const struct call *call, const PGresult *page)
{
    const char *identity = PQgetvalue(page, 0, FEED_IDENTITY), *scope = call->caller.scope ? call->caller.scope : "";

    return XXH3_64bits_withSeed(scope, strlen(scope), XXH3_64bits(identity, strlen(identity)));
}

/* ---- The answer ---- */

static const char *change_of(const struct feed_entry *entry)
{
    const bool hidden = !entry->inside && !entry->public_after && strcmp(entry->operation, "update") == 0;

    return hidden ? "withdraw" : entry->operation;
}

static void write_row(struct buffer *out, const struct feed_entry *entry, const struct render_states *states)
{
    if (!has_row(entry)) {
        buffer_text(out, ",\"row\":null");
    } else if (render_state_row(states, entry->key) < 0) {
        buffer_text(out, ",\"row\":null,\"erased\":true");
    } else {
        buffer_text(out, ",\"row\":");
        render_state(out, states, entry->key);
    }
}

static void write_entry(struct buffer *out, const struct feed_entry *entry, const struct render_states *states)
{
    buffer_format(out,
        "{\"id\":%s,\"resource\":\"%s\",\"key\":\"%s\",\"municipality\":\"%s\",\"version\":%s,\"change\":\"%s\","
        "\"at\":",
        entry->id, entry->resource->path, entry->row, entry->municipality, entry->version, change_of(entry));
    type_instant.write(out, entry->at, strlen(entry->at));
    write_row(out, entry, states);
    buffer_char(out, '}');
}

static void write_next(struct call *call, const struct feed *feed)
{
    buffer_format(&call->body, "],\"next\":\"%s/v1/changes", call->worker->service->public_url);
    buffer_char(&call->body, parameters_write(call->parameters, "since", &call->body));
    buffer_text(&call->body, "since=");
    feed_cursor_write(call->arena, &feed->cursor, &call->body);
    buffer_format(&call->body, "\",\"more\":%s}\n", feed->more ? "true" : "false");
}

/* `query` NULL: no entry has a row. */
static void answer(struct call *call, struct db_query *query)
{
    const struct feed *feed = call->data;
    struct render_states states[RESOURCES_MOST] = {0};

    for (size_t i = 0; query && i < registry_count; i++)
        if (feed->states[i].resource)
            states[i] = states_take(&feed->states[i], query);
    buffer_text(&call->body, "{\"results\":[");
    for (size_t i = 0; i < feed->count; i++) {
        size_t index = 0;

        while (registry[index] != feed->entries[i].resource)
            index++;
        if (i > 0)
            buffer_char(&call->body, ',');
        write_entry(&call->body, &feed->entries[i], &states[index]);
    }
    write_next(call, feed);
    call_answer(call, 200);
}

/* ---- The rows ---- */

/* The ids of a resource's entries that have a row; NULL: there are none. */
static const char *ids_of(struct call *call, const struct feed *feed, const struct resource *resource)
{
    const char **ids = arena_array(call->arena, feed->count + 1, sizeof *ids);
    size_t count = 0;

    for (size_t i = 0; ids && i < feed->count; i++)
        if (feed->entries[i].resource == resource && has_row(&feed->entries[i]))
            ids[count++] = feed->entries[i].id;
    return count ? array_of(call, ids, count) : NULL;
}

static void fetch_rows(struct call *call, struct feed *feed)
{
    struct db_query *query = call_query(call);

    for (size_t i = 0; query && i < registry_count; i++) {
        const struct states states = {.of = STATES_OF_ENTRIES,
            .resource = registry[i],
            .fields = fields_stored(registry[i]),
            .ids = ids_of(call, feed, registry[i])};

        if (states.ids && !states_add(call, query, &states, &feed->states[i]))
            return;
    }
    if (!query)
        return;
    if (arena_failed(call->arena)) {
        call_add(call, query, false, NULL);
    } else if (db_query_count(query) == 0) {
        db_query_free(query);
        answer(call, NULL);
    } else {
        call_submit(call, query, DB_READ, answer, NULL);
    }
}

static void page_read(struct call *call, struct db_query *query)
{
    struct feed *feed = call->data;
    const PGresult *page = db_result(query, 0);
    bool current;

    if (PQntuples(page) == 0) { /* no era has begun: somebody restored the register a moment ago */
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    current = is_true(page, 0, FEED_SOUND) && (!feed->given || feed->cursor.home == home_of(call, page));
    if (!current) {
        call_problem(call, PROBLEM_CURSOR_EXPIRED);
        return;
    }
    feed->cursor.home = home_of(call, page);
    take_entries(call, feed, page);
    advance(call, feed, page);
    fetch_rows(call, feed);
}

void handle_changes(struct call *call)
{
    struct feed *feed = arena_alloc(call->arena, sizeof *feed);
    struct db_query *query;
    struct statement statement;

    if (!feed) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    call->data = feed;
    read_limit(call, feed);
    read_resources(call, feed);
    read_municipalities(call, feed);
    read_since(call, feed);
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    if (call_add(call, query,
            sql_feed(db_query_arena(query), &feed->cursor.place, feed->tables, feed->municipalities, feed->limit,
                &statement),
            &statement))
        call_submit(call, query, DB_READ, page_read, NULL);
}
