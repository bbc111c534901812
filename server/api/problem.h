/*
 * Answers that say what went wrong (server/api): application/problem+json (RFC 9457), in Dutch or English. Each kind of
 * problem stands once, in this list: stable code, HTTP status, title and detail in both languages. No SQLSTATE, table
 * or constraint name ever reaches a client.
 */
#ifndef API_PROBLEM_H
#define API_PROBLEM_H

#include <proeftuin/buffer.h>
#include <proeftuin/fault.h>
#include <proeftuin/language.h>

/* X(symbol, code, status, title nl, title en, detail nl, detail en) */
#define API_PROBLEMS(X)                                                                                             \
    X(PROBLEM_INVALID, "invalidInput", 400, "Ongeldige invoer", "Invalid input",                                    \
        "De invoer klopt niet; errors noemt elke fout en haar plaats.",                                             \
        "The input is not right; errors names each fault and its place.")                                           \
    X(PROBLEM_MESSAGE, "invalidMessage", 400, "Ongeldig bericht", "Invalid message",                                \
        "Het HTTP-bericht zelf is niet geldig en wordt niet gelezen.",                                              \
        "The HTTP message itself is not valid and is not read.")                                                    \
    X(PROBLEM_UNAUTHENTICATED, "unauthenticated", 401, "Geen geldige sleutel", "No valid key",                      \
        "Hier is een geldige API-sleutel nodig: Authorization: Bearer pft_...",                                     \
        "This takes a valid API key: Authorization: Bearer pft_...")                                                \
    X(PROBLEM_FORBIDDEN, "forbidden", 403, "Niet toegestaan", "Forbidden",                                          \
        "Deze sleutel heeft hier de rol niet voor; /v1/me zegt wat hij mag.",                                       \
        "This key does not have the role for this; /v1/me says what it may do.")                                    \
    X(PROBLEM_NOT_FOUND, "notFound", 404, "Niet gevonden", "Not found", "Op dit adres staat niets.",                \
        "There is nothing at this address.")                                                                        \
    X(PROBLEM_METHOD, "methodNotAllowed", 405, "Methode niet toegestaan", "Method not allowed",                     \
        "Deze methode kan hier niet; Allow noemt welke wel.",                                                       \
        "This method does not work here; Allow names those that do.")                                               \
    X(PROBLEM_NOT_ACCEPTABLE, "notAcceptable", 406, "Geen passende vorm", "Not acceptable",                         \
        "In deze vorm is dit antwoord er niet; acceptable noemt welke er wel zijn.",                                \
        "This answer does not exist in this form; acceptable names those that do.")                                 \
    X(PROBLEM_CONFLICT, "conflict", 409, "Nu niet mogelijk", "Conflict",                                            \
        "Een ander schrijft steeds in deze regel; probeer het opnieuw.",                                            \
        "Somebody else keeps writing to this row; try again.")                                                      \
    X(PROBLEM_HAS_CHILDREN, "hasChildren", 409, "Er hangt nog iets aan", "Something depends on this",               \
        "Deze regel kan niet weg zolang andere ernaar verwijzen; children noemt hoeveel.",                          \
        "This row can't go while others point to it; children says how many.")                                      \
    X(PROBLEM_KEY_REUSED, "idempotencyKeyReused", 409, "Sleutel al gebruikt", "Key used before",                    \
        "Deze Idempotency-Key hoort bij een ander verzoek; gebruik een nieuwe.",                                    \
        "This Idempotency-Key belongs to another request; use a new one.")                                          \
    X(PROBLEM_GONE, "gone", 410, "Verwijderd", "Gone",                                                              \
        "De regel die met deze Idempotency-Key is toegevoegd, is sindsdien verwijderd.",                            \
        "The row that was added with this Idempotency-Key has been deleted since.")                                 \
    X(PROBLEM_CURSOR_EXPIRED, "cursorExpired", 410, "Cursor verlopen", "Cursor expired",                            \
        "Deze cursor van /v1/changes geldt niet meer: begin opnieuw, zonder since.",                                \
        "This cursor of /v1/changes no longer holds: begin again, without since.")                                  \
    X(PROBLEM_PRECONDITION, "preconditionFailed", 412, "Intussen gewijzigd", "Changed meanwhile",                   \
        "De regel heeft een andere versie dan If-Match noemt.", "The row has another version than If-Match names.") \
    X(PROBLEM_TOO_LARGE, "tooLarge", 413, "Te groot", "Too large", "De inhoud van het verzoek is te groot.",        \
        "The body of the request is too large.")                                                                    \
    X(PROBLEM_TARGET_LONG, "addressTooLong", 414, "Adres te lang", "Address too long",                              \
        "Het adres van het verzoek is te lang.", "The address of the request is too long.")                         \
    X(PROBLEM_MEDIA_TYPE, "unsupportedMediaType", 415, "Verkeerd mediatype", "Unsupported media type",              \
        "De inhoud moet application/json zijn (bij PATCH ook application/merge-patch+json).",                       \
        "The body must be application/json (with PATCH also application/merge-patch+json).")                        \
    X(PROBLEM_EXPECTATION, "expectationFailed", 417, "Verwachting niet mogelijk", "Expectation failed",             \
        "Alleen Expect: 100-continue wordt begrepen.", "Only Expect: 100-continue is understood.")                  \
    X(PROBLEM_TOO_MANY, "tooManyRequests", 429, "Te veel verzoeken", "Too many requests",                           \
        "Wacht zo veel seconden als Retry-After zegt.", "Wait as many seconds as Retry-After says.")                \
    X(PROBLEM_INTERNAL, "internal", 500, "Interne fout", "Internal error",                                          \
        "Dit is een fout van het register zelf. Er is niets opgeslagen.",                                           \
        "This is a mistake of the register itself. Nothing was stored.")                                            \
    X(PROBLEM_NOT_IMPLEMENTED, "notImplemented", 501, "Onbekende methode", "Unknown method",                        \
        "Deze HTTP-methode wordt nergens begrepen.", "This HTTP method is understood nowhere.")                     \
    X(PROBLEM_UNAVAILABLE, "unavailable", 503, "Even niet beschikbaar", "Unavailable",                              \
        "Het register kan nu niet antwoorden; probeer het zo weer.",                                                \
        "The register can't answer now; try again shortly.")                                                        \
    X(PROBLEM_UNKNOWN_OUTCOME, "unknownOutcome", 503, "Uitkomst onbekend", "Outcome unknown",                       \
        "Lees of de wijziging is opgeslagen voordat u het opnieuw probeert.",                                       \
        "Read whether the change was stored before you try again.")                                                 \
    X(PROBLEM_TIMEOUT, "timeout", 504, "Duurt te lang", "Takes too long", "Het antwoord bleef te lang uit.",        \
        "The answer took too long.")                                                                                \
    X(PROBLEM_HTTP_VERSION, "httpVersion", 505, "HTTP/1.1 nodig", "HTTP/1.1 needed",                                \
        "Dit antwoord heeft vooraf geen lengte; HTTP/1.0 kan het einde niet van een breuk onderscheiden.",          \
        "The length of this answer is not known before; HTTP/1.0 can't tell its end from a break.")

enum problem {
#define X(symbol, code, status, title_nl, title_en, detail_nl, detail_en) symbol,
    API_PROBLEMS(X)
#undef X
        PROBLEM_COUNT
};

unsigned problem_status(enum problem problem);
const char *problem_code(enum problem problem);

/* Opens the object and writes type, status, title, detail and code. The caller may add members, then closes it. */
void problem_open(struct buffer *out, enum problem problem, enum language language);

/* Writes `,"errors":[...]`. */
void problem_faults(struct buffer *out, const struct faults *faults, enum language language);

/* Writes `,"acceptable":[...]`: the media types of these forms (bit i: form i). */
void problem_forms(struct buffer *out, unsigned forms);

#endif
