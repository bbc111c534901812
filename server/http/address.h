/*
 * Network addresses (server/http): of peers, of the clients that proxies name, and ranges of them.
 */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sockaddr;

/* An IPv6 address, or an IPv4 one as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2), or the other end of a Unix socket. */
struct address {
    uint8_t bytes[16];
    bool local; /* a Unix socket: the bytes are 0 */
};

/* Anything that is neither IPv4 nor IPv6 is local. NULL too. */
struct address address_of_socket(const struct sockaddr *socket);

bool address_is_ipv4(const struct address *address);

/* Reads "192.0.2.1", "192.0.2.1:8080", "2001:db8::1" or "[2001:db8::1]:8080". False when it is none of them. */
bool address_parse(const char *text, size_t length, struct address *ret);

/* Addresses whose first `bits` bits are those of `first`. */
struct address_range {
    struct address first;
    unsigned bits; /* of 128 */
};

enum { ADDRESS_RANGES_MOST = 16 };

struct address_ranges {
    struct address_range ranges[ADDRESS_RANGES_MOST];
    size_t count;
    bool local; /* Unix sockets too */
};

/* Reads "10.0.0.0/8, 2001:db8::1, unix"; nothing is no ranges. False when a part is none of those, or there are too
 * many. */
bool address_ranges_parse(const char *text, struct address_ranges *ret);

bool address_in(const struct address_ranges *ranges, const struct address *address);

/*
 * Who the client is, when `peer` says in the X-Forwarded-For header (its last line: a proxy that adds one puts it
 * there) for whom it asks: only peers in `trusted` are believed, and of a list the last one that is not itself such a
 * proxy. Otherwise, or when there is no sense in it, the peer itself.
 */
struct address address_of_client(
    const struct address *peer, const char *forwarded_for, const struct address_ranges *trusted);

#endif
