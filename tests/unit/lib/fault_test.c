/* Faults: where they stand, what they say, and how many are kept. */
#include <proeftuin/fault.h>

#include <stdio.h>
#include <string.h>

#include "unit/suite.h"

static struct arena *arena;
static struct faults faults;

static void start(enum fault_in in, size_t limit)
{
    arena = arena_new(limit);
    faults_init(&faults, arena, in);
    ck_assert(!faults_any(&faults));
}

static const char *sentence(const struct fault *fault, enum language language)
{
    static char text[1000];
    struct buffer buffer;

    buffer_init(&buffer, sizeof text - 1);
    fault_write(fault, language, &buffer);
    ck_assert(!buffer.failed);
    memcpy(text, buffer.data, buffer.length + 1);
    buffer_free(&buffer);
    return text;
}

START_TEST(body_places_are_json_pointers)
{
    const struct place links = {.name = "links"};
    const struct place third = {.up = &links, .index = 3};
    const struct place relation = {.up = &third, .name = "relation"};
    const struct place strange = {.name = "a/b~c"};
    const struct place empty = {.name = ""};

    start(FAULT_IN_BODY, 100000);
    faults_add(&faults, FAULT_CODE, &relation, "deelvan", "links.relation", NULL);
    faults_add(&faults, FAULT_TYPE, &third, "object", NULL);
    faults_add(&faults, FAULT_FIELD_UNKNOWN, &strange, NULL);
    faults_add(&faults, FAULT_FIELD_UNKNOWN, &empty, NULL);
    faults_add(&faults, FAULT_BODY_EMPTY, NULL, NULL);
    ck_assert_uint_eq(faults.count, 5);
    ck_assert_str_eq(faults.items[0].location, "/links/3/relation");
    ck_assert_str_eq(faults.items[1].location, "/links/3");
    ck_assert_str_eq(faults.items[2].location, "/a~1b~0c");
    ck_assert_str_eq(faults.items[3].location, "/");
    ck_assert_str_eq(faults.items[4].location, "");
    ck_assert_int_eq(faults.items[0].in, FAULT_IN_BODY);
    ck_assert_ptr_null(faults.items[0].file);
    arena_free(arena);
}
END_TEST

START_TEST(other_places_are_names)
{
    const struct place status = {.name = "status"};
    const struct place second = {.up = &status, .index = 2};
    const struct place nameless = {.index = 2};

    start(FAULT_IN_QUERY, 100000);
    faults_add(&faults, FAULT_CODE, &second, "loopt", "pilots.status", NULL);
    faults_add(&faults, FAULT_CODE, &nameless, "loopt", "pilots.status", NULL);
    faults.in = FAULT_IN_FILE;
    faults.file = "pilots.csv";
    faults.line = 7;
    faults_add(&faults, FAULT_DATE, &status, NULL);
    ck_assert_str_eq(faults.items[0].location, "status");
    ck_assert_str_eq(faults.items[1].location, "");
    ck_assert_str_eq(faults.items[2].location, "status");
    ck_assert_str_eq(faults.items[2].file, "pilots.csv");
    ck_assert_uint_eq(faults.items[2].line, 7);
    ck_assert_uint_eq(faults.items[0].line, 0);
    arena_free(arena);
}
END_TEST

START_TEST(sentences_carry_their_facts)
{
    char line[] = "12";

    start(FAULT_IN_BODY, 100000);
    faults_add(&faults, FAULT_JSON_SYNTAX, NULL, line, "5", NULL);
    faults_add(&faults, FAULT_BODY_EMPTY, NULL, NULL);
    line[0] = 'x';
    ck_assert_str_eq(sentence(&faults.items[0], LANGUAGE_NL), "dit is geen geldige JSON (regel 12, kolom 5)");
    ck_assert_str_eq(sentence(&faults.items[0], LANGUAGE_EN), "this is not valid JSON (line 12, column 5)");
    ck_assert_str_eq(sentence(&faults.items[1], LANGUAGE_EN), "the request has no body");
    ck_assert_str_eq(fault_code_text(faults.items[0].code), "json.syntax");
    ck_assert_ptr_null(faults.items[1].facts[0]);
    arena_free(arena);
}
END_TEST

