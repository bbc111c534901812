/*
 * The rules of the SMART check, one row each (lib): SMART_RULE(symbol, id, letter, severity, field, text in Dutch and
 * in English, suggestion in both, source). To be included with SMART_RULE defined; smart.h does.
 *
 * {0} is what the finding is about. Sources: Doran 1981 is in smart.h; Almelo 2018 is the evaluation of the
 * transformation by the Verwey-Jonker Instituut (document 5 of the design), Stichtse Vecht 2019 the answers on
 * innovative approaches (document 2), Document 1 the overview of experiments of Oude IJsselstreek.
 */
#ifdef SMART_RULE
/* clang-format off */
SMART_RULE(STATEMENT_EMPTY, "statementEmpty", SMART_SPECIFIC, SMART_ERROR, "statement",
    "Er staat geen doel.",
    "There is no goal.",
    "Schrijf in één zin wat er verandert, voor wie, hoeveel en wanneer.",
    "Write in one sentence what changes, for whom, by how much and by when.",
    "Doran 1981, p. 36")
SMART_RULE(OBJECT_MISSING, "objectMissing", SMART_SPECIFIC, SMART_ERROR, "statement",
    "Er staat niet wat er verandert of wordt geleverd.",
    "It does not say what changes or is delivered.",
    "Noem wat je straks kunt aanwijzen of tellen: bijvoorbeeld de wachttijd, het aantal uitkeringen, een loket.",
    "Name what can be pointed at or counted: a waiting time, the number of benefits, a desk.",
    "Doran 1981, p. 36")
SMART_RULE(OBJECT_VAGUE, "objectVague", SMART_SPECIFIC, SMART_ERROR, "statement",
    "Wat er verandert is alleen vaag benoemd (\"{0}\"): twee lezers kunnen er iets anders onder verstaan.",
    "What changes is only named vaguely (\"{0}\"): two readers may think of different things.",
    "Zeg waaraan je het ziet: wat doen of hebben mensen straks dat zij nu niet doen of hebben?",
    "Say what shows it: what will people do or have that they do not do or have now?",
    "Almelo 2018, conclusions: terms such as maatwerk and zelfredzaamheid need hands and feet")
SMART_RULE(GROUP_MISSING, "groupMissing", SMART_SPECIFIC, SMART_ERROR, "statement",
    "Er staat niet voor wie of waarvoor.",
    "It does not say for whom or for what.",
    "Noem de doelgroep of de voorziening: bijvoorbeeld alleenstaande ouderen, of de jeugd-ggz.",
    "Name the target group or the service: older people who live alone, say, or youth mental health care.",
    "Doran 1981, p. 36")
SMART_RULE(GROUP_GENERIC, "groupGeneric", SMART_SPECIFIC, SMART_INFO, "statement",
    "De doelgroep is ruim: \"{0}\".",
    "The target group is wide: \"{0}\".",
    "Zeg om welke groep het gaat, met leeftijd, situatie of gebied.",
    "Say which group is meant, by age, situation or area.",
    "Almelo 2018, chapter 3: specific groups need an approach of their own")
SMART_RULE(VAGUE_WORD, "vagueWord", SMART_SPECIFIC, SMART_INFO, "statement",
    "Het woord \"{0}\" is voor meer uitleg vatbaar.",
    "The word \"{0}\" can be read in more ways than one.",
    "Vervang het door wat je bedoelt, of leg het vast in de definitie van de indicator.",
    "Replace it by what is meant, or settle it in the definition of the indicator.",
    "Almelo 2018, conclusions: terms such as maatwerk and zelfredzaamheid need hands and feet")
SMART_RULE(OUTPUT_ONLY, "outputOnly", SMART_SPECIFIC, SMART_INFO, "statement",
    "Het doel zegt wat er wordt geleverd, niet wat dat verandert.",
    "The goal says what is delivered, not what that changes.",
    "Voeg toe wat er voor de doelgroep anders is als het er staat.",
    "Add what is different for the target group once it is there.",
    "Almelo 2018, chapter 4: no output or outcome figures to follow")
