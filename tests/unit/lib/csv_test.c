/* CSV: rows and their lines, what strict means, limits, and rows that become records. */
#include <proeftuin/csv.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/resources.h>

#include "unit/suite.h"

static struct arena *arena;
static struct faults faults;
static struct buffer seen; /* each row as "<line>[cell][cell]" */

static void start(void)
{
    arena = arena_new(16 << 20);
    faults_init(&faults, arena, FAULT_IN_FILE);
    buffer_init(&seen, 1 << 20);
    ck_assert(buffer_reserve(&seen, 1));
}

static void stop(void)
{
    buffer_free(&seen);
    arena_free(arena);
}

static bool note_row(const struct csv_row *row, void *context)
{
    (void)context;
    buffer_format(&seen, "%zu", row->line);
    for (size_t i = 0; i < row->count; i++) {
        ck_assert_int_eq(row->cells[i].text[row->cells[i].length], '\0');
        buffer_char(&seen, '[');
        buffer_append(&seen, row->cells[i].text, row->cells[i].length);
        buffer_char(&seen, ']');
    }
    return true;
}

static enum csv_outcome rows_of(const char *text, size_t length)
{
    seen.length = 0;
    seen.data[0] = '\0';
    return csv_read(text, length, "x.csv", &faults, note_row, NULL);
}

static void expect_rows(const char *text, const char *rows)
{
    ck_assert_int_eq(rows_of(text, strlen(text)), CSV_DONE);
    ck_assert_str_eq(seen.data, rows);
}

static void expect_fault(size_t index, enum fault_code code, size_t line, const char *location)
{
    ck_assert_uint_gt(faults.count, index);
    const struct fault *fault = &faults.items[index];

    ck_assert_str_eq(fault_code_text(fault->code), fault_code_text(code));
    ck_assert_str_eq(fault->file, "x.csv");
    ck_assert_uint_eq(fault->line, line);
    ck_assert_str_eq(fault->location, location);
}

static void expect_refused(const char *text, enum fault_code code, size_t line, const char *rows)
{
    const size_t before = faults.count;

    ck_assert_int_eq(rows_of(text, strlen(text)), CSV_REFUSED);
    ck_assert_uint_eq(faults.count, before + 1);
    expect_fault(before, code, line, "");
    ck_assert_str_eq(seen.data, rows);
}

/* ---- Rows ---- */

START_TEST(rows_have_cells_and_lines)
{
    start();
    expect_rows("a,b\n1,2\n", "1[a][b]2[1][2]");
    expect_rows("a,b\n1,2", "1[a][b]2[1][2]");
    expect_rows("a,b\r\n1,2\r\n", "1[a][b]2[1][2]");
    expect_rows("a\n1", "1[a]2[1]");
    expect_rows("a,b\n,\n", "1[a][b]2[][]");
    expect_rows("a,b\n , x \n", "1[a][b]2[ ][ x ]");
    expect_rows("\n\na,b\n\r\n\n1,2\n\n", "3[a][b]6[1][2]");
    stop();
}
END_TEST

START_TEST(the_header_tells_the_separator)
{
    start();
    expect_rows("a;b\n1,5;2\n", "1[a][b]2[1,5][2]");
    expect_rows("\"a,b\";c\n1;2\n", "1[a,b][c]2[1][2]");
    expect_rows("a\n1;2\n", "1[a]2[1;2]");
    expect_rows("\r\na;b\n1;2\n", "2[a][b]3[1][2]");
    stop();
}
END_TEST

START_TEST(a_byte_order_mark_is_no_text)
{
    start();
    expect_rows("\xef\xbb\xbf"
                "a,b\n1,2\n",
        "1[a][b]2[1][2]");
    expect_rows("\xef\xbb\xbf\"a\",b\n", "1[a][b]");
    stop();
}
END_TEST

