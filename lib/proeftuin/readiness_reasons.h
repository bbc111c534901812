/*
 * Why a criterion of embedding readiness comes out as it does, one row each (lib): READINESS_REASON(symbol, id, text in
 * Dutch and in English); {0} and on are the judgement's facts. To be included with READINESS_REASON defined.
 */
#ifdef READINESS_REASON
/* clang-format off */
READINESS_REASON(NO_GOAL, "noGoal",
    "Er is geen doel bekend.", "No goal is known.")
READINESS_REASON(GOALS_ARE_SMART, "goalsAreSmart",
    "Alle doelen ({0}) zijn specifiek, meetbaar en tijdgebonden.",
    "All goals ({0}) are specific, measurable and time-bound.")
READINESS_REASON(GOAL_NOT_SMART, "goalNotSmart",
    "Een doel is niet SMART: specifiek {0}, meetbaar {1}, tijdgebonden {2}.",
    "A goal is not SMART: specific {0}, measurable {1}, time-bound {2}.")
READINESS_REASON(GOAL_AGREED_BEFORE, "goalAgreedBefore",
    "Een meetbaar doel is afgesproken op {0}, niet na de start ({1}).",
    "A measurable goal was agreed on {0}, not after the start ({1}).")
READINESS_REASON(GOALS_AGREED_AFTER, "goalsAgreedAfter",
    "Het eerste meetbare doel is afgesproken op {0}, na de start ({1}).",
    "The first measurable goal was agreed on {0}, after the start ({1}).")
READINESS_REASON(AGREEMENT_OR_START_UNKNOWN, "agreementOrStartUnknown",
    "Van geen meetbaar doel is bekend of het voor de start ({0}) is afgesproken.",
    "Of no measurable goal it is known whether it was agreed before the start ({0}).")
READINESS_REASON(TARGETS_FIRST, "targetsFirst",
    "De streefwaarde van {0} stond vast voor de eerste meting ({1}).",
    "The target of {0} was settled before the first measurement ({1}).")
READINESS_REASON(TARGET_AFTER_MEASUREMENT, "targetAfterMeasurement",
    "De streefwaarde is van {0}, na de eerste meting ({1}).",
    "The target is of {0}, after the first measurement ({1}).")
READINESS_REASON(NO_DATED_PAIR, "noDatedPair",
    "Er is geen streefwaarde met een datum naast een meting met een datum.",
    "There is no dated target beside a dated measurement.")
READINESS_REASON(DATA_PLANNED, "dataPlanned",
    "Bij alle doelen ({0}) staan indicator, bron en frequentie.",
    "All goals ({0}) have an indicator, a source and a frequency.")
READINESS_REASON(DATA_PLAN_INCOMPLETE, "dataPlanIncomplete",
    "Bij {0} van {1} doelen ontbreken indicator, bron of frequentie.",
    "Of {0} of {1} goals the indicator, the source or the frequency is missing.")
READINESS_REASON(PLANNED_BEFORE, "plannedBefore",
    "De evaluatie is gepland of vooraf gedaan op {0}, niet na de start ({1}).",
    "The evaluation was planned or made beforehand on {0}, not after the start ({1}).")
READINESS_REASON(PLANNED_AFTER, "plannedAfter",
    "De evaluatie is pas gepland of gedaan op {0}, na de start ({1}).",
    "The evaluation was planned or made only on {0}, after the start ({1}).")
READINESS_REASON(NO_PLAN, "noPlan",
    "Van geen evaluatie is bekend dat zij voor de start ({0}) was gepland.",
    "Of no evaluation it is known that it was planned before the start ({0}).")
READINESS_REASON(DOES_NOT_DEVIATE, "doesNotDeviate",
    "De pilot wijkt niet af van beleid en valt binnen de kaders.",
    "The pilot does not deviate from policy and lies within the frameworks.")
READINESS_REASON(DEVIATION_UNKNOWN, "deviationUnknown",
    "Niet bekend is of de pilot afwijkt: van beleid {0}, buiten de kaders {1}.",
    "It is not known whether the pilot deviates: from policy {0}, outside the frameworks {1}.")
READINESS_REASON(APPROVED, "approved",
    "De raad heeft ingestemd ({0}).", "The council has consented ({0}).")
READINESS_REASON(APPROVED_BY_UNKNOWN, "approvedByUnknown",
    "Er is ingestemd ({0}), maar niet bekend is door wie.", "Consent was given ({0}), but it is not known by whom.")
READINESS_REASON(NOT_APPROVED, "notApproved",
    "Afwijken van beleid: {0}; buiten de kaders: {1}. Toestemming van de raad is niet bekend.",
    "Deviates from policy: {0}; outside the frameworks: {1}. No consent of the council is known.")
