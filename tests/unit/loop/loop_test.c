/* The event loop: sources, timers, hooks, waking and stopping. */
#include "loop/loop.h"

#include <check.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

/* What ran, in order: one letter each. */
static char ran[512];

static void note(char letter)
{
    size_t length = strlen(ran);

    ck_assert_uint_lt(length + 1, sizeof ran);
    ran[length] = letter;
    ran[length + 1] = '\0';
}

/* ---- Sources ---- */

struct pipe_source {
    struct loop_source source;
    int write_end;
    char letter;
    struct loop *loop;
    struct pipe_source *victim; /* removed when this one is ready */
    uint32_t events;
};

static void pipe_ready(struct loop_source *source, uint32_t events)
{
    struct pipe_source *pipe_source = (struct pipe_source *)source;
    char byte;

    pipe_source->events = events;
    note(pipe_source->letter);
    if (events & EPOLLIN)
        ck_assert_int_eq(read(source->fd, &byte, 1), 1);
    if (pipe_source->victim) {
        loop_remove(pipe_source->loop, &pipe_source->victim->source);
        pipe_source->victim->victim = NULL;
        pipe_source->victim = NULL;
    }
}

static void pipe_open(struct pipe_source *source, struct loop *loop, char letter)
{
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    *source = (struct pipe_source){
        .source = {.fd = ends[0], .ready = pipe_ready}, .write_end = ends[1], .letter = letter, .loop = loop};
    ck_assert(loop_add(loop, &source->source, EPOLLIN));
}

static void pipe_close(struct pipe_source *source)
{
    close(source->source.fd);
    close(source->write_end);
}

START_TEST(a_ready_source_runs)
{
    struct loop *loop = loop_new();
    struct pipe_source a;

    pipe_open(&a, loop, 'a');
    loop_turn(loop, 0);
    ck_assert_str_eq(ran, "");
    ck_assert_int_eq(write(a.write_end, "x", 1), 1);
    loop_turn(loop, 10000);
    ck_assert_str_eq(ran, "a");
    ck_assert_uint_eq(a.events, EPOLLIN);
    loop_turn(loop, 0);
    ck_assert_str_eq(ran, "a");
    loop_remove(loop, &a.source);
    pipe_close(&a);
    loop_free(loop);
}
END_TEST

START_TEST(a_source_can_change_what_it_waits_for)
{
    struct loop *loop = loop_new();
    struct pipe_source a;

    pipe_open(&a, loop, 'a');
    ck_assert_int_eq(write(a.write_end, "x", 1), 1);
    ck_assert(loop_change(loop, &a.source, 0));
    loop_turn(loop, 0);
    ck_assert_str_eq(ran, "");
    ck_assert(loop_change(loop, &a.source, EPOLLIN));
    loop_turn(loop, 10000);
    ck_assert_str_eq(ran, "a");
    loop_remove(loop, &a.source);
    pipe_close(&a);
    loop_free(loop);
}
END_TEST

START_TEST(a_removed_source_does_not_run_in_the_same_turn)
{
    struct loop *loop = loop_new();
    struct pipe_source a;
    struct pipe_source b;

    pipe_open(&a, loop, 'a');
    pipe_open(&b, loop, 'b');
    a.victim = &b;
    b.victim = &a;
    ck_assert_int_eq(write(a.write_end, "x", 1), 1);
    ck_assert_int_eq(write(b.write_end, "x", 1), 1);
    loop_turn(loop, 10000);
    ck_assert_uint_eq(strlen(ran), 1); /* whichever came first has removed the other */
    loop_remove(loop, ran[0] == 'a' ? &a.source : &b.source);
    pipe_close(&a);
    pipe_close(&b);
    loop_free(loop);
}
END_TEST

START_TEST(a_closed_descriptor_is_refused)
{
    struct loop *loop = loop_new();
    struct loop_source source = {.fd = 1000000, .ready = pipe_ready};

    ck_assert(!loop_add(loop, &source, EPOLLIN));
    loop_free(loop);
}
END_TEST

START_TEST(more_sources_than_one_turn_fetches)
{
    enum { MANY = 400 };
    struct loop *loop = loop_new();
    struct pipe_source *many = calloc(MANY, sizeof *many);

    for (int i = 0; i < MANY; i++) {
        pipe_open(&many[i], loop, 'x');
        ck_assert_int_eq(write(many[i].write_end, "x", 1), 1);
    }
    for (int turn = 0; turn < 2; turn++)
        loop_turn(loop, 10000);
    ck_assert_uint_eq(strlen(ran), MANY);
    for (int i = 0; i < MANY; i++) {
        loop_remove(loop, &many[i].source);
        pipe_close(&many[i]);
    }
    free(many);
    loop_free(loop);
}
END_TEST

/* ---- Timers ---- */

