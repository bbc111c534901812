/* The query string, decoded (server/api). */
#include "api/parameters.h"

#include <string.h>

#include <proeftuin/utf8.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Percent-decoding with '+' for a space, in place of a copy. False when it is wrong, holds a control character or is
 * not UTF-8. */
static bool decode(char *text)
{
    char *out = text;

    for (const char *in = text; *in; in++) {
        if (*in == '%') {
            int high = hex_digit(in[1]), low = high < 0 ? -1 : hex_digit(in[2]);

            if (low < 0)
                return false;
            *out = (char)(high * 16 + low);
            in += 2;
        } else {
            *out = *in == '+' ? ' ' : *in;
        }
        if ((unsigned char)*out < 0x20 || *out == 0x7f)
            return false;
        out++;
    }
    *out = '\0';
    return utf8_valid(text, (size_t)(out - text));
}

static bool is_double(const struct parameters *parameters, const char *name)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (strcmp(parameters->items[i].name, name) == 0)
            return true;
    return false;
}

static bool read_one(
    struct parameters *parameters, struct arena *arena, const char *raw, size_t length, struct faults *faults)
{
    const char *equals = memchr(raw, '=', length);
    const size_t name_length = equals ? (size_t)(equals - raw) : length;
    char *name = arena_copy(arena, raw, name_length);
    char *value = equals ? arena_copy(arena, equals + 1, length - name_length - 1) : arena_copy(arena, "", 0);
    const struct place place = {.name = name};

    if (!name || !value)
        return false;
    if (!decode(name) || !decode(value))
        faults_add(faults, FAULT_PARAMETER_ENCODING, utf8_valid(name, strlen(name)) ? &place : NULL, NULL);
    else if (is_double(parameters, name))
        faults_add(faults, FAULT_PARAMETER_TWICE, &place, NULL);
    else
        parameters->items[parameters->count++] =
            (struct parameter){.name = name, .value = value, .raw = raw, .raw_length = length};
    return true;
}

struct parameters *parameters_read(struct arena *arena, const char *query, struct faults *faults)
{
    struct parameters *parameters = arena_alloc(arena, sizeof *parameters);

    if (!parameters)
        return NULL;
    while (*query) {
        const size_t length = strcspn(query, "&");

        if (parameters->count == PARAMETERS_MOST) {
            faults_add(faults, FAULT_PARAMETER_MANY, NULL, "64", NULL);
            break;
        }
        if (length && !read_one(parameters, arena, query, length, faults))
            return NULL;
        query += length + (query[length] == '&');
    }
    return parameters;
}

const char *parameters_take(struct parameters *parameters, const char *name)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (strcmp(parameters->items[i].name, name) == 0) {
            parameters->items[i].taken = true;
            return parameters->items[i].value;
        }
    return NULL;
}

const char *parameters_take_as_of(struct parameters *parameters, struct faults *faults, struct date *ret)
{
    const struct place place = {.name = "asOf"};
    const char *value = parameters_take(parameters, "asOf");
    struct date date;

    if (value && !date_parse(value, strlen(value), &date))
        faults_add(faults, FAULT_DATE, &place, NULL);
    else if (value && ret)
        *ret = date;
    return value;
}

void parameters_refuse_rest(const struct parameters *parameters, struct faults *faults)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (!parameters->items[i].taken)
            faults_add(faults, FAULT_PARAMETER_UNKNOWN, &(struct place){.name = parameters->items[i].name}, NULL);
}

/* A raw parameter goes back into a link as it came, but for what would end the link or the JSON text around it. */
static void write_safely(struct buffer *out, const char *raw, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr("\"<>\\^`{|}' ", raw[i]) || (unsigned char)raw[i] <= 0x20 || (unsigned char)raw[i] >= 0x7f)
            buffer_format(out, "%%%02X", (unsigned char)raw[i]);
        else
            buffer_char(out, raw[i]);
}

char parameters_write(const struct parameters *parameters, const char *without, struct buffer *out)
{
    char separator = '?';

    for (size_t i = 0; i < parameters->count; i++) {
        if (strcmp(parameters->items[i].name, without) == 0)
            continue;
        buffer_char(out, separator);
        write_safely(out, parameters->items[i].raw, parameters->items[i].raw_length);
        separator = '&';
    }
    return separator;
}

/* A comma or backslash that belongs to a value may bear a backslash; before anything else a backslash is itself. */
static bool is_escape(const char *text)
{
    return text[0] == '\\' && (text[1] == ',' || text[1] == '\\');
}

static const char *value_end(const char *value)
{
    while (*value && *value != ',')
        value += is_escape(value) ? 2 : 1;
    return value;
}

static const char *copy_unescaped(struct arena *arena, const char *value, const char *end)
{
    char *copy = arena_alloc(arena, (size_t)(end - value) + 1);
    char *out = copy;

    if (!copy)
        return NULL;
    for (; value < end; value++) {
        value += is_escape(value);
        *out++ = *value;
    }
    *out = '\0';
    return copy;
}

const char **parameter_split(struct arena *arena, const char *value, size_t *ret_count)
{
    size_t most = 1, count = 0;
    const char **items;

    for (const char *c = value; *c; c++)
        most += *c == ',';
    items = arena_array(arena, most + 1, sizeof *items);
    if (!items)
        return NULL;
    for (const char *end;; value = end + 1) {
        end = value_end(value);
        if (!(items[count++] = copy_unescaped(arena, value, end)))
            return NULL;
        if (!*end)
            break;
    }
    *ret_count = count;
    return items;
}