START_TEST(quotes_hold_everything)
{
    start();
    expect_rows("a,b\n\"1,\"\"2\"\"\",\"\"\nx,y\n", "1[a][b]2[1,\"2\"][]3[x][y]");
    expect_rows("a,b\n\"1\n2\r\n3\",x\ny,z\n", "1[a][b]2[1\n2\r\n3][x]5[y][z]");
    expect_rows("a,b\n1,\"\n\"\n2,\"\"\"\n\"\"\"\n3,4\n", "1[a][b]2[1][\n]4[2][\"\n\"]6[3][4]");
    expect_rows("a\n\"x\"", "1[a]2[x]");
    expect_rows("a\n\"\n\n\"\nx", "1[a]2[\n\n]5[x]");
    stop();
}
END_TEST

START_TEST(what_is_not_csv_is_refused_at_its_line)
{
    start();
    expect_refused("a,b\n1,2\n1,x\"y\n3,4\n", FAULT_CSV_SYNTAX, 3, "1[a][b]2[1][2]");
    expect_refused("a,b\n\"x\"y,2\n", FAULT_CSV_SYNTAX, 2, "1[a][b]");
    expect_refused("a,b\n\"x\" ,2\n", FAULT_CSV_SYNTAX, 2, "1[a][b]");
    expect_refused("a,b\n1,2\n1,\"open\n3,4\n", FAULT_CSV_SYNTAX, 3, "1[a][b]2[1][2]");
    expect_refused("a,b\n\"x\"\ry,2\n", FAULT_CSV_SYNTAX, 2, "1[a][b]");
    expect_refused("", FAULT_CSV_EMPTY, 0, "");
    expect_refused("\xef\xbb\xbf\r\n\n", FAULT_CSV_EMPTY, 0, "");
    stop();
}
END_TEST

START_TEST(nul_bytes_reach_the_reader)
{
    static const char text[] = "a,b\n1\0x,2\n";

    start();
    ck_assert_int_eq(rows_of(text, sizeof text - 1), CSV_DONE);
    ck_assert_int_eq(memcmp(seen.data, "1[a][b]2[1\0x][2]", seen.length), 0);
    stop();
}
END_TEST

static bool stop_at_second(const struct csv_row *row, void *context)
{
    (void)context;
    return row->line < 2;
}

START_TEST(the_reader_may_stop)
{
    start();
    ck_assert_int_eq(csv_read("a\n1\n2\n", 6, "x.csv", &faults, stop_at_second, NULL), CSV_STOPPED);
    ck_assert(!faults_any(&faults));
    stop();
}
END_TEST

/* ---- Limits ---- */

static bool count_row(const struct csv_row *row, void *context)
{
    (void)row;
    ++*(size_t *)context;
    return true;
}

/* `count` times the same text behind a beginning; the caller frees it. */
static char *repeated(const char *begin, const char *text, size_t count)
{
    const size_t head = strlen(begin), length = strlen(text);
    char *all = malloc(head + length * count + 1);

    ck_assert_ptr_nonnull(all);
    memcpy(all, begin, head);
    for (size_t i = 0; i < count; i++)
        memcpy(all + head + i * length, text, length);
    all[head + length * count] = '\0';
    return all;
}

static void expect_limit(char *text, enum csv_outcome outcome, enum fault_code code, size_t line, size_t rows)
{
    size_t count = 0;

    start();
    ck_assert_int_eq(csv_read(text, strlen(text), "x.csv", &faults, count_row, &count), outcome);
    ck_assert_uint_eq(count, rows);
    ck_assert_uint_eq(faults.count, outcome == CSV_REFUSED);
    if (outcome == CSV_REFUSED)
        expect_fault(0, code, line, "");
    free(text);
    stop();
}

