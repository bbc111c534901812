/* Amounts of money as whole cents (lib): read, and written for people and for programs. Nothing is ever rounded. */
#ifndef PROEFTUIN_MONEY_H
#define PROEFTUIN_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include <proeftuin/buffer.h>
#include <proeftuin/language.h>

/* Room for any amount in words, with its NUL: "-€ 92.233.720.368.547.758,08", the sign of the euro in three bytes. */
enum { MONEY_TEXT_SIZE = 40 };

/* Reads euros with at most two decimals, as the database has them ("420000.00", "-3.5"), up to 10^12. NULL or another
 * form: false, and `ret` untouched. */
bool money_read(const char *text, int64_t *ret);

/* For people: "€ 420.000" in Dutch, "€420,000" in English; cents only where there are any. */
void money_format(int64_t cents, enum language language, char ret[MONEY_TEXT_SIZE]);

/* As a JSON number: 420000, 3.5, 0.07. */
void money_write(int64_t cents, struct buffer *out);

#endif
