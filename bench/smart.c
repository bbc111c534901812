/*
 * What the SMART check costs (bench): CPU time of checking 100,000 goals, as if stored, beside what one might do
 * instead with the same statements: copying them, and one POSIX regular expression that only looks for numbers and
 * years. Prints milliseconds of CPU, and whether the target was reached.
 *
 * The statements are those of tests/data/smart, over and over; every goal has all fields.
 */
#include <proeftuin/smart.h>

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GOALS = 100000, STATEMENTS_MOST = 2000, LINE_MOST = 4096, TARGET_MS = 2000, MEMORY = 1 << 20, ROUNDS = 3 };

static const char *const files[] = {"labelled", "fresh-1", "fresh-2", "fresh-3", "fresh-4", "fresh-5"};
static char *statements[STATEMENTS_MOST];
static size_t lengths[STATEMENTS_MOST];
static size_t count;
static unsigned long seen; /* of what was done, so that it is done */

static void read_file(const char *name)
{
    char path[512], line[LINE_MOST];

    snprintf(path, sizeof path, PROEFTUIN_SOURCE_DIRECTORY "/tests/data/smart/%s.tsv", name);
    FILE *in = fopen(path, "r");
    if (!in || !fgets(line, sizeof line, in)) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    while (count < STATEMENTS_MOST && fgets(line, sizeof line, in)) {
        lengths[count] = strcspn(line, "\t");
        line[lengths[count]] = '\0';
        statements[count++] = strdup(line);
    }
    fclose(in);
}

static void copy_one(size_t i)
{
    static char copy[LINE_MOST];

    memcpy(copy, statements[i], lengths[i]);
    seen += (unsigned char)copy[lengths[i] / 2];
}

static regex_t pattern;

static void match_one(size_t i)
{
    regmatch_t at[1];
    const char *from = statements[i];

    for (; regexec(&pattern, from, 1, at, 0) == 0; from += at[0].rm_eo)
        seen++;
}

static void check_one(size_t i)
{
    struct arena *arena = arena_new(MEMORY);
    const struct smart_goal goal = {.statement = statements[i],
        .statement_length = lengths[i],
        .baseline = {20, true},
        .baseline_on = {2018, 1, 1},
        .target = {25, true},
        .deadline = {{2020, 1, 1}, {2020, 12, 31}, BOUND_EXACT},
        .measure = SMART_PERCENTAGE,
        .owner = "Werk en inkomen",
        .pilot_start = {{2018, 1, 1}, {2018, 1, 1}, BOUND_EXACT}};
    struct smart_answer answer;

    if (!arena || !smart_check(&goal, (struct date){2019, 1, 1}, arena, &answer))
        exit(EXIT_FAILURE);
    seen += answer.finding_count;
    arena_free(arena);
}

/* The best of some rounds, in milliseconds of CPU. */
static double measure(void (*one)(size_t))
{
    double best = 1e9;

    for (int round = 0; round < ROUNDS; round++) {
        const clock_t begin = clock();

        for (size_t i = 0; i < GOALS; i++)
            one(i % count);
        const double taken = 1e3 * (double)(clock() - begin) / CLOCKS_PER_SEC;
        best = taken < best ? taken : best;
    }
    return best;
}

int main(void)
{
    size_t bytes = 0;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        read_file(files[i]);
    for (size_t i = 0; i < count; i++)
        bytes += lengths[i];
    if (regcomp(&pattern, "[0-9]+([.,][0-9]+)*[ ]*(%|procent|euro)?|(19|20)[0-9]{2}", REG_EXTENDED | REG_ICASE))
        return EXIT_FAILURE;
    const double copying = measure(copy_one), matching = measure(match_one), checking = measure(check_one);

    printf("%d goals, %zu statements of %zu bytes on average; milliseconds of CPU:\n", GOALS, count, bytes / count);
    printf("copying the statements      %8.0f\n", copying);
    printf("one regular expression      %8.0f\n", matching);
    printf("smart_check()               %8.0f  (%.1f times the expression; target: under %d, %s)\n", checking,
        checking / matching, TARGET_MS, checking < TARGET_MS ? "reached" : "missed");
    regfree(&pattern);
    for (size_t i = 0; i < count; i++)
        free(statements[i]);
    return seen == 0;
}
