/* Rows as lines (server/api): see lines.h. */
#include "api/lines.h"

#include <proeftuin/csv.h>

#include "api/render.h"

/* The fields by which a part's rows name their parent. */
static uint64_t key_fields(const struct resource *parent)
{
    if (parent->tenant)
        return 1 << TENANT_ID | 1 << TENANT_MUNICIPALITY | 1 << TENANT_REFERENCE;
    return (uint64_t)1 << parent->key;
}

struct lines lines_of(const struct call *call, const struct reading *reading)
{
    const struct selection *selection = &reading->selection;
    struct lines lines = {.form = call->form, .separator = reading->separator};

    if (reading->part) {
        const uint64_t key = key_fields(selection->resource), all = fields_all(reading->part);

        lines.groups[lines.count++] = (struct column_group){selection->resource, key, key};
        lines.groups[lines.count++] = (struct column_group){reading->part, all, all};
    } else {
        lines.groups[lines.count++] =
            (struct column_group){selection->resource, sql_selected(selection), reading->shown};
    }
    return lines;
}

/* ---- CSV ---- */

static void write_names(struct csv_writer *writer, const struct column_group *group)
{
    for (unsigned i = 0; i < group->resource->field_count; i++) {
        const struct field *field = &group->resource->fields[i];

        if (!(group->shown >> i & 1))
            continue;
        csv_write_name(writer, field->name, "");
        if (field->type == &type_reference)
            csv_write_name(writer, field->name, "Reference");
    }
}

static void write_value(
    struct csv_writer *writer, const struct field *field, const PGresult *result, int row, int column)
{
    const bool is_null = PQgetisnull(result, row, column);

    csv_write_value(
        writer, field, is_null ? NULL : PQgetvalue(result, row, column), (size_t)PQgetlength(result, row, column));
}

/* Returns the column behind the group's. */
static int write_cells(
    struct csv_writer *writer, const struct column_group *group, const PGresult *result, int row, int column)
{
    for (unsigned i = 0; i < group->resource->field_count; i++) {
        const struct field *field = &group->resource->fields[i];
        const bool is_reference = field->type == &type_reference, is_shown = group->shown >> i & 1;

        if (!(group->selected >> i & 1))
            continue;
        if (is_shown)
            write_value(writer, field, result, row, column);
        if (is_shown && is_reference)
            csv_write_key(writer, PQgetvalue(result, row, column + 1), (size_t)PQgetlength(result, row, column + 1));
        column += is_reference ? 2 : 1;
    }
    return column;
}

/* ---- Either ---- */

void lines_begin(const struct lines *lines, struct buffer *out)
{
    struct csv_writer writer = {.out = out, .separator = lines->separator};

    if (lines->form != FORM_CSV)
        return;
    csv_write_begin(&writer);
    for (size_t i = 0; i < lines->count; i++)
        write_names(&writer, &lines->groups[i]);
    csv_write_end(&writer);
}

static void write_csv_row(const struct lines *lines, struct buffer *out, const PGresult *result, int row)
{
    struct csv_writer writer = {.out = out, .separator = lines->separator};
    int column = 0;

    for (size_t i = 0; i < lines->count; i++)
        column = write_cells(&writer, &lines->groups[i], result, row, column);
    csv_write_end(&writer);
}

static void write_json_row(const struct lines *lines, struct buffer *out, const PGresult *result, int row)
{
    const size_t start = out->length;
    int column = 0;

    for (size_t i = 0; i < lines->count; i++) {
        const struct column_group *group = &lines->groups[i];

        column = render_members(out, group->resource, group->selected, group->shown, result, row, column);
    }
    render_object(out, start);
    buffer_char(out, '\n');
}

void lines_row(const struct lines *lines, struct buffer *out, const PGresult *result, int row)
{
    if (lines->form == FORM_CSV)
        write_csv_row(lines, out, result, row);
    else
        write_json_row(lines, out, result, row);
}

const char *lines_media_type(const struct lines *lines)
{
    return lines->form == FORM_CSV ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson; charset=utf-8";
}

void lines_name(struct call *call, const struct reading *reading)
{
    const char *name = arena_format(call->arena, "attachment; filename=\"%s%s%s.%s\"", call->resource->path,
        reading->part ? "." : "", reading->part ? reading->part->path : "", call->form == FORM_CSV ? "csv" : "ndjson");

    if (name)
        call_header(call, "Content-Disposition", name);
}