struct letter_timer {
    struct loop_timer timer;
    struct loop *loop;
    char letter;
    bool again; /* sets itself to the past when it runs */
};

static void timer_due(struct loop_timer *timer)
{
    struct letter_timer *letter = (struct letter_timer *)timer;

    ck_assert_int_eq(timer->position, 0);
    ck_assert_uint_le(timer->at, loop_now(letter->loop));
    note(letter->letter);
    if (letter->again)
        ck_assert(loop_timer_set(letter->loop, timer, loop_now(letter->loop)));
}

static struct letter_timer letter_timer(struct loop *loop, char letter)
{
    return (struct letter_timer){.timer = {.due = timer_due}, .loop = loop, .letter = letter};
}

START_TEST(timers_run_in_the_order_of_their_moments)
{
    struct loop *loop = loop_new();
    struct letter_timer timers[5];
    const int order[] = {3, 1, 4, 0, 2};
    uint64_t start = loop_now(loop);

    for (int i = 0; i < 5; i++)
        timers[i] = letter_timer(loop, (char)('a' + i));
    for (int i = 0; i < 5; i++)
        ck_assert(loop_timer_set(loop, &timers[order[i]].timer, start + 1 + (uint64_t)order[i]));
    while (strlen(ran) < 5)
        loop_turn(loop, 10000);
    ck_assert_str_eq(ran, "abcde");
    ck_assert_uint_ge(loop_now(loop), start + 5);
    loop_free(loop);
}
END_TEST

START_TEST(timers_can_be_moved_and_cleared)
{
    struct loop *loop = loop_new();
    struct letter_timer a = letter_timer(loop, 'a');
    struct letter_timer b = letter_timer(loop, 'b');
    struct letter_timer c = letter_timer(loop, 'c');
    uint64_t start = loop_now(loop);

    loop_timer_clear(loop, &a.timer); /* not set: fine */
    ck_assert(loop_timer_set(loop, &a.timer, start + 1));
    ck_assert(loop_timer_set(loop, &b.timer, start + 2));
    ck_assert(loop_timer_set(loop, &c.timer, start + 100000));
    ck_assert(loop_timer_set(loop, &a.timer, start + 4)); /* later */
    ck_assert(loop_timer_set(loop, &c.timer, start + 3)); /* earlier */
    loop_timer_clear(loop, &b.timer);
    ck_assert_int_eq(b.timer.position, 0);
    while (strlen(ran) < 2)
        loop_turn(loop, 10000);
    ck_assert_str_eq(ran, "ca");
    loop_free(loop);
}
END_TEST

START_TEST(a_timer_that_sets_itself_does_not_hold_up_the_turn)
{
    struct loop *loop = loop_new();
    struct letter_timer a = letter_timer(loop, 'a');

    a.again = true;
    ck_assert(loop_timer_set(loop, &a.timer, loop_now(loop)));
    loop_turn(loop, 10000);
    ck_assert_str_eq(ran, "a");
    loop_turn(loop, 10000);
    ck_assert_str_eq(ran, "aa");
    loop_timer_clear(loop, &a.timer);
    loop_free(loop);
}
END_TEST

static uint64_t last_moment;
static int timers_run;

static void check_order(struct loop_timer *timer)
{
    ck_assert_uint_ge(timer->at, last_moment);
    last_moment = timer->at;
    timers_run++;
}

/* A heap has many shapes: set, move and clear a thousand timers by a fixed pseudo-random sequence. */
START_TEST(a_thousand_timers_keep_their_order)
{
    enum { MANY = 1000 };
    struct loop *loop = loop_new();
    struct loop_timer *timers = calloc(MANY, sizeof *timers);
    uint64_t past = loop_now(loop) - MANY;
    uint32_t random = 12345;
    int set = 0;

    for (int step = 0; step < 20 * MANY; step++) {
        random = random * 1664525 + 1013904223;
        struct loop_timer *timer = &timers[(random >> 16) % MANY];
        timer->due = check_order;
        if (step % 4 == 3)
            loop_timer_clear(loop, timer);
        else
            ck_assert(loop_timer_set(loop, timer, past + (random >> 8) % MANY));
    }
    for (int i = 0; i < MANY; i++)
        set += timers[i].position > 0;
    ck_assert_int_gt(set, 0);
    loop_turn(loop, 0);
    ck_assert_int_eq(timers_run, set);
    free(timers);
    loop_free(loop);
}
END_TEST

/* ---- Hooks ---- */

struct letter_hook {
    struct loop_hook hook;
    char letter;
    uint64_t wish;
};

static void hook_run(struct loop_hook *hook)
{
    note(((struct letter_hook *)hook)->letter);
}

static uint64_t hook_patience(struct loop_hook *hook)
{
    return ((struct letter_hook *)hook)->wish;
}