SMART_RULE(ACTIVITY_ONLY, "activityOnly", SMART_SPECIFIC, SMART_INFO, "statement",
    "Het doel beschrijft een inspanning (\"{0}\"), geen resultaat.",
    "The goal describes an effort (\"{0}\"), not a result.",
    "Schrijf op wat er klaar of anders is wanneer de inspanning is gelukt.",
    "Write down what is done or different when the effort has succeeded.",
    "Almelo 2018, chapter 4: no output or outcome figures to follow")
SMART_RULE(STATEMENT_LONG, "statementLong", SMART_SPECIFIC, SMART_INFO, "statement",
    "Alleen het begin van het doel is gelezen.",
    "Only the beginning of the goal was read.",
    "Splits het in doelen van één zin.",
    "Split it into goals of one sentence.",
    "lib/proeftuin/smart.h, SMART_STATEMENT_MOST")
SMART_RULE(NO_NUMBER, "noNumber", SMART_MEASURABLE, SMART_ERROR, "target",
    "Er staat geen getal, aandeel of volledige telling: je kunt niet tellen of het is gehaald.",
    "There is no number, share or full count: one cannot count whether it was reached.",
    "Noem een getal met zijn eenheid: \"van 120 naar 90 jongeren\", \"85 %\", \"alle scholen\".",
    "Name a number with its unit: \"from 120 to 90 young people\", \"85 %\", \"all schools\".",
    "Doran 1981, p. 36")
SMART_RULE(DIRECTION_ONLY, "directionOnly", SMART_MEASURABLE, SMART_ERROR, "target",
    "Er staat een richting (\"{0}\"), maar niet hoeveel.",
    "There is a direction (\"{0}\"), but not how much.",
    "Zeg hoeveel: \"10 % minder\", \"van 8 naar 4 weken\", \"halveren\".",
    "Say how much: \"10 % fewer\", \"from 8 to 4 weeks\", \"halve\".",
    "Doran 1981, p. 36")
SMART_RULE(COUNT_HEDGED, "countHedged", SMART_MEASURABLE, SMART_ERROR, "statement",
    "De telling wordt teruggenomen door \"{0}\".",
    "The count is taken back by \"{0}\".",
    "Zeg voor hoeveel of voor welk deel het in elk geval geldt.",
    "Say for how many or for which part it holds in any case.",
    "Doran 1981, p. 36")
SMART_RULE(COUNT_OF_VAGUE, "countOfVague", SMART_MEASURABLE, SMART_ERROR, "statement",
    "\"{0}\" telt iets dat niet te tellen is: object of doelgroep is vaag.",
    "\"{0}\" counts what cannot be counted: the object or the group is vague.",
    "Zeg waaraan je bij elk van hen ziet dat het is gehaald.",
    "Say what shows for each of them that it was reached.",
    "Almelo 2018, conclusions: terms such as maatwerk and zelfredzaamheid need hands and feet")
SMART_RULE(NUMBER_NO_TARGET, "numberNoTarget", SMART_MEASURABLE, SMART_INFO, "target",
    "\"{0}\" is gelezen als leeftijd, naam, omvang of budget, niet als streefwaarde.",
    "\"{0}\" was read as an age, a name, a size or a budget, not as a target.",
    "Is het wel de streefwaarde, schrijf dan \"naar\" of \"minimaal\" ervoor.",
    "If it is the target, write \"to\" or \"at least\" before it.",
    "docs/smart.md, What the letters mean")
SMART_RULE(PERCENT_OR_POINT, "percentOrPoint", SMART_MEASURABLE, SMART_WARNING, "unit",
    "Een verandering met {0}: procent of procentpunt?",
    "A change by {0}: per cent or percentage points?",
    "Noem de procentpunten: van 20 % naar 25 %, of 5 % van 20 %?",
    "Name the percentage points: from 20 % to 25 %, or 5 % of 20 %?",
    "Genootschap Onze Taal, Taalloket: procent / procentpunt")
SMART_RULE(BASELINE_MISSING, "baselineMissing", SMART_MEASURABLE, SMART_WARNING, "baseline",
    "Er is geen nulmeting: onbekend is waar je begint.",
    "There is no baseline: where this starts is not known.",
    "Noem de waarde van nu met de datum: \"van 78 % (2018) naar 85 %\".",
    "Name the present value with its date: \"from 78 % (2018) to 85 %\".",
    "Almelo 2018, chapter 4: no output or outcome figures to follow")
