/* Settings come from the environment (server/main). */
#include "settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/address.h"

#include <proeftuin/small_counts.h>

/* An empty variable is one that is not set, as scripts often leave it. */
static const char *given(const char *variable)
{
    const char *text = getenv(variable);

    return text && *text ? text : NULL;
}

static bool read_number(const char *variable, unsigned standard, unsigned least, unsigned most, unsigned *ret)
{
    const char *text = given(variable);
    unsigned long number;
    char *end;

    *ret = standard;
    if (!text)
        return true;
    errno = 0;
    number = strtoul(text, &end, 10);
    if (errno || *end || strchr(text, '-') || number < least || number > most) {
        fprintf(
            stderr, "proeftuind: %s is '%s'; it must be a whole number from %u to %u\n", variable, text, least, most);
        return false;
    }
    *ret = (unsigned)number;
    return true;
}

/* `words` ends with NULL. */
static bool check_word(const char *variable, const char *text, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    fprintf(stderr, "proeftuind: %s is '%s'; it must be %s", variable, text, words[0]);
    for (size_t i = 1; words[i]; i++)
        fprintf(stderr, "%s%s", words[i + 1] ? ", " : " or ", words[i]);
    fputc('\n', stderr);
    return false;
}

static bool check_proxies(const char *text)
{
    struct address_ranges ignored;

    if (address_ranges_parse(text, &ignored))
        return true;
    fprintf(stderr,
        "proeftuind: PROEFTUIN_TRUSTED_PROXY is '%s'; it must be at most %d addresses, ranges such as 10.0.0.0/8, or "
        "unix\n",
        text, ADDRESS_RANGES_MOST);
    return false;
}

static bool check_small_count(unsigned least)
{
    if (small_count_least_valid(least))
        return true;
    fprintf(stderr, "proeftuind: PROEFTUIN_SMALL_COUNT is '%u'; under %d a withheld count would say what it is\n",
        least, SMALL_COUNT_LEAST);
    return false;
}

static bool check_words(const struct settings *settings)
{
    static const char *const yes_no[] = {"yes", "no", NULL};
    static const char *const logs[] = {"requests", "errors", "off", NULL};
    bool ok = check_word("PROEFTUIN_ANONYMOUS", settings->anonymous, yes_no);

    ok &= check_word("PROEFTUIN_METRICS", settings->metrics, yes_no);
    ok &= check_word("PROEFTUIN_LOG", settings->log, logs);
    return check_proxies(settings->trusted_proxy) && ok;
}

bool settings_read(struct settings *ret)
{
    bool ok = true;

#define X(member, variable, standard, least, most, help) \
    ok &= read_number(variable, standard, least, most, &ret->member);
    SETTINGS_NUMBERS(X)
#undef X
#define X(member, variable, standard, help) ret->member = given(variable) ? given(variable) : (standard);
    SETTINGS_TEXTS(X)
#undef X
    ok &= check_small_count(ret->small_count);
    return check_words(ret) && ok;
}

unsigned settings_workers(const struct settings *settings)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (settings->workers)
        return settings->workers;
    return processors < 1 ? 1 : processors > SETTINGS_WORKERS_MOST ? SETTINGS_WORKERS_MOST : (unsigned)processors;
}

void settings_help(FILE *out)
{
#define X(member, variable, standard, help) \
    fprintf(out, "  %s\n      %s (%s)\n", variable, help, (standard) ? (standard) : "needed");
    SETTINGS_TEXTS(X)
#undef X
#define X(member, variable, standard, least, most, help) \
    fprintf(out, "  %s\n      %s (%d)\n", variable, help, standard);
    SETTINGS_NUMBERS(X)
#undef X
}
