/* Cursors (server/api). Inside the base64: 4 bytes of fingerprint, then per value 'v', its text and a NUL, or 'n' for
 * null. */
#include "api/cursor.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include <proeftuin/utf8.h>

enum { CURSOR_MOST = 4096 };

static bool decides(const char *name)
{
    static const char *const others[] = {"cursor", "limit", "fields", "expand", "count", "separator"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i]) == 0)
            return false;
    return true;
}

/* The parts of a question are summed, so that their order does not matter. */
static uint64_t resource_hash(const struct resource *resource)
{
    return XXH3_64bits(resource->path, strlen(resource->path));
}

static uint64_t parameter_hash(const char *name, const char *value)
{
    return XXH3_64bits_withSeed(value, strlen(value), XXH3_64bits(name, strlen(name)));
}

static uint32_t folded(uint64_t sum)
{
    return (uint32_t)(sum ^ sum >> 32);
}

uint32_t cursor_fingerprint(const struct resource *resource, const struct parameters *parameters)
{
    uint64_t sum = resource_hash(resource);

    for (size_t i = 0; i < parameters->count; i++)
        if (decides(parameters->items[i].name))
            sum += parameter_hash(parameters->items[i].name, parameters->items[i].value);
    return folded(sum);
}

static void write_value(struct buffer *out, const char *value)
{
    buffer_char(out, value ? 'v' : 'n');
    if (value)
        buffer_append(out, value, strlen(value) + 1);
}

void cursor_write(struct arena *arena, uint32_t fingerprint, const struct selection *selection,
    const struct page_start *start, struct buffer *out)
{
    struct buffer plain;
    char *text;

    buffer_init(&plain, CURSOR_MOST);
    buffer_append(&plain, (const char *)&fingerprint, sizeof fingerprint);
    if (sql_by_rank(selection))
        write_value(&plain, start->rank);
    for (size_t i = 0; i < selection->sort_count; i++)
        write_value(&plain, start->sort[i]);
    write_value(&plain, start->key);
    const size_t size = sodium_base64_encoded_len(plain.length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text = plain.failed ? NULL : arena_alloc(arena, size);
    if (text)
        buffer_text(out, sodium_bin2base64(text, size, (const unsigned char *)plain.data, plain.length,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING));
    else
        out->failed = true;
    buffer_free(&plain);
}

void cursor_write_children(struct arena *arena, const struct resource *resource, const char *name, const char *value,
    const char *key, struct buffer *out)
{
    const struct selection unsorted = {.resource = resource};
    const struct page_start start = {.key = key};

    cursor_write(arena, folded(resource_hash(resource) + parameter_hash(name, value)), &unsorted, &start, out);
}

/* Takes the next value; false when it is damaged or can't be a value of the field. */
static bool read_value(struct arena *arena, const struct field *field, char **at, const char *end, const char **ret)
{
    struct faults faults;
    struct value value;
    char *stop;

    if (*at < end && **at == 'n' && field_nullable(field)) {
        *ret = NULL;
        (*at)++;
        return true;
    }
    if (*at >= end || **at != 'v' || !(stop = memchr(*at, '\0', (size_t)(end - *at))))
        return false;
    faults_init(&faults, arena, FAULT_IN_QUERY);
    if (!utf8_valid(*at + 1, (size_t)(stop - *at - 1)) ||
        !field->type->parse(field, *at + 1, (size_t)(stop - *at - 1), &faults, NULL, &value))
        return false;
    *ret = value.text;
    *at = stop + 1;
    return true;
}

/* A rank as PostgreSQL writes it. */
static bool read_rank(struct arena *arena, char **at, const char *end, const char **ret)
{
    char *stop, *behind;

    if (*at >= end || **at != 'v' || !(stop = memchr(*at, '\0', (size_t)(end - *at))))
        return false;
    const char *text = *at + 1;
    const float rank = strtof(text, &behind);
    if (stop == text || behind != stop || strspn(text, "0123456789.e-") != (size_t)(stop - text) ||
        !(rank >= 0 && rank < 1e9F))
        return false;
    *ret = arena_text(arena, text);
    *at = stop + 1;
    return *ret;
}

bool cursor_read(struct arena *arena, const char *text, uint32_t fingerprint, const struct selection *selection,
    struct page_start *ret)
{
    const struct resource *resource = selection->resource;
    char *plain = arena_alloc(arena, CURSOR_MOST);
    char *at, *end;
    size_t length;

    if (!plain || sodium_base642bin((unsigned char *)plain, CURSOR_MOST, text, strlen(text), NULL, &length, NULL,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING))
        return false;
    if (length < sizeof fingerprint || memcmp(plain, &fingerprint, sizeof fingerprint) != 0)
        return false;
    at = plain + sizeof fingerprint;
    end = plain + length;
    if (sql_by_rank(selection) && !read_rank(arena, &at, end, &ret->rank))
        return false;
    for (size_t i = 0; i < selection->sort_count; i++)
        if (!read_value(arena, &resource->fields[selection->sort[i].field], &at, end, &ret->sort[i]))
            return false;
    return read_value(arena, &resource->fields[resource->key], &at, end, &ret->key) && at == end;
}
