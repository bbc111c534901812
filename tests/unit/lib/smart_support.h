/* What the tests of the SMART check share: statements in, letters and finds out. */
#ifndef TESTS_UNIT_LIB_SMART_SUPPORT_H
#define TESTS_UNIT_LIB_SMART_SUPPORT_H

#include <proeftuin/smart.h>
#include <string.h>

#include "unit/suite.h"

enum { SMART_MEMORY = 16 << 20 };

/* 12 September 2018. */
static const struct date smart_today = {2018, 9, 12};

static inline struct smart_goal smart_statement(const char *text)
{
    return (struct smart_goal){.statement = text, .statement_length = strlen(text), .only_statement = true};
}

static inline struct smart_answer smart_of(const struct smart_goal *goal, struct arena *arena)
{
    struct smart_answer answer;

    ck_assert(smart_check(goal, smart_today, arena, &answer));
    return answer;
}

static inline bool smart_reports(const struct smart_answer *answer, enum smart_rule rule)
{
    for (size_t i = 0; i < answer->finding_count; i++)
        if (answer->findings[i].rule == rule)
            return true;
    return false;
}

#endif
