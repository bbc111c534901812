/* What bsn.c and bsn_context.c share (lib); nobody else includes this. */
#ifndef PRIVACY_BSN_INTERNAL_H
#define PRIVACY_BSN_INTERNAL_H

#include <proeftuin/bsn.h>

/* A text and the place in it of digits that may be a BSN, from `begin` to before `end`. */
struct sighting {
    const char *text;
    size_t length;
    size_t begin;
    size_t end;
};

/* What the words before it call a number. */
enum calling { CALLED_NOTHING, CALLED_BSN, CALLED_OTHERWISE };

enum calling bsn_calling(const struct sighting *sighting);

/* Whether the digits are part of something longer: a number, an identifier, an address. `called`: behind a word for a
 * BSN, which may be joined to it ("BSN-..."). */
bool bsn_is_part(const struct sighting *sighting, bool called);

/* Whether they are an amount of something, or the end of a telephone number. */
bool bsn_is_amount(const struct sighting *sighting);
bool bsn_is_phone(const struct sighting *sighting);

/* Bytes of the space at `at`, which may be one that does not break; 0: there is none. And before `at`. */
size_t bsn_space(const char *text, size_t length, size_t at);
size_t bsn_space_before(const char *text, size_t at);

static inline bool bsn_digit(char c)
{
    return c >= '0' && c <= '9';
}

#endif
