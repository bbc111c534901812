/* A goal from the texts of a row or a request (lib). */
#include <proeftuin/smart.h>

#include <string.h>

static struct smart_number read_number(const char *text)
{
    struct smart_number number = {.known = text && *text};
    const bool negative = number.known && *text == '-';
    double unit = 1;

    if (!number.known)
        return number;
    for (const char *at = text + negative; *at; at++) {
        if (*at == '.' && unit == 1)
            unit = 0.1;
        else if (*at < '0' || *at > '9')
            return (struct smart_number){0};
        else if (unit == 1)
            number.value = number.value * 10 + (*at - '0');
        else {
            number.value += unit * (*at - '0');
            unit /= 10;
        }
    }
    if (negative)
        number.value = -number.value;
    return number;
}

static struct date read_date(const char *text)
{
    struct date date = {0};

    if (text)
        date_parse(text, strlen(text), &date);
    return date;
}

static struct partial_date read_partial(const char *const texts[3])
{
    return partial_date_read(texts[0], texts[1], texts[2]);
}

/* Index of a text in a list that ends with NULL, from 1; 0: it is not there. */
static unsigned index_of(const char *text, const char *const *list)
{
    for (unsigned i = 0; text && list[i]; i++)
        if (strcmp(text, list[i]) == 0)
            return i + 1;
    return 0;
}

static enum smart_direction read_direction(const char *text)
{
    static const char *const directions[] = {"increase", "decrease", "maintain", NULL};

    return index_of(text, directions);
}

/* What is measured without being counted, and what is counted, but neither whole nor money nor a share. */
static enum smart_measure read_measure(const char *text)
{
    static const char *const measures[] = {"count", "percentage", "amount", NULL};
    static const char *const told[] = {"qualitative", "nominal", "ordinal", NULL};

    if (!text)
        return SMART_MEASURE_UNKNOWN;
    if (index_of(text, told))
        return SMART_QUALITATIVE;
    return index_of(text, measures) ? index_of(text, measures) : SMART_NUMBER;
}

struct smart_goal smart_goal_read(const char *const texts[SMART_TEXTS])
{
    bool only_statement = true;

    for (size_t i = SMART_TEXT_STATEMENT + 1; i < SMART_TEXTS; i++)
        only_statement = only_statement && !texts[i];
    const char *statement = texts[SMART_TEXT_STATEMENT];
    return (struct smart_goal){.statement = statement,
        .statement_length = statement ? strlen(statement) : 0,
        .baseline = read_number(texts[SMART_TEXT_BASELINE]),
        .baseline_on = read_date(texts[SMART_TEXT_BASELINE_ON]),
        .target = read_number(texts[SMART_TEXT_TARGET]),
        .deadline = read_partial(&texts[SMART_TEXT_DEADLINE]),
        .direction = read_direction(texts[SMART_TEXT_DIRECTION]),
        .measure = read_measure(texts[SMART_TEXT_MEASURE]),
        .unit = texts[SMART_TEXT_UNIT],
        .denominator = texts[SMART_TEXT_DENOMINATOR],
        .source = texts[SMART_TEXT_SOURCE],
        .frequency = texts[SMART_TEXT_FREQUENCY],
        .owner = texts[SMART_TEXT_OWNER],
        .agreed_by = texts[SMART_TEXT_AGREED_BY],
        .agreed_on = read_date(texts[SMART_TEXT_AGREED_ON]),
        .assumptions = texts[SMART_TEXT_ASSUMPTIONS],
        .feasibility_source = texts[SMART_TEXT_FEASIBILITY_SOURCE],
        .pilot_start = read_partial(&texts[SMART_TEXT_PILOT_START]),
        .pilot_end = read_partial(&texts[SMART_TEXT_PILOT_END]),
        .only_statement = only_statement};
}
