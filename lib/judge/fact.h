/* Named values that a judgement rests on (lib, private to the judgements). */
#ifndef PROEFTUIN_JUDGE_FACT_H
#define PROEFTUIN_JUDGE_FACT_H

#include <proeftuin/findings.h>
#include <proeftuin/money.h>

enum { FACT_SPELLED = MONEY_TEXT_SIZE }; /* room for a date, a 32-bit number, an amount */

struct finding_fact fact_number(const char *name, int32_t number);
struct finding_fact fact_year(const char *name, int32_t year); /* 0: not known */
struct finding_fact fact_date(const char *name, struct date date);
struct finding_fact fact_text(const char *name, const char *text);
struct finding_fact fact_amount(const char *name, int64_t cents);
struct finding_fact fact_code(const char *name, const struct code_list *codes, const char *code);

/* How a sentence names a fact. Numbers, dates and amounts are spelled in `room`. */
const char *fact_in_words(const struct finding_fact *fact, enum language language, char room[FACT_SPELLED]);

/* "year":2018 */
void fact_write(const struct finding_fact *fact, struct buffer *out);

/* "code":"activeAfterEnd"; without a text: null */
void json_write_member(struct buffer *out, const char *name, const char *text);

#endif
