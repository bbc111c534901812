/* Decisions that are announced, undated, incomplete, repeated or missing (lib). */
#include "known.h"
#include "rules.h"

/* Whether a decision of the same kind was taken or withdrawn by `day`, not before the announcement. */
static bool answered(const struct pilot_facts *pilot, const struct decision_facts *announcement, struct date day)
{
    struct date announced = decision_stated(announcement);

    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (!is_code(decision->kind, announcement->kind))
            continue;
        if (decision_is_made(decision, day) && date_compare(decision_made(decision), announced) >= 0)
            return true;
        struct date stated = decision_stated(decision);
        if (is_code(decision->stage, "withdrawn") && by_day(stated, day) && date_compare(stated, announced) >= 0)
            return true;
    }
    return false;
}

/* Announced or proposed by `day`, and since then neither taken nor withdrawn. */
static bool is_open(
    const struct pilot_facts *pilot, const struct decision_facts *decision, const char *kind, struct date day)
{
    return is_code(decision->kind, kind) && decision_is_announced(decision, day) && !answered(pilot, decision, day);
}

/* The earliest open announcement of a kind, or NULL. */
static const struct decision_facts *open_announcement(
    const struct pilot_facts *pilot, const char *kind, struct date day)
{
    const struct decision_facts *earliest = NULL;

    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (!is_open(pilot, decision, kind, day))
            continue;
        if (!earliest || date_compare(decision_stated(decision), decision_stated(earliest)) < 0)
            earliest = decision;
    }
    return earliest;
}

static void add_announcement(const struct pilot_facts *pilot, const char *kind, struct date day, enum finding_code code,
    struct findings *findings)
{
    const struct decision_facts *decision = open_announcement(pilot, kind, day);

    if (decision)
        FINDING_ADD(findings, code, pilot, fact_date("announced", decision_stated(decision)),
            fact_text("decision", decision->id));
}

void rule_extension_announced_not_decided(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    if (!is_code(pilot->status_group, "ended"))
        add_announcement(pilot, "extend", day, FINDING_EXTENSION_ANNOUNCED_NOT_DECIDED, findings);
}

void rule_make_regular_announced_not_decided(
    const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    if (!is_code(pilot->status_group, "ended") || is_code(pilot->status, "completed"))
        add_announcement(pilot, "makeRegular", day, FINDING_MAKE_REGULAR_ANNOUNCED_NOT_DECIDED, findings);
}

/* An extension that counts, of `from` or later, names a new end. */
static bool new_end_named(const struct pilot_facts *pilot, struct date from, struct date day)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (decision_is_extension(decision) && decision_counts(decision, day) && date_is_set(decision->new_end.last) &&
            date_compare(decision_effect(decision), from) >= 0)
            return true;
    }
    return false;
}

/* An open announcement names a new end. */
static bool new_end_announced(const struct pilot_facts *pilot, struct date day)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (is_open(pilot, decision, "extend", day) && date_is_set(decision->new_end.last))
            return true;
    }
    return false;
}

static void add_without_new_end(
    const struct pilot_facts *pilot, const struct decision_facts *decision, struct findings *findings)
{
    FINDING_ADD(findings, FINDING_EXTENSION_WITHOUT_NEW_END, pilot,
        fact_code("stage", &code_decision_stages, decision->stage), fact_text("decision", decision->id));
}

void rule_extension_without_new_end(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const struct decision_facts *announcement = open_announcement(pilot, "extend", day);

    if (is_code(pilot->status_group, "ended"))
        return;
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (decision_is_extension(decision) && decision_counts(decision, day) &&
            !new_end_named(pilot, decision_effect(decision), day))
            add_without_new_end(pilot, decision, findings);
    }
    if (announcement && !new_end_announced(pilot, day))
        add_without_new_end(pilot, announcement, findings);
}

void rule_ending_decision_undated(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (decision_is_ending(decision) && decision_is_undated(decision) && decision_counts(decision, day))
            FINDING_ADD(findings, FINDING_ENDING_DECISION_UNDATED, pilot,
                fact_code("kind", &code_decision_kinds, decision->kind), fact_date("knownBy", decision->known_by),
                fact_text("decision", decision->id));
    }
}

void rule_serial_extension(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const struct decision_facts *latest = NULL;
    int32_t extensions = 0;

    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (!decision_is_extension(decision) || !decision_counts(decision, day))
            continue;
        extensions++;
        if (!latest || date_compare(decision_effect(decision), decision_effect(latest)) >= 0)
            latest = decision;
    }
    if (latest && extensions >= SERIAL_EXTENSION)
        FINDING_ADD(findings, FINDING_SERIAL_EXTENSION, pilot, fact_number("extensions", extensions),
            fact_text("decision", latest->id));
}

/* The council approved of the deviation, or somebody did of whom we don't know whether it was the council. */
static bool may_be_approved(const struct pilot_facts *pilot, struct date day)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        bool other_body = decision->body && !is_code(decision->body, "council") && !is_code(decision->body, "unknown");
        if (is_code(decision->kind, "approveDeviation") && decision_counts(decision, day) && !other_body)
            return true;
    }
    return false;
}

void rule_consent_missing(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    if (!is_code(pilot->deviates_from_policy, "yes") && !is_code(pilot->outside_frameworks, "yes"))
        return;
    if (may_be_approved(pilot, day))
        return;
    FINDING_ADD(findings, FINDING_CONSENT_MISSING, pilot,
        fact_code("deviatesFromPolicy", &code_tri, pilot->deviates_from_policy),
        fact_code("outsideFrameworks", &code_tri, pilot->outside_frameworks));
}
