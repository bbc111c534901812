/*
 * States, reasons and signals of progress, one row each (lib). To be included with one or more of these defined;
 * progress.h does:
 *   PROGRESS_STATE(symbol, name, text in Dutch and in English, when it holds, source)
 *   PROGRESS_REASON(symbol, name, weight, text in Dutch and in English, source)
 *   PROCESS_RULE(symbol, name, text in Dutch and in English, source)
 *
 * Sources: Design is the register's design, section 6, "Progress"; Almelo 2018 the evaluation of the transformation by
 * the Verwey-Jonker Instituut (document 5 of the design); MDC is NHS England, Making Data Count; Wheeler is
 * Understanding Variation, 1993. "Choice" is a choice of this register where none of them says: docs/progress.md tells
 * why.
 */
/* clang-format off */
#ifdef PROGRESS_STATE
PROGRESS_STATE(ACHIEVED, "achieved", "Behaald", "Achieved",
    "progress >= 1; of a goal to maintain: the level is kept at a measurement on or after the deadline", "Design")
PROGRESS_STATE(ON_TRACK, "onTrack", "Op koers", "On track", "ratio >= 1", "Design")
PROGRESS_STATE(AT_RISK, "atRisk", "Risico", "At risk", "ratio >= 0.8", "Design")
PROGRESS_STATE(OFF_TRACK, "offTrack", "Niet op koers", "Off track",
    "ratio < 0.8, or measured on or after the deadline and not achieved", "Design; the latter: choice")
PROGRESS_STATE(NOT_ESTABLISHED, "notEstablished", "Niet vast te stellen", "Not established",
    "none of these can be said; at least one reason that blocks", "Design")
#endif
#ifdef PROGRESS_REASON
PROGRESS_REASON(IS_QUALITATIVE, "qualitative", PROGRESS_BLOCKS,
    "De indicator wordt verteld, niet geteld.",
    "The indicator is told, not counted.", "Almelo 2018, par. 4.2.4: counting and telling")
PROGRESS_REASON(NO_TARGET, "noTarget", PROGRESS_BLOCKS,
    "Het doel heeft geen streefwaarde.",
    "The goal has no target.", "Design; Almelo 2018, par. 4.2.4: no results to hold the goals against")
PROGRESS_REASON(NO_BASELINE, "noBaseline", PROGRESS_BLOCKS,
    "Het doel heeft geen beginwaarde.",
    "The goal has no baseline.", "Design; Almelo 2018, par. 4.2.4: a zero measurement first")
PROGRESS_REASON(TARGET_EQUALS_BASELINE, "targetEqualsBaseline", PROGRESS_BLOCKS,
    "De streefwaarde is gelijk aan de beginwaarde, en het doel is niet om die te behouden.",
    "The target equals the baseline, and the goal is not to maintain it.", "Design")
PROGRESS_REASON(DIRECTION_CONTRADICTS, "directionContradicts", PROGRESS_BLOCKS,
    "De richting van het doel is een andere dan die van beginwaarde naar streefwaarde.",
    "The direction of the goal is not the one from baseline to target.", "Choice")
PROGRESS_REASON(NO_DEADLINE, "noDeadline", PROGRESS_BLOCKS,
    "Er is geen termijn of tussendoel waaraan de stand kan worden afgemeten.",
    "There is no deadline or milestone to hold the figure against.", "Design: linear time needs an end")
PROGRESS_REASON(NO_BASELINE_DAY, "noBaselineDay", PROGRESS_BLOCKS,
    "De dag van de beginwaarde is niet bekend.",
    "The day of the baseline is not known.", "Design: linear time needs a beginning")
PROGRESS_REASON(DEADLINE_BEFORE_BASELINE, "deadlineBeforeBaseline", PROGRESS_BLOCKS,
    "De termijn ligt niet na de dag van de beginwaarde.",
    "The deadline is not after the day of the baseline.", "Choice")
PROGRESS_REASON(NO_SCALE, "noScale", PROGRESS_BLOCKS,
    "Een te behouden waarde van nul of minder kan niet deels worden behouden.",
    "A level of zero or less can't be kept in part.", "Choice")
PROGRESS_REASON(NO_MEASUREMENT, "noMeasurement", PROGRESS_BLOCKS,
    "Er is geen bruikbare meting na de beginwaarde.",
    "There is no measurement after the baseline that can be used.", "Design")
PROGRESS_REASON(STALE, "stale", PROGRESS_BLOCKS,
    "De laatste meting is ouder dan de meetfrequentie toelaat.",
    "The latest measurement is older than its frequency allows.", "Design; how old: choice")
PROGRESS_REASON(WITHHELD, "withheld", PROGRESS_BLOCKS,
    "De laatste meting wordt achtergehouden, omdat zij over te weinig mensen gaat.",
    "The latest measurement is withheld, because it is about too few people.", "docs/privacy.md")
