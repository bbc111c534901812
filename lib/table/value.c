/* Values on their way into a record, from JSON, CSV cells and stored rows (lib). */
#include "value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <proeftuin/sql_array.h>
#include <proeftuin/utf8.h>

/* An array's text depends on who wrote it: quotes are ours, PostgreSQL leaves out those that it can. */
static bool same_items(const struct value *a, const struct value *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++)
        same = strcmp(a->items[i], b->items[i]) == 0;
    return same;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (!a->text || !b->text)
        return a->text == b->text;
    if (a->items && b->items)
        return same_items(a, b);
    return strcmp(a->text, b->text) == 0;
}

/* ---- Lists, whatever they come from ---- */

struct list {
    const struct field *field;
    struct faults *faults;
    const struct place *place;
    const char **items;
    size_t count;
    bool faulty;
};

static size_t list_most(const struct field *field)
{
    return field->max && field->type->shape == JSON_SHAPE_STRING ? (size_t)field->max : LIST_MOST;
}

static bool list_begin(
    struct list *list, const struct field *field, size_t count, struct faults *faults, const struct place *place)
{
    char most[24];

    *list = (struct list){.field = field, .faults = faults, .place = place};
    if (count > list_most(field)) {
        snprintf(most, sizeof most, "%zu", list_most(field));
        faults_add(faults, FAULT_LIST_LONG, place, most, NULL);
        return false;
    }
    list->items = arena_array(faults->arena, count + 1, sizeof *list->items);
    return list->items != NULL;
}

/* An element that could not be read keeps its place, so that those behind it keep theirs. */
static void list_skip(struct list *list)
{
    list->items[list->count++] = NULL;
    list->faulty = true;
}

static void list_add(struct list *list, const char *text, size_t length)
{
    const struct place here = {.up = list->place, .index = list->count};
    struct value value = {0};

    if (!list->field->type->parse(list->field, text, length, list->faults, &here, &value)) {
        list_skip(list);
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] && strcmp(list->items[i], value.text) == 0) {
            faults_add(list->faults, FAULT_LIST_DUPLICATE, &here, value.text, NULL);
            list_skip(list);
            return;
        }
    list->items[list->count++] = value.text;
}

/* An empty list is no value: null, as an empty text is. */
static bool list_end(struct list *list, struct value *ret)
{
    struct buffer text;

    if (list->faulty)
        return false;
    *ret = (struct value){0};
    if (list->count == 0)
        return true;
    buffer_init(&text, SIZE_MAX / 2);
    sql_array_write(&text, list->items, list->count);
    if (!text.failed)
        *ret = (struct value){
            .text = arena_text(list->faults->arena, text.data), .items = list->items, .count = list->count};
    else
        arena_fail(list->faults->arena);
    buffer_free(&text);
    return ret->text != NULL;
}

/* ---- From text ---- */

static bool value_from_list_cell(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    const char *const end = text + length;
    size_t count = 1;
    struct list list;

    for (size_t i = 0; i < length; i++)
        count += text[i] == '|';
    if (!list_begin(&list, field, count, faults, place))
        return false;
    for (const char *item = text; item <= end;) {
        const char *bar = memchr(item, '|', (size_t)(end - item));
        const char *stop = bar ? bar : end;

        list_add(&list, item, (size_t)(stop - item));
        item = stop + 1;
    }
    return list_end(&list, ret);
}

bool value_from_cell(const struct field *field, bool by_reference, const char *text, size_t length,
    struct faults *faults, const struct place *place, struct value *ret)
{
    if (!utf8_valid(text, length) || memchr(text, '\0', length)) {
        faults_add(faults, FAULT_TEXT_ENCODING, place, NULL);
        return false;
    }
    if (length == 0) {
        *ret = (struct value){0};
        return true;
    }
    if (by_reference) {
        *ret = (struct value){.reference = arena_copy(faults->arena, text, length)};
        return ret->reference != NULL;
    }
    if (field->type->list)
        return value_from_list_cell(field, text, length, faults, place, ret);
    return field->type->parse(field, text, length, faults, place, ret);
}

/* ---- From JSON ---- */

