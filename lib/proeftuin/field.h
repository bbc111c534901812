/*
 * Resources as tables (lib): a resource is one static table of fields, and validation, SQL, JSON, CSV and documentation
 * follow from it. Adding a field is one migration and one row here.
 *
 * A field lives in the database column that bears its name in snake_case (see field_column()). A reference lives in
 * `<name>_id` and shows as two members, `<name>` (the id) and `<name>Reference` (the client's own key of what it points
 * to).
 */
#ifndef PROEFTUIN_FIELD_H
#define PROEFTUIN_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/buffer.h>
#include <proeftuin/code.h>
#include <proeftuin/fault.h>
#include <proeftuin/language.h>
#include <proeftuin/role.h>

struct field;
struct record;
struct resource;
struct value;

/* How a value stands in JSON. */
enum json_shape { JSON_SHAPE_STRING, JSON_SHAPE_INTEGER, JSON_SHAPE_NUMBER, JSON_SHAPE_BOOLEAN };

/* Which filters a query string may use on a field of a type. */
enum filter_kind {
    FILTER_NONE,
    FILTER_EQUALS,  /* name=a,b: any of them */
    FILTER_RANGE,   /* nameFrom=, nameTo=: both inclusive; and name= */
    FILTER_OVERLAPS /* name=a,b: a list that has any of them */
};

/* What one value of a field may be, and how it is written. One row a type; see lib/type/. */
struct type {
    const char *name;
    const char *sql;       /* PostgreSQL's name for the column's type */
    enum json_shape shape; /* of the value, or of each element */
    bool list;             /* a list of values: an array in JSON and SQL, `a|b` in CSV */
    unsigned decimals;     /* JSON_SHAPE_NUMBER: digits behind the point */
    enum filter_kind filter;
    const char *format; /* of OpenAPI; NULL: none */

    /* Reads one value (one element of a list) from text that is valid UTF-8, sets value->text and the typed member;
     * memory comes from the faults' arena. On bad input adds a fault at `place`, leaves `ret` alone and returns false.
     */
    bool (*parse)(const struct field *field, const char *text, size_t length, struct faults *faults,
        const struct place *place, struct value *ret);

    /* Writes one value (the whole list), given in PostgreSQL's text form, as JSON. */
    void (*write)(struct buffer *out, const char *sql_text, size_t length);

    /* Writes one value (one element of a list), likewise given, as the text of a CSV cell. NULL: just as it is; then a
     * text is kept from looking like a formula, and a number takes the decimal mark of its file. */
    void (*cell)(struct buffer *out, const char *sql_text, size_t length);
};

extern const struct type type_text;    /* one line */
extern const struct type type_prose;   /* any number of lines */
extern const struct type type_url;     /* an absolute http or https URL */
extern const struct type type_code;    /* one of field->codes */
extern const struct type type_codes;   /* any of field->codes, each once */
extern const struct type type_keys;    /* a list of keys of field->target, which is keyed by code */
extern const struct type type_integer; /* field->min to field->max */
extern const struct type type_integers;
extern const struct type type_amount; /* euros to the cent; field->min to field->max, or DECIMAL_MOST either way */
extern const struct type type_number; /* likewise, to four decimals */
extern const struct type type_boolean;
extern const struct type type_date;
extern const struct type type_instant;   /* read-only: UTC, to the microsecond */
extern const struct type type_uuid;      /* an id of our own making: UUIDv7, lower case */
extern const struct type type_reference; /* to field->target by id or by its reference */
extern const struct type type_owner;     /* to field->target by its code */