START_TEST(everything_has_a_limit)
{
    expect_limit(repeated("a\n", "1\n", CSV_ROWS_MOST), CSV_DONE, 0, 0, CSV_ROWS_MOST + 1);
    expect_limit(
        repeated("a\n", "1\n", CSV_ROWS_MOST + 1), CSV_REFUSED, FAULT_CSV_ROWS, CSV_ROWS_MOST + 2, CSV_ROWS_MOST + 1);
    expect_limit(repeated("a", ",", CSV_CELLS_MOST - 1), CSV_DONE, 0, 0, 1);
    expect_limit(repeated("a", ",", CSV_CELLS_MOST), CSV_REFUSED, FAULT_CSV_COLUMNS, 1, 0);
    expect_limit(repeated("a\n", "x", CSV_CELL_BYTES_MOST), CSV_DONE, 0, 0, 2);
    expect_limit(repeated("a\n", "x", CSV_CELL_BYTES_MOST + 1), CSV_REFUSED, FAULT_CSV_CELL, 2, 1);
    expect_limit(repeated("a\n1\n\"", "x\n", 4 << 20), CSV_REFUSED, FAULT_CSV_CELL, 3, 2);
    expect_limit(repeated("a", "\n", CSV_BYTES_MOST), CSV_REFUSED, FAULT_CSV_LARGE, 0, 0);
}
END_TEST

/* ---- Spreadsheets ---- */

static const char *unguarded(const char *text)
{
    size_t length = strlen(text);

    csv_unguard(&text, &length);
    ck_assert_uint_eq(strlen(text), length);
    return text;
}

START_TEST(one_apostrophe_is_taken_off_what_looks_like_a_formula)
{
    ck_assert_str_eq(unguarded("'=1"), "=1");
    ck_assert_str_eq(unguarded("'+31"), "+31");
    ck_assert_str_eq(unguarded("'@x"), "@x");
    ck_assert_str_eq(unguarded("'-"), "-");
    ck_assert_str_eq(unguarded("'\tx"), "\tx");
    ck_assert_str_eq(unguarded("'\rx"), "\rx");
    ck_assert_str_eq(unguarded("''=1"), "'=1");
    ck_assert_str_eq(unguarded("'''=1"), "''=1");
    ck_assert_str_eq(unguarded("'s avonds"), "'s avonds");
    ck_assert_str_eq(unguarded("=1"), "=1");
    ck_assert_str_eq(unguarded("''"), "''");
    ck_assert_str_eq(unguarded(""), "");
}
END_TEST

/* ---- Records ---- */

static struct csv_table records_of(const struct resource *resource, const char *text, size_t length)
{
    struct csv_table table;

    ck_assert(csv_read_records(resource, "x.csv", text, length, &faults, &table));
    return table;
}

static struct csv_table records(const struct resource *resource, const char *text)
{
    return records_of(resource, text, strlen(text));
}

static const struct value *value_of(const struct csv_table *table, size_t row, size_t field)
{
    ck_assert_uint_gt(table->count, row);
    return &table->entries[row].record->value[field];
}

START_TEST(cells_fill_fields)
{
    start();
    const struct csv_table table = records(&pilot_resource,
        "municipality,reference,id,version,status,title,sourceOrder,domains,documentReference,startDate\n"
        "gm1509,p1,not-an-id,x,y,\"'=Titel\",3,cultureSport|housingShelter,memo,2015-04-01\n"
        "gm1509,,,,,Tweede,,,,\n");

    ck_assert(!faults_any(&faults));
    ck_assert(table.whole);
    ck_assert_uint_eq(table.count, 2);
    ck_assert_str_eq(table.entries[0].owner, "gm1509");
    ck_assert_str_eq(table.entries[0].key, "p1");
    ck_assert_uint_eq(table.entries[0].record->at->line, 2);
    ck_assert_str_eq(value_of(&table, 0, PILOT_TITLE)->text, "=Titel");
    ck_assert_int_eq(value_of(&table, 0, PILOT_SOURCE_ORDER)->integer, 3);
    ck_assert_uint_eq(value_of(&table, 0, PILOT_DOMAINS)->count, 2);
    ck_assert_str_eq(value_of(&table, 0, TENANT_DOCUMENT)->reference, "memo");
    ck_assert_ptr_null(value_of(&table, 0, TENANT_DOCUMENT)->text);
    ck_assert(!record_has(table.entries[0].record, TENANT_ID));
    ck_assert(!record_has(table.entries[0].record, PILOT_SUMMARY));
    ck_assert_ptr_null(table.entries[1].key);
    ck_assert(record_has(table.entries[1].record, PILOT_DOMAINS));
    ck_assert(!record_filled(table.entries[1].record, PILOT_DOMAINS));
    stop();
}
END_TEST

