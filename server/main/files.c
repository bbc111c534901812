/* How many files the daemon may have open (server/main). */
#include "files.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

enum {
    PER_WORKER = 8,      /* its epoll sets, its timer, its wake-up; some to spare */
    PER_CONNECTION = 2,  /* to the database: the loop watches a duplicate of libpq's own */
    LINGERING = 64,      /* per worker: refused uploads that are heard out (server/http/internal.h) */
    OF_THE_PROCESS = 32, /* listener, log, what the main thread and the jobs have open */
};

static rlim_t needed(const struct settings *settings)
{
    const rlim_t of_database =
        (rlim_t)settings->read_connections + settings->write_connections + settings->pool_connections;

    return settings->connections + OF_THE_PROCESS +
           settings_workers(settings) * (PER_WORKER + LINGERING + PER_CONNECTION * of_database);
}

bool files_allow(const struct settings *settings, char *error, size_t error_size)
{
    const rlim_t files = needed(settings);
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit)) {
        snprintf(error, error_size, "the limit of open files is not known: %s", strerror(errno));
        return false;
    }
    if (limit.rlim_cur >= files)
        return true;
    if (limit.rlim_max < files) {
        snprintf(error, error_size,
            "PROEFTUIN_CONNECTIONS=%u needs %ju open files, and %ju are allowed: lower it, or raise the limit"
            " (LimitNOFILE= of the unit, `ulimit -Hn` of a shell)",
            settings->connections, (uintmax_t)files, (uintmax_t)limit.rlim_max);
        return false;
    }
    limit.rlim_cur = files;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return true;
    snprintf(error, error_size, "the limit of open files can't be raised: %s", strerror(errno));
    return false;
}
