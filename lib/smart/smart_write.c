/* The answer of the SMART check as JSON (lib). */
#include <proeftuin/smart.h>

#include <inttypes.h>
#include <string.h>

#include <proeftuin/json_text.h>
#include <proeftuin/sentence.h>

enum { DECIMALS = 10000, SENTENCE_MOST = 64 * 1024 };

static void write_name(struct buffer *out, const char *name)
{
    json_write_text(out, name);
    buffer_char(out, ':');
}

static void write_text(struct buffer *out, const char *name, const char *text)
{
    write_name(out, name);
    json_write_text(out, text);
}

/* A sentence with its gap filled, as a JSON string. */
static void write_sentence(struct buffer *out, const char *name, const char *sentence, const char *fact)
{
    struct buffer text;

    buffer_init(&text, SENTENCE_MOST);
    sentence_write(&text, sentence, &fact, 1);
    write_name(out, name);
    if (text.failed)
        out->failed = true;
    else
        json_write_string(out, text.data, text.length);
    buffer_free(&text);
}

static void write_finding(const struct smart_finding *finding, enum language language, struct buffer *out)
{
    buffer_char(out, '{');
    write_text(out, "rule", smart_rule_id(finding->rule));
    buffer_char(out, ',');
    write_text(out, "severity", smart_severity_name(smart_rule_severity(finding->rule)));
    buffer_char(out, ',');
    write_text(out, "field", smart_rule_field(finding->rule));
    buffer_char(out, ',');
    write_sentence(out, "text", in_language(smart_rule_text(finding->rule), language), finding->fact);
    buffer_char(out, ',');
    write_sentence(out, "suggestion", in_language(smart_rule_suggestion(finding->rule), language), finding->fact);
    buffer_char(out, '}');
}

static void write_letter(
    const struct smart_answer *answer, enum smart_letter letter, enum language language, struct buffer *out)
{
    bool first = true;

    write_name(out, smart_letter_name(letter));
    buffer_char(out, '{');
    write_text(out, "result", smart_result_name(answer->result[letter]));
    buffer_text(out, ",\"findings\":[");
    for (size_t i = 0; i < answer->finding_count; i++) {
        if (smart_rule_letter(answer->findings[i].rule) != letter)
            continue;
        if (!first)
            buffer_char(out, ',');
        first = false;
        write_finding(&answer->findings[i], language, out);
    }
    buffer_text(out, "]}");
}

/* At most four decimals, and a point whatever the locale says. */
static void write_number(struct buffer *out, const char *name, double value)
{
    const uint64_t scaled = (uint64_t)(value * DECIMALS + 0.5);
    uint64_t decimals = scaled % DECIMALS;
    int digits = 4;

    buffer_char(out, ',');
    write_name(out, name);
    buffer_format(out, "%" PRIu64, scaled / DECIMALS);
    if (decimals == 0)
        return;
    for (; decimals % 10 == 0; decimals /= 10)
        digits--;
    buffer_format(out, ".%0*" PRIu64, digits, decimals);
}

static void write_date(struct buffer *out, const char *name, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format(date, text);
    buffer_char(out, ',');
    write_text(out, name, text);
}

/* Code points begin with every byte that does not go on with another. */
static size_t count_points(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void write_found(const struct smart_found *found, const char *statement, size_t start, struct buffer *out)
{
    buffer_char(out, '{');
    write_text(out, "kind", smart_found_name(found->kind));
    buffer_char(out, ',');
    write_name(out, "text");
    json_write_string(out, statement + found->start, found->length);
    buffer_format(out, ",\"start\":%zu", start);
    if (found->unit) {
        buffer_char(out, ',');
        write_text(out, "unit", smart_unit_name(found->unit));
        write_number(out, "value", found->value);
        if (found->upper > found->value)
            write_number(out, "upper", found->upper);
    }
    if (date_is_set(found->first)) {
        write_date(out, "firstDate", found->first);
        write_date(out, "lastDate", found->last);
    }
    buffer_char(out, '}');
}

static void write_direction(enum smart_direction direction, struct buffer *out)
{
    buffer_char(out, ',');
    write_text(out, "direction",
        direction == SMART_INCREASE   ? "increase"
        : direction == SMART_DECREASE ? "decrease"
                                      : NULL);
}

void smart_write(const struct smart_answer *answer, const char *statement, enum language language, struct buffer *out)
{
    size_t at = 0, start = 0;
    char day[DATE_TEXT_SIZE];

    date_format(answer->today, day);
    buffer_char(out, '{');
    write_text(out, "asOf", day);
    for (unsigned letter = 0; letter < SMART_LETTERS; letter++) {
        buffer_char(out, ',');
        write_letter(answer, letter, language, out);
    }
    write_direction(answer->direction, out);
    buffer_text(out, ",\"found\":[");
    for (size_t i = 0; i < answer->found_count; i++) {
        const struct smart_found *found = &answer->found[i];

        start += count_points(statement + at, found->start - at);
        at = found->start;
        if (i)
            buffer_char(out, ',');
        write_found(found, statement, start, out);
    }
    buffer_text(out, "]}");
}
