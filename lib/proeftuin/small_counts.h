/*
 * Counts of people that are too small to be shown to everybody (lib): of three clients in a village somebody knows all
 * three.
 *
 * Primary suppression withholds every count from 1 to under the least; secondary suppression what would give it back by
 * subtraction (Hundepool et al., Statistical Disclosure Control, Wiley 2012, chapter 4; the same in CBS, Methodenreeks
 * "Statistische beveiliging"; a threshold of five persons is the usual one of Dutch municipal and health statistics).
 * Nought is shown: it is about nobody.
 *
 * Who reads the figures knows these rules too, and marks do not tell which figure was withheld for which reason. Still,
 * for every withheld count under the least at least two values are possible. The test goes through all worlds of a size
 * (tests/unit/lib/small_counts_test.c); the reason is this, for k counts under the least n, together s:
 *
 * - Where the total is withheld, nothing can be subtracted: every value from 1 to n - 1 is possible.
 * - Where k > 1 and k < s < k (n - 1), the same sum is made by other counts under n: by swapping two that differ, or by
 * moving one from a count to its equal.
 * - Else all parts are withheld that equal the smallest one of n or more. Then not all that is withheld is equal, and
 * to exchange two values leaves everything that is shown as it was.
 */
#ifndef PROEFTUIN_SMALL_COUNTS_H
#define PROEFTUIN_SMALL_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Under three, "withheld" would say one: the least is 0 (nothing is withheld) or from 3 to 100. */
enum { SMALL_COUNT_USUAL = 5, SMALL_COUNT_LEAST = 3, SMALL_COUNT_MOST = 100 };

bool small_count_least_valid(unsigned least);

/* Whether a count is withheld by itself. */
static inline bool small_count(int64_t count, unsigned least)
{
    return count > 0 && count < (int64_t)least;
}

/*
 * Which of these are withheld: `parts` (not negative), and a total of them, which may also be one of more than is known
 * here (rows that are not public) or disagree with them. `total` NULL: none is shown, as far as anybody knows. Writes
 * one flag a part; returns whether the total is withheld.
 */
bool small_counts_withhold(
    const int64_t *parts, size_t count, const int64_t *total, unsigned least, bool *ret_withheld);

/* Whether a share of a known base is withheld (`percent` of `base` people), because the base, those whom it counts or
 * those whom it does not count are too few. */
bool small_share(double percent, int64_t base, unsigned least);

#endif
