/* The generated part of docs/progress.md (lib): states, reasons and signals with their sources. */
#include <proeftuin/progress.h>

static void write_states(struct buffer *out)
{
    buffer_text(out, "\n### States\n\n| state | | when | source |\n|---|---|---|---|\n");
    for (unsigned state = 0; state < PROGRESS_STATES; state++)
        buffer_format(out, "| `%s` | %s<br>%s | %s | %s |\n", progress_state_name(state), progress_state_text(state).nl,
            progress_state_text(state).en, progress_state_rule(state), progress_state_source(state));
}

static void write_reasons(struct buffer *out, enum progress_weight weight, const char *title)
{
    buffer_format(out, "\n### %s\n\n| reason | says | source |\n|---|---|---|\n", title);
    for (unsigned reason = 0; reason < PROGRESS_REASONS; reason++)
        if (progress_reason_weight(reason) == weight)
            buffer_format(out, "| `%s` | %s<br>%s | %s |\n", progress_reason_name(reason),
                progress_reason_text(reason).nl, progress_reason_text(reason).en, progress_reason_source(reason));
}

static void write_signals(struct buffer *out)
{
    buffer_text(out, "\n### Signals of the process\n\n| rule | says | source |\n|---|---|---|\n");
    for (unsigned rule = 0; rule < PROCESS_RULES; rule++)
        buffer_format(out, "| `%s` | %s<br>%s | %s |\n", process_rule_name(rule), process_rule_text(rule).nl,
            process_rule_text(rule).en, process_rule_source(rule));
}

void progress_tables_write(struct buffer *out)
{
    write_states(out);
    write_reasons(out, PROGRESS_BLOCKS, "Reasons why it is not established");
    write_reasons(out, PROGRESS_REMARK, "Remarks beside a state");
    write_signals(out);
}
