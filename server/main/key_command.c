/*
 * `proeftuind key` (server/main): keys from the command line. What is asked for is checked by the table of keys, as
 * over HTTP. The key goes to stdout and nowhere else, so that a script can put it where it belongs.
 */
#include "key_command.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/keys.h"
#include "api/writing.h"
#include "db/refusal.h"
#include "db/session.h"

#include <proeftuin/resources.h>

enum { MEMORY = 1 << 20, USAGE_STATUS = 2 };

struct order {
    struct arena *arena;
    struct session *session;
    struct record *record;
    struct faults faults;
    bool first;       /* only when nobody administers everything yet */
    const char *list; /* what a list was filled with so far, by the field under way */
};

void key_help(FILE *out)
{
    fputs(
        "  key create --label TEXT --role ROLE (--municipality CODE | --everywhere) [--expires YYYY-MM-DD] [--first]\n"
        "      make a key and print it, once; --role (editor, controller, administrator, reader) and --municipality\n"
        "      may be given more than once; --first: only if no key is administrator everywhere yet\n"
        "  key list\n"
        "      list the keys, without their secrets\n"
        "  key revoke KEYID\n"
        "      make a key useless, within a second\n",
        out);
}

static int usage(void)
{
    fprintf(stderr, "proeftuind: usage:\n");
    key_help(stderr);
    return USAGE_STATUS;
}

/* ---- The database ---- */

static int fail(const struct order *order)
{
    fprintf(stderr, "proeftuind: %s\n", session_message(order->session));
    return 1;
}

static bool run(struct order *order, const struct statement *statement, PGresult **ret)
{
    return session_run(order->session, statement, ret) == DB_OK;
}

static bool begin(struct order *order)
{
    const char *values[DB_CALLER_VALUES];
    const struct statement caller =
        db_caller_statement(&(struct db_caller){.scope = "{*}", .actor = "system:command"}, values);

    return session_ready(order->session) && session_command(order->session, "BEGIN") == DB_OK &&
           run(order, &caller, NULL);
}

/* ---- create ---- */

/* Elements of a list are given one by one; in a cell they stand side by side. */
static void take_value(struct order *order, unsigned field, const char *text)
{
    const struct place place = {.name = order->record->resource->fields[field].name};

    record_set_cell(order->record, field, false, text, strlen(text), &order->faults, &place);
}

static void take_element(struct order *order, unsigned field, const char **list, const char *text)
{
    *list = *list ? arena_format(order->arena, "%s|%s", *list, text) : text;
    if (*list)
        take_value(order, field, *list);
}

static bool take_arguments(struct order *order, int count, char *const arguments[])
{
    const char *roles = NULL, *municipalities = NULL;

    for (int i = 0; i < count; i++) {
        const char *name = arguments[i], *value = i + 1 < count ? arguments[i + 1] : NULL;

        if (strcmp(name, "--everywhere") == 0) {
            take_value(order, API_KEY_EVERYWHERE, "true");
            continue;
        }
        if (strcmp(name, "--first") == 0) {
            order->first = true;
            continue;
        }
        if (!value)
            return false;
        if (strcmp(name, "--label") == 0)
            take_value(order, API_KEY_LABEL, value);
        else if (strcmp(name, "--role") == 0)
            take_element(order, API_KEY_ROLES, &roles, value);
        else if (strcmp(name, "--municipality") == 0)
            take_element(order, API_KEY_MUNICIPALITIES, &municipalities, value);
        else if (strcmp(name, "--expires") == 0)
            take_value(order, API_KEY_EXPIRES_ON, value);
        else
            return false;
        i++;
    }
    return true;
}

static int print_faults(const struct order *order)
{
    for (size_t i = 0; i < order->faults.count; i++) {
        const struct fault *fault = &order->faults.items[i];
        const char *location = fault->location;
        struct buffer line;

        buffer_init(&line, MEMORY);
        fault_write(fault, LANGUAGE_EN, &line);
        fprintf(stderr, "proeftuind: %s%s%s\n", location, *location ? ": " : "", line.data ? line.data : "");
        buffer_free(&line);
    }
    return 1;
}

/* Those who come at the same moment come one after the other, so that one of them is first. */
static bool is_wanted(struct order *order, bool *ret)
{
    static const struct statement look = {.sql = "SELECT NOT EXISTS (SELECT FROM api_key WHERE everywhere AND"
                                                 " 'administrator' = ANY (roles) AND revoked_at IS NULL AND"
                                                 " coalesce(expires_on >= proeftuin_today(), true))"};
    PGresult *result;

    *ret = true;
    if (!order->first)
        return true;
    if (session_command(order->session, "LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE") != DB_OK ||
        !run(order, &look, &result))
        return false;
    *ret = strcmp(PQgetvalue(result, 0, 0), "t") == 0;
    PQclear(result);
    return true;
}

