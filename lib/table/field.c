/* Looking things up in a resource's table (lib). */
#include <proeftuin/field.h>

#include <assert.h>
#include <ctype.h>
#include <string.h>

void field_column(const struct field *field, char ret[NAME_SIZE])
{
    size_t length = 0;

    for (const char *c = field->name; *c; c++) {
        assert(length + sizeof "_x_id" < NAME_SIZE);
        if (isupper((unsigned char)*c))
            ret[length++] = '_';
        ret[length++] = (char)tolower((unsigned char)*c);
    }
    memcpy(ret + length, field->type == &type_reference ? "_id" : "\0\0\0", sizeof "_id");
}

static bool same_name(const char *name, const char *text, size_t length)
{
    return strncmp(name, text, length) == 0 && name[length] == '\0';
}

int resource_field(const struct resource *resource, const char *name, size_t length, bool *by_reference)
{
    static const char suffix[] = "Reference";
    const size_t tail = sizeof suffix - 1;
    const bool suffixed = by_reference && length > tail && memcmp(name + length - tail, suffix, tail) == 0;

    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];

        if (same_name(field->name, name, length)) {
            if (by_reference)
                *by_reference = false;
            return (int)i;
        }
        if (suffixed && field->type == &type_reference && same_name(field->name, name, length - tail)) {
            *by_reference = true;
            return (int)i;
        }
    }
    return -1;
}

size_t resource_part_count(const struct resource *resource)
{
    size_t count = 0;

    while (resource->parts && resource->parts[count])
        count++;
    return count;
}

int resource_part(const struct resource *resource, const char *name, size_t length)
{
    for (size_t i = 0; i < resource_part_count(resource); i++)
        if (same_name(resource->parts[i]->path, name, length))
            return (int)i;
    return -1;
}
