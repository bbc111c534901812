/*
 * `proeftuind audit verify` (server/jobs): the chains, walked from their beginnings.
 *
 * Each seal is checked against the one before it as it stands there, so that one flipped entry is one line and not all
 * that come after it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/audit_internal.h"
#include "jobs/chain.h"

enum { MUNICIPALITY_MOST = 64 };

enum column {
    COLUMN_MUNICIPALITY,
    COLUMN_NUMBER,
    COLUMN_CHANGE,
    COLUMN_BEFORE_HASH,
    COLUMN_AFTER_HASH,
    COLUMN_HASH,
    COLUMN_FOUND,
    COLUMN_ENTRY,
    COLUMN_BEFORE,
    COLUMN_AFTER,
    COLUMN_BEFORE_SALTED,
    COLUMN_AFTER_SALTED
};

static const char page_sql[] =
    "SELECT s.municipality, s.number, s.change_id, s.before_hash, s.after_hash, s.hash,"
    " c.id IS NOT NULL AND i.change_id IS NOT NULL, " CHAIN_ENTRY ", " CHAIN_BEFORE ", " CHAIN_AFTER
    ", i.before_salt IS NOT NULL, i.after_salt IS NOT NULL"
    " FROM change_seal s LEFT JOIN change c ON c.id = s.change_id LEFT JOIN change_internal i ON i.change_id = "
    "s.change_id"
    " WHERE (s.municipality, s.number) > ($1, $2::bigint) ORDER BY s.municipality, s.number LIMIT 1000";

static const char erased_sql[] =
    "SELECT FROM change e JOIN change_internal x ON x.change_id = e.id JOIN change c ON c.id = $1::bigint"
    " WHERE e.operation = 'erase' AND e.row_key = c.row_key AND e.resource = c.resource"
    " AND x.after #> ARRAY['erased', $2] @> to_jsonb(c.id)";

/* What the sealing has passed and has no seal. */
static const char unsealed_sql[] =
    "SELECT c.id, c.municipality FROM change c"
    " LEFT JOIN LATERAL (SELECT e.settled, s.sealed FROM change_era e JOIN change_sealing s ON s.era = e.number"
    " ORDER BY e.number DESC LIMIT 1) p ON true"
    " WHERE (c.id <= p.settled OR pg_visible_in_snapshot(c.xid, p.sealed))"
    " AND NOT EXISTS (SELECT FROM change_seal s WHERE s.change_id = c.id) ORDER BY c.id LIMIT 100";

static const char *const heads_sql = "SELECT municipality, number, hash FROM change_chain ORDER BY municipality";

struct verification {
    struct session *session;
    char municipality[MUNICIPALITY_MOST]; /* of the chain that is walked; "": none yet */
    int64_t number;                       /* of its last seal that was seen */
    struct chain_hash hash;
    uint64_t seals, chains, wrong;
};

static void report(struct verification *verification, const char *municipality, const char *number, const char *what,
    const char *change)
{
    printf("%s seal %s: %s%s\n", municipality, number, what, change);
    verification->wrong++;
}

/* ---- The end of a chain ---- */

static bool end_chain(struct verification *verification)
{
    const char *const municipality = verification->municipality;
    char number[24];
    struct chain_hash head;
    PGresult *found;

    if (!*municipality)
        return true;
    snprintf(number, sizeof number, "%" PRId64, verification->number);
    if (!audit_run(verification->session, "SELECT number, hash FROM change_chain WHERE municipality = $1",
            &municipality, 1, &found))
        return false;
    if (PQntuples(found) == 0)
        report(verification, municipality, number, "the chain's own last seal is not noted", "");
    else if (strcmp(PQgetvalue(found, 0, 0), number) != 0)
        report(verification, municipality, PQgetvalue(found, 0, 0), "is noted as the last; the chain ends at ", number);
    else if (!chain_read(PQgetvalue(found, 0, 1), &head) || !chain_equal(&head, &verification->hash))
        report(verification, municipality, number, "the last seal is not the one that is noted", "");
    PQclear(found);
    return true;
}

