/*
 * Strings in JSON (lib). Text is copied in runs: hardly any of it needs an escape, so finding out that it doesn't is
 * what must be fast. Sixteen bytes at a time, in the compiler's own vectors (GCC and Clang have them on every
 * processor).
 */
#include <proeftuin/json_text.h>

#include <stdbool.h>
#include <stdint.h>

typedef unsigned char vector __attribute__((vector_size(16)));

static bool needs_escape(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\';
}

static bool some_need_escape(const char *data)
{
    vector bytes;

    memcpy(&bytes, data, sizeof bytes);
    const vector found = (vector)((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));
    uint64_t halves[2];
    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* Whether nothing needs an escape. No byte is looked at alone: a short text is filled up with blanks, and the end of a
 * longer one is looked at together with what stands before it. */
static bool is_clean(const char *data, size_t length)
{
    if (length < sizeof(vector)) {
        char filled[sizeof(vector)];

        memset(filled, ' ', sizeof filled);
        if (length > 0)
            memcpy(filled, data, length);
        return !some_need_escape(filled);
    }
    for (size_t at = 0; at + sizeof(vector) < length; at += sizeof(vector))
        if (some_need_escape(data + at))
            return false;
    return !some_need_escape(data + length - sizeof(vector));
}

/* Length of the run at the beginning of `data` that needs no escape. */
static size_t clean_run(const char *data, size_t length)
{
    size_t run = 0;

    while (length - run >= sizeof(vector) && !some_need_escape(data + run))
        run += sizeof(vector);
    while (run < length && !needs_escape((unsigned char)data[run]))
        run++;
    return run;
}

static void write_escape(struct buffer *out, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";
    static const char short_form[0x20] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};

    if (byte >= 0x20)
        buffer_append(out, (const char[]){'\\', (char)byte}, 2);
    else if (short_form[byte])
        buffer_append(out, (const char[]){'\\', short_form[byte]}, 2);
    else
        buffer_append(out, (const char[]){'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 0xF]}, 6);
}

static void write_escaped(struct buffer *out, const char *data, size_t length)
{
    size_t done = 0;

    buffer_char(out, '"');
    for (;;) {
        const size_t run = clean_run(data + done, length - done);
        buffer_append(out, data + done, run);
        done += run;
        if (done == length)
            break;
        write_escape(out, (unsigned char)data[done++]);
    }
    buffer_char(out, '"');
}

void json_write_string(struct buffer *out, const char *data, size_t length)
{
    if (is_clean(data, length))
        buffer_quoted(out, data, length);
    else
        write_escaped(out, data, length);
}

void json_write_text(struct buffer *out, const char *text)
{
    if (text)
        json_write_string(out, text, strlen(text));
    else
        buffer_append(out, "null", 4);
}
