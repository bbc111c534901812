/* S (lib): what changes, and for whom or for what. */
#include "judging.h"

enum { SPECIFIC_POINTS = 4 /* that a statement needs, see content.c */ };

static void report_missing(struct judging *judging)
{
    const struct reading *reading = &judging->reading;

    if (reading->object <= 1 && reading->count[SMART_FOUND_VAGUE])
        smart_report(
            judging, SMART_OBJECT_VAGUE, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_VAGUE)));
    else if (reading->object <= 1)
        smart_report(judging, SMART_OBJECT_MISSING, NULL);
    if (reading->group == 0)
        smart_report(judging, SMART_GROUP_MISSING, NULL);
    if (smart_letter_result(judging, SMART_SPECIFIC) == SMART_MET)
        smart_report(judging, reading->count[SMART_FOUND_VAGUE] ? SMART_OBJECT_VAGUE : SMART_OBJECT_MISSING,
            smart_found_text(judging, smart_first_found(judging, SMART_FOUND_VAGUE)));
}

void smart_judge_specific(struct judging *judging)
{
    const struct reading *reading = &judging->reading;

    if (judging->goal->statement_length > SMART_STATEMENT_MOST)
        smart_report(judging, SMART_STATEMENT_LONG, NULL);
    if (reading->tokens.count == 0)
        smart_report(judging, SMART_STATEMENT_EMPTY, NULL);
    else if (reading->specific < SPECIFIC_POINTS)
        report_missing(judging);
    if (reading->group == 1)
        smart_report(
            judging, SMART_GROUP_GENERIC, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_GROUP)));
    if (reading->count[SMART_FOUND_VAGUE] && !judging->found[SMART_OBJECT_VAGUE])
        smart_report(
            judging, SMART_VAGUE_WORD, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_VAGUE)));
    if (reading->output && !reading->change)
        smart_report(judging, SMART_OUTPUT_ONLY, NULL);
    if (reading->activity && !reading->output && !reading->change)
        smart_report(judging, SMART_ACTIVITY_ONLY, smart_word_text(judging, ACTIVITY));
    judging->answer.result[SMART_SPECIFIC] = smart_letter_result(judging, SMART_SPECIFIC);
}
