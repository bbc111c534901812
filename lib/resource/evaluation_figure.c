/*
 * Figures of evaluations (lib): a count or a mean of a group before or after. What they say together is an effect
 * (effect.h).
 */
#include "evaluation_figure.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <proeftuin/resources.h>

#include "rules.h"

static const struct field fields[] = {
    [EVALUATION_FIGURE_OUTCOME] = {.name = "outcome",
        .type = &type_text,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = 200,
        .title = {"Uitkomst", "Outcome"},
        .about = {"Waar het cijfer over gaat; cijfers van een uitkomst horen bij elkaar.",
            "What the figure is about; figures of one outcome belong together."}},
    [EVALUATION_FIGURE_INDICATOR] = {.name = "indicator",
        .type = &type_reference,
        .target = &indicator_resource,
        .title = {"Indicator", "Indicator"},
        .about = {"De indicator waarmee is gemeten.", "The indicator that it was measured by."}},
    [EVALUATION_FIGURE_STUDY_GROUP] = {.name = "studyGroup",
        .type = &type_code,
        .flags = FIELD_REQUIRED,
        .codes = &code_study_groups,
        .title = {"Groep", "Group"},
        .about = {"De deelnemers, of de groep waarmee zij zijn vergeleken.",
            "The participants, or the group that they were compared with."}},
    [EVALUATION_FIGURE_MOMENT] = {.name = "moment",
        .type = &type_code,
        .flags = FIELD_REQUIRED,
        .codes = &code_study_moments,
        .title = {"Moment", "Moment"},
        .about = {"Voor of na.", "Before or after."}},
    [EVALUATION_FIGURE_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED,
        .codes = &code_figure_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Een aandeel (een aantal van allen) of een gemiddelde.", "A proportion (a count of all) or a mean."}},
    [EVALUATION_FIGURE_SAMPLE_SIZE] = {.name = "sampleSize",
        .type = &type_integer,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 100000000,
        .title = {"Aantal mensen", "Sample size"},
        .about = {"Over hoeveel mensen het cijfer gaat.", "How many people the figure is about."}},
    [EVALUATION_FIGURE_COUNTED] = {.name = "counted",
        .type = &type_integer,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 100000000,
        .title = {"Geteld", "Counted"},
        .about = {"Bij een aandeel: voor hoevelen van hen de uitkomst geldt.",
            "Of a proportion: for how many of them the outcome holds."}},
    [EVALUATION_FIGURE_MEAN] = {.name = "mean",
        .type = &type_number,
        .flags = FIELD_PEOPLE,
        .title = {"Gemiddelde", "Mean"},
        .about = {"Bij een gemiddelde: de gemiddelde score.", "Of a mean: the mean score."}},
    [EVALUATION_FIGURE_STANDARD_DEVIATION] = {.name = "standardDeviation",
        .type = &type_number,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 1000000000000,
        .title = {"Standaarddeviatie", "Standard deviation"},
        .about = {"Bij een gemiddelde: de standaarddeviatie van de scores.",
            "Of a mean: the standard deviation of the scores."}},
    [EVALUATION_FIGURE_PAIRED] = {.name = "paired",
        .type = &type_code,
        .codes = &code_tri,
        .title = {"Gepaard", "Paired"},
        .about = {"Bij een cijfer na: of dezelfde mensen ook voor zijn gemeten.",
            "Of a figure after: whether the same people were measured before, too."}},
    [EVALUATION_FIGURE_BOTH_COUNT] = {.name = "bothCount",
        .type = &type_integer,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 100000000,
        .title = {"Beide keren", "Both times"},
        .about = {"Bij een gepaard aandeel: voor hoevelen de uitkomst voor en na geldt.",
            "Of a paired proportion: for how many the outcome holds both before and after."}},
    [EVALUATION_FIGURE_CHANGE_DEVIATION] = {.name = "changeDeviation",
        .type = &type_number,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 1000000000000,
        .title = {"Standaarddeviatie van de verandering", "Standard deviation of the changes"},
        .about = {"Bij een gepaard gemiddelde: de standaarddeviatie van ieders verandering.",
            "Of a paired mean: the standard deviation of each one's change."}},
    [EVALUATION_FIGURE_WANTED_DIRECTION] = {.name = "wantedDirection",
        .type = &type_code,
        .codes = &code_directions,
        .title = {"Gewenste richting", "Wanted direction"},
        .about = {"Welke kant op de uitkomst moest; leeg: die van de indicator.",
            "Which way the outcome was to go; null: that of the indicator."}},
    [EVALUATION_FIGURE_WITHHELD] = WITHHELD_FIELD_ROW(code_evaluation_figures_withheld),
};

/* ---- A figure by itself ---- */

/* What belongs to one kind is refused with the other. */
static void check_kind(const struct record *figure, struct faults *faults)
{
    static const struct {
        enum evaluation_figure_field field;
        const char *kind;
    } owned[] = {
        {EVALUATION_FIGURE_COUNTED, "proportion"},
        {EVALUATION_FIGURE_BOTH_COUNT, "proportion"},
        {EVALUATION_FIGURE_MEAN, "mean"},
        {EVALUATION_FIGURE_STANDARD_DEVIATION, "mean"},
        {EVALUATION_FIGURE_CHANGE_DEVIATION, "mean"},
    };

    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (record_filled(figure, owned[i].field) && !rule_holds(figure, EVALUATION_FIGURE_KIND, owned[i].kind))
            rule_fault(figure, owned[i].field, FAULT_RULE_ALONE,
                strcmp(owned[i].kind, "mean") == 0 ? "kind=mean" : "kind=proportion", faults);
}

static void check_value(const struct record *figure, struct faults *faults)
{
    const size_t wanted =
        rule_holds(figure, EVALUATION_FIGURE_KIND, "mean") ? EVALUATION_FIGURE_MEAN : EVALUATION_FIGURE_COUNTED;

    if (record_filled(figure, EVALUATION_FIGURE_KIND) && !record_filled(figure, wanted))
        rule_fault(figure, wanted, FAULT_FIELD_REQUIRED, NULL, faults);
}

/* A count is not over the number that it is a part of. */
static void check_part(const struct record *figure, size_t part, size_t whole, struct faults *faults)
{
    if (record_filled(figure, part) && record_filled(figure, whole) &&
        figure->value[part].integer > figure->value[whole].integer)
        rule_fault(figure, part, FAULT_NUMBER_LARGE, figure->value[whole].text, faults);
}

static void check_pairing(const struct record *figure, struct faults *faults)
{
    static const enum evaluation_figure_field of_pairs[] = {
        EVALUATION_FIGURE_BOTH_COUNT, EVALUATION_FIGURE_CHANGE_DEVIATION};

    if (record_filled(figure, EVALUATION_FIGURE_PAIRED) && !rule_holds(figure, EVALUATION_FIGURE_MOMENT, "after"))
        rule_fault(figure, EVALUATION_FIGURE_PAIRED, FAULT_RULE_ALONE, "moment=after", faults);
    for (size_t i = 0; i < sizeof of_pairs / sizeof *of_pairs; i++)
        if (record_filled(figure, of_pairs[i]) && !rule_holds(figure, EVALUATION_FIGURE_PAIRED, "yes"))
            rule_fault(figure, of_pairs[i], FAULT_RULE_ALONE, "paired=yes", faults);
}

static void check(const struct record *figure, struct faults *faults)
{
    check_kind(figure, faults);
    check_value(figure, faults);
    check_part(figure, EVALUATION_FIGURE_COUNTED, EVALUATION_FIGURE_SAMPLE_SIZE, faults);
    check_part(figure, EVALUATION_FIGURE_BOTH_COUNT, EVALUATION_FIGURE_COUNTED, faults);
    check_pairing(figure, faults);
}

const struct resource evaluation_figure_resource = {.path = "figures",
    .name = "evaluationFigure",
    .table = "evaluation_figure",
    FIELD_TABLE(fields),
    .has_view = true,
    .parent = &evaluation_resource,
    .rules = check,
    .title = {"Cijfers", "Figures"},
    .one = {"cijfer", "figure"},
    .about = {"Aandelen en gemiddelden van deelnemers en vergelijkingsgroep, voor en na.",
        "Proportions and means of participants and comparison group, before and after."}};

/* ---- Figures together ---- */

static bool same(const struct record *a, const struct record *b, size_t field)
{
    const char *first = a->value[field].text, *second = b->value[field].text;

    return first && second && strcmp(first, second) == 0;
}

/* Whether they can be told apart: a reference that is given by id in one and by its own key in the other can't. */
static const char *told_apart(const struct value *a, const struct value *b)
{
    if (a->text && b->text)
        return strcmp(a->text, b->text) == 0 ? NULL : b->text;
    return a->reference && b->reference && strcmp(a->reference, b->reference) != 0 ? b->reference : NULL;
}

/* A field that all figures of an outcome that have it must agree on. */
static void check_same(const struct record *figure, const struct record *earlier, size_t field, struct faults *faults)
{
    const char *other = told_apart(&figure->value[field], &earlier->value[field]);

    if (other)
        rule_fault(figure, field, FAULT_RULE_SAME, other, faults);
}

static bool is_before(const struct record *figure)
{
    return rule_holds(figure, EVALUATION_FIGURE_MOMENT, "before");
}

/* Of the same people, those counted both times are no fewer than the counts leave room for. */
static void check_both(const struct record *before, const struct record *after, struct faults *faults)
{
    const struct value *both = &after->value[EVALUATION_FIGURE_BOTH_COUNT];
    const struct value *size = &after->value[EVALUATION_FIGURE_SAMPLE_SIZE];
    const struct value *first = &before->value[EVALUATION_FIGURE_COUNTED];
    const struct value *second = &after->value[EVALUATION_FIGURE_COUNTED];
    char least[24];

    if (!both->text || !first->text || !second->text)
        return;
    if (both->integer > first->integer)
        rule_fault(after, EVALUATION_FIGURE_BOTH_COUNT, FAULT_NUMBER_LARGE, first->text, faults);
    if (!size->text || both->integer >= first->integer + second->integer - size->integer)
        return;
    snprintf(least, sizeof least, "%" PRId64, first->integer + second->integer - size->integer);
    rule_fault(after, EVALUATION_FIGURE_BOTH_COUNT, FAULT_NUMBER_SMALL, least, faults);
}

static void check_pairs(const struct record *before, const struct record *after, struct faults *faults)
{
    if (!rule_holds(after, EVALUATION_FIGURE_PAIRED, "yes"))
        return;
    check_same(after, before, EVALUATION_FIGURE_SAMPLE_SIZE, faults);
    check_both(before, after, faults);
}

static void check_two(const struct record *figure, const struct record *earlier, struct faults *faults)
{
    if (!same(figure, earlier, EVALUATION_FIGURE_OUTCOME))
        return;
    check_same(figure, earlier, EVALUATION_FIGURE_KIND, faults);
    check_same(figure, earlier, EVALUATION_FIGURE_INDICATOR, faults);
    check_same(figure, earlier, EVALUATION_FIGURE_WANTED_DIRECTION, faults);
    if (!same(figure, earlier, EVALUATION_FIGURE_STUDY_GROUP))
        return;
    if (same(figure, earlier, EVALUATION_FIGURE_MOMENT))
        rule_fault(figure, EVALUATION_FIGURE_MOMENT, FAULT_LIST_DUPLICATE, figure->value[EVALUATION_FIGURE_MOMENT].text,
            faults);
    else if (same(figure, earlier, EVALUATION_FIGURE_KIND))
        check_pairs(is_before(figure) ? figure : earlier, is_before(figure) ? earlier : figure, faults);
}

void evaluation_figures_check(struct record *const *figures, size_t count, struct faults *faults)
{
    for (size_t i = 1; i < count; i++)
        for (size_t earlier = 0; earlier < i; earlier++)
            if (!figures[i]->faulty && !figures[earlier]->faulty)
                check_two(figures[i], figures[earlier], faults);
}
