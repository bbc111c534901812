/* The handlers that routes name (server/api). Each answers its call exactly once, now or after a query. */
#ifndef API_HANDLERS_H
#define API_HANDLERS_H

#include "api/call.h"

call_handler handle_list;       /* GET /v1/{collection} */
call_handler handle_get;        /* GET /v1/{collection}/{id} */
call_handler handle_create;     /* POST /v1/{collection} */
call_handler handle_change;     /* PATCH /v1/{collection}/{id} */
call_handler handle_delete;     /* DELETE /v1/{collection}/{id} */
call_handler handle_history;    /* GET /v1/{collection}/{id}/history */
call_handler handle_changes;    /* GET /v1/changes */
call_handler handle_findings;   /* GET /v1/findings and /v1/pilots/{id}/findings */
call_handler handle_readiness;  /* GET /v1/pilots/{id}/readiness */
call_handler handle_search;     /* GET /v1/search */
call_handler handle_similar;    /* GET /v1/pilots/{id}/similar */
call_handler handle_check_goal; /* POST /v1/smart-checks and GET /v1/goals/{id}/smart-check */
call_handler handle_progress;   /* GET /v1/goals/{id}/progress */
call_handler handle_drift;      /* GET /v1/goals/{id}/drift */
call_handler handle_effects;    /* POST /v1/effects and GET /v1/evaluations/{id}/effects */
call_handler handle_index;      /* GET /v1 */
call_handler handle_live;       /* GET /health/live */
call_handler handle_ready;      /* GET /health/ready */
call_handler handle_metrics;    /* GET /metrics */
call_handler handle_me;         /* GET /v1/me */
call_handler handle_create_key; /* POST /v1/api-keys */
call_handler handle_revoke_key; /* DELETE /v1/api-keys/{id} */

#endif
