/*
 * The patterns of fields, compiled once (lib). Compiling one costs far more than matching it (measured: a tenth of what
 * a list costs the service), and a handful of patterns serves all fields. So what is compiled is kept as long as the
 * process lives, in a list that only grows, at its head: threads share it without a lock.
 */
#include <regex.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "parse.h"

struct compiled {
    struct compiled *older;
    const char *pattern;
    regex_t expression;
};

static _Atomic(struct compiled *) newest;

static const struct compiled *find(const char *pattern)
{
    const struct compiled *at = atomic_load(&newest);

    while (at && at->pattern != pattern)
        at = at->older;
    return at;
}

/* Two threads may compile one pattern at the same time: then the list has it twice, and that is all. */
static const struct compiled *compile(const char *pattern)
{
    struct compiled *compiled = malloc(sizeof *compiled);

    if (!compiled || regcomp(&compiled->expression, pattern, REG_EXTENDED | REG_NOSUB)) {
        free(compiled);
        return NULL;
    }
    compiled->pattern = pattern;
    compiled->older = atomic_load(&newest);
    while (!atomic_compare_exchange_weak(&newest, &compiled->older, compiled))
        ;
    return compiled;
}

bool matches(struct arena *arena, const char *pattern, const char *text, size_t length)
{
    const struct compiled *compiled = pattern ? find(pattern) : NULL;
    regmatch_t whole = {.rm_so = 0, .rm_eo = (regoff_t)length};

    if (!pattern)
        return true;
    if (!compiled)
        compiled = compile(pattern);
    const int status = compiled ? regexec(&compiled->expression, text, 1, &whole, REG_STARTEND) : REG_ESPACE;
    if (status == REG_ESPACE)
        arena_fail(arena);
    return status == 0;
}
