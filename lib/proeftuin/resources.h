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

enum pilot_field {
    PILOT_TITLE = TENANT_FIELDS,
    PILOT_KIND,
    PILOT_SUMMARY,
    PILOT_SOURCE_NUMBER,
    PILOT_SOURCE_ORDER,
    PARTIAL_DATE_FIELDS(PILOT_START),
    PARTIAL_DATE_FIELDS(PILOT_END),
    PILOT_DOMAINS,
    PILOT_STATED_CLUSTER,
    PILOT_LAWS,
    PILOT_TARGET_GROUPS,
    PILOT_DEVIATES_FROM_POLICY,
    PILOT_OUTSIDE_FRAMEWORKS,
    PILOT_ENTRY_COUNT,
    PILOT_EMBEDDING_OWNER,
    PILOT_EMBEDDING_FUNDING,
    PILOT_EMBEDDING_CONDITIONS,
    PILOT_EMBEDDING_REPLACES,
    PILOT_EMBEDDING_PLANNED_ON,
    PILOT_STATUS,
    PILOT_STATUS_GROUP,
    PILOT_STATUS_SINCE,
    PILOT_CONSENT_NEEDED
};

enum pilot_part { PILOT_AREAS, PILOT_LINKS };

enum pilot_area_field { PILOT_AREA_AREA };

enum pilot_link_field { PILOT_LINK_LINKED_PILOT, PILOT_LINK_RELATION };

enum decision_field {
    DECISION_PILOT = TENANT_FIELDS,
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

#endif
