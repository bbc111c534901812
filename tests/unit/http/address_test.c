/* Addresses: how they are read, which lie in a range, and whom a proxy speaks for. */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/un.h>

#include "unit/suite.h"

static struct address of(const char *text)
{
    struct address address;

    ck_assert_msg(address_parse(text, strlen(text), &address), "%s", text);
    return address;
}

static bool same(const struct address *a, const struct address *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static void demand_same(const char *a, const char *b)
{
    const struct address first = of(a), second = of(b);

    ck_assert_msg(same(&first, &second), "%s and %s", a, b);
}

START_TEST(texts)
{
    static const char *const wrong[] = {"", " ", "x", "192.0.2", "192.0.2.256", "192.0.2.1:", "192.0.2.1:x", "1:2:3",
        "[::1", "[::1]x", "[::1]:", "[192.0.2.1]", "unknown", "_hidden", "::1%eth0", "192.0.2.1/24", "2001:db8::1::2",
        "1111111111111111111111111111111111111111111111111111111111111111111"};
    struct address address;

    demand_same("192.0.2.1", "192.0.2.1:8080");
    demand_same("192.0.2.1", "::ffff:192.0.2.1");
    demand_same("2001:db8::1", "[2001:db8:0::1]");
    demand_same("2001:db8::1", "[2001:db8::1]:443");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!address_parse(wrong[i], strlen(wrong[i]), &address), "%s", wrong[i]);
}
END_TEST

START_TEST(sockets)
{
    struct sockaddr_in ipv4 = {.sin_family = AF_INET, .sin_port = 7};
    struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6};
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    struct address address, expected;

    inet_pton(AF_INET, "192.0.2.1", &ipv4.sin_addr);
    inet_pton(AF_INET6, "2001:db8::1", &ipv6.sin6_addr);
    address = address_of_socket((struct sockaddr *)&ipv4);
    expected = of("192.0.2.1");
    ck_assert(same(&address, &expected) && address_is_ipv4(&address));
    address = address_of_socket((struct sockaddr *)&ipv6);
    expected = of("2001:db8::1");
    ck_assert(same(&address, &expected) && !address_is_ipv4(&address));
    ck_assert(address_of_socket((struct sockaddr *)&local).local);
    ck_assert(address_of_socket(NULL).local);
}
END_TEST

static bool lies_in(const char *ranges_text, const char *text)
{
    struct address_ranges ranges;
    const struct address address = strcmp(text, "unix") == 0 ? (struct address){.local = true} : of(text);

    ck_assert_msg(address_ranges_parse(ranges_text, &ranges), "%s", ranges_text);
    return address_in(&ranges, &address);
}

START_TEST(which_lie_in_a_range)
{
    static const char *const wrong[] = {"10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "::1/129", "unix:", "proxy",
        "10.0.0.0/8;",
        "1.1.1.1 1.1.1.2 1.1.1.3 1.1.1.4 1.1.1.5 1.1.1.6 1.1.1.7 1.1.1.8 1.1.1.9 1.1.1.10 1.1.1.11 1.1.1.12 1.1.1.13 "
        "1.1.1.14 1.1.1.15 1.1.1.16 1.1.1.17"};
    struct address_ranges ranges;

    ck_assert(!lies_in("", "127.0.0.1"));
    ck_assert(!lies_in("", "unix"));
    ck_assert(!lies_in("0.0.0.0/0,::/0", "unix"));
    ck_assert(lies_in("unix", "unix"));
    ck_assert(lies_in("10.0.0.0/8", "10.255.0.1"));
    ck_assert(!lies_in("10.0.0.0/8", "11.0.0.1"));
    ck_assert(lies_in("172.16.0.0/12", "172.31.255.255"));
    ck_assert(!lies_in("172.16.0.0/12", "172.32.0.0"));
    ck_assert(lies_in("127.0.0.1", "127.0.0.1"));
    ck_assert(!lies_in("127.0.0.1", "127.0.0.2"));
    ck_assert(lies_in(" unix , ::1,  2001:db8::/33", "2001:db8:7fff::1"));
    ck_assert(!lies_in("2001:db8::/33", "2001:db8:8000::1"));
    ck_assert(!lies_in("0.0.0.0/0", "2001:db8::1"));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!address_ranges_parse(wrong[i], &ranges), "%s", wrong[i]);
}
END_TEST

START_TEST(clients)
{
    /* Whom we trust, who asks, what it says, and who the client is. */
    static const char *const cases[][4] = {
        {"", "192.0.2.1", NULL, "192.0.2.1"},
        {"", "192.0.2.1", "198.51.100.7", "192.0.2.1"},
        {"10.0.0.0/8", "192.0.2.1", "198.51.100.7", "192.0.2.1"},
        {"10.0.0.0/8", "10.0.0.1", "198.51.100.7", "198.51.100.7"},
        {"10.0.0.0/8", "10.0.0.1", NULL, "10.0.0.1"},
        {"10.0.0.0/8", "10.0.0.1", "", "10.0.0.1"},
        {"10.0.0.0/8", "10.0.0.1", "unknown", "10.0.0.1"},
        {"10.0.0.0/8", "10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"},
        {"10.0.0.0/8", "10.0.0.1", "203.0.113.9,198.51.100.7 , 10.0.0.2", "198.51.100.7"},
        {"10.0.0.0/8", "10.0.0.1", "nonsense, 10.0.0.2", "10.0.0.2"},
        {"10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
        {"10.0.0.0/8", "10.0.0.1", "[2001:db8::1]:99", "2001:db8::1"},
        {"10.0.0.0/8", "10.0.0.1", ",", "10.0.0.1"},
        {"10.0.0.0/8", "10.0.0.1", "198.51.100.7,", "10.0.0.1"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct address peer = of(cases[i][1]), expected = of(cases[i][3]);
        struct address_ranges trusted;

        ck_assert(address_ranges_parse(cases[i][0], &trusted));
        const struct address client = address_of_client(&peer, cases[i][2], &trusted);
        ck_assert_msg(same(&client, &expected), "case %zu", i);
    }
}
END_TEST

SUITE("address", texts, sockets, which_lie_in_a_range, clients)
