/* `proeftuind check`: whether this machine can serve the register, for people (server/main). */
#ifndef MAIN_CHECK_H
#define MAIN_CHECK_H

#include "settings.h"

/* Prints the settings, and a line for each thing that was looked at. Changes nothing. Returns the exit status: 1 when
 * there is trouble, 0 when not; warnings are no trouble. */
int check(const struct settings *settings);

#endif
