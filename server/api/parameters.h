/* The query string, decoded (server/api). */
#ifndef API_PARAMETERS_H
#define API_PARAMETERS_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>
#include <proeftuin/date.h>
#include <proeftuin/fault.h>

enum { PARAMETERS_MOST = 64 };

struct parameter {
    const char *name;
    const char *value; /* decoded, valid UTF-8 without control characters */
    const char *raw;   /* "name=value" as it came */
    size_t raw_length;
    bool taken; /* somebody asked for it */
};

struct parameters {
    struct parameter items[PARAMETERS_MOST];
    size_t count;
};

/* Decodes `query` (without '?'); adds faults for wrong encodings, a name that comes twice, and too many parameters.
 * NULL when the arena is full. */
struct parameters *parameters_read(struct arena *arena, const char *query, struct faults *faults);

/* The value of a parameter, marked as taken; NULL when it was not given. */
const char *parameters_take(struct parameters *parameters, const char *name);

/* Takes `asOf`: a day, or NULL when it was not given; adds a fault when it is no day. `ret` may be NULL, and is
 * untouched without a day. */
const char *parameters_take_as_of(struct parameters *parameters, struct faults *faults, struct date *ret);

/* Adds a fault for each parameter that nobody took. */
void parameters_refuse_rest(const struct parameters *parameters, struct faults *faults);

/* Writes all parameters but `without`, as they came, each with a '?' or '&' before it. Returns the separator that comes
 * next. */
char parameters_write(const struct parameters *parameters, const char *without, struct buffer *out);

/* The values between commas; one that belongs to a value is written \,. NULL ends them. NULL when the arena is full. */
const char **parameter_split(struct arena *arena, const char *value, size_t *ret_count);

#endif
