/*
 * JSON texts, read by jansson (lib).
 *
 * jansson gets its memory from an arena of ours, which goes with the faults' own: a tree is freed at once and can't
 * leak, and a small text can't become a large tree. When that arena can't give, jansson is left by longjmp(): it does
 * not look at each byte that it could not keep, and so takes want of memory for a mistake in the text, or worse, for
 * its end (2.14: lex_save() and the assertions of lex_scan_string()). It holds nothing but this memory.
 *
 * jansson reads a number with a point into a double, and forgets how it was written. So when it has found the text to
 * be JSON, such numbers are found in it once more, in the order of the tree, and put in their places as text.
 */
#include <proeftuin/record.h>

#include <assert.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JSON_MEMORY_MOST = 16 << 20 };

struct parsing {
    struct arena *arena;
    bool too_large;
    jmp_buf no_memory;
};

/* What this thread's jansson works on; NULL: nothing of ours, so it has ordinary memory. */
static _Thread_local struct parsing *parsing;

static void *give(size_t size)
{
    if (!parsing)
        return malloc(size);
    void *memory = arena_alloc(parsing->arena, size);
    if (!memory) {
        parsing->too_large = size > JSON_MEMORY_MOST - arena_used(parsing->arena);
        longjmp(parsing->no_memory, 1);
    }
    return memory;
}

/* What comes from an arena goes with it. */
static void take_back(void *memory)
{
    if (!parsing)
        free(memory);
}

static void prepare(void)
{
    json_set_alloc_funcs(give, take_back);
    json_object_seed(0); /* while only one thread can be here */
}

/* Depth is counted before parsing: jansson builds whatever it is given. */
static bool too_deep(const char *text, size_t length)
{
    size_t depth = 0;
    bool in_string = false;

    for (size_t i = 0; i < length; i++) {
        const char c = text[i];

        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > JSON_DEPTH_MOST)
                return true;
        } else if ((c == '}' || c == ']') && depth) {
            depth--;
        }
    }
    return false;
}

static enum fault_code fault_of_error(enum json_error_code code)
{
    switch (code) {
    case json_error_duplicate_key:
        return FAULT_JSON_DUPLICATE;
    case json_error_numeric_overflow:
        return FAULT_JSON_NUMBER;
    default:
        return FAULT_JSON_SYNTAX;
    }
}

static void add_syntax_fault(struct faults *faults, const json_error_t *error)
{
    char line[16], column[16];

    snprintf(line, sizeof line, "%d", error->line);
    snprintf(column, sizeof column, "%d", error->column);
    faults_add(faults, fault_of_error(json_error_code(error)), NULL, line, column, NULL);
}

static void add_limit_fault(struct faults *faults, enum fault_code code, int most)
{
    char text[16];

    snprintf(text, sizeof text, "%d", most);
    faults_add(faults, code, NULL, text, NULL);
}

/* ---- Numbers as they were written ---- */

/* Where the search for numbers stands in a text that is JSON. */
struct numbers {
    const char *at;
    const char *end;
};

static void skip_string(struct numbers *numbers)
{
    for (numbers->at++; *numbers->at != '"'; numbers->at++)
        numbers->at += *numbers->at == '\\';
    numbers->at++;
}

/* The next number that jansson takes for a real one: as a string of a NUL and what is written. */
static json_t *next_real(struct numbers *numbers)
{
    for (;;) {
        const char *from = numbers->at;
        size_t length = 0;

        while (from + length < numbers->end && strchr("+-.0123456789eE", from[length]) && from[length])
            length++;
        numbers->at += length;
        if (length && (from[0] == '-' || (from[0] >= '0' && from[0] <= '9')) &&
            (memchr(from, '.', length) || memchr(from, 'e', length) || memchr(from, 'E', length))) {
            char *text = give(length + 1);

            text[0] = '\0';
            memcpy(text + 1, from, length);
            return json_stringn_nocheck(text, length + 1);
        }
        assert(numbers->at < numbers->end);
        if (*numbers->at == '"')
            skip_string(numbers);
        else if (!length) /* an `e` of a word was length */
            numbers->at++;
    }
}

/* No deeper than JSON_DEPTH_MOST. */
static void keep_written(json_t *json, struct numbers *numbers)
{
    if (json_is_object(json))
        for (void *at = json_object_iter(json); at; at = json_object_iter_next(json, at)) {
            if (json_is_real(json_object_iter_value(at)))
                json_object_iter_set_new(json, at, next_real(numbers));
            else
                keep_written(json_object_iter_value(at), numbers);
        }
    for (size_t i = 0; i < json_array_size(json); i++) {
        if (json_is_real(json_array_get(json, i)))
            json_array_set_new(json, i, next_real(numbers));
        else
            keep_written(json_array_get(json, i), numbers);
    }
}

/* ---- Parsing ---- */

static json_t *load(const char *text, size_t length, json_error_t *error)
{
    struct numbers numbers = {.at = text, .end = text + length};
    json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, error);

    if (json)
        keep_written(json, &numbers);
    return json;
}

/* The tree, in the arena; NULL with a fault, or when there is no memory. */
static const json_t *parse(const char *text, size_t length, struct arena *arena, struct faults *faults)
{
    struct parsing mine = {.arena = arena};
    json_error_t error = {0};
    const json_t *json = NULL;

    parsing = &mine;
    if (setjmp(mine.no_memory) == 0) {
        json = load(text, length, &error);
        parsing = NULL;
        if (!json)
            add_syntax_fault(faults, &error);
        return json;
    }
    parsing = NULL;
    if (mine.too_large)
        add_limit_fault(faults, FAULT_JSON_LARGE, JSON_MEMORY_MOST >> 20);
    else
        arena_fail(faults->arena);
    return NULL;
}

static void free_arena(void *arena)
{
    arena_free(arena);
}

const json_t *json_read(const char *text, size_t length, struct faults *faults)
{
    static pthread_once_t prepared = PTHREAD_ONCE_INIT;
    struct arena *arena;
    const json_t *json;

    pthread_once(&prepared, prepare);
    if (too_deep(text, length)) {
        add_limit_fault(faults, FAULT_JSON_DEPTH, JSON_DEPTH_MOST);
        return NULL;
    }
    arena = arena_new(JSON_MEMORY_MOST);
    if (!arena || !arena_defer(faults->arena, free_arena, arena)) {
        arena_free(arena);
        arena_fail(faults->arena);
        return NULL;
    }
    json = parse(text, length, arena, faults);
    if (!json || json_is_object(json))
        return json;
    faults_add(faults, FAULT_JSON_NOT_OBJECT, NULL, NULL);
    return NULL;
}
