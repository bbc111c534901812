/* The lexicon of the SMART check: in order, folded, and found again. */
#include "../../../lib/smart/lexicon.h"

#include <string.h>

#include "unit/suite.h"

START_TEST(in_order_and_folded)
{
    for (size_t i = 0; i < smart_lexicon_count; i++) {
        const char *word = smart_lexicon[i].word;

        ck_assert_msg(i == 0 || strcmp(smart_lexicon[i - 1].word, word) < 0, "%s is out of order", word);
        ck_assert_msg(smart_lexicon[i].classes != 0, "%s has no class", word);
        ck_assert_msg(word[strcspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0', "%s has capitals", word);
        ck_assert_uint_eq(smart_lexicon_find(word, strlen(word)), smart_lexicon[i].classes);
    }
}
END_TEST

START_TEST(not_found)
{
    ck_assert_uint_eq(smart_lexicon_find("", 0), 0);
    ck_assert_uint_eq(smart_lexicon_find("aaaaaa", 6), 0);
    ck_assert_uint_eq(smart_lexicon_find("zzzzzz", 6), 0);
    ck_assert_uint_eq(smart_lexicon_find("jongerenx", 9), 0);
    ck_assert_uint_ne(smart_lexicon_find("jongerenx", 8), 0);
}
END_TEST

static struct token classified(const char *text, size_t index)
{
    struct arena *arena = arena_new(1 << 20);
    struct tokens tokens;

    ck_assert(arena && smart_tokens_read(text, strlen(text), arena, &tokens));
    smart_lexicon_classify(&tokens);
    ck_assert_uint_lt(index, tokens.count);
    const struct token token = tokens.at[index];
    arena_free(arena);
    return token;
}

START_TEST(by_phrase_and_by_end)
{
    ck_assert(classified("Ten opzichte van 2018", 1).classes & BASELINE);
    ck_assert(!(classified("ten minste 5", 0).classes & BASELINE));
    ck_assert(classified("Zo snel mogelijk", 2).classes & NODATE);
    ck_assert(classified("schuldhulpverleningstrajecten", 0).classes & CONCRETE);
    ck_assert(classified("rolstoelgebruikers", 0).classes & GROUP);
    ck_assert(classified("kinderarmoede", 0).classes & FRONT);
    ck_assert(classified("Één gezin", 0).word_length == 3);
    ck_assert(classified("cli\xC3\xABnten", 0).classes & GENERIC);
    ck_assert(classified("clie\xCC\x88nten", 0).classes & GENERIC);
}
END_TEST

START_TEST(numbers_in_words)
{
    static const struct {
        const char *word;
        double value;
    } cases[] = {{"twee", 2}, {"elf", 11}, {"zeventien", 17}, {"vijfentwintig", 25}, {"eenentwintig", 21},
        {"honderd", 100}, {"driehonderd", 300}, {"tweehonderdvijftig", 250}, {"twaalfhonderd", 1200},
        {"vijfduizend", 5000}, {"drieduizendvijfhonderd", 3500}, {"duizend", 1000}, {"anderhalf", 1.5},
        {"twenty-five", 25}, {"fifty", 50}};
    static const char *const none[] = {"", "een", "en", "tieners", "zesde", "honderden", "vijf-", "driekwart", "ten"};
    double value;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_msg(smart_number_word(cases[i].word, strlen(cases[i].word), &value), "%s", cases[i].word);
        ck_assert_msg(value == cases[i].value, "%s: %g", cases[i].word, value);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        ck_assert_msg(!smart_number_word(none[i], strlen(none[i]), &value), "%s", none[i]);
}
END_TEST

SUITE("smart lexicon", in_order_and_folded, not_found, by_phrase_and_by_end, numbers_in_words)
