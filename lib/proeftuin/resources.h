/*
 * The resources (lib): the enums that index their field tables, so that record->value[PILOT_TITLE] is checked by the
 * compiler. What each field means stands in its table, lib/resource/<name>.c.
 */
#ifndef PROEFTUIN_RESOURCES_H
#define PROEFTUIN_RESOURCES_H

#include <proeftuin/field.h>

/* A field that no code names needs no symbol: its row stands behind the named ones. */

/* The members of a partial date, in the order that PARTIAL_DATE asks for. */
#define PARTIAL_DATE_FIELDS(symbol) symbol##_DATE, symbol##_PRECISION, symbol##_BOUND

/* The members of an amount, in the order that AMOUNT asks for. */
#define AMOUNT_FIELDS(symbol) symbol, symbol##_STATUS, symbol##_UPPER, symbol##_QUALIFIER, symbol##_PRECISION

extern const struct resource municipality_resource;
extern const struct resource municipality_successor_resource;
extern const struct resource document_resource;
extern const struct resource organisation_resource;
extern const struct resource area_resource;
extern const struct resource pilot_resource;
extern const struct resource pilot_area_resource;
extern const struct resource pilot_link_resource;
extern const struct resource decision_resource;
extern const struct resource progress_report_resource;
extern const struct resource deliverable_resource;
extern const struct resource api_key_resource;
extern const struct resource deliverable_line_resource;
extern const struct resource pilot_line_resource;
extern const struct resource task_field_resource;
extern const struct resource programme_resource;
extern const struct resource programme_line_resource;
extern const struct resource indicator_resource;
extern const struct resource participation_resource;
extern const struct resource goal_milestone_resource;
extern const struct resource goal_resource;
extern const struct resource goal_check_resource; /* no rows: the body of a SMART check */
extern const struct resource measurement_resource;
extern const struct resource budget_line_line_resource;
extern const struct resource budget_line_resource;
extern const struct resource evaluation_evaluator_resource;
extern const struct resource evaluation_method_resource;
extern const struct resource evaluation_finding_resource;
extern const struct resource evaluation_figure_resource;
extern const struct resource evaluation_resource;
extern const struct resource effect_check_resource; /* no rows: the body of a judgement of effects */
extern const struct resource recommendation_resource;
extern const struct resource lesson_resource;
extern const struct resource reported_total_operand_resource;
extern const struct resource reported_total_resource;

enum municipality_field {
    MUNICIPALITY_CODE,
    MUNICIPALITY_KIND,
    MUNICIPALITY_NAME,
    MUNICIPALITY_OFFICIAL_NAME,
    MUNICIPALITY_PROVINCE,
    MUNICIPALITY_TOOI_URI,
    PARTIAL_DATE_FIELDS(MUNICIPALITY_VALID_FROM),
    PARTIAL_DATE_FIELDS(MUNICIPALITY_VALID_TO),
    MUNICIPALITY_MEMBERS,
    MUNICIPALITY_VERSION,
    MUNICIPALITY_CREATED_AT,
    MUNICIPALITY_UPDATED_AT
};

enum municipality_part { MUNICIPALITY_SUCCESSORS };

enum municipality_successor_field { SUCCESSOR_SUCCESSOR, SUCCESSOR_EFFECTIVE_FROM, SUCCESSOR_KIND };

enum document_field {
    DOCUMENT_TITLE = TENANT_FIELDS,
    DOCUMENT_KIND,
    DOCUMENT_ISSUER,
    PARTIAL_DATE_FIELDS(DOCUMENT_ISSUED),
    DOCUMENT_URL,
    DOCUMENT_LIST_COMPLETE
};

enum organisation_field { ORGANISATION_NAME = TENANT_FIELDS, ORGANISATION_KIND, ORGANISATION_URL };

enum area_field { AREA_NAME = TENANT_FIELDS, AREA_KIND, AREA_MEMBER_MUNICIPALITIES };

/* A pilot's total: its sum, what it is the sum of, and how many of its lines have each other status. */
#define TOTAL_FIELDS(symbol)                                                                                           \
    symbol, symbol##_STATEMENT, symbol##_STAGE, symbol##_PRO_MEMORIA, symbol##_NOT_APPLICABLE, symbol##_NOT_YET_KNOWN, \
        symbol##_UNKNOWN, symbol##_INCLUDED_ELSEWHERE, symbol##_NOT_STATED

