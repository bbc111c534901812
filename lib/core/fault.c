/* What is wrong with somebody's input (lib): collecting faults, and putting them into words. */
#include <proeftuin/fault.h>

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include <proeftuin/sentence.h>

enum {
    LOCATION_MOST = 2000, /* bytes; only a client's own endless member name gets there */
    FACT_MOST = 200       /* likewise: what a client sent is quoted, not repeated whole */
};

static const struct {
    const char *code;
    struct bilingual sentence;
} table[FAULT_COUNT] = {
#define X(symbol, code, nl, en) [symbol] = {code, {nl, en}},
    PROEFTUIN_FAULTS(X)
#undef X
};

void faults_init(struct faults *faults, struct arena *arena, enum fault_in in)
{
    *faults = (struct faults){.arena = arena, .in = in};
}

/* A member's name as a reference token of a JSON Pointer: ~ and / are written ~0 and ~1 (RFC 6901, section 3). */
static void write_token(struct buffer *out, const char *name)
{
    for (; *name; name++) {
        if (*name == '~')
            buffer_text(out, "~0");
        else if (*name == '/')
            buffer_text(out, "~1");
        else
            buffer_char(out, *name);
    }
}

static void write_pointer(struct buffer *out, const struct place *place)
{
    if (place->up)
        write_pointer(out, place->up);
    buffer_char(out, '/');
    if (place->name)
        write_token(out, place->name);
    else
        buffer_format(out, "%zu", place->index);
}

/* A JSON Pointer from the whole chain, in the arena; of the nearest place around it when it would be endless. NULL when
 * there is no memory. */
static const char *pointer(struct arena *arena, const struct place *place)
{
    struct buffer text;

    buffer_init(&text, LOCATION_MOST);
    write_pointer(&text, place);
    bool written = !text.failed;
    const char *copy = written ? arena_copy(arena, text.data, text.length) : NULL;
    buffer_free(&text);
    if (written)
        return copy;
    return place->up ? pointer(arena, place->up) : "";
}

/* Parameters, headers and columns have no inside: the innermost name is the whole location. */
static const char *innermost_name(struct arena *arena, const struct place *place)
{
    while (place && !place->name)
        place = place->up;
    return place ? arena_text(arena, place->name) : "";
}

static const char *location_of(const struct faults *faults, const struct place *place)
{
    if (!place)
        return "";
    if (faults->in == FAULT_IN_BODY)
        return pointer(faults->arena, place);
    return innermost_name(faults->arena, place);
}

/* A place in a row of a file says which; it counts before what the list has. */
static void tie_to_file(struct fault *fault, const struct place *place)
{
    while (place && !place->file)
        place = place->up;
    if (!place)
        return;
    fault->file = place->file;
    fault->line = place->line;
}

/* Where to cut a text so that at most FACT_MOST bytes are left and no character is halved. */
static size_t fact_cut(const char *text)
{
    size_t cut = FACT_MOST;

    while (cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80)
        cut--;
    return cut;
}

static const char *copy_fact(struct arena *arena, const char *fact)
{
    if (strnlen(fact, FACT_MOST + 1) <= FACT_MOST)
        return arena_text(arena, fact);
    return arena_format(arena, "%.*s…", (int)fact_cut(fact), fact);
}

/* Copies the facts up to the NULL that ends them. False when there is no memory. */
static bool copy_facts(struct arena *arena, va_list facts, struct fault *fault)
{
    for (size_t i = 0;; i++) {
        const char *fact = va_arg(facts, const char *);
        if (!fact)
            return true;
        assert(i < FAULT_FACTS);
        fault->facts[i] = copy_fact(arena, fact);
        if (!fault->facts[i])
            return false;
    }
}

/* Appends the fault. False when there is no memory. */
static bool keep(struct faults *faults, const struct fault *fault)
{
    struct fault *items = arena_grown(faults->arena, faults->items, faults->count, sizeof *items);

    if (!items)
        return false;
    items[faults->count++] = *fault;
    faults->items = items;
    return true;
}

void faults_add(struct faults *faults, enum fault_code code, const struct place *place, ...)
{
    struct fault fault = {.code = code, .in = faults->in, .file = faults->file, .line = faults->line};
    va_list facts;

    assert((unsigned)code < FAULT_COUNT);
    if (faults->count == FAULT_MOST) {
        faults->dropped++;
        return;
    }
    va_start(facts, place);
    bool copied = copy_facts(faults->arena, facts, &fault);
    va_end(facts);
    fault.location = location_of(faults, place);
    tie_to_file(&fault, place);
    if (!copied || !fault.location || !keep(faults, &fault))
        faults->dropped++;
}

bool faults_any(const struct faults *faults)
{
    return faults->count > 0 || faults->dropped > 0;
}

const char *fault_code_text(enum fault_code code)
{
    assert((unsigned)code < FAULT_COUNT);
    return table[code].code;
}

void fault_write(const struct fault *fault, enum language language, struct buffer *out)
{
    sentence_write(out, in_language(table[fault->code].sentence, language), fault->facts, FAULT_FACTS);
}
