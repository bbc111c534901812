/* A statement in the making: text and bound values (server/db, for the builders). */
#ifndef DB_SQL_TEXT_H
#define DB_SQL_TEXT_H

#include "db/sql.h"

#include <proeftuin/buffer.h>

/* Three for each reference in a row whose parts are full: municipality, id and reference. */
enum { VALUES_MOST = 4800 };

struct sql_text {
    struct arena *arena;
    struct buffer text;
    const char **values; /* in the arena: most statements have few */
    int count;
    bool failed;
};

void sql_begin(struct sql_text *sql, struct arena *arena);

/* Copies text and values into the arena, so that a statement outlives the request that it came from. False when
 * anything failed on the way. */
bool sql_end(struct sql_text *sql, struct statement *ret);

void sql_add(struct sql_text *sql, const char *text);
void sql_addf(struct sql_text *sql, const char *format, ...) __attribute__((format(printf, 2, 3)));

void sql_add_number(struct sql_text *sql, unsigned number);

/* Binds a value and writes its place ("$3"). The value must live until sql_end(). */
void sql_bind(struct sql_text *sql, const char *value);

/* Binds an array of values and writes its place with a cast ("$3::text[]"). */
void sql_bind_array(struct sql_text *sql, const struct field *field, const char *const *items, size_t count);

/* "t.id, t.title, t.document_id, r7.reference": these fields of a resource, and the joins that they need. */
void sql_add_columns(struct sql_text *sql, const struct resource *resource, uint64_t fields);
void sql_add_joins(struct sql_text *sql, const struct resource *resource, uint64_t fields);

/* Whether fields of a resource count people, or tell of such a count: then not everybody may see them. */
bool sql_counts_people(const struct resource *resource);
bool sql_tells_of_people(const struct resource *resource, unsigned field);

/* "t.title" */
void sql_column(struct sql_text *sql, const char *alias, const struct field *field);

/* Column that names the parent in a part's table: "pilot_id", or "municipality" where the parent's key is a code. */
void sql_parent_column(struct sql_text *sql, const struct resource *part);

/* A row's key column: "id", or "code". */
void sql_key_column(struct sql_text *sql, const char *alias, const struct resource *resource);

#endif