enum pilot_field {
    PILOT_TITLE = TENANT_FIELDS,
    PILOT_KIND,
    PILOT_SUMMARY,
    PILOT_SOURCE_NUMBER,
    PILOT_SOURCE_ORDER,
    PARTIAL_DATE_FIELDS(PILOT_START),
    PARTIAL_DATE_FIELDS(PILOT_END),
    PILOT_PROGRAMME,
    PILOT_DOMAINS,
    PILOT_STATED_CLUSTER,
    PILOT_LAWS,
    PILOT_TARGET_GROUPS,
    PILOT_DEVIATES_FROM_POLICY,
    PILOT_OUTSIDE_FRAMEWORKS,
    PILOT_ENTRY_COUNT,
    PILOT_PUBLICATION,
    PILOT_EMBEDDING_OWNER,
    PILOT_EMBEDDING_FUNDING,
    PILOT_EMBEDDING_CONDITIONS,
    PILOT_EMBEDDING_REPLACES,
    PILOT_EMBEDDING_PLANNED_ON,
    PILOT_EMBEDDING_CONSIDERED_ON,
    PILOT_TRIAL_ROUTINE,
    PILOT_EMBEDDING_CASELOAD,
    PILOT_EMBEDDING_ROOM,
    PILOT_STATUS,
    PILOT_STATUS_GROUP,
    PILOT_STATUS_SINCE,
    PILOT_CONSENT_NEEDED,
    TOTAL_FIELDS(PILOT_INVESTMENT),
    TOTAL_FIELDS(PILOT_YIELD)
};

enum pilot_part { PILOT_AREAS, PILOT_LINKS, PILOT_LINES };

enum pilot_area_field { PILOT_AREA_AREA };

enum pilot_line_field { PILOT_LINE_PROGRAMME_LINE };

enum pilot_link_field { PILOT_LINK_LINKED_PILOT, PILOT_LINK_RELATION };

enum decision_field {
    DECISION_PILOT = TENANT_FIELDS,
    DECISION_PROGRAMME,
    DECISION_KIND,
    DECISION_STAGE,
    DECISION_BODY,
    PARTIAL_DATE_FIELDS(DECISION_TAKEN),
    DECISION_KNOWN_BY,
    DECISION_EFFECTIVE_FROM,
    PARTIAL_DATE_FIELDS(DECISION_NEW_END),
    DECISION_REASON,
    DECISION_URL
};

enum progress_report_field {
    PROGRESS_REPORT_PILOT = TENANT_FIELDS,
    PROGRESS_REPORT_PROGRAMME,
    PROGRESS_REPORT_PROGRAMME_LINE,
    PROGRESS_REPORT_REPORTED_ON,
    PROGRESS_REPORT_STATED_STATUS,
    PROGRESS_REPORT_STATED_GROUP,
    PROGRESS_REPORT_RESULTS,
    PROGRESS_REPORT_ACTIVE_YEARS,
    PROGRESS_REPORT_COVERS_FROM,
    PROGRESS_REPORT_COVERS_TO
};

enum deliverable_field {
    DELIVERABLE_TITLE = TENANT_FIELDS,
    DELIVERABLE_KIND,
    DELIVERABLE_PILOT,
    DELIVERABLE_PROGRAMME,
    PARTIAL_DATE_FIELDS(DELIVERABLE_DUE),
    PARTIAL_DATE_FIELDS(DELIVERABLE_DONE),
    DELIVERABLE_RECURRENCE,
    DELIVERABLE_PROMISED_TO,
    DELIVERABLE_PROMISED_ON
};

/* Not in the registry: the service's own. */
enum api_key_field {
    API_KEY_ID,
    API_KEY_KEY_ID,
    API_KEY_VERSION,
    API_KEY_LABEL,
    API_KEY_ROLES,
    API_KEY_EVERYWHERE,
    API_KEY_MUNICIPALITIES,
    API_KEY_EXPIRES_ON,
    API_KEY_CREATED_AT,
    API_KEY_CREATED_BY,
    API_KEY_LAST_USED_AT,
    API_KEY_REVOKED_AT,
    API_KEY_REVOKED_BY
};

enum deliverable_part { DELIVERABLE_LINES };

enum deliverable_line_field { DELIVERABLE_LINE_PROGRAMME_LINE };

enum task_field_field {
    TASK_FIELD_CODE,
    TASK_FIELD_NUMBER,
    TASK_FIELD_YEAR_FROM,
    TASK_FIELD_YEAR_TO,
    TASK_FIELD_NAME,
    TASK_FIELD_PREDECESSOR,
    TASK_FIELD_VERSION,
    TASK_FIELD_CREATED_AT,
    TASK_FIELD_UPDATED_AT
};

