/* What the SMART check reads in a statement, and what it makes of it. */
#include "smart_support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- Finds: "kind:text=value..upper unit" or "kind:text=first..last" ---- */

struct reading_case {
    const char *statement;
    enum smart_found_kind kind;
    const char *text;
    enum smart_unit unit;
    double value, upper;
    const char *first, *last;
};

static const struct reading_case readings[] = {
    /* numbers and their units */
    {"1.500 huisbezoeken", SMART_FOUND_TARGET, "1.500", SMART_UNIT_COUNT, 1500, 1500, NULL, NULL},
    {"naar 2,5 punten", SMART_FOUND_TARGET, "2,5", SMART_UNIT_COUNT, 2.5, 2.5, NULL, NULL},
    {"vijfentwintig jongeren met werk", SMART_FOUND_TARGET, "vijfentwintig", SMART_UNIT_COUNT, 25, 25, NULL, NULL},
    {"5 tot 10 procent minder", SMART_FOUND_TARGET, "5 tot 10 procent", SMART_UNIT_PERCENT, 5, 10, NULL, NULL},
    {"5-10% minder", SMART_FOUND_TARGET, "5-10%", SMART_UNIT_PERCENT, 5, 10, NULL, NULL},
    {"3 procentpunt meer", SMART_FOUND_TARGET, "3 procentpunt", SMART_UNIT_POINT, 3, 3, NULL, NULL},
    {"3 %-punt meer", SMART_FOUND_TARGET, "3 %-punt", SMART_UNIT_POINT, 3, 3, NULL, NULL},
    {"3 percentage points more", SMART_FOUND_TARGET, "3 percentage points", SMART_UNIT_POINT, 3, 3, NULL, NULL},
    {"een besparing van \u20AC 1,2 miljoen", SMART_FOUND_TARGET, "\u20AC 1,2 miljoen", SMART_UNIT_EURO, 1.2e6, 1.2e6,
        NULL, NULL},
    {"een besparing van 2 ton", SMART_FOUND_TARGET, "2 ton", SMART_UNIT_EURO, 2e5, 2e5, NULL, NULL},
    {"een besparing van \u20AC 50.000,-", SMART_FOUND_TARGET, "\u20AC 50.000,-", SMART_UNIT_EURO, 5e4, 5e4, NULL, NULL},
    {"maximaal zes weken wachten", SMART_FOUND_TARGET, "zes weken", SMART_UNIT_TIME, 42, 42, NULL, NULL},
    /* shares and factors */
    {"het aantal verdubbelen", SMART_FOUND_TARGET, "verdubbelen", SMART_UNIT_FACTOR, 2, 2, NULL, NULL},
    {"het aantal gehalveerd", SMART_FOUND_TARGET, "gehalveerd", SMART_UNIT_FACTOR, 0.5, 0.5, NULL, NULL},
    {"verdrievoudiging van het aantal", SMART_FOUND_TARGET, "verdrievoudiging", SMART_UNIT_FACTOR, 3, 3, NULL, NULL},
    {"de helft van de cli\u00EBnten", SMART_FOUND_TARGET, "helft", SMART_UNIT_SHARE, 0.5, 0.5, NULL, NULL},
    {"met een kwart minder", SMART_FOUND_TARGET, "kwart", SMART_UNIT_SHARE, 0.25, 0.25, NULL, NULL},
    {"driekwart van de jongeren", SMART_FOUND_TARGET, "driekwart", SMART_UNIT_SHARE, 0.75, 0.75, NULL, NULL},
    {"vier op de vijf jongeren", SMART_FOUND_TARGET, "vier op de vijf", SMART_UNIT_SHARE, 0.8, 0.8, NULL, NULL},
    {"een op de drie jongeren", SMART_FOUND_TARGET, "een op de drie", SMART_UNIT_SHARE, 1 / 3.0, 1 / 3.0, NULL, NULL},
    /* from and to */
    {"van 20 naar 25 jongeren", SMART_FOUND_BASELINE, "20", SMART_UNIT_COUNT, 20, 20, NULL, NULL},
    {"van 20 naar 25 jongeren", SMART_FOUND_TARGET, "25", SMART_UNIT_COUNT, 25, 25, NULL, NULL},
    {"van 78% in 2018 naar 85% in 2021", SMART_FOUND_PAST, "2018", SMART_UNIT_NONE, 0, 0, "2018-01-01", "2018-12-31"},
    {"van 78% in 2018 naar 85% in 2021", SMART_FOUND_DEADLINE, "2021", SMART_UNIT_NONE, 0, 0, "2021-01-01",
        "2021-12-31"},
    /* numbers that are no targets */
    {"jongeren van 12 tot 18 jaar", SMART_FOUND_NUMBER, "18 jaar", SMART_UNIT_TIME, 0, 0, NULL, NULL},
    {"de 3 wijkteams", SMART_FOUND_NUMBER, "3", SMART_UNIT_COUNT, 3, 3, NULL, NULL},
    {"een budget van \u20AC 5.000", SMART_FOUND_NUMBER, "\u20AC 5.000", SMART_UNIT_EURO, 5000, 5000, NULL, NULL},
    {"Agenda 2030", SMART_FOUND_NUMBER, "2030", SMART_UNIT_NONE, 0, 0, NULL, NULL},
    {"de Wmo 2015", SMART_FOUND_NUMBER, "2015", SMART_UNIT_NONE, 0, 0, NULL, NULL},
    /* dates */
    {"voor 1 juli 2020", SMART_FOUND_DEADLINE, "1 juli 2020", SMART_UNIT_NONE, 0, 0, "2020-07-01", "2020-07-01"},
    {"voor 31-12-2020", SMART_FOUND_DEADLINE, "31-12-2020", SMART_UNIT_NONE, 0, 0, "2020-12-31", "2020-12-31"},
    {"op 2020-12-31", SMART_FOUND_DEADLINE, "2020-12-31", SMART_UNIT_NONE, 0, 0, "2020-12-31", "2020-12-31"},
    {"in mei 2019", SMART_FOUND_DEADLINE, "mei 2019", SMART_UNIT_NONE, 0, 0, "2019-05-01", "2019-05-31"},
    {"in Q3 2021", SMART_FOUND_DEADLINE, "Q3 2021", SMART_UNIT_NONE, 0, 0, "2021-07-01", "2021-09-30"},
    {"in het tweede kwartaal van 2020", SMART_FOUND_DEADLINE, "tweede kwartaal van 2020", SMART_UNIT_NONE, 0, 0,
        "2020-04-01", "2020-06-30"},
    {"in de eerste helft van 2020", SMART_FOUND_DEADLINE, "eerste helft van 2020", SMART_UNIT_NONE, 0, 0, "2020-01-01",
        "2020-06-30"},
    {"in schooljaar 2020-2021", SMART_FOUND_DEADLINE, "2020-2021", SMART_UNIT_NONE, 0, 0, "2020-08-01", "2021-07-31"},
    {"in de periode 2019-2022", SMART_FOUND_DEADLINE, "2019-2022", SMART_UNIT_NONE, 0, 0, "2019-01-01", "2022-12-31"},
    {"tussen 2018 en 2022", SMART_FOUND_DEADLINE, "2018 en 2022", SMART_UNIT_NONE, 0, 0, "2018-01-01", "2022-12-31"},
    {"ten opzichte van 2017", SMART_FOUND_PAST, "2017", SMART_UNIT_NONE, 0, 0, "2017-01-01", "2017-12-31"},
    /* durations */
    {"binnen zes maanden na de start", SMART_FOUND_DEADLINE, "binnen zes maanden", SMART_UNIT_TIME, 182.64, 182.64,
        NULL, NULL},
    {"wordt binnen 48 uur gebeld", SMART_FOUND_TERM, "binnen 48 uur", SMART_UNIT_TIME, 2, 2, NULL, NULL},
    {"aan het einde van de pilot", SMART_FOUND_DEADLINE, "einde van de pilot", SMART_UNIT_NONE, 0, 0, NULL, NULL},
    {"komend jaar", SMART_FOUND_DEADLINE, "komend jaar", SMART_UNIT_NONE, 0, 0, NULL, NULL},
    /* words */
    {"alle scholen doen mee", SMART_FOUND_FULL_COUNT, "alle", SMART_UNIT_NONE, 0, 0, NULL, NULL},
    {"minder eenzame ouderen", SMART_FOUND_GROUP, "ouderen", SMART_UNIT_NONE, 0, 0, NULL, NULL},
    {"de zelfredzaamheid vergroten", SMART_FOUND_VAGUE, "zelfredzaamheid", SMART_UNIT_NONE, 0, 0, NULL, NULL},
};

