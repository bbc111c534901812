/* Request ids and trace context (server/api). */
#include "api/trace.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

static const char hexadecimal[] = "0123456789abcdef";

void trace_seed(struct trace_source *source)
{
    unsigned char chance[TRACE_PREFIX_LENGTH / 2];

    randombytes_buf(chance, sizeof chance);
    sodium_bin2hex(source->prefix, sizeof source->prefix, chance, sizeof chance);
}

/* "5f3a9c0d1e2b-7f": the prefix, and the number in hexadecimal. */
static void make_id(struct trace_source *source, char *ret)
{
    char digits[2 * sizeof source->made], *const end = digits + sizeof digits, *at = end;

    for (uint64_t rest = ++source->made; rest > 0; rest >>= 4)
        *--at = hexadecimal[rest & 15];
    memcpy(ret, source->prefix, TRACE_PREFIX_LENGTH);
    ret[TRACE_PREFIX_LENGTH] = '-';
    memcpy(ret + TRACE_PREFIX_LENGTH + 1, at, (size_t)(end - at));
    ret[TRACE_PREFIX_LENGTH + 1 + (end - at)] = '\0';
}

/* The length of an id that can be repeated in a header and in a log without harm; 0 when it is none. */
static size_t id_length(const char *text)
{
    static const bool allowed[256] = {
        ['0' ... '9'] = true,
        ['A' ... 'Z'] = true,
        ['a' ... 'z'] = true,
        ['-'] = true,
        ['_'] = true,
        ['.'] = true,
        [':'] = true,
        ['='] = true,
        ['+'] = true,
        ['/'] = true,
        ['@'] = true,
    };
    size_t length = 0;

    while (allowed[(unsigned char)text[length]])
        if (++length > REQUEST_ID_MOST)
            return 0;
    return text[length] ? 0 : length;
}

/* `length` lower-case hexadecimal digits; all zeros mean nothing unless they are `flags`. */
static bool is_field(const char *text, size_t length, bool flags)
{
    return strspn(text, hexadecimal) >= length && (flags || strspn(text, "0") < length);
}

/* Versions to come may add to what version 00 says, and may not change it; only ff is no version. */
static bool is_parent(const char *text)
{
    const size_t length = strnlen(text, TRACEPARENT_LENGTH + 1);

    return length >= TRACEPARENT_LENGTH && is_field(text, 2, true) && memcmp(text, "ff", 2) != 0 && text[2] == '-' &&
           is_field(text + TRACE_ID_BEGIN, TRACE_ID_LENGTH, false) && text[35] == '-' &&
           is_field(text + 36, 16, false) && text[52] == '-' && is_field(text + 53, 2, true) &&
           (text[55] == '\0' || (memcmp(text, "00", 2) != 0 && text[55] == '-'));
}

void trace_read(const char *id, const char *parent, struct trace_source *source, struct trace *ret)
{
    const size_t length = id ? id_length(id) : 0;

    if (length > 0)
        memcpy(ret->id, id, length + 1);
    else
        make_id(source, ret->id);
    ret->parent[0] = '\0';
    if (!parent || !is_parent(parent))
        return;
    memcpy(ret->parent, parent, TRACEPARENT_LENGTH);
    memcpy(ret->parent, "00", 2); /* the part that we pass on is what version 00 knows */
    ret->parent[TRACEPARENT_LENGTH] = '\0';
}
