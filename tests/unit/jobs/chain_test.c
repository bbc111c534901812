/* The chain of hashes (tests): against what sha256sum says. */
#include "jobs/chain.h"

#include <string.h>

#include "unit/suite.h"

static void check_text(const struct chain_hash *hash, const char *expected)
{
    char text[CHAIN_TEXT_SIZE];

    chain_write(hash, text);
    ck_assert_str_eq(text, expected);
}

START_TEST(test_known_hashes)
{
    const struct chain_hash nothing = chain_of_text(""), code = chain_of_text("gm1509");
    struct chain_hash next;

    check_text(&nothing, "\\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_text(&code, "\\x96a9af5706595bc45b57864638dfa1ff1113856c624dbcfa25be8f24ffb7ecdb");
    next = chain_next(&code, "[1]", &nothing, &nothing);
    check_text(&next, "\\xb62d8f116a553af626515e8b8221d0784285ae92a9b08c02fa2b063083de2980");
}
END_TEST

START_TEST(test_every_part_counts)
{
    const struct chain_hash a = chain_of_text("a"), b = chain_of_text("b");
    const struct chain_hash all[] = {chain_next(&a, "a", &a, &a), chain_next(&b, "a", &a, &a),
        chain_next(&a, "b", &a, &a), chain_next(&a, "a", &b, &a), chain_next(&a, "a", &a, &b)};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (size_t j = 0; j < sizeof all / sizeof *all; j++)
            ck_assert(chain_equal(&all[i], &all[j]) == (i == j));
}
END_TEST

START_TEST(test_text_and_back)
{
    const struct chain_hash hash = chain_of_text("x");
    char text[CHAIN_TEXT_SIZE], longer[CHAIN_TEXT_SIZE + 2];
    struct chain_hash back;

    chain_write(&hash, text);
    ck_assert(chain_read(text, &back) && chain_equal(&back, &hash));
    memcpy(longer, text, sizeof text);
    strcat(longer, "00");
    ck_assert(!chain_read(longer, &back) && !chain_read(text + 2, &back) && !chain_read("", &back));
    text[CHAIN_TEXT_SIZE - 3] = '\0';
    ck_assert(!chain_read(text, &back));
}
END_TEST

SUITE("chain", test_known_hashes, test_every_part_counts, test_text_and_back)
