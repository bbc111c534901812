/* The socket that the daemon listens on (server/http). */
#ifndef PROEFTUIN_HTTP_LISTEN_H
#define PROEFTUIN_HTTP_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Binds and listens on `address`: "127.0.0.1:8080", "[::1]:8080" (port 0: any free one), or the path of a Unix socket,
 * which begins with '/'. Returns a descriptor, non-blocking and closed on exec, or -1 after writing why to `error`.
 *
 * Without SO_REUSEPORT: a second daemon on the same address is refused instead of taking half the requests. A socket
 * file that nobody listens on any more is replaced.
 */
int http_listen(const char *address, char *error, size_t error_size);

/* Whether only this machine can reach the address: loopback or a Unix socket. False too when it is no address. */
bool http_listen_is_local(const char *address);

/* Connects, blocking, to such an address. Returns a descriptor, closed on exec, or -1 after writing why to `error`. */
int http_connect(const char *address, char *error, size_t error_size);

/* Writes where a listening socket can be reached, "http://127.0.0.1:43121" or "unix:/path", as far as it fits. */
void http_listen_describe(int listener, char *ret, size_t size);

#endif