static bool wrong_shape(const struct field *field, struct faults *faults, const struct place *place)
{
    faults_add(faults, FAULT_TYPE, place, field->type->name, NULL);
    return false;
}

/* A number with a point or an exponent: see json_read(). */
static bool is_written_number(const json_t *json)
{
    return json_is_string(json) && json_string_length(json) && json_string_value(json)[0] == '\0';
}

/* The text of a JSON scalar that has the type's shape; false when it has another. `room` holds a number's digits. */
static bool scalar_text(
    const struct type *type, const json_t *json, char room[24], const char **ret_text, size_t *ret_length)
{
    if (is_written_number(json)) {
        *ret_text = json_string_value(json) + 1;
        *ret_length = json_string_length(json) - 1;
        return type->shape == JSON_SHAPE_NUMBER;
    }
    if (type->shape == JSON_SHAPE_STRING && json_is_string(json)) {
        *ret_text = json_string_value(json);
        *ret_length = json_string_length(json);
        return true;
    }
    if (type->shape == JSON_SHAPE_BOOLEAN && json_is_boolean(json)) {
        *ret_text = json_is_true(json) ? "true" : "false";
        *ret_length = strlen(*ret_text);
        return true;
    }
    if ((type->shape == JSON_SHAPE_INTEGER || type->shape == JSON_SHAPE_NUMBER) && json_is_integer(json)) {
        *ret_length = (size_t)snprintf(room, 24, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
        *ret_text = room;
        return true;
    }
    return false;
}

static bool value_from_json_array(
    const struct field *field, const json_t *json, struct faults *faults, const struct place *place, struct value *ret)
{
    struct list list;
    const char *text;
    size_t length;
    char room[24];

    if (!json_is_array(json))
        return wrong_shape(field, faults, place);
    if (!list_begin(&list, field, json_array_size(json), faults, place))
        return false;
    for (size_t i = 0; i < json_array_size(json); i++) {
        const struct place here = {.up = place, .index = i};

        if (scalar_text(field->type, json_array_get(json, i), room, &text, &length)) {
            list_add(&list, text, length);
        } else {
            wrong_shape(field, faults, &here);
            list_skip(&list);
        }
    }
    return list_end(&list, ret);
}

bool value_from_json(const struct field *field, bool by_reference, const json_t *json, struct faults *faults,
    const struct place *place, struct value *ret)
{
    const char *text;
    size_t length;
    char room[24];

    if (json_is_null(json)) {
        *ret = (struct value){0};
        return true;
    }
    if (field->type->list)
        return value_from_json_array(field, json, faults, place, ret);
    if (!scalar_text(field->type, json, room, &text, &length))
        return wrong_shape(field, faults, place);
    return value_from_cell(field, by_reference, text, length, faults, place, ret);
}

/* ---- From a stored row ---- */

static bool value_from_stored_array(struct arena *arena, const char *text, size_t length, struct value *ret)
{
    struct sql_array array;
    const char *item, **items;
    size_t item_length, count = 0, most = 1;

    for (size_t i = 0; i < length; i++)
        most += text[i] == ',';
    items = arena_array(arena, most, sizeof *items);
    if (!items)
        return false;
    sql_array_begin(&array, text, length);
    while (sql_array_next(&array, &item, &item_length))
        if (!(items[count++] = arena_copy(arena, item, item_length)))
            return false;
    ret->items = items;
    ret->count = count;
    return true;
}

/* What is stored was checked when it came in. Should a table have become stricter since, the text still stands: only
 * the typed member, on which rules look, stays empty. */
bool value_from_stored(
    const struct field *field, struct arena *arena, const char *text, size_t length, struct value *ret)
{
    struct faults ignored;
    struct value value = {0};

    faults_init(&ignored, arena, FAULT_IN_BODY);
    if (field->type->list)
        value_from_stored_array(arena, text, length, &value);
    else if (!field->type->parse(field, text, length, &ignored, NULL, &value))
        value = (struct value){0};
    value.text = arena_copy(arena, text, length);
    if (!value.text)
        return false;
    *ret = value;
    return true;
}
