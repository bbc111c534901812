/* The socket that the daemon serves (server/main): passed by the service manager, or bound by itself. */
#ifndef MAIN_LISTENER_H
#define MAIN_LISTENER_H

#include <stdbool.h>
#include <sys/types.h>

#include "settings.h"

struct listener {
    int fd;
    const char *path; /* the socket file that we made; NULL: none */
    dev_t device;     /* of that file, to know it again */
    ino_t inode;
};

/* Takes the socket that was passed, or else binds PROEFTUIN_LISTEN. False after saying why not on stderr. */
bool listener_open(const struct settings *settings, struct listener *ret);

/* Closes it, and removes the socket file if it is still the one that we made. */
void listener_close(struct listener *listener);

#endif
