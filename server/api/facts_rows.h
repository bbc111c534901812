/* How the rows of the facts come, and how they become the library's structures (server/api, for facts.c). */
#ifndef API_FACTS_ROWS_H
#define API_FACTS_ROWS_H

#include "api/facts.h"
#include "api/goal_columns.h"

enum {
    FACTS_DAY,
    FACTS_EXISTS,
    FACTS_PILOTS,
    FACTS_DECISIONS,
    FACTS_REPORTS,
    FACTS_PARTS,
    FACTS_GOALS,
    FACTS_MEASUREMENTS,
    FACTS_BUDGET_LINES,
    FACTS_EVALUATIONS,
    FACTS_LESSONS, /* these two for the readiness alone */
    FACTS_PLANS,
    FACTS_STATEMENTS
};

/* ---- What is asked, and in which column it comes; the first says which pilot it belongs to ---- */

#define PARTIAL(column) "t." column "_date, t." column "_precision, t." column "_bound, "

#define SELECT_PILOTS                                                                                                  \
    "SELECT t.id, t.reference, " PARTIAL("start")                                                                      \
        PARTIAL("end") "coalesce(t.source_number, t.source_order::text), EXISTS (SELECT FROM pilot_link l WHERE "      \
                       "(l.pilot_id = t.id AND l.relation = "                                                          \
                       "'partOf') "                                                                                    \
                       "OR (l.linked_pilot_id = t.id AND l.relation = 'splitInto')), t.deviates_from_policy, "         \
                       "t.outside_frameworks, "                                                                        \
                       "d.id, d.list_complete, t.stated_on, t.status, t.status_group, EXISTS (SELECT FROM "            \
                       "pilot_link l JOIN goal g ON g.pilot_id = CASE l.relation WHEN 'partOf' THEN l.pilot_id "       \
                       "ELSE l.linked_pilot_id END WHERE (l.linked_pilot_id = t.id AND l.relation = 'partOf') "        \
                       "OR (l.pilot_id = t.id AND l.relation = 'splitInto')), m.kind, t.trial_routine, "               \
                       "t.embedding_caseload, t.embedding_room, t.embedding_funding, t.embedding_owner, "              \
                       "t.embedding_replaces, t.embedding_conditions IS NOT NULL, t.embedding_considered_on "          \
                       "FROM pilot_read t LEFT JOIN document d ON d.id = t.document_id LEFT JOIN programme m ON m.id " \
                       "= t.programme_id "
enum {
    PILOT_COLUMN_ID,
    PILOT_COLUMN_REFERENCE,
    PILOT_COLUMN_START,
    PILOT_COLUMN_END = PILOT_COLUMN_START + 3,
    PILOT_COLUMN_LISTED_AS = PILOT_COLUMN_END + 3,
    PILOT_COLUMN_PART,
    PILOT_COLUMN_DEVIATES,
    PILOT_COLUMN_OUTSIDE,
    PILOT_COLUMN_DOCUMENT,
    PILOT_COLUMN_LIST_COMPLETE,
    PILOT_COLUMN_STATED_ON,
    PILOT_COLUMN_STATUS,
    PILOT_COLUMN_STATUS_GROUP,
    PILOT_COLUMN_PARTS_HAVE_GOALS,
    PILOT_COLUMN_PROGRAMME_KIND,
    PILOT_COLUMN_ROUTINE,
    PILOT_COLUMN_CASELOAD,
    PILOT_COLUMN_ROOM,
    PILOT_COLUMN_FUNDING,
    PILOT_COLUMN_OWNER,
    PILOT_COLUMN_REPLACES,
    PILOT_COLUMN_CONDITIONS,
    PILOT_COLUMN_CONSIDERED_ON
};

#define SELECT_DECISIONS                                                  \
    "SELECT t.pilot_id, t.id, t.kind, t.stage, t.body, " PARTIAL("taken") \
        PARTIAL("new_end") "t.effective_from, t.known_by, t.stated_on, t.reason IS NOT NULL FROM decision t "