static bool is_date(struct date date, const char *text)
{
    char written[DATE_TEXT_SIZE] = "";

    if (!text)
        return true;
    if (date_is_set(date))
        date_format(date, written);
    return strcmp(written, text) == 0;
}

static bool found_as(const struct smart_found *found, const struct reading_case *wanted)
{
    return found->kind == wanted->kind && found->length == strlen(wanted->text) &&
           memcmp(wanted->statement + found->start, wanted->text, found->length) == 0 &&
           (wanted->kind == SMART_FOUND_NUMBER || !wanted->unit ||
               (found->unit == wanted->unit && fabs(found->value - wanted->value) < 1e-6 &&
                   fabs(found->upper - wanted->upper) < 1e-6)) &&
           is_date(found->first, wanted->first) && is_date(found->last, wanted->last);
}

START_TEST(reads)
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        struct arena *arena = arena_new(SMART_MEMORY);
        const struct smart_goal goal = smart_statement(readings[i].statement);
        const struct smart_answer answer = smart_of(&goal, arena);
        bool found = false;

        for (size_t k = 0; k < answer.found_count; k++) {
            found = found || found_as(&answer.found[k], &readings[i]);
            ck_assert(k == 0 || answer.found[k - 1].start <= answer.found[k].start);
        }
        ck_assert_msg(
            found, "%s: no %s %s", readings[i].statement, smart_found_name(readings[i].kind), readings[i].text);
        arena_free(arena);
    }
}
END_TEST

