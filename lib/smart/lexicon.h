/* The words that the SMART check knows, and what they may be (lib, private). The table itself is lexicon.def. */
#ifndef PROEFTUIN_SMART_LEXICON_H
#define PROEFTUIN_SMART_LEXICON_H

#include "tokens.h"

/* Classes of words; a word may have several, and what it is then follows from what stands around it. */
#define WORD_CLASSES(X)                                                                    \
    X(FUNCTION)   /* says nothing of a goal's object */                                    \
    X(DEFINITE)   /* "de", "onze": what follows is known already */                        \
    X(MONTH)      /* */                                                                    \
    X(SEASON)     /* */                                                                    \
    X(TIMEUNIT)   /* */                                                                    \
    X(SHORTUNIT)  /* hours and days */                                                     \
    X(PERIOD)     /* "collegeperiode", "schooljaar": has an end */                         \
    X(YEARNOUN)   /* what a year may follow: "schooljaar 2020" */                          \
    X(EDGE)       /* "eind", "medio", "begin" */                                           \
    X(PROJECT)    /* what starts or ends once: "pilot", "invoering" */                     \
    X(CASEEVENT)  /* what happens to each client: "aanmelding" */                          \
    X(RATE)       /* "jaarlijks" */                                                        \
    X(NEXT)       /* "komend", "dit" */                                                    \
    X(BYPREP)     /* before a date: that is the deadline */                                \
    X(BASELINE)   /* before a date: the goal is compared with that */                      \
    X(PAST)       /* tells how it is or was */                                             \
    X(NODATE)     /* "op termijn": like a deadline, but none */                            \
    X(FRACTION)   /* "kwart" */                                                            \
    X(FACTOR)     /* "verdubbelen" */                                                      \
    X(FULL)       /* "alle" */                                                             \
    X(NONE)       /* "geen" */                                                             \
    X(PERCENT)    /* */                                                                    \
    X(POINT)      /* "procentpunt" */                                                      \
    X(MONEY)      /* */                                                                    \
    X(COMPARATOR) /* before a number: that is a target */                                  \
    X(BENCHMARK)  /* a figure that can be looked up */                                     \
    X(INPUT)      /* before a number: that is what goes in, not what comes out */          \
    X(NAMENOUN)   /* before a number: that is a name, "artikel 3" */                       \
    X(HEDGE)      /* "waar mogelijk" */                                                    \
    X(UP)         /* */                                                                    \
    X(DOWN)       /* */                                                                    \
    X(VAGUE)      /* two readers may think of different things */                          \
    X(BROAD)      /* says too little alone, enough in a compound: "zorg", "thuiszorg" */   \
    X(ABSTRACT)   /* a condition, which needs to be somebody's: "eenzaamheid" */           \
    X(GROUP)      /* people or bodies that can be counted */                               \
    X(GENERIC)    /* people, but any: "inwoners" */                                        \
    X(CONCRETE)   /* a thing that can be pointed at */                                     \
    X(OUTPUT)     /* verbs of delivering */                                                \
    X(FRONT)      /* before a condition in a compound: whose it is, "jeugdwerkloosheid" */ \
    X(ACTIVITY)   /* verbs of doing, not of reaching */                                    \
    X(PHRASE)     /* part of a phrase of the lexicon */

enum word_class_index {
#define X(name) INDEX_##name,
    WORD_CLASSES(X)
#undef X
        WORD_CLASS_COUNT
};

/* The same as bits. */
#define FUNCTION (UINT64_C(1) << INDEX_FUNCTION)
#define DEFINITE (UINT64_C(1) << INDEX_DEFINITE)
#define MONTH (UINT64_C(1) << INDEX_MONTH)
#define SEASON (UINT64_C(1) << INDEX_SEASON)
#define TIMEUNIT (UINT64_C(1) << INDEX_TIMEUNIT)
#define SHORTUNIT (UINT64_C(1) << INDEX_SHORTUNIT)
#define PERIOD (UINT64_C(1) << INDEX_PERIOD)
#define YEARNOUN (UINT64_C(1) << INDEX_YEARNOUN)
#define EDGE (UINT64_C(1) << INDEX_EDGE)
#define PROJECT (UINT64_C(1) << INDEX_PROJECT)
#define CASEEVENT (UINT64_C(1) << INDEX_CASEEVENT)
#define RATE (UINT64_C(1) << INDEX_RATE)
#define NEXT (UINT64_C(1) << INDEX_NEXT)
#define BYPREP (UINT64_C(1) << INDEX_BYPREP)
#define BASELINE (UINT64_C(1) << INDEX_BASELINE)
#define PAST (UINT64_C(1) << INDEX_PAST)
#define NODATE (UINT64_C(1) << INDEX_NODATE)
#define FRACTION (UINT64_C(1) << INDEX_FRACTION)
#define FACTOR (UINT64_C(1) << INDEX_FACTOR)
#define FULL (UINT64_C(1) << INDEX_FULL)
#define NONE (UINT64_C(1) << INDEX_NONE)
#define PERCENT (UINT64_C(1) << INDEX_PERCENT)
#define POINT (UINT64_C(1) << INDEX_POINT)
#define MONEY (UINT64_C(1) << INDEX_MONEY)
#define COMPARATOR (UINT64_C(1) << INDEX_COMPARATOR)
#define BENCHMARK (UINT64_C(1) << INDEX_BENCHMARK)
#define INPUT (UINT64_C(1) << INDEX_INPUT)
#define NAMENOUN (UINT64_C(1) << INDEX_NAMENOUN)
#define HEDGE (UINT64_C(1) << INDEX_HEDGE)
#define UP (UINT64_C(1) << INDEX_UP)
#define DOWN (UINT64_C(1) << INDEX_DOWN)
#define VAGUE (UINT64_C(1) << INDEX_VAGUE)
#define BROAD (UINT64_C(1) << INDEX_BROAD)
#define ABSTRACT (UINT64_C(1) << INDEX_ABSTRACT)
#define GROUP (UINT64_C(1) << INDEX_GROUP)
#define GENERIC (UINT64_C(1) << INDEX_GENERIC)
#define CONCRETE (UINT64_C(1) << INDEX_CONCRETE)
#define OUTPUT (UINT64_C(1) << INDEX_OUTPUT)
#define FRONT (UINT64_C(1) << INDEX_FRONT)
#define ACTIVITY (UINT64_C(1) << INDEX_ACTIVITY)
#define PHRASE (UINT64_C(1) << INDEX_PHRASE)

/* What a noun phrase may be made of. */
#define CONTENT (VAGUE | BROAD | ABSTRACT | GROUP | GENERIC | CONCRETE)

struct lexeme {
    const char *word; /* folded; words of a phrase with a space between */
    uint64_t classes;
};

extern const struct lexeme smart_lexicon[];
extern const size_t smart_lexicon_count;

/* The classes of a word; 0: not known. */
uint64_t smart_lexicon_find(const char *word, size_t length);

/* Gives every token its classes: those of the word, of the phrase that it is in, or of the end of a compound. */
void smart_lexicon_classify(struct tokens *tokens);

#endif
