/* Quantiles that intervals are made with (lib). See quantile.h. */
#include "quantile.h"

#include <float.h>
#include <math.h>

enum { TERMS_MOST = 1000, STEPS_MOST = 100, EXPANSION_FROM = 1000 };

/* ---- The incomplete beta function ---- */

static double away_from_zero(double value)
{
    return fabs(value) < DBL_MIN * 16 ? DBL_MIN * 16 : value;
}

/* The continued fraction 26.5.8 of Abramowitz and Stegun, from the front (W.J. Lentz, Applied Optics 15 (1976) 668-671,
 * as I.J. Thompson and A.R. Barnett have it, Journal of Computational Physics 64 (1986) 490-509). */
static double beta_fraction(double x, double a, double b)
{
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;

    for (int m = 1; m <= TERMS_MOST; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));

        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        value *= c * d;
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        value *= c * d;
        if (fabs(c * d - 1) < DBL_EPSILON)
            break;
    }
    return value;
}

/* lgamma() keeps a sign for all threads together. */
static double log_gamma(double x)
{
    int sign;

    return lgamma_r(x, &sign);
}

static double log_beta(double a, double b)
{
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
}

/* I_x(a, b), given x and 1 - x, of which one may be too near to 1 to tell the other (26.5.1, and 26.5.2 where the
 * fraction would be slow). */
static double incomplete_beta(double x, double rest, double a, double b)
{
    const double front = exp(a * log(x) + b * log(rest) - log_beta(a, b));

    if (x <= 0)
        return 0;
    if (rest <= 0)
        return 1;
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(x, a, b) / a : 1 - front * beta_fraction(rest, b, a) / b;
}

/* ---- Quantiles ---- */

double normal_quantile(double confidence)
{
    double low = 0, high = 8;

    for (int i = 0; i < STEPS_MOST; i++) {
        const double middle = (low + high) / 2;

        if (erfc(middle * M_SQRT1_2) > 1 - confidence)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

double student_tails(double t, double degrees)
{
    const double squares = degrees + t * t;

    return incomplete_beta(degrees / squares, t * t / squares, degrees / 2, 0.5);
}

static double student_density(double t, double degrees)
{
    return exp(-(degrees + 1) / 2 * log1p(t * t / degrees) - log_beta(degrees / 2, 0.5)) / sqrt(degrees);
}

/* 26.7.5, up to the fourth power of the degrees. */
static double expansion(double z, double degrees)
{
    const double z2 = z * z, n = degrees;
    const double first = (z2 + 1) * z / 4;
    const double second = ((5 * z2 + 16) * z2 + 3) * z / 96;
    const double third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384;
    const double fourth = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160;

    return z + (first + (second + (third + fourth / n) / n) / n) / n;
}

/* Newton's method, kept between two values that the quantile lies between. */
static double narrow(double low, double high, double tails, double degrees)
{
    double t = low;

    for (int i = 0; i < STEPS_MOST; i++) {
        const double over = student_tails(t, degrees) - tails;
        double next = t + over / (2 * student_density(t, degrees));

        if (over > 0)
            low = t;
        else
            high = t;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        if (fabs(next - t) <= 4 * DBL_EPSILON * t)
            return next;
        t = next;
    }
    return t;
}

double student_quantile(double confidence, double degrees)
{
    const double z = normal_quantile(confidence), tails = 1 - confidence;
    double high = 2 * z;

    if (degrees >= EXPANSION_FROM)
        return expansion(z, degrees);
    while (student_tails(high, degrees) > tails)
        high *= 2;
    return narrow(z, high, tails, degrees); /* t's tails are longer than the normal ones */
}
