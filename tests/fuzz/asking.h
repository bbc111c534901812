/*
 * A GET as far as its query string (tests): for the targets that read one. Input: "pilots?limit=5&title=a".
 */
#ifndef TESTS_FUZZ_ASKING_H
#define TESTS_FUZZ_ASKING_H

#include "fuzz/fuzz.h"

#include "api/parameters.h"
#include "api/reading.h"
#include "api/worker.h"

#include <proeftuin/registry.h>

struct asking {
    struct service service;
    struct worker worker;
    struct call call;
    struct reading *reading;
};

/* Reads the query of a list, or of the row with this key. False when the target names no resource. */
static inline bool ask(struct asking *asking, struct arena *arena, const char *target, const char *key)
{
    const size_t path = strcspn(target, "?");
    const struct resource *resource = registry_find(target, path);

    if (!resource)
        return false;
    *asking = (struct asking){.service = {.public_url = "https://example.nl"}};
    asking->worker.service = &asking->service;
    asking->call = (struct call){.worker = &asking->worker, .arena = arena, .resource = resource, .key = key};
    faults_init(&asking->call.faults, arena, FAULT_IN_QUERY);
    asking->call.parameters = parameters_read(arena, target + path + (target[path] == '?'), &asking->call.faults);
    DEMAND(asking->call.parameters);
    asking->reading = key ? reading_of_one(&asking->call) : reading_of_list(&asking->call);
    DEMAND(asking->reading);
    return true;
}

#endif