enum field_flag {
    FIELD_REQUIRED = 1 << 0,
    FIELD_READ_ONLY = 1 << 1,
    FIELD_IMMUTABLE = 1 << 2, /* given at creation, never changed */
    FIELD_FILTER = 1 << 3,
    FIELD_SORT = 1 << 4,
    FIELD_COMPUTED = 1 << 5, /* a column of the view <table>_read: in a list only when `fields` names it */
    FIELD_SEARCH = 1 << 6,
    FIELD_IDENTIFIER = 1 << 7, /* somebody's number or key of something, no free text: may look like a BSN */
    /* Counts people, or tells of such a count. It is read from the view <table>_read, which withholds what is too small
     * for who reads (migrations); the computed one that says which are withheld is always shown. */
    FIELD_PEOPLE = 1 << 8,
    /* Once the row's FIELD_FREEZES field has a value, which the database gives it, a change of a FIELD_FROZEN one needs
     * a reason: a goal that has been measured. */
    FIELD_FROZEN = 1 << 9,
    FIELD_FREEZES = 1 << 10
};

/* Several columns with one meaning: the first field of a group names it; its other fields follow in the table. */
enum field_group {
    GROUP_NONE,
    GROUP_PARTIAL_DATE, /* xDate, xPrecision, xBound (PARTIAL_DATE) */
    GROUP_AMOUNT        /* x, xStatus, xUpper, xQualifier, xPrecision (AMOUNT) */
};

/* Where the other members of an amount stand behind the first. */
enum amount_member { AMOUNT_STATUS = 1, AMOUNT_UPPER, AMOUNT_QUALIFIER, AMOUNT_PRECISION, AMOUNT_MEMBERS };

struct field {
    const char *name; /* in JSON, CSV and query strings: lowerCamelCase */
    const struct type *type;
    unsigned flags;
    enum field_group group;
    int64_t min; /* text: code points; numbers: value (of decimals, whole units; 0 and 0: DECIMAL_MOST) */
    int64_t max; /* likewise; lists: elements. Text without a max takes TEXT_MOST. */
    const struct code_list *codes;
    const struct resource *target;
    const char *standard; /* value of a new row that does not give one, in PostgreSQL's text form; NULL: null */
    const char *pattern;  /* POSIX extended regular expression that a text must match whole; NULL: any */
    struct bilingual title;
    struct bilingual about; /* what it means, in a sentence or two; becomes the column's comment */
};

enum { TEXT_MOST = 500, PROSE_MOST = 20000, LIST_MOST = 50, FIELDS_MOST = 64, PARTS_MOST = 8, NAME_SIZE = 64 };

/* How far from zero a decimal number may be. */
static const int64_t DECIMAL_MOST = INT64_C(1000000000000);

/* In a resource: its rows and their number. */
#define FIELD_TABLE(rows) .fields = (rows), .field_count = sizeof(rows) / sizeof *(rows)

struct resource {
    const char *path;  /* "progress-reports": in URLs; a part: its member's name ("links") */
    const char *name;  /* "progressReport" */
    const char *table; /* "progress_report" */
    const struct field *fields;
    size_t field_count;
    const struct resource *const *parts; /* lists that live and die with a row; NULL-terminated, or NULL */
    const struct resource *parent;       /* of a part; else NULL */
    unsigned key;                        /* index of the field that identifies a row: an id or a code */
    bool tenant;      /* its rows belong to a municipality: the fields of TENANT_FIELD_ROWS come first */
    enum role writer; /* who may write its rows in their municipality; where it is no tenant, everywhere */
    bool has_view;    /* <table>_read exists: it has computed fields */
    bool has_status;  /* its changes rewrite a status timeline: answers take `asOf` */
    /* Rules that span fields, on a record with all its values. NULL: none. */
    void (*rules)(const struct record *record, struct faults *faults);
    struct bilingual title; /* plural */
    struct bilingual one;   /* singular, for sentences: "er is geen {0} met deze sleutel" */
    struct bilingual about; /* becomes the table's comment */
};

/* The database column of a field: snake_case, and "_id" behind a reference. */
void field_column(const struct field *field, char ret[NAME_SIZE]);

