/* The SMART check (lib): the passes over the text, then the letters and their findings. */
#include <proeftuin/smart.h>

#include <assert.h>
#include <string.h>

#include "judging.h"
#include "reading.h"

enum { FOUND_A_TOKEN = 3 };

static bool read_statement(const struct smart_goal *goal, struct arena *arena, struct reading *ret)
{
    const size_t length = goal->statement ? goal->statement_length : 0;
    struct reading reading = {0};

    if (!smart_tokens_read(length ? goal->statement : "", length < SMART_STATEMENT_MOST ? length : SMART_STATEMENT_MOST,
            arena, &reading.tokens))
        return false;
    reading.found = arena_array(arena, FOUND_A_TOKEN * reading.tokens.count + 1, sizeof *reading.found);
    if (!reading.found)
        return false;
    smart_lexicon_classify(&reading.tokens);
    smart_read_time(&reading);
    smart_read_quantities(&reading);
    smart_read_content(&reading);
    *ret = reading;
    return true;
}

bool smart_check(const struct smart_goal *goal, struct date today, struct arena *arena, struct smart_answer *ret)
{
    struct judging judging = {.goal = goal, .today = today, .arena = arena};

    assert(date_is_set(today));
    if (!read_statement(goal, arena, &judging.reading))
        return false;
    judging.findings = arena_array(arena, SMART_RULES, sizeof *judging.findings);
    if (!judging.findings)
        return false;
    smart_judge_specific(&judging);
    smart_judge_measurable(&judging);
    smart_judge_agreement(&judging);
    smart_judge_time(&judging);
    if (!smart_judging_gather(&judging))
        return false;
    judging.answer.today = today;
    *ret = judging.answer;
    return true;
}