START_TEST(rows_of_a_part_say_whose_they_are)
{
    start();
    const struct csv_table links =
        records(&pilot_link_resource, "relation,reference,municipality,linkedPilotReference\npartOf,p1,gm1509,p2\n");
    const struct csv_table successors =
        records(&municipality_successor_resource, "code,successor\ngm0001,gm0002\ngm0001,gm0003\n");

    ck_assert(!faults_any(&faults));
    ck_assert_str_eq(links.entries[0].owner, "gm1509");
    ck_assert_str_eq(links.entries[0].key, "p1");
    ck_assert_str_eq(value_of(&links, 0, PILOT_LINK_LINKED_PILOT)->reference, "p2");
    ck_assert_uint_eq(successors.count, 2);
    ck_assert_ptr_null(successors.entries[1].owner);
    ck_assert_str_eq(successors.entries[1].key, "gm0001");
    stop();
}
END_TEST

START_TEST(every_wrong_cell_is_reported_at_its_line_and_column)
{
    start();
    const struct csv_table table = records(&pilot_resource, "municipality,kind,sourceOrder,startDate,domains,title\n"
                                                            "gm1509,what,'-3,2015-02-30,youth|sports,\"a\nb\"\n"
                                                            "Oost,,x,,,ok\n");

    ck_assert_uint_eq(faults.count, 7);
    expect_fault(0, FAULT_CODE, 2, "kind");
    expect_fault(1, FAULT_TYPE, 2, "sourceOrder");
    expect_fault(2, FAULT_DATE, 2, "startDate");
    expect_fault(3, FAULT_CODE, 2, "domains");
    expect_fault(4, FAULT_TEXT_CONTROL, 2, "title");
    expect_fault(5, FAULT_TEXT_PATTERN, 4, "municipality");
    expect_fault(6, FAULT_TYPE, 4, "sourceOrder");
    ck_assert_uint_eq(table.count, 2);
    ck_assert(!table.whole);
    stop();
}
END_TEST

START_TEST(bytes_that_are_no_text_are_faults_in_any_column)
{
    static const char text[] = "title,version,status,\xff\n\xc3(,\xff,1\0,x\n";

    start();
    records_of(&pilot_resource, text, sizeof text - 1);
    ck_assert_uint_eq(faults.count, 4);
    expect_fault(0, FAULT_TEXT_ENCODING, 1, "");
    expect_fault(1, FAULT_TEXT_ENCODING, 2, "title");
    expect_fault(2, FAULT_TEXT_ENCODING, 2, "version");
    expect_fault(3, FAULT_TEXT_ENCODING, 2, "status");
    stop();
}
END_TEST

START_TEST(headers_are_checked)
{
    start();
    records(&pilot_resource, "title,colour,title,document,documentReference,links,titleReference,\n");
    ck_assert_uint_eq(faults.count, 5);
    expect_fault(0, FAULT_CSV_HEADER, 1, "colour");
    expect_fault(1, FAULT_CSV_HEADER_TWICE, 1, "title");
    expect_fault(2, FAULT_CSV_HEADER, 1, "links");
    expect_fault(3, FAULT_CSV_HEADER, 1, "titleReference");
    expect_fault(4, FAULT_CSV_HEADER, 1, "");
    ck_assert_str_eq(faults.items[0].facts[0], "colour");
    stop();
}
END_TEST

