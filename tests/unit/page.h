/*
 * Pages of docs/ of which parts are generated (tests): what stands between the marks must be what the program says.
 * With UPDATE_DOCS=1 in the environment it is written anew.
 */
#ifndef TESTS_UNIT_PAGE_H
#define TESTS_UNIT_PAGE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/buffer.h>

#include "unit/suite.h"

enum { PAGE_MOST = 1 << 20 };

struct page_part {
    const char *name;
    const struct buffer *text;
};

static inline void page_read(const char *path, struct buffer *ret)
{
    static char text[PAGE_MOST];
    FILE *in = fopen(path, "r");

    ck_assert_msg(in, "%s", path);
    const size_t length = fread(text, 1, sizeof text - 1, in);
    fclose(in);
    ck_assert_uint_lt(length, sizeof text - 1);
    buffer_append(ret, text, length);
}

/* Replaces what stands between the marks of that name. */
static inline void page_replace(struct buffer *page, const char *name, const struct buffer *with)
{
    char begin[64], end[64];
    struct buffer result;

    snprintf(begin, sizeof begin, "<!-- generated: %s -->\n", name);
    snprintf(end, sizeof end, "\n<!-- end: %s -->\n", name);
    const char *from = strstr(page->data, begin), *to = from ? strstr(from, end) : NULL;
    ck_assert_msg(to, "the page has no part %s", name);
    from += strlen(begin);
    buffer_init(&result, PAGE_MOST);
    buffer_append(&result, page->data, (size_t)(from - page->data));
    buffer_append(&result, with->data, with->length);
    buffer_text(&result, to);
    buffer_free(page);
    *page = result;
}

static inline void page_write(const char *path, const struct buffer *page)
{
    FILE *out = fopen(path, "w");

    ck_assert_msg(out, "%s", path);
    ck_assert_uint_eq(fwrite(page->data, 1, page->length, out), page->length);
    fclose(out);
}

static inline void page_expect(const char *path, const struct page_part *parts, size_t count)
{
    struct buffer page, wanted;

    buffer_init(&page, PAGE_MOST);
    buffer_init(&wanted, PAGE_MOST);
    page_read(path, &page);
    buffer_append(&wanted, page.data, page.length);
    for (size_t i = 0; i < count; i++)
        page_replace(&wanted, parts[i].name, parts[i].text);
    if (getenv("UPDATE_DOCS"))
        page_write(path, &wanted);
    else
        ck_assert_msg(page.length == wanted.length && memcmp(page.data, wanted.data, page.length) == 0,
            "%s is behind: run this program with UPDATE_DOCS=1", path);
    buffer_free(&page);
    buffer_free(&wanted);
}

#endif