/* Index of a field by its name (not NUL-terminated), or -1. `<name>Reference` finds the reference and sets
 * *by_reference; by_reference may be NULL, then only plain names count. */
int resource_field(const struct resource *resource, const char *name, size_t length, bool *by_reference);

/* How many fields the group has that a field is the first of; 1 when it is of none. */
static inline size_t group_size(const struct field *field)
{
    return field->group == GROUP_PARTIAL_DATE ? 3 : field->group == GROUP_AMOUNT ? AMOUNT_MEMBERS : 1;
}

/* Whether a row may have null in this field. */
static inline bool field_nullable(const struct field *field)
{
    return !(field->flags & (FIELD_REQUIRED | FIELD_READ_ONLY)) || field->flags & FIELD_COMPUTED;
}

/* Number of parts of a resource; index of a part by the name of its member, or -1. */
size_t resource_part_count(const struct resource *resource);
int resource_part(const struct resource *resource, const char *name, size_t length);

/* The row's comment in the database: English title and meaning. */
static inline bool field_writable(const struct field *field)
{
    return !(field->flags & (FIELD_READ_ONLY | FIELD_COMPUTED));
}

/* ---- Rows that many tables share ---- */

/* Fields of every row that belongs to a municipality, in this order (MODEL: "every row of a tenant resource also has").
 */
enum tenant_field {
    TENANT_ID,
    TENANT_MUNICIPALITY,
    TENANT_REFERENCE,
    TENANT_VERSION,
    TENANT_CREATED_AT,
    TENANT_UPDATED_AT,
    TENANT_PUBLIC,
    TENANT_DOCUMENT,
    TENANT_PLACE,
    TENANT_SOURCE_TEXT,
    TENANT_STATED_ON,
    TENANT_FIELDS /* where a resource's own fields begin */
};

extern const struct resource municipality_resource;
extern const struct resource document_resource;

