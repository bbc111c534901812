/* What a client prefers, from its headers (server/api). */
#include "api/negotiate.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One element of a list such as "nl, en-GB;q=0.8": its name and its weight in thousandths. */
struct preference {
    const char *name;
    size_t length;
    int weight;
};

/* Whether a parameter called q begins here; it never does at the start of the header. */
static bool begins_weight(const char *at)
{
    return (*at == 'q' || *at == 'Q') && at[1] == '=' && strchr("; \t", at[-1]);
}

/* "q=0.25" is 250; without q 1000; what can't be read weighs nothing. */
static int read_weight(const char *parameters, size_t length)
{
    for (const char *end = parameters + length; parameters < end; parameters++) {
        if (!begins_weight(parameters))
            continue;
        const char *digits = parameters + 2;
        int weight = digits < end && *digits == '1' ? 1000 : 0, place = 100;

        for (digits += 2; weight < 1000 && digits < end && *digits >= '0' && *digits <= '9' && place; digits++) {
            weight += (*digits - '0') * place;
            place /= 10;
        }
        return weight;
    }
    return 1000;
}

static bool next_preference(const char **header, struct preference *ret)
{
    const char *start = *header + strspn(*header, " \t,");
    const size_t whole = strcspn(start, ",");
    const size_t name = strcspn(start, " \t;,");

    if (!*start)
        return false;
    *ret = (struct preference){.name = start, .length = name, .weight = read_weight(start + name, whole - name)};
    *header = start + whole;
    return true;
}

static bool is_language(const struct preference *preference, const char *tag)
{
    const size_t length = strlen(tag);

    return preference->length >= length && strncasecmp(preference->name, tag, length) == 0 &&
           (preference->length == length || preference->name[length] == '-');
}

enum language negotiate_language(const char *header)
{
    struct preference preference;
    int dutch = -1, english = -1, any = -1;

    while (header && next_preference(&header, &preference)) {
        if (is_language(&preference, "nl") && preference.weight > dutch)
            dutch = preference.weight;
        else if (is_language(&preference, "en") && preference.weight > english)
            english = preference.weight;
        else if (is_language(&preference, "*"))
            any = preference.weight;
    }
    /* What is not named is as good as any other; what is neither named nor covered by * is no good. */
    dutch = dutch < 0 ? any : dutch;
    english = english < 0 ? any : english;
    return english > dutch && english > 0 ? LANGUAGE_EN : LANGUAGE_NL;
}

/* ---- Forms ---- */

static const char *const media_types[FORMS] = {
    [FORM_JSON] = "application/json", [FORM_CSV] = "text/csv", [FORM_NDJSON] = "application/x-ndjson"};

const char *form_media_type(enum form form)
{
    return media_types[form];
}

static bool is_range(const struct preference *range, const char *type, size_t length)
{
    return range->length == length && strncasecmp(range->name, type, length) == 0;
}

/* How narrowly a range names a type; 0: not at all. */
static int specificity(const struct preference *range, const char *type)
{
    const size_t family = strcspn(type, "/") + 1;

    if (is_range(range, type, strlen(type)))
        return 3;
    if (range->length == family + 1 && range->name[family] == '*' && strncasecmp(range->name, type, family) == 0)
        return 2;
    return is_range(range, "*/*", 3) ? 1 : 0;
}

/* What a header thinks of a type: the narrowest range decides. */
static int weight_of(const char *header, const char *type)
{
    struct preference range;
    int best = 0, weight = 0;

    while (next_preference(&header, &range)) {
        const int found = specificity(&range, type);

        if (found > best) {
            best = found;
            weight = range.weight;
        }
    }
    return weight;
}

bool negotiate_form(const char *header, unsigned offered, enum form *ret)
{
    const bool any = !header || !header[strspn(header, " \t")];
    int best = 0;

    for (int form = 0; form < FORMS; form++) {
        const int weight = !(offered >> form & 1) ? 0 : any ? 1 : weight_of(header, media_types[form]);

        if (weight <= best)
            continue;
        best = weight;
        *ret = (enum form)form;
    }
    return best > 0;
}
