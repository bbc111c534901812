/*
 * Quantiles against published tables, closed forms and a finite series that has nothing in common with how they are
 * found.
 */
#include <math.h>

#include "effect/quantile.h"
#include "unit/suite.h"

enum { DEGREES_MOST = 120 };

/* Two-sided confidence, degrees of freedom, t: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, critical
 * values of Student's t distribution (one-sided 0.90, 0.95, 0.975, 0.99, 0.995, 0.999), to three decimals. */
static const struct {
    double confidence, degrees, t;
} table[] = {
    {0.80, 1, 3.078},
    {0.90, 1, 6.314},
    {0.95, 1, 12.706},
    {0.98, 1, 31.821},
    {0.99, 1, 63.657},
    {0.998, 1, 318.309},
    {0.80, 5, 1.476},
    {0.90, 5, 2.015},
    {0.95, 5, 2.571},
    {0.98, 5, 3.365},
    {0.99, 5, 4.032},
    {0.998, 5, 5.893},
    {0.80, 10, 1.372},
    {0.90, 10, 1.812},
    {0.95, 10, 2.228},
    {0.98, 10, 2.764},
    {0.99, 10, 3.169},
    {0.998, 10, 4.144},
    {0.80, 30, 1.310},
    {0.90, 30, 1.697},
    {0.95, 30, 2.042},
    {0.98, 30, 2.457},
    {0.99, 30, 2.750},
    {0.998, 30, 3.385},
    {0.80, 100, 1.290},
    {0.90, 100, 1.660},
    {0.95, 100, 1.984},
    {0.98, 100, 2.364},
    {0.99, 100, 2.626},
    {0.998, 100, 3.174},
};

START_TEST(table_of_t)
{
    ck_assert_double_eq_tol(student_quantile(table[_i].confidence, table[_i].degrees), table[_i].t, 0.0005 + 1e-9);
}
END_TEST

/* The normal distribution to ten digits: Abramowitz and Stegun, table 26.5 (and 1.96 is the best known of all). */
START_TEST(normal_table)
{
    ck_assert_double_eq_tol(normal_quantile(0.5), 0.6744897502, 1e-9);
    ck_assert_double_eq_tol(normal_quantile(0.8), 1.2815515655, 1e-9);
    ck_assert_double_eq_tol(normal_quantile(0.9), 1.6448536270, 1e-9);
    ck_assert_double_eq_tol(normal_quantile(0.95), 1.9599639845, 1e-9);
    ck_assert_double_eq_tol(normal_quantile(0.99), 2.5758293035, 1e-9);
    ck_assert_double_eq_tol(normal_quantile(0.999), 3.2905267315, 1e-9);
}
END_TEST

/* One, two and four degrees of freedom have closed forms (W.T. Shaw, Journal of Computational Finance 9 (2006) 37-73,
 * equations 35, 36 and 38). */
START_TEST(closed_forms)
{
    for (int i = 800; i <= 999; i++) {
        const double c = i / 1000.0, p = (1 + c) / 2, alpha = 4 * p * (1 - p);
        const double four = 2 * sqrt(cos(acos(sqrt(alpha)) / 3) / sqrt(alpha) - 1);

        ck_assert_double_eq_tol(student_quantile(c, 1) / tan(M_PI * c / 2), 1, 1e-11);
        ck_assert_double_eq_tol(student_quantile(c, 2) / (c * sqrt(2 / (1 - c * c))), 1, 1e-11);
        ck_assert_double_eq_tol(student_quantile(c, 4) / four, 1, 1e-11);
    }
}
END_TEST

/* Abramowitz and Stegun 26.7.3 and 26.7.4: the probability within t, for whole degrees of freedom. */
static double within(double t, int degrees)
{
    const double theta = atan(t / sqrt(degrees)), cosine = cos(theta);
    double term = degrees % 2 ? cosine : 1, sum = degrees == 1 ? 0 : term;

    for (int i = degrees % 2 ? 2 : 1; i < degrees - 2; i += 2) {
        term *= cosine * cosine * i / (i + 1);
        sum += term;
    }
    return degrees % 2 ? 2 / M_PI * (theta + sin(theta) * sum) : sin(theta) * sum;
}

START_TEST(series)
{
    static const double confidences[] = {0.8, 0.9, 0.95, 0.99, 0.999};

    for (int degrees = 1; degrees <= DEGREES_MOST; degrees++)
        for (size_t i = 0; i < sizeof confidences / sizeof *confidences; i++) {
            const double t = student_quantile(confidences[i], degrees);

            ck_assert_double_eq_tol(within(t, degrees), confidences[i], 1e-12);
            ck_assert_double_eq_tol(student_tails(t, degrees), 1 - confidences[i], 1e-12);
        }
}
END_TEST

/* Where another way of finding it begins there is no step, and everywhere more degrees make it smaller. */
START_TEST(smooth)
{
    double last = student_quantile(0.999, 1);

    for (double degrees = 1.25; degrees < 1e8; degrees *= 1.25) {
        const double t = student_quantile(0.999, degrees);

        ck_assert_msg(t < last && t > normal_quantile(0.999), "%g degrees", degrees);
        last = t;
    }
    ck_assert_double_eq_tol(student_quantile(0.999, 999.9999999), student_quantile(0.999, 1000), 1e-10);
    ck_assert_double_eq_tol(student_quantile(0.8, 999.9999999), student_quantile(0.8, 1000), 1e-10);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effect quantiles");
    TCase *group = tcase_create("effect quantiles");

    tcase_add_loop_test(group, table_of_t, 0, sizeof table / sizeof *table);
    tcase_add_test(group, normal_table);
    tcase_add_test(group, closed_forms);
    tcase_add_test(group, series);
    tcase_add_test(group, smooth);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
