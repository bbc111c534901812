/*
 * Which heads are refused (server/http).
 *
 * libmicrohttpd is lenient: it takes messages that two readers can understand in two ways, and cuts strings short at a
 * NUL. Behind a proxy that is how requests are smuggled (RFC 9112, section 11.2). What it hands over does tell more
 * than it says, though: all strings of a head stand in the buffer as they came, only the characters behind them have
 * become NULs. So where each one must end and the next must begin is known, and a head that is laid out in any other
 * way held a NUL, a folded header, a bare LF or a second space.
 */
#include "internal.h"

#include <string.h>
#include <strings.h>

/* What a head says, gathered from its headers in one go. */
struct head {
    const struct http_request *request;
    const char *version;
    const char *end; /* of what has been read: where the CRLF of the last line began */
    bool gap;        /* a line did not begin where the one before it ended */
    bool bad_name;
    bool bad_value;
    unsigned hosts;
    unsigned lengths;
    unsigned encodings;
    unsigned expectations;
    const char *length;
    const char *encoding;
    const char *expectation;
};

/* tchar of RFC 9110, section 5.6.2. */
static bool is_token(const char *text, size_t length)
{
    static const bool token[256] = {
        ['!'] = true,
        ['#'] = true,
        ['$'] = true,
        ['%'] = true,
        ['&'] = true,
        ['\''] = true,
        ['*'] = true,
        ['+'] = true,
        ['-'] = true,
        ['.'] = true,
        ['^'] = true,
        ['_'] = true,
        ['`'] = true,
        ['|'] = true,
        ['~'] = true,
        ['0' ... '9'] = true,
        ['A' ... 'Z'] = true,
        ['a' ... 'z'] = true,
    };

    for (size_t i = 0; i < length; i++)
        if (!token[(unsigned char)text[i]])
            return false;
    return length > 0;
}

/* field-content of RFC 9110, section 5.5: no control characters but tab. */
static bool is_value(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < ' ' && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

/* Counts the headers on which the framing of the message depends, and keeps their values. */
static void keep(struct head *head, const char *name, size_t length, const char *value)
{
    const struct {
        const char *name;
        size_t length;
        unsigned *count;
        const char **value;
    } kept[] = {
        {"Host", 4, &head->hosts, NULL},
        {"Content-Length", 14, &head->lengths, &head->length},
        {"Transfer-Encoding", 17, &head->encodings, &head->encoding},
        {"Expect", 6, &head->expectations, &head->expectation},
    };

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (length != kept[i].length || strncasecmp(name, kept[i].name, length) != 0)
            continue;
        ++*kept[i].count;
        if (kept[i].value)
            *kept[i].value = value;
    }
}

/* MHD_KeyValueIteratorN: one header, in the order in which they came. */
static enum MHD_Result read_header(void *context, enum MHD_ValueKind kind, const char *name, size_t name_length,
    const char *value, size_t value_length)
{
    struct head *head = context;

    (void)kind;
    head->gap = head->gap || name != head->end + 2;
    head->end = value + value_length;
    head->bad_name = head->bad_name || !is_token(name, name_length);
    head->bad_value = head->bad_value || !is_value(value, value_length);
    keep(head, name, name_length, value);
    return MHD_YES;
}

static struct head read_head(const struct http_request *request, const char *version)
{
    struct head head = {.request = request, .version = version, .end = version + strlen(version)};
    struct MHD_Connection *mhd = request->connection->mhd;
    size_t size = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;

    MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, read_header, &head);
    /* The last line and the empty one. */
    head.gap = head.gap || head.end + 4 != request->method + size;
    return head;
}

/* Content-Length as a number; false when it is none or too large for one. */
static bool parse_length(const char *text, uint64_t *ret)
{
    uint64_t length = 0;

    if (!*text)
        return false;
    for (; *text; text++)
        if (*text < '0' || *text > '9' || __builtin_mul_overflow(length, 10, &length) ||
            __builtin_add_overflow(length, (uint64_t)(*text - '0'), &length))
            return false;
    *ret = length;
    return true;
}