SMART_RULE(BASELINE_UNDATED, "baselineUndated", SMART_MEASURABLE, SMART_INFO, "baselineOn",
    "De nulmeting heeft geen datum.",
    "The baseline has no date.",
    "Noem de dag of het jaar van de nulmeting.",
    "Name the day or year of the baseline.",
    "Almelo 2018, chapter 4: no output or outcome figures to follow")
SMART_RULE(TARGET_IS_BASELINE, "targetIsBaseline", SMART_MEASURABLE, SMART_ERROR, "target",
    "De streefwaarde is gelijk aan de nulmeting, terwijl er iets moet veranderen.",
    "The target equals the baseline, though something is to change.",
    "Noem een andere streefwaarde, of kies als richting: gelijk houden.",
    "Name another target, or choose as direction: maintain.",
    "Doran 1981, p. 36")
SMART_RULE(TARGET_AGAINST_DIRECTION, "targetAgainstDirection", SMART_MEASURABLE, SMART_ERROR, "target",
    "De streefwaarde ligt ten opzichte van de nulmeting aan de verkeerde kant voor de richting.",
    "Seen from the baseline the target lies on the wrong side for the direction.",
    "Draai de richting om, of verwissel nulmeting en streefwaarde.",
    "Turn the direction round, or swap baseline and target.",
    "Doran 1981, p. 36")
SMART_RULE(DIRECTION_DIFFERS, "directionDiffers", SMART_MEASURABLE, SMART_WARNING, "direction",
    "De tekst gaat een andere kant op dan de vastgelegde richting.",
    "The text goes another way than the recorded direction.",
    "Maak tekst en richting gelijk.",
    "Make text and direction agree.",
    "Stichtse Vecht 2019, answer 3")
SMART_RULE(TARGET_DIFFERS, "targetDiffers", SMART_MEASURABLE, SMART_WARNING, "target",
    "De tekst noemt {0}, en dat is niet de vastgelegde streefwaarde.",
    "The text says {0}, which is not the recorded target.",
    "Maak tekst en streefwaarde gelijk.",
    "Make text and target agree.",
    "Stichtse Vecht 2019, answer 3")
SMART_RULE(QUALITATIVE_NUMBER, "qualitativeNumber", SMART_MEASURABLE, SMART_ERROR, "target",
    "Een kwalitatieve maat heeft geen getal.",
    "A qualitative measure has no number.",
    "Kies een maat die telt, of beschrijf de streefwaarde in woorden.",
    "Choose a measure that counts, or describe the target in words.",
    "Almelo 2018, chapter 4: no output or outcome figures to follow")
SMART_RULE(PERCENTAGE_RANGE, "percentageRange", SMART_MEASURABLE, SMART_ERROR, "target",
    "Een percentage ligt tussen 0 en 100.",
    "A percentage lies between 0 and 100.",
    "Controleer nulmeting en streefwaarde, of kies een andere maat.",
    "Check baseline and target, or choose another measure.",
    "Genootschap Onze Taal, Taalloket: procent / procentpunt")
SMART_RULE(COUNT_RANGE, "countRange", SMART_MEASURABLE, SMART_ERROR, "target",
    "Een aantal is heel en niet negatief.",
    "A count is whole and not negative.",
    "Controleer nulmeting en streefwaarde, of kies een andere maat.",
    "Check baseline and target, or choose another measure.",
    "Doran 1981, p. 36")
SMART_RULE(UNIT_MISSING, "unitMissing", SMART_MEASURABLE, SMART_ERROR, "unit",
    "De streefwaarde heeft geen eenheid.",
    "The target has no unit.",
    "Noem de eenheid: cliënten, weken, euro, procent.",
    "Name the unit: clients, weeks, euros, per cent.",
    "Doran 1981, p. 36")
