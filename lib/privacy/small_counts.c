/* Counts of people that are too small to be shown (lib). See small_counts.h. */
#include <proeftuin/small_counts.h>

#include <math.h>

bool small_count_least_valid(unsigned least)
{
    return least == 0 || (least >= SMALL_COUNT_LEAST && least <= SMALL_COUNT_MOST);
}

/* What the rule asks of the parts. */
struct sums {
    int64_t all;
    int64_t few;       /* the sum of those under the least */
    int64_t few_count; /* and their number */
    int64_t next;      /* the smallest of the others that are not nought; 0: there is none */
};

static struct sums add_up(const int64_t *parts, size_t count, unsigned least)
{
    struct sums sums = {0};

    for (size_t i = 0; i < count; i++) {
        sums.all += parts[i];
        if (small_count(parts[i], least)) {
            sums.few += parts[i];
            sums.few_count++;
        } else if (parts[i] > 0 && (sums.next == 0 || parts[i] < sums.next)) {
            sums.next = parts[i];
        }
    }
    return sums;
}

/* What the small ones can't be by subtraction from a total that is shown. */
static bool is_ambiguous(const struct sums *sums, unsigned least)
{
    return sums->few_count > 1 && sums->few > sums->few_count && sums->few < sums->few_count * ((int64_t)least - 1);
}

bool small_counts_withhold(const int64_t *parts, size_t count, const int64_t *total, unsigned least, bool *ret_withheld)
{
    const struct sums sums = add_up(parts, count, least);
    const int64_t rest = total ? *total - sums.all : 0;
    const bool tells = total && (sums.few_count > 0 || small_count(rest, least)) && !small_count(*total, least);
    const bool by_part = tells && rest == 0 && !is_ambiguous(&sums, least) && sums.next > 0;

    for (size_t i = 0; i < count; i++)
        ret_withheld[i] = small_count(parts[i], least) || (by_part && parts[i] == sums.next);
    return total && (small_count(*total, least) || (tells && !by_part && !(rest == 0 && is_ambiguous(&sums, least))));
}

bool small_share(double percent, int64_t base, unsigned least)
{
    const int64_t counted = llround(percent * (double)base / 100);

    return small_count(base, least) || small_count(counted, least) || small_count(base - counted, least);
}
