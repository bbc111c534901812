/* The daemon's command line (server/main). */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "health.h"
#include "jobs/audit.h"
#include "jobs/import.h"
#include "key_command.h"
#include "schema.h"
#include "serve.h"
#include "settings.h"
#include "tables.h"

static int command_serve(const struct settings *settings, int count, char *const arguments[])
{
    (void)count;
    (void)arguments;
    return serve(settings);
}

static int command_migrate(const struct settings *settings, int count, char *const arguments[])
{
    char error[SCHEMA_ERROR_MOST];

    (void)count;
    (void)arguments;
    if (schema_update(settings, true, error, sizeof error) == SCHEMA_READY)
        return 0;
    fprintf(stderr, "proeftuind: %s\n", error);
    return 1;
}

static int command_import(const struct settings *settings, int count, char *const arguments[])
{
    return import_command(settings->database, count, arguments);
}

static int command_audit(const struct settings *settings, int count, char *const arguments[])
{
    return audit_command(settings->database, count, arguments);
}

static int command_key(const struct settings *settings, int count, char *const arguments[])
{
    return key_command(settings->database, count, arguments);
}

static int command_check(const struct settings *settings, int count, char *const arguments[])
{
    (void)count;
    (void)arguments;
    return check(settings);
}

static int command_tables(const struct settings *settings, int count, char *const arguments[])
{
    (void)settings;
    (void)count;
    (void)arguments;
    return tables_print();
}

static int command_health(const struct settings *settings, int count, char *const arguments[])
{
    (void)count;
    (void)arguments;
    return health(settings);
}

struct command {
    const char *name;
    const char *arguments;
    int least, most; /* arguments */
    bool database;   /* DATABASE_URL is needed */
    int (*run)(const struct settings *settings, int count, char *const arguments[]);
    const char *help;
};

static const struct command commands[] = {
    {"serve", "", 0, 0, true, command_serve, "serve the register until SIGTERM or SIGINT"},
    {"migrate", "", 0, 0, true, command_migrate, "bring the database up to date"},
    {"import", "[--if-empty] [--reason TEXT] DIR", 1, 4, true, command_import,
        "load a directory of CSV files, all or nothing; --if-empty: only into a register without rows; --reason: why, "
        "for "
        "the change log"},
    {"audit", "verify|heads|erase ...", 1, 8, true, command_audit,
        "the change log: see whether its seals hold, print the last ones, erase earlier content by law"},
    {"key", "create|list|revoke ...", 1, 200, true, command_key, "make, list and revoke API keys; see below"},
    {"check", "", 0, 0, false, command_check,
        "look at settings, address, database, migrations and clock, and say what is wrong"},
    {"health", "", 0, 0, false, command_health, "ask the daemon at PROEFTUIN_LISTEN whether it is ready"},
    {"tables", "", 0, 0, false, command_tables,
        "print as JSON what the register can hold: fields, types, bounds, codes"},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void help(FILE *out)
{
    fprintf(out, "proeftuind " PROEFTUIN_VERSION ": a register of municipal pilots in the Dutch social domain\n\n"
                 "Commands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  proeftuind %s%s%s\n      %s\n", commands[i].name, *commands[i].arguments ? " " : "",
            commands[i].arguments, commands[i].help);
    fprintf(out, "\nKeys:\n");
    key_help(out);
    fprintf(out, "\nSettings, from the environment:\n");
    settings_help(out);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

int main(int count, char *arguments[])
{
    const struct command *command = count > 1 ? find_command(arguments[1]) : NULL;
    struct settings settings;

    if (count > 1 && (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "help") == 0)) {
        help(stdout);
        return 0;
    }
    if (count > 1 && strcmp(arguments[1], "--version") == 0) {
        printf("proeftuind " PROEFTUIN_VERSION "\n");
        return 0;
    }
    if (!command || count - 2 < command->least || count - 2 > command->most) {
        help(stderr);
        return 2;
    }
    if (!settings_read(&settings))
        return 2;
    if (command->database && !settings.database) {
        fprintf(stderr, "proeftuind: DATABASE_URL is not set: which PostgreSQL holds the register?\n");
        return 2;
    }
    return command->run(&settings, count - 2, arguments + 2);
}
