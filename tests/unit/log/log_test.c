/* The log: what a line looks like, and that nobody waits for its reader (tests). */
#include "log/log.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "unit/suite.h"

enum { THREADS = 4, LINES = 500 };

static int ends[2]; /* of the pipe that the book writes to */

static struct log_book *open_book(unsigned pens)
{
    signal(SIGPIPE, SIG_IGN);
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    struct log_book *book = log_open(ends[1], pens);
    ck_assert_ptr_nonnull(book);
    return book;
}

/* The next line, parsed. */
static json_t *next_line(FILE *in)
{
    static char line[LOG_LINE_MOST + 1];

    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    ck_assert_int_eq(line[strlen(line) - 1], '\n');
    json_t *parsed = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_msg(parsed != NULL, "no JSON: %s", line);
    return parsed;
}

static const char *text_of(const json_t *line, const char *name)
{
    const char *text = json_string_value(json_object_get(line, name));

    ck_assert_msg(text != NULL, "%s is missing", name);
    return text;
}

START_TEST(test_a_line_says_when_how_bad_and_what)
{
    struct log_book *book = open_book(1);
    struct log_pen *pen = log_pen(book, 0);
    FILE *in = fdopen(ends[0], "r");

    log_begin(pen, LOG_LEVEL_WARNING, "databaseAway");
    log_text(pen, "reason", "no \"such\" \\ file\n");
    log_text(pen, "left out", NULL);
    log_number(pen, "zero", 0);
    log_number(pen, "most", INT64_MAX);
    log_milliseconds(pen, "short", 1499);
    log_milliseconds(pen, "long", 12345678901);
    log_end(pen);
    json_t *line = next_line(in);
    ck_assert_str_eq(text_of(line, "level"), "warning");
    ck_assert_str_eq(text_of(line, "event"), "databaseAway");
    ck_assert_str_eq(text_of(line, "reason"), "no \"such\" \\ file\n");
    ck_assert_ptr_null(json_object_get(line, "left out"));
    ck_assert_int_eq(json_integer_value(json_object_get(line, "zero")), 0);
    ck_assert_double_eq_tol(json_real_value(json_object_get(line, "short")), 0.001, 1e-9);
    ck_assert_double_eq_tol(json_real_value(json_object_get(line, "long")), 12345.679, 1e-9);
    const char *time = text_of(line, "time");
    ck_assert_uint_eq(strlen(time), strlen("2026-01-31T12:34:56.789Z"));
    ck_assert_uint_eq(strspn(time, "0123456789-:.TZ"), strlen(time));
    ck_assert_int_eq(time[23], 'Z');
    json_decref(line);
    log_close(book);
    fclose(in);
    close(ends[1]);
}
END_TEST

START_TEST(test_any_bytes_make_valid_json)
{
    struct log_book *book = open_book(1);
    struct log_pen *pen = log_pen(book, 0);
    FILE *in = fdopen(ends[0], "r");

    log_begin(pen, LOG_LEVEL_INFO, "test");
    log_text(pen, "valid", "caf\xc3\xa9 \xe2\x82\xac");
    log_text(pen, "invalid", "a\xff\x01\x7f");
    log_end(pen);
    json_t *line = next_line(in);
    ck_assert_str_eq(text_of(line, "valid"), "caf\xc3\xa9 \xe2\x82\xac");
    ck_assert_str_eq(text_of(line, "invalid"), "a\xc3\xbf\x01\x7f");
    json_decref(line);
    log_close(book);
    fclose(in);
    close(ends[1]);
}
END_TEST

/* Texts are cut and members left out, but a line stays whole. */
START_TEST(test_a_line_has_a_limit)
{
    static char huge[20000], accents[2 * LOG_TEXT_MOST + 2];
    struct log_book *book = open_book(1);
    struct log_pen *pen = log_pen(book, 0);
    FILE *in = fdopen(ends[0], "r");

    memset(huge, '\x01', sizeof huge - 1);
    for (size_t i = 0; i + 2 < sizeof accents; i += 2)
        memcpy(accents + 1 + i, "\xc3\xa9", 2);
    accents[0] = 'a'; /* so that the cut falls within a character */
    log_begin(pen, LOG_LEVEL_INFO, "test");
    log_text(pen, "accents", accents);
    for (char name[] = "a"; *name < 'k'; ++*name)
        log_text(pen, name, huge);
    for (char name[] = "A"; *name <= 'Z'; ++*name)
        log_number(pen, name, INT64_MAX);
    log_end(pen);
    json_t *line = next_line(in);
    ck_assert_uint_eq(strlen(text_of(line, "accents")), LOG_TEXT_MOST - 1);
    ck_assert_uint_le(strlen(text_of(line, "a")), LOG_TEXT_MOST);
    json_decref(line);
    log_close(book);
    fclose(in);
    close(ends[1]);
}
END_TEST