/* PUBLIC_FLAGS: 0 where the row has its own `public`, FIELD_READ_ONLY where it takes its parent's. */
#define TENANT_FIELD_ROWS(public_flags)                                                                             \
    [TENANT_ID] = {.name = "id",                                                                                    \
        .type = &type_uuid,                                                                                         \
        .flags = FIELD_READ_ONLY | FIELD_FILTER | FIELD_SORT,                                                       \
        .title = {"Sleutel", "Key"},                                                                                \
        .about = {"Sleutel van deze regel, gegeven door het register (UUID versie 7).",                             \
            "Key of this row, given by the register (UUID version 7)."}},                                           \
    [TENANT_MUNICIPALITY] = {.name = "municipality",                                                                \
        .type = &type_owner,                                                                                        \
        .flags = FIELD_REQUIRED | FIELD_IMMUTABLE | FIELD_FILTER | FIELD_SORT,                                      \
        .target = &municipality_resource,                                                                           \
        .title = {"Gemeente", "Municipality"},                                                                      \
        .about = {"Code van de gemeente, de regio of het land van wie deze regel is, zoals gm1509.",                \
            "Code of the municipality, region or country that owns this row, such as gm1509."}},                    \
    [TENANT_REFERENCE] = {.name = "reference",                                                                      \
        .type = &type_text,                                                                                         \
        .flags = FIELD_FILTER | FIELD_SORT | FIELD_IDENTIFIER,                                                      \
        .min = 1,                                                                                                   \
        .max = 100,                                                                                                 \
        .title = {"Kenmerk", "Reference"},                                                                          \
        .about = {"Eigen sleutel van de gemeente, uniek binnen gemeente en soort.",                                 \
            "The municipality's own key, unique within municipality and resource."}},                               \
    [TENANT_VERSION] = {.name = "version",                                                                          \
        .type = &type_integer,                                                                                      \
        .flags = FIELD_READ_ONLY,                                                                                   \
        .min = 1,                                                                                                   \
        .max = INT32_MAX,                                                                                           \
        .title = {"Versie", "Version"},                                                                             \
        .about = {"Telt elke wijziging van de regel en haar onderdelen.",                                           \
            "Counts every change of the row and its parts."}},                                                      \
    [TENANT_CREATED_AT] = {.name = "createdAt",                                                                     \
        .type = &type_instant,                                                                                      \
        .flags = FIELD_READ_ONLY | FIELD_SORT,                                                                      \
        .title = {"Vastgelegd op", "Created at"},                                                                   \
        .about = {"Wanneer de regel in het register kwam.", "When the row came into the register."}},               \
    [TENANT_UPDATED_AT] = {.name = "updatedAt",                                                                     \
        .type = &type_instant,                                                                                      \
        .flags = FIELD_READ_ONLY | FIELD_SORT,                                                                      \
        .title = {"Gewijzigd op", "Updated at"},                                                                    \
        .about = {"Wanneer de regel het laatst is gewijzigd.", "When the row was last changed."}},                  \
    [TENANT_PUBLIC] = {.name = "public",                                                                            \
        .type = &type_boolean,                                                                                      \
        .flags = FIELD_FILTER | (public_flags),                                                                     \
        .standard = "f",                                                                                            \
        .title = {"Openbaar", "Public"},                                                                            \
        .about = {"Of iedereen deze regel mag lezen.", "Whether anybody may read this row."}},                      \
    [TENANT_DOCUMENT] = {.name = "document",                                                                        \
        .type = &type_reference,                                                                                    \
        .flags = FIELD_FILTER,                                                                                      \
        .target = &document_resource,                                                                               \
        .title = {"Document", "Document"},                                                                          \
        .about = {"Het document waaruit deze regel komt.", "The document that this row comes from."}},              \
    [TENANT_PLACE] = {.name = "place",                                                                              \
        .type = &type_text,                                                                                         \
        .max = 200,                                                                                                 \
        .title = {"Vindplaats", "Place"},                                                                           \
        .about = {"Waar in het document: pagina, tabel en regel.", "Where in the document: page, table and row."}}, \
    [TENANT_SOURCE_TEXT] = {.name = "sourceText",                                                                   \
        .type = &type_text,                                                                                         \
        .max = 500,                                                                                                 \
        .title = {"Zoals gedrukt", "As printed"},                                                                   \
        .about = {"Wat er gedrukt staat, kort.", "What is printed there, briefly."}},                               \
    [TENANT_STATED_ON] = {.name = "statedOn",                                                                       \
        .type = &type_date,                                                                                         \
        .flags = FIELD_FILTER,                                                                                      \
        .title = {"Verklaard op", "Stated on"},                                                                     \
        .about = {"De dag waarop de bron dit verklaarde.", "The day on which the source stated this."}}

/* The three fields of a partial date: PARTIAL_DATE(PILOT_START, "start", ...) fills PILOT_START_DATE,
 * PILOT_START_PRECISION and PILOT_START_BOUND, which must follow each other in the enum. */
#define PARTIAL_DATE(symbol, stem, extra_flags, title_nl, title_en, about_nl, about_en) \
    [symbol##_DATE] = {.name = stem "Date",                                             \
        .type = &type_date,                                                             \
        .flags = FIELD_FILTER | FIELD_SORT | (extra_flags),                             \
        .group = GROUP_PARTIAL_DATE,                                                    \
        .title = {title_nl, title_en},                                                  \
        .about = {about_nl " Bij een ruimere precisie: de eerste dag van de periode.",  \
            about_en " With a wider precision: the first day of the period."}},         \
    [symbol##_PRECISION] = {.name = stem "Precision",                                   \
        .type = &type_code,                                                             \
        .flags = (extra_flags)&FIELD_FROZEN,                                            \
        .codes = &code_precisions,                                                      \
        .title = {title_nl ": precisie", title_en ": precision"},                       \
        .about = {"Hoe nauwkeurig de datum bekend is; standaard day.",                  \
            "How precisely the date is known; day if not given."}},                     \
    [symbol##_BOUND] = {.name = stem "Bound",                                           \
        .type = &type_code,                                                             \
        .flags = (extra_flags)&FIELD_FROZEN,                                            \
        .codes = &code_bounds,                                                          \
        .title = {title_nl ": grens", title_en ": bound"},                              \
        .about = {"Of de datum exact is, of een grens; standaard exact.",               \
            "Whether the date is exact or a bound; exact if not given."}}

