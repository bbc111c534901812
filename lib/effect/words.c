/* The codes and sentences of effects (lib). See words.h. */
#include "words.h"

const struct effect_word effect_conclusion_words[] = {
    [EFFECT_NOT_ESTABLISHED] = {"notEstablished", {NULL, NULL}},
    [EFFECT_TOO_SMALL] = {"tooSmall", {NULL, NULL}},
    [EFFECT_NOT_SHOWN] = {"noDifferenceShown", {NULL, NULL}},
    [EFFECT_SHOWN] = {"differenceShown", {NULL, NULL}},
};

const struct effect_word effect_reason_words[] = {
    [EFFECT_NO_REASON] = {NULL, {NULL, NULL}},
    [EFFECT_INCOMPLETE] = {"incomplete",
        {"Er zijn te weinig cijfers: nodig zijn een voor- en een nameting bij de deelnemers, of een nameting bij "
         "deelnemers en vergelijkingsgroep.",
            "There are too few figures: needed are the participants before and after, or participants and comparison "
            "group after."}},
    [EFFECT_WITHHELD] = {"withheld",
        {"Dit is hier niet vast te stellen: een van de cijfers gaat over te weinig mensen om te tonen.",
            "This can't be established here: one of the figures is about too few people to be shown."}},
    [EFFECT_SIZE_MISSING] = {"sizeMissing",
        {"Dit is niet vast te stellen: van een van de cijfers is niet bekend over hoeveel mensen het gaat.",
            "This can't be established: of one of the figures it is not known how many people it is about."}},
    [EFFECT_NOBODY] = {"nobody", {"Dit is niet vast te stellen: een van de cijfers gaat over niemand.",
                                     "This can't be established: one of the figures is about nobody."}},
    [EFFECT_COUNT_MISSING] = {"valueMissing",
        {"Dit is niet vast te stellen: een van de aantallen of gemiddelden is niet bekend.",
            "This can't be established: one of the counts or means is not known."}},
    [EFFECT_DEVIATION_MISSING] = {"deviationMissing",
        {"Dit is niet vast te stellen: bij een gemiddelde hoort een standaarddeviatie, en die is niet bekend.",
            "This can't be established: a mean needs its standard deviation, which is not known."}},
    [EFFECT_CONTRADICTORY] = {"contradictory", {"Dit is niet vast te stellen: de cijfers kunnen niet alle kloppen.",
                                                   "This can't be established: the figures can't all be right."}},
    [EFFECT_NO_SPREAD] = {"noSpread",
        {"Dit is niet vast te stellen: iedereen heeft dezelfde score, dus is niet te zeggen hoe zeker het verschil is.",
            "This can't be established: all have the same score, so nothing says how certain the difference is."}},
};

const struct effect_word effect_design_words[] = {
    [EFFECT_NO_DESIGN] = {NULL, {NULL, NULL}},
    [EFFECT_BEFORE_AFTER] = {"beforeAfter", {"Voor- en nameting bij de deelnemers", "Participants before and after"}},
    [EFFECT_COMPARED] = {"compared",
        {"Nameting bij deelnemers en vergelijkingsgroep", "Participants and comparison group, after"}},
    [EFFECT_BEFORE_AFTER_COMPARED] = {"beforeAfterCompared",
        {"Voor- en nameting bij deelnemers en vergelijkingsgroep",
            "Participants and comparison group, before and after"}},
};

const struct effect_word effect_method_words[] = {
    [EFFECT_NO_METHOD] = {NULL, {NULL, NULL}},
    [EFFECT_NEWCOMBE] = {"newcombe", {NULL, NULL}},
    [EFFECT_NEWCOMBE_PAIRED] = {"newcombePaired", {NULL, NULL}},
    [EFFECT_MOVER] = {"mover", {NULL, NULL}},
    [EFFECT_WELCH] = {"welch", {NULL, NULL}},
    [EFFECT_PAIRED_T] = {"pairedT", {NULL, NULL}},
    [EFFECT_SATTERTHWAITE] = {"satterthwaite", {NULL, NULL}},
};

