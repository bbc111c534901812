/*
 * Talking to the service manager (server/main): the part of systemd's protocols that a daemon speaks, sd_notify(3) and
 * sd_listen_fds(3), without its library (docs/decisions/0010). Started by hand, there is nobody to talk to.
 */
#ifndef MAIN_NOTIFY_H
#define MAIN_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

/* Sends lines of NAME=value, "READY=1\nSTATUS=Serving", to the manager. False when it did not get them or when there is
 * none; a daemon has no use for that knowledge but in tests. */
bool notify(const char *state);

/* The same with a STATUS line of printf(3)'s kind behind it, for people: what `systemctl status` shows. */
bool notify_status(const char *state, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether the manager wants to hear WATCHDOG=1 from this process, and within how many microseconds each time. */
bool notify_watchdog(uint64_t *ret_microseconds);

/* How many sockets the manager has passed to this process, from descriptor NOTIFY_FIRST_SOCKET on. */
enum { NOTIFY_FIRST_SOCKET = 3 };
unsigned notify_sockets(void);

#endif
