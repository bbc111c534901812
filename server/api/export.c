/*
 * Exports (server/api): all rows that a question means, as lines, streamed from the database to the client.
 *
 * A row is written into the call's body as it arrives, and the client's connection takes from there. What is there is
 * bounded: over HIGH nothing more is read from the database, until the client has read down to LOW. So an export takes
 * as much memory as the two of them and a row, however slowly it is read. It begins with its first row: what goes
 * wrong before that is an answer like any other; what goes wrong behind it breaks the body off.
 *
 * While others ask something, it rests after each slice of rows (pace.h): nothing is read from the database until then.
 */
#include "api/export.h"

#include <stddef.h>
#include <string.h>

#include "api/pace.h"
#include "api/render.h"
#include "api/worker.h"

enum { HIGH = 256 * 1024, LOW = 64 * 1024 };

struct export
{
    struct call *call;
    struct reading *reading;
    struct lines lines;
    struct http_stream stream;
    struct loop_timer rest; /* set: no more rows until it is due */
    size_t slice;           /* bytes written since it last looked whether to rest */
    size_t taken;           /* of the body */
    bool begun;             /* answered */
    bool ended;             /* every row is in the body */
    bool broken;            /* there are rows that will not come */
};

static size_t left_of(const struct export *export)
{
    return export->call->body.length - export->taken;
}

/* ---- The pace ---- */

static bool rests(const struct export *export)
{
    return export->rest.position != 0;
}

static void rested(struct loop_timer *timer)
{
    struct export *export = (struct export *)((char *)timer - offsetof(struct export, rest));

    if (export->call->query && left_of(export) < HIGH)
        db_go_on(export->call->query);
}

static void stop_resting(void *context)
{
    struct export *export = context;

    loop_timer_clear(export->call->worker->loop, &export->rest);
}

/* Without memory for a timer there is no rest. */
static void look_whether_to_rest(struct export *export)
{
    const struct worker *worker = export->call->worker;
    const uint64_t now = loop_now(worker->loop), until = pace_slice(worker->service->pace, now);

    export->slice = 0;
    if (until > now)
        loop_timer_set(worker->loop, &export->rest, until);
}

/* ---- To the client ---- */

/* Moves what is left to the beginning, when it is little. */
static void make_room(struct export *export)
{
    struct buffer *body = &export->call->body;
    const size_t left = left_of(export);

    if (left > 0 && export->taken < HIGH)
        return;
    memmove(body->data, body->data + export->taken, left);
    body->length = left;
    export->taken = 0;
}

static ssize_t read_on(void *state, char *to, size_t size)
{
    struct export *export = state;
    struct call *call = export->call;
    const size_t left = left_of(export), count = left < size ? left : size;

    if (export->broken || call->body.failed)
        return HTTP_STREAM_BREAK;
    if (left == 0)
        return export->ended ? HTTP_STREAM_END : HTTP_STREAM_WAIT;
    memcpy(to, call->body.data + export->taken, count);
    export->taken += count;
    make_room(export);
    observe_sent(call, count);
    if (call->query && left - count <= LOW && !rests(export))
        db_go_on(call->query);
    return (ssize_t)count;
}

static void begin(struct export *export)
{
    struct call *call = export->call;

    export->begun = true;
    lines_name(call, export->reading);
    call_answer_stream(call, lines_media_type(&export->lines), &export->stream);
}

/* ---- From the database ---- */

static bool take(struct db_query *query, const PGresult *row, void *context)
{
    struct call *call = context;
    struct export *export = call->data;
    const size_t before = call->body.length;

    (void)query;
    if (!export->begun)
        lines_begin(&export->lines, &call->body);
    lines_row(&export->lines, &call->body, row, 0);
    export->slice += call->body.length - before;
    if (!export->begun)
        begin(export);
    else
        http_go_on(call->request);
    if (export->slice >= PACE_SLICE)
        look_whether_to_rest(export);
    return left_of(export) < HIGH && !rests(export) && !call->body.failed;
}

static void all_taken(struct call *call, struct db_query *query)
{
    struct export *export = call->data;

    (void)query;
    export->ended = true;
    if (export->begun) {
        http_go_on(call->request);
        return;
    }
    lines_begin(&export->lines, &call->body); /* no rows: the header alone, or nothing */
    begin(export);
}

static void broke(struct call *call, struct db_query *query, enum db_outcome outcome)
{
    struct export *export = call->data;

    (void)query;
    export->broken = true;
    if (export->begun)
        http_go_on(call->request);
    else
        call_database_problem(call, outcome);
}

/* ---- The question ---- */

static bool add_statements(struct call *call, struct db_query *query, const struct reading *reading)
{
    struct arena *arena = db_query_arena(query);
    struct statement statement;

    if (!call_add(call, query, sql_time_limit(arena, call->worker->service->export_seconds, &statement), &statement))
        return false;
    if (reading->as_of && !call_add(call, query, sql_as_of(arena, reading->as_of, &statement), &statement))
        return false;
    const bool built = reading->part ? sql_export_part(arena, &reading->selection, reading->part, &statement)
                                     : sql_select(arena, &reading->selection, &statement);
    return call_add(call, query, built, &statement);
}

/* HEAD: what GET would begin with, after a look whether it could. */
static void head_done(struct call *call, struct db_query *query)
{
    struct export *export = call->data;

    (void)query;
    export->ended = true;
    begin(export);
}

static void answer_head(struct call *call, struct reading *reading, struct db_query *query)
{
    reading->selection.limit = 1;
    if (reading_add(call, query, reading))
        call_submit(call, query, DB_READ, head_done, NULL);
}

void export_whole(struct call *call, struct reading *reading)
{
    struct export *export = arena_alloc(call->arena, sizeof *export);
    struct db_query *query;

    if (!http_takes_stream(call->request)) {
        call_problem(call, PROBLEM_HTTP_VERSION);
        return;
    }
    if (!export || !arena_defer(call->arena, stop_resting, export)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    *export = (struct export){.call = call, .reading = reading, .lines = lines_of(call, reading)};
    export->rest.due = rested;
    export->stream = (struct http_stream){.read = read_on, .state = export};
    call->data = export;
    if (!(query = call_query(call)))
        return;
    if (strcmp(http_method(call->request), "HEAD") == 0)
        answer_head(call, reading, query);
    else if (add_statements(call, query, reading))
        call_submit_stream(call, query, take, all_taken, broke);
}

/* ---- A page, or a row ---- */

bool export_rows(struct call *call, const struct reading *reading, const struct db_query *query, int count)
{
    const struct lines lines = lines_of(call, reading);
    const PGresult *rows = db_result(query, reading->rows_statement);

    if (call->form == FORM_JSON)
        return false;
    lines_begin(&lines, &call->body);
    for (int row = 0; row < count; row++)
        if (reading->parts) { /* only as JSON, and only on a page */
            render_row(&call->body, reading, query, row);
            buffer_char(&call->body, '\n');
        } else {
            lines_row(&lines, &call->body, rows, row);
        }
    return true;
}

void export_answer(struct call *call, const struct reading *reading)
{
    const struct lines lines = lines_of(call, reading);

    lines_name(call, reading);
    call_answer_as(call, 200, lines_media_type(&lines));
}