READINESS_REASON(ALL_MEASURED, "allMeasured",
    "Bij alle doelen ({0}) is er een meting.", "All goals ({0}) have a measurement.")
READINESS_REASON(MEASUREMENT_LATE, "measurementLate",
    "De laatste meting van een doel is van {0}, {1} dag(en) geleden; afgesproken is: {2}.",
    "The last measurement of a goal is of {0}, {1} day(s) ago; agreed is: {2}.")
READINESS_REASON(NOT_ALL_MEASURED, "notAllMeasured",
    "Van {0} van {1} doelen is geen meting bekend.", "Of {0} of {1} goals no measurement is known.")
READINESS_REASON(ROUTINE, "routine",
    "Beproefd in gewone omstandigheden en met gewone middelen.",
    "Tried under routine conditions and with the usual means.")
READINESS_REASON(NOT_ROUTINE, "notRoutine",
    "Niet beproefd in gewone omstandigheden of niet met gewone middelen.",
    "Not tried under routine conditions, or not with the usual means.")
READINESS_REASON(INNOVATION_MONEY, "innovationMoney",
    "Betaald uit een innovatiebudget ({0}), niet uit gewone middelen.",
    "Paid from an innovation budget ({0}), not from the usual means.")
READINESS_REASON(ROUTINE_UNKNOWN, "routineUnknown",
    "Niet bekend is onder welke omstandigheden het is beproefd.",
    "It is not known under what circumstances it was tried.")
READINESS_REASON(LESSONS, "lessons",
    "Er zijn {0} les(sen) vastgelegd.", "{0} lesson(s) are recorded.")
READINESS_REASON(NO_LESSON, "noLesson",
    "Er is geen les bekend.", "No lesson is known.")
READINESS_REASON(METHODS_KNOWN, "methodsKnown",
    "Er is een evaluatie ({0}) waarvan de methoden bekend zijn.",
    "There is an evaluation ({0}) of which the methods are known.")
READINESS_REASON(METHODS_UNKNOWN, "methodsUnknown",
    "Er is een evaluatie ({0}), maar niet bekend is hoe er is onderzocht.",
    "There is an evaluation ({0}), but it is not known how it was made.")
READINESS_REASON(NO_EVALUATION, "noEvaluation",
    "Er is geen evaluatie bekend.", "No evaluation is known.")
READINESS_REASON(VERDICT_GIVEN, "verdictGiven",
    "Het laatste oordeel: {0}.", "The last verdict: {0}.")
READINESS_REASON(NO_VERDICT, "noVerdict",
    "Er is geen oordeel bekend.", "No verdict is known.")
READINESS_REASON(LEVEL_ASSESSED, "levelAssessed",
    "De bewijskracht: {0}.", "The evidence level: {0}.")
READINESS_REASON(LEVEL_NOT_ASSESSED, "levelNotAssessed",
    "De bewijskracht is niet beoordeeld.", "The evidence level was not assessed.")
READINESS_REASON(YIELD_KNOWN, "yieldKnown",
    "Er is een opbrengst van {0} bekend ({1}).", "A yield of {0} is known ({1}).")
READINESS_REASON(YIELD_STATED_UNKNOWN, "yieldStatedUnknown",
    "De opbrengst is opgegeven als: {0}.", "The yield is stated as: {0}.")
READINESS_REASON(NO_YIELD_EXPECTED, "noYieldExpected",
    "Een opbrengst in geld is niet van toepassing.", "A yield in money is not applicable.")
READINESS_REASON(NO_YIELD_LINE, "noYieldLine",
    "Over een opbrengst die er is, is niets bekend.", "Nothing is known of a yield that is there.")
READINESS_REASON(CONSIDERED_BEFORE, "consideredBefore",
    "Over borging is nagedacht op {0}, niet na de start ({1}).",
    "Embedding was considered on {0}, not after the start ({1}).")
READINESS_REASON(CONSIDERED_AFTER, "consideredAfter",
    "Over borging is pas nagedacht op {0}, na de start ({1}).",
    "Embedding was considered only on {0}, after the start ({1}).")
READINESS_REASON(CONSIDERATION_UNKNOWN, "considerationUnknown",
    "Niet bekend is wanneer over borging is nagedacht ({0}; start: {1}).",
    "It is not known when embedding was considered ({0}; start: {1}).")
READINESS_REASON(OWNER_KNOWN, "ownerKnown",
    "Na de proef uitgevoerd door: {0}.", "Carried on after the trial by: {0}.")
READINESS_REASON(OWNER_UNKNOWN, "ownerUnknown",
    "Niet bekend is wie het na de proef uitvoert.", "It is not known who carries it on after the trial.")
