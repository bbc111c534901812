/*
 * Memory that runs out when a test says so (tests). Preloaded into the daemon, it stands before malloc() and its kin
 * and lets one call fail, or that one and all later ones.
 *
 * It is told by a file that the test maps too: PROEFTUIN_ALLOC_CONTROL. Only threads that the daemon started count: its
 * main thread does not serve requests. With PROEFTUIN_ALLOC_TRACE set, each call that fails is traced on standard
 * error.
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

struct control {
    _Atomic uint32_t at;     /* the call that fails, from 1; 0: none */
    _Atomic uint32_t onward; /* 1: all later ones fail too */
    _Atomic uint32_t count;  /* calls so far */
    _Atomic uint32_t failed; /* of these */
};

static struct control *control;
static bool tracing;

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static int (*real_posix_memalign)(void **, size_t, size_t);

static void resolve(void)
{
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&real_aligned_alloc = dlsym(RTLD_NEXT, "aligned_alloc");
    *(void **)&real_posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
}

__attribute__((constructor)) static void open_control(void)
{
    const char *path = getenv("PROEFTUIN_ALLOC_CONTROL");
    const int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;

    if (fd < 0)
        return;
    void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (map != MAP_FAILED)
        control = map;
    tracing = getenv("PROEFTUIN_ALLOC_TRACE");
}

static void trace(void)
{
    void *frames[40];
    static _Thread_local bool within; /* tracing may take memory itself */

    if (!tracing || within)
        return;
    within = true;
    backtrace_symbols_fd(frames, backtrace(frames, 40), STDERR_FILENO);
    write(STDERR_FILENO, "\n", 1);
    within = false;
}

static bool is_main_thread(void)
{
    return syscall(SYS_gettid) == getpid();
}

static bool fails(void)
{
    const uint32_t at = control ? control->at : 0;

    if (at == 0 || is_main_thread())
        return false;
    const uint32_t count = ++control->count;
    if (count != at && !(control->onward && count > at))
        return false;
    control->failed++;
    trace();
    errno = ENOMEM;
    return true;
}

EXPORT void *malloc(size_t size)
{
    if (!real_malloc)
        resolve();
    return fails() ? NULL : real_malloc(size);
}

EXPORT void *calloc(size_t count, size_t size)
{
    if (!real_calloc)
        resolve();
    return fails() ? NULL : real_calloc(count, size);
}

EXPORT void *realloc(void *memory, size_t size)
{
    if (!real_realloc)
        resolve();
    return fails() ? NULL : real_realloc(memory, size);
}

EXPORT void *aligned_alloc(size_t alignment, size_t size)
{
    if (!real_aligned_alloc)
        resolve();
    return fails() ? NULL : real_aligned_alloc(alignment, size);
}

EXPORT int posix_memalign(void **ret, size_t alignment, size_t size)
{
    if (!real_posix_memalign)
        resolve();
    return fails() ? ENOMEM : real_posix_memalign(ret, alignment, size);
}