/* ---- A seal ---- */

static bool is_erased(struct verification *verification, const char *change, const char *side, bool *ret)
{
    const char *const values[] = {change, side};
    PGresult *found;

    if (!audit_run(verification->session, erased_sql, values, 2, &found))
        return false;
    *ret = PQntuples(found) > 0;
    PQclear(found);
    return true;
}

/* One of the two states of an entry: as it was sealed, or erased, which another entry says. */
static bool check_state(struct verification *verification, const PGresult *page, int row, bool before)
{
    const struct chain_hash hash = chain_of_text(PQgetvalue(page, row, before ? COLUMN_BEFORE : COLUMN_AFTER));
    const char *change = PQgetvalue(page, row, COLUMN_CHANGE);
    const bool salted = PQgetvalue(page, row, before ? COLUMN_BEFORE_SALTED : COLUMN_AFTER_SALTED)[0] == 't';
    struct chain_hash sealed = {0};
    bool erased = false;

    if (chain_read(PQgetvalue(page, row, before ? COLUMN_BEFORE_HASH : COLUMN_AFTER_HASH), &sealed) &&
        chain_equal(&sealed, &hash))
        return true;
    if (!salted && !is_erased(verification, change, before ? "before" : "after", &erased))
        return false;
    if (!erased)
        report(verification, PQgetvalue(page, row, COLUMN_MUNICIPALITY), PQgetvalue(page, row, COLUMN_NUMBER),
            salted ? (before ? "the state before was altered in entry " : "the state after was altered in entry ")
                   : (before ? "the state before was taken away from entry "
                             : "the state after was taken away from entry "),
            change);
    return true;
}

static void check_link(struct verification *verification, const PGresult *page, int row, const struct chain_hash *hash)
{
    struct chain_hash before = {0}, after = {0}, expected;

    chain_read(PQgetvalue(page, row, COLUMN_BEFORE_HASH), &before);
    chain_read(PQgetvalue(page, row, COLUMN_AFTER_HASH), &after);
    expected = chain_next(&verification->hash, PQgetvalue(page, row, COLUMN_ENTRY), &before, &after);
    if (!chain_equal(&expected, hash))
        report(verification, PQgetvalue(page, row, COLUMN_MUNICIPALITY), PQgetvalue(page, row, COLUMN_NUMBER),
            "does not fit: altered or in another place: entry ", PQgetvalue(page, row, COLUMN_CHANGE));
}

static bool begin_chain(struct verification *verification, const char *municipality)
{
    if (!end_chain(verification))
        return false;
    snprintf(verification->municipality, sizeof verification->municipality, "%s", municipality);
    verification->number = 0;
    verification->hash = chain_of_text(municipality);
    verification->chains++;
    return true;
}

static bool check_seal(struct verification *verification, const PGresult *page, int row)
{
    const char *municipality = PQgetvalue(page, row, COLUMN_MUNICIPALITY), *text = PQgetvalue(page, row, COLUMN_NUMBER);
    const int64_t number = strtoll(text, NULL, 10);
    struct chain_hash hash = {0};
    bool ok = strcmp(verification->municipality, municipality) == 0 || begin_chain(verification, municipality);

    chain_read(PQgetvalue(page, row, COLUMN_HASH), &hash);
    if (ok && number != verification->number + 1) {
        report(verification, municipality, text, "seals before it are missing", "");
    } else if (ok && PQgetvalue(page, row, COLUMN_FOUND)[0] != 't') {
        report(verification, municipality, text, "its entry is missing: ", PQgetvalue(page, row, COLUMN_CHANGE));
    } else if (ok) {
        check_link(verification, page, row, &hash);
        ok = check_state(verification, page, row, true) && check_state(verification, page, row, false);
    }
    verification->number = number;
    verification->hash = hash;
    verification->seals++;
    return ok;
}

/* ---- All of them ---- */

