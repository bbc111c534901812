/* What documents state, against what follows from dates and decisions (lib). */
#include "known.h"
#include "rules.h"

/* Known to be in some status group. */
static bool known_group(const char *group)
{
    return group && !is_code(group, "unknown");
}

void rule_named_not_listed(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    if (!is_code(pilot->document_list_complete, "yes") || pilot->listed_as || pilot->part_of_another)
        return;
    if (date_is_set(pilot->stated_on) && !by_day(pilot->stated_on, day))
        return;
    FINDING_ADD(findings, FINDING_NAMED_NOT_LISTED, pilot, fact_text("document", pilot->document));
}

void rule_stated_status_differs(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const struct report_facts *latest = pilot_latest_report(pilot, day);

    if (!latest || !known_group(latest->stated_group) || !known_group(latest->derived_group) ||
        is_code(latest->stated_group, latest->derived_group))
        return;
    FINDING_ADD(findings, FINDING_STATED_STATUS_DIFFERS, pilot, fact_date("reportedOn", latest->reported_on),
        fact_code("statedGroup", &code_status_groups, latest->stated_group),
        fact_code("derivedGroup", &code_status_groups, latest->derived_group), fact_text("progressReport", latest->id));
}

/* The first part whose group is known and not `other` (NULL: any), or NULL. */
static const struct part_facts *part_in_another_group(const struct pilot_facts *pilot, const char *other)
{
    for (size_t i = 0; i < pilot->part_count; i++) {
        const struct part_facts *part = &pilot->parts[i];
        if (known_group(part->status_group) && (!other || !is_code(part->status_group, other)))
            return part;
    }
    return NULL;
}

void rule_parts_differ(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const struct part_facts *one = part_in_another_group(pilot, NULL);
    const struct part_facts *other = one ? part_in_another_group(pilot, one->status_group) : NULL;

    (void)day;
    if (!other)
        return;
    FINDING_ADD(findings, FINDING_PARTS_DIFFER, pilot, fact_text("partTitle", one->title),
        fact_code("partGroup", &code_status_groups, one->status_group), fact_text("otherPartTitle", other->title),
        fact_code("otherPartGroup", &code_status_groups, other->status_group), fact_text("part", one->id),
        fact_text("otherPart", other->id));
}
