/*
 * How often bsn_in_text() is right, measured: 10,000 ordinary texts, in which it should find nothing, and 2,000 in
 * which somebody wrote down a BSN. Both are generated with a fixed seed. Where the ordinary ones have nine digits, half
 * of those pass the eleven test, rather than the one in eleven that chance would give. Prints its figures
 * (docs/privacy.md).
 */
#include <proeftuin/bsn.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "unit/suite.h"

enum { ORDINARY = 10000, LIFELIKE = 2000, BARE = 11000, TEXT_SIZE = 1000 };

/* ---- Chance ---- */

static uint64_t state;

static unsigned chance(unsigned below)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)((state >> 33) % below);
}

static unsigned between(unsigned least, unsigned most)
{
    return least + chance(most - least + 1);
}

#define PICK(list) (list)[chance(sizeof(list) / sizeof *(list))]

/* ---- Text ---- */

static char text[TEXT_SIZE];
static size_t length;

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    length += (size_t)vsnprintf(text + length, TEXT_SIZE - length, format, arguments);
    va_end(arguments);
    ck_assert_uint_lt(length, TEXT_SIZE);
}

/* Nine digits that pass the eleven test, or any nine. */
static const char *nine(bool passing)
{
    static char rooms[4][10];
    static unsigned next;
    char *digits = rooms[next++ % 4];

    do {
        snprintf(digits, 10, "%09u", between(10000001, 999999999));
    } while (passing && !bsn_valid(digits));
    return digits;
}

static const char *any_nine(void)
{
    return nine(chance(2));
}

static const char *const words[] = {"de pilot", "het college", "de raad", "een inwoner", "jeugdhulp", "de proeftuin",
    "het wijkteam", "Silvolde", "de gemeente Oude IJsselstreek", "ambulante uren", "geëvalueerd", "de wethouder",
    "beëindigd", "het budget", "Wmo 2015", "de Participatiewet", "volgens plan", "vanaf 1 januari", "per kwartaal",
    "de Jeugdwet", "en", "waarbij", "omdat", "ruim", "circa", "tijdens", "na overleg met", "conform", "zorg in natura",
    "pgb", "zie bijlage"};

static void say_words(unsigned most)
{
    for (unsigned i = between(1, most); i > 0; i--)
        say("%s ", PICK(words));
}

/* ---- What ordinary texts have in numbers ---- */

static void amount(void)
{
    const char *n = any_nine();

    switch (chance(10)) {
    case 0:
        say("€ %u.%03u,%02u", between(1, 999), chance(1000), chance(100));
        break;
    case 1:
        say("€ %.3s.%.3s.%.3s", n, n + 3, n + 6);
        break;
    case 2:
        say("%.3s.%.3s.%.3s euro", n, n + 3, n + 6);
        break;
    case 3:
        say("EUR %s", n);
        break;
    case 4:
        say("€%s", n);
        break;
    case 5:
        say("%s,%02u", n, chance(100));
        break;
    case 6:
        say("%s euro", n);
        break;
    case 7:
        say("€ %u.%03u,-", between(1, 999), chance(1000));
        break;
    case 8:
        say("een begroting van %s", n);
        break;
    default:
        say("%.3s.%.3s.%.3s", n, n + 3, n + 6);
        break;
    }
}

static void date(void)
{
    const unsigned day = between(1, 28), month = between(1, 12), year = between(2012, 2030);

    switch (chance(7)) {
    case 0:
        say("%u-%u-%u", day, month, year);
        break;
    case 1:
        say("%02u-%02u-%u", day, month, year);
        break;
    case 2:
        say("%u-%02u-%02u", year, month, day);
        break;
    case 3:
        say("%u%02u%02u", year, month, day);
        break;
    case 4:
        say("%02u.%02u.%u", day, month, year);
        break;
    case 5:
        say("%u september %u", day, year);
        break;
    default:
        say("%u, %u, %u en %u", year, year + 1, year + 2, year + 3);
        break;
    }
}

static void phone(void)
{
    switch (chance(9)) {
    case 0:
        say("06-%08u", between(10000000, 99999999));
        break;
    case 1:
        say("06 %08u", between(10000000, 99999999));
        break;
    case 2:
        say("06%08u", between(10000000, 99999999));
        break;
    case 3:
        say("06 %02u %02u %02u %02u", between(10, 99), chance(100), chance(100), chance(100));
        break;
    case 4:
        say("(0314) %06u", between(100000, 999999));
        break;
    case 5:
        say("0314-%06u", between(100000, 999999));
        break;
    case 6:
        say("+31 %s", any_nine());
        break;
    case 7:
        say("+31 (0)%s", any_nine());
        break;
    default:
        say("088 %03u %04u", between(100, 999), between(1000, 9999));
        break;
    }
}

