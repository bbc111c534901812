/* What evaluations and effects to be judged share of figures (lib). */
#ifndef PROEFTUIN_EVALUATION_FIGURE_H
#define PROEFTUIN_EVALUATION_FIGURE_H

#include <stddef.h>

#include <proeftuin/record.h>

/* How people came into the groups: of evaluations, and of effects to be judged. */
#define ASSIGNMENT_FIELD_ROW(field_flags)                                                             \
    {                                                                                                 \
        .name = "assignment", .type = &type_code, .flags = (field_flags), .codes = &code_assignments, \
        .title = {"Toewijzing", "Assignment"},                                                        \
        .about = {"Hoe mensen bij de deelnemers of in de vergelijkingsgroep kwamen.",                 \
            "How people came to be among the participants or in the comparison group."},              \
    }

/* The rules across figures: each outcome has one figure a group and moment, one kind, one indicator and one wanted
 * direction, and of the same people as many before as after. */
void evaluation_figures_check(struct record *const *figures, size_t count, struct faults *faults);

#endif
