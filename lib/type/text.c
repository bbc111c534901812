/* The types of text: one line, prose, URL, and codes and keys (lib). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <proeftuin/bsn.h>
#include <proeftuin/utf8.h>

#include "parse.h"
#include "write.h"

bool keep_text(struct faults *faults, const char *text, size_t length, struct value *ret)
{
    char *copy = arena_copy(faults->arena, text, length);

    if (!copy)
        return false;
    *ret = (struct value){.text = copy};
    return true;
}

static void add_number_fault(struct faults *faults, enum fault_code code, const struct place *place, int64_t number)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, number);
    faults_add(faults, code, place, text, NULL);
}

/* Control characters have no place in a text; prose may have line breaks and tabs. */
static bool has_control(const char *text, size_t length, const char *allowed)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if ((c < 0x20 || c == 0x7f) && (c == 0 || !strchr(allowed, c)))
            return true;
    }
    return false;
}

static bool check_text(const struct field *field, const char *text, size_t length, const char *allowed, int64_t most,
    struct faults *faults, const struct place *place)
{
    size_t points = utf8_length(text, length);

    if (has_control(text, length, allowed))
        faults_add(faults, FAULT_TEXT_CONTROL, place, NULL);
    else if (points < (size_t)field->min)
        add_number_fault(faults, FAULT_TEXT_SHORT, place, field->min);
    else if (points > (size_t)(field->max ? field->max : most))
        add_number_fault(faults, FAULT_TEXT_LONG, place, field->max ? field->max : most);
    else if (!matches(faults->arena, field->pattern, text, length))
        faults_add(faults, FAULT_TEXT_PATTERN, place, field->pattern, NULL);
    else
        return true;
    return false;
}

/* Free text is where people write down whom it is about; an identifier is not. The value is not repeated. */
static bool check_people(
    const struct field *field, const char *text, size_t length, struct faults *faults, const struct place *place)
{
    if (field->flags & FIELD_IDENTIFIER || !bsn_in_text(text, length))
        return true;
    faults_add(faults, FAULT_TEXT_BSN, place, NULL);
    return false;
}

static bool parse_text(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    return check_text(field, text, length, "", TEXT_MOST, faults, place) &&
           check_people(field, text, length, faults, place) && keep_text(faults, text, length, ret);
}

static bool parse_prose(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    return check_text(field, text, length, "\n\r\t", PROSE_MOST, faults, place) &&
           check_people(field, text, length, faults, place) && keep_text(faults, text, length, ret);
}

/* Only what a browser would follow: an absolute http(s) URL without spaces or quotes. */
static const char url_pattern[] = "^https?://[^][ \"<>\\\\^`{|}]+$";

static bool parse_url(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    if (!check_text(field, text, length, "", TEXT_MOST, faults, place))
        return false;
    if (!matches(faults->arena, url_pattern, text, length)) {
        faults_add(faults, FAULT_TEXT_PATTERN, place, "https://...", NULL);
        return false;
    }
    return keep_text(faults, text, length, ret);
}

/* At most this much of a wrong code is repeated in the answer. */
enum { ECHO_MOST = 60 };

static bool parse_code(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    int index = code_find(field->codes, text, length);

    if (index < 0) {
        const char *shown = utf8_length(text, length) > ECHO_MOST ? "..." : arena_copy(faults->arena, text, length);

        faults_add(faults, FAULT_CODE, place, shown ? shown : "", field->codes->name, NULL);
        return false;
    }
    *ret = (struct value){.text = field->codes->codes[index].code, .integer = index};
    return true;
}

/* Keys have the form that the key field of their target demands; whether one exists only the database knows. */
static bool parse_key(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    const struct field *key = &field->target->fields[field->target->key];

    return check_text(key, text, length, "", TEXT_MOST, faults, place) && keep_text(faults, text, length, ret);
}

const struct type type_text = {
    .name = "text", .sql = "text", .filter = FILTER_EQUALS, .parse = parse_text, .write = write_string};
const struct type type_prose = {.name = "prose", .sql = "text", .parse = parse_prose, .write = write_string};
const struct type type_url = {
    .name = "url", .sql = "text", .filter = FILTER_EQUALS, .format = "uri", .parse = parse_url, .write = write_string};
const struct type type_code = {
    .name = "code", .sql = "text", .filter = FILTER_EQUALS, .parse = parse_code, .write = write_quoted};
const struct type type_codes = {.name = "codes",
    .sql = "text[]",
    .list = true,
    .filter = FILTER_OVERLAPS,
    .parse = parse_code,
    .write = write_strings};
const struct type type_keys = {.name = "keys",
    .sql = "text[]",
    .list = true,
    .filter = FILTER_OVERLAPS,
    .parse = parse_key,
    .write = write_strings};
const struct type type_owner = {
    .name = "owner", .sql = "text", .filter = FILTER_EQUALS, .parse = parse_key, .write = write_string};
