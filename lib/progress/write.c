/* The answer on progress as JSON (lib). */
#include <proeftuin/progress.h>

#include <inttypes.h>
#include <math.h>

#include <proeftuin/json_text.h>

#include "internal.h"

enum { DECIMALS = 10000, DECIMAL_DIGITS = 4 };

/* Figures this large can't have decimals beside them in 64 bits; with a point, since readers may take what has none for
 * an integer of theirs. */
static const double largest = 9e14;

/* ---- Values ---- */

static void write_name(struct buffer *out, const char *name)
{
    json_write_text(out, name);
    buffer_char(out, ':');
}

static void write_next_name(struct buffer *out, const char *name)
{
    buffer_char(out, ',');
    write_name(out, name);
}

/* A point whatever the locale says, and never minus nothing. */
void progress_write_number(struct buffer *out, double value)
{
    const double size = fabs(value);
    int digits = DECIMAL_DIGITS;

    if (size >= largest) {
        buffer_format(out, "%.0f.0", value);
        return;
    }
    const uint64_t scaled = (uint64_t)(size * DECIMALS + 0.5);
    uint64_t decimals = scaled % DECIMALS;
    if (value < 0 && scaled > 0)
        buffer_char(out, '-');
    buffer_format(out, "%" PRIu64, scaled / DECIMALS);
    if (decimals == 0)
        return;
    for (; decimals % 10 == 0; decimals /= 10)
        digits--;
    buffer_format(out, ".%0*" PRIu64, digits, decimals);
}

static void write_number(struct buffer *out, const char *name, bool known, double value)
{
    write_next_name(out, name);
    if (known && isfinite(value))
        progress_write_number(out, value);
    else
        buffer_text(out, "null");
}

static void write_text(struct buffer *out, const char *name, const char *text)
{
    write_next_name(out, name);
    json_write_text(out, text);
}

static void write_date(struct buffer *out, const char *name, struct date date)
{
    char text[DATE_TEXT_SIZE];

    if (date_is_set(date))
        date_format(date, text);
    write_text(out, name, date_is_set(date) ? text : NULL);
}

static void write_first_date(struct buffer *out, const char *name, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format(date, text);
    write_name(out, name);
    json_write_text(out, text);
}

/* ---- Parts of the answer ---- */