static int insert(struct order *order)
{
    char text[KEY_LENGTH + 1];
    struct key_print print;
    struct statement statement;
    enum db_outcome outcome = DB_FAILED;
    int status = 1;

    key_make(text, &print);
    const char *id = new_id(order->arena);

    if (id && key_insert(order->arena, order->record, id, &print, &statement))
        outcome = session_run(order->session, &statement, NULL);
    if (outcome == DB_VIOLATION) {
        violation_fault(session_violation(order->session), &api_key_resource, LANGUAGE_EN, NULL, &order->faults);
        print_faults(order);
    } else if (outcome != DB_OK || session_command(order->session, "COMMIT") != DB_OK) {
        fail(order);
    } else {
        status = printf("%s\n", text) < 0 || fflush(stdout) != 0;
        fprintf(stderr, "proeftuind: made key %s\n", print.id);
    }
    sodium_memzero(text, sizeof text);
    return status;
}

static int create(struct order *order, int count, char *const arguments[])
{
    bool wanted;

    if (!take_arguments(order, count, arguments))
        return usage();
    record_complete(order->record);
    record_check(order->record, &order->faults);
    if (faults_any(&order->faults))
        return print_faults(order);
    if (!begin(order) || !is_wanted(order, &wanted))
        return fail(order);
    if (!wanted) {
        fprintf(stderr, "proeftuind: there is an administrator's key already; none was made\n");
        return 0;
    }
    return insert(order);
}

/* ---- list, revoke ---- */

static void print_row(const PGresult *result, int row)
{
    for (int column = 0; column < PQnfields(result); column++)
        printf("%s%s", column ? "\t" : "", PQgetvalue(result, row, column));
    putchar('\n');
}

static int list(struct order *order)
{
    static const struct statement look = {
        .sql = "SELECT key_id, CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_on < proeftuin_today()"
               " THEN 'expired' ELSE 'works' END, array_to_string(roles, ','), CASE WHEN everywhere THEN 'everywhere'"
               " ELSE array_to_string(municipalities, ',') END, coalesce(expires_on::text, '-'),"
               " coalesce(to_char(last_used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI\"Z\"'), '-'), label"
               " FROM api_key ORDER BY created_at, id"};
    PGresult *result;

    if (!begin(order) || !run(order, &look, &result))
        return fail(order);
    printf("key id\tstate\troles\twhere\texpires\tlast used\tlabel\n");
    for (int row = 0; row < PQntuples(result); row++)
        print_row(result, row);
    PQclear(result);
    return fflush(stdout) != 0;
}

static int revoke(struct order *order, const char *key_id)
{
    struct statement statement;
    PGresult *result;

    if (!key_revoke(order->arena, KEY_BY_KEY_ID, key_id, &statement))
        return fail(order);
    if (!begin(order) || !run(order, &statement, &result))
        return fail(order);
    const int found = PQntuples(result);

    PQclear(result);
    if (found == 0) {
        fprintf(stderr, "proeftuind: there is no key with the id '%s'; see proeftuind key list\n", key_id);
        return 1;
    }
    return session_command(order->session, "COMMIT") == DB_OK ? 0 : fail(order);
}

/* ---- All ---- */

static int obey(struct order *order, int count, char *const arguments[])
{
    const char *what = arguments[0];

    if (strcmp(what, "create") == 0)
        return create(order, count - 1, arguments + 1);
    if (strcmp(what, "list") == 0 && count == 1)
        return list(order);
    if (strcmp(what, "revoke") == 0 && count == 2)
        return revoke(order, arguments[1]);
    return usage();
}

int key_command(const char *database, int count, char *const arguments[])
{
    struct order order = {.arena = arena_new(MEMORY)};
    int status = 1;

    order.record = order.arena ? record_new(&api_key_resource, order.arena) : NULL;
    order.session = order.record && sodium_init() >= 0 ? session_open(database) : NULL;
    if (order.session) {
        faults_init(&order.faults, order.arena, FAULT_IN_FILE);
        status = obey(&order, count, arguments);
    } else {
        fprintf(stderr, "proeftuind: out of memory\n");
    }
    session_close(order.session);
    arena_free(order.arena);
    return status;
}
