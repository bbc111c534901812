/* GET /v1/me (server/api): who the register takes the caller for, and what they may. */
#include <string.h>

#include "api/caller.h"
#include "api/handlers.h"
#include "api/parameters.h"

#include <proeftuin/json_text.h>
#include <proeftuin/registry.h>

static void write_text(struct buffer *out, const char *name, const char *text)
{
    buffer_format(out, ",\"%s\":", name);
    if (text)
        json_write_text(out, text);
    else
        buffer_text(out, "null");
}

static void write_roles(struct buffer *out, const struct call *call)
{
    const char *separator = "";

    buffer_text(out, ",\"roles\":[");
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (caller_has_role(call, (enum role)i)) {
            buffer_format(out, "%s\"%s\"", separator, code_roles.codes[i].code);
            separator = ",";
        }
    buffer_char(out, ']');
}

/* Codes need no escapes. */
static void write_places(struct buffer *out, const char *scope)
{
    const bool everywhere = strcmp(scope, "{*}") == 0;
    const char *separator = "";

    buffer_format(out, ",\"everywhere\":%s,\"municipalities\":[", everywhere ? "true" : "false");
    for (size_t length; !everywhere && *(scope += strspn(scope, "{},")); scope += length) {
        length = strcspn(scope, "{},");
        buffer_format(out, "%s\"%.*s\"", separator, (int)length, scope);
        separator = ",";
    }
    buffer_char(out, ']');
}

/* By name, what may be written; reference data only by who may so everywhere. */
static void write_writable(struct buffer *out, const struct call *call)
{
    const bool everywhere = strcmp(call->caller.scope, "{*}") == 0;
    const char *separator = "";

    buffer_text(out, ",\"mayWrite\":[");
    for (size_t i = 0; i < registry_count; i++)
        if (caller_has_role(call, registry[i]->writer) && (registry[i]->tenant || everywhere)) {
            buffer_format(out, "%s\"%s\"", separator, registry[i]->path);
            separator = ",";
        }
    if (caller_has_role(call, ROLE_ADMINISTRATOR))
        buffer_format(out, "%s\"%s\"", separator, service_registry[0]->path);
    buffer_char(out, ']');
}

void handle_me(struct call *call)
{
    const struct identity *identity = &call->identity;

    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call))
        return;
    buffer_format(&call->body, "{\"actor\":\"%s\"", call->caller.actor);
    write_text(&call->body, "keyId", identity->key_id);
    write_text(&call->body, "label", identity->label);
    write_text(&call->body, "expiresOn", identity->expires);
    write_roles(&call->body, call);
    write_places(&call->body, call->caller.scope);
    buffer_format(&call->body, ",\"reads\":\"%s\"", identity->key_id ? "internal" : "public");
    write_writable(&call->body, call);
    buffer_text(&call->body, "}\n");
    call_answer(call, 200);
}