enum {
    DECISION_COLUMN_ID = 1,
    DECISION_COLUMN_KIND,
    DECISION_COLUMN_STAGE,
    DECISION_COLUMN_BODY,
    DECISION_COLUMN_TAKEN,
    DECISION_COLUMN_NEW_END = DECISION_COLUMN_TAKEN + 3,
    DECISION_COLUMN_EFFECTIVE_FROM = DECISION_COLUMN_NEW_END + 3,
    DECISION_COLUMN_KNOWN_BY,
    DECISION_COLUMN_STATED_ON,
    DECISION_COLUMN_HAS_REASON
};

#define SELECT_REPORTS                                                                                        \
    "SELECT t.pilot_id, t.id, t.reported_on, t.stated_group, s.status_group, t.active_years, t.covers_from, " \
    "t.covers_to, t.results IS NOT NULL "                                                                     \
    "FROM progress_report t LEFT JOIN pilot_status s ON s.pilot_id = t.pilot_id "                             \
    "AND s.valid_from <= t.reported_on AND s.valid_until > t.reported_on "
enum {
    REPORT_COLUMN_ID = 1,
    REPORT_COLUMN_REPORTED_ON,
    REPORT_COLUMN_STATED_GROUP,
    REPORT_COLUMN_DERIVED_GROUP,
    REPORT_COLUMN_ACTIVE_YEARS,
    REPORT_COLUMN_COVERS_FROM,
    REPORT_COLUMN_COVERS_TO,
    REPORT_COLUMN_RESULTS
};

/* A whole and its parts: by `partOf` from the part, or `splitInto` from the whole; usually both say the same. */
#define SELECT_PARTS                                                                                             \
    "SELECT t.whole, p.id, p.title, p.status_group FROM ("                                                       \
    "SELECT linked_pilot_id AS whole, pilot_id AS part, municipality FROM pilot_link WHERE relation = 'partOf' " \
    "UNION SELECT pilot_id, linked_pilot_id, municipality FROM pilot_link WHERE relation = 'splitInto') t "      \
    "JOIN pilot_read p ON p.id = t.part "
enum { PART_COLUMN_ID = 1, PART_COLUMN_TITLE, PART_COLUMN_STATUS_GROUP };

#define SELECT_GOALS                                                                              \
    "SELECT g.pilot_id, g.id, g.indicator_id, g.stated_on, EXISTS (SELECT FROM goal_milestone m " \
    "WHERE m.goal_id = g.id), " GOAL_COLUMNS " FROM " GOAL_ROWS " "
enum { GOAL_COLUMN_ID = 1, GOAL_COLUMN_INDICATOR, GOAL_COLUMN_STATED_ON, GOAL_COLUMN_MILESTONES, GOAL_COLUMN_TEXTS };

/* What was measured of a pilot, of its goals, and of what these are measured by when it names neither. */
#define SELECT_MEASUREMENTS                                                                                      \
    "SELECT t.pilot_id, m.id, m.goal_id, m.indicator_id, coalesce(m.measured_on, m.period_to, m.period_from), "  \
    "m.stated_on FROM (SELECT pilot_id, municipality, id FROM measurement WHERE pilot_id IS NOT NULL UNION "     \
    "SELECT g.pilot_id, g.municipality, m.id FROM goal g JOIN measurement m ON m.goal_id = g.id UNION "          \
    "SELECT g.pilot_id, g.municipality, m.id FROM goal g JOIN measurement m ON m.indicator_id = g.indicator_id " \
    "AND m.goal_id IS NULL AND m.pilot_id IS NULL) t JOIN measurement m USING (id) "
enum {
    MEASUREMENT_COLUMN_ID = 1,
    MEASUREMENT_COLUMN_GOAL,
    MEASUREMENT_COLUMN_INDICATOR,
    MEASUREMENT_COLUMN_MEASURED_ON,
    MEASUREMENT_COLUMN_STATED_ON
};

