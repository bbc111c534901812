/* Values -> CSV text, to the byte. */
#include <proeftuin/csv.h>
#include <string.h>

#include <proeftuin/resources.h>

#include "unit/suite.h"

static struct buffer out;

static void write_field(struct csv_writer *writer, unsigned field, const char *text)
{
    csv_write_value(writer, &pilot_resource.fields[field], text, text ? strlen(text) : 0);
}

START_TEST(values_have_the_form_that_is_read)
{
    struct csv_writer writer = {.out = &out, .separator = ','};

    buffer_init(&out, 1 << 16);
    csv_write_begin(&writer);
    csv_write_name(&writer, "document", "");
    csv_write_name(&writer, "document", "Reference");
    csv_write_end(&writer);
    write_field(&writer, TENANT_PUBLIC, "t");
    csv_write_key(&writer, "-1", 2);
    write_field(&writer, PILOT_DOMAINS, "{wmo,youth}");
    write_field(&writer, TENANT_CREATED_AT, "2018-09-12 10:11:12.5+00");
    write_field(&writer, PILOT_SOURCE_ORDER, "12");
    write_field(&writer, PILOT_SUMMARY, NULL);
    csv_write_end(&writer);
    ck_assert_str_eq(out.data, "document,documentReference\r\ntrue,'-1,wmo|youth,2018-09-12T10:11:12.5Z,12,\r\n");
    buffer_free(&out);
}
END_TEST

static const struct {
    const char *text;
    const char *cell;
} texts[] = {{"plain", "plain"}, {"a,b", "\"a,b\""}, {"a;b", "\"a;b\""}, {"\"", "\"\"\"\""},
    {"a\nb\"\"c", "\"a\nb\"\"\"\"c\""}, {"a\rb", "\"a\rb\""}, {"=1", "'=1"}, {"'=1", "''=1"},
    {"'s Avonds", "'s Avonds"}, {"-", "'-"}, {"+,", "\"'+,\""}, {"@", "'@"}, {"\tx", "'\tx"}, {"'", "'"},
    {" =1", " =1"}};

START_TEST(texts_are_quoted_and_guarded)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct csv_writer writer = {.out = &out, .separator = ','};

        buffer_init(&out, 1 << 16);
        write_field(&writer, PILOT_TITLE, texts[i].text);
        ck_assert_str_eq(out.data, texts[i].cell);
        buffer_free(&out);
    }
}
END_TEST

START_TEST(semicolons_are_for_spreadsheets)
{
    struct csv_writer writer = {.out = &out, .separator = ';'};

    buffer_init(&out, 1 << 16);
    csv_write_begin(&writer);
    csv_write_name(&writer, "title", "");
    csv_write_end(&writer);
    write_field(&writer, PILOT_TITLE, NULL);
    csv_write_end(&writer);
    ck_assert_str_eq(out.data, "\xef\xbb\xbftitle\r\n\"\"\r\n");
    buffer_free(&out);
}
END_TEST

SUITE("csv_write", values_have_the_form_that_is_read, texts_are_quoted_and_guarded, semicolons_are_for_spreadsheets)
