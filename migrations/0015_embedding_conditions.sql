-- What embedding readiness asks of a pilot, and no field told: when its embedding was first thought out, under what
-- circumstances it was tried, and which of them stay (the evaluation of Almelo, par. 2.2.3 and 6.2.3, recommendation 10).

ALTER TABLE pilot
    ADD COLUMN embedding_considered_on date,
    ADD CONSTRAINT pilot__embedding_considered_on__check CHECK (proeftuin_is_day(embedding_considered_on)),
    ADD COLUMN trial_routine text,
    ADD CONSTRAINT pilot__trial_routine__check CHECK (trial_routine IN ('yes', 'no', 'unknown')),
    ADD COLUMN embedding_caseload text,
    ADD CONSTRAINT pilot__embedding_caseload__check CHECK (embedding_caseload IN ('yes', 'no', 'unknown')),
    ADD COLUMN embedding_room text,
    ADD CONSTRAINT pilot__embedding_room__check CHECK (embedding_room IN ('yes', 'no', 'unknown'));

CREATE OR REPLACE VIEW pilot_read WITH (security_invoker = true) AS
SELECT s.status, s.status_group, nullif(s.valid_from, '-infinity') AS status_since,
    CASE
        WHEN 'yes' IN (p.deviates_from_policy, p.outside_frameworks) THEN true
        WHEN p.deviates_from_policy = 'no' AND p.outside_frameworks = 'no' THEN false
    END AS consent_needed,
    t.investment, t.investment_statement, t.investment_stage,
    coalesce(t.investment_pro_memoria, 0) AS investment_pro_memoria,
    coalesce(t.investment_not_applicable, 0) AS investment_not_applicable,
    coalesce(t.investment_not_yet_known, 0) AS investment_not_yet_known,
    coalesce(t.investment_unknown, 0) AS investment_unknown,
    coalesce(t.investment_included_elsewhere, 0) AS investment_included_elsewhere,
    coalesce(t.investment_not_stated, 0) AS investment_not_stated,
    t.yield, t.yield_statement, t.yield_stage,
    coalesce(t.yield_pro_memoria, 0) AS yield_pro_memoria,
    coalesce(t.yield_not_applicable, 0) AS yield_not_applicable,
    coalesce(t.yield_not_yet_known, 0) AS yield_not_yet_known,
    coalesce(t.yield_unknown, 0) AS yield_unknown,
    coalesce(t.yield_included_elsewhere, 0) AS yield_included_elsewhere,
    coalesce(t.yield_not_stated, 0) AS yield_not_stated,
    p.*
FROM pilot p
LEFT JOIN pilot_status s ON s.municipality = p.municipality AND s.pilot_id = p.id
    AND s.valid_from <= (SELECT proeftuin_as_of()) AND s.valid_until > (SELECT proeftuin_as_of())
LEFT JOIN pilot_total t ON t.pilot_id = p.id AND t.whole = (p.municipality = ANY ((SELECT proeftuin_scope())::text[])
    OR (SELECT '*' = ANY (proeftuin_scope())));
