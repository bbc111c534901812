/* All resources (lib): adding one is a table file, a migration and a line here. */
#include <proeftuin/registry.h>

#include <string.h>

#include <proeftuin/resources.h>

const struct resource *const registry[] = {
    &municipality_resource,
    &document_resource,
    &organisation_resource,
    &area_resource,
    &pilot_resource,
    &decision_resource,
    &progress_report_resource,
    &deliverable_resource,
};
const size_t registry_count = sizeof registry / sizeof registry[0];

const struct resource *registry_find(const char *path, size_t length)
{
    for (size_t i = 0; i < registry_count; i++)
        if (strlen(registry[i]->path) == length && memcmp(registry[i]->path, path, length) == 0)
            return registry[i];
    return NULL;
}
