/* The table of rules (lib), from proeftuin/smart_rules.h. */
#include <proeftuin/smart.h>

#include <assert.h>

static const struct {
    const char *id;
    enum smart_letter letter;
    enum smart_severity severity;
    const char *field;
    struct bilingual text, suggestion;
    const char *source;
} table[SMART_RULES] = {
#define SMART_RULE(symbol, id, letter, severity, field, text_nl, text_en, suggestion_nl, suggestion_en, source) \
    [SMART_##symbol] = {id, letter, severity, field, {text_nl, text_en}, {suggestion_nl, suggestion_en}, source},
#include <proeftuin/smart_rules.h>
#undef SMART_RULE
};

const char *smart_rule_id(enum smart_rule rule)
{
    assert((unsigned)rule < SMART_RULES);
    return table[rule].id;
}

enum smart_letter smart_rule_letter(enum smart_rule rule)
{
    assert((unsigned)rule < SMART_RULES);
    return table[rule].letter;
}

enum smart_severity smart_rule_severity(enum smart_rule rule)
{
    assert((unsigned)rule < SMART_RULES);
    return table[rule].severity;
}

const char *smart_rule_field(enum smart_rule rule)
{
    assert((unsigned)rule < SMART_RULES);
    return table[rule].field;
}

struct bilingual smart_rule_text(enum smart_rule rule)
{
    assert((unsigned)rule < SMART_RULES);
    return table[rule].text;
}

struct bilingual smart_rule_suggestion(enum smart_rule rule)
{
    assert((unsigned)rule < SMART_RULES);
    return table[rule].suggestion;
}

const char *smart_rule_source(enum smart_rule rule)
{
    assert((unsigned)rule < SMART_RULES);
    return table[rule].source;
}

const char *smart_letter_name(enum smart_letter letter)
{
    static const char *const names[] = {"specific", "measurable", "acceptable", "realistic", "timeBound"};

    assert((unsigned)letter < SMART_LETTERS);
    return names[letter];
}

const char *smart_result_name(enum smart_result result)
{
    static const char *const names[] = {"met", "notMet", "notEstablished"};

    assert((unsigned)result <= SMART_NOT_ESTABLISHED);
    return names[result];
}

const char *smart_severity_name(enum smart_severity severity)
{
    static const char *const names[] = {"info", "warning", "error"};

    assert((unsigned)severity <= SMART_ERROR);
    return names[severity];
}

const char *smart_found_name(enum smart_found_kind kind)
{
    static const char *const names[] = {
        "target", "baseline", "number", "fullCount", "deadline", "pastDate", "term", "group", "object", "vague"};

    assert((unsigned)kind < SMART_FOUND_KINDS);
    return names[kind];
}

const char *smart_unit_name(enum smart_unit unit)
{
    static const char *const names[] = {
        "none", "count", "percent", "percentagePoint", "euro", "factor", "share", "days"};

    assert((unsigned)unit < SMART_UNITS);
    return names[unit];
}
