/* `proeftuind audit` (server/jobs): its arguments. */
#include "jobs/audit.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include <proeftuin/date.h>
#include <proeftuin/reason.h>
#include <proeftuin/registry.h>
#include <proeftuin/utf8.h>

#include "jobs/audit_internal.h"

bool audit_run(struct session *session, const char *sql, const char *const *values, int count, PGresult **ret)
{
    if (session_run(session, &(struct statement){.sql = sql, .values = values, .count = count}, ret) == DB_OK)
        return true;
    fprintf(stderr, "proeftuind: audit: %s\n", session_message(session));
    return false;
}

static int usage(void)
{
    fprintf(stderr,
        "proeftuind: audit verify [--against FILE]\n"
        "            audit heads\n"
        "            audit erase --reason TEXT [--version N] [--superseded-before YYYY-MM-DD] COLLECTION KEY\n"
        "            audit erase --reason TEXT --superseded-before YYYY-MM-DD\n");
    return 2;
}

/* ---- erase ---- */

static bool is_number(const char *text)
{
    const size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= 9 && !text[digits];
}

static bool are_options_sound(const struct erasure *erasure)
{
    const char *reason = erasure->reason;
    const char *wrong = NULL;
    struct date date;

    if (!reason || !reason[strspn(reason, " ")] || !utf8_valid(reason, strlen(reason)) ||
        utf8_length(reason, strlen(reason)) > REASON_MOST)
        wrong = "--reason must say why, in at most 500 characters";
    else if (erasure->version && !is_number(erasure->version))
        wrong = "--version must be a version's number";
    else if (erasure->before && !date_parse(erasure->before, strlen(erasure->before), &date))
        wrong = "--superseded-before must be a day, as YYYY-MM-DD";
    else if (!erasure->resource && (!erasure->before || erasure->version))
        wrong = "say of which row: COLLECTION KEY; or of all, with --superseded-before";
    if (wrong)
        fprintf(stderr, "proeftuind: audit erase: %s\n", wrong);
    return !wrong;
}

static bool read_erasure(int count, char *const arguments[], struct erasure *ret)
{
    static const struct option options[] = {{"reason", required_argument, NULL, 'r'},
        {"version", required_argument, NULL, 'v'}, {"superseded-before", required_argument, NULL, 'b'}, {0}};
    int option;

    *ret = (struct erasure){0};
    optind = 1; /* arguments[0] is "erase" */
    while ((option = getopt_long(count, arguments, "", options, NULL)) != -1)
        switch (option) {
        case 'r':
            ret->reason = optarg;
            break;
        case 'v':
            ret->version = optarg;
            break;
        case 'b':
            ret->before = optarg;
            break;
        default:
            return false;
        }
    if (count - optind == 2) {
        ret->resource = registry_find(arguments[optind], strlen(arguments[optind]));
        ret->key = arguments[optind + 1];
        if (!ret->resource)
            fprintf(stderr, "proeftuind: audit erase: there is no collection '%s'\n", arguments[optind]);
        return ret->resource;
    }
    return count == optind;
}

/* ---- Commands ---- */

static int erase(struct session *session, int count, char *const arguments[])
{
    struct erasure erasure;

    if (!read_erasure(count, arguments, &erasure))
        return usage();
    return are_options_sound(&erasure) ? audit_erase(session, &erasure) : 2;
}

static int run(struct session *session, int count, char *const arguments[])
{
    if (strcmp(arguments[0], "verify") == 0 && count == 1)
        return audit_verify(session, NULL);
    if (strcmp(arguments[0], "verify") == 0 && count == 3 && strcmp(arguments[1], "--against") == 0)
        return audit_verify(session, arguments[2]);
    if (strcmp(arguments[0], "heads") == 0 && count == 1)
        return audit_heads(session);
    if (strcmp(arguments[0], "erase") == 0)
        return erase(session, count, arguments);
    return usage();
}

int audit_command(const char *database, int count, char *const arguments[])
{
    struct session *session = session_open(database);
    int status = 1;

    if (!session)
        fprintf(stderr, "proeftuind: audit: out of memory\n");
    else if (!session_ready(session))
        fprintf(stderr, "proeftuind: audit: %s\n", session_message(session));
    else
        status = run(session, count, arguments);
    session_close(session);
    return status;
}
