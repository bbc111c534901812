/* Answers that say what went wrong (server/api). */
#include "api/problem.h"

#include <assert.h>
#include <string.h>

#include "api/negotiate.h"

#include <proeftuin/json_text.h>

struct row {
    const char *code;
    unsigned status;
    struct bilingual title;
    struct bilingual detail;
};

static const struct row rows[PROBLEM_COUNT] = {
#define X(symbol, code, status, title_nl, title_en, detail_nl, detail_en) \
    [symbol] = {code, status, {title_nl, title_en}, {detail_nl, detail_en}},
    API_PROBLEMS(X)
#undef X
};

static const char *const places[] = {
    [FAULT_IN_BODY] = "body", [FAULT_IN_QUERY] = "query", [FAULT_IN_HEADER] = "header", [FAULT_IN_PATH] = "path"};

unsigned problem_status(enum problem problem)
{
    return rows[problem].status;
}

const char *problem_code(enum problem problem)
{
    return rows[problem].code;
}

static void write_text(struct buffer *out, const char *text)
{
    json_write_string(out, text, strlen(text));
}

void problem_open(struct buffer *out, enum problem problem, enum language language)
{
    const struct row *row = &rows[problem];

    buffer_format(out, "{\"type\":\"urn:proeftuin:problem:%s\",\"title\":", row->code);
    write_text(out, in_language(row->title, language));
    buffer_format(out, ",\"status\":%u,\"detail\":", row->status);
    write_text(out, in_language(row->detail, language));
    buffer_format(out, ",\"code\":\"%s\"", row->code);
}

static void write_fault(struct buffer *out, const struct fault *fault, enum language language)
{
    struct buffer sentence;

    assert(fault->in < sizeof places / sizeof *places);
    buffer_init(&sentence, 16 * 1024);
    fault_write(fault, language, &sentence);
    buffer_format(out, "{\"in\":\"%s\",\"location\":", places[fault->in]);
    write_text(out, fault->location);
    buffer_format(out, ",\"code\":\"%s\",\"detail\":", fault_code_text(fault->code));
    if (sentence.failed)
        out->failed = true;
    else
        write_text(out, sentence.data);
    buffer_char(out, '}');
    buffer_free(&sentence);
}

void problem_faults(struct buffer *out, const struct faults *faults, enum language language)
{
    buffer_text(out, ",\"errors\":[");
    for (size_t i = 0; i < faults->count; i++) {
        if (i)
            buffer_char(out, ',');
        write_fault(out, &faults->items[i], language);
    }
    buffer_char(out, ']');
    if (faults->dropped)
        buffer_format(out, ",\"errorsLeftOut\":%zu", faults->dropped);
}

void problem_forms(struct buffer *out, unsigned forms)
{
    const char *separator = "";

    buffer_text(out, ",\"acceptable\":[");
    for (int form = 0; form < FORMS; form++) {
        if (!(forms >> form & 1))
            continue;
        buffer_format(out, "%s\"%s\"", separator, form_media_type((enum form)form));
        separator = ",";
    }
    buffer_char(out, ']');
}
