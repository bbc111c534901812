/* docs/effect.md against the program (tests): designs, conclusions and sentences are generated. */
#include "effect_support.h"
#include "unit/page.h"

#define PAGE PROEFTUIN_SOURCE_DIRECTORY "/docs/effect.md"

START_TEST(page_in_step)
{
    struct buffer words;

    buffer_init(&words, PAGE_MOST);
    effect_words_write(&words);
    page_expect(PAGE, &(struct page_part){"words", &words}, 1);
    buffer_free(&words);
}
END_TEST

SUITE("effect page", page_in_step)
