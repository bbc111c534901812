/* Intervals against worked examples that were published; each figure is as it is printed there. */
#include <math.h>

#include "effect_support.h"

static void expect(struct effect_interval interval, double value, double lower, double upper, double half_a_digit)
{
    const double tolerance = half_a_digit * (1 + 1e-9);

    ck_assert(interval.known && interval.bounded);
    ck_assert_double_eq_tol(interval.value, value, tolerance);
    ck_assert_double_eq_tol(interval.lower, lower, tolerance);
    ck_assert_double_eq_tol(interval.upper, upper, tolerance);
}

/* Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3. */
static const struct {
    int64_t count, size;
    double lower, upper;
} single[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}};

START_TEST(one_proportion)
{
    const struct effect_answer answer = judged(two_counts(single[_i].count, single[_i].size, 1, 2));

    expect(answer.figures[EFFECT_PARTICIPANTS][EFFECT_AFTER], (double)single[_i].count / (double)single[_i].size,
        single[_i].lower, single[_i].upper, 5e-5);
}
END_TEST

/* Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10. */
static const struct {
    int64_t x1, n1, x2, n2;
    double lower, upper;
} independent[] = {
    {56, 70, 48, 80, 0.0524, 0.3339},
    {9, 10, 3, 10, 0.1705, 0.8090},
    {6, 7, 2, 7, 0.0582, 0.8062},
    {5, 56, 0, 29, -0.0381, 0.1926},
    {0, 10, 0, 20, -0.1611, 0.2775},
    {0, 10, 0, 10, -0.2775, 0.2775},
    {10, 10, 0, 20, 0.6791, 1.0000},
    {10, 10, 0, 10, 0.6075, 1.0000},
};

START_TEST(two_proportions)
{
    const struct effect_answer answer =
        judged(two_counts(independent[_i].x1, independent[_i].n1, independent[_i].x2, independent[_i].n2));

    ck_assert_int_eq(answer.method, EFFECT_NEWCOMBE);
    expect(answer.difference,
        (double)independent[_i].x1 / (double)independent[_i].n1 -
            (double)independent[_i].x2 / (double)independent[_i].n2,
        independent[_i].lower, independent[_i].upper, 5e-5);
}
END_TEST

/* M.W. Fagerland, S. Lydersen, P. Laake, Statistics in Medicine 33 (2014) 2850-2875, and their Statistical Analysis of
 * Contingency Tables (2017), chapter 8, "Newcombe square-and-add": airway hyper-responsiveness before and after stem
 * cell transplantation (Bentur and others, 2009), and complete response before and after consolidation therapy (Cavo
 * and others, 2012). They take before - after. */
START_TEST(paired_proportions)
{
    const struct effect_answer bentur = judged(pairs_of_counts(1, 7, 1, 12));
    const struct effect_answer cavo = judged(pairs_of_counts(59, 16, 6, 80));

    ck_assert_int_eq(bentur.method, EFFECT_NEWCOMBE_PAIRED);
    expect(bentur.difference, 0.286, 0.026, 0.507, 5e-4);
    expect(cavo.difference, 0.0621, 0.0046, 0.1186, 5e-5);
}
END_TEST

/* Student, Biometrika 6 (1908) 1-25: hours of sleep gained by ten patients with two drugs. The limits are those of R's
 * t.test(), whose manual has these data; the paired ones and the others. */
static const double sleep[2][10] = {
    {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}, {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}};

