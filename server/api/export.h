/* GET of a collection in other forms than JSON (server/api). */
#ifndef API_EXPORT_H
#define API_EXPORT_H

#include "api/lines.h"

/* Answers with all rows of a reading, streamed. */
void export_whole(struct call *call, struct reading *reading);

/* Writes the answer with one page (or row) of a reading into the call's body; false when it is left to the caller,
 * because it is JSON that is wanted. */
bool export_rows(struct call *call, const struct reading *reading, const struct db_query *query, int count);

/* Sends what export_rows() wrote. */
void export_answer(struct call *call, const struct reading *reading);

#endif