#define SELECT_BUDGET_LINES                                                                                     \
    "SELECT t.pilot_id, t.id, coalesce(t.variant_of_id, t.id) AS fact, t.variant_of_id IS NOT NULL, "           \
    "t.included_in_id IS NOT NULL OR t.amount_status = 'includedElsewhere', t.memo, t.statement, t.kind, "      \
    "t.stage, t.recurrence, t.basis, t.effect, t.amount_status, t.amount_qualifier, t.amount, t.amount_upper, " \
    "t.amount_precision, t.funding_source, t.beneficiary, t.fiscal_year_from, t.fiscal_year_to, t.stated_on "   \
    "FROM budget_line t "
enum {
    BUDGET_LINE_COLUMN_ID = 1,
    BUDGET_LINE_COLUMN_FACT,
    BUDGET_LINE_COLUMN_VARIANT,
    BUDGET_LINE_COLUMN_INCLUDED,
    BUDGET_LINE_COLUMN_MEMO,
    BUDGET_LINE_COLUMN_STATEMENT,
    BUDGET_LINE_COLUMN_KIND,
    BUDGET_LINE_COLUMN_STAGE,
    BUDGET_LINE_COLUMN_RECURRENCE,
    BUDGET_LINE_COLUMN_BASIS,
    BUDGET_LINE_COLUMN_EFFECT,
    BUDGET_LINE_COLUMN_AMOUNT_STATUS,
    BUDGET_LINE_COLUMN_QUALIFIER,
    BUDGET_LINE_COLUMN_AMOUNT,
    BUDGET_LINE_COLUMN_UPPER,
    BUDGET_LINE_COLUMN_PRECISION,
    BUDGET_LINE_COLUMN_FUNDING_SOURCE,
    BUDGET_LINE_COLUMN_BENEFICIARY,
    BUDGET_LINE_COLUMN_YEAR_FROM,
    BUDGET_LINE_COLUMN_YEAR_TO,
    BUDGET_LINE_COLUMN_STATED_ON
};

#define SELECT_EVALUATIONS                                                                                            \
    "SELECT t.pilot_id, t.id, t.kind, t.verdict, t.evidence_level, " PARTIAL("collected_from")                        \
        PARTIAL("collected_to") "EXISTS (SELECT FROM evaluation_method m WHERE m.evaluation_id = t.id), t.stated_on " \
                                "FROM evaluation t "
enum {
    EVALUATION_COLUMN_ID = 1,
    EVALUATION_COLUMN_KIND,
    EVALUATION_COLUMN_VERDICT,
    EVALUATION_COLUMN_EVIDENCE_LEVEL,
    EVALUATION_COLUMN_COLLECTED_FROM,
    EVALUATION_COLUMN_COLLECTED_TO = EVALUATION_COLUMN_COLLECTED_FROM + 3,
    EVALUATION_COLUMN_METHODS = EVALUATION_COLUMN_COLLECTED_TO + 3,
    EVALUATION_COLUMN_STATED_ON
};

#define SELECT_LESSONS                                                                                           \
    "SELECT $1::uuid, t.id, t.kind, t.stated_on FROM lesson t LEFT JOIN evaluation e ON e.id = t.evaluation_id " \
    "WHERE t.pilot_id = $1 OR e.pilot_id = $1 ORDER BY t.id"
enum { LESSON_COLUMN_ID = 1, LESSON_COLUMN_KIND, LESSON_COLUMN_STATED_ON };

#define SELECT_PLANS                                                          \
    "SELECT t.pilot_id, t.id, t.promised_on, t.stated_on FROM deliverable t " \
    "WHERE t.pilot_id = $1 AND t.kind = 'evaluation' ORDER BY t.id"
enum { PLAN_COLUMN_ID = 1, PLAN_COLUMN_PROMISED_ON, PLAN_COLUMN_STATED_ON };

/* ---- What is taken ---- */

/* What is being taken, and where to. */
struct taking {
    struct facts *facts;
    struct arena *arena;
};

const PGresult *rows_of(const struct taking *taking, int kind);

/* Whether a kind is asked for in a scope. */
bool facts_asked(enum facts_scope scope, int kind);

struct date date_at(const PGresult *result, int row, int column);

/* A pilot without what belongs to it, and what does: false when the arena is full. */
struct pilot_facts pilot_at(const PGresult *rows, int row);
bool take_rows(struct taking *taking, struct pilot_facts *pilot);

#endif
