/* Network addresses (server/http). See address.h. */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

static struct address of_ipv4(const struct in_addr *ipv4)
{
    struct address address = {0};

    memcpy(address.bytes, mapped, sizeof mapped);
    memcpy(address.bytes + sizeof mapped, ipv4, 4);
    return address;
}

static struct address of_ipv6(const struct in6_addr *ipv6)
{
    struct address address = {0};

    memcpy(address.bytes, ipv6, sizeof address.bytes);
    return address;
}

struct address address_of_socket(const struct sockaddr *socket)
{
    /* Copied, because a struct sockaddr need not be aligned as what it holds. */
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;

    if (socket && socket->sa_family == AF_INET) {
        memcpy(&ipv4, socket, sizeof ipv4);
        return of_ipv4(&ipv4.sin_addr);
    }
    if (socket && socket->sa_family == AF_INET6) {
        memcpy(&ipv6, socket, sizeof ipv6);
        return of_ipv6(&ipv6.sin6_addr);
    }
    return (struct address){.local = true};
}

bool address_is_ipv4(const struct address *address)
{
    return !address->local && memcmp(address->bytes, mapped, sizeof mapped) == 0;
}

/* ---- Texts ---- */

enum { TEXT_SIZE = 64 };

static bool parse_bare(const char *text, struct address *ret)
{
    struct in_addr ipv4;
    struct in6_addr ipv6;

    if (inet_pton(AF_INET, text, &ipv4) == 1)
        *ret = of_ipv4(&ipv4);
    else if (inet_pton(AF_INET6, text, &ipv6) == 1)
        *ret = of_ipv6(&ipv6);
    else
        return false;
    return true;
}

static bool is_port(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

bool address_parse(const char *text, size_t length, struct address *ret)
{
    char room[TEXT_SIZE];
    char *end;

    if (length >= sizeof room)
        return false;
    memcpy(room, text, length);
    room[length] = '\0';
    if (room[0] == '[') {
        end = strchr(room, ']');
        if (!end || (end[1] && !(end[1] == ':' && is_port(end + 2))))
            return false;
        *end = '\0';
        return strchr(room, ':') && parse_bare(room + 1, ret);
    }
    end = strchr(room, ':');
    if (end && strchr(room, '.') && !strchr(end + 1, ':')) {
        if (!is_port(end + 1))
            return false;
        *end = '\0';
    }
    return parse_bare(room, ret);
}

/* ---- Ranges ---- */

static bool parse_bits(const char *text, unsigned most, unsigned *ret)
{
    char *end;
    const unsigned long bits = strtoul(text, &end, 10);

    if (!is_port(text) || *end || bits > most)
        return false;
    *ret = (unsigned)bits;
    return true;
}

static bool parse_range(const char *text, size_t length, struct address_range *ret)
{
    char room[TEXT_SIZE];
    char *slash;

    if (length >= sizeof room)
        return false;
    memcpy(room, text, length);
    room[length] = '\0';
    slash = strchr(room, '/');
    if (slash)
        *slash = '\0';
    if (!parse_bare(room, &ret->first))
        return false;
    ret->bits = 128;
    if (slash && !parse_bits(slash + 1, address_is_ipv4(&ret->first) ? 32 : 128, &ret->bits))
        return false;
    if (slash && address_is_ipv4(&ret->first))
        ret->bits += 96;
    return true;
}

static const char separators[] = ", \t";

bool address_ranges_parse(const char *text, struct address_ranges *ret)
{
    struct address_ranges ranges = {0};

    for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
        const size_t length = strcspn(text, separators);

        if (length == 4 && memcmp(text, "unix", 4) == 0)
            ranges.local = true;
        else if (ranges.count == ADDRESS_RANGES_MOST || !parse_range(text, length, &ranges.ranges[ranges.count++]))
            return false;
        text += length;
    }
    *ret = ranges;
    return true;
}

static bool is_in(const struct address_range *range, const struct address *address)
{
    const unsigned whole = range->bits / 8, rest = range->bits % 8;

    if (memcmp(range->first.bytes, address->bytes, whole) != 0)
        return false;
    return rest == 0 || (range->first.bytes[whole] ^ address->bytes[whole]) >> (8 - rest) == 0;
}

bool address_in(const struct address_ranges *ranges, const struct address *address)
{
    if (address->local)
        return ranges->local;
    for (size_t i = 0; i < ranges->count; i++)
        if (is_in(&ranges->ranges[i], address))
            return true;
    return false;
}

/* ---- Clients ---- */

struct address address_of_client(
    const struct address *peer, const char *forwarded_for, const struct address_ranges *trusted)
{
    struct address client = *peer;
    const char *end = forwarded_for ? forwarded_for + strlen(forwarded_for) : NULL;

    while (end && address_in(trusted, &client)) {
        const char *begin = end;
        struct address named;

        while (begin > forwarded_for && begin[-1] != ',')
            begin--;
        const char *next = begin > forwarded_for ? begin - 1 : NULL;
        begin += strspn(begin, " \t");
        while (end > begin && (end[-1] == ' ' || end[-1] == '\t'))
            end--;
        if (begin > end || !address_parse(begin, (size_t)(end - begin), &named))
            return client;
        client = named;
        end = next;
    }
    return client;
}
