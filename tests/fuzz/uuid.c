/*
 * Ids (tests). Input: a text that may be one; its first bytes also serve as the time and the chance of a new one.
 *
 * Only the one spelling is taken, and what we make ourselves is taken.
 */
#include "fuzz/values.h"

#include <proeftuin/uuid.h>

static bool is_taken(struct arena *arena, const char *text)
{
    static const struct field field = {.name = "id", .type = &type_uuid};
    struct value value = {0};
    struct faults faults;

    faults_init(&faults, arena, FAULT_IN_PATH);
    const bool taken = type_uuid.parse(&field, text, strlen(text), &faults, NULL, &value);
    DEMAND(taken != faults_any(&faults));
    DEMAND(!taken || strcmp(value.text, text) == 0);
    return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size}, whole = input;
    struct arena *arena = fuzz_arena();
    char *text = input_rest(&whole);
    uint8_t random[UUID_RANDOM_SIZE];
    char id[UUID_TEXT_SIZE];
    uint64_t milliseconds = 0;

    DEMAND(is_taken(arena, text) == has_form(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));
    for (int i = 0; i < 6; i++)
        milliseconds = milliseconds << 8 | input_byte(&input);
    for (size_t i = 0; i < sizeof random; i++)
        random[i] = input_byte(&input);
    uuid_format_v7(milliseconds, random, id);
    DEMAND(is_taken(arena, id));
    DEMAND(id[14] == '7' && strchr("89ab", id[19]));
    DEMAND(strtoull((char[]){id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[9], id[10], id[11], id[12], 0},
               NULL, 16) == milliseconds);
    free(text);
    arena_free(arena);
    return 0;
}
