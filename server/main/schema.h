/* Bringing the database up to date (server/main): migrations, and the comments that come from the resource tables. */
#ifndef MAIN_SCHEMA_H
#define MAIN_SCHEMA_H

#include "settings.h"

enum { SCHEMA_ERROR_MOST = 1024 };

enum schema_result {
    SCHEMA_READY,
    SCHEMA_AWAY,   /* no database to speak to: may come back */
    SCHEMA_REFUSED /* what is there does not fit; somebody must look */
};

/* Connects, migrates and disconnects. Unless SCHEMA_READY, `error` says why, in one line. `talkative`: says each step
 * on stdout. */
enum schema_result schema_update(const struct settings *settings, bool talkative, char *error, size_t size);

#endif
