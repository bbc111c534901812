/* The generated part of docs/smart.md (lib): the rules, and the words that are held to be vague. */
#include <proeftuin/smart.h>

#include <string.h>

#include "lexicon.h"

enum { COLUMNS = 118 };

static const char *const titles[SMART_LETTERS] = {
    "S: specific", "M: measurable", "A: acceptable", "R: realistic", "T: time-bound"};

/* {0} is shown as three dots. */
static void write_sentence(struct buffer *out, const char *text)
{
    const char *gap = strstr(text, "{0}");

    if (!gap) {
        buffer_text(out, text);
        return;
    }
    buffer_append(out, text, (size_t)(gap - text));
    buffer_text(out, "...");
    write_sentence(out, gap + 3);
}

static void write_rule(struct buffer *out, enum smart_rule rule)
{
    buffer_format(out, "| `%s` | %s | `%s` | ", smart_rule_id(rule), smart_severity_name(smart_rule_severity(rule)),
        smart_rule_field(rule));
    write_sentence(out, smart_rule_text(rule).nl);
    buffer_text(out, "<br>");
    write_sentence(out, smart_rule_text(rule).en);
    buffer_text(out, " | ");
    write_sentence(out, smart_rule_suggestion(rule).nl);
    buffer_text(out, "<br>");
    write_sentence(out, smart_rule_suggestion(rule).en);
    buffer_format(out, " | %s |\n", smart_rule_source(rule));
}

static void write_letter(struct buffer *out, enum smart_letter letter)
{
    buffer_format(out,
        "\n### %s\n\n| rule | severity | field | says | suggests | source |\n|---|---|---|---|---|---|\n",
        titles[letter]);
    for (unsigned rule = 0; rule < SMART_RULES; rule++)
        if (smart_rule_letter(rule) == letter)
            write_rule(out, rule);
}

static void write_vague_words(struct buffer *out)
{
    size_t column = 0;

    buffer_text(out, "\n### Vague words\n\nNever an error by themselves.\n");
    for (size_t i = 0; i < smart_lexicon_count; i++) {
        const size_t length = strlen(smart_lexicon[i].word) + 2;

        if (!(smart_lexicon[i].classes & VAGUE))
            continue;
        if (column == 0 || column + length > COLUMNS) {
            buffer_text(out, column == 0 ? "\n" : ",\n");
            column = 0;
        } else {
            buffer_text(out, ", ");
        }
        buffer_text(out, smart_lexicon[i].word);
        column += length;
    }
    buffer_text(out, ".\n");
}

void smart_rules_write(struct buffer *out)
{
    for (unsigned letter = 0; letter < SMART_LETTERS; letter++)
        write_letter(out, letter);
    write_vague_words(out);
}
