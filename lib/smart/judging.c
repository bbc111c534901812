/* What the judges share (lib): reporting, and putting the answer together. */
#include "judging.h"

#include <string.h>

void smart_report(struct judging *judging, enum smart_rule rule, const char *fact)
{
    if (judging->found[rule])
        return;
    judging->found[rule] = true;
    judging->findings[rule] = (struct smart_finding){.rule = rule, .fact = fact};
}

const struct smart_found *smart_first_found(const struct judging *judging, enum smart_found_kind kind)
{
    for (size_t i = 0; i < judging->reading.found_count; i++)
        if (judging->reading.found[i].kind == kind)
            return &judging->reading.found[i];
    return NULL;
}

const char *smart_found_text(const struct judging *judging, const struct smart_found *found)
{
    return found ? arena_copy(judging->arena, judging->goal->statement + found->start, found->length) : NULL;
}

/* A phrase as a whole: the tokens that follow with the same classes belong to it. */
const char *smart_word_text(const struct judging *judging, uint64_t classes)
{
    const struct tokens *tokens = &judging->reading.tokens;

    for (size_t i = 0; i < tokens->count; i++) {
        size_t last = i;

        if (!has(&tokens->at[i], classes))
            continue;
        while (has(&tokens->at[i], PHRASE) && last + 1 < tokens->count && has(&tokens->at[last + 1], PHRASE) &&
               has(&tokens->at[last + 1], classes))
            last++;
        return arena_copy(judging->arena, judging->goal->statement + tokens->at[i].start,
            tokens->at[last].start + tokens->at[last].length - tokens->at[i].start);
    }
    return NULL;
}

const char *smart_date_text(const struct judging *judging, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format(date, text);
    return arena_text(judging->arena, text);
}

enum smart_result smart_letter_result(const struct judging *judging, enum smart_letter letter)
{
    for (unsigned rule = 0; rule < SMART_RULES; rule++)
        if (judging->found[rule] && smart_rule_letter(rule) == letter && smart_rule_severity(rule) == SMART_ERROR)
            return SMART_NOT_MET;
    return SMART_MET;
}

enum smart_direction smart_text_direction(const struct judging *judging)
{
    const struct tokens *tokens = &judging->reading.tokens;
    bool up = false, down = false;

    for (size_t i = 0; i < tokens->count; i++) {
        up = up || (has(&tokens->at[i], UP) && !has(&tokens->at[i], DOWN));
        down = down || (has(&tokens->at[i], DOWN) && !has(&tokens->at[i], UP));
    }
    return up == down ? SMART_DIRECTION_UNKNOWN : up ? SMART_INCREASE : SMART_DECREASE;
}

/* Two passes over an index by first byte would need memory for each byte; a statement has few finds, and each pass
 * leaves its own in order: three runs are merged. */
static void merge(struct smart_found *found, size_t middle, size_t count, struct smart_found *scratch)
{
    size_t a = 0, b = middle;

    for (size_t i = 0; i < count; i++)
        scratch[i] = b >= count || (a < middle && found[a].start <= found[b].start) ? found[a++] : found[b++];
    memcpy(found, scratch, count * sizeof *found);
}

/* The end of the run that begins at `from`. */
static size_t run_end(const struct smart_found *found, size_t from, size_t count)
{
    size_t end = from + 1;

    while (end < count && found[end - 1].start <= found[end].start)
        end++;
    return end;
}

static bool order_found(struct judging *judging)
{
    struct smart_found *found = judging->reading.found;
    const size_t count = judging->reading.found_count;
    struct smart_found *scratch = arena_array(judging->arena, count + 1, sizeof *scratch);

    if (!scratch)
        return false;
    for (size_t end = count ? run_end(found, 0, count) : 0; end < count;) {
        const size_t next = run_end(found, end, count);
        merge(found, end, next, scratch);
        end = next;
    }
    judging->answer.found = found;
    judging->answer.found_count = count;
    return true;
}

bool smart_judging_gather(struct judging *judging)
{
    size_t count = 0;

    for (unsigned rule = 0; rule < SMART_RULES; rule++)
        if (judging->found[rule])
            judging->findings[count++] = judging->findings[rule];
    judging->answer.findings = judging->findings;
    judging->answer.finding_count = count;
    judging->answer.direction = smart_text_direction(judging);
    return order_found(judging) && !arena_failed(judging->arena);
}