START_TEST(long_facts_are_cut_between_characters)
{
    char long_code[1001];

    memset(long_code, 'a', 1000);
    long_code[1000] = '\0';
    start(FAULT_IN_BODY, 100000);
    faults_add(&faults, FAULT_FIELDS, NULL, long_code, NULL);
    ck_assert_uint_eq(strlen(faults.items[0].facts[0]), 200 + strlen("…"));
    memcpy(long_code + 199, "ë", 2);
    faults_add(&faults, FAULT_FIELDS, NULL, long_code, NULL);
    ck_assert_uint_eq(strlen(faults.items[1].facts[0]), 199 + strlen("…"));
    long_code[200] = '\0';
    long_code[199] = 'a';
    faults_add(&faults, FAULT_FIELDS, NULL, long_code, NULL);
    ck_assert_str_eq(faults.items[2].facts[0], long_code);
    arena_free(arena);
}
END_TEST

START_TEST(endless_names_are_not_repeated)
{
    char name[5001];
    const struct place links = {.name = "links"};
    const struct place endless = {.up = &links, .name = name};

    memset(name, 'a', 5000);
    name[5000] = '\0';
    start(FAULT_IN_BODY, 100000);
    faults_add(&faults, FAULT_FIELD_UNKNOWN, &endless, NULL);
    ck_assert_str_eq(faults.items[0].location, "/links");
    const struct place alone = {.name = name};
    faults_add(&faults, FAULT_FIELD_UNKNOWN, &alone, NULL);
    ck_assert_str_eq(faults.items[1].location, "");
    arena_free(arena);
}
END_TEST

START_TEST(only_the_first_hundred_are_kept)
{
    const struct place list = {.name = "links"};

    start(FAULT_IN_BODY, 1000000);
    for (size_t i = 0; i < 250; i++) {
        const struct place element = {.up = &list, .index = i};
        faults_add(&faults, FAULT_FIELD_REQUIRED, &element, NULL);
    }
    ck_assert_uint_eq(faults.count, FAULT_MOST);
    ck_assert_uint_eq(faults.dropped, 150);
    for (size_t i = 0; i < FAULT_MOST; i++) {
        char expected[32];
        snprintf(expected, sizeof expected, "/links/%zu", i);
        ck_assert_str_eq(faults.items[i].location, expected);
    }
    arena_free(arena);
}
END_TEST

START_TEST(without_memory_they_are_counted)
{
    const struct place place = {.name = "title"};

    start(FAULT_IN_BODY, 4);
    faults_add(&faults, FAULT_FIELD_REQUIRED, &place, NULL);
    faults_add(&faults, FAULT_JSON_SYNTAX, NULL, "1", "2", NULL);
    ck_assert_uint_eq(faults.count, 0);
    ck_assert_uint_eq(faults.dropped, 2);
    ck_assert(faults_any(&faults));
    arena_free(arena);
}
END_TEST

/* Each text asks for the same facts in both languages, and no more than a fault can carry. */
START_TEST(both_languages_name_the_same_facts)
{
    static const char *const gaps[] = {"{0}", "{1}", "{2}"};
    static const char *const texts[][2] = {
#define X(symbol, code, nl, en) {nl, en},
        PROEFTUIN_FAULTS(X)
#undef X
    };

    for (size_t i = 0; i < FAULT_COUNT; i++) {
        for (size_t gap = 0; gap < 3; gap++)
            ck_assert_msg(!strstr(texts[i][0], gaps[gap]) == !strstr(texts[i][1], gaps[gap]), "%s", texts[i][1]);
        ck_assert_ptr_null(strstr(texts[i][0], "{3}"));
        for (size_t other = 0; other < i; other++)
            ck_assert_str_ne(fault_code_text((enum fault_code)i), fault_code_text((enum fault_code)other));
    }
}
END_TEST

SUITE("fault", body_places_are_json_pointers, other_places_are_names, sentences_carry_their_facts,
    long_facts_are_cut_between_characters, endless_names_are_not_repeated, only_the_first_hundred_are_kept,
    without_memory_they_are_counted, both_languages_name_the_same_facts)
