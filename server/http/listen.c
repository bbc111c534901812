/* Binding the listening socket: addresses, Unix sockets and what is in the way (server/http). */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

union socket_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
    struct sockaddr_storage room;
};

struct place {
    union socket_address address;
    socklen_t length;
};

/* A port of one to five digits, up to 65535. */
static bool parse_port(const char *text, in_port_t *ret)
{
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > 5 || text[digits] != '\0')
        return false;
    long port = strtol(text, NULL, 10);
    if (port > UINT16_MAX)
        return false;
    *ret = htons((in_port_t)port);
    return true;
}

static bool parse_path(const char *path, struct place *ret)
{
    struct place place = {.address.local.sun_family = AF_UNIX, .length = sizeof place.address.local};
    size_t length = strlen(path);

    if (length >= sizeof place.address.local.sun_path)
        return false;
    memcpy(place.address.local.sun_path, path, length + 1);
    *ret = place;
    return true;
}

/* The host is what stands before the last colon: an IPv4 address, or an IPv6 address in brackets. No names. */
static bool parse_internet(const char *address, struct place *ret)
{
    char host[INET6_ADDRSTRLEN + 2];
    const char *colon = strrchr(address, ':');
    struct place place = {0};

    if (!colon || (size_t)(colon - address) >= sizeof host)
        return false;
    size_t length = (size_t)(colon - address);
    memcpy(host, address, length);
    host[length] = '\0';
    if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
        host[length - 1] = '\0';
        place.address.v6.sin6_family = AF_INET6;
        place.length = sizeof place.address.v6;
        if (inet_pton(AF_INET6, host + 1, &place.address.v6.sin6_addr) != 1 ||
            !parse_port(colon + 1, &place.address.v6.sin6_port))
            return false;
    } else {
        place.address.v4.sin_family = AF_INET;
        place.length = sizeof place.address.v4;
        if (inet_pton(AF_INET, host, &place.address.v4.sin_addr) != 1 ||
            !parse_port(colon + 1, &place.address.v4.sin_port))
            return false;
    }
    *ret = place;
    return true;
}

static bool parse(const char *address, struct place *ret)
{
    return address[0] == '/' ? parse_path(address, ret) : parse_internet(address, ret);
}

static bool is_local(const union socket_address *address)
{
    switch (address->any.sa_family) {
    case AF_UNIX:
        return true;
    case AF_INET:
        return (ntohl(address->v4.sin_addr.s_addr) >> 24) == IN_LOOPBACKNET;
    case AF_INET6:
        return IN6_IS_ADDR_LOOPBACK(&address->v6.sin6_addr);
    default:
        return false;
    }
}

bool http_listen_is_local(const char *address)
{
    struct place place;

    return parse(address, &place) && is_local(&place.address);
}

/* Whether somebody answers at a socket file. Whatever is unclear counts as yes: then nothing is removed. */
static bool is_alive(const struct place *place)
{
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (probe < 0)
        return true;
    bool refused = connect(probe, &place->address.any, place->length) < 0 && errno == ECONNREFUSED;
    close(probe);
    return !refused;
}

/* Removes the socket file of a daemon that is gone. False when something else stands there. */
static bool remove_stale(const struct place *place)
{
    const char *path = place->address.local.sun_path;
    struct stat file;

    return lstat(path, &file) == 0 && S_ISSOCK(file.st_mode) && !is_alive(place) && unlink(path) == 0;
}

static bool bind_to(int listener, const struct place *place)
{
    int yes = 1;

    if (place->address.any.sa_family == AF_UNIX)
        return bind(listener, &place->address.any, place->length) == 0 ||
               (errno == EADDRINUSE && remove_stale(place) && bind(listener, &place->address.any, place->length) == 0);
    /* Connections of a previous run that linger in TIME_WAIT are no reason to refuse. An IPv6 address means only
     * itself. */
    return setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
           (place->address.any.sa_family != AF_INET6 ||
               setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes) == 0) &&
           bind(listener, &place->address.any, place->length) == 0;
}

static void explain(const char *address, int why, char *error, size_t error_size)
{
    switch (why) {
    case EADDRINUSE:
        snprintf(error, error_size, "%s is in use by another program", address);
        break;
    case EACCES:
    case EPERM:
        snprintf(error, error_size, "%s: not allowed to listen there", address);
        break;
    case EADDRNOTAVAIL:
        snprintf(error, error_size, "%s is not an address of this machine", address);
        break;
    case ENOENT:
    case ENOTDIR:
        snprintf(error, error_size, "%s: its directory does not exist", address);
        break;
    default:
        snprintf(error, error_size, "%s: %s", address, strerrordesc_np(why));
        break;
    }
}

static bool parse_or_explain(const char *address, struct place *ret, char *error, size_t error_size)
{
    if (parse(address, ret))
        return true;
    snprintf(error, error_size,
        "%s is not an address:port, [IPv6 address]:port or /path to a socket of at most %zu bytes", address,
        sizeof ret->address.local.sun_path - 1);
    return false;
}

int http_listen(const char *address, char *error, size_t error_size)
{
    struct place place;

    if (!parse_or_explain(address, &place, error, error_size))
        return -1;
    int listener = socket(place.address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0 || !bind_to(listener, &place) || listen(listener, SOMAXCONN) < 0) {
        explain(address, errno, error, error_size);
        if (listener >= 0)
            close(listener);
        return -1;
    }
    return listener;
}

int http_connect(const char *address, char *error, size_t error_size)
{
    struct place place;

    if (!parse_or_explain(address, &place, error, error_size))
        return -1;
    const int fd = socket(place.address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, &place.address.any, place.length) < 0) {
        snprintf(error, error_size, "no connection to %s: %s", address, strerrordesc_np(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    return fd;
}

void http_listen_describe(int listener, char *ret, size_t size)
{
    union socket_address address = {0};
    socklen_t length = sizeof address;
    char host[INET6_ADDRSTRLEN] = "";

    if (getsockname(listener, &address.any, &length) < 0) {
        snprintf(ret, size, "nowhere");
        return;
    }
    switch (address.any.sa_family) {
    case AF_UNIX:
        snprintf(ret, size, "unix:%s", address.local.sun_path);
        break;
    case AF_INET:
        inet_ntop(AF_INET, &address.v4.sin_addr, host, sizeof host);
        snprintf(ret, size, "http://%s:%u", host, ntohs(address.v4.sin_port));
        break;
    default:
        inet_ntop(AF_INET6, &address.v6.sin6_addr, host, sizeof host);
        snprintf(ret, size, "http://[%s]:%u", host, ntohs(address.v6.sin6_port));
        break;
    }
}
