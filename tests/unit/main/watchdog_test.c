/* The watchdog and the protocol of the service manager: a manager of our own hears what it hears. */
#include "main/watchdog.h"

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "main/notify.h"
#include "unit/suite.h"

enum { WATCHED_MS = 200, PATIENCE_MS = 60000 /* for one that hangs */, LOOPS = 2 };

/* ---- The manager ---- */

static int manager = -1;

/* In the abstract namespace: there is no file to be left behind. */
static void start_manager(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    socklen_t length = sizeof(sa_family_t);
    char name[64];

    manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ck_assert_int_ge(manager, 0);
    ck_assert_int_eq(bind(manager, (struct sockaddr *)&address, length), 0); /* the kernel chooses a name */
    length = sizeof address;
    ck_assert_int_eq(getsockname(manager, (struct sockaddr *)&address, &length), 0);
    snprintf(name, sizeof name, "@%.*s", (int)(length - sizeof(sa_family_t) - 1), address.sun_path + 1);
    setenv("NOTIFY_SOCKET", name, 1);
}

static void stop_manager(void)
{
    close(manager);
    unsetenv("NOTIFY_SOCKET");
}

/* What the manager hears next, within some milliseconds; "" when nothing. */
static const char *heard(int within)
{
    static char text[1024];
    struct pollfd wait = {.fd = manager, .events = POLLIN};
    ssize_t length = 0;

    if (poll(&wait, 1, within) == 1)
        length = recv(manager, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = '\0';
    return text;
}

/* Whether the manager soon hears nothing any more for as long as it would wait. */
static bool falls_silent(void)
{
    for (int i = 0; i < 1000; i++)
        if (!*heard(WATCHED_MS))
            return true;
    return false;
}

/* ---- Loops that turn, and one that gets stuck ---- */

struct turning {
    struct loop *loop;
    struct loop_hook hook;
    struct heart heart;
    pthread_t thread;
    _Atomic bool stuck; /* the next turn does not end while this is so */
};

static struct turning turning[LOOPS];

static void one_turn(struct loop_hook *hook)
{
    struct turning *self = (struct turning *)((char *)hook - offsetof(struct turning, hook));
    const struct timespec pause = {.tv_nsec = 1000000};

    heart_beat(&self->heart);
    while (self->stuck)
        nanosleep(&pause, NULL);
}

static void *turn(void *loop)
{
    loop_run(loop);
    return NULL;
}

static void start_turning(struct turning *self)
{
    self->loop = self->heart.loop = loop_new();
    ck_assert_ptr_nonnull(self->loop);
    self->hook.run = one_turn;
    loop_hook_add(self->loop, &self->hook);
    ck_assert_int_eq(pthread_create(&self->thread, NULL, turn, self->loop), 0);
}

static void stop_turning(struct turning *self)
{
    self->stuck = false;
    loop_stop(self->loop);
    pthread_join(self->thread, NULL);
    loop_free(self->loop);
}

/* ---- Tests ---- */

START_TEST(the_manager_hears_what_is_said)
{
    ck_assert(!notify("READY=1"));
    start_manager();
    ck_assert(notify("READY=1"));
    ck_assert_str_eq(heard(PATIENCE_MS), "READY=1");
    ck_assert(notify_status("STOPPING=1", "at most %u s", 20U));
    ck_assert_str_eq(heard(PATIENCE_MS), "STOPPING=1\nSTATUS=at most 20 s");
    stop_manager();
}
END_TEST

START_TEST(a_manager_that_is_no_socket_is_left_alone)
{
    static const char *const wrong[] = {"", "/", "somewhere", "vsock:2:1", "/tmp/proeftuin-there-is-no-such-socket"};
    char path[256];

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        setenv("NOTIFY_SOCKET", wrong[i], 1);
        ck_assert_msg(!notify("READY=1"), "%s", wrong[i]);
    }
    memset(path, 'x', sizeof path - 1);
    path[0] = '/';
    path[sizeof path - 1] = '\0';
    setenv("NOTIFY_SOCKET", path, 1);
    ck_assert(!notify("READY=1"));
    unsetenv("NOTIFY_SOCKET");
}
END_TEST

START_TEST(only_what_is_meant_for_this_process_counts)
{
    uint64_t microseconds = 7;
    char self[32];

    snprintf(self, sizeof self, "%d", getpid());
    ck_assert(!notify_watchdog(&microseconds));
    setenv("WATCHDOG_USEC", "2000000", 1);
    ck_assert(notify_watchdog(&microseconds));
    ck_assert_uint_eq(microseconds, 2000000);
    setenv("WATCHDOG_PID", "1", 1);
    ck_assert(!notify_watchdog(&microseconds));
    setenv("WATCHDOG_PID", self, 1);
    ck_assert(notify_watchdog(&microseconds));
    setenv("WATCHDOG_USEC", "soon", 1);
    ck_assert(!notify_watchdog(&microseconds));

    setenv("LISTEN_FDS", "2", 1);
    ck_assert_uint_eq(notify_sockets(), 0);
    setenv("LISTEN_PID", "1", 1);
    ck_assert_uint_eq(notify_sockets(), 0);
    setenv("LISTEN_PID", self, 1);
    ck_assert_uint_eq(notify_sockets(), 2);
}
END_TEST

START_TEST(a_stuck_loop_silences_the_watchdog)
{
    struct heart *const hearts[LOOPS] = {&turning[0].heart, &turning[1].heart};

    start_manager();
    for (int i = 0; i < LOOPS; i++)
        start_turning(&turning[i]);
    struct watchdog *watchdog = watchdog_start(hearts, LOOPS, WATCHED_MS * 1000);
    ck_assert_ptr_nonnull(watchdog);
    for (int i = 0; i < 5; i++) /* these loops have nothing to do, and sleep */
        ck_assert_str_eq(heard(PATIENCE_MS), "WATCHDOG=1");
    turning[1].stuck = true;
    ck_assert(falls_silent());
    turning[1].stuck = false;
    ck_assert_str_eq(heard(PATIENCE_MS), "WATCHDOG=1");
    watchdog_stop(watchdog);
    for (int i = 0; i < LOOPS; i++)
        stop_turning(&turning[i]);
    stop_manager();
}
END_TEST

SUITE("watchdog", the_manager_hears_what_is_said, a_manager_that_is_no_socket_is_left_alone,
    only_what_is_meant_for_this_process_counts, a_stuck_loop_silences_the_watchdog)
