/* The steps of a judgement of progress (lib). */
#ifndef PROGRESS_INTERNAL_H
#define PROGRESS_INTERNAL_H

#include <proeftuin/progress.h>

/* What is not one number has none of these. */
static inline bool range_is_number(struct progress_range range)
{
    return !(range.low < range.high);
}

static inline void progress_add_reason(struct progress_answer *answer, enum progress_reason reason)
{
    answer->reasons |= (uint64_t)1 << reason;
}

/* The points of the answer, and what was left out of them. False when the arena is full. */
bool progress_gather(const struct progress_goal *goal, const struct progress_measurement *measurements, size_t count,
    struct arena *arena, struct progress_answer *answer);

/* Where the goal should have been on a day: the path from baseline over milestones to target. False, with the reason,
 * when it does not reach that day. Baseline and target must be known. */
bool progress_expected(const struct progress_goal *goal, struct date deadline, struct date day, double *ret,
    enum progress_reason *ret_reason);

/* The process behind the answer's points. False when the arena is full. */
bool progress_process_judge(struct arena *arena, struct progress_answer *answer);

#endif
