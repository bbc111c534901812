/* Citizen service numbers: the eleven test, and what makes digits in a text one. The numbers are made up. */
#include <proeftuin/bsn.h>

#include <string.h>

#include <proeftuin/arena.h>
#include <proeftuin/record.h>
#include <proeftuin/resources.h>

#include "unit/suite.h"

START_TEST(eleven_test)
{
    /* The examples that the public explanations of the test work out. */
    ck_assert(bsn_valid("249566758"));
    ck_assert(bsn_valid("123456782"));
    ck_assert(bsn_valid("111222333"));
    ck_assert(!bsn_valid("123456789"));
    ck_assert(!bsn_valid("000000000"));
    ck_assert(!bsn_valid("001234505"));
}
END_TEST

START_TEST(one_in_eleven)
{
    int passed = 0;

    for (int number = 100000000; number < 100000000 + 11 * 1000; number++) {
        char digits[10];

        snprintf(digits, sizeof digits, "%d", number);
        passed += bsn_valid(digits);
    }
    ck_assert_int_eq(passed, 1000);
}
END_TEST

static const char *const with_bsn[] = {
    "123456782",
    "Cliënt 123456782 kreeg een maatwerkvoorziening.",
    "Mevrouw Jansen (123456782) woont in Silvolde.",
    "BSN: 123456782",
    "bsn:123456782",
    "BSN-123456782",
    "bsn=123456782",
    "BSN123456782",
    "BSN 1234.56.782, geboren in 1950",
    "Het burgerservicenummer van de aanvrager is 123 456 782.",
    "sofinummer 123.456.782",
    "met sofi-nummer 123-456-782",
    "nummer 1234.56.782",
    "nummer 1234 56 782",
    "de heer De Vries, 123 456 782, is verhuisd",
    "de heer De Vries, 123\u00a0456\u00a0782, is verhuisd",
    "in 2018 123 456 782 aangemeld",
    "in 2018 123456782 aangemeld",
    "BSN 10000008 (een oud nummer)",
    "BSN 010000008",
    "BSN 100.00.008",
    "Zie 123456782.",
    "Zie \u201c123456782\u201d.",
    "'123456782'",
    "123456782,111222333;",
    "de nummers 987654321,111222333",
    "mevrouw Jansen, 123456782 € 1.500",
    "BSN nr. 123456782",
    "cliëntnummer 123456782",
    "12 gezinnen, onder wie 123456782",
    "123456782/Jansen",
    "naam\n123456782\n",
    "naam\t123456782\tadres",
    "* 123456782",
    "- 123456782",
    "2018-09-12 123456782",
    "Zaak 2018-123 gaat over mevrouw P., bsn 111222333.",
};

static const char *const without_bsn[] = {
    "",
    "123456789",
    "12345678",
    "BSN 123456789 bestaat niet",
    "1234567821",
    "0123456782",
    "123456782,50",
    "123456782,-",
    "€ 123456782",
    "€123456782",
    "€ 123.456.782",
    "123.456.782",
    "123.456.782 euro",
    "123456782 euro",
    "123456782 €",
    "EUR 123456782",
    "een bedrag van 123456782",
    "123 456 782 inwoners",
    "1.123.456.782",
    "1 123 456 782",
    "123 456 782 123",
    "123.456.782,00",
    "+31 123456782",
    "+31 (0)123456782",
    "0031 123456782",
    "0031-123456782",
    "+31123456782",
    "06 12345678",
    "06-12345678",
    "0314 123 456",
    "RSIN 123456782",
    "RSIN: 123456782",
    "KvK-nummer 12345678",
    "zaaknummer 123456782",
    "Zaaknr. 123456782",
    "kenmerk: 123456782",
    "dossiernummer is 123456782",
    "onder kenmerk nr. 123456782",
    "Z123456782",
    "Z-123456782",
    "Z/18/123456782",
    "D18.123456782",
    "2018-123456782",
    "2018/123456782",
    "123456782-A",
    "123456782_1",
    "#123456782",
    "NL123456782B01",
    "NL91 ABNA 0123 4567 82",
    "https://voorbeeld.nl/zaak/123456782",
    "https://voorbeeld.nl/?id=123456782",
    "123456782@voorbeeld.nl",
    "123456782.pdf",
    "019c1a2b-1234-7123-8123-123456782abc",
    "20180912",
    "2018-09-128",
    "BSN-controle op 12092013",
    "Het BSN-project kreeg zaaknummer 123456782",
    "het BSN-budget is € 123.456.782",
    "BSN's in 2014, 2015, 2016 en 2017",
    "100000000",
};

