/* Text that a spreadsheet would take for a formula (lib): one apostrophe keeps it text. */
#include <proeftuin/csv.h>

#include <string.h>

/* Apostrophes before it do not make it harmless: they may be ours. */
bool csv_needs_guard(const char *text, size_t length)
{
    size_t guards = 0;

    while (guards < length && text[guards] == '\'')
        guards++;
    return guards < length && text[guards] != '\0' && strchr("=+@\t\r-", text[guards]);
}

void csv_unguard(const char **text, size_t *length)
{
    if (*length == 0 || **text != '\'' || !csv_needs_guard(*text, *length))
        return;
    ++*text;
    --*length;
}
