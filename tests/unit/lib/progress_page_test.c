/* docs/progress.md against the program (tests): states, reasons and signals are generated. */
#include "page.h"
#include "progress_support.h"

#define PAGE PROEFTUIN_SOURCE_DIRECTORY "/docs/progress.md"

START_TEST(page_in_step)
{
    struct buffer page, wanted, tables;

    buffer_init(&page, PAGE_MOST);
    buffer_init(&wanted, PAGE_MOST);
    buffer_init(&tables, PAGE_MOST);
    page_read(PAGE, &page);
    buffer_append(&wanted, page.data, page.length);
    progress_tables_write(&tables);
    page_replace(&wanted, "tables", &tables);
    page_expect(PAGE, &page, &wanted);
    buffer_free(&page);
    buffer_free(&wanted);
    buffer_free(&tables);
}
END_TEST

/* Each name once, and every text there. */
START_TEST(tables_are_whole)
{
    for (unsigned i = 0; i < PROGRESS_REASONS; i++) {
        ck_assert_uint_gt(strlen(progress_reason_text(i).nl), 0);
        ck_assert_uint_gt(strlen(progress_reason_text(i).en), 0);
        ck_assert_uint_gt(strlen(progress_reason_source(i)), 0);
        for (unsigned other = 0; other < i; other++)
            ck_assert_str_ne(progress_reason_name(i), progress_reason_name(other));
    }
    for (unsigned i = 0; i < PROGRESS_STATES; i++)
        ck_assert_uint_gt(strlen(progress_state_source(i)), 0);
    for (unsigned i = 0; i < PROCESS_RULES; i++)
        ck_assert_uint_gt(strlen(process_rule_source(i)), 0);
}
END_TEST

SUITE("progress page", page_in_step, tables_are_whole)
