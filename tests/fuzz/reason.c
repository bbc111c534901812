/*
 * Reasons in headers (tests). Input: the header.
 *
 * A reason that is accepted is UTF-8 without control characters, says something and is not too long; one that is
 * refused has one fault.
 */
#include "fuzz/fuzz.h"

#include "api/reason.h"

#include <proeftuin/reason.h>
#include <proeftuin/utf8.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    char *header = input_rest(&input);
    struct faults faults;
    const char *text;

    faults_init(&faults, arena, FAULT_IN_HEADER);
    text = reason_decode(arena, header, &faults, &(struct place){.name = "X-Audit-Toelichting"});
    DEMAND(faults.count == (text ? 0 : 1));
    if (text) {
        DEMAND(utf8_valid(text, strlen(text)) && utf8_length(text, strlen(text)) <= REASON_MOST);
        DEMAND(strspn(text, " ") < strlen(text));
        for (const char *c = text; *c; c++)
            DEMAND((unsigned char)*c >= ' ' && *c != 0x7f);
    }
    free(header);
    arena_free(arena);
    return 0;
}
