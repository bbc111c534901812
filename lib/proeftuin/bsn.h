/*
 * Citizen service numbers (burgerservicenummer, BSN) in free text (lib): the register is about pilots, not about the
 * people in them, so a text in which one stands is refused.
 *
 * A BSN has nine digits; the oldest have eight, and take a leading zero (Wet algemene bepalingen burgerservicenummer,
 * article 1; Logisch Ontwerp BSN). s0 to s8 are one when 9 s0 + 8 s1 + 7 s2 + 6 s3 + 5 s4 + 4 s5 + 3 s6 + 2 s7 - s8 is
 * a multiple of eleven (Stelselcatalogus, "burgerservicenummer"; the minus tells it from an old bank account). That
 * test lets one number in eleven through, so what stands around the digits decides too. How often that is right is
 * measured by tests/unit/lib/bsn_texts_test.c; docs/privacy.md has the figures.
 */
#ifndef PROEFTUIN_BSN_H
#define PROEFTUIN_BSN_H

#include <stdbool.h>
#include <stddef.h>

enum { BSN_DIGITS = 9 };

/* Whether nine ASCII digits pass the eleven test. Two leading zeros do not: no number was ever that short. */
bool bsn_valid(const char digits[BSN_DIGITS]);

/*
 * Whether a BSN stands in a text (valid UTF-8). These do, when they pass the eleven test:
 *
 * - nine digits together, or in groups of 4, 2 and 3 or 3, 3 and 3 with spaces, full stops or hyphens between them;
 * - behind a word such as BSN, burgerservicenummer or sofinummer also eight digits, and other groups.
 *
 * These do not: parts of longer numbers, identifiers, addresses and references; amounts (a currency, a decimal comma,
 * groups of three with full stops); telephone numbers; dates; and what a word directly before it calls something else
 * (RSIN, KvK, zaaknummer, kenmerk ...).
 */
bool bsn_in_text(const char *text, size_t length);

#endif
