/*
 * What is known of a pilot, as the judgements of it take it (lib): its own facts, and the rows that belong to it. The
 * consistency findings (findings.h) and the embedding readiness (readiness.h) read the same ones.
 */
#ifndef PROEFTUIN_PILOT_FACTS_H
#define PROEFTUIN_PILOT_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/date.h>
#include <proeftuin/smart.h>

/* All texts are codes of the register's lists, ids, or titles; NULL: not known. Nothing is copied: the facts must live
 * as long as the findings. */

struct decision_facts {
    const char *id;
    const char *kind;  /* decisions.kind */
    const char *stage; /* decisions.stage */
    const char *body;  /* decisions.body */
    struct partial_date taken;
    struct partial_date new_end;
    struct date effective_from;
    struct date known_by;
    struct date stated_on;
    bool has_reason;
};

struct report_facts {
    const char *id;
    struct date reported_on;
    const char *stated_group;  /* pilots.statusGroup, as the report has it */
    const char *derived_group; /* likewise, as the rule has it for reported_on */
    const int32_t *active_years;
    size_t active_year_count;
    bool states_results; /* it says what has been achieved */
    bool states_years;   /* the report gives years, though perhaps an empty list of them */
    int32_t covers_from; /* first and last year that it speaks of; 0: not known */
    int32_t covers_to;
};

/* Another pilot that is part of this one, or that this one was split into. */
struct part_facts {
    const char *id;
    const char *title;
    const char *status_group; /* on the day asked for */
};

struct goal_facts {
    const char *id;
    const char *indicator;   /* id */
    struct smart_goal smart; /* all that is recorded of it */
    bool has_milestones;
    struct date stated_on;
};

/* That there is a figure, and of when; what it says is not judged here. */
struct measurement_facts {
    const char *id;
    const char *goal;        /* id of the goal that it was made for */
    const char *indicator;   /* id */
    struct date measured_on; /* its day, or the last day of its period */
    struct date stated_on;
};

/* Money, as one statement has it. Amounts are euros, in cents. */
struct budget_line_facts {
    const char *id;
    const char *fact; /* id of the line that this one is a variant of, else its own: what it states is the same fact */
    bool is_variant;
    bool is_included; /* its amount is part of another line's */
    bool is_memo;
    const char *statement;
    const char *kind;          /* budget-lines.kind */
    const char *stage;         /* budget-lines.stage */
    const char *recurrence;    /* budget-lines.recurrence */
    const char *basis;         /* budget-lines.basis */
    const char *effect;        /* budget-lines.effect */
    const char *amount_status; /* budget-lines.amountStatus; the amount is known when it is "known" */
    const char *qualifier;     /* budget-lines.qualifier */
    int64_t cents;
    int64_t upper_cents;     /* of a range ("between") */
    int64_t precision_cents; /* half a unit of the last printed digit; 0: not known */
    const char *funding_source;
    const char *beneficiary;
    int32_t year_from; /* fiscal years; 0: not known */
    int32_t year_to;
    struct date stated_on;
};

struct evaluation_facts {
    const char *id;
    const char *kind;           /* evaluations.kind */
    const char *verdict;        /* evaluations.verdict */
    const char *evidence_level; /* evaluations.evidenceLevel */
    struct partial_date collected_from;
    struct partial_date collected_to;
    bool has_methods;
    struct date stated_on;
};

struct lesson_facts {
    const char *id;
    const char *kind; /* lessons.kind */
    struct date stated_on;
};

/* An evaluation that was promised (a deliverable of that kind). */
struct plan_facts {
    const char *id;
    struct date promised_on;
    struct date stated_on;
};

/* What is recorded of how the pilot was tried, and of how it is to go on. */
struct embedding_facts {
    const char *routine;  /* tried under routine conditions: "yes", "no", "unknown" */
    const char *caseload; /* stays: likewise */
    const char *room;     /* stays: likewise */
    const char *funding;  /* structural: likewise */
    const char *owner;
    const char *replaces;
    bool has_conditions;
    struct date considered_on;
};

struct pilot_facts {
    const char *id;
    const char *reference; /* the client's own key, or NULL */
    struct partial_date start;
    struct partial_date end; /* as stated, before any extension */
    const char *listed_as;   /* its number in the document's list, else its position; NULL: not in it */
    bool part_of_another;
    bool parts_have_goals;
    const char *deviates_from_policy;   /* "yes", "no", "unknown" */
    const char *outside_frameworks;     /* likewise */
    const char *document;               /* id of the document that the pilot comes from */
    const char *document_list_complete; /* "yes", "no", "unknown" */
    struct date stated_on;              /* day of that document; not set: always known */
    const char *status;                 /* pilots.status on the day asked for */
    const char *status_group;           /* likewise */
    const struct decision_facts *decisions;
    size_t decision_count;
    const struct report_facts *reports;
    size_t report_count;
    const struct part_facts *parts;
    size_t part_count;
    const struct goal_facts *goals;
    size_t goal_count;
    const struct measurement_facts *measurements; /* of the pilot, of its goals, or of their indicators and no pilot */
    size_t measurement_count;
    const struct budget_line_facts *budget_lines; /* those about one fact stand together */
    size_t budget_line_count;
    const struct evaluation_facts *evaluations;
    size_t evaluation_count;

    /* For the embedding readiness alone; the findings look at none of these. */
    const char *programme_kind; /* programmes.kind of the pilot's programme */
    struct embedding_facts embedding;
    const struct lesson_facts *lessons; /* of the pilot, and of its evaluations */
    size_t lesson_count;
    const struct plan_facts *plans;
    size_t plan_count;
};

#endif
