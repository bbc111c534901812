/* Health and the index (server/api). */
#include <string.h>

#include "api/handlers.h"
#include "api/parameters.h"
#include "api/worker.h"

#include <proeftuin/json_text.h>
#include <proeftuin/registry.h>

static bool refuse_parameters(struct call *call)
{
    parameters_refuse_rest(call->parameters, &call->faults);
    return call_refuse_faults(call);
}

/* Alive means that this thread turns; whether the database does is readiness. */
void handle_live(struct call *call)
{
    if (refuse_parameters(call))
        return;
    buffer_text(&call->body, "{\"status\":\"alive\"}\n");
    call_answer(call, 200);
}

static void answer_not_ready(struct call *call, const char *const missing[], size_t count)
{
    call_problem_open(call, PROBLEM_UNAVAILABLE);
    buffer_text(&call->body, ",\"missing\":[");
    for (size_t i = 0; i < count; i++)
        buffer_format(&call->body, "%s\"%s\"", i ? "," : "", missing[i]);
    buffer_char(&call->body, ']');
    call_answer_problem(call, PROBLEM_UNAVAILABLE);
}

void handle_ready(struct call *call)
{
    const struct service *service = call->worker->service;
    const char *missing[3];
    size_t count = 0;

    if (refuse_parameters(call))
        return;
    if (!db_ready(call->worker->db))
        missing[count++] = "database";
    if (!service->migrations_applied)
        missing[count++] = "migrations";
    if (service->draining)
        missing[count++] = "stopping";
    if (count) {
        answer_not_ready(call, missing, count);
        return;
    }
    buffer_text(&call->body, "{\"status\":\"ready\",\"missing\":[]}\n");
    call_answer(call, 200);
}

/* What there is: the collections, with their titles. */
void handle_index(struct call *call)
{
    if (refuse_parameters(call))
        return;
    buffer_text(&call->body, "{\"results\":[");
    for (size_t i = 0; i < registry_count; i++) {
        const char *title = in_language(registry[i]->title, call->language);

        buffer_format(&call->body, "%s{\"name\":\"%s\",\"url\":\"%s/v1/%s\",\"title\":", i ? "," : "",
            registry[i]->path, call->worker->service->public_url, registry[i]->path);
        json_write_string(&call->body, title, strlen(title));
        buffer_char(&call->body, '}');
    }
    buffer_text(&call->body, "]}\n");
    call_language_header(call);
    call_answer(call, 200);
}
