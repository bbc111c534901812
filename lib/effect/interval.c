/* Intervals of proportions, means and their differences (lib). See interval.h. */
#include "interval.h"

#include <math.h>

#include "quantile.h"

/* What all may be and none may not, the formula gives but for the last bits. */
struct effect_interval wilson_interval(int64_t count, int64_t size, double z)
{
    const double n = (double)size, x = (double)count, z2 = z * z;
    const double middle = 2 * x + z2, root = z * sqrt(z2 + 4 * x * (1 - x / n)), base = 2 * (n + z2);

    return (struct effect_interval){.value = x / n,
        .lower = count == 0 ? 0 : (middle - root) / base,
        .upper = count == size ? 1 : (middle + root) / base,
        .known = true,
        .bounded = true};
}

/* Never below 0, whatever the last bits say. */
static double root_of_squares(double a, double b, double correlation)
{
    return sqrt(fmax(a * a - 2 * correlation * a * b + b * b, 0));
}

struct effect_interval mover_interval(struct effect_interval first, struct effect_interval second, double correlation)
{
    const double value = first.value - second.value;
    const double below = root_of_squares(first.value - first.lower, second.upper - second.value, correlation);
    const double above = root_of_squares(first.upper - first.value, second.value - second.lower, correlation);

    return (struct effect_interval){
        .value = value, .lower = value - below, .upper = value + above, .known = true, .bounded = true};
}

double phi_corrected(int64_t both, int64_t first, int64_t second, int64_t size)
{
    const double n = (double)size, x = (double)first, y = (double)second;
    const double a = (double)both, b = x - a, c = y - a, d = n - x - y + a;
    const double over = sqrt(x) * sqrt(n - x) * sqrt(y) * sqrt(n - y);
    double numerator = a * d - b * c;

    if (numerator > 0)
        numerator = fmax(numerator - n / 2, 0);
    return over > 0 ? numerator / over : 0;
}

struct mean_part mean_part(double deviation, int64_t size)
{
    return (struct mean_part){.variance = deviation * deviation / (double)size, .degrees = (double)size - 1};
}

double satterthwaite(const struct mean_part *parts, size_t count)
{
    double variance = 0, squares = 0;

    for (size_t i = 0; i < count; i++) {
        if (parts[i].degrees < 1)
            return 0;
        variance += parts[i].variance;
        squares += parts[i].variance * parts[i].variance / parts[i].degrees;
    }
    return squares > 0 ? variance * variance / squares : 0;
}

struct effect_interval mean_interval(double value, const struct mean_part *parts, size_t count, double confidence)
{
    const double degrees = satterthwaite(parts, count);
    double variance = 0, reach;

    if (degrees <= 0)
        return (struct effect_interval){.value = value, .known = true};
    for (size_t i = 0; i < count; i++)
        variance += parts[i].variance;
    reach = student_quantile(confidence, degrees) * sqrt(variance);
    return (struct effect_interval){
        .value = value, .lower = value - reach, .upper = value + reach, .known = true, .bounded = true};
}