enum programme_field {
    PROGRAMME_TITLE = TENANT_FIELDS,
    PROGRAMME_KIND,
    PROGRAMME_SUMMARY,
    PARTIAL_DATE_FIELDS(PROGRAMME_START),
    PARTIAL_DATE_FIELDS(PROGRAMME_END),
    PROGRAMME_FOLLOWS,
    PROGRAMME_QUESTION
};

enum programme_line_field {
    PROGRAMME_LINE_PROGRAMME = TENANT_FIELDS,
    PROGRAMME_LINE_KIND,
    PROGRAMME_LINE_NUMBER,
    PROGRAMME_LINE_TITLE,
    PROGRAMME_LINE_GOALS,
    PROGRAMME_LINE_ACTIVITIES,
    PROGRAMME_LINE_RESULTS
};

enum indicator_field {
    INDICATOR_CODE = TENANT_FIELDS,
    INDICATOR_NAME,
    INDICATOR_STATED_LABEL,
    INDICATOR_DEFINITION,
    INDICATOR_LEVEL,
    INDICATOR_MEASURE,
    INDICATOR_UNIT,
    INDICATOR_DENOMINATOR,
    INDICATOR_DIRECTION,
    INDICATOR_AGGREGATION,
    INDICATOR_TIMING,
    INDICATOR_SOURCE,
    INDICATOR_FREQUENCY,
    INDICATOR_LAW,
    INDICATOR_BBV_NUMBER
};

enum participation_field {
    PARTICIPATION_PILOT = TENANT_FIELDS,
    PARTICIPATION_PROGRAMME,
    PARTICIPATION_PARTICIPANT,
    PARTICIPATION_ORGANISATION,
    PARTICIPATION_ROLE,
    PARTICIPATION_MOTTO,
    PARTICIPATION_THEME,
    PARTICIPATION_QUESTION,
    PARTIAL_DATE_FIELDS(PARTICIPATION_START),
    PARTIAL_DATE_FIELDS(PARTICIPATION_END)
};

enum goal_field {
    GOAL_PILOT = TENANT_FIELDS,
    GOAL_PROGRAMME,
    GOAL_PROGRAMME_LINE,
    GOAL_STATEMENT,
    GOAL_PRINCIPLE,
    GOAL_INDICATOR,
    GOAL_BASELINE,
    GOAL_BASELINE_ON,
    GOAL_TARGET,
    PARTIAL_DATE_FIELDS(GOAL_DEADLINE),
    GOAL_DIRECTION,
    GOAL_OWNER,
    GOAL_AGREED_BY,
    GOAL_AGREED_ON,
    GOAL_ASSUMPTIONS,
    GOAL_FEASIBILITY_SOURCE,
    GOAL_FREQUENCY,
    GOAL_FROZEN_AT
};

enum goal_part { GOAL_MILESTONES };

enum goal_milestone_field { GOAL_MILESTONE_DUE_ON, GOAL_MILESTONE_VALUE };

enum measurement_field {
    MEASUREMENT_INDICATOR = TENANT_FIELDS,
    MEASUREMENT_GOAL,
    MEASUREMENT_PILOT,
    MEASUREMENT_AREA,
    MEASUREMENT_PERIOD_FROM,
    MEASUREMENT_PERIOD_TO,
    MEASUREMENT_MEASURED_ON,
    MEASUREMENT_VALUE,
    MEASUREMENT_VALUE_UPPER,
    MEASUREMENT_QUALIFIER,
    MEASUREMENT_STORY,
    MEASUREMENT_STATUS,
    MEASUREMENT_BASE,
    MEASUREMENT_BASE_COUNT,
    MEASUREMENT_SAMPLE_SIZE,
    MEASUREMENT_METHOD,
    MEASUREMENT_SUSPECT,
    MEASUREMENT_SUSPECT_REASON
};

enum budget_line_field {
    BUDGET_LINE_PILOT = TENANT_FIELDS,
    BUDGET_LINE_PROGRAMME,
    BUDGET_LINE_PROGRAMME_LINE,
    BUDGET_LINE_STATEMENT,
    BUDGET_LINE_SOURCE_ORDER,
    BUDGET_LINE_LABEL,
    BUDGET_LINE_FISCAL_YEAR_FROM,
    BUDGET_LINE_FISCAL_YEAR_TO,
    BUDGET_LINE_TASK_FIELDS,
    BUDGET_LINE_PRODUCT,
    BUDGET_LINE_KIND,
    BUDGET_LINE_STAGE,
    BUDGET_LINE_RECURRENCE,
    BUDGET_LINE_BASIS,
    BUDGET_LINE_EFFECT,
    BUDGET_LINE_COST_CATEGORY,
    BUDGET_LINE_ORGANISATION_UNIT,
    BUDGET_LINE_FUNDING_SOURCE,
    AMOUNT_FIELDS(BUDGET_LINE_AMOUNT),
    BUDGET_LINE_AMOUNT_NOTE,
    BUDGET_LINE_INCLUDED_IN,
    BUDGET_LINE_VARIANT_OF,
    BUDGET_LINE_PREFERRED,
    BUDGET_LINE_MEMO,
    BUDGET_LINE_BENEFICIARY
};

