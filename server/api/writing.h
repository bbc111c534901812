/* What the handlers that write share (server/api). */
#ifndef API_WRITING_H
#define API_WRITING_H

#include "api/call.h"
#include "api/idempotency.h"
#include "api/reading.h"

#include <proeftuin/record.h>

/* A lock that others hold may be held for long. But each time that somebody else was first, somebody got on: those who
 * write to one row at the same time all get their turn. */
enum { RETRIES_MOST = 3, MISSES_MOST = 100 };

/* One write on its way: read the row, decide, write it at that version, and begin again when somebody was first. */
struct writing {
    struct record *change;   /* what the client sent; NULL for DELETE */
    struct record *stored;   /* the whole row as it was read; NULL but for PATCH */
    struct record *record;   /* the whole row as it will be */
    const char *key;         /* of the row */
    const char *version;     /* that was read */
    struct reading *reading; /* of the row before the write, then after it */
    struct lookups lookups;
    size_t referrers_statement;
    struct referrer referrers[REFERRERS_MOST];
    size_t referrer_count;
    struct idempotency idempotency; /* of a POST */
    int retries, misses;
    bool conditional; /* If-Match named a version: somebody else's write is an answer, not a reason to try again */
};

/* Begins a write: refuses parameters, of which writes have none. NULL when the call was answered. */
struct writing *writing_new(struct call *call);

/* The same with memory of the caller's own, whose first member it is; NULL: there was none. False: answered. */
bool writing_begin(struct call *call, struct writing *writing);

/* A new row's id (UUIDv7); NULL when the arena is full. */
const char *new_id(struct arena *arena);

/* Reads the body into a record. False when the call was answered: wrong media type, no JSON, or faults (all of them).
 */
bool read_body(struct call *call, enum record_use use, struct record **ret);

/* Takes what the database looked up: fills in the ids of references, adds faults for what does not exist or is taken.
 */
void take_lookups(struct call *call, struct writing *writing, const PGresult *result);

/* Adds the rows of the record's given parts; `clear`: in place of what is there. False: answered, query freed. */
bool add_part_rows(struct call *call, struct db_query *query, const struct writing *writing, bool clear);

/* Whose rows a record's references may point to: its municipality. NULL where the resource belongs to none. */
const char *record_municipality(const struct record *record);

/* Compares If-Match with the version that was read. True when the call was answered: it differs, or makes no sense. */
bool refuse_precondition(struct call *call, struct writing *writing);

/* After a write that failed: begins again with `again`, or answers. */
void write_failed(struct call *call, struct db_query *query, enum db_outcome outcome, void (*again)(struct call *call));

/* Writes the row that was just written, with its ETag. */
void answer_written(struct call *call, struct db_query *query, unsigned status);

/* The same with a member more. */
void answer_written_with(
    struct call *call, struct db_query *query, unsigned status, const char *member, const char *text);

#endif
