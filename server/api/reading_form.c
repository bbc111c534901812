/*
 * What a GET that is not answered as JSON reads (server/api): whether it wants everything, a part's rows instead of the
 * rows themselves, and how its CSV is to be written; and what such an answer has no room for.
 */
#include <string.h>

#include "api/reading.h"

static bool is_given(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->parameters->count; i++)
        if (strcmp(call->parameters->items[i].name, name) == 0)
            return true;
    return false;
}

/* Refuses a parameter because of something else that was asked. */
static void refuse(struct call *call, const char *name, const char *because)
{
    const struct place place = {.name = name};

    if (parameters_take(call->parameters, name))
        faults_add(&call->faults, FAULT_PARAMETER_TOGETHER, &place, because, NULL);
}

/* A part's table stands by itself: all of it, in its own order. */
static void read_part(struct call *call, struct reading *reading)
{
    static const char *const others[] = {"limit", "cursor", "sort", "fields"};
    const struct place place = {.name = "part"};
    const char *name = parameters_take(call->parameters, "part");
    const int part = name ? resource_part(call->resource, name, strlen(name)) : -1;

    if (!name)
        return;
    if (part < 0)
        faults_add(&call->faults, FAULT_PART, &place, name, NULL);
    else
        reading->part = call->resource->parts[part];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        refuse(call, others[i], "part");
}

static void read_separator(struct call *call, struct reading *reading)
{
    const struct place place = {.name = "separator"};
    const char *value = parameters_take(call->parameters, "separator");

    reading->separator = value && strcmp(value, "semicolon") == 0 ? ';' : ',';
    if (value && strcmp(value, "semicolon") != 0 && strcmp(value, "comma") != 0)
        faults_add(&call->faults, FAULT_TEXT_PATTERN, &place, "comma|semicolon", NULL);
}

void reading_form(struct call *call, struct reading *reading)
{
    const char *form = form_media_type(call->form);

    if (call->form == FORM_CSV)
        read_separator(call, reading);
    else
        refuse(call, "separator", form);
    if (call->form == FORM_JSON) {
        refuse(call, "part", form);
        return;
    }
    refuse(call, "expand", form);
    if (call->key)
        return;
    refuse(call, "count", form);
    reading->whole = !is_given(call, "limit") && !is_given(call, "cursor");
    read_part(call, reading);
}

/* Lists within a row: CSV has no place for them, and a stream of rows no second one beside it. */
void reading_form_check(struct call *call, const struct reading *reading)
{
    const struct place place = {.name = "fields"};

    if (call->form != FORM_CSV && !reading->whole)
        return;
    for (size_t i = 0; i < resource_part_count(call->resource); i++)
        if (reading->parts >> i & 1)
            faults_add(&call->faults, FAULT_FIELDS_PART, &place, call->resource->parts[i]->path, NULL);
}
