/*
 * Memory that goes all at once (lib): chunks that double, filled from front to back.
 *
 * The arena itself stands at the beginning of its first chunk, so that a small request costs one malloc() and one
 * free().
 */
#include <proeftuin/arena.h>

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_FIRST = 4 * 1024, /* with its header */
    CHUNK_MOST = 64 * 1024,
    LARGE = CHUNK_MOST / 4, /* requests over this get a chunk of their own, so that no half-filled one is left behind */
    GROWN_FIRST = 4         /* a power of two */
};

struct chunk {
    struct chunk *older;
    alignas(max_align_t) unsigned char data[];
};

struct clean_up {
    struct clean_up *older;
    void (*clean)(void *);
    void *what;
};

struct arena {
    struct chunk *chunks; /* newest first, but for large ones */
    unsigned char *next;  /* the free part of the newest chunk */
    unsigned char *end;
    size_t chunk_size; /* of the newest chunk */
    size_t used;
    size_t limit;
    struct clean_up *clean_ups; /* newest first */
    bool failed;
};

/* Bytes from `address` to the next multiple of `alignment`, a power of two. */
static size_t padding(const unsigned char *address, size_t alignment)
{
    return (size_t)(-(uintptr_t)address & (alignment - 1));
}

struct arena *arena_new(size_t limit)
{
    struct chunk *chunk = malloc(CHUNK_FIRST);

    if (!chunk)
        return NULL;
    chunk->older = NULL;
    struct arena *arena = (struct arena *)(void *)chunk->data;
    unsigned char *first = chunk->data + sizeof *arena;
    *arena = (struct arena){
        .chunks = chunk,
        .next = first + padding(first, alignof(max_align_t)),
        .end = (unsigned char *)chunk + CHUNK_FIRST,
        .chunk_size = CHUNK_FIRST,
        .limit = limit,
    };
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    while (arena->clean_ups) {
        struct clean_up *clean_up = arena->clean_ups;
        arena->clean_ups = clean_up->older;
        clean_up->clean(clean_up->what);
    }
    /* The arena goes with its oldest chunk: no look at it from here on. */
    struct chunk *chunk = arena->chunks;
    while (chunk) {
        struct chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

/* A chunk for one large request, put behind the newest, which goes on being filled. `size` is within the arena's limit.
 */
static void *large_request(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct chunk))
        return NULL;
    struct chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk)
        return NULL;
    chunk->older = arena->chunks->older;
    arena->chunks->older = chunk;
    arena->used += size;
    return chunk->data;
}

/* Starts a chunk of at least `size` free bytes, at most LARGE. */
static bool new_chunk(struct arena *arena, size_t size)
{
    size_t chunk_size = arena->chunk_size;

    do {
        if (chunk_size < CHUNK_MOST)
            chunk_size *= 2;
    } while (chunk_size - sizeof(struct chunk) < size);
    struct chunk *chunk = malloc(chunk_size);
    if (!chunk)
        return false;
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    arena->chunk_size = chunk_size;
    arena->next = chunk->data;
    arena->end = (unsigned char *)chunk + chunk_size;
    return true;
}

/* Memory as it comes, not zeroed; NULL when there is none. */
static void *take_free(struct arena *arena, size_t size, size_t alignment)
{
    size_t left = arena->limit - arena->used;
    size_t skipped = padding(arena->next, alignment);

    if (size > left)
        return NULL;
    if (size > LARGE)
        return large_request(arena, size);
    if (skipped + size > (size_t)(arena->end - arena->next)) {
        if (!new_chunk(arena, size))
            return NULL;
        skipped = 0;
    }
    if (skipped + size > left)
        return NULL;
    unsigned char *memory = arena->next + skipped;
    arena->next = memory + size;
    arena->used += skipped + size;
    return memory;
}

/* What alignment skips counts as handed out: the limit is on what the arena takes. */
static void *take(struct arena *arena, size_t size, size_t alignment)
{
    void *memory = take_free(arena, size, alignment);

    if (!memory)
        arena->failed = true;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    void *memory = take(arena, size, alignof(max_align_t));

    return memory ? memset(memory, 0, size) : NULL;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        total = SIZE_MAX;
    return arena_alloc(arena, total);
}

void *arena_grown(struct arena *arena, void *items, size_t count, size_t size)
{
    bool full = count >= GROWN_FIRST && (count & (count - 1)) == 0;
    size_t room = count > 0 ? count : GROWN_FIRST / 2;

    if (count > 0 && !full)
        return items;
    if (__builtin_mul_overflow(room, (size_t)2, &room))
        room = SIZE_MAX;
    void *grown = arena_array(arena, room, size);
    if (grown && count > 0)
        memcpy(grown, items, count * size);
    return grown;
}

char *arena_copy(struct arena *arena, const char *data, size_t length)
{
    char *copy = take(arena, length < SIZE_MAX ? length + 1 : SIZE_MAX, 1);
    if (!copy)
        return NULL;
    if (length > 0)
        memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : take(arena, (size_t)length + 1, 1);
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

bool arena_defer(struct arena *arena, void (*clean)(void *), void *what)
{
    struct clean_up *clean_up = arena_alloc(arena, sizeof *clean_up);

    if (!clean_up)
        return false;
    *clean_up = (struct clean_up){.older = arena->clean_ups, .clean = clean, .what = what};
    arena->clean_ups = clean_up;
    return true;
}

bool arena_failed(const struct arena *arena)
{
    return arena->failed;
}

void arena_fail(struct arena *arena)
{
    arena->failed = true;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
