/* Lines in the making (server/log): JSON, written into the pen's own buffer. */
#include "internal.h"

#include <assert.h>
#include <string.h>

#include <proeftuin/utf8.h>

enum { NUMBER_SIZE = 24, ENDING = 3 /* }, line end, and one to spare */ };

static const char *const levels[] = {
    [LOG_LEVEL_INFO] = "info", [LOG_LEVEL_WARNING] = "warning", [LOG_LEVEL_ERROR] = "error"};

/* sd-daemon(3): the journal takes this from the line and files it as the priority. */
static const char *const priorities[] = {
    [LOG_LEVEL_INFO] = "<6>", [LOG_LEVEL_WARNING] = "<4>", [LOG_LEVEL_ERROR] = "<3>"};

static size_t room(const struct log_pen *pen)
{
    return LOG_LINE_MOST - ENDING - pen->length;
}

static void append(struct log_pen *pen, const char *data, size_t length)
{
    assert(length <= room(pen));
    memcpy(pen->line + pen->length, data, length);
    pen->length += length;
}

static void append_text(struct log_pen *pen, const char *text)
{
    append(pen, text, strlen(text));
}

/* Decimal digits, right-aligned before `end`; returns where they begin. At least `least` of them. */
static char *digits(uint64_t number, unsigned least, char *end)
{
    char *at = end;

    for (unsigned count = 0; number > 0 || count < least; count++, number /= 10)
        *--at = (char)('0' + number % 10);
    return at;
}

/* ,"name": unless there is no room for it and `more` bytes. */
static bool append_name(struct log_pen *pen, const char *name, size_t more)
{
    const size_t length = strlen(name);

    if (room(pen) < length + 4 + more)
        return false;
    append_text(pen, pen->line[pen->length - 1] == '{' ? "\"" : ",\"");
    append(pen, name, length);
    append_text(pen, "\":");
    return true;
}

/* One byte of a text, escaped where JSON or a reader of UTF-8 needs it; returns its length. */
static size_t escape(unsigned char byte, bool utf8, char ret[6])
{
    static const char hexadecimal[] = "0123456789abcdef";
    static const char unicode[4] = {'\\', 'u', '0', '0'};

    if (byte == '"' || byte == '\\') {
        ret[0] = '\\';
        ret[1] = (char)byte;
        return 2;
    }
    if (byte >= ' ' && byte != 0x7f && (byte < 0x80 || utf8)) {
        ret[0] = (char)byte;
        return 1;
    }
    memcpy(ret, unicode, sizeof unicode);
    ret[4] = hexadecimal[byte >> 4];
    ret[5] = hexadecimal[byte & 15];
    return 6;
}

/* How much of a text that is too long is kept: whole characters. */
static size_t cut(const char *text, size_t most)
{
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

/* The time of day is worked out once a second. */
static void append_time(struct log_pen *pen)
{
    struct timespec now;
    struct tm utc;
    char fraction[] = ".000Z";

    clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_sec != pen->second) {
        gmtime_r(&now.tv_sec, &utc);
        strftime(pen->time, sizeof pen->time, "%Y-%m-%dT%H:%M:%S", &utc);
        pen->second = now.tv_sec;
    }
    digits((uint64_t)now.tv_nsec / 1000000, 3, fraction + 4);
    append_text(pen, "\"time\":\"");
    append_text(pen, pen->time);
    append_text(pen, fraction);
    append_text(pen, "\"");
}

void log_begin(struct log_pen *pen, enum log_level level, const char *event)
{
    if (!pen)
        return;
    pen->length = 0;
    if (book_is_journal(pen->book))
        append_text(pen, priorities[level]);
    append_text(pen, "{");
    append_time(pen);
    log_text(pen, "level", levels[level]);
    log_text(pen, "event", event);
}

/* Whether a text can stand in JSON as it is. */
static bool is_plain(const char *text, size_t length)
{
    bool plain = true;

    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)text[i];
        plain &= byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\';
    }
    return plain;
}

static void append_escaped(struct log_pen *pen, const char *text, size_t length)
{
    const bool utf8 = utf8_valid(text, length);
    const size_t kept = length > LOG_TEXT_MOST ? cut(text, LOG_TEXT_MOST) : length;
    const size_t most = pen->length + LOG_TEXT_MOST; /* of the line: escapes count too */
    char escaped[6];

    for (size_t i = 0; i < kept && pen->length < most && room(pen) > sizeof escaped; i++)
        append(pen, escaped, escape((unsigned char)text[i], utf8, escaped));
}

void log_text(struct log_pen *pen, const char *name, const char *text)
{
    const size_t length = pen && text ? strlen(text) : 0;

    if (!pen || !text || !append_name(pen, name, 2))
        return;
    append_text(pen, "\"");
    if (length <= LOG_TEXT_MOST && length < room(pen) && is_plain(text, length))
        append(pen, text, length);
    else
        append_escaped(pen, text, length);
    append_text(pen, "\"");
}

void log_number(struct log_pen *pen, const char *name, uint64_t number)
{
    char text[NUMBER_SIZE], *const end = text + sizeof text;

    if (!pen || !append_name(pen, name, sizeof text))
        return;
    const char *begin = digits(number, 1, end);
    append(pen, begin, (size_t)(end - begin));
}

void log_milliseconds(struct log_pen *pen, const char *name, uint64_t nanoseconds)
{
    char text[NUMBER_SIZE], *const end = text + sizeof text;
    const uint64_t microseconds = (nanoseconds + 500) / 1000;

    if (!pen || !append_name(pen, name, sizeof text))
        return;
    char *const point = digits(microseconds % 1000, 3, end) - 1;
    *point = '.';
    const char *begin = digits(microseconds / 1000, 1, point);
    append(pen, begin, (size_t)(end - begin));
}

/* Only the pen's own thread adds, so this needs no locked instruction. */
static void count(_Atomic uint64_t *counter)
{
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + 1, memory_order_relaxed);
}

void log_end(struct log_pen *pen)
{
    if (!pen)
        return;
    memcpy(pen->line + pen->length, "}\n", 2);
    count(&pen->lines);
    if (ring_push(pen, pen->line, pen->length + 2))
        book_wake(pen->book);
    else
        count(&pen->refused);
}
