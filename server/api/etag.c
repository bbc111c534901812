/* ETags (server/api). */
#include "api/etag.h"

#include <inttypes.h>
#include <string.h>
#include <xxhash.h>

const char *etag_of(struct arena *arena, const char *version, const char *body, size_t length)
{
    return arena_format(arena, "\"%s.%016" PRIx64 "\"", version, (uint64_t)XXH3_64bits(body, length));
}

/* The next entity tag in a list, without W/ but with its quotes; moves *header behind it. NULL at the end or when
 * malformed. */
static const char *next_tag(const char **header, size_t *ret_length)
{
    const char *tag = *header + strspn(*header, " \t,");
    const char *end;

    if (strncmp(tag, "W/", 2) == 0)
        tag += 2;
    if (*tag != '"' || !(end = strchr(tag + 1, '"')))
        return NULL;
    *ret_length = (size_t)(end + 1 - tag);
    *header = end + 1;
    return tag;
}

static bool is_star(const char *header)
{
    const char *star = header + strspn(header, " \t");

    return *star == '*' && !star[1 + strspn(star + 1, " \t")];
}

bool etag_listed(const char *header, const char *etag)
{
    const char *tag;
    size_t length;

    if (is_star(header))
        return true;
    while ((tag = next_tag(&header, &length)))
        if (strlen(etag) == length && memcmp(tag, etag, length) == 0)
            return true;
    return false;
}

enum etag_match etag_match_version(const char *header, const char *version)
{
    const size_t digits = strlen(version);
    enum etag_match match = ETAG_MALFORMED;
    const char *tag;
    size_t length;

    if (is_star(header))
        return ETAG_ANY;
    while ((tag = next_tag(&header, &length))) {
        const char after = length > digits + 1 ? tag[1 + digits] : '\0';

        if (strncmp(tag + 1, version, digits) == 0 && (after == '.' || after == '"'))
            return ETAG_MATCHES;
        match = ETAG_DIFFERS;
    }
    return match;
}