static bool found(const char *text)
{
    return bsn_in_text(text, strlen(text));
}

START_TEST(these_are)
{
    ck_assert_msg(found(with_bsn[_i]), "not found: %s", with_bsn[_i]);
}
END_TEST

START_TEST(these_are_not)
{
    ck_assert_msg(!found(without_bsn[_i]), "found: %s", without_bsn[_i]);
}
END_TEST

/* Dates that pass the test as eight digits do not count, even behind the word. */
START_TEST(dates_never_count)
{
    for (int day = 1; day <= 31; day++)
        for (int month = 1; month <= 12; month++) {
            char text[32];

            snprintf(text, sizeof text, "BSN-dag %02d%02d2018", day, month);
            ck_assert_msg(!found(text), "%s", text);
            snprintf(text, sizeof text, "BSN-dag 2018%02d%02d", month, day);
            ck_assert_msg(!found(text), "%s", text);
        }
}
END_TEST

/* ---- In records ---- */

static void read_pilot(const char *json, struct faults *ret, struct arena *arena)
{
    faults_init(ret, arena, FAULT_IN_BODY);
    record_from_json(&pilot_resource, json_read(json, strlen(json), ret), RECORD_CREATE, ret);
}

START_TEST(a_record_refuses_it)
{
    struct arena *arena = arena_new(1 << 20);
    struct faults faults;

    read_pilot(
        "{\"title\":\"Proef voor BSN 123456782\",\"summary\":\"Zie\\n111222333.\",\"place\":\"p. 3\"}", &faults, arena);
    ck_assert_uint_eq(faults.count, 2);
    for (size_t i = 0; i < faults.count; i++) {
        struct buffer sentence;

        ck_assert_int_eq(faults.items[i].code, FAULT_TEXT_BSN);
        ck_assert_str_eq(faults.items[i].location, i ? "/summary" : "/title");
        ck_assert_ptr_null(faults.items[i].facts[0]);
        buffer_init(&sentence, 1000);
        fault_write(&faults.items[i], LANGUAGE_NL, &sentence);
        ck_assert_ptr_null(strpbrk(sentence.data, "0123456789"));
        buffer_free(&sentence);
    }
    arena_free(arena);
}
END_TEST

/* An identifier is no free text, and what is stored already stands. */
START_TEST(identifiers_and_stored_rows_pass)
{
    struct arena *arena = arena_new(1 << 20);
    struct record *record = record_new(&pilot_resource, arena);
    struct faults faults;

    read_pilot("{\"reference\":\"123456782\",\"sourceNumber\":\"111222333\"}", &faults, arena);
    ck_assert(!faults_any(&faults));
    ck_assert(record_set_stored(record, PILOT_TITLE, "BSN 123456782", strlen("BSN 123456782")));
    ck_assert_str_eq(record->value[PILOT_TITLE].text, "BSN 123456782");
    arena_free(arena);
}
END_TEST

START_TEST(a_cell_refuses_it)
{
    struct arena *arena = arena_new(1 << 20);
    struct record *record = record_new(&pilot_resource, arena);
    struct faults faults;

    faults_init(&faults, arena, FAULT_IN_FILE);
    record_set_cell(record, PILOT_TITLE, false, "BSN 123456782", strlen("BSN 123456782"), &faults,
        &(struct place){.name = "title", .file = "pilots.csv", .line = 3});
    ck_assert_uint_eq(faults.count, 1);
    ck_assert_int_eq(faults.items[0].code, FAULT_TEXT_BSN);
    ck_assert_uint_eq(faults.items[0].line, 3);
    arena_free(arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bsn");
    TCase *group = tcase_create("bsn");

    tcase_add_test(group, eleven_test);
    tcase_add_test(group, one_in_eleven);
    tcase_add_loop_test(group, these_are, 0, sizeof with_bsn / sizeof *with_bsn);
    tcase_add_loop_test(group, these_are_not, 0, sizeof without_bsn / sizeof *without_bsn);
    tcase_add_test(group, dates_never_count);
    tcase_add_test(group, a_record_refuses_it);
    tcase_add_test(group, identifiers_and_stored_rows_pass);
    tcase_add_test(group, a_cell_refuses_it);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
