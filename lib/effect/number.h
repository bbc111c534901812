/* Numbers as text, whatever the locale says (lib). */
#ifndef EFFECT_NUMBER_H
#define EFFECT_NUMBER_H

#include <stddef.h>

/* Writes a finite number, rounded to `decimals` (at most 6), with `mark` before them, into `size` bytes (32 is enough).
 * From 10^12 on without decimals. Never "-0". */
void number_text(char *ret, size_t size, double value, unsigned decimals, char mark);

/* Likewise with a point, and without zeros at the end: as JSON has it. */
void number_json(char *ret, size_t size, double value, unsigned decimals);

#endif
