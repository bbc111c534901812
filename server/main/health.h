/* `proeftuind health`: asks a running daemon whether it can answer (server/main). */
#ifndef MAIN_HEALTH_H
#define MAIN_HEALTH_H

#include "settings.h"

/* Asks the daemon at PROEFTUIN_LISTEN for /health/ready and prints what it says. Returns the exit status: 0 when it is
 * ready. For health checks of containers, which so need no curl. */
int health(const struct settings *settings);

/* Whether what listens at PROEFTUIN_LISTEN answers as a proeftuind does, ready or not. */
bool health_is_ours(const struct settings *settings);

#endif