START_TEST(hooks_run_each_turn_in_their_order_after_sources_and_timers)
{
    struct loop *loop = loop_new();
    struct letter_hook first = {.hook = {.run = hook_run}, .letter = '1'};
    struct letter_hook second = {.hook = {.run = hook_run}, .letter = '2'};
    struct letter_timer timer = letter_timer(loop, 't');
    struct pipe_source source;

    loop_hook_add(loop, &first.hook);
    loop_hook_add(loop, &second.hook);
    pipe_open(&source, loop, 's');
    ck_assert_int_eq(write(source.write_end, "x", 1), 1);
    ck_assert(loop_timer_set(loop, &timer.timer, loop_now(loop)));
    loop_turn(loop, 10000);
    ck_assert_str_eq(ran, "st12");
    loop_turn(loop, 0);
    ck_assert_str_eq(ran, "st1212");
    loop_remove(loop, &source.source);
    pipe_close(&source);
    loop_free(loop);
}
END_TEST

START_TEST(a_hook_can_be_taken_out)
{
    struct loop *loop = loop_new();
    struct letter_hook hooks[4];

    for (int i = 0; i < 4; i++) {
        hooks[i] = (struct letter_hook){.hook = {.run = hook_run}, .letter = (char)('1' + i)};
        loop_hook_add(loop, &hooks[i].hook);
    }
    loop_hook_remove(loop, &hooks[0].hook);
    loop_hook_remove(loop, &hooks[2].hook);
    loop_hook_remove(loop, &hooks[3].hook);
    loop_hook_add(loop, &hooks[0].hook);
    loop_turn(loop, 0);
    ck_assert_str_eq(ran, "21");
    loop_free(loop);
}
END_TEST

START_TEST(the_least_patient_hook_decides_how_long_the_loop_sleeps)
{
    struct loop *loop = loop_new();
    struct letter_hook patient = {.hook = {.run = hook_run, .patience = hook_patience}, .letter = 'p'};
    struct letter_hook eager = {.hook = {.run = hook_run, .patience = hook_patience}, .letter = 'e'};

    patient.wish = UINT64_MAX;
    loop_hook_add(loop, &patient.hook);
    loop_hook_add(loop, &eager.hook);
    loop_turn(loop, UINT64_MAX); /* a sleep without end would fail the test by its time limit */
    eager.wish = 1;
    loop_turn(loop, UINT64_MAX);
    ck_assert_str_eq(ran, "pepe");
    loop_free(loop);
}
END_TEST

/* ---- From elsewhere ---- */

static void *stop_from_thread(void *loop)
{
    loop_stop(loop);
    return NULL;
}

static void *wake_from_thread(void *loop)
{
    loop_wake(loop);
    return NULL;
}

START_TEST(another_thread_stops_the_loop)
{
    struct loop *loop = loop_new();
    pthread_t thread;

    for (int round = 0; round < 2; round++) { /* a stopped loop can run again */
        ck_assert_int_eq(pthread_create(&thread, NULL, stop_from_thread, loop), 0);
        loop_run(loop);
        ck_assert_int_eq(pthread_join(thread, NULL), 0);
    }
    loop_free(loop);
}
END_TEST

START_TEST(another_thread_wakes_the_loop)
{
    struct loop *loop = loop_new();
    pthread_t thread;

    for (int round = 0; round < 3; round++) {
        ck_assert_int_eq(pthread_create(&thread, NULL, wake_from_thread, loop), 0);
        loop_turn(loop, UINT64_MAX);
        ck_assert_int_eq(pthread_join(thread, NULL), 0);
    }
    loop_free(loop);
}
END_TEST

static struct loop *signalled;

static void on_signal(int number)
{
    (void)number;
    loop_stop(signalled);
}

START_TEST(a_signal_handler_stops_the_loop)
{
    struct sigaction action = {.sa_handler = on_signal};

    signalled = loop_new();
    ck_assert_int_eq(sigaction(SIGALRM, &action, NULL), 0);
    ualarm(20000, 0);
    loop_run(signalled);
    loop_free(signalled);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_ready_source_runs,
        a_source_can_change_what_it_waits_for,
        a_removed_source_does_not_run_in_the_same_turn,
        a_closed_descriptor_is_refused,
        more_sources_than_one_turn_fetches,
        timers_run_in_the_order_of_their_moments,
        timers_can_be_moved_and_cleared,
        a_timer_that_sets_itself_does_not_hold_up_the_turn,
        a_thousand_timers_keep_their_order,
        hooks_run_each_turn_in_their_order_after_sources_and_timers,
        a_hook_can_be_taken_out,
        the_least_patient_hook_decides_how_long_the_loop_sleeps,
        another_thread_stops_the_loop,
        another_thread_wakes_the_loop,
        a_signal_handler_stops_the_loop,
    };
    Suite *suite = suite_create("loop");
    TCase *all = tcase_create("loop");

    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
