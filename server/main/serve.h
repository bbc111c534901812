/* `proeftuind serve`: the listener, the workers, the stop (server/main). */
#ifndef MAIN_SERVE_H
#define MAIN_SERVE_H

#include "settings.h"

/* Serves until SIGTERM or SIGINT. Returns the exit status. */
int serve(const struct settings *settings);

#endif