static void mean_of(const double values[10], double *ret_mean, double *ret_deviation)
{
    double mean = 0, squares = 0;

    for (int i = 0; i < 10; i++)
        mean += values[i] / 10;
    for (int i = 0; i < 10; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    *ret_mean = mean;
    *ret_deviation = sqrt(squares / 9);
}

START_TEST(sleep_of_students)
{
    double changes[10], change, deviation, means[2], deviations[2];
    struct effect_question paired = effect_question_new(EFFECT_MEAN);

    for (int i = 0; i < 10; i++)
        changes[i] = sleep[1][i] - sleep[0][i];
    mean_of(changes, &change, &deviation);
    mean_of(sleep[0], &means[0], &deviations[0]);
    mean_of(sleep[1], &means[1], &deviations[1]);
    give_paired_means(&paired, EFFECT_PARTICIPANTS, means[0], means[1], deviation, 10);
    const struct effect_answer answer = judged(paired);
    ck_assert_int_eq(answer.method, EFFECT_PAIRED_T);
    ck_assert_double_eq_tol(answer.degrees, 9, 1e-9);
    expect(answer.difference, 1.58, 0.7001142, 2.4598858, 5e-8);

    const struct effect_answer others = judged(two_means(means[0], deviations[0], 10, means[1], deviations[1], 10));
    ck_assert_int_eq(others.method, EFFECT_WELCH);
    ck_assert_double_eq_tol(others.degrees, 17.776, 5e-4);
    expect(others.difference, -1.58, -3.3654832, 0.2054832, 5e-8);
}
END_TEST

/* NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3: miles per gallon of cars from the USA and Japan
 * (AUTO83B.DAT); variances not assumed equal. */
START_TEST(cars_of_nist)
{
    const struct effect_answer answer = judged(two_means(20.14458, 6.41470, 249, 30.48101, 6.10771, 79));
    const double error = sqrt(6.41470 * 6.41470 / 249 + 6.10771 * 6.10771 / 79);

    ck_assert_double_eq_tol(answer.degrees, 136.8750, 5e-5);
    ck_assert_double_eq_tol(answer.difference.value / error, -12.94627, 5e-6);
    ck_assert_int_eq(answer.conclusion, EFFECT_SHOWN);
    ck_assert_int_eq(answer.direction, EFFECT_DECREASE);
}
END_TEST

/* M.J. Gardner, D.G. Altman, British Medical Journal 292 (1986) 746-750, also in Altman and others, Statistics with
 * Confidence: systolic blood pressure of a hundred diabetics and a hundred others. They take equal variances, which of
 * groups of one size changes but the degrees of freedom. */
START_TEST(blood_pressure_of_altman)
{
    expect(judged(two_means(146.4, 18.5, 100, 140.4, 16.8, 100)).difference, 6.0, 1.1, 10.9, 0.05);
}
END_TEST

/* Minitab's help, "Paired t": fifteen heart rates before and after; before - after 2.333, standard deviation 3.352. */
START_TEST(heart_rates_of_minitab)
{
    struct effect_question question = effect_question_new(EFFECT_MEAN);

    give_paired_means(&question, EFFECT_PARTICIPANTS, 2.333, 0, 3.352, 15);
    expect(judged(question).difference, -2.333, -4.190, -0.477, 1e-3);
}
END_TEST

/*
 * D. Card, A.B. Krueger, American Economic Review 84 (1994) 772-793, table 3: full-time equivalent employment in fast
 * food, New Jersey (where the minimum wage rose) and Pennsylvania. Printed are means and standard errors, which don't
 * depend on how many stores are taken: 331 and 79. Row 3 is the change; row 4 that of a balanced sample of stores.
 */
enum { NEW_JERSEY = 331, PENNSYLVANIA = 79 };

static struct effect_answer judge_wages(double nj_change, double nj_error, double pa_change, double pa_error)
{
    struct effect_question question = effect_question_new(EFFECT_MEAN);

    give_paired_means(
        &question, EFFECT_PARTICIPANTS, 20.44, 20.44 + nj_change, nj_error * sqrt(NEW_JERSEY), NEW_JERSEY);
    give_paired_means(
        &question, EFFECT_COMPARISON, 23.33, 23.33 + pa_change, pa_error * sqrt(PENNSYLVANIA), PENNSYLVANIA);
    return judged(question);
}

static void expect_wages(const struct effect_answer *answer, double difference, double error)
{
    const double low = 1.96, high = 2.00; /* t at 90 to 110 degrees of freedom */
    const double reach = (answer->difference.upper - answer->difference.lower) / 2;

    ck_assert_int_eq(answer->design, EFFECT_BEFORE_AFTER_COMPARED);
    ck_assert_int_eq(answer->method, EFFECT_SATTERTHWAITE);
    ck_assert_double_eq_tol(answer->difference.value, difference, 0.0101); /* of numbers rounded before */
    ck_assert(reach > low * (error - 0.005) && reach < high * (error + 0.005));
}

START_TEST(wages_of_card_and_krueger)
{
    const struct effect_answer all = judge_wages(0.59, 0.54, -2.16, 1.25);
    const struct effect_answer balanced = judge_wages(0.47, 0.48, -2.28, 1.25);

    expect_wages(&all, 2.76, 1.36);
    expect_wages(&balanced, 2.75, 1.34);
    ck_assert_int_eq(all.conclusion, EFFECT_SHOWN);
    ck_assert_int_eq(all.claim, EFFECT_CLAIM_DIFFERENCE_IN_CHANGE);
}
END_TEST

/* Rows 1 and 2 of the same table, as others: the difference before, -2.89 (1.44), and after, -0.14 (1.07). */
START_TEST(stores_of_card_and_krueger)
{
    static const struct {
        double nj, nj_error, pa, pa_error, difference, error;
    } rows[] = {{20.44, 0.51, 23.33, 1.35, -2.89, 1.44}, {21.03, 0.52, 21.17, 0.94, -0.14, 1.07}};

    for (size_t i = 0; i < 2; i++) {
        const struct effect_answer answer = judged(two_means(rows[i].nj, rows[i].nj_error * sqrt(NEW_JERSEY),
            NEW_JERSEY, rows[i].pa, rows[i].pa_error * sqrt(PENNSYLVANIA), PENNSYLVANIA));
        const double reach = (answer.difference.upper - answer.difference.lower) / 2;

        ck_assert_double_eq_tol(answer.difference.value, rows[i].difference, 0.005 + 1e-9);
        ck_assert(reach > 1.96 * (rows[i].error - 0.01) && reach < 2.0 * (rows[i].error + 0.01));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("published effects");
    TCase *group = tcase_create("published effects");

    tcase_add_loop_test(group, one_proportion, 0, sizeof single / sizeof *single);
    tcase_add_loop_test(group, two_proportions, 0, sizeof independent / sizeof *independent);
    tcase_add_test(group, paired_proportions);
    tcase_add_test(group, sleep_of_students);
    tcase_add_test(group, cars_of_nist);
    tcase_add_test(group, blood_pressure_of_altman);
    tcase_add_test(group, heart_rates_of_minitab);
    tcase_add_test(group, wages_of_card_and_krueger);
    tcase_add_test(group, stores_of_card_and_krueger);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