const struct effect_word effect_claim_words[] = {
    [EFFECT_NO_CLAIM] = {NULL, {NULL, NULL}},
    [EFFECT_CLAIM_CHANGE] = {"change",
        {"Dit is een verandering en nog geen effect: zonder vergelijkingsgroep is niet te zeggen of die er zonder de "
         "pilot ook was geweest.",
            "This is a change and not yet an effect: without a comparison group nobody can say whether it would have "
            "come without the pilot too."}},
    [EFFECT_CLAIM_DIFFERENCE] = {"difference",
        {"De groepen zijn, voor zover bekend, niet door loting gevormd: het verschil kan ook komen doordat zij al van "
         "elkaar verschilden.",
            "As far as is known the groups were not formed by lot: the difference may also come from other differences "
            "between them."}},
    [EFFECT_CLAIM_MATCHED] = {"matchedDifference",
        {"De vergelijkingsgroep is gekozen om op de deelnemers te lijken; het verschil kan nog komen door iets waarin "
         "zij niet zijn vergeleken.",
            "The comparison group was chosen to be like the participants; the difference may still come from something "
            "in which they were not compared."}},
    [EFFECT_CLAIM_DIFFERENCE_IN_CHANGE] = {"differenceInChange",
        {"Dit wijst alleen op een effect als beide groepen zonder de pilot gelijk op waren gegaan; dat laten deze "
         "cijfers niet zien.",
            "This points to an effect only if both groups would have gone the same way without the pilot; these "
            "figures "
            "don't show that."}},
    [EFFECT_CLAIM_RANDOMISED] = {"randomised",
        {"De groepen zijn door loting gevormd, dus heeft de pilot er waarschijnlijk aan bijgedragen; met een onderzoek "
         "is dat niet zeker.",
            "The groups were formed by lot, so the pilot has probably contributed to it; one study does not make that "
            "certain."}},
};

const struct effect_word effect_caution_words[] = {
    [EFFECT_FEW_CASES] = {"fewCases", {"Het rust op weinig gevallen: een verwacht aantal is kleiner dan vijf.",
                                          "It rests on few cases: an expected count is under five."}},
    [EFFECT_FEW_FOR_MEAN] = {"fewForMean",
        {"Een groep telt minder dan dertig mensen: het interval klopt alleen als de scores ongeveer normaal zijn "
         "verdeeld.",
            "A group has under thirty people: the interval holds only if scores are about normally distributed."}},
    [EFFECT_PAIRING_UNKNOWN] = {"pairingUnknown",
        {"Niet bekend is of voor en na dezelfde mensen zijn gemeten; er is gerekend alsof het anderen waren.",
            "It is not known whether the same people were measured before and after; they are taken as others."}},
    [EFFECT_PAIRING_UNUSED] = {"pairingUnused",
        {"Voor en na zijn dezelfde mensen gemeten, maar niet bekend is hoe ieder veranderde; er is gerekend alsof het "
         "anderen waren.",
            "The same people were measured before and after, but how each changed is not known; they are taken as "
            "others."}},
    [EFFECT_DIFFERENT_PEOPLE] = {"differentPeople",
        {"Voor en na zijn verschillende mensen gemeten: het verschil kan komen doordat het anderen zijn.",
            "Other people were measured before than after: the difference may come from their being others."}},
    [EFFECT_FIGURES_UNUSED] = {"figuresUnused",
        {"Een cijfer zonder tegenhanger telt niet mee.", "A figure without a counterpart does not count."}},
};
_Static_assert(sizeof effect_caution_words / sizeof *effect_caution_words == EFFECT_CAUTIONS, "each has its words");