static void *write_lines(void *pen)
{
    for (unsigned i = 0; i < LINES; i++) {
        log_begin(pen, LOG_LEVEL_INFO, "test");
        log_text(pen, "filler", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor");
        log_number(pen, "n", i);
        log_end(pen);
        if (i % 100 == 0)
            usleep(1000);
    }
    return NULL;
}

START_TEST(test_lines_of_many_threads_do_not_mix_and_none_is_lost)
{
    struct log_book *book = open_book(THREADS);
    pthread_t threads[THREADS];
    FILE *in = fdopen(ends[0], "r");
    uint64_t sum = 0;

    for (unsigned i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, write_lines, log_pen(book, i)), 0);
    for (unsigned i = 0; i < THREADS * LINES; i++) {
        json_t *line = next_line(in);
        sum += (uint64_t)json_integer_value(json_object_get(line, "n"));
        json_decref(line);
    }
    ck_assert_uint_eq(sum, (uint64_t)THREADS * LINES * (LINES - 1) / 2);
    for (unsigned i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    ck_assert_uint_eq(log_counts(book).lines, THREADS * LINES);
    ck_assert_uint_eq(log_counts(book).dropped, 0);
    log_close(book);
    fclose(in);
    close(ends[1]);
}
END_TEST

START_TEST(test_a_reader_that_is_stuck_costs_lines_and_no_time)
{
    struct log_book *book = open_book(1);
    struct log_counts counts = {0};

    for (unsigned i = 0; i < 20 && counts.dropped == 0; i++) {
        write_lines(log_pen(book, 0));
        counts = log_counts(book);
    }
    ck_assert_uint_gt(counts.dropped, 0);
    ck_assert_uint_gt(counts.lines, counts.dropped);
    /* What was taken comes whole when the reader wakes up. */
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    FILE *in = fdopen(ends[0], "r");
    uint64_t came = 0;
    char line[LOG_LINE_MOST + 1];
    for (struct pollfd end = {.fd = ends[0], .events = POLLIN}; came < counts.lines - counts.dropped;) {
        ck_assert_int_gt(poll(&end, 1, -1), 0);
        clearerr(in);
        for (size_t length; fgets(line, sizeof line, in);) {
            length = strlen(line);
            came += line[length - 1] == '\n';
        }
    }
    ck_assert_uint_eq(came, counts.lines - counts.dropped);
    log_close(book);
    fclose(in);
    close(ends[1]);
}
END_TEST

START_TEST(test_a_log_without_a_reader_is_counted_as_lost)
{
    struct log_book *book = open_book(1);

    close(ends[0]);
    write_lines(log_pen(book, 0));
    for (unsigned i = 0; i < 6000 && log_counts(book).dropped < LINES; i++)
        usleep(10000);
    ck_assert_uint_eq(log_counts(book).dropped, LINES);
    log_close(book);
    close(ends[1]);
}
END_TEST

START_TEST(test_closing_writes_what_is_left_and_waits_for_nobody)
{
    struct log_book *book = open_book(1);
    FILE *in = fdopen(ends[0], "r");

    log_begin(log_pen(book, 0), LOG_LEVEL_ERROR, "last");
    log_end(log_pen(book, 0));
    log_close(book);
    json_t *line = next_line(in);
    ck_assert_str_eq(text_of(line, "event"), "last");
    json_decref(line);
    fclose(in);
    close(ends[1]);

    book = open_book(1);
    for (unsigned i = 0; i < 10; i++)
        write_lines(log_pen(book, 0));
    /* Its reader is stuck, and stays so: a writer that got free would end, and leave the book to nobody. */
    log_close(book);
}
END_TEST

START_TEST(test_the_journal_gets_priorities)
{
    struct stat file;
    char identity[64], line[200];

    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    fstat(ends[1], &file);
    snprintf(identity, sizeof identity, "%ju:%ju", (uintmax_t)file.st_dev, (uintmax_t)file.st_ino);
    setenv("JOURNAL_STREAM", identity, 1);
    struct log_book *book = log_open(ends[1], 1);
    log_begin(log_pen(book, 0), LOG_LEVEL_ERROR, "test");
    log_end(log_pen(book, 0));
    log_close(book);
    FILE *in = fdopen(ends[0], "r");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    ck_assert_int_eq(strncmp(line, "<3>{\"time\":\"", 12), 0);
    fclose(in);
    close(ends[1]);
}
END_TEST

START_TEST(test_no_pen_writes_nothing)
{
    log_begin(NULL, LOG_LEVEL_ERROR, "test");
    log_text(NULL, "a", "b");
    log_number(NULL, "c", 1);
    log_milliseconds(NULL, "d", 1);
    log_end(NULL);
    ck_assert_ptr_null(log_pen(NULL, 3));
    ck_assert_uint_eq(log_counts(NULL).lines, 0);
    log_close(NULL);
}
END_TEST

SUITE("log", test_a_line_says_when_how_bad_and_what, test_any_bytes_make_valid_json, test_a_line_has_a_limit,
    test_lines_of_many_threads_do_not_mix_and_none_is_lost, test_a_reader_that_is_stuck_costs_lines_and_no_time,
    test_a_log_without_a_reader_is_counted_as_lost, test_closing_writes_what_is_left_and_waits_for_nobody,
    test_the_journal_gets_priorities, test_no_pen_writes_nothing)
