/* All resources (lib): adding one is a table file, a migration and a line here. */
#include <proeftuin/registry.h>

#include <string.h>

#include <proeftuin/resources.h>

const struct resource *const registry[] = {
    &municipality_resource,
    &task_field_resource,
    &document_resource,
    &organisation_resource,
    &area_resource,
    &programme_resource,
    &programme_line_resource,
    &pilot_resource,
    &participation_resource,
    &deliverable_resource,
    &decision_resource,
    &progress_report_resource,
    &indicator_resource,
    &goal_resource,
    &measurement_resource,
    &budget_line_resource,
    &reported_total_resource,
    &evaluation_resource,
    &recommendation_resource,
    &lesson_resource,
};
const size_t registry_count = sizeof registry / sizeof registry[0];

const struct resource *const service_registry[] = {
    &api_key_resource,
};
const size_t service_registry_count = sizeof service_registry / sizeof service_registry[0];

static const struct resource *find(
    const struct resource *const *resources, size_t count, const char *path, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(resources[i]->path) == length && memcmp(resources[i]->path, path, length) == 0)
            return resources[i];
    return NULL;
}

const struct resource *registry_find(const char *path, size_t length)
{
    return find(registry, registry_count, path, length);
}

const struct resource *service_registry_find(const char *path, size_t length)
{
    return find(service_registry, service_registry_count, path, length);
}
