/* All resources, in an order in which each comes after what it refers to (lib). */
#ifndef PROEFTUIN_REGISTRY_H
#define PROEFTUIN_REGISTRY_H

#include <proeftuin/buffer.h>
#include <proeftuin/field.h>

extern const struct resource *const registry[];
extern const size_t registry_count;

/* Resources of the service itself, such as keys: with routes of their own, and no part of what is imported, exported or
 * counted. */
extern const struct resource *const service_registry[];
extern const size_t service_registry_count;

/* The resource whose URLs begin with this path segment, or NULL. */
const struct resource *registry_find(const char *path, size_t length);

/* The same among those of the service itself. */
const struct resource *service_registry_find(const char *path, size_t length);

/* Checks the tables themselves: unique names and columns, bounds that make sense, codes titled, references with a
 * target, groups complete, titles in both languages. Writes one line a mistake to `out` and returns how many there are.
 */
size_t registry_self_check(struct buffer *out);

/* The same of any tables. */
struct tables {
    const struct resource *const *resources;
    size_t resource_count;
    const struct code_list *const *lists;
    size_t list_count;
};
size_t tables_self_check(const struct tables *tables, struct buffer *out);

#endif