static bool is_1_0(const struct head *head)
{
    return strcmp(head->version, "HTTP/1.0") == 0;
}

/* ---- The rules: each is true when it is broken ---- */

static bool line_is_odd(const struct head *head)
{
    const struct http_request *request = head->request;

    return request->raw != request->method + strlen(request->method) + 1 ||
           head->version != request->raw + request->raw_length + 1;
}

static bool method_is_unknown(const struct head *head)
{
    static const char *const known[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(head->request->method, known[i]) == 0)
            return false;
    return true;
}

static bool target_is_long(const struct head *head)
{
    return head->request->raw_length > request_server(head->request)->settings.target_length;
}

/* Characters that no URI has, or an encoded NUL. */
static bool is_bad_in_target(const char *text)
{
    for (const char *c = text; *c; c++)
        if (*c <= ' ' || *c >= 0x7f || *c == '#' || (c[0] == '%' && c[1] == '0' && c[2] == '0'))
            return true;
    return false;
}

static bool target_is_wrong(const struct head *head)
{
    return head->request->path[0] != '/' || is_bad_in_target(head->request->path) ||
           is_bad_in_target(head->request->query);
}

static bool lines_are_odd(const struct head *head)
{
    return head->gap;
}

static bool name_is_wrong(const struct head *head)
{
    return head->bad_name;
}

static bool value_is_wrong(const struct head *head)
{
    return head->bad_value;
}

static bool host_is_wrong(const struct head *head)
{
    return head->hosts > 1 || (head->hosts == 0 && !is_1_0(head));
}

static bool length_is_wrong(const struct head *head)
{
    uint64_t length;

    return head->lengths > 1 || (head->lengths == 1 && !parse_length(head->length, &length));
}

static bool length_stands_beside_encoding(const struct head *head)
{
    return head->lengths > 0 && head->encodings > 0;
}

static bool encoding_is_wrong(const struct head *head)
{
    return head->encodings > 1 ||
           (head->encodings == 1 && (is_1_0(head) || strcasecmp(head->encoding, "chunked") != 0));
}

static bool expectation_is_unknown(const struct head *head)
{
    return head->expectations > 1 || (head->expectations == 1 && strcasecmp(head->expectation, "100-continue") != 0);
}

static const struct {
    bool (*broken)(const struct head *head);
    struct verdict verdict;
} rules[] = {
    {line_is_odd, {HTTP_REFUSE_MESSAGE, "request line"}},
    {method_is_unknown, {HTTP_REFUSE_METHOD, NULL}},
    {target_is_long, {HTTP_REFUSE_TARGET_LONG, NULL}},
    {target_is_wrong, {HTTP_REFUSE_TARGET, NULL}},
    {name_is_wrong, {HTTP_REFUSE_MESSAGE, "header name"}},
    {value_is_wrong, {HTTP_REFUSE_MESSAGE, "header value"}},
    {lines_are_odd, {HTTP_REFUSE_MESSAGE, "header line"}},
    {host_is_wrong, {HTTP_REFUSE_MESSAGE, "Host"}},
    {length_is_wrong, {HTTP_REFUSE_MESSAGE, "Content-Length"}},
    {length_stands_beside_encoding, {HTTP_REFUSE_MESSAGE, "Content-Length beside Transfer-Encoding"}},
    {encoding_is_wrong, {HTTP_REFUSE_MESSAGE, "Transfer-Encoding"}},
    {expectation_is_unknown, {HTTP_REFUSE_EXPECTATION, NULL}},
};

bool guard(const struct http_request *request, const char *version, struct announced *ret_announced,
    struct verdict *ret_verdict)
{
    struct head head = read_head(request, version);

    ret_announced->chunked = head.encodings > 0;
    if (head.lengths > 0)
        parse_length(head.length, &ret_announced->length);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].broken(&head)) {
            *ret_verdict = rules[i].verdict;
            return false;
        }
    }
    return true;
}
