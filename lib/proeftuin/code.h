/*
 * Enumerations: tables of code, Dutch and English title (lib). The lists are the register's own vocabulary; where a
 * public standard has one, the list says so.
 */
#ifndef PROEFTUIN_CODE_H
#define PROEFTUIN_CODE_H

#include <stddef.h>

#include <proeftuin/language.h>

struct code {
    const char *code; /* lowerCamelCase, stable: clients store it */
    struct bilingual title;
};

struct code_list {
    const char *name; /* "pilots.kind" */
    const struct code *codes;
    size_t count;
};

/* Index of a code in its list, or -1. `text` need not be NUL-terminated. */
int code_find(const struct code_list *list, const char *text, size_t length);

extern const struct code_list code_amount_statuses;
extern const struct code_list code_area_kinds;
extern const struct code_list code_assignments;
extern const struct code_list code_bodies;
extern const struct code_list code_bounds;
extern const struct code_list code_budget_bases;
extern const struct code_list code_budget_effects;
extern const struct code_list code_budget_kinds;
extern const struct code_list code_budget_recurrences;
extern const struct code_list code_budget_stages;
extern const struct code_list code_cost_categories;
extern const struct code_list code_decision_kinds;
extern const struct code_list code_decision_stages;
extern const struct code_list code_deliverable_kinds;
extern const struct code_list code_deliverable_recurrences;
extern const struct code_list code_directions;
extern const struct code_list code_document_kinds;
extern const struct code_list code_domains;
extern const struct code_list code_evaluation_kinds;
extern const struct code_list code_evidence_levels;
extern const struct code_list code_figure_kinds;
extern const struct code_list code_follow_ups;
extern const struct code_list code_indicator_aggregations;
extern const struct code_list code_indicator_levels;
extern const struct code_list code_indicator_measures;
extern const struct code_list code_indicator_timings;
extern const struct code_list code_measurements_withheld;
extern const struct code_list code_evaluation_figures_withheld;
extern const struct code_list code_evaluation_methods_withheld;
extern const struct code_list code_reported_totals_withheld;
extern const struct code_list code_laws;
extern const struct code_list code_lesson_kinds;
extern const struct code_list code_link_relations;
extern const struct code_list code_measurement_statuses;
extern const struct code_list code_municipality_kinds;
extern const struct code_list code_organisation_kinds;
extern const struct code_list code_participation_roles;
extern const struct code_list code_pilot_kinds;
extern const struct code_list code_precisions;
extern const struct code_list code_programme_kinds;
extern const struct code_list code_programme_line_kinds;
extern const struct code_list code_qualifiers;
extern const struct code_list code_recommendation_responses;
extern const struct code_list code_roles;
extern const struct code_list code_status_groups;
extern const struct code_list code_statuses;
extern const struct code_list code_study_groups;
extern const struct code_list code_study_moments;
extern const struct code_list code_succession_kinds;
extern const struct code_list code_target_groups;
extern const struct code_list code_total_functions;
extern const struct code_list code_total_signs;
extern const struct code_list code_total_subjects;
extern const struct code_list code_tri;
extern const struct code_list code_verdicts;

/* All lists, for the self-check and for whoever publishes them. */
extern const struct code_list *const code_lists[];
extern const size_t code_list_count;

#endif
