/* Cutting a statement into words, numbers and marks (lib). Any bytes may come in; each is looked at a fixed number of
 * times. */
#include "tokens.h"

#include <assert.h>
#include <string.h>

enum { NUMBER_WORD_MOST = 40 };

/* Larger numbers are not told apart; the database takes no larger one. */
#define VALUE_MOST 1e12

struct cutter {
    const unsigned char *at, *end, *begin;
    char *folded;
    struct token *tokens;
    size_t count, most;
    bool space; /* there was one before what comes next */
};

/* Latin letters with accents, as UTF-8's second byte after 0xC3 has them, without. */
static const char latin[64] = "aaaaaaaceeeeiiiidnooooo ouuuuyts"
                              "aaaaaaaceeeeiiiidnooooo ouuuuyty";

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_latin(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The folded letter at `at`, and how many bytes it takes; 0: no letter. */
static char letter_at(const unsigned char *at, const unsigned char *end, size_t *ret_size)
{
    if (at >= end)
        return 0;
    *ret_size = 1;
    if (*at >= 'a' && *at <= 'z')
        return (char)*at;
    if (*at >= 'A' && *at <= 'Z')
        return (char)(*at - 'A' + 'a');
    if (*at != 0xC3 || end - at < 2 || at[1] < 0x80 || at[1] > 0xBF || latin[at[1] - 0x80] == ' ')
        return 0;
    *ret_size = 2;
    return latin[at[1] - 0x80];
}

static bool is_letter(const unsigned char *at, const unsigned char *end)
{
    size_t size;

    return letter_at(at, end, &size) != 0;
}

/* The length of an apostrophe, straight or curly. */
static size_t apostrophe_at(const unsigned char *at, const unsigned char *end)
{
    if (at < end && *at == '\'')
        return 1;
    return end - at >= 3 && at[0] == 0xE2 && at[1] == 0x80 && at[2] == 0x99 ? 3 : 0;
}

static struct token *token_add(struct cutter *cutter, enum token_kind kind, const unsigned char *to)
{
    assert(cutter->count < cutter->most);
    struct token *token = &cutter->tokens[cutter->count++];

    *token = (struct token){.kind = kind,
        .start = (uint32_t)(cutter->at - cutter->begin),
        .length = (uint32_t)(to - cutter->at),
        .glued = cutter->count > 1 && !cutter->space,
        .word = cutter->folded};
    cutter->at = to;
    cutter->space = false;
    return token;
}

static void fold(struct cutter *cutter, char c)
{
    *cutter->folded++ = c;
}

/* An accent that stands behind its letter (U+0300 to U+036F). */
static bool is_combining(const unsigned char *at, const unsigned char *end)
{
    return end - at >= 2 &&
           ((at[0] == 0xCC && at[1] >= 0x80 && at[1] <= 0xBF) || (at[0] == 0xCD && at[1] >= 0x80 && at[1] <= 0xAF));
}

/* What joins two letters into one word: a hyphen, an apostrophe, a dot ("t.o.v"), a slash between single letters
 * ("t/m"). The number of bytes. */
static size_t joint_at(const unsigned char *at, const unsigned char *end, size_t letters)
{
    const size_t apostrophe = apostrophe_at(at, end);

    if (apostrophe)
        return is_letter(at + apostrophe, end) ? apostrophe : 0;
    if (at >= end || !is_letter(at + 1, end))
        return 0;
    if (*at == '-')
        return 1;
    if (*at == '.')
        return letters == 1 ? 1 : 0;
    return *at == '/' && letters == 1 && (end - at == 2 || !is_letter(at + 2, end)) ? 1 : 0;
}

/* A word: letters, joints, and digits in it ("75-plussers", "b1", "q3"). */
static void cut_word(struct cutter *cutter)
{
    const char *word = cutter->folded;
    const unsigned char *at = cutter->at;
    const unsigned char text_begin = *at;
    size_t letters = 0; /* since the last joint */

    for (;;) {
        size_t size;
        const char letter = letter_at(at, cutter->end, &size);
        const size_t joint = letter ? 0 : joint_at(at, cutter->end, letters);

        if (letter) {
            fold(cutter, letter);
            at += size;
            letters++;
        } else if (joint) {
            fold(cutter, *at == 0xE2 ? '\'' : (char)*at);
            at += joint;
            letters = 0;
        } else if (at < cutter->end && is_digit(*at)) {
            fold(cutter, (char)*at++);
            letters++;
        } else if (is_combining(at, cutter->end)) {
            at += 2;
        } else {
            break;
        }
    }
    struct token *token = token_add(cutter, TOKEN_WORD, at);
    token->word = word;
    token->capital = text_begin >= 'A' && text_begin <= 'Z';
    token->word_length = (uint32_t)(cutter->folded - word);
    if (token->word_length <= NUMBER_WORD_MOST && smart_number_word(word, token->word_length, &token->value)) {
        token->kind = TOKEN_NUMBER;
        token->spelled = true;
    } else if (token->word_length == 3 && token->length == 5 && memcmp(word, "een", 3) == 0) { /* with both accents */
        token->kind = TOKEN_NUMBER;
        token->spelled = true;
        token->value = 1;
    }
}

/* Digits from `at`: how many. */
static size_t digits_at(const unsigned char *at, const unsigned char *end)
{
    size_t count = 0;

    while (at + count < end && is_digit(at[count]))
        count++;
    return count;
}

static double value_of(const unsigned char *digits, size_t count)
{
    double value = 0;

    for (size_t i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

static double fraction_of(const unsigned char *digits, size_t count)
{
    double value = 0;

    for (size_t i = count; i > 0; i--)
        value = (value + (digits[i - 1] - '0')) / 10;
    return value;
}

/* "1.500.000", "2,5", "2.5", "1.500,50"; "2.1.3" is a name. Digits that letters follow at once are a word. */
static void cut_number(struct cutter *cutter)
{
    const unsigned char *at = cutter->at, *end = cutter->end;
    size_t count = digits_at(at, end), groups = 0;
    double value = value_of(at, count);
    bool name = false, decimal = false;

    at += count;
    while (at < end && *at == '.' && digits_at(at + 1, end)) {
        count = digits_at(at + 1, end);
        name = name || decimal || (count != 3 && groups > 0);
        decimal = decimal || count != 3;
        value = count == 3 ? value * 1000 + value_of(at + 1, count) : value + fraction_of(at + 1, count);
        at += 1 + count;
        groups++;
    }
    if (at < end && *at == ',' && (count = digits_at(at + 1, end)) > 0) {
        value += fraction_of(at + 1, count);
        at += 1 + count;
        groups++;
    } else if (end - at >= 2 && at[0] == ',' && at[1] == '-') { /* "50.000,-" */
        at += 2;
        groups++;
    }
    struct token *token = token_add(cutter, name ? TOKEN_NAME : TOKEN_NUMBER, at);
    token->value = value < VALUE_MOST ? value : VALUE_MOST;
    token->plain = groups == 0;
}

/* True when the digits at `at` begin a word: "18e", "75-plussers", "1huishouden". */
static bool word_of_digits(const unsigned char *at, const unsigned char *end)
{
    const unsigned char *after = at + digits_at(at, end);

    return is_letter(after, end) || (end - after >= 2 && *after == '-' && is_letter(after + 1, end));
}

static void cut_word_of_digits(struct cutter *cutter)
{
    const char *word = cutter->folded;
    const unsigned char *from = cutter->at;

    while (is_digit(*cutter->at))
        fold(cutter, (char)*cutter->at++);
    if (*cutter->at == '-')
        fold(cutter, (char)*cutter->at++);
    cut_word(cutter);
    struct token *token = &cutter->tokens[cutter->count - 1];
    token->kind = TOKEN_WORD;
    token->spelled = false;
    token->start = (uint32_t)(from - cutter->begin);
    token->length = (uint32_t)(cutter->at - from);
    token->word = word;
    token->word_length = (uint32_t)(cutter->folded - word);
}

static const struct {
    const char *text;
    enum token_kind kind;
} marks[] = {
    {"%", TOKEN_PERCENT},
    {"\xE2\x82\xAC", TOKEN_EURO},
    {"-", TOKEN_DASH},
    {"\xE2\x80\x93", TOKEN_DASH},
    {"\xE2\x80\x94", TOKEN_DASH},
    {"/", TOKEN_SLASH},
    {"+", TOKEN_PLUS},
    {",", TOKEN_COMMA},
    {".", TOKEN_STOP},
    {";", TOKEN_STOP},
    {":", TOKEN_STOP},
    {"!", TOKEN_STOP},
    {"?", TOKEN_STOP},
    {"(", TOKEN_OPEN},
    {")", TOKEN_CLOSE},
};

static void cut_mark(struct cutter *cutter)
{
    const size_t left = (size_t)(cutter->end - cutter->at);

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t length = strlen(marks[i].text);

        if (length <= left && memcmp(cutter->at, marks[i].text, length) == 0) {
            token_add(cutter, marks[i].kind, cutter->at + length);
            return;
        }
    }
    token_add(cutter, TOKEN_OTHER, cutter->at + 1);
}

static void cut(struct cutter *cutter)
{
    while (cutter->at < cutter->end) {
        const unsigned char c = *cutter->at;

        if (c <= ' ' || (c == 0xC2 && cutter->end - cutter->at >= 2 && cutter->at[1] == 0xA0)) {
            cutter->at += c <= ' ' ? 1 : 2;
            cutter->space = true;
            continue;
        }
        if (is_letter(cutter->at, cutter->end))
            cut_word(cutter);
        else if (!is_digit(c))
            cut_mark(cutter);
        else if (word_of_digits(cutter->at, cutter->end))
            cut_word_of_digits(cutter);
        else
            cut_number(cutter);
        fold(cutter, ' ');
    }
}

/* At least as many as there will be tokens: each mark is one, and each run of letters and digits. */
static size_t count_most(const unsigned char *text, size_t length)
{
    size_t count = 0;
    bool inside = false;

    for (size_t i = 0; i < length; i++) {
        const bool word = is_digit(text[i]) || is_latin(text[i]) || text[i] >= 0x80;

        const bool first =
            !inside || text[i] >= 0x80 || text[i - 1] >= 0x80 || is_digit(text[i]) != is_digit(text[i - 1]);

        count += word ? first : text[i] > ' ';
        inside = word;
    }
    return count;
}

bool smart_tokens_read(const char *text, size_t length, struct arena *arena, struct tokens *ret)
{
    const unsigned char *begin = (const unsigned char *)text;
    const size_t most = count_most(begin, length);
    struct cutter cutter = {.at = begin,
        .most = most,
        .begin = begin,
        .end = begin + length,
        .folded = arena_alloc(arena, 2 * length + 1),
        .tokens = arena_array(arena, most + 1, sizeof *cutter.tokens)};

    if (!cutter.folded || !cutter.tokens)
        return false;
    cut(&cutter);
    *ret = (struct tokens){cutter.tokens, cutter.count};
    return true;
}
