/* `proeftuind import` (server/jobs): what an import came to, for people. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/reason.h>
#include <proeftuin/sentence.h>

#include "jobs/import.h"

enum { LINE_MOST = 8192, ARGUMENT_MEMORY = 64 << 10 };

/* As POSIX ranks them: the first that is set counts. Anything but English is answered in Dutch, the language of the
 * register. */
static enum language language_of_environment(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *text = getenv(variables[i]);

        if (text && *text)
            return strncmp(text, "en", 2) == 0 ? LANGUAGE_EN : LANGUAGE_NL;
    }
    return LANGUAGE_NL;
}

/* One line, with the numbers in the gaps of the sentence. */
static void say(FILE *out, const struct import_options *options, struct bilingual sentence, const size_t numbers[3])
{
    const char *facts[3];
    char texts[3][24];
    struct buffer line;

    for (size_t i = 0; i < 3; i++) {
        snprintf(texts[i], sizeof texts[i], "%zu", numbers ? numbers[i] : 0);
        facts[i] = texts[i];
    }
    buffer_init(&line, LINE_MOST);
    sentence_write(&line, in_language(sentence, options->language), facts, 3);
    fprintf(out, "%s\n", line.data ? line.data : "");
    buffer_free(&line);
}

/* ---- Faults: file:line: column: sentence ---- */

static void print_fault(const struct fault *fault, enum language language)
{
    struct buffer line;

    buffer_init(&line, LINE_MOST);
    buffer_text(&line, fault->file ? fault->file : "");
    if (fault->line > 0)
        buffer_format(&line, ":%zu", fault->line);
    if (*fault->location)
        buffer_format(&line, ": %s", fault->location);
    buffer_text(&line, ": ");
    fault_write(fault, language, &line);
    fprintf(stderr, "%s\n", line.data ? line.data : "");
    buffer_free(&line);
}

static void print_faults(const struct import_options *options, const struct faults *faults)
{
    static const struct bilingual more = {"en nog {0} andere fouten", "and {0} more faults"},
                                  one = {"proeftuind: niets geladen: 1 fout", "proeftuind: nothing imported: 1 fault"},
                                  many = {"proeftuind: niets geladen: {0} fouten",
                                      "proeftuind: nothing imported: {0} faults"};
    const size_t dropped[3] = {faults->dropped}, all[3] = {faults->count + faults->dropped};

    for (size_t i = 0; i < faults->count; i++)
        print_fault(&faults->items[i], options->language);
    if (faults->dropped > 0)
        say(stderr, options, more, dropped);
    if (all[0] > 0)
        say(stderr, options, all[0] == 1 ? one : many, all);
}

/* ---- Counts ---- */

static void print_counts(const struct import_options *options, const struct import_report *report)
{
    static const struct bilingual counts = {"{0} nieuw, {1} gewijzigd, {2} gelijk",
                                      "{0} new, {1} changed, {2} unchanged"},
                                  name = {"geladen", "imported"};
    size_t total[3] = {0};

    for (size_t i = 0; i < report->count; i++) {
        const struct import_count *count = &report->counts[i];
        const size_t numbers[3] = {count->inserted, count->changed, count->unchanged};

        printf("proeftuind: %s: ", count->resource->path);
        say(stdout, options, counts, numbers);
        for (size_t n = 0; n < 3; n++)
            total[n] += numbers[n];
    }
    printf("proeftuind: %s: ", in_language(name, options->language));
    say(stdout, options, counts, total);
}

/* ---- The command ---- */

static int tell(const struct import_options *options, enum import_result result, const struct import_report *report)
{
    static const struct bilingual skipped = {"proeftuind: het register is niet leeg; niets geladen",
        "proeftuind: the register is not empty; nothing imported"};

    switch (result) {
    case IMPORT_DONE:
        print_counts(options, report);
        return 0;
    case IMPORT_SKIPPED:
        say(stdout, options, skipped, NULL);
        return 0;
    case IMPORT_FAILED:
        print_faults(options, &report->faults);
        fprintf(stderr, "proeftuind: %s\n", report->trouble);
        return 1;
    case IMPORT_REFUSED:
        break;
    }
    print_faults(options, &report->faults);
    return 1;
}

static bool read_arguments(struct import_options *options, int count, char *const arguments[])
{
    for (int i = 0; i < count; i++) {
        if (strcmp(arguments[i], "--if-empty") == 0)
            options->if_empty = true;
        else if (strcmp(arguments[i], "--reason") == 0 && i + 1 < count && !options->reason)
            options->reason = arguments[++i];
        else if (!options->directory && arguments[i][0] != '-')
            options->directory = arguments[i];
        else
            return false;
    }
    return options->directory;
}

/* The change log keeps it for everybody who may read names and reasons. */
static bool is_reason_sound(const struct import_options *options)
{
    struct arena *arena = arena_new(ARGUMENT_MEMORY);
    struct faults faults;
    bool sound = !options->reason;

    if (!sound && arena) {
        faults_init(&faults, arena, FAULT_IN_FILE);
        faults.file = "--reason";
        sound = reason_check(options->reason, &faults, NULL);
        for (size_t i = 0; i < faults.count; i++)
            print_fault(&faults.items[i], options->language);
    }
    arena_free(arena);
    return sound;
}

int import_command(const char *database, int count, char *const arguments[])
{
    struct import_options options = {.database = database, .language = language_of_environment()};
    struct import_report report;
    int status;

    if (!read_arguments(&options, count, arguments)) {
        fprintf(stderr, "proeftuind: usage: proeftuind import [--if-empty] [--reason TEXT] DIR\n");
        return 2;
    }
    if (!is_reason_sound(&options))
        return 2;
    status = tell(&options, import_run(&options, &report), &report);
    import_report_free(&report);
    return status;
}
