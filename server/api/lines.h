/* Rows as lines, CSV or NDJSON, straight from PostgreSQL's results (server/api). */
#ifndef API_LINES_H
#define API_LINES_H

#include "api/reading.h"

/* What a line is made of: columns of a result, in this order. */
struct lines {
    enum form form;
    char separator;
    struct column_group {
        const struct resource *resource;
        uint64_t selected; /* what the result has */
        uint64_t shown;    /* and of that the line */
    } groups[2];
    size_t count;
};

/* The lines of a reading's rows, or of the part that it asks for. */
struct lines lines_of(const struct call *call, const struct reading *reading);

/* What stands before the first row: the header, where there is one. */
void lines_begin(const struct lines *lines, struct buffer *out);

void lines_row(const struct lines *lines, struct buffer *out, const PGresult *result, int row);

/* The media type with its parameters. */
const char *lines_media_type(const struct lines *lines);

/* Adds Content-Disposition: the file name under which the import would take it ("pilots.links.csv"). */
void lines_name(struct call *call, const struct reading *reading);

#endif