/* The five fields of an amount of money: AMOUNT(BUDGET_LINE_AMOUNT, "amount", ...) fills BUDGET_LINE_AMOUNT and the
 * four that AMOUNT_FIELDS names behind it. */
#define AMOUNT(symbol, stem, title_nl, title_en, about_nl, about_en)                                                  \
    [symbol] = {.name = (stem),                                                                                       \
        .type = &type_amount,                                                                                         \
        .flags = FIELD_FILTER | FIELD_SORT,                                                                           \
        .group = GROUP_AMOUNT,                                                                                        \
        .title = {title_nl, title_en},                                                                                \
        .about = {about_nl " In euro's; van een bereik de ondergrens.",                                               \
            about_en " In euros; of a range the lower end."}},                                                        \
    [symbol##_STATUS] = {.name = stem "Status",                                                                       \
        .type = &type_code,                                                                                           \
        .flags = FIELD_REQUIRED | FIELD_FILTER,                                                                       \
        .codes = &code_amount_statuses,                                                                               \
        .title = {title_nl ": status", title_en ": status"},                                                          \
        .about = {"Of het bedrag bekend is, en zo niet wat de bron ervan zegt; standaard known met een bedrag, "      \
                  "anders "                                                                                           \
                  "notStated.",                                                                                       \
            "Whether the amount is known, and if not what the source says of it; if not given known with an amount, " \
            "else notStated."}},                                                                                      \
    [symbol##_UPPER] = {.name = stem "Upper",                                                                         \
        .type = &type_amount,                                                                                         \
        .title = {title_nl ": bovengrens", title_en ": upper end"},                                                   \
        .about = {"De bovengrens van een bereik (between).", "The upper end of a range (between)."}},                 \
    [symbol##_QUALIFIER] = {.name = stem "Qualifier",                                                                 \
        .type = &type_code,                                                                                           \
        .codes = &code_qualifiers,                                                                                    \
        .title = {title_nl ": aanduiding", title_en ": qualifier"},                                                   \
        .about = {"Of het bedrag exact is, ongeveer, minimaal, maximaal of een bereik; standaard exact.",             \
            "Whether the amount is exact, about, at least, at most or a range; exact if not given."}},                \
    [symbol##_PRECISION] = {.name = stem "Precision",                                                                 \
        .type = &type_amount,                                                                                         \
        .min = 0,                                                                                                     \
        .max = 1000000000,                                                                                            \
        .title = {title_nl ": nauwkeurigheid", title_en ": precision"},                                               \
        .about = {"Een halve eenheid van het laatste gedrukte cijfer: 50000 bij '5,9 miljoen'.",                      \
            "Half a unit of the last printed digit: 50000 with '5.9 million'."}}

/* Which members of a row are withheld from who reads it, because they count too few people; the last field of a
 * resource that has such members. `list` names them. */
#define WITHHELD_FIELD_ROW(list)                                                                                      \
    {                                                                                                                 \
        .name = "withheld", .type = &type_codes, .flags = FIELD_READ_ONLY | FIELD_COMPUTED | FIELD_PEOPLE, .max = 10, \
        .codes = &(list), .title = {"Achtergehouden", "Withheld"},                                                    \
        .about = {"Wat hier niet wordt getoond, omdat het over te weinig mensen gaat.",                               \
            "What is not shown here, because it is about too few people."},                                           \
    }

#endif
