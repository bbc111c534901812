/* The chain of hashes over the change log (server/jobs). See chain.h. */
#include "jobs/chain.h"

#include <sodium.h>
#include <string.h>

_Static_assert((int)CHAIN_SIZE == (int)crypto_hash_sha256_BYTES, "a hash is a SHA-256");

struct chain_hash chain_of_text(const char *text)
{
    struct chain_hash hash;

    crypto_hash_sha256(hash.bytes, (const unsigned char *)text, strlen(text));
    return hash;
}

struct chain_hash chain_next(
    const struct chain_hash *last, const char *entry, const struct chain_hash *before, const struct chain_hash *after)
{
    const struct chain_hash parts[] = {*last, chain_of_text(entry), *before, *after};
    struct chain_hash hash;

    crypto_hash_sha256(hash.bytes, parts[0].bytes, sizeof parts);
    return hash;
}

bool chain_equal(const struct chain_hash *a, const struct chain_hash *b)
{
    return memcmp(a->bytes, b->bytes, CHAIN_SIZE) == 0;
}

void chain_write(const struct chain_hash *hash, char ret[CHAIN_TEXT_SIZE])
{
    ret[0] = '\\';
    ret[1] = 'x';
    sodium_bin2hex(ret + 2, CHAIN_TEXT_SIZE - 2, hash->bytes, CHAIN_SIZE);
}

bool chain_read(const char *text, struct chain_hash *ret)
{
    struct chain_hash hash;
    size_t length;

    if (strncmp(text, "\\x", 2) != 0 ||
        sodium_hex2bin(hash.bytes, CHAIN_SIZE, text + 2, strlen(text + 2), NULL, &length, NULL) || length != CHAIN_SIZE)
        return false;
    *ret = hash;
    return true;
}
