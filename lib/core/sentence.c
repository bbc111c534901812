/* Sentences with gaps (lib). */
#include <proeftuin/sentence.h>

/* Whether a gap such as {0} begins here. */
static bool is_gap(const char *at)
{
    return at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}';
}

void sentence_write(struct buffer *out, const char *sentence, const char *const *facts, size_t count)
{
    const char *run = sentence;

    for (const char *at = sentence; (at = strchr(at, '{'));) {
        if (!is_gap(at)) {
            at++;
            continue;
        }
        size_t number = (size_t)(at[1] - '0');
        buffer_append(out, run, (size_t)(at - run));
        if (number < count && facts[number])
            buffer_text(out, facts[number]);
        at += 3;
        run = at;
    }
    buffer_text(out, run);
}
