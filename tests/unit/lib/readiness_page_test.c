/* The criteria in docs/readiness.md against the program. How well it agrees stands in tests/http/readiness_labels. */
#include <proeftuin/readiness.h>

#include "unit/page.h"

START_TEST(page_in_step)
{
    struct buffer criteria;

    buffer_init(&criteria, PAGE_MOST);
    readiness_criteria_write(&criteria);
    page_expect(
        PROEFTUIN_SOURCE_DIRECTORY "/docs/readiness.md", (const struct page_part[]){{"criteria", &criteria}}, 1);
    buffer_free(&criteria);
}
END_TEST

SUITE("readiness page", page_in_step)
