/*
 * API keys as text (server/api): how one is made, read and remembered.
 *
 *     pft_<key id>_<secret>_<checksum>
 *
 * in lower-case hexadecimal: 16 digits that may be known, 64 (256 random bits) that may not, and 8 by which a typing
 * error, and whoever looks for leaked secrets, knows a key without asking: the first of the BLAKE2b-128 of all that
 * stands before the last underscore.
 *
 * What is kept is the BLAKE2b-256 of the whole text. A password hash would be slow on purpose, which protects words
 * that people choose; nobody guesses 256 random bits, and each request would pay for it.
 */
#ifndef API_KEY_H
#define API_KEY_H

#include <stdbool.h>

enum { KEY_ID_LENGTH = 16, KEY_SECRET_LENGTH = 64, KEY_CHECKSUM_LENGTH = 8, KEY_HASH_SIZE = 32 };
enum { KEY_LENGTH = 4 + KEY_ID_LENGTH + 1 + KEY_SECRET_LENGTH + 1 + KEY_CHECKSUM_LENGTH };

/* What may be remembered of a key. */
struct key_print {
    char id[KEY_ID_LENGTH + 1];
    unsigned char hash[KEY_HASH_SIZE];
};

/* A new key, from the system's own randomness. sodium_init() must have been called. */
void key_make(char ret_text[KEY_LENGTH + 1], struct key_print *ret);

/* Reads a key. False when it does not have the form, or its checksum differs: then it can't be one of ours. */
bool key_read(const char *text, struct key_print *ret);

#endif
