/*
 * What a value must be like once it was accepted, said again and in other words than the library's (tests): whatever is
 * bound to a statement has the form of its column's type.
 */
#ifndef TESTS_FUZZ_VALUES_H
#define TESTS_FUZZ_VALUES_H

#include <ctype.h>

#include "fuzz/fuzz.h"

#include <proeftuin/field.h>
#include <proeftuin/record.h>

/* Every character of `text` stands in `form` as itself, or as 9 for a digit or x for a hexadecimal one. */
static inline bool has_form(const char *text, const char *form)
{
    if (strlen(text) != strlen(form))
        return false;
    for (; *text; text++, form++)
        if (*form == '9'   ? !isdigit((unsigned char)*text)
            : *form == 'x' ? !strchr("0123456789abcdef", *text)
                           : *text != *form)
            return false;
    return true;
}

/* UTF-8 that jansson lets through, without control characters but for those of `allowed`. */
static inline void demand_text(const char *text, const char *allowed)
{
    json_t *json = json_string(text);

    DEMAND(json);
    json_decref(json);
    for (; *text; text++)
        DEMAND((*text & 0x7f) != *text || (*text >= 0x20 && *text != 0x7f) || strchr(allowed, *text));
}

static inline void demand_integer(const struct field *field, const char *text)
{
    char *end;
    const long long number = strtoll(text, &end, 10);

    DEMAND(*text && !*end && strspn(text, "-0123456789") == strlen(text));
    DEMAND(number >= field->min && number <= field->max);
}

static inline bool is_listed(const struct code_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->codes[i].code, text) == 0)
            return true;
    return false;
}

/* One value, or one element of a list. */
static inline void demand_scalar(const struct field *field, const char *text)
{
    const struct type *type = field->type;

    if (type == &type_uuid || type == &type_reference)
        DEMAND(has_form(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));
    else if (type == &type_date)
        DEMAND(has_form(text, "9999-99-99"));
    else if (type == &type_boolean)
        DEMAND(has_form(text, "t") || has_form(text, "f"));
    else if (type == &type_integer || type == &type_integers)
        demand_integer(field, text);
    else if (type == &type_code || type == &type_codes)
        DEMAND(is_listed(field->codes, text));
    else if (type != &type_instant) /* an instant only comes back in a cursor, as it was given */
        demand_text(text, type == &type_prose ? "\n\r\t" : "");
}

/* A value of a record. */
static inline void demand_value(const struct field *field, const struct value *value)
{
    if (value->reference)
        demand_text(value->reference, "\x7f\1\2\3\4\5\6\a\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19"
                                      "\x1a\x1b\x1c\x1d\x1e\x1f"); /* only looked up, never stored */
    if (!value->text)
        return;
    if (!field->type->list) {
        demand_scalar(field, value->text);
        return;
    }
    for (size_t i = 0; i < value->count; i++) {
        demand_scalar(field, value->items[i]);
        for (size_t j = 0; j < i; j++)
            DEMAND(strcmp(value->items[i], value->items[j]) != 0);
    }
}

/* As PostgreSQL gives it back: of a list's elements none needs quotes. */
static inline void write_stored(const struct field *field, const struct value *value, struct buffer *out)
{
    if (!field->type->list) {
        buffer_text(out, value->text);
        return;
    }
    for (size_t i = 0; i < value->count; i++)
        buffer_format(out, "%c%s", i ? ',' : '{', value->items[i]);
    buffer_char(out, '}');
}

static inline bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

#endif
