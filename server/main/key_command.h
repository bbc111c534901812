/* `proeftuind key` (server/main): keys from the command line, for whoever may use the database anyway. */
#ifndef MAIN_KEY_COMMAND_H
#define MAIN_KEY_COMMAND_H

#include <stdio.h>

/* Makes, lists and revokes keys. Returns the exit status: 0, 1, or 2 for wrong arguments. */
int key_command(const char *database, int count, char *const arguments[]);

/* What it takes, in lines of two blanks. */
void key_help(FILE *out);

#endif
