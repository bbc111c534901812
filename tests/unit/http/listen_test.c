/* Listening: the forms of an address, what is in the way, and what is told about it. */
#include "http/listen.h"

#include <check.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static char error[256];
static char where[256];

static int open_listener(const char *address)
{
    int listener = http_listen(address, error, sizeof error);

    ck_assert_msg(listener >= 0, "%s", error);
    http_listen_describe(listener, where, sizeof where);
    return listener;
}

START_TEST(a_free_port_is_found_and_described)
{
    int listener = open_listener("127.0.0.1:0");
    unsigned port;

    ck_assert_int_eq(sscanf(where, "http://127.0.0.1:%u", &port), 1);
    ck_assert_uint_gt(port, 0);
    close(listener);
}
END_TEST

START_TEST(the_listener_is_non_blocking_and_closed_on_exec)
{
    int listener = open_listener("127.0.0.1:0");

    ck_assert_int_ne(fcntl(listener, F_GETFL) & O_NONBLOCK, 0);
    ck_assert_int_ne(fcntl(listener, F_GETFD) & FD_CLOEXEC, 0);
    close(listener);
}
END_TEST

START_TEST(a_port_in_use_is_refused)
{
    int listener = open_listener("127.0.0.1:0");
    const char *address = where + strlen("http://");
    char expected[300];

    snprintf(expected, sizeof expected, "%s is in use by another program", address);
    ck_assert_int_eq(http_listen(address, error, sizeof error), -1);
    ck_assert_str_eq(error, expected);
    close(listener);
}
END_TEST

START_TEST(ipv6_is_described_in_brackets)
{
    int listener = http_listen("[::1]:0", error, sizeof error);
    unsigned port;

    if (listener < 0)
        return; /* a machine without IPv6 */
    http_listen_describe(listener, where, sizeof where);
    ck_assert_int_eq(sscanf(where, "http://[::1]:%u", &port), 1);
    close(listener);
}
END_TEST

static char directory[64];
static char path[128];

static void make_directory(void)
{
    strcpy(directory, "/tmp/listen-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/socket", directory);
}

static void remove_directory(void)
{
    unlink(path);
    rmdir(directory);
}

START_TEST(a_stale_socket_file_is_replaced)
{
    char expected[160];

    snprintf(expected, sizeof expected, "unix:%s", path);
    close(open_listener(path)); /* leaves its file behind */
    int listener = open_listener(path);
    ck_assert_str_eq(where, expected);
    close(listener);
}
END_TEST

START_TEST(a_live_socket_is_refused)
{
    int listener = open_listener(path);

    ck_assert_int_eq(http_listen(path, error, sizeof error), -1);
    ck_assert_ptr_nonnull(strstr(error, "is in use by another program"));
    close(listener);
}
END_TEST

START_TEST(a_file_that_is_no_socket_is_left_alone)
{
    struct stat file;

    close(open(path, O_CREAT | O_WRONLY, 0600));
    ck_assert_int_eq(http_listen(path, error, sizeof error), -1);
    ck_assert_int_eq(stat(path, &file), 0);
    ck_assert(S_ISREG(file.st_mode));
}
END_TEST

START_TEST(a_missing_directory_is_named)
{
    ck_assert_int_eq(http_listen("/nonexistent/socket", error, sizeof error), -1);
    ck_assert_str_eq(error, "/nonexistent/socket: its directory does not exist");
}
END_TEST

static const char *const no_addresses[] = {"", ":", "8080", "localhost:8080", "127.0.0.1",
    "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x", "127.0.0.1:-1", "127.0.0.1:000080", "::1:8080", "[::1]",
    "[127.0.0.1]:80", "[]:80", "256.0.0.1:80",
    "/a-path-that-is-much-too-long-for-a-socket-because-the-kernel-allows-no-more-than-one-hundred-and-seven-bytes-"
    "here"};

START_TEST(what_is_no_address_is_refused)
{
    ck_assert_int_eq(http_listen(no_addresses[_i], error, sizeof error), -1);
    ck_assert_ptr_nonnull(strstr(error, "is not an address:port"));
    ck_assert(!http_listen_is_local(no_addresses[_i]));
}
END_TEST

START_TEST(only_loopback_and_sockets_are_local)
{
    ck_assert(http_listen_is_local("127.0.0.1:8080"));
    ck_assert(http_listen_is_local("127.1.2.3:80"));
    ck_assert(http_listen_is_local("[::1]:8080"));
    ck_assert(http_listen_is_local("/run/socket"));
    ck_assert(!http_listen_is_local("0.0.0.0:80"));
    ck_assert(!http_listen_is_local("128.0.0.1:80"));
    ck_assert(!http_listen_is_local("10.0.0.1:80"));
    ck_assert(!http_listen_is_local("[::]:80"));
    ck_assert(!http_listen_is_local("[2001:db8::1]:80"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("listen");
    TCase *addresses = tcase_create("addresses");
    TCase *sockets = tcase_create("sockets");

    tcase_add_test(addresses, a_free_port_is_found_and_described);
    tcase_add_test(addresses, the_listener_is_non_blocking_and_closed_on_exec);
    tcase_add_test(addresses, a_port_in_use_is_refused);
    tcase_add_test(addresses, ipv6_is_described_in_brackets);
    tcase_add_test(addresses, a_missing_directory_is_named);
    tcase_add_loop_test(addresses, what_is_no_address_is_refused, 0, (int)(sizeof no_addresses / sizeof *no_addresses));
    tcase_add_test(addresses, only_loopback_and_sockets_are_local);
    suite_add_tcase(suite, addresses);
    tcase_add_checked_fixture(sockets, make_directory, remove_directory);
    tcase_add_test(sockets, a_stale_socket_file_is_replaced);
    tcase_add_test(sockets, a_live_socket_is_refused);
    tcase_add_test(sockets, a_file_that_is_no_socket_is_left_alone);
    suite_add_tcase(suite, sockets);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