static bool walk(struct verification *verification)
{
    char number[24];
    bool ok = true;

    for (int rows = 1; ok && rows > 0;) {
        const char *const values[] = {verification->municipality, number};
        PGresult *page;

        snprintf(number, sizeof number, "%" PRId64, verification->number);
        if (!audit_run(verification->session, page_sql, values, 2, &page))
            return false;
        rows = PQntuples(page);
        for (int row = 0; ok && row < rows; row++)
            ok = check_seal(verification, page, row);
        PQclear(page);
    }
    return ok && end_chain(verification);
}

static bool find_unsealed(struct verification *verification)
{
    PGresult *found;

    if (!audit_run(verification->session, unsealed_sql, NULL, 0, &found))
        return false;
    for (int row = 0; row < PQntuples(found); row++)
        report(verification, PQgetvalue(found, row, 1), "-", "there is none for entry ", PQgetvalue(found, row, 0));
    PQclear(found);
    return true;
}

/* Chains of which not one seal is left. */
static bool find_lost_chains(struct verification *verification)
{
    PGresult *found;

    if (!audit_run(verification->session,
            "SELECT h.municipality, h.number FROM change_chain h WHERE NOT EXISTS"
            " (SELECT FROM change_seal s WHERE s.municipality = h.municipality)",
            NULL, 0, &found))
        return false;
    for (int row = 0; row < PQntuples(found); row++)
        report(verification, PQgetvalue(found, row, 0), PQgetvalue(found, row, 1), "the whole chain is missing", "");
    PQclear(found);
    return true;
}

/* ---- Against what was noted elsewhere ---- */

static bool compare_line(struct verification *verification, const char *line)
{
    char municipality[MUNICIPALITY_MOST], number[24], hash[CHAIN_TEXT_SIZE];
    const char *const values[] = {municipality, number};
    PGresult *found;

    if (sscanf(line, "%63s %23s %66s", municipality, number, hash) != 3 ||
        strspn(number, "0123456789") != strlen(number)) {
        fprintf(stderr, "proeftuind: audit: this is no line of `audit heads`: %s", line);
        return false;
    }
    if (!audit_run(verification->session,
            "SELECT hash FROM change_seal WHERE municipality = $1 AND number = $2::bigint", values, 2, &found))
        return false;
    if (PQntuples(found) == 0)
        report(verification, municipality, number, "was noted elsewhere, and is missing", "");
    else if (strcmp(PQgetvalue(found, 0, 0), hash) != 0)
        report(verification, municipality, number, "is not the one that was noted elsewhere", "");
    PQclear(found);
    return true;
}

static bool compare(struct verification *verification, const char *path)
{
    FILE *file = fopen(path, "re");
    char line[256];
    bool ok = file;

    if (!file)
        perror(path);
    while (ok && fgets(line, sizeof line, file))
        ok = compare_line(verification, line);
    if (file)
        fclose(file);
    return ok;
}

int audit_verify(struct session *session, const char *against)
{
    struct verification verification = {.session = session};
    bool ok = session_command(session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") == DB_OK;

    ok = ok && walk(&verification) && find_lost_chains(&verification) && find_unsealed(&verification);
    ok = ok && (!against || compare(&verification, against));
    if (!ok)
        return 1;
    printf("%" PRIu64 " seals in %" PRIu64 " chains: ", verification.seals, verification.chains);
    if (verification.wrong)
        printf("%" PRIu64 " things are wrong\n", verification.wrong);
    else
        printf("all is well\n");
    return verification.wrong ? 1 : 0;
}

int audit_heads(struct session *session)
{
    PGresult *heads;

    if (!audit_run(session, heads_sql, NULL, 0, &heads))
        return 1;
    for (int row = 0; row < PQntuples(heads); row++)
        printf("%s %s %s\n", PQgetvalue(heads, row, 0), PQgetvalue(heads, row, 1), PQgetvalue(heads, row, 2));
    PQclear(heads);
    return 0;
}
