/*
 * How much a caller may ask (server/api): a token bucket for each API key, and for each address of those who have none;
 * and how often an address may fail to prove who it is. An IPv6 address counts with the other 2^64 of its network
 * (RFC 6177: no site gets less). Behind a proxy that is trusted the address is the one that the proxy names.
 *
 * Answers say where the caller stands in RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10). Who
 * asks too much gets 429 with Retry-After (RFC 6585, section 4), and is not charged for that.
 */
#ifndef API_LIMITS_H
#define API_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

#include "http/address.h"

struct call;
struct limits;

struct limit_settings {
    unsigned key_rate, key_burst; /* requests a second, and at once; a rate of 0: no limit */
    unsigned anonymous_rate, anonymous_burst;
    unsigned failures; /* a minute; 0: no limit */
    struct address_ranges trusted;
};

/* Shared by all workers. NULL when out of memory. */
struct limits *limits_new(const struct limit_settings *settings);
void limits_free(struct limits *limits);

/* Notes who the client is; before all others. */
void limits_begin(struct call *call);

/* Takes one from the bucket of the client's address. False when there was none: the call has been answered. */
bool limits_take_address(struct call *call);

/* The same of an API key, by its public id. */
bool limits_take_key(struct call *call, const char *key_id);

/* Whether the client's address may try to prove who it is: to be asked before the proof is looked at. False: the call
 * has been answered, in the same words whatever it would have proved. */
bool limits_may_authenticate(struct call *call);

/* It failed to. Nothing is answered. */
void limits_failed_authentication(struct call *call);

/* Adds RateLimit and RateLimit-Policy to the answer, once a bucket has been asked. */
void limits_headers(struct call *call);

#endif