static void reference(void)
{
    static const char *const calls[] = {"zaaknummer", "Zaaknummer:", "kenmerk",
        "Kenmerk:", "ons kenmerk:", "dossiernummer", "dossier", "zaak", "factuurnummer", "factuur", "besluit nr.",
        "documentnummer", "registratienummer", "RSIN", "RSIN:", "projectnummer", "corsanummer", "raadsvoorstel",
        "beschikkingsnummer", "ordernummer", "bankrekening", "inkoopnummer", "verplichtingnummer", "KvK-nummer",
        "meldingsnummer"};
    const char *n = any_nine();

    switch (chance(14)) {
    case 0:
        say("Z-%u-%06u", between(14, 26), chance(1000000));
        break;
    case 1:
        say("%u-%06u", between(2014, 2026), chance(1000000));
        break;
    case 2:
        say("Z%s", n);
        break;
    case 3:
        say("Z/%u/%s", between(14, 26), n);
        break;
    case 4:
        say("D%u.%s", between(14, 26), n);
        break;
    case 5:
        say("(%s %s)", PICK(calls), n);
        break;
    case 6:
        say("#%s", n);
        break;
    case 7:
        say("https://voorbeeld.nl/zaak/%s", n);
        break;
    case 8:
        say("https://voorbeeld.nl/zoek?id=%s&p=%u", n, chance(9));
        break;
    case 9:
        say("bijlage_%s.pdf", n);
        break;
    case 10:
        say("%u-%s", between(2014, 2026), n);
        break;
    case 11:
        say("%u.%02u.%03u", between(2014, 2026), between(1, 12), chance(1000));
        break;
    default:
        say("%s %s", PICK(calls), n);
        break;
    }
}

static void register_number(void)
{
    const unsigned a = between(1000, 9999), b = chance(10000), c = chance(10000), d = chance(10000);

    switch (chance(9)) {
    case 0:
        say("KvK %08u", between(10000000, 99999999));
        break;
    case 1:
        say("%08u (KvK)", between(10000000, 99999999));
        break;
    case 2:
        say("vestigingsnummer %012llu", (unsigned long long)between(10000, 99999) * 100000);
        break;
    case 3:
        say("NL%02u ABNA %04u %04u %02u", between(10, 99), a, b, chance(100));
        break;
    case 4:
        say("NL%02uRABO0%s", between(10, 99), any_nine());
        break;
    case 5:
        say("NL%sB01", any_nine());
        break;
    case 6:
        say("%u %c%c", a, 'A' + chance(26), 'A' + chance(26));
        break;
    case 7:
        say("019c%04x-%04x-7%03x-8%03x-%04x%08u", a, b, chance(4096), chance(4096), c, b * 10000 + d);
        break;
    default:
        say("gm%04u, oij-%02u en %u-%u", a, chance(100), chance(20), chance(5));
        break;
    }
}

static void quantity(void)
{
    const char *n = any_nine();

    switch (chance(8)) {
    case 0:
        say("%u en %u cliënten", between(1, 999), between(1, 999));
        break;
    case 1:
        say("%u,%u %%", chance(100), chance(10));
        break;
    case 2:
        say("%.3s %.3s %.3s inwoners", n, n + 3, n + 6);
        break;
    case 3:
        say("%u.%03u uur", between(1, 99), chance(1000));
        break;
    case 4:
        say("%u van de %u", between(1, 50), between(50, 99));
        break;
    case 5:
        say("%u %u %u %u %u", chance(1000), chance(1000), chance(1000), chance(1000), chance(1000));
        break;
    case 6:
        say("versie %u.%u.%u", chance(10), chance(100), chance(1000));
        break;
    default:
        say("artikel %u.%u.%u Wmo 2015", between(1, 9), between(1, 9), between(1, 9));
        break;
    }
}

static void ordinary(void)
{
    static void (*const kinds[])(void) = {amount, date, phone, reference, register_number, quantity};
    static const char *const ends[] = {". ", ", ", "; ", " ", ".\n", ") ", " - "};

    length = 0;
    for (unsigned i = between(1, 4); i > 0; i--) {
        say_words(4);
        PICK(kinds)();
        say("%s", PICK(ends));
    }
}

