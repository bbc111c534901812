/*
 * What is wrong with somebody's input (lib): a list of faults, each with a stable code, a place and the facts that its
 * text names. The texts stand here, once, in both languages; {0}, {1} and {2} are the facts.
 *
 * The shape follows the draft rule /core/error-handling/bad-request of the NL API Design Rules.
 */
#ifndef PROEFTUIN_FAULT_H
#define PROEFTUIN_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>
#include <proeftuin/language.h>

/* X(symbol, stable code, Dutch, English) */
#define PROEFTUIN_FAULTS(X)                                                                                            \
    X(FAULT_JSON_SYNTAX, "json.syntax", "dit is geen geldige JSON (regel {0}, kolom {1})",                             \
        "this is not valid JSON (line {0}, column {1})")                                                               \
    X(FAULT_JSON_DUPLICATE, "json.duplicateKey",                                                                       \
        "dezelfde sleutel staat twee keer in een object (regel {0}, kolom {1})",                                       \
        "the same key stands twice in one object (line {0}, column {1})")                                              \
    X(FAULT_JSON_DEPTH, "json.tooDeep", "de JSON is dieper genest dan {0} niveaus",                                    \
        "the JSON is nested over {0} levels")                                                                          \
    X(FAULT_JSON_NUMBER, "json.number", "dit getal is te groot om te lezen (regel {0}, kolom {1})",                    \
        "this number is too large to be read (line {0}, column {1})")                                                  \
    X(FAULT_JSON_LARGE, "json.tooLarge", "deze JSON heeft te veel onderdelen: samen meer dan {0} MiB",                 \
        "this JSON has too many parts: over {0} MiB together")                                                         \
    X(FAULT_JSON_NOT_OBJECT, "json.notAnObject", "hier hoort een JSON-object", "a JSON object belongs here")           \
    X(FAULT_BODY_EMPTY, "body.empty", "het verzoek heeft geen inhoud", "the request has no body")                      \
    X(FAULT_FIELD_UNKNOWN, "field.unknown", "dit veld bestaat niet", "this field does not exist")                      \
    X(FAULT_FIELD_READ_ONLY, "field.readOnly", "dit veld kan alleen worden gelezen", "this field can only be read")    \
    X(FAULT_FIELD_IMMUTABLE, "field.immutable", "dit veld ligt vast zodra de regel bestaat",                           \
        "this field is fixed once the row exists")                                                                     \
    X(FAULT_FIELD_REQUIRED, "field.required", "dit veld is verplicht", "this field is required")                       \
    X(FAULT_TYPE, "type", "hier hoort een waarde van type {0}", "a value of type {0} belongs here")                    \
    X(FAULT_TEXT_ENCODING, "text.encoding", "dit is geen geldige UTF-8-tekst", "this is not valid UTF-8 text")         \
    X(FAULT_TEXT_CONTROL, "text.controlCharacter", "deze tekst bevat een stuurteken",                                  \
        "this text contains a control character")                                                                      \
    X(FAULT_TEXT_SHORT, "text.tooShort", "deze tekst heeft minder dan {0} tekens",                                     \
        "this text has under {0} characters")                                                                          \
    X(FAULT_TEXT_LONG, "text.tooLong", "deze tekst heeft meer dan {0} tekens", "this text has over {0} characters")    \
    X(FAULT_TEXT_PATTERN, "text.pattern", "dit heeft niet de vorm {0}", "this does not have the form {0}")             \
    X(FAULT_TEXT_BSN, "text.bsn", "hier lijkt een burgerservicenummer te staan; dat hoort niet in het register",       \
        "a citizen service number (BSN) seems to stand here; it does not belong in the register")                      \
    X(FAULT_NUMBER_SMALL, "number.tooSmall", "dit getal is kleiner dan {0}", "this number is below {0}")               \
    X(FAULT_NUMBER_LARGE, "number.tooLarge", "dit getal is groter dan {0}", "this number is over {0}")                 \
    X(FAULT_NUMBER_DECIMALS, "number.decimals", "dit getal heeft meer dan {0} decimalen",                              \
        "this number has over {0} decimals")                                                                           \
    X(FAULT_DATE, "date.format", "dit is geen bestaande datum in de vorm JJJJ-MM-DD",                                  \
        "this is not an existing date of the form YYYY-MM-DD")                                                         \
    X(FAULT_DATE_PRECISION, "date.precision", "bij deze precisie hoort de eerste dag van de periode: {0}",             \
        "this precision takes the first day of its period: {0}")                                                       \
    X(FAULT_DATE_ORDER, "date.order", "deze datum ligt voor {0}", "this date is before {0}")                           \
    X(FAULT_DATE_UNKNOWN, "date.unknown", "bij precisie unknown hoort geen datum", "precision unknown takes no date")  \
    X(FAULT_CODE, "code.unknown", "'{0}' staat niet in de lijst {1}", "'{0}' is not in the list {1}")                  \
    X(FAULT_LIST_LONG, "list.tooLong", "deze lijst heeft meer dan {0} elementen", "this list has over {0} elements")   \
    X(FAULT_LIST_DUPLICATE, "list.duplicate", "'{0}' staat twee keer in deze lijst",                                   \
        "'{0}' stands twice in this list")                                                                             \
    X(FAULT_REFERENCE_UNKNOWN, "reference.unknown", "er is geen {0} met deze sleutel",                                 \
        "there is no {0} with this key")                                                                               \
    X(FAULT_REFERENCE_DISAGREES, "reference.disagrees", "{0} en {1} wijzen niet naar hetzelfde",                       \
        "{0} and {1} do not point to the same")                                                                        \
    X(FAULT_UNIQUE, "unique", "deze waarde is al in gebruik", "this value is in use already")                          \
    X(FAULT_RULE, "rule", "deze waarde past niet bij de regels van de tabel",                                          \
        "this value does not fit the table's rules")                                                                   \
    X(FAULT_RULE_NEEDS, "rule.needs", "dit is verplicht als {0} ontbreekt", "this is required when {0} is missing")    \
    X(FAULT_RULE_ONE_OF, "rule.oneOf", "precies een van {0} is nodig", "exactly one of {0} is needed")                 \
    X(FAULT_RULE_SELF, "rule.self", "een {0} kan niet naar zichzelf wijzen", "a {0} can't point to itself")            \
    X(FAULT_RULE_STATUS, "rule.amountStatus", "een bedrag staat er precies als zijn status known is; hier is die {0}", \
        "an amount is there exactly when its status is known; here that is {0}")                                       \
    X(FAULT_RULE_RANGE, "rule.range", "een bovengrens hoort precies bij {0}", "an upper bound goes with {0} alone")    \
    X(FAULT_RULE_ALONE, "rule.alone", "dit zegt niets zonder {0}", "this says nothing without {0}")                    \
    X(FAULT_RULE_CIRCLE, "rule.circle", "dit wijst in een kring naar zichzelf", "this points to itself in a circle")   \
    X(FAULT_RULE_PERIOD, "rule.period", "dit geldt niet in de jaren van deze regel",                                   \
        "this does not hold in the years of this row")                                                                 \
    X(FAULT_RULE_VARIANT, "rule.variant",                                                                              \
        "een variant hoort bij dezelfde pilot, soort en fase, en is zelf geen variant van een variant",                \
        "a variant has the same pilot, kind and stage, and is no variant of a variant")                                \
    X(FAULT_RULE_QUALITATIVE, "rule.qualitative", "een kwalitatieve indicator heeft geen waarde",                      \
        "a qualitative indicator has no value")                                                                        \
    X(FAULT_RULE_TOTAL, "rule.total", "de regels van deze pilot zijn samen meer dan een totaal kan zijn",              \
        "the lines of this pilot add up to more than a total can be")                                                  \
    X(FAULT_RULE_SHOWN, "rule.shown", "wat bij iets hoort dat niet openbaar is, is zelf niet openbaar",                \
        "what belongs to something that is not public is not public itself")                                           \
    X(FAULT_RULE_FROZEN, "rule.frozen",                                                                                \
        "dit ligt vast: wie het wijzigt, geeft een reden (de kop X-Audit-Toelichting; bij een import --reason)",       \
        "this is frozen: whoever changes it gives a reason (the header X-Audit-Toelichting; with an import --reason)") \
    X(FAULT_RULE_MANY, "rule.atMostOneOf", "hoogstens een van {0} kan", "at most one of {0} is possible")              \
    X(FAULT_RULE_ANY, "rule.anyOf", "minstens een van {0} is nodig", "at least one of {0} is needed")                  \
    X(FAULT_RULE_SAME, "rule.same", "dit moet gelijk zijn aan dat van de andere cijfers van deze uitkomst: {0}",       \
        "this must be that of the other figures of this outcome: {0}")                                                 \
    X(FAULT_RULE_FILTER, "rule.filter", "'{0}' is geen filter van {1}", "'{0}' is no filter of {1}")                   \
    X(FAULT_PARAMETER_UNKNOWN, "parameter.unknown", "deze parameter bestaat niet", "this parameter does not exist")    \
    X(FAULT_PARAMETER_TWICE, "parameter.twice", "deze parameter staat er twee keer", "this parameter is given twice")  \
    X(FAULT_PARAMETER_REQUIRED, "parameter.required", "deze parameter is verplicht", "this parameter is required")     \
    X(FAULT_PARAMETER_TOGETHER, "parameter.together", "deze parameter gaat niet samen met {0}",                        \
        "this parameter does not go together with {0}")                                                                \
    X(FAULT_PARAMETER_MANY, "parameter.tooMany", "het verzoek heeft meer dan {0} parameters",                          \
        "the request has over {0} parameters")                                                                         \
    X(FAULT_PARAMETER_ENCODING, "parameter.encoding", "deze procentcodering klopt niet",                               \
        "this percent-encoding is wrong")                                                                              \
    X(FAULT_PART, "part.unknown", "de lijst '{0}' bestaat niet", "there is no list '{0}'")                             \
    X(FAULT_FIELDS_PART, "fields.part", "'{0}' is in deze vorm een tabel apart: part={0}",                             \
        "'{0}' is a table of its own in this form: part={0}")                                                          \
    X(FAULT_SORT, "sort.unknown", "op '{0}' kan niet worden gesorteerd", "one can't sort by '{0}'")                    \
    X(FAULT_SORT_MANY, "sort.tooMany", "op hoogstens {0} velden kan worden gesorteerd",                                \
        "at most {0} fields can be sorted by")                                                                         \
    X(FAULT_FIELDS, "fields.unknown", "het veld '{0}' bestaat niet", "there is no field '{0}'")                        \
    X(FAULT_EXPAND, "expand.unknown", "'{0}' kan niet worden meegeleverd", "'{0}' can't be expanded")                  \
    X(FAULT_CURSOR, "cursor.invalid", "deze cursor hoort niet bij deze vraag",                                         \
        "this cursor does not belong to this query")                                                                   \
    X(FAULT_MESSAGE, "message", "dit deel van het HTTP-bericht is niet geldig",                                        \
        "this part of the HTTP message is not valid")                                                                  \
    X(FAULT_HEADER, "header.invalid", "deze kop heeft niet de vorm {0}", "this header does not have the form {0}")     \
    X(FAULT_CSV_SYNTAX, "csv.syntax", "dit is geen geldige CSV", "this is not valid CSV")                              \
    X(FAULT_CSV_HEADER, "csv.header", "de kolom '{0}' bestaat niet", "there is no column '{0}'")                       \
    X(FAULT_CSV_HEADER_TWICE, "csv.headerTwice", "de kolom '{0}' staat er twee keer", "the column '{0}' stands twice") \
    X(FAULT_CSV_CELLS, "csv.cells", "deze regel heeft {0} cellen; de kop heeft er {1}",                                \
        "this row has {0} cells; the header has {1}")                                                                  \
    X(FAULT_CSV_KEY_TWICE, "csv.keyTwice", "deze sleutel staat ook op regel {0}",                                      \
        "this key stands on line {0} as well")                                                                         \
    X(FAULT_CSV_KEY_ELSEWHERE, "csv.keyElsewhere", "deze sleutel staat ook in {0}, op regel {1}",                      \
        "this key stands in {0} as well, on line {1}")                                                                 \
    X(FAULT_CSV_PARENT, "csv.parent", "dit hoort bij geen regel van {0}", "this belongs to no row of {0}")             \
    X(FAULT_CSV_VERSION, "csv.version", "deze regel heeft in het register versie {0}",                                 \
        "the register has version {0} of this row")                                                                    \
    X(FAULT_CSV_EMPTY, "csv.empty", "dit bestand heeft geen kopregel", "this file has no header")                      \
    X(FAULT_CSV_LARGE, "csv.tooLarge", "dit bestand is groter dan {0} MiB", "this file is over {0} MiB")               \
    X(FAULT_CSV_ROWS, "csv.tooManyRows", "dit bestand heeft meer dan {0} regels", "this file has over {0} rows")       \
    X(FAULT_CSV_COLUMNS, "csv.tooManyCells", "deze regel heeft meer dan {0} cellen", "this row has over {0} cells")    \
    X(FAULT_CSV_CELL, "csv.cellTooLong", "hier staat een cel van meer dan {0} bytes",                                  \
        "here is a cell of over {0} bytes")                                                                            \
    X(FAULT_CSV_NONE, "csv.none", "in deze map staat geen CSV-bestand", "this directory has no CSV file")              \
    X(FAULT_CSV_FILE, "csv.file", "dit bestand hoort bij geen tabel", "this file belongs to no table")                 \
    X(FAULT_CSV_READ, "csv.read", "dit bestand kan niet worden gelezen: {0}", "this file can't be read: {0}")

