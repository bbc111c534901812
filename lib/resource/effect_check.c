/*
 * The body of a judgement of effects (lib): figures that are not stored. There are no rows of it; its figures are those
 * of evaluations.
 */
#include <proeftuin/resources.h>

#include "evaluation_figure.h"
#include "rules.h"

static const struct field fields[] = {
    [EFFECT_CHECK_ASSIGNMENT] = ASSIGNMENT_FIELD_ROW(0),
};

static const struct resource *const parts[] = {[EFFECT_CHECK_FIGURES] = &evaluation_figure_resource, NULL};

/* What is not stored points to nothing that is. */
static void check_indicator(const struct record *figure, struct faults *faults)
{
    if (record_filled(figure, EVALUATION_FIGURE_INDICATOR))
        rule_fault(figure, EVALUATION_FIGURE_INDICATOR, FAULT_FIELD_UNKNOWN, NULL, faults);
}

static void check(const struct record *record, struct faults *faults)
{
    const struct place place = {.name = evaluation_figure_resource.path};

    for (size_t i = 0; i < record->part_count[EFFECT_CHECK_FIGURES]; i++)
        check_indicator(record->part[EFFECT_CHECK_FIGURES][i], faults);
    if (!record->parts)
        faults_add(faults, FAULT_FIELD_REQUIRED, &place, NULL);
    evaluation_figures_check(record->part[EFFECT_CHECK_FIGURES], record->part_count[EFFECT_CHECK_FIGURES], faults);
}

const struct resource effect_check_resource = {.path = "effects",
    .name = "effectCheck",
    .table = "effect_check",
    FIELD_TABLE(fields),
    .parts = parts,
    .rules = check,
    .title = {"Effecten om te beoordelen", "Effects to be judged"},
    .one = {"effect om te beoordelen", "effect to be judged"},
    .about = {"Cijfers die niet worden vastgelegd.", "Figures that are not stored."}};