static void write_reasons(const struct progress_answer *answer, enum language language, struct buffer *out)
{
    bool first = true;

    write_next_name(out, "reasons");
    buffer_char(out, '[');
    for (unsigned reason = 0; reason < PROGRESS_REASONS; reason++) {
        if (!progress_has(answer, reason))
            continue;
        buffer_text(out, first ? "{" : ",{");
        first = false;
        write_name(out, "code");
        json_write_text(out, progress_reason_name(reason));
        write_next_name(out, "blocks");
        buffer_text(out, progress_reason_weight(reason) == PROGRESS_BLOCKS ? "true" : "false");
        write_text(out, "text", in_language(progress_reason_text(reason), language));
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
}

static void write_goal(const struct progress_answer *answer, struct buffer *out)
{
    write_text(out, "direction", progress_direction_name(answer->direction));
    write_number(out, "baseline", answer->baseline.known, answer->baseline.value);
    write_date(out, "baselineOn", answer->baseline_on);
    write_number(out, "target", answer->target.known, answer->target.value);
    write_date(out, "deadline", answer->deadline);
}

/* One figure, or the two ends of a range. */
static void write_range(struct buffer *out, const char *name, bool known, struct progress_range range)
{
    const bool one = known && range_is_number(range);

    write_number(out, name, one, range.low);
    buffer_format(out, ",\"%sRange\":", name);
    if (!known || one) {
        buffer_text(out, "null");
        return;
    }
    buffer_text(out, "{\"least\":");
    if (isfinite(range.low))
        progress_write_number(out, range.low);
    else
        buffer_text(out, "null");
    write_number(out, "most", true, range.high);
    buffer_char(out, '}');
}

static void write_actual(const struct progress_point *actual, struct buffer *out)
{
    write_next_name(out, "actual");
    if (!actual) {
        buffer_text(out, "null");
        return;
    }
    buffer_char(out, '{');
    write_first_date(out, "on", actual->day);
    write_range(out, "value", actual->problem == PROGRESS_REASONS, actual->value);
    buffer_format(out, ",\"combined\":%s,\"measurements\":[", actual->combined ? "true" : "false");
    for (size_t i = 0; i < actual->from_count; i++) {
        if (i > 0)
            buffer_char(out, ',');
        json_write_text(out, actual->from[i]->id);
    }
    buffer_text(out, "]}");
}

static void write_expected(const struct progress_answer *answer, struct buffer *out)
{
    write_number(out, "expected", answer->expected.known, answer->expected.value);
    write_number(out, "expectedToday", answer->expected_today.known, answer->expected_today.value);
    write_text(out, "path",
        !answer->expected_today.known && !answer->expected.known ? NULL
        : answer->direction == PROGRESS_MAINTAIN                 ? "level"
        : answer->by_milestones                                  ? "milestones"
                                                                 : "linear");
}

static void write_reached(enum progress_reached reached, struct buffer *out)
{
    static const char *const texts[] = {
        [PROGRESS_REACHED_UNKNOWN] = "null", [PROGRESS_REACHED] = "true", [PROGRESS_NOT_REACHED] = "false"};

    write_next_name(out, "targetReached");
    buffer_text(out, texts[reached]);
}

static void write_states(const struct progress_answer *answer, struct buffer *out)
{
    const bool differ = progress_has(answer, PROGRESS_RANGE_UNDECIDED);

    write_next_name(out, "stateRange");
    if (!differ) {
        buffer_text(out, "null");
        return;
    }
    buffer_char(out, '{');
    write_name(out, "least");
    json_write_text(out, progress_state_name(answer->low_state));
    write_text(out, "most", progress_state_name(answer->high_state));
    buffer_char(out, '}');
}

/* ---- The process ---- */

static void write_signal(const struct progress_answer *answer, const struct process_signal *signal,
    enum progress_direction better, enum language language, struct buffer *out)
{
    const struct progress_process *process = &answer->process;

    buffer_char(out, '{');
    write_name(out, "rule");
    json_write_text(out, process_rule_name(signal->rule));
    write_text(out, "side", signal->side == PROCESS_ABOVE ? "above" : "below");
    write_text(out, "meaning", process_meaning_name(process_meaning(signal->side, better)));
    write_date(out, "from", answer->points[process->point[signal->first]].day);
    write_date(out, "to", answer->points[process->point[signal->last]].day);
    buffer_format(out, ",\"points\":%zu", signal->last - signal->first + 1);
    write_text(out, "text", in_language(process_rule_text(signal->rule), language));
    buffer_char(out, '}');
}

static void write_process(const struct progress_answer *answer, enum language language, struct buffer *out)
{
    const struct progress_process *process = &answer->process;
    const bool judged = process->judged;

    write_next_name(out, "process");
    buffer_format(out, "{\"points\":%zu,\"pointsNeeded\":%d,\"judged\":%s", process->points, PROCESS_POINTS_LEAST,
        judged ? "true" : "false");
    write_number(out, "mean", judged, process->limits.mean);
    write_number(out, "movingRange", judged, process->limits.moving_range);
    write_number(out, "lower", judged, process->limits.lower);
    write_number(out, "upper", judged, process->limits.upper);
    write_text(out, "reach", process_reach_name(process->reach));
    write_next_name(out, "signals");
    buffer_char(out, '[');
    for (size_t i = 0; i < process->signal_count; i++) {
        if (i > 0)
            buffer_char(out, ',');
        write_signal(answer, &process->signals[i], answer->better, language, out);
    }
    buffer_text(out, "]}");
}

void progress_write(const struct progress_answer *answer, enum language language, struct buffer *out)
{
    buffer_char(out, '{');
    write_first_date(out, "asOf", answer->today);
    write_text(out, "state", progress_state_name(answer->state));
    write_text(out, "text", in_language(progress_state_text(answer->state), language));
    write_states(answer, out);
    write_reasons(answer, language, out);
    write_goal(answer, out);
    write_actual(answer->actual, out);
    write_reached(answer->target_reached, out);
    write_expected(answer, out);
    write_range(out, "progress", answer->has_progress, answer->progress);
    write_range(out, "ratio", answer->has_ratio, answer->ratio);
    write_process(answer, language, out);
    buffer_char(out, '}');
}
