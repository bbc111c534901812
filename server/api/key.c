/* API keys as text (server/api). See key.h. */
#include "api/key.h"

#include <sodium.h>
#include <string.h>

static const char prefix[] = "pft_";

enum {
    ID_AT = sizeof prefix - 1,
    SECRET_AT = ID_AT + KEY_ID_LENGTH + 1,
    CHECKSUM_AT = SECRET_AT + KEY_SECRET_LENGTH + 1,
    SHORT_HASH_SIZE = 16
};
_Static_assert((int)CHECKSUM_AT + (int)KEY_CHECKSUM_LENGTH == (int)KEY_LENGTH, "the parts make the whole");

static void write_random(char *at, size_t digits)
{
    unsigned char random[KEY_SECRET_LENGTH / 2];

    randombytes_buf(random, digits / 2);
    sodium_bin2hex(at, digits + 1, random, digits / 2);
    sodium_memzero(random, sizeof random);
}

static void write_checksum(const char *text, char *ret)
{
    unsigned char hash[SHORT_HASH_SIZE];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, CHECKSUM_AT - 1, NULL, 0);
    sodium_bin2hex(ret, KEY_CHECKSUM_LENGTH + 1, hash, KEY_CHECKSUM_LENGTH / 2);
}

static void remember(const char *text, struct key_print *ret)
{
    memcpy(ret->id, text + ID_AT, KEY_ID_LENGTH);
    ret->id[KEY_ID_LENGTH] = '\0';
    crypto_generichash(ret->hash, sizeof ret->hash, (const unsigned char *)text, KEY_LENGTH, NULL, 0);
}

void key_make(char ret_text[KEY_LENGTH + 1], struct key_print *ret)
{
    memcpy(ret_text, prefix, sizeof prefix);
    write_random(ret_text + ID_AT, KEY_ID_LENGTH);
    ret_text[SECRET_AT - 1] = '_';
    write_random(ret_text + SECRET_AT, KEY_SECRET_LENGTH);
    ret_text[CHECKSUM_AT - 1] = '_';
    write_checksum(ret_text, ret_text + CHECKSUM_AT);
    remember(ret_text, ret);
}

static bool is_hexadecimal(const char *text, size_t length)
{
    return strspn(text, "0123456789abcdef") >= length;
}

bool key_read(const char *text, struct key_print *ret)
{
    char checksum[KEY_CHECKSUM_LENGTH + 1];

    if (strlen(text) != KEY_LENGTH || memcmp(text, prefix, ID_AT) != 0 || text[SECRET_AT - 1] != '_' ||
        text[CHECKSUM_AT - 1] != '_' || !is_hexadecimal(text + ID_AT, KEY_ID_LENGTH) ||
        !is_hexadecimal(text + SECRET_AT, KEY_SECRET_LENGTH))
        return false;
    write_checksum(text, checksum);
    if (memcmp(text + CHECKSUM_AT, checksum, KEY_CHECKSUM_LENGTH) != 0)
        return false;
    remember(text, ret);
    return true;
}
