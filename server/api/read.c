/* GET of a collection and of one row (server/api). */
#include <string.h>

#include "api/etag.h"
#include "api/export.h"
#include "api/handlers.h"
#include "api/render.h"
#include "api/worker.h"

/* ---- A list ---- */

/* Where the page behind this one begins: behind its last row. */
static struct page_start last_row(const struct reading *reading, const PGresult *rows)
{
    const struct selection *selection = &reading->selection;
    const int last = (int)selection->limit - 1;
    struct page_start start = {.key = PQgetvalue(rows, last, sql_position(selection, selection->resource->key))};

    if (sql_by_rank(selection))
        start.rank = PQgetvalue(rows, last, PQnfields(rows) - 1);
    for (size_t i = 0; i < selection->sort_count; i++) {
        const int column = sql_position(selection, selection->sort[i].field);

        if (!PQgetisnull(rows, last, column))
            start.sort[i] = PQgetvalue(rows, last, column);
    }
    return start;
}

/* The same question with another cursor. */
static const char *next_page(struct call *call, const struct reading *reading, const PGresult *rows)
{
    const struct page_start start = last_row(reading, rows);
    struct buffer url;
    const char *text;

    buffer_init(&url, 64 * 1024);
    buffer_format(&url, "%s/v1/%s", call->worker->service->public_url, call->resource->path);
    buffer_char(&url, parameters_write(call->parameters, "cursor", &url));
    buffer_text(&url, "cursor=");
    cursor_write(call->arena, reading->fingerprint, &reading->selection, &start, &url);
    text = url.failed ? NULL : arena_copy(call->arena, url.data, url.length);
    buffer_free(&url);
    return text;
}

/* Names the next page in a header, and gives its address; NULL when there is none, or no memory to say so. */
static const char *link_next(struct call *call, const struct reading *reading, const PGresult *rows)
{
    const char *next, *link;

    if (PQntuples(rows) <= (int)reading->selection.limit)
        return NULL;
    next = next_page(call, reading, rows);
    link = next ? arena_format(call->arena, "<%s>; rel=\"next\"", next) : NULL;
    if (link)
        call_header(call, "Link", link);
    else
        call->body.failed = true;
    return next;
}

static void write_next(struct call *call, const struct reading *reading, const PGresult *rows)
{
    const char *next = link_next(call, reading, rows);

    if (next)
        buffer_format(&call->body, ",\"next\":\"%s\"", next);
    else
        buffer_text(&call->body, ",\"next\":null");
}

/* An answer is about as large as the rows that it is written from: with that much room it does not move while it grows.
 */
static void make_room(struct buffer *body, const PGresult *rows)
{
    const size_t guess = PQresultMemorySize(rows);

    if (guess < body->limit)
        buffer_reserve(body, guess);
}

static void list_done(struct call *call, struct db_query *query)
{
    const struct reading *reading = call->data;
    const PGresult *rows = db_result(query, reading->rows_statement);
    int shown = PQntuples(rows);

    if (shown > (int)reading->selection.limit)
        shown = (int)reading->selection.limit;
    make_room(&call->body, rows);
    if (export_rows(call, reading, query, shown)) {
        link_next(call, reading, rows);
        export_answer(call, reading);
        return;
    }
    buffer_text(&call->body, "{\"results\":[");
    for (int row = 0; row < shown; row++) {
        if (row)
            buffer_char(&call->body, ',');
        render_row(&call->body, reading, query, row);
    }
    buffer_char(&call->body, ']');
    write_next(call, reading, rows);
    if (reading->count)
        buffer_format(&call->body, ",\"count\":%s", PQgetvalue(db_result(query, reading->count_statement), 0, 0));
    buffer_text(&call->body, "}\n");
    call_answer(call, 200);
}

void handle_list(struct call *call)
{
    struct reading *reading = reading_of_list(call);
    struct db_query *query;

    if (!reading || call_refuse_faults(call))
        return;
    if (reading->whole) {
        export_whole(call, reading);
        return;
    }
    if (!(query = call_query(call)))
        return;
    call->data = reading;
    if (reading_add(call, query, reading))
        call_submit(call, query, DB_READ, list_done, NULL);
}

/* ---- One row ---- */

static void get_done(struct call *call, struct db_query *query)
{
    const struct reading *reading = call->data;
    const char *known = http_header_value(call->request, "If-None-Match");
    const char *etag;

    if (PQntuples(db_result(query, reading->rows_statement)) == 0) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    if (!export_rows(call, reading, query, 1)) {
        render_row(&call->body, reading, query, 0);
        buffer_char(&call->body, '\n');
    }
    etag = call->body.failed ? NULL
                             : etag_of(call->arena, render_value(reading, query, 0, resource_version(call->resource)),
                                   call->body.data, call->body.length);
    if (etag)
        call_header(call, "ETag", etag);
    if (etag && known && etag_listed(known, etag))
        call_answer_empty(call, 304);
    else if (call->form != FORM_JSON)
        export_answer(call, reading);
    else
        call_answer(call, 200);
}

void handle_get(struct call *call)
{
    struct reading *reading = reading_of_one(call);
    struct db_query *query;

    if (!reading || call_refuse_faults(call) || !(query = call_query(call)))
        return;
    call->data = reading;
    if (reading_add(call, query, reading))
        call_submit(call, query, DB_READ, get_done, NULL);
}
