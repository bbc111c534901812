/*
 * CSV text -> rows (lib), with libcsv in its strict mode.
 *
 * libcsv does not count lines, so the text is fed to it line by line. Whether a line ends within a quoted cell is told
 * by the number of quotes so far in the row: odd is within. That holds for all text that strict mode lets through.
 */
#include <proeftuin/csv.h>

#include <csv.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PIECE_MOST = 1 << 16 /* bytes fed at a time, so that a cell without end is seen in time */ };

struct reading {
    struct csv_parser parser;
    struct faults *faults;
    const char *file;
    csv_take *take;
    void *context;

    size_t line;     /* being fed, from 1 */
    size_t row_line; /* on which the row began */
    bool quoted;     /* the row goes on in the next line */

    struct buffer text; /* of the row's cells, each with a NUL */
    size_t starts[CSV_CELLS_MOST + 1];
    size_t count;             /* of cells, those beyond the most included */
    size_t rows;              /* the header included */
    enum csv_outcome outcome; /* nothing more is done once it is not CSV_DONE */
};

/* ---- What is wrong ---- */

static void refuse(struct reading *reading, size_t line, enum fault_code code, size_t most)
{
    const struct place place = {.file = reading->file, .line = line};
    char number[24];

    snprintf(number, sizeof number, "%zu", most);
    if (reading->outcome == CSV_DONE)
        faults_add(reading->faults, code, &place, most ? number : NULL, NULL);
    reading->outcome = CSV_REFUSED;
}

/* ---- Rows, as libcsv tells of them ---- */

static void take_cell(void *text, size_t length, void *context)
{
    struct reading *reading = context;

    if (length > CSV_CELL_BYTES_MOST)
        refuse(reading, reading->row_line, FAULT_CSV_CELL, CSV_CELL_BYTES_MOST);
    if (reading->outcome != CSV_DONE || reading->count++ >= CSV_CELLS_MOST)
        return;
    reading->starts[reading->count - 1] = reading->text.length;
    buffer_append(&reading->text, text, length);
    buffer_char(&reading->text, '\0');
}

/* The cells' text may have moved while it grew: only now it has addresses. */
static bool hand_over(struct reading *reading)
{
    struct csv_cell cells[CSV_CELLS_MOST];
    const struct csv_row row = {.line = reading->row_line,
        .cells = cells,
        .count = reading->count,
        .separator = (char)csv_get_delim(&reading->parser)};

    reading->starts[reading->count] = reading->text.length;
    for (size_t i = 0; i < reading->count; i++)
        cells[i] = (struct csv_cell){
            .text = reading->text.data + reading->starts[i], .length = reading->starts[i + 1] - reading->starts[i] - 1};
    return reading->take(&row, reading->context);
}

static void take_row(int end, void *context)
{
    struct reading *reading = context;

    (void)end;
    if (reading->count > CSV_CELLS_MOST)
        refuse(reading, reading->row_line, FAULT_CSV_COLUMNS, CSV_CELLS_MOST);
    else if (reading->rows++ > CSV_ROWS_MOST)
        refuse(reading, reading->row_line, FAULT_CSV_ROWS, CSV_ROWS_MOST);
    else if (reading->outcome == CSV_DONE && (reading->text.failed || !hand_over(reading)))
        reading->outcome = CSV_STOPPED;
    reading->text.length = 0;
    reading->count = 0;
}

/* ---- Feeding ---- */

static void feed(struct reading *reading, const char *text, size_t length)
{
    while (length > 0 && reading->outcome == CSV_DONE) {
        const size_t piece = length < PIECE_MOST ? length : PIECE_MOST;

        if (csv_parse(&reading->parser, text, piece, take_cell, take_row, reading) == piece) {
            if (csv_get_buffer_size(&reading->parser) > CSV_CELL_BYTES_MOST + PIECE_MOST)
                refuse(reading, reading->row_line, FAULT_CSV_CELL, CSV_CELL_BYTES_MOST);
        } else if (csv_error(&reading->parser) == CSV_EPARSE) {
            refuse(reading, reading->line, FAULT_CSV_SYNTAX, 0);
        } else {
            reading->outcome = CSV_STOPPED;
        }
        text += piece;
        length -= piece;
    }
}

static bool odd_quotes(const char *text, const char *end)
{
    bool odd = false;

    while ((text = memchr(text, '"', (size_t)(end - text)))) {
        odd = !odd;
        text++;
    }
    return odd;
}

/* Feeds one line and its end: as it is when a quoted cell goes on, else as the LF that ends a row. */
static void feed_line(struct reading *reading, const char *text, const char *end, const char *next)
{
    if (!reading->quoted)
        reading->row_line = reading->line;
    reading->quoted ^= odd_quotes(text, end);
    feed(reading, text, (size_t)(end - text));
    if (reading->quoted)
        feed(reading, end, (size_t)(next - end));
    else if (next > end)
        feed(reading, "\n", 1);
}

static void feed_lines(struct reading *reading, const char *text, size_t length)
{
    const char *const stop = text + length;

    for (reading->line = 1; text < stop && reading->outcome == CSV_DONE; reading->line++) {
        const char *newline = memchr(text, '\n', (size_t)(stop - text));
        const char *next = newline ? newline + 1 : stop;
        const char *end = newline ? newline : stop;

        if (newline && end > text && end[-1] == '\r')
            end--;
        feed_line(reading, text, end, next);
        text = next;
    }
    if (reading->quoted)
        refuse(reading, reading->row_line, FAULT_CSV_SYNTAX, 0);
    else if (reading->outcome == CSV_DONE)
        csv_fini(&reading->parser, take_cell, take_row, reading);
}

/* ---- The whole ---- */

static char find_separator(const char *text, size_t length)
{
    bool quoted = false;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && (text[i] == ',' || text[i] == ';'))
            return text[i];
        else if (!quoted && text[i] == '\n' && i > 0 && !strchr("\r\n", text[i - 1]))
            break;
    }
    return ',';
}

/* Blanks belong to a cell (RFC 4180, 2.4). */
static int is_blank(unsigned char c)
{
    (void)c;
    return 0;
}

static int is_row_end(unsigned char c)
{
    return c == '\n';
}

enum csv_outcome csv_read(
    const char *text, size_t length, const char *file, struct faults *faults, csv_take *take, void *context)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t skipped = length >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    struct reading reading = {.faults = faults, .file = file, .take = take, .context = context};

    if (length > CSV_BYTES_MOST) {
        refuse(&reading, 0, FAULT_CSV_LARGE, CSV_MEBIBYTES_MOST);
        return CSV_REFUSED;
    }
    if (csv_init(&reading.parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return CSV_STOPPED;
    csv_set_delim(&reading.parser, (unsigned char)find_separator(text + skipped, length - skipped));
    csv_set_space_func(&reading.parser, is_blank);
    csv_set_term_func(&reading.parser, is_row_end);
    csv_set_blk_size(&reading.parser, 4096);
    buffer_init(&reading.text, CSV_CELLS_MOST * (CSV_CELL_BYTES_MOST + 1));
    feed_lines(&reading, text + skipped, length - skipped);
    if (reading.outcome == CSV_DONE && reading.rows == 0)
        refuse(&reading, 0, FAULT_CSV_EMPTY, 0);
    buffer_free(&reading.text);
    csv_free(&reading.parser);
    return reading.outcome;
}
