/* States, reasons and signals as data (lib), from proeftuin/progress_tables.h. */
#include <proeftuin/progress.h>

#include <assert.h>

static const struct {
    const char *name;
    struct bilingual text;
    const char *rule, *source;
} states[PROGRESS_STATES] = {
#define PROGRESS_STATE(symbol, name, text_nl, text_en, rule, source) \
    [PROGRESS_##symbol] = {name, {text_nl, text_en}, rule, source},
#include <proeftuin/progress_tables.h>
#undef PROGRESS_STATE
};

static const struct {
    const char *name;
    enum progress_weight weight;
    struct bilingual text;
    const char *source;
} reasons[PROGRESS_REASONS] = {
#define PROGRESS_REASON(symbol, name, weight, text_nl, text_en, source) \
    [PROGRESS_##symbol] = {name, weight, {text_nl, text_en}, source},
#include <proeftuin/progress_tables.h>
#undef PROGRESS_REASON
};

static const struct {
    const char *name;
    struct bilingual text;
    const char *source;
} rules[PROCESS_RULES] = {
#define PROCESS_RULE(symbol, name, text_nl, text_en, source) [PROCESS_##symbol] = {name, {text_nl, text_en}, source},
#include <proeftuin/progress_tables.h>
#undef PROCESS_RULE
};

_Static_assert(PROGRESS_REASONS <= 64, "an answer has a bit for each reason");

const char *progress_state_name(enum progress_state state)
{
    assert((unsigned)state < PROGRESS_STATES);
    return states[state].name;
}

struct bilingual progress_state_text(enum progress_state state)
{
    assert((unsigned)state < PROGRESS_STATES);
    return states[state].text;
}

const char *progress_state_rule(enum progress_state state)
{
    assert((unsigned)state < PROGRESS_STATES);
    return states[state].rule;
}

const char *progress_state_source(enum progress_state state)
{
    assert((unsigned)state < PROGRESS_STATES);
    return states[state].source;
}

const char *progress_reason_name(enum progress_reason reason)
{
    assert((unsigned)reason < PROGRESS_REASONS);
    return reasons[reason].name;
}

enum progress_weight progress_reason_weight(enum progress_reason reason)
{
    assert((unsigned)reason < PROGRESS_REASONS);
    return reasons[reason].weight;
}

struct bilingual progress_reason_text(enum progress_reason reason)
{
    assert((unsigned)reason < PROGRESS_REASONS);
    return reasons[reason].text;
}

const char *progress_reason_source(enum progress_reason reason)
{
    assert((unsigned)reason < PROGRESS_REASONS);
    return reasons[reason].source;
}

const char *process_rule_name(enum process_rule rule)
{
    assert((unsigned)rule < PROCESS_RULES);
    return rules[rule].name;
}

struct bilingual process_rule_text(enum process_rule rule)
{
    assert((unsigned)rule < PROCESS_RULES);
    return rules[rule].text;
}

const char *process_rule_source(enum process_rule rule)
{
    assert((unsigned)rule < PROCESS_RULES);
    return rules[rule].source;
}

const char *progress_direction_name(enum progress_direction direction)
{
    static const char *const names[] = {NULL, "increase", "decrease", "maintain"};

    assert((unsigned)direction <= PROGRESS_MAINTAIN);
    return names[direction];
}

const char *process_reach_name(enum process_reach reach)
{
    static const char *const names[] = {NULL, "consistently", "sometimes", "outOfReach"};

    assert((unsigned)reach <= PROCESS_OUT_OF_REACH);
    return names[reach];
}

const char *process_meaning_name(enum process_meaning meaning)
{
    static const char *const names[] = {"improvement", "concern", "neither"};

    assert((unsigned)meaning <= PROCESS_NEITHER);
    return names[meaning];
}