READINESS_REASON(CONDITIONS_KNOWN, "conditionsKnown",
    "Voorwaarden zijn vastgelegd bij de pilot.", "Conditions are recorded with the pilot.")
READINESS_REASON(CONDITIONS_IN_LESSON, "conditionsInLesson",
    "Een les noemt een voorwaarde.", "A lesson names a condition.")
READINESS_REASON(CONDITIONS_UNKNOWN, "conditionsUnknown",
    "Niet bekend is wat nodig is om het regulier te maken.", "It is not known what it takes to make it regular.")
READINESS_REASON(STAYS, "stays",
    "Vastgelegd is dat het blijft.", "It is recorded that it stays.")
READINESS_REASON(DOES_NOT_STAY, "doesNotStay",
    "Vastgelegd is dat het niet blijft.", "It is recorded that it does not stay.")
READINESS_REASON(STAYING_UNKNOWN, "stayingUnknown",
    "Niet bekend is of het blijft.", "It is not known whether it stays.")
READINESS_REASON(REPLACES_KNOWN, "replacesKnown",
    "Komt in plaats van: {0}.", "Replaces: {0}.")
READINESS_REASON(REPLACES_UNKNOWN, "replacesUnknown",
    "Niet bekend is wat ervoor stopt.", "It is not known what stops for it.")
READINESS_REASON(FUNDING_RECORDED, "fundingRecorded",
    "Structurele dekking vastgelegd: {0}.", "Structural funding recorded: {0}.")
READINESS_REASON(STRUCTURAL_LINE, "structuralLine",
    "Er is een structurele regel van {0} ({1}).", "There is a structural line of {0} ({1}).")
READINESS_REASON(ONLY_ONE_OFF, "onlyOneOff",
    "Alle regels van kosten en dekking ({0}) zijn eenmalig.", "All lines of cost and funding ({0}) are for once.")
READINESS_REASON(FUNDING_UNKNOWN, "fundingUnknown",
    "Niet bekend is of het structureel is gedekt.", "It is not known whether it is covered structurally.")
READINESS_REASON(PAYER_AND_GAINER_KNOWN, "payerAndGainerKnown",
    "Betaald uit: {0}; ten gunste van: {1}.", "Paid from: {0}; to the benefit of: {1}.")
READINESS_REASON(PAYER_KNOWN_NO_YIELD, "payerKnownNoYield",
    "Betaald uit: {0}; een opbrengst in geld is niet van toepassing.",
    "Paid from: {0}; a yield in money is not applicable.")
READINESS_REASON(PAYER_OR_GAINER_UNKNOWN, "payerOrGainerUnknown",
    "Betaald uit: {0}; ten gunste van: {1}. Beide moeten bekend zijn.",
    "Paid from: {0}; to the benefit of: {1}. Both must be known.")
READINESS_REASON(YIELD_IS_CASHABLE, "yieldIsCashable",
    "De opbrengst van {0} is een besparing in de begroting.", "The yield of {0} is a saving in the budget.")
READINESS_REASON(YIELD_IS_AVOIDED, "yieldIsAvoided",
    "De opbrengst van {0} is vermeden kosten, geen besparing in de begroting.",
    "The yield of {0} is costs avoided, no saving in the budget.")
READINESS_REASON(YIELD_EFFECT_UNKNOWN, "yieldEffectUnknown",
    "Van geen bekende opbrengst is bekend of zij in de begroting merkbaar is.",
    "Of no known yield it is known whether it is felt in the budget.")
READINESS_REASON(DECIDED, "decided",
    "Er is besloten: {0} ({1}).", "It was decided: {0} ({1}).")
READINESS_REASON(PAST_END, "pastEnd",
    "De einddatum {0} is voorbij, zonder bekend besluit over het vervolg.",
    "The end date {0} is past, without a known decision on what follows.")
READINESS_REASON(NOT_DECIDED, "notDecided",
    "Er is geen besluit over het vervolg bekend (status: {0}).", "No decision on what follows is known (status: {0}).")
READINESS_REASON(DECISION_IS_COMPLETE, "decisionIsComplete",
    "Het besluit ({0}) is van {1}, door: {2}, met een reden.", "The decision ({0}) is of {1}, by: {2}, with a reason.")
READINESS_REASON(DECISION_INCOMPLETE, "decisionIncomplete",
    "Van het besluit ({0}) is bekend: datum {1}, orgaan {2}, reden {3}.",
    "Of the decision ({0}) is known: date {1}, body {2}, reason {3}.")
READINESS_REASON(NOT_CARRIED_ON, "notCarriedOn",
    "De pilot gaat zelf niet verder (status: {0}).", "The pilot itself does not go on (status: {0}).")
/* clang-format on */
#endif