SMART_RULE(DENOMINATOR_MISSING, "denominatorMissing", SMART_MEASURABLE, SMART_WARNING, "denominator",
    "Onbekend is waarvan dit een percentage is.",
    "Of what this is a percentage is not known.",
    "Noem de noemer: van alle huishoudens, van de aanmeldingen in dat jaar.",
    "Name the denominator: of all households, of the applications of that year.",
    "Almelo 2018, chapter 5: 62 % of active respondents is not 62 % of residents")
SMART_RULE(SOURCE_MISSING, "sourceMissing", SMART_MEASURABLE, SMART_INFO, "source",
    "Onbekend is waar de cijfers vandaan komen.",
    "Where the figures come from is not known.",
    "Noem de registratie of het onderzoek dat de cijfers levert.",
    "Name the register or the survey that gives the figures.",
    "Stichtse Vecht 2019, answer 3")
SMART_RULE(FREQUENCY_MISSING, "frequencyMissing", SMART_MEASURABLE, SMART_INFO, "frequency",
    "Onbekend is hoe vaak er wordt gemeten.",
    "How often it is measured is not known.",
    "Noem hoe vaak er wordt gemeten, bijvoorbeeld elk kwartaal.",
    "Say how often it is measured: each quarter, for instance.",
    "Stichtse Vecht 2019, answer 3")
SMART_RULE(AGREED_BY_MISSING, "agreedByMissing", SMART_ACCEPTABLE, SMART_INFO, "agreedBy",
    "Niet vastgelegd is wie met dit doel heeft ingestemd.",
    "Who agreed to this goal is not recorded.",
    "Leg vast wie heeft ingestemd: raad, college, partners, deelnemers.",
    "Record who agreed: council, executive, partners, participants.",
    "Stichtse Vecht 2019, answer 4")
SMART_RULE(AGREED_ON_MISSING, "agreedOnMissing", SMART_ACCEPTABLE, SMART_INFO, "agreedOn",
    "Niet vastgelegd is wanneer er is ingestemd.",
    "When it was agreed is not recorded.",
    "Leg de datum van het besluit of de afspraak vast.",
    "Record the date of the decision or the agreement.",
    "Stichtse Vecht 2019, answer 4")
SMART_RULE(AGREED_LATER, "agreedLater", SMART_ACCEPTABLE, SMART_ERROR, "agreedOn",
    "De instemming is gedateerd na vandaag ({0}).",
    "The agreement is dated after today ({0}).",
    "Leg een afspraak pas vast als zij er is.",
    "Record an agreement once it is there.",
    "Stichtse Vecht 2019, answer 4")
SMART_RULE(OWNER_MISSING, "ownerMissing", SMART_ACCEPTABLE, SMART_INFO, "owner",
    "Het doel heeft geen eigenaar.",
    "The goal has no owner.",
    "Noem wie erop aanspreekbaar is.",
    "Name who answers for it.",
    "Doran 1981, p. 36: assignable")
SMART_RULE(ASSUMPTIONS_MISSING, "assumptionsMissing", SMART_REALISTIC, SMART_INFO, "assumptions",
    "Niet vastgelegd is op welke veronderstellingen het doel rust.",
    "On which assumptions the goal rests is not recorded.",
    "Schrijf op waarom dit zou werken.",
    "Write down why this should work.",
    "Stichtse Vecht 2019, answer 3")
SMART_RULE(FEASIBILITY_MISSING, "feasibilityMissing", SMART_REALISTIC, SMART_INFO, "feasibilitySource",
    "Niet vastgelegd is waaruit blijkt dat het haalbaar is.",
    "What shows that it can be done is not recorded.",
    "Noem een eerdere meting, een pilot elders of een onderzoek.",
    "Name an earlier measurement, a pilot elsewhere or a study.",
    "Almelo 2018, chapter 6: savings that were assumed, not shown")
SMART_RULE(NO_DEADLINE, "noDeadline", SMART_TIME_BOUND, SMART_ERROR, "deadline",
    "Er staat geen datum of periode bij.",
    "There is no date or period.",
    "Zeg wanneer het is gehaald: \"eind 2020\", \"binnen zes maanden na de start\".",
    "Say by when: \"by the end of 2020\", \"within six months of the start\".",
    "Doran 1981, p. 36")
