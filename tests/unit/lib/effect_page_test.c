/* docs/effect.md against the program; with UPDATE_DOCS=1 in the environment its generated part is written anew. */
#include <stdio.h>
#include <string.h>

#include "effect_support.h"

#define PAGE PROEFTUIN_SOURCE_DIRECTORY "/docs/effect.md"

enum { PAGE_MOST = 1 << 17 };

static void read_page(char *ret)
{
    FILE *in = fopen(PAGE, "r");

    ck_assert_msg(in, PAGE);
    const size_t length = fread(ret, 1, PAGE_MOST - 1, in);
    fclose(in);
    ck_assert_uint_lt(length, PAGE_MOST - 1);
    ret[length] = '\0';
}

/* The page with what the program says between the marks. */
static void write_wanted(const char *page, struct buffer *ret)
{
    static const char begin[] = "<!-- generated: words -->\n", end[] = "<!-- end: words -->\n";
    const char *from = strstr(page, begin), *to = from ? strstr(from, end) : NULL;

    ck_assert_msg(to, "docs/effect.md has no part words");
    buffer_append(ret, page, (size_t)(from - page) + sizeof begin - 1);
    effect_words_write(ret);
    buffer_char(ret, '\n');
    buffer_text(ret, to);
    ck_assert(!ret->failed);
}

START_TEST(page_in_step)
{
    static char page[PAGE_MOST];
    struct buffer wanted;

    read_page(page);
    buffer_init(&wanted, PAGE_MOST);
    write_wanted(page, &wanted);
    if (getenv("UPDATE_DOCS")) {
        FILE *out = fopen(PAGE, "w");

        ck_assert_msg(out, PAGE);
        ck_assert_uint_eq(fwrite(wanted.data, 1, wanted.length, out), wanted.length);
        fclose(out);
    } else {
        ck_assert_msg(strcmp(page, wanted.data) == 0, "docs/effect.md is behind: run this program with UPDATE_DOCS=1");
    }
    buffer_free(&wanted);
}
END_TEST

SUITE("effect page", page_in_step)
