/* Talking to the service manager (server/main). */
#include "notify.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { STATE_MOST = 512 };

/* A path, or with '@' before it a name outside the file system, which is a NUL and no path. */
static bool manager_address(struct sockaddr_un *ret, socklen_t *ret_length)
{
    const char *where = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const size_t length = where ? strlen(where) : 0;

    if (length < 2 || length >= sizeof address.sun_path || (where[0] != '/' && where[0] != '@'))
        return false;
    memcpy(address.sun_path, where, length);
    if (where[0] == '@')
        address.sun_path[0] = '\0';
    *ret = address;
    *ret_length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    return true;
}

bool notify(const char *state)
{
    struct sockaddr_un address;
    socklen_t length;

    if (!manager_address(&address, &length))
        return false;
    const int channel = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (channel < 0)
        return false;
    const ssize_t sent = sendto(channel, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&address, length);
    close(channel);
    return sent >= 0;
}

bool notify_status(const char *state, const char *format, ...)
{
    char text[STATE_MOST];
    const int used = snprintf(text, sizeof text, "%s\nSTATUS=", state);
    va_list arguments;

    if (used < 0 || (size_t)used >= sizeof text)
        return false;
    va_start(arguments, format);
    vsnprintf(text + used, sizeof text - (size_t)used, format, arguments);
    va_end(arguments);
    return notify(text);
}

/* The number in a variable of the environment; 0 when there is none. */
static uint64_t number_in(const char *variable)
{
    const char *text = getenv(variable);
    char *end = NULL;

    if (!text || *text < '0' || *text > '9')
        return 0;
    errno = 0;
    const unsigned long long number = strtoull(text, &end, 10);
    return errno || *end ? 0 : number;
}

bool notify_watchdog(uint64_t *ret_microseconds)
{
    const uint64_t microseconds = number_in("WATCHDOG_USEC");

    /* WATCHDOG_PID may be missing; what a parent was told is not for us. */
    if (microseconds == 0 || (getenv("WATCHDOG_PID") && number_in("WATCHDOG_PID") != (uint64_t)getpid()))
        return false;
    *ret_microseconds = microseconds;
    return true;
}

unsigned notify_sockets(void)
{
    const uint64_t count = number_in("LISTEN_PID") == (uint64_t)getpid() ? number_in("LISTEN_FDS") : 0;

    return count > 1024 ? 1024 : (unsigned)count;
}