enum budget_line_part { BUDGET_LINE_LINES };

enum budget_line_line_field { BUDGET_LINE_LINE_PROGRAMME_LINE };

enum evaluation_field {
    EVALUATION_PILOT = TENANT_FIELDS,
    EVALUATION_PROGRAMME,
    EVALUATION_KIND,
    EVALUATION_TITLE,
    EVALUATION_COMMISSIONER,
    PARTIAL_DATE_FIELDS(EVALUATION_PERIOD_FROM),
    PARTIAL_DATE_FIELDS(EVALUATION_PERIOD_TO),
    PARTIAL_DATE_FIELDS(EVALUATION_COLLECTED_FROM),
    PARTIAL_DATE_FIELDS(EVALUATION_COLLECTED_TO),
    EVALUATION_VERDICT,
    EVALUATION_EVIDENCE_LEVEL,
    EVALUATION_SUMMARY,
    EVALUATION_ASSIGNMENT
};

enum evaluation_part { EVALUATION_EVALUATORS, EVALUATION_METHODS, EVALUATION_FINDINGS, EVALUATION_FIGURES };

enum evaluation_evaluator_field { EVALUATION_EVALUATOR_ORGANISATION };

enum evaluation_method_field {
    EVALUATION_METHOD_METHOD,
    EVALUATION_METHOD_STAKEHOLDERS,
    EVALUATION_METHOD_SESSIONS,
    EVALUATION_METHOD_PARTICIPANTS
};

enum evaluation_finding_field {
    EVALUATION_FINDING_PROGRAMME_LINE,
    EVALUATION_FINDING_VERDICT,
    EVALUATION_FINDING_TEXT
};

enum evaluation_figure_field {
    EVALUATION_FIGURE_OUTCOME,
    EVALUATION_FIGURE_INDICATOR,
    EVALUATION_FIGURE_STUDY_GROUP,
    EVALUATION_FIGURE_MOMENT,
    EVALUATION_FIGURE_KIND,
    EVALUATION_FIGURE_SAMPLE_SIZE,
    EVALUATION_FIGURE_COUNTED,
    EVALUATION_FIGURE_MEAN,
    EVALUATION_FIGURE_STANDARD_DEVIATION,
    EVALUATION_FIGURE_PAIRED,
    EVALUATION_FIGURE_BOTH_COUNT,
    EVALUATION_FIGURE_CHANGE_DEVIATION,
    EVALUATION_FIGURE_WANTED_DIRECTION,
    EVALUATION_FIGURE_WITHHELD
};

enum effect_check_field { EFFECT_CHECK_ASSIGNMENT };

enum effect_check_part { EFFECT_CHECK_FIGURES };

enum recommendation_field {
    RECOMMENDATION_EVALUATION = TENANT_FIELDS,
    RECOMMENDATION_NUMBER,
    RECOMMENDATION_TEXT,
    RECOMMENDATION_ADDRESSEE,
    RECOMMENDATION_RESTATES,
    RECOMMENDATION_RESPONSE,
    RECOMMENDATION_RESPONSE_TEXT,
    RECOMMENDATION_FOLLOW_UP,
    RECOMMENDATION_DONE_ON
};

enum lesson_field {
    LESSON_PILOT = TENANT_FIELDS,
    LESSON_EVALUATION,
    LESSON_KIND,
    LESSON_TEXT,
    LESSON_THEME,
    LESSON_REUSED_BY
};

enum reported_total_field {
    REPORTED_TOTAL_LABEL = TENANT_FIELDS,
    REPORTED_TOTAL_STATEMENT,
    REPORTED_TOTAL_FISCAL_YEAR,
    REPORTED_TOTAL_FUNCTION,
    REPORTED_TOTAL_OVER,
    REPORTED_TOTAL_FILTER,
    REPORTED_TOTAL_STATED_AMOUNT,
    REPORTED_TOTAL_STATED_NUMBER,
    REPORTED_TOTAL_STATED_PRECISION,
    REPORTED_TOTAL_SIGN
};

enum reported_total_part { REPORTED_TOTAL_OPERANDS };

enum reported_total_operand_field { REPORTED_TOTAL_OPERAND_OPERAND };

#endif
