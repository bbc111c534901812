/*
 * Sealing the change log (server/jobs): a chain of hashes per municipality, made after commit, in the order of the
 * feed, by one job in a cluster. Writers wait for nothing; a seal is at most a second behind while the database
 * answers.
 */
#ifndef PROEFTUIN_JOBS_SEAL_H
#define PROEFTUIN_JOBS_SEAL_H

#include <stdbool.h>
#include <stdint.h>

struct session;
struct sealer;

struct sealer_options {
    const char *database;      /* conninfo or URL */
    const _Atomic bool *ready; /* the migrations are done: nothing is sealed before */
    _Atomic uint64_t *sealed;  /* when all was last known to be sealed, or another daemon's job; nanoseconds of
                                  CLOCK_MONOTONIC; 0: not yet */
    void (*trouble)(const char *message, void *context); /* from the job's thread; once for each reason */
    void *context;
};

/* Starts the job, on a thread and a connection of its own. NULL when there is no memory. */
struct sealer *sealer_start(const struct sealer_options *options);

/* Ends it, whatever it waits for. NULL is fine. */
void sealer_stop(struct sealer *sealer);

/* Seals all that is there, over a session that is idle; for a command. False: session_message() says why. */
bool seal_all(struct session *session);

#endif
