/* Why somebody changes something, in his own words, for the change log (lib). */
#ifndef PROEFTUIN_REASON_H
#define PROEFTUIN_REASON_H

#include <stdbool.h>

#include <proeftuin/fault.h>

enum { REASON_MOST = 500 /* code points */ };

/* Whether a text may be a reason: UTF-8 on one line, not empty, not too long, without a citizen service number. Adds a
 * fault at `place` when not. */
bool reason_check(const char *text, struct faults *faults, const struct place *place);

#endif
