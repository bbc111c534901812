/* Where the program's own files are (server/main): the one thing in which an installed program differs from one in its
 * build tree, so that each finds its own. */
#ifndef MAIN_PLACES_H
#define MAIN_PLACES_H

/* The directory of the migrations. */
extern const char *const place_migrations;

#endif
