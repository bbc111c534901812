/* The columns of a goal that the SMART check reads, in the order of enum smart_text (server/api). */
#ifndef API_GOAL_COLUMNS_H
#define API_GOAL_COLUMNS_H

/* Of the goal g, its indicator i and its pilot p, which GOAL_ROWS brings together. */
#define GOAL_COLUMNS                                                                                              \
    "g.statement, g.baseline, g.baseline_on, g.target, g.deadline_date, g.deadline_precision, g.deadline_bound, " \
    "coalesce(g.direction, i.direction), i.measure, i.unit, i.denominator, i.source, coalesce(g.frequency, "      \
    "i.frequency), "                                                                                              \
    "g.owner, g.agreed_by, g.agreed_on, g.assumptions, g.feasibility_source, p.start_date, p.start_precision, "   \
    "p.start_bound, p.end_date, p.end_precision, p.end_bound"
#define GOAL_ROWS "goal g LEFT JOIN indicator i ON i.id = g.indicator_id LEFT JOIN pilot p ON p.id = g.pilot_id"

#endif
