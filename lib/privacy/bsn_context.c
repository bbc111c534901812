/* What stands around digits that may be a citizen service number (lib). See bsn.h. */
#include "bsn_internal.h"

#include <ctype.h>
#include <string.h>

/* ---- Characters ---- */

static const char *const spaces[] = {" ", "\t", "\u00a0", "\u202f", "\u2009"};
static const char euro[] = "\u20ac";

size_t bsn_space(const char *text, size_t length, size_t at)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        const size_t size = strlen(spaces[i]);

        if (at + size <= length && memcmp(text + at, spaces[i], size) == 0)
            return size;
    }
    return 0;
}

size_t bsn_space_before(const char *text, size_t at)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        const size_t size = strlen(spaces[i]);

        if (size <= at && memcmp(text + at - size, spaces[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t skip_spaces_back(const char *text, size_t at)
{
    for (size_t size; (size = bsn_space_before(text, at));)
        at -= size;
    return at;
}

static bool ends_with(const char *text, size_t at, const char *end)
{
    const size_t size = strlen(end);

    return size <= at && memcmp(text + at - size, end, size) == 0;
}

/* A letter: of ASCII, or a byte of U+00C0 to U+024F, as é and ï are. Other signs (quotes, dashes) are none. */
static bool is_letter_at(const char *text, size_t length, size_t at)
{
    const unsigned char c = (unsigned char)text[at];

    return isalpha(c) || (c >= 0xc3 && c <= 0xc9) ||
           (c >= 0x80 && c < 0xc0 && at > 0 && at < length && (unsigned char)text[at - 1] >= 0xc3 &&
               (unsigned char)text[at - 1] <= 0xc9);
}

static bool is_word_at(const char *text, size_t length, size_t at)
{
    return bsn_digit(text[at]) || text[at] == '_' || is_letter_at(text, length, at);
}

/* ---- Words ---- */

enum { WORD_SIZE = 32, WORDS_BACK = 6 };

/* Words that may stand between a number and what it is called. */
static bool is_filler(const char *word)
{
    static const char *const fillers[] = {"", "nr", "no", "nummer", "nummers", "is", "van", "met", "het", "de", "onder",
        "was", "als", "luidt", "betreft", "zijn", "haar"};

    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strcmp(word, fillers[i]) == 0)
            return true;
    return false;
}

static bool starts_with_any(const char *word, const char *const *stems)
{
    for (; *stems; stems++)
        if (strncmp(word, *stems, strlen(*stems)) == 0)
            return true;
    return false;
}

static bool ends_with_any(const char *word, const char *const *ends)
{
    for (; *ends; ends++)
        if (ends_with(word, strlen(word), *ends))
            return true;
    return false;
}

static bool calls_bsn(const char *word)
{
    static const char *const stems[] = {"bsn", "burgerservice", "sofi", NULL};

    return starts_with_any(word, stems);
}

/* A number of a thing. One of a person (klantnummer, cliëntnummer) may well be a BSN. */
static bool calls_otherwise(const char *word)
{
    static const char *const people[] = {
        "persoon", "cli", "klant", "pati", "burger", "inwoner", "identi", "leerling", NULL};
    static const char *const stems[] = {"zaak", "dossier", "kenmerk", "referentie", "ref", "factu", "kvk", "rsin",
        "btw", "oin", "iban", "besluit", "brief", "voorstel", "raadsvoorstel", "document", "registratie", "corsa",
        "verseon", "djuma", "decos", "tel", "telefoon", "fax", "mobiel", "order", "bestel", "verplichting", "grootboek",
        "kostenplaats", "polis", "artikel", "isbn", "issn", "rekening", "bank", "project", "subsidie", "vestiging",
        "inkoop", "contract", "overeenkomst", "beschikking", "giro", "fiscaal", "handelsregister", "post", "melding",
        "ticket", NULL};
    static const char *const ends[] = {"nummer", "nr", "kenmerk", "code", "nummers", NULL};

    return starts_with_any(word, stems) ||
           (!is_filler(word) && ends_with_any(word, ends) && !starts_with_any(word, people));
}

/* The word that ends before `at`: in lower case, without the signs within it ("b.s.n.", "BSN-nummer"). Returns where it
 * begins. Another number is a word without letters. */
static size_t word_before(const struct sighting *sighting, size_t at, char ret[WORD_SIZE])
{
    const char *text = sighting->text;
    size_t begin = at, length = 0;

    while (begin > 0 && !bsn_space_before(text, begin) && text[begin - 1] != '\n' && text[begin - 1] != '(')
        begin--;
    for (size_t i = begin; i < at && length < WORD_SIZE - 1; i++)
        if (is_letter_at(text, sighting->length, i))
            ret[length++] = (char)tolower((unsigned char)text[i]);
    ret[length] = '\0';
    return begin;
}

enum calling bsn_calling(const struct sighting *sighting)
{
    size_t at = sighting->begin;
    bool nearest = true;
    char word[WORD_SIZE];

    for (int i = 0; i < WORDS_BACK && at > 0; i++) {
        at = skip_spaces_back(sighting->text, at);
        if (at > 0 && (sighting->text[at - 1] == '\n' || sighting->text[at - 1] == '(')) {
            at--;
            continue;
        }
        at = word_before(sighting, at, word);
        if (calls_bsn(word))
            return CALLED_BSN;
        if (nearest && calls_otherwise(word))
            return CALLED_OTHERWISE;
        nearest = nearest && is_filler(word);
    }
    return CALLED_NOTHING;
}

/* ---- Part of something longer ---- */

/* A group of eight or nine digits ends before `at`: the sign between is one of a list of numbers. */
static bool number_ends(const char *text, size_t at)
{
    size_t begin = at;

    while (begin > 0 && bsn_digit(text[begin - 1]))
        begin--;
    return at - begin == BSN_DIGITS || at - begin == BSN_DIGITS - 1;
}

static bool joined_before(const struct sighting *sighting, bool called)
{
    const char *text = sighting->text;
    const size_t at = sighting->begin;

    if (at == 0)
        return false;
    if (is_word_at(text, sighting->length, at - 1))
        return !(called && is_letter_at(text, sighting->length, at - 1));
    if (strchr("#=&%~\\@+", text[at - 1]))
        return !called;
    if (at == 1 || !strchr("-/.,:'", text[at - 1]) || !is_word_at(text, sighting->length, at - 2))
        return false;
    if (bsn_digit(text[at - 2]))
        return !(text[at - 1] == ',' && number_ends(text, at - 1));
    return strchr("-/'", text[at - 1]) && !called;
}

/* Three letters and more, and no digit at their end, are a word of their own. */
static bool is_plain_word(const struct sighting *sighting, size_t at)
{
    size_t end = at;

    while (end < sighting->length && is_letter_at(sighting->text, sighting->length, end))
        end++;
    return end - at >= 3 && (end == sighting->length || !is_word_at(sighting->text, sighting->length, end));
}

/* The digits behind a comma are decimals when there are few of them. */
static bool is_decimal(const struct sighting *sighting, size_t at)
{
    size_t end = at;

    if (at < sighting->length && (sighting->text[at] == '-' || sighting->text[at] == '='))
        return true;
    while (end < sighting->length && bsn_digit(sighting->text[end]))
        end++;
    return end > at && end - at <= 4;
}

static bool joined_behind(const struct sighting *sighting)
{
    const char *text = sighting->text;
    const size_t at = sighting->end;

    if (at == sighting->length)
        return false;
    if (is_word_at(text, sighting->length, at) || strchr("@%=&", text[at]))
        return true;
    if (text[at] == ',')
        return is_decimal(sighting, at + 1);
    if (at + 1 == sighting->length || !strchr("-/.:'", text[at]) || !is_word_at(text, sighting->length, at + 1))
        return false;
    return text[at] == '.' || text[at] == '\'' || !is_plain_word(sighting, at + 1);
}

bool bsn_is_part(const struct sighting *sighting, bool called)
{
    return joined_before(sighting, called) || joined_behind(sighting);
}

/* ---- Amounts and telephone numbers ---- */

static bool behind_currency(const struct sighting *sighting)
{
    static const char *const signs[] = {
        "$", "EUR", "eur", "euro", "Euro", "bedrag van", "bedrag is", "begroting van", "budget van", NULL};
    const size_t at = skip_spaces_back(sighting->text, sighting->begin);

    if (ends_with(sighting->text, at, euro))
        return true;
    for (const char *const *sign = signs; *sign; sign++)
        if (ends_with(sighting->text, at, *sign))
            return true;
    return false;
}

static size_t skip_spaces(const struct sighting *sighting, size_t at)
{
    for (size_t size; (size = bsn_space(sighting->text, sighting->length, at));)
        at += size;
    return at;
}

/* A currency before the next number belongs to that one. */
static bool before_number(const struct sighting *sighting, size_t at)
{
    at = skip_spaces(sighting, at);
    return at < sighting->length && bsn_digit(sighting->text[at]);
}

static bool before_unit(const struct sighting *sighting)
{
    static const char *const units[] = {
        "euro", "eur", "inwoners", "m2", "m3", "kwh", "km", "bytes", "stuks", "miljoen", "uur", "uren", NULL};
    char word[WORD_SIZE] = "";
    size_t at = skip_spaces(sighting, sighting->end), length = 0;

    if (at + strlen(euro) <= sighting->length && memcmp(sighting->text + at, euro, strlen(euro)) == 0)
        return !before_number(sighting, at + strlen(euro));
    while (at < sighting->length && length < WORD_SIZE - 1 && isalnum((unsigned char)sighting->text[at]))
        word[length++] = (char)tolower((unsigned char)sighting->text[at++]);
    for (const char *const *unit = units; *unit; unit++)
        if (strcmp(word, *unit) == 0)
            return !before_number(sighting, at);
    return false;
}

bool bsn_is_amount(const struct sighting *sighting)
{
    return behind_currency(sighting) || before_unit(sighting);
}

/* +31 612345678, 0031-612345678, +31 (0)612345678. */
bool bsn_is_phone(const struct sighting *sighting)
{
    const char *text = sighting->text;
    size_t end = sighting->begin, begin;

    if (ends_with(text, end, "(0)"))
        end -= 3;
    while (end > 0 && (bsn_space_before(text, end) || strchr("-.()", text[end - 1])))
        end -= bsn_space_before(text, end) ? bsn_space_before(text, end) : 1;
    for (begin = end; begin > 0 && bsn_digit(text[begin - 1]);)
        begin--;
    return end > begin && end - begin <= 4 &&
           ((begin > 0 && text[begin - 1] == '+') || (end - begin == 4 && memcmp(text + begin, "00", 2) == 0));
}
