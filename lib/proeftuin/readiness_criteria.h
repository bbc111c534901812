/*
 * The criteria of embedding readiness, one row each (lib): READINESS_CRITERION(symbol, id, group, judge, question in
 * Dutch and in English, what passes, what fails, source). To be included with READINESS_CRITERION defined; readiness.h
 * does. What neither passes nor fails is unknown; what can't apply to the pilot is told by readiness.h.
 *
 * Sources. Document 2: the answers on innovative approaches of Stichtse Vecht (2019). Document 5: the evaluation of
 * the transformation in Almelo (Verwey-Jonker Instituut, April 2018). Public practice: "Beginning with the end in
 * mind: planning pilot projects and other programmatic research for successful scaling up" (WHO and ExpandNet, 2011),
 * by the subject of the recommendation; the Magenta Book, "Central Government guidance on evaluation" (HM Treasury,
 * 2020); "Werkwijzer voor kosten-batenanalyse in het sociale domein" (SEO Economisch Onderzoek, 2016); the levels of
 * evidence of the Dutch databases of effective interventions (NJi, Movisie); Gemeentewet; Algemene wet bestuursrecht
 * (Awb).
 */
#ifdef READINESS_CRITERION
/* clang-format off */
READINESS_CRITERION(GOALS_SMART, "goalsSmart", GOALS, goals_smart,
    "Zijn de doelen specifiek, meetbaar en tijdgebonden?",
    "Are the goals specific, measurable and time-bound?",
    "each goal meets S, M and T of the SMART check",
    "a goal does not meet one of them",
    "Document 2, answer 3; document 5, recommendation 1")
READINESS_CRITERION(GOALS_BEFORE_START, "goalsBeforeStart", GOALS, goals_before_start,
    "Stonden er meetbare doelen vast voor de start?",
    "Were measurable goals settled before the start?",
    "a goal with a figure was agreed on or before the first day of the start",
    "each goal with a figure was agreed after the start",
    "Document 2, answer 3; Magenta Book 2020: evaluation is designed before the start")
READINESS_CRITERION(CRITERIA_BEFORE_MEASUREMENT, "criteriaBeforeMeasurement", GOALS, criteria_before_measurement,
    "Stonden de streefwaarden vast voordat er werd gemeten?",
    "Were the targets settled before anything was measured?",
    "each goal with a target and a measurement after its baseline was agreed before the first one",
    "one was agreed after it",
    "Magenta Book 2020; document 2, answer 3: adjust when assumptions prove wrong, so they are set down first")
READINESS_CRITERION(DATA_PLAN, "dataPlan", GOALS, data_plan,
    "Is vastgelegd waaruit en hoe vaak er wordt gemeten?",
    "Is it settled from what and how often it is measured?",
    "each goal has an indicator, a source of its figures and a frequency",
    "never: what is not recorded is unknown",
    "Document 2, answer 3; document 5, par. 2.2.5: agreements on how results are recorded and monitored; "
    "ExpandNet 2011: assessing and documenting")
READINESS_CRITERION(EVALUATION_PLANNED, "evaluationPlanned", GOALS, evaluation_planned,
    "Was de evaluatie gepland voor de start?",
    "Was the evaluation planned before the start?",
    "an evaluation was promised, or made beforehand, on or before the first day of the start",
    "each that is dated was promised, or made beforehand, after the start",
    "Magenta Book 2020; ExpandNet 2011: assessing and documenting")
READINESS_CRITERION(COUNCIL_CONSENT, "councilConsent", TRIAL, council_consent,
    "Heeft de raad ingestemd met het afwijken van beleid of kaders?",
    "Has the council consented to deviating from policy or frameworks?",
    "the council has approved",
    "it deviates, and no approval counts (the finding consentMissing)",
    "Document 2, answer 4")
READINESS_CRITERION(MONITORED, "monitored", TRIAL, monitored,
    "Worden de doelen gemeten, en zo vaak als is afgesproken?",
    "Are the goals measured, and as often as was agreed?",
    "each goal has a measurement, and none is late",
    "the pilot is active, and the last measurement of a goal is older than two of its periods",
    "Document 2, answer 3; document 1: a report every quarter")
READINESS_CRITERION(ROUTINE_CONDITIONS, "routineConditions", TRIAL, routine_conditions,
    "Is het beproefd in gewone omstandigheden en met gewone middelen?",
    "Was it tried under routine conditions and with the usual means?",
    "it is recorded that it was",
    "it is recorded that it was not, or the pilot was paid from an innovation budget",
    "Document 5, par. 2.2.3 and 6.2.3; ExpandNet 2011: routine operating conditions")
READINESS_CRITERION(LESSONS_DRAWN, "lessonsDrawn", TRIAL, lessons_drawn,
    "Zijn er lessen vastgelegd?",
    "Were lessons recorded?",
    "a lesson of the pilot or of its evaluation is known",
    "never: what is not recorded is unknown",
    "Document 5, par. 6.2.3 and 6.4: without it insights, energy and money are lost; ExpandNet 2011: learning")
READINESS_CRITERION(EVALUATED, "evaluated", EVIDENCE, evaluated,
    "Is de pilot geëvalueerd, en is bekend hoe?",
    "Was the pilot evaluated, and is it known how?",
    "an evaluation of which the methods are known",
    "never: what is not recorded is unknown",
    "Document 5, annex 2; Magenta Book 2020")
