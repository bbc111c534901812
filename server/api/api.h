/* The API as an app for the HTTP layer (server/api). */
#ifndef API_API_H
#define API_API_H

#include "api/worker.h"
#include "http/http.h"

/* Prepares what all workers share. False when out of memory. Once, before the first worker. */
bool api_prepare(void);

/* The app of one worker. `worker` must outlive the server. */
struct http_app api_app(struct worker *worker);

#endif
