/*
 * How many files the daemon may have open (server/main): each client is one, and so is each connection to the database.
 */
#ifndef MAIN_FILES_H
#define MAIN_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "settings.h"

/* Raises the soft limit of open files to what the settings need. False, after writing why to `error` (size
 * `error_size`), when the hard limit does not allow it. */
bool files_allow(const struct settings *settings, char *error, size_t error_size);

#endif