enum fault_code {
#define X(symbol, code, nl, en) symbol,
    PROEFTUIN_FAULTS(X)
#undef X
        FAULT_COUNT
};

enum fault_in { FAULT_IN_BODY, FAULT_IN_QUERY, FAULT_IN_HEADER, FAULT_IN_PATH, FAULT_IN_FILE };

enum { FAULT_FACTS = 3, FAULT_MOST = 100 };

/* Where something stands: a chain on the caller's stack, written out only when there is a fault to report. */
struct place {
    const struct place *up; /* NULL at the top */
    const char *name;       /* a member, parameter, header or column; NULL: an element, or a row of a file */
    size_t index;           /* of the element, when name is NULL */
    const char *file;       /* of a row of a file, which has nothing above it; else NULL */
    size_t line;            /* its line, from 1; 0: the whole file */
};

struct fault {
    enum fault_code code;
    enum fault_in in;
    const char *location;           /* JSON Pointer, name of a parameter or header, or column; "" is the whole */
    const char *facts[FAULT_FACTS]; /* in the order of the text; unused ones NULL */
    const char *file;               /* FAULT_IN_FILE only; else NULL */
    size_t line;                    /* 1-based; 0: not tied to a line */
};

struct faults {
    struct arena *arena; /* everything below lives there */
    enum fault_in in;    /* given to each new fault */
    const char *file;    /* likewise, unless its place names one; NULL: none */
    size_t line;
    struct fault *items;
    size_t count;   /* at most FAULT_MOST: a client that sends a million errors gets the first hundred */
    size_t dropped; /* how many more there were, also for want of memory */
};

/* An empty list whose memory comes from `arena`. */
void faults_init(struct faults *faults, struct arena *arena, enum fault_in in);

/* Adds a fault at `place` (NULL: the whole). Facts are copied, long ones cut to 200 bytes and an
 * ellipsis; a NULL ends them. */
void faults_add(struct faults *faults, enum fault_code code, const struct place *place, ...) __attribute__((sentinel));

/* True when anything was reported, kept or dropped. */
bool faults_any(const struct faults *faults);

const char *fault_code_text(enum fault_code code);

/* Writes the sentence of a fault in a language: its facts filled in, first letter as in the table, no full stop. */
void fault_write(const struct fault *fault, enum language language, struct buffer *out);

#endif