const struct bilingual effect_findings[][EFFECT_FINDINGS] = {
    [EFFECT_BEFORE_AFTER] = {[EFFECT_FINDING_HIGHER] = {"Bij de deelnemers was de uitkomst na afloop {0} hoger dan "
                                                        "daarvoor (betrouwbaarheidsinterval van {3} %: {1} tot {2}).",
                                 "The outcome of the participants was {0} higher after than before ({3} % confidence "
                                 "interval: {1} to {2})."},
        [EFFECT_FINDING_LOWER] = {"Bij de deelnemers was de uitkomst na afloop {0} lager dan daarvoor "
                                  "(betrouwbaarheidsinterval van {3} %: {1} tot {2}).",
            "The outcome of the participants was {0} lower after than before ({3} % confidence interval: {1} to {2})."},
        [EFFECT_FINDING_NOT_SHOWN] = {"Bij de deelnemers is geen verandering aangetoond: het verschil is {0} "
                                      "(betrouwbaarheidsinterval van {3} %: {1} tot {2}). Dat wil niet zeggen dat er "
                                      "niets is veranderd.",
            "No change of the participants is shown: the difference is {0} ({3} % confidence interval: {1} to {2}). "
            "That does not mean that nothing changed."}},
    [EFFECT_COMPARED] = {[EFFECT_FINDING_HIGHER] = {"Bij de deelnemers was de uitkomst {0} hoger dan in de "
                                                    "vergelijkingsgroep (betrouwbaarheidsinterval van {3} %: {1} tot "
                                                    "{2}).",
                             "The outcome of the participants was {0} higher than that of the comparison group ({3} % "
                             "confidence interval: {1} to {2})."},
        [EFFECT_FINDING_LOWER] = {"Bij de deelnemers was de uitkomst {0} lager dan in de vergelijkingsgroep "
                                  "(betrouwbaarheidsinterval van {3} %: {1} tot {2}).",
            "The outcome of the participants was {0} lower than that of the comparison group ({3} % confidence "
            "interval: {1} to {2})."},
        [EFFECT_FINDING_NOT_SHOWN] = {"Tussen deelnemers en vergelijkingsgroep is geen verschil aangetoond: het is {0} "
                                      "(betrouwbaarheidsinterval van {3} %: {1} tot {2}). Dat wil niet zeggen dat er "
                                      "geen is.",
            "No difference between participants and comparison group is shown: it is {0} ({3} % confidence interval: "
            "{1} to {2}). That does not mean that there is none."}},
    [EFFECT_BEFORE_AFTER_COMPARED] = {[EFFECT_FINDING_HIGHER] = {"De verandering bij de deelnemers was {0} hoger dan "
                                                                 "die in de vergelijkingsgroep "
                                                                 "(betrouwbaarheidsinterval van {3} %: {1} tot {2}).",
                                          "The change of the participants was {0} higher than that of the comparison "
                                          "group ({3} % confidence interval: {1} to {2})."},
        [EFFECT_FINDING_LOWER] = {"De verandering bij de deelnemers was {0} lager dan die in de vergelijkingsgroep "
                                  "(betrouwbaarheidsinterval van {3} %: {1} tot {2}).",
            "The change of the participants was {0} lower than that of the comparison group ({3} % confidence "
            "interval: {1} to {2})."},
        [EFFECT_FINDING_NOT_SHOWN] = {"Niet is aangetoond dat de deelnemers anders veranderden dan de "
                                      "vergelijkingsgroep: het verschil is {0} (betrouwbaarheidsinterval van {3} %: "
                                      "{1} "
                                      "tot {2}). Dat wil niet zeggen dat er geen is.",
            "It is not shown that the participants changed otherwise than the comparison group: the difference is {0} "
            "({3} % confidence interval: {1} to {2}). That does not mean that there is none."}},
};

const struct bilingual effect_wanted_words[2] = {
    {"Dat is niet de gewenste kant op.", "That is not the wanted way."},
    {"Dat is de gewenste kant op.", "That is the wanted way."},
};

const struct bilingual effect_tiny_words = {"Met minder dan {0} mensen in een groep valt er niets te concluderen: dan "
                                            "is een mens al meer dan tien procentpunt.",
    "With under {0} people in a group nothing can be concluded: one of them is over ten percentage points."};
