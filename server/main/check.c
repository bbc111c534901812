/* `proeftuind check` (server/main): its settings and its address; check_database.c looks at the database. */
#include "check.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "check_report.h"
#include "files.h"
#include "health.h"
#include "http/listen.h"

void report(struct check_report *report, enum check_verdict verdict, const char *what, const char *format, ...)
{
    static const char *const words[] = {[CHECK_FINE] = "ok", [CHECK_WARNING] = "warning", [CHECK_TROUBLE] = "TROUBLE"};
    va_list arguments;

    printf("%-8s %-11s ", words[verdict], what);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    report->trouble |= verdict == CHECK_TROUBLE;
}

/* ---- Settings ---- */

/* The parts that were given, but no secrets: libpq says itself which those are. */
static void print_conninfo(const char *text)
{
    PQconninfoOption *options = PQconninfoParse(text, NULL);
    const char *between = "";

    for (const PQconninfoOption *option = options; option && option->keyword; option++) {
        if (!option->val)
            continue;
        printf("%s%s=%s", between, option->keyword, strchr(option->dispchar, '*') ? "***" : option->val);
        between = " ";
    }
    if (!options)
        printf("(not shown, since libpq does not understand it)");
    PQconninfoFree(options);
}

static void print_text(const char *variable, const char *value, const char *standard)
{
    printf("  %s = ", variable);
    if (value && strcmp(variable, "DATABASE_URL") == 0)
        print_conninfo(value);
    else
        printf("%s", !value ? "(not set)" : *value ? value : "(empty)");
    printf("%s\n", value && standard && strcmp(value, standard) == 0 ? "   (default)" : "");
}

static void print_number(const char *variable, unsigned value, unsigned standard)
{
    printf("  %s = %u%s\n", variable, value, value == standard ? "   (default)" : "");
}

static void print_settings(const struct settings *settings)
{
    printf("proeftuind " PROEFTUIN_VERSION "\n\nSettings\n");
#define X(member, variable, standard, help) print_text(variable, settings->member, standard);
    SETTINGS_TEXTS(X)
#undef X
#define X(member, variable, standard, least, most, help) print_number(variable, settings->member, standard);
    SETTINGS_NUMBERS(X)
#undef X
    printf("\nChecks\n");
}

/* ---- The address ---- */

/* Takes the address for a moment, if it is free. */
static void look_at_address(struct check_report *to, const struct settings *settings)
{
    const char *address = settings->listen;
    char error[512];

    errno = 0;
    const int listener = http_listen(address, error, sizeof error);
    if (listener >= 0) {
        close(listener);
        if (address[0] == '/')
            unlink(address);
        report(to, CHECK_FINE, "address", "%s is free", address);
    } else if (errno == EADDRINUSE && health_is_ours(settings)) {
        report(to, CHECK_FINE, "address", "%s is in use: a proeftuind answers there", address);
    } else {
        report(to, CHECK_TROUBLE, "address", "%s", error);
    }
}

static void look_at_exposure(struct check_report *to, const struct settings *settings)
{
    if (http_listen_is_local(settings->listen))
        report(to, CHECK_FINE, "exposure", "only this machine can reach the address");
    else
        report(to, CHECK_WARNING, "exposure",
            "others can reach the address: what travels to it, keys too, takes a proxy with TLS before it");
}

static void look_at_files(struct check_report *to, const struct settings *settings)
{
    char error[512];

    if (files_allow(settings, error, sizeof error))
        report(to, CHECK_FINE, "files", "enough may be open for %u clients", settings->connections);
    else
        report(to, CHECK_TROUBLE, "files", "%s", error);
}

int check(const struct settings *settings)
{
    struct check_report result = {0};

    print_settings(settings);
    look_at_exposure(&result, settings);
    look_at_address(&result, settings);
    look_at_files(&result, settings);
    check_database(&result, settings);
    printf("\n%s\n", result.trouble ? "There is trouble." : "All is well.");
    return result.trouble ? 1 : 0;
}
