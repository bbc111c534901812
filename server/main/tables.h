/* `proeftuind tables`: what the resource tables say, as JSON (server/main). */
#ifndef MAIN_TABLES_H
#define MAIN_TABLES_H

#include <stdbool.h>

/* Checks the tables and says on stderr what is wrong with them. Returns true when nothing is. */
bool tables_are_sound(void);

/* Prints all resources with their fields, and all code lists. Returns the exit status. */
int tables_print(void);

#endif
