/*
 * Lists of entity tags (tests). Input: the header, a line end, and a body; the version is the body's length.
 *
 * A tag that we give is found again wherever it stands in a list, and the version in it too.
 */
#include "fuzz/fuzz.h"

#include "api/etag.h"

/* Our own tag behind another one, and before it. */
static void demand_found(struct arena *arena, const char *tag, const char *version)
{
    const char *const forms[] = {"%s", "W/%s", "\"a,b\", %s", "%s,\"x\"", "W/\"\" ,\t%s", "*"};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *mark = strstr(forms[i], "%s");
        const char *list =
            mark ? arena_format(arena, "%.*s%s%s", (int)(mark - forms[i]), forms[i], tag, mark + 2) : forms[i];

        DEMAND(etag_listed(list, tag));
        DEMAND(etag_match_version(list, version) == (mark ? ETAG_MATCHES : ETAG_ANY));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    char *header = input_until(&input, '\n');
    const char *version = arena_format(arena, "%zu", input.left);
    const char *tag = etag_of(arena, version, (const char *)input.at, input.left);

    DEMAND(version && tag);
    demand_found(arena, tag, version);
    if (etag_listed(header, tag))
        DEMAND(strchr(header, '*') || strstr(header, tag));
    if (etag_match_version(header, version) == ETAG_ANY)
        DEMAND(strchr(header, '*'));
    if (etag_match_version(header, version) == ETAG_MATCHES)
        DEMAND(strstr(header, version));
    free(header);
    arena_free(arena);
    return 0;
}