/* ---- Letters, as the definitions say: '1' met, '0' not ---- */

static const struct {
    const char *statement;
    const char *letters; /* S, M, T */
} judged[] = {
    {"Halvering van het aantal eenzame ouderen voor 1 juli 2020.", "111"},
    {"In 2020 stromen 200 mensen met een arbeidsbeperking uit naar werk.", "111"},
    {"Minder eenzame ouderen.", "100"},
    {"Zelfredzaamheid vergroten.", "000"},
    {"Elk gezin met schulden heeft een regisseur.", "110"},
    {"Jaarlijks 10 % minder huisuitzettingen bij gezinnen.", "110"},
    {"Gezinnen met schulden zo snel mogelijk helpen.", "100"},
    {"Op termijn minder huisuitzettingen bij gezinnen.", "100"},
    {"Vanaf 2018 jaarlijks 10 huisuitzettingen van gezinnen minder.", "111"},
    {"Waar mogelijk krijgen alle gezinnen met schulden een regisseur.", "100"},
    {"", "000"},
    {"!!! ... %% 12", "000"},
};

START_TEST(judges)
{
    static const enum smart_letter letters[] = {SMART_SPECIFIC, SMART_MEASURABLE, SMART_TIME_BOUND};

    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
        struct arena *arena = arena_new(SMART_MEMORY);
        const struct smart_goal goal = smart_statement(judged[i].statement);
        const struct smart_answer answer = smart_of(&goal, arena);

        for (size_t k = 0; k < 3; k++)
            ck_assert_msg((answer.result[letters[k]] == SMART_MET) == (judged[i].letters[k] == '1'), "%s: %s",
                judged[i].statement, smart_letter_name(letters[k]));
        ck_assert_int_eq(answer.result[SMART_ACCEPTABLE], SMART_NOT_ESTABLISHED);
        ck_assert_int_eq(answer.result[SMART_REALISTIC], SMART_NOT_ESTABLISHED);
        arena_free(arena);
    }
}
END_TEST

/* ---- Bounds ---- */

/* Nothing beyond the length is read: the last bytes of the text stand at the end of what was allocated. */
START_TEST(reads_no_further)
{
    static const char text[] =
        "Voor 1 juli 2020 20 % minder eenzame ouderen; vijfentwintig cli\u00EBnten \u20AC 1.000,- t/m 75-plussers";

    for (size_t length = 0; length < sizeof text; length++) {
        struct arena *arena = arena_new(SMART_MEMORY);
        char *copy = malloc(length + 1);
        struct smart_answer answer;

        ck_assert_ptr_nonnull(copy);
        memcpy(copy + 1, text, length);
        const struct smart_goal goal = {.statement = copy + 1, .statement_length = length};
        ck_assert(smart_check(&goal, smart_today, arena, &answer));
        free(copy);
        arena_free(arena);
    }
}
END_TEST

START_TEST(long_statement)
{
    struct arena *arena = arena_new(SMART_MEMORY);
    char *text = malloc(20000);
    struct smart_answer answer;

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < 20000; i += 4)
        memcpy(text + i, "1 a,", 4);
    const struct smart_goal goal = {.statement = text, .statement_length = 20000};
    ck_assert(smart_check(&goal, smart_today, arena, &answer));
    ck_assert(smart_reports(&answer, SMART_STATEMENT_LONG));
    free(text);
    arena_free(arena);
}
END_TEST

START_TEST(full_arena)
{
    const struct smart_goal goal = smart_statement("Voor 1 juli 2020 20 % minder eenzame ouderen.");
    size_t limit = 0;

    for (bool done = false; !done; limit += 64) {
        struct arena *arena = arena_new(limit);
        struct smart_answer answer = {.found_count = 4711};

        done = smart_check(&goal, smart_today, arena, &answer);
        ck_assert(done || answer.found_count == 4711);
        arena_free(arena);
    }
    ck_assert_uint_lt(limit, 32 * 1024);
}
END_TEST

SUITE("smart text", reads, judges, reads_no_further, long_statement, full_arena)
