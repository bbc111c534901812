/* What the passes share (lib). */
#include "reading.h"

enum { CLAUSE_REACH = 12 /* tokens that a clause's verb may be away */ };

const struct token *smart_token_at(const struct reading *reading, size_t index)
{
    static const struct token none = {.kind = TOKEN_OTHER};

    return index < reading->tokens.count ? &reading->tokens.at[index] : &none;
}

struct smart_found *smart_reading_add(
    struct reading *reading, enum smart_found_kind kind, size_t first, size_t last, enum token_use use)
{
    struct token *at = reading->tokens.at;
    struct smart_found *found = &reading->found[reading->found_count++];

    *found = (struct smart_found){
        .kind = kind, .start = at[first].start, .length = at[last].start + at[last].length - at[first].start};
    for (size_t i = first; i <= last; i++)
        at[i].use = use;
    reading->count[kind]++;
    return found;
}

static bool ends_clause(const struct token *token)
{
    return token->kind == TOKEN_STOP || token->kind == TOKEN_COMMA;
}

/* "als nu", "dan nu": that is no telling how it is. */
static bool is_comparing(const struct token *token)
{
    return is_word(token, "als") || is_word(token, "dan") || is_word(token, "than");
}

/* "gezinnen waar nu", "het verzuim dat opliep": what follows tells of those, not of what went before; and so does what
 * follows "lager dan". */
static bool begins_clause(const struct token *token)
{
    return is_word(token, "die") || is_word(token, "dat") || is_word(token, "waar") || is_word(token, "wie") ||
           is_word(token, "who") || is_word(token, "which") || is_comparing(token);
}

bool smart_in_past_clause(const struct reading *reading, size_t index)
{
    size_t first = index, last = index;

    while (first > 0 && index - first < CLAUSE_REACH && !ends_clause(smart_token_at(reading, first - 1)) &&
           !begins_clause(smart_token_at(reading, first)))
        first--;
    while (last + 1 < reading->tokens.count && last - index < CLAUSE_REACH &&
           !ends_clause(smart_token_at(reading, last + 1)) && !begins_clause(smart_token_at(reading, last + 1)))
        last++;
    for (size_t i = first; i <= last; i++)
        if (has(smart_token_at(reading, i), PAST) && !(i > 0 && is_comparing(smart_token_at(reading, i - 1))))
            return true;
    return false;
}