PROGRESS_REASON(NOT_ADDITIVE, "notAdditive", PROGRESS_BLOCKS,
    "De cijfers van verschillende gebieden mogen niet worden opgeteld.",
    "The figures of several areas may not be added up.", "Almelo 2018, table 3: unique persons (BSN)")
PROGRESS_REASON(AREAS_SEPARATE, "areasSeparate", PROGRESS_BLOCKS,
    "Er staat niet hoe de cijfers van verschillende gebieden één worden.",
    "Nothing says how the figures of several areas become one.", "Choice")
PROGRESS_REASON(AREAS_MISSING, "areasMissing", PROGRESS_BLOCKS,
    "De laatste meting heeft niet alle gebieden die eerder zijn gemeten.",
    "The latest measurement lacks areas that were measured before.", "Choice")
PROGRESS_REASON(WEIGHTS_MISSING, "weightsMissing", PROGRESS_BLOCKS,
    "Voor een gewogen gemiddelde ontbreken de aantallen.",
    "The numbers for a weighted average are missing.", "Choice")
PROGRESS_REASON(RANGE_UNDECIDED, "rangeUndecided", PROGRESS_BLOCKS,
    "De meting is een bereik, en de toestand verschilt tussen zijn uiteinden.",
    "The measurement is a range, and the state differs between its ends.", "Choice")
PROGRESS_REASON(LATE, "late", PROGRESS_REMARK,
    "De termijn is voorbij.",
    "The deadline has passed.", "Design")
PROGRESS_REASON(AT_BEGINNING, "atBeginning", PROGRESS_REMARK,
    "Op de dag van de meting werd nog geen vooruitgang verwacht: er is geen verhouding.",
    "On the day of the measurement no progress was expected yet: there is no ratio.", "Choice")
PROGRESS_REASON(PROVISIONAL_REMARK, "provisional", PROGRESS_REMARK,
    "De laatste meting is voorlopig.",
    "The latest measurement is provisional.", "Choice")
PROGRESS_REASON(APPROXIMATE, "approximate", PROGRESS_REMARK,
    "De laatste meting is bij benadering, en is genomen zoals zij er staat.",
    "The latest measurement is approximate, and was taken as it stands.", "Choice")
PROGRESS_REASON(PERIODS_DIFFER, "periodsDiffer", PROGRESS_REMARK,
    "Op de dag van de laatste meting eindigen verschillende perioden; de kortste telt.",
    "On the day of the latest measurement several periods end; the shortest counts.", "Choice")
PROGRESS_REASON(SUSPECT_LEFT_OUT, "suspectLeftOut", PROGRESS_REMARK,
    "Metingen die in twijfel worden getrokken tellen niet mee.",
    "Measurements that are in doubt don't count.", "Choice")
PROGRESS_REASON(UNDATED_LEFT_OUT, "undatedLeftOut", PROGRESS_REMARK,
    "Metingen zonder datum tellen niet mee.",
    "Measurements without a date don't count.", "Choice")
PROGRESS_REASON(STORIES_LEFT_OUT, "storiesLeftOut", PROGRESS_REMARK,
    "Metingen zonder getal staan er ook: lees hun verhaal.",
    "There are measurements without a number too: read their stories.", "Almelo 2018, par. 4.2.4: counting and telling")
PROGRESS_REASON(FREQUENCY_UNKNOWN_REMARK, "frequencyUnknown", PROGRESS_REMARK,
    "Er staat niet hoe vaak wordt gemeten: of de meting verouderd is, is niet te zeggen.",
    "Nothing says how often it is measured: whether the measurement is stale can't be told.", "Choice")
PROGRESS_REASON(MORE_LEFT_OUT, "moreLeftOut", PROGRESS_REMARK,
    "Er zijn meer metingen dan er zijn gelezen; de laatste tellen.",
    "There are more measurements than were read; the latest count.", "docs/api.md")
#endif
#ifdef PROCESS_RULE
PROCESS_RULE(OUTSIDE, "outside",
    "Een waarde buiten de grenzen.",
    "A value outside the limits.", "Wheeler; MDC")
PROCESS_RULE(RUN, "run",
    "Zeven of meer waarden op rij aan één kant van het gemiddelde.",
    "Seven or more values in a row on one side of the mean.", "MDC")
PROCESS_RULE(NEAR_LIMIT, "nearLimit",
    "Twee van drie waarden op rij in of voorbij het buitenste derde deel aan één kant.",
    "Two of three values in a row in or beyond the outer third on one side.", "MDC; Western Electric, 1956, p. 25")
PROCESS_RULE(TREND, "trend",
    "Zeven of meer waarden op rij die elk hoger, of elk lager zijn dan de vorige.",
    "Seven or more values in a row, each higher or each lower than the one before.", "MDC")
#endif
/* clang-format on */
