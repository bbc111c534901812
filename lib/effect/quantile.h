/* Quantiles that intervals are made with (lib). */
#ifndef EFFECT_QUANTILE_H
#define EFFECT_QUANTILE_H

/*
 * The z > 0 that a normal variable stays within, either way, with probability `confidence` (0.5 to 0.9999): erfc(z /
 * sqrt(2)) = 1 - confidence. M. Abramowitz, I.A. Stegun, Handbook of Mathematical Functions (1964), 26.2.29.
 */
double normal_quantile(double confidence);

/*
 * The t > 0 that Student's t with `degrees` of freedom (1 or more, whole or not) stays within, either way, with
 * probability `confidence`: I_x(degrees/2, 1/2) = 1 - confidence for x = degrees / (degrees + t^2) (Abramowitz and
 * Stegun 26.7.1). From a thousand degrees on by the expansion 26.7.5, whose first term left out is under 10^-12 there.
 */
double student_quantile(double confidence, double degrees);

/* The probability that Student's t is further from zero than t, either way. */
double student_tails(double t, double degrees);

#endif
