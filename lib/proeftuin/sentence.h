/* Sentences with gaps, as faults and findings have them (lib). */
#ifndef PROEFTUIN_SENTENCE_H
#define PROEFTUIN_SENTENCE_H

#include <stddef.h>

#include <proeftuin/buffer.h>

/* Writes a sentence with {0} to {9} replaced by the facts of those numbers. A fact that is NULL or beyond `count`
 * leaves its gap empty; braces that are no gap stand as they are. */
void sentence_write(struct buffer *out, const char *sentence, const char *const *facts, size_t count);

#endif