SMART_RULE(RATE_ONLY, "rateOnly", SMART_TIME_BOUND, SMART_ERROR, "deadline",
    "Een tempo (\"{0}\") heeft geen einde.",
    "A rate (\"{0}\") has no end.",
    "Zeg vanaf wanneer en tot wanneer: \"van 2020 tot en met 2022 jaarlijks\".",
    "Say from when until when: \"each year from 2020 to 2022\".",
    "docs/smart.md, What the letters mean")
SMART_RULE(OPEN_TERM, "openTerm", SMART_TIME_BOUND, SMART_ERROR, "deadline",
    "\"{0}\" is geen datum.",
    "\"{0}\" is no date.",
    "Noem de dag, het kwartaal of het jaar.",
    "Name the day, the quarter or the year.",
    "docs/smart.md, What the letters mean")
SMART_RULE(ONLY_PAST_DATE, "onlyPastDate", SMART_TIME_BOUND, SMART_INFO, "deadline",
    "De datum in de tekst ({0}) hoort bij de nulmeting.",
    "The date in the text ({0}) belongs to the baseline.",
    "Zeg ook wanneer het doel is gehaald.",
    "Say by when the goal is reached, too.",
    "docs/smart.md, What the letters mean")
SMART_RULE(ANCHOR_MISSING, "anchorMissing", SMART_TIME_BOUND, SMART_INFO, "deadline",
    "Onbekend is vanaf wanneer \"{0}\" telt.",
    "From when \"{0}\" counts is not known.",
    "Noem het begin: \"na de start van de pilot op 1 maart\".",
    "Name the beginning: \"after the start of the pilot on 1 March\".",
    "docs/smart.md, What the letters mean")
SMART_RULE(EACH_CASE, "eachCase", SMART_TIME_BOUND, SMART_INFO, "deadline",
    "\"{0}\" is een termijn per geval; onbekend is vanaf wanneer die wordt gehaald.",
    "\"{0}\" is a term for each case; from when it is kept is not known.",
    "Zeg ook vanaf welke datum elk geval hieraan voldoet.",
    "Say as well from which date every case meets it.",
    "docs/smart.md, What the letters mean")
SMART_RULE(RELATIVE_DATE, "relativeDate", SMART_TIME_BOUND, SMART_INFO, "deadline",
    "\"{0}\" hangt af van wanneer je het leest.",
    "What \"{0}\" is depends on when it is read.",
    "Noem het jaar of de datum.",
    "Name the year or the date.",
    "docs/smart.md, What the letters mean")
SMART_RULE(DEADLINE_DIFFERS, "deadlineDiffers", SMART_TIME_BOUND, SMART_WARNING, "deadline",
    "De tekst noemt {0}, en dat is niet de vastgelegde einddatum.",
    "The text says {0}, which is not the recorded deadline.",
    "Maak tekst en einddatum gelijk.",
    "Make text and deadline agree.",
    "Stichtse Vecht 2019, answer 3")
SMART_RULE(DEADLINE_BEFORE_BASELINE, "deadlineBeforeBaseline", SMART_TIME_BOUND, SMART_ERROR, "deadline",
    "De einddatum ligt niet na de nulmeting.",
    "The deadline is not after the baseline.",
    "Controleer beide data.",
    "Check both dates.",
    "Doran 1981, p. 36")
SMART_RULE(DEADLINE_BEFORE_PILOT, "deadlineBeforePilot", SMART_TIME_BOUND, SMART_ERROR, "deadline",
    "De einddatum ligt voor de start van de pilot.",
    "The deadline lies before the start of the pilot.",
    "Controleer de einddatum van het doel en de start van de pilot.",
    "Check the deadline of the goal and the start of the pilot.",
    "Document 1: start and end dates of each pilot")
SMART_RULE(DEADLINE_PASSED, "deadlinePassed", SMART_TIME_BOUND, SMART_INFO, "deadline",
    "De einddatum ({0}) is voorbij.",
    "The deadline ({0}) is past.",
    "Beoordeel of het doel is gehaald, of stel een nieuw doel.",
    "Judge whether the goal was reached, or set a new one.",
    "Stichtse Vecht 2019, answer 3")
/* clang-format on */
#endif
