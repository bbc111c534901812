/*
 * Strings in JSON (lib). Text is copied in runs: hardly any of it needs an escape, so finding out that it doesn't is
 * what must be fast. Eight bytes at a time, by the bit tricks of Alan Mycroft ("determine if a word has a byte less
 * than n", "... equal to n": https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord).
 */
#include <proeftuin/json_text.h>

#include <stdbool.h>
#include <stdint.h>

#define EACH_BYTE(byte) (0x0101010101010101U * (byte))
#define HIGH_BITS EACH_BYTE(0x80)

static bool needs_escape(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\';
}

/* Not 0 when one of eight bytes needs an escape. May not tell which: a borrow can mark bytes above the first one
 * marked. */
static uint64_t some_need_escape(uint64_t word)
{
    uint64_t quote = word ^ EACH_BYTE('"');
    uint64_t backslash = word ^ EACH_BYTE('\\');
    uint64_t below = word - EACH_BYTE(0x20);

    return (((quote - EACH_BYTE(1)) & ~quote) | ((backslash - EACH_BYTE(1)) & ~backslash) | (below & ~word)) &
           HIGH_BITS;
}

/* Length of the run at the beginning of `data` that needs no escape. */
static size_t clean_run(const char *data, size_t length)
{
    size_t run = 0;
    uint64_t word;

    for (; length - run >= sizeof word; run += sizeof word) {
        memcpy(&word, data + run, sizeof word);
        if (some_need_escape(word))
            break;
    }
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

void json_write_string(struct buffer *out, const char *data, size_t length)
{
    size_t done = clean_run(data, length);

    buffer_char(out, '"');
    buffer_append(out, data, done);
    while (done < length) {
        write_escape(out, (unsigned char)data[done++]);
        size_t run = clean_run(data + done, length - done);
        buffer_append(out, data + done, run);
        done += run;
    }
    buffer_char(out, '"');
}

void json_write_text(struct buffer *out, const char *text)
{
    if (text)
        json_write_string(out, text, strlen(text));
    else
        buffer_append(out, "null", 4);
}
