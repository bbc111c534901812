/* Intervals of proportions, means and their differences (lib). The formulas and their sources stand in effect.h. */
#ifndef EFFECT_INTERVAL_H
#define EFFECT_INTERVAL_H

#include <stddef.h>
#include <stdint.h>

#include <proeftuin/effect.h>

/* Of `count` among `size` (above 0), for a z. */
struct effect_interval wilson_interval(int64_t count, int64_t size, double z);

/* The difference first - second of two values whose intervals are known and that go together as `correlation` says (0:
 * independent). */
struct effect_interval mover_interval(struct effect_interval first, struct effect_interval second, double correlation);

/* Of the same `size` people: `first` and `second` were counted, `both` of them twice. */
double phi_corrected(int64_t both, int64_t first, int64_t second, int64_t size);

/* A mean that a difference is made of: its variance, s^2/n, and the degrees of freedom of that, n - 1. */
struct mean_part {
    double variance;
    double degrees;
};

enum { MEAN_PARTS_MOST = EFFECT_GROUPS * EFFECT_MOMENTS };

struct mean_part mean_part(double deviation, int64_t size);

/* The degrees of freedom of a sum of parts (Satterthwaite); 0 where there are none: no spread, or a group of one. */
double satterthwaite(const struct mean_part *parts, size_t count);

/* Around a value that is made of `count` parts. Without limits where there are no degrees of freedom. */
struct effect_interval mean_interval(double value, const struct mean_part *parts, size_t count, double confidence);

#endif
