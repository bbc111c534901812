/*
 * Cursors (tests). Input: "pilots?sort=-title", a line end, and the inside of a cursor for that list, without its
 * fingerprint; the same bytes are tried as a cursor, too.
 *
 * A cursor that is accepted holds values of its fields, and written again is the cursor that was read.
 */
#include "fuzz/asking.h"
#include "fuzz/values.h"

#include <sodium.h>

static void demand_values(const struct selection *selection, const struct page_start *start)
{
    const struct resource *resource = selection->resource;

    for (size_t i = 0; i < selection->sort_count; i++) {
        const struct field *field = &resource->fields[selection->sort[i].field];

        if (start->sort[i])
            demand_scalar(field, start->sort[i]);
        else
            DEMAND(!(field->flags & FIELD_REQUIRED));
    }
    DEMAND(start->key);
    demand_scalar(&resource->fields[resource->key], start->key);
}

/* Returns whether the cursor was taken. */
static bool read_cursor(struct arena *arena, const struct reading *reading, const char *text)
{
    struct page_start start = {0};
    struct buffer again;

    if (!cursor_read(arena, text, reading->fingerprint, &reading->selection, &start))
        return false;
    demand_values(&reading->selection, &start);
    buffer_init(&again, FUZZ_TEXT);
    cursor_write(arena, reading->fingerprint, &reading->selection, &start, &again);
    DEMAND(!again.failed && strcmp(again.data, text) == 0);
    buffer_free(&again);
    return true;
}

/* The cursor with this inside. */
static char *cursor_of(uint32_t fingerprint, const struct input *inside)
{
    const size_t length = sizeof fingerprint + inside->left;
    const size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    unsigned char *plain = malloc(length);
    char *text = malloc(size);

    DEMAND(plain && text);
    memcpy(plain, &fingerprint, sizeof fingerprint);
    if (inside->left)
        memcpy(plain + sizeof fingerprint, inside->at, inside->left);
    sodium_bin2base64(text, size, plain, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    free(plain);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    char *target = input_until(&input, '\n');
    struct asking asking;

    if (ask(&asking, arena, target, NULL) && !faults_any(&asking.call.faults)) {
        char *made = cursor_of(asking.reading->fingerprint, &input);
        char *given = input_rest(&input);

        read_cursor(arena, asking.reading, made);
        read_cursor(arena, asking.reading, given);
        free(made);
        free(given);
    }
    free(target);
    arena_free(arena);
    return 0;
}
