/* JSON texts (tests): what is read, what is refused and why, and whose memory it takes. Broader: tests/http. */
#include <proeftuin/record.h>

#include <string.h>

#include "unit/suite.h"

enum { MEMORY = 1 << 20 };

static void expect_fault(const char *text, size_t length, enum fault_code code)
{
    struct arena *arena = arena_new(MEMORY);
    struct faults faults;

    faults_init(&faults, arena, FAULT_IN_BODY);
    ck_assert_ptr_null(json_read(text, length, &faults));
    ck_assert_uint_eq(faults.count, 1);
    ck_assert_str_eq(fault_code_text(faults.items[0].code), fault_code_text(code));
    ck_assert(!arena_failed(arena));
    arena_free(arena);
}

static void refuse(const char *text, enum fault_code code)
{
    expect_fault(text, strlen(text), code);
}

START_TEST(objects_are_read)
{
    struct arena *arena = arena_new(MEMORY);
    struct faults faults;

    faults_init(&faults, arena, FAULT_IN_BODY);
    const char text[] = "{\"title\":\"L\\u00f3ket\",\"laws\":[\"wmo2015\"]}";
    const json_t *json = json_read(text, sizeof text - 1, &faults);
    ck_assert_ptr_nonnull(json);
    ck_assert_str_eq(json_string_value(json_object_get(json, "title")), "L\xc3\xb3ket");
    ck_assert_uint_eq(json_array_size(json_object_get(json, "laws")), 1);
    ck_assert(!faults_any(&faults));
    arena_free(arena);
}
END_TEST

START_TEST(mistakes_are_told_apart)
{
    refuse("{\"a\":}", FAULT_JSON_SYNTAX);
    refuse("{\"a\":1,\"a\":2}", FAULT_JSON_DUPLICATE);
    refuse("{\"a\":99999999999999999999}", FAULT_JSON_NUMBER);
    refuse("[]", FAULT_JSON_NOT_OBJECT);
    refuse("\"\"", FAULT_JSON_NOT_OBJECT);
    refuse("", FAULT_JSON_SYNTAX);
    expect_fault("{}\0", 3, FAULT_JSON_SYNTAX);
}
END_TEST

START_TEST(depth_is_limited)
{
    char text[2 * JSON_DEPTH_MOST + 3];

    memset(text, '[', JSON_DEPTH_MOST);
    memset(text + JSON_DEPTH_MOST, ']', JSON_DEPTH_MOST);
    expect_fault(text, (size_t)2 * JSON_DEPTH_MOST, FAULT_JSON_NOT_OBJECT);
    memset(text, '[', JSON_DEPTH_MOST + 1);
    expect_fault(text, (size_t)2 * JSON_DEPTH_MOST, FAULT_JSON_DEPTH);
    refuse("{\"[[[[[[[[[[[[[[[[[[[[\\\"[[[[\":1", FAULT_JSON_SYNTAX);
}
END_TEST

/* A mebibyte of empty arrays, which jansson would turn into eighty. */
START_TEST(what_it_becomes_is_limited)
{
    struct buffer text;

    buffer_init(&text, 2 << 20);
    buffer_text(&text, "{\"a\":[");
    while (text.length < 1 << 20)
        buffer_text(&text, "[],");
    buffer_text(&text, "0]}");
    expect_fault(text.data, text.length, FAULT_JSON_LARGE);
    buffer_free(&text);
}
END_TEST

START_TEST(want_of_memory_is_no_fault)
{
    struct arena *arena = arena_new(10);
    struct faults faults;

    faults_init(&faults, arena, FAULT_IN_BODY);
    ck_assert_ptr_null(json_read("{}", 2, &faults));
    ck_assert(!faults_any(&faults));
    ck_assert(arena_failed(arena));
    arena_free(arena);
}
END_TEST

START_TEST(others_use_jansson_as_ever)
{
    struct arena *arena = arena_new(MEMORY);
    struct faults faults;

    faults_init(&faults, arena, FAULT_IN_BODY);
    json_t *own = json_object();
    ck_assert_ptr_nonnull(json_read("{\"a\":1}", 7, &faults));
    ck_assert_int_eq(json_object_set_new(own, "b", json_string("c")), 0);
    arena_free(arena);
    ck_assert_str_eq(json_string_value(json_object_get(own, "b")), "c");
    json_decref(own);
}
END_TEST

SUITE("json_read", objects_are_read, mistakes_are_told_apart, depth_is_limited, what_it_becomes_is_limited,
    want_of_memory_is_no_fault, others_use_jansson_as_ever)
