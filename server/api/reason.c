/* X-Audit-Toelichting (server/api). See reason.h. */
#include "api/reason.h"

#include <string.h>
#include <strings.h>

#include <proeftuin/reason.h>

#define CHARSET "UTF-8'"

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c ? strchr(digits, c) : NULL;

    return found ? (int)(found - digits) % 16 : -1;
}

/* attr-char of RFC 8187, section 3.2.1. */
static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("!#$&+-.^_`|~", c));
}

/* Decodes in place; false where a character should have been encoded, or was wrongly. */
static bool decode_value(char *text)
{
    char *out = text;

    for (const char *in = text; *in; in++) {
        if (*in == '%') {
            const int high = hex_digit(in[1]), low = high < 0 ? -1 : hex_digit(in[2]);

            if (low < 0 || (high == 0 && low == 0))
                return false;
            *out++ = (char)(high * 16 + low);
            in += 2;
        } else if (is_plain(*in)) {
            *out++ = *in;
        } else {
            return false;
        }
    }
    *out = '\0';
    return true;
}

const char *reason_decode(struct arena *arena, const char *header, struct faults *faults, const struct place *place)
{
    const bool extended = strncasecmp(header, CHARSET, strlen(CHARSET)) == 0;
    const char *language_end = extended ? strchr(header + strlen(CHARSET), '\'') : NULL;
    char *text = arena_text(arena, language_end ? language_end + 1 : header);

    if (!text)
        return NULL;
    if (language_end && !decode_value(text)) {
        faults_add(faults, FAULT_HEADER, place, "UTF-8'nl'<percent-encoded>", NULL);
        return NULL;
    }
    return reason_check(text, faults, place) ? text : NULL;
}

void reason_read(struct call *call)
{
    static const char name[] = "X-Audit-Toelichting";
    const char *header = http_header_value(call->request, name);
    const enum fault_in in = call->faults.in;

    if (!header)
        return;
    call->faults.in = FAULT_IN_HEADER;
    call->caller.reason = reason_decode(call->arena, header, &call->faults, &(struct place){.name = name});
    call->faults.in = in;
}
