/* What the files of `proeftuind check` share (server/main). */
#ifndef MAIN_CHECK_REPORT_H
#define MAIN_CHECK_REPORT_H

#include <stdbool.h>

#include "settings.h"

enum check_verdict { CHECK_FINE, CHECK_WARNING, CHECK_TROUBLE };

struct check_report {
    bool trouble; /* at least once */
};

/* Prints one line. */
void report(struct check_report *report, enum check_verdict verdict, const char *what, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* check_database.c */
void check_database(struct check_report *to, const struct settings *settings);

#endif