START_TEST(rows_have_as_many_cells_as_the_header)
{
    start();
    const struct csv_table table = records(&area_resource, "municipality,name\ngm1509\ngm1509,a\ngm1509,a,b\n");

    ck_assert_uint_eq(table.count, 1);
    ck_assert(!table.whole);
    ck_assert_uint_eq(faults.count, 2);
    expect_fault(0, FAULT_CSV_CELLS, 2, "");
    expect_fault(1, FAULT_CSV_CELLS, 4, "");
    ck_assert_str_eq(faults.items[1].facts[0], "3");
    ck_assert_str_eq(faults.items[1].facts[1], "2");
    stop();
}
END_TEST

START_TEST(a_part_without_its_parents_key_is_faulty)
{
    start();
    const struct csv_table table =
        records(&pilot_link_resource, "municipality,linkedPilotReference,relation\ngm1509,p2,partOf\n,p2,partOf\n");

    ck_assert_uint_eq(faults.count, 3);
    expect_fault(0, FAULT_FIELD_REQUIRED, 2, "reference");
    expect_fault(1, FAULT_FIELD_REQUIRED, 3, "municipality");
    expect_fault(2, FAULT_FIELD_REQUIRED, 3, "reference");
    ck_assert_ptr_null(table.entries[0].key);
    stop();
}
END_TEST

START_TEST(rules_of_a_whole_row_know_the_row_of_the_part)
{
    start();
    const struct csv_table table = records(&municipality_resource, "code,name\ngm0001,Een\n");
    const struct csv_table parts = records(&municipality_successor_resource, "code,successor\n\ngm0001,gm0001\n");
    struct record *record = table.entries[0].record;

    record->part[MUNICIPALITY_SUCCESSORS] = &parts.entries[0].record;
    record->part_count[MUNICIPALITY_SUCCESSORS] = 1;
    record->parts = 1;
    record_complete(record);
    record_check(record, &faults);
    ck_assert_uint_eq(faults.count, 4);
    expect_fault(0, FAULT_FIELD_REQUIRED, 2, "kind");
    expect_fault(1, FAULT_RULE_SELF, 3, "successor");
    expect_fault(2, FAULT_FIELD_REQUIRED, 3, "effectiveFrom");
    expect_fault(3, FAULT_FIELD_REQUIRED, 3, "kind");
    stop();
}
END_TEST

START_TEST(a_small_arena_ends_in_a_clean_refusal)
{
    struct csv_table table;
    char *text = repeated("municipality,title\n", "gm1509,x\n", 1000);

    for (size_t limit = 0; limit < 60000; limit += 500) {
        arena = arena_new(limit);
        faults_init(&faults, arena, FAULT_IN_FILE);
        ck_assert(!csv_read_records(&pilot_resource, "x.csv", text, strlen(text), &faults, &table));
        arena_free(arena);
    }
    free(text);
}
END_TEST

SUITE("csv", rows_have_cells_and_lines, the_header_tells_the_separator, a_byte_order_mark_is_no_text,
    quotes_hold_everything, what_is_not_csv_is_refused_at_its_line, nul_bytes_reach_the_reader, the_reader_may_stop,
    everything_has_a_limit, one_apostrophe_is_taken_off_what_looks_like_a_formula, cells_fill_fields,
    rows_of_a_part_say_whose_they_are, every_wrong_cell_is_reported_at_its_line_and_column,
    bytes_that_are_no_text_are_faults_in_any_column, headers_are_checked, rows_have_as_many_cells_as_the_header,
    a_part_without_its_parents_key_is_faulty, rules_of_a_whole_row_know_the_row_of_the_part,
    a_small_arena_ends_in_a_clean_refusal)