START_TEST(ordinary_texts_pass)
{
    int refused = 0;

    state = 20180912;
    for (int i = 0; i < ORDINARY; i++) {
        ordinary();
        if (bsn_in_text(text, length) && refused++ < 20)
            printf("refused: %s\n", text);
    }
    printf("bsn: %d of %d ordinary texts refused\n", refused, ORDINARY);
    ck_assert_int_eq(refused, 0);
}
END_TEST

/* ---- What people write about people ---- */

static void say_number(bool called)
{
    const char *n = nine(true);

    switch (chance(called ? 9 : 5)) {
    case 0:
    case 1:
        say("%s", n);
        break;
    case 2:
        say("%.4s.%.2s.%.3s", n, n + 4, n + 6);
        break;
    case 3:
        say("%.3s %.3s %.3s", n, n + 3, n + 6);
        break;
    case 4:
        say("%.4s %.2s %.3s", n, n + 4, n + 6);
        break;
    case 5:
        say("%.3s.%.3s.%.3s", n, n + 3, n + 6);
        break;
    case 6:
        say("%.3s-%.3s-%.3s", n, n + 3, n + 6);
        break;
    case 7:
        say("%.2s %.3s %.4s", n, n + 2, n + 5);
        break;
    default:
        say("%.4s-%.2s-%.3s", n, n + 4, n + 6);
        break;
    }
}

static void lifelike(bool called)
{
    static const char *const with[] = {"BSN ", "BSN: ", "bsn ", "bsn:", "Bsn=", "BSN-nummer ", "BSN-nummer: ", "(BSN ",
        "burgerservicenummer ", "Burgerservicenummer: ", "sofinummer ", "sofi-nummer ", "b.s.n. ", "met BSN ",
        "het BSN van de aanvrager is ", "BSN van mevrouw Jansen: ", "BSN nr. "};
    static const char *const without[] = {"mevrouw Jansen ", "cliënt ", "cliënt: ", "de heer De Vries (", "inwoner ",
        "geb. 1950, ", "gezin, ", "naam: Jansen, ", "nummer ", "klant ", "", "de aanvrager, ", "kind ",
        "dhr. Bakker - ", "Jansen\t", "cliëntnummer "};
    static const char *const ends[] = {"", ".", ", ", ") is verhuisd.", " kreeg een maatwerkvoorziening.", ";", "\n",
        " en zijn partner.", ", geboren 1950.", " (Silvolde)", " heeft drie kinderen."};

    length = 0;
    if (chance(4))
        say_words(5);
    if (chance(3) == 0)
        date(), say(". ");
    say("%s", called ? PICK(with) : PICK(without));
    say_number(called);
    say("%s", PICK(ends));
    if (chance(3) == 0)
        say(" "), amount();
}

static int count_found(bool called)
{
    int found = 0, shown = 0;

    for (int i = 0; i < LIFELIKE / 2; i++) {
        lifelike(called);
        if (bsn_in_text(text, length))
            found++;
        else if (shown++ < 20)
            printf("missed: %s\n", text);
    }
    return found;
}

START_TEST(what_people_write_is_found)
{
    state = 19500101;
    const int with = count_found(true), without = count_found(false);

    printf("bsn: %d of %d found behind a word for it, %d of %d without\n", with, LIFELIKE / 2, without, LIFELIKE / 2);
    ck_assert_int_ge(with, LIFELIKE / 2 * 995 / 1000);
    ck_assert_int_ge(without, LIFELIKE / 2 * 990 / 1000);
}
END_TEST

/* Nine digits that nothing explains are refused when they pass the test: one in eleven. */
START_TEST(bare_numbers)
{
    int refused = 0;

    state = 11;
    for (int i = 0; i < BARE; i++) {
        length = 0;
        say("%s %s", PICK(words), nine(false));
        refused += bsn_in_text(text, length);
    }
    printf("bsn: %d of %d bare numbers of nine digits refused\n", refused, BARE);
    ck_assert_int_ge(refused, BARE / 11 * 9 / 10);
    ck_assert_int_le(refused, BARE / 11 * 11 / 10);
}
END_TEST

SUITE("bsn_texts", ordinary_texts_pass, what_people_write_is_found, bare_numbers)
