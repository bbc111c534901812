/* Figures of evaluations as questions (lib): rows gathered by outcome. */
#include <proeftuin/effect.h>

#include <string.h>

#include <proeftuin/record.h>
#include <proeftuin/resources.h>

/* Units of type_number. */
static const double UNITS = 10000;

static int64_t count_of(const struct record *figure, enum evaluation_figure_field field)
{
    return figure->value[field].text ? figure->value[field].integer : -1;
}

static double number_of(const struct record *figure, enum evaluation_figure_field field, double missing)
{
    return figure->value[field].text ? (double)figure->value[field].integer / UNITS : missing;
}

/* The place of a code in its list, from 1; 0: not given. */
static unsigned code_of(const struct record *figure, enum evaluation_figure_field field)
{
    return figure->value[field].text ? (unsigned)figure->value[field].integer + 1 : 0;
}

/* In the order of code_tri: yes, no, unknown. */
static enum effect_paired paired_of(const struct record *figure)
{
    static const enum effect_paired paired[] = {
        EFFECT_PAIRED_UNKNOWN, EFFECT_PAIRED, EFFECT_UNPAIRED, EFFECT_PAIRED_UNKNOWN};

    return paired[code_of(figure, EVALUATION_FIGURE_PAIRED)];
}

static bool is_withheld(const struct record *figure)
{
    return figure->value[EVALUATION_FIGURE_WITHHELD].count > 0;
}

static void take_figure(const struct record *figure, struct effect_question *question)
{
    const unsigned group = code_of(figure, EVALUATION_FIGURE_STUDY_GROUP) - 1;
    const unsigned moment = code_of(figure, EVALUATION_FIGURE_MOMENT) - 1;
    struct effect_figure *taken = &question->figures[group][moment];

    *taken = (struct effect_figure){.given = true,
        .withheld = is_withheld(figure),
        .size = count_of(figure, EVALUATION_FIGURE_SAMPLE_SIZE),
        .count = count_of(figure, EVALUATION_FIGURE_COUNTED),
        .mean = number_of(figure, EVALUATION_FIGURE_MEAN, taken->mean),
        .deviation = number_of(figure, EVALUATION_FIGURE_STANDARD_DEVIATION, -1)};
    if (moment == EFFECT_AFTER)
        question->pairs[group] = (struct effect_pairs){.paired = paired_of(figure),
            .both = count_of(figure, EVALUATION_FIGURE_BOTH_COUNT),
            .deviation = number_of(figure, EVALUATION_FIGURE_CHANGE_DEVIATION, -1)};
    if (code_of(figure, EVALUATION_FIGURE_WANTED_DIRECTION))
        question->wanted = (enum effect_direction)code_of(figure, EVALUATION_FIGURE_WANTED_DIRECTION);
}

static struct effect_outcome *find(struct effect_outcome *outcomes, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(outcomes[i].name, name) == 0)
            return &outcomes[i];
    return NULL;
}

struct effect_outcome *effect_outcomes(struct record *const *figures, size_t count, enum effect_assignment assignment,
    double confidence, struct arena *arena, size_t *ret_count)
{
    struct effect_outcome *outcomes = arena_array(arena, count + 1, sizeof *outcomes);
    size_t found = 0;

    for (size_t i = 0; outcomes && i < count; i++) {
        const char *name = figures[i]->value[EVALUATION_FIGURE_OUTCOME].text;
        struct effect_outcome *outcome = find(outcomes, found, name);

        if (!outcome) {
            outcome = &outcomes[found++];
            outcome->name = name;
            outcome->question =
                effect_question_new((enum effect_kind)figures[i]->value[EVALUATION_FIGURE_KIND].integer);
            outcome->question.assignment = assignment;
            outcome->question.confidence = confidence;
        }
        take_figure(figures[i], &outcome->question);
    }
    if (outcomes)
        *ret_count = found;
    return outcomes;
}

enum effect_assignment effect_assignment_read(const char *code)
{
    /* In the order of code_assignments. */
    static const enum effect_assignment assignments[] = {
        EFFECT_RANDOM, EFFECT_MATCHED, EFFECT_NOT_RANDOM, EFFECT_ASSIGNMENT_UNKNOWN};
    const int index = code ? code_find(&code_assignments, code, strlen(code)) : -1;

    return index < 0 ? EFFECT_ASSIGNMENT_UNKNOWN : assignments[index];
}
