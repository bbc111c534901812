/*
 * What the fuzz targets share (tests). A target is one file: a function that libFuzzer calls with any bytes at all, and
 * that must neither crash nor find its demands broken.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Like assert(), whatever NDEBUG says. */
#define DEMAND(condition) ((condition) ? (void)0 : demand_failed(#condition, __FILE__, __LINE__))

_Noreturn static inline void demand_failed(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
    abort();
}

enum { FUZZ_MEMORY = 64 << 20, FUZZ_TEXT = 16 << 20 };

/* Never NULL: fuzzing is not about memory running out. */
static inline struct arena *fuzz_arena(void)
{
    struct arena *arena = arena_new(FUZZ_MEMORY);

    DEMAND(arena);
    return arena;
}

/* What is left of the input. */
struct input {
    const uint8_t *at;
    size_t left;
};

static inline uint8_t input_byte(struct input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

/* A number from 0 to `most`. */
static inline unsigned input_number(struct input *input, unsigned most)
{
    const unsigned high = most > UINT8_MAX ? input_byte(input) : 0;

    return (high << 8 | input_byte(input)) % (most + 1);
}

/* The next bytes as a text of its own, which ends with the first NUL among them; the caller frees it. malloc() and no
 * arena, so that the address sanitizer sees who reads beyond it. */
static inline char *input_text(struct input *input, size_t length)
{
    const uint8_t *nul = length ? memchr(input->at, '\0', length) : NULL;
    const size_t size = nul ? (size_t)(nul - input->at) : length;
    char *text = malloc(size + 1);

    DEMAND(text);
    if (size)
        memcpy(text, input->at, size);
    text[size] = '\0';
    input->at += length;
    input->left -= length;
    return text;
}

/* Likewise, everything up to `stop`, or all that is left. */
static inline char *input_until(struct input *input, char stop)
{
    const uint8_t *end = input->left ? memchr(input->at, stop, input->left) : NULL;
    char *text = input_text(input, end ? (size_t)(end - input->at) : input->left);

    if (end)
        input_byte(input); /* the stop itself */
    return text;
}

static inline char *input_rest(struct input *input)
{
    return input_text(input, input->left);
}

/* The text is one JSON value; the caller gives it back with json_decref(). */
static inline json_t *demand_json(const struct buffer *text)
{
    json_error_t error;

    DEMAND(!text->failed && text->length > 0);
    json_t *json = json_loadb(text->data, text->length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!json)
        fprintf(stderr, "%s\n%s\n", error.text, text->data);
    DEMAND(json);
    return json;
}

#endif
