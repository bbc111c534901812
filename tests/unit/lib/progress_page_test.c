/* docs/progress.md against the program (tests): states, reasons and signals are generated. */
#include "progress_support.h"
#include "unit/page.h"

#define PAGE PROEFTUIN_SOURCE_DIRECTORY "/docs/progress.md"

START_TEST(page_in_step)
{
    struct buffer tables;

    buffer_init(&tables, PAGE_MOST);
    progress_tables_write(&tables);
    page_expect(PAGE, &(struct page_part){"tables", &tables}, 1);
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