READINESS_CRITERION(VERDICT, "verdict", EVIDENCE, verdict,
    "Oordeelt de evaluatie dat het werkt?",
    "Does the evaluation find that it works?",
    "the last verdict is that it is successful, wholly or partly",
    "the last verdict is that it is not, or that it can't be shown",
    "Document 1, the column \"succesvol\"; document 2, answer 3")
READINESS_CRITERION(EVIDENCE_LEVEL, "evidenceLevel", EVIDENCE, evidence_level,
    "Is het bewijs sterker dan ervaring en beschrijving?",
    "Is the evidence stronger than experience and description?",
    "the last level that was assessed is one of indications of effect",
    "it is experience, a description or a theory",
    "Levels of evidence of the databases of effective interventions (NJi, Movisie); ExpandNet 2011: evidence "
    "before scaling up")
READINESS_CRITERION(YIELD_ESTABLISHED, "yieldEstablished", EVIDENCE, yield_established,
    "Is bekend wat het heeft opgeleverd in geld?",
    "Is it known what it has yielded in money?",
    "a yield that is estimated, secured or realised has a known amount",
    "it is stated that the yield is unknown, not yet known or pro memoria",
    "Document 5, annex 3 and par. 6.2.1")
READINESS_CRITERION(EMBEDDING_CONSIDERED, "embeddingConsidered", EMBEDDING, embedding_considered,
    "Is voor de start nagedacht over borging?",
    "Was embedding thought out before the start?",
    "it was first set down on or before the first day of the start",
    "it was first set down after the start",
    "Document 5, par. 6.2.3 and recommendation 10; ExpandNet 2011: expectations of scaling up")
READINESS_CRITERION(OWNER, "owner", EMBEDDING, owner,
    "Is bekend wie het na de proef uitvoert?",
    "Is it known who carries it on after the trial?",
    "an owner is recorded",
    "never: what is not recorded is unknown",
    "Document 5, annex 3, row 6: the neighbourhood teams took it over; recommendation 3")
READINESS_CRITERION(CONDITIONS, "conditions", EMBEDDING, conditions,
    "Is bekend wat nodig is om het regulier te maken?",
    "Is it known what it takes to make it regular?",
    "conditions are recorded, or a lesson of that kind",
    "never: what is not recorded is unknown",
    "Document 5, par. 2.2.3 and recommendation 10; ExpandNet 2011: changes that are needed")
READINESS_CRITERION(CASELOAD, "caseload", EMBEDDING, caseload,
    "Blijft er na de proef even veel tijd per cliënt?",
    "Does as much time remain for each client after the trial?",
    "it is recorded that it does",
    "it is recorded that it does not",
    "Document 5, par. 6.2.3: it fails when the caseload goes up again; recommendation 4")
READINESS_CRITERION(ROOM, "room", EMBEDDING, room,
    "Blijft er na de proef even veel regelruimte?",
    "Does as much room to decide remain after the trial?",
    "it is recorded that it does",
    "it is recorded that it does not",
    "Document 5, par. 2.2.3, 2.2.4 and recommendation 4")
READINESS_CRITERION(REPLACES, "replaces", EMBEDDING, replaces,
    "Is bekend wat ervoor stopt?",
    "Is it known what stops for it?",
    "what it replaces is recorded",
    "never: what is not recorded is unknown",
    "Document 5, annex 3, row 5: instead of indicated day care; Werkwijzer 2016: costs and benefits against "
    "what there was")
READINESS_CRITERION(STRUCTURAL_FUNDING, "structuralFunding", MONEY, structural_funding,
    "Is er structurele dekking?",
    "Is there structural cover?",
    "structural funding is recorded, or a structural line of cost or funding that is at least budgeted",
    "it is recorded that there is none, or all lines of cost and funding are for once",
    "Gemeentewet, art. 189, second paragraph: the budget is balanced structurally; document 5, par. 6.2.3; "
    "ExpandNet 2011: funding beyond the pilot")
READINESS_CRITERION(PAYER_AND_GAINER, "payerAndGainer", MONEY, payer_and_gainer,
    "Is bekend wie betaalt en wie eraan verdient?",
    "Is it known who pays and who gains?",
    "a cost has a funding source and a yield a beneficiary; the latter is not asked when no yield is to be had",
    "never: what is not recorded is unknown",
    "Werkwijzer 2016: costs and benefits by party; document 5, par. 6.2.2: costs come long before benefits")
READINESS_CRITERION(YIELD_CASHABLE, "yieldCashable", MONEY, yield_cashable,
    "Is de opbrengst een besparing in de begroting?",
    "Is the yield a saving in the budget?",
    "a known yield is a saving in the budget",
    "known yields are costs avoided, and no saving in the budget",
    "Document 5, par. 6.2.1: gross, costs that the pilots are said to have prevented; Werkwijzer 2016")
READINESS_CRITERION(DECISION_TAKEN, "decisionTaken", DECISION, decision_taken,
    "Is besloten over het vervolg?",
    "Has it been decided what follows?",
    "a decision to make it regular, scale it up, stop it, split or merge it is taken",
    "the pilot is past its end without one",
    "Document 1: made regular, extended or stopped; document 5, letter, recommendation 6")
READINESS_CRITERION(DECISION_COMPLETE, "decisionComplete", DECISION, decision_complete,
    "Heeft dat besluit een datum, een orgaan en een reden?",
    "Does that decision have a date, a body and a reason?",
    "all three are known of the last such decision",
    "never: what is not recorded is unknown",
    "Awb, art. 3:46 and 3:47: a decision rests on reasons, and gives them; document 1 dates no decision")
/* clang-format on */
#endif
