/*
 * The SMART check against statements labelled by hand, and docs/smart.md against the program.
 *
 * tests/data/smart/labelled.tsv is split by a hash of the statement: one half was looked at while the rules were made,
 * the other was not. The fresh sets were each written and labelled after that, measured once, and looked at then. What
 * is generated in docs/smart.md must be what the program says; with UPDATE_DOCS=1 in the environment it is written
 * anew.
 */
#include <stdio.h>

#include "smart_support.h"
#include "unit/page.h"

#define DATA PROEFTUIN_SOURCE_DIRECTORY "/tests/data/smart/"
#define PAGE PROEFTUIN_SOURCE_DIRECTORY "/docs/smart.md"

enum { LINE_MOST = 4096, LEAST_PERCENT = 90, TEXT_LETTERS = 3, STATEMENTS_LEAST = 60 };

enum half { HALF_TUNE, HALF_TEST, HALF_BOTH };

static const enum smart_letter text_letters[TEXT_LETTERS] = {SMART_SPECIFIC, SMART_MEASURABLE, SMART_TIME_BOUND};

static const struct {
    const char *title, *file;
    enum half half;
} sets[] = {
    {"labelled, tuning half", "labelled.tsv", HALF_TUNE},
    {"labelled, test half", "labelled.tsv", HALF_TEST},
    {"fresh 1", "fresh-1.tsv", HALF_BOTH},
    {"fresh 2", "fresh-2.tsv", HALF_BOTH},
    {"fresh 3", "fresh-3.tsv", HALF_BOTH},
    {"fresh 4", "fresh-4.tsv", HALF_BOTH},
    {"fresh 5", "fresh-5.tsv", HALF_BOTH},
    {"fresh 6", "fresh-6.tsv", HALF_BOTH},
    {"fresh 7", "fresh-7.tsv", HALF_BOTH},
    {"fresh 8", "fresh-8.tsv", HALF_BOTH},
    {"by others 1", "other-1.tsv", HALF_BOTH},
};

struct tally {
    int right_met, right_not, wrong_met, wrong_not;
};

/* FNV-1a; odd: the test half. */
static enum half half_of(const char *statement)
{
    uint32_t hash = 2166136261U;

    for (const char *at = statement; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619U;
    return hash & 1 ? HALF_TEST : HALF_TUNE;
}

static void judge_line(const char *statement, const char *labels, struct tally tallies[TEXT_LETTERS])
{
    struct arena *arena = arena_new(SMART_MEMORY);
    const struct smart_goal goal = smart_statement(statement);
    const struct smart_answer answer = smart_of(&goal, arena);

    for (size_t i = 0; i < TEXT_LETTERS; i++) {
        const bool met = answer.result[text_letters[i]] == SMART_MET, wanted = labels[2 * i] == '1';
        *(met        ? wanted ? &tallies[i].right_met : &tallies[i].wrong_met
            : wanted ? &tallies[i].wrong_not
                     : &tallies[i].right_not) += 1;
    }
    arena_free(arena);
}

/* Lines: statement, S, M, T (1 or 0), origin; the first one names the columns. The number of statements. */
static int judge_set(const char *file, enum half half, struct tally tallies[TEXT_LETTERS])
{
    char path[512], line[LINE_MOST];
    int count = 0;

    snprintf(path, sizeof path, "%s%s", DATA, file);
    FILE *in = fopen(path, "r");
    ck_assert_msg(in, "%s", path);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    while (fgets(line, sizeof line, in)) {
        char *labels = strchr(line, '\t');
        ck_assert_msg(labels && strspn(labels, "\t01") == 7, "%s: %s", file, line);
        *labels++ = '\0';
        if (half != HALF_BOTH && half_of(line) != half)
            continue;
        judge_line(line, labels, tallies);
        count++;
    }
    fclose(in);
    return count;
}

static double share(int part, int whole)
{
    return whole ? (double)part / whole : 0;
}

static double accuracy(const struct tally *tally)
{
    return share(
        tally->right_met + tally->right_not, tally->right_met + tally->right_not + tally->wrong_met + tally->wrong_not);
}

static void write_agreement(struct buffer *out)
{
    buffer_text(out, "\n| set | statements | letter | met by hand | accuracy | precision | recall |\n"
                     "|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct tally tallies[TEXT_LETTERS] = {{0}};
        const int count = judge_set(sets[i].file, sets[i].half, tallies);

        for (size_t k = 0; k < TEXT_LETTERS; k++) {
            const struct tally *tally = &tallies[k];
            const int met = tally->right_met + tally->wrong_not;
            buffer_format(out, "| %s | %d | %c | %d | %.3f | %.3f | %.3f |\n", k ? "" : sets[i].title, count, "SMT"[k],
                met, accuracy(tally), share(tally->right_met, tally->right_met + tally->wrong_met),
                share(tally->right_met, met));
        }
    }
}

START_TEST(agrees_enough)
{
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct tally tallies[TEXT_LETTERS] = {{0}};

        ck_assert_int_ge(judge_set(sets[i].file, sets[i].half, tallies), STATEMENTS_LEAST);
        for (size_t k = 0; k < TEXT_LETTERS; k++)
            ck_assert_msg(100 * accuracy(&tallies[k]) >= LEAST_PERCENT, "%s, %s: %.3f", sets[i].title,
                smart_letter_name(text_letters[k]), accuracy(&tallies[k]));
    }
}
END_TEST

START_TEST(page_in_step)
{
    struct buffer rules, agreement;

    buffer_init(&rules, PAGE_MOST);
    buffer_init(&agreement, PAGE_MOST);
    smart_rules_write(&rules);
    write_agreement(&agreement);
    page_expect(PAGE, (const struct page_part[]){{"rules", &rules}, {"agreement", &agreement}}, 2);
    buffer_free(&rules);
    buffer_free(&agreement);
}
END_TEST

SUITE("smart page", agrees_enough, page_in_step)
