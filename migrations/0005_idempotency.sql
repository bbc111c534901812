-- Keys that clients give with a POST (the header Idempotency-Key), so that one that is sent again is done once.
--
-- The key's row is inserted first, in the transaction that adds the row: whoever comes second waits on the primary key,
-- and then knows. As long as callers are not told apart, keys are shared by all; with accounts the key's owner joins the
-- primary key.

CREATE TABLE idempotency_key (
    key text COLLATE "C" NOT NULL,
    fingerprint bytea NOT NULL,
    resource text NOT NULL,
    row_key text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT idempotency_key__key__pkey PRIMARY KEY (key),
    CONSTRAINT idempotency_key__key__check CHECK (key ~ '^[!-~]{1,200}$'),
    CONSTRAINT idempotency_key__fingerprint__check CHECK (octet_length(fingerprint) = 32)
);

-- Every write that brings a key takes away a few that have expired, oldest first.
CREATE INDEX idempotency_key__created_at__idx ON idempotency_key (created_at);

COMMENT ON TABLE idempotency_key IS 'Which keys clients have used to add a row, kept for two days.';
COMMENT ON COLUMN idempotency_key.key IS 'As the client gave it.';
COMMENT ON COLUMN idempotency_key.fingerprint IS
    'BLAKE2b of method, path and body: a key that comes back with another request is refused.';
COMMENT ON COLUMN idempotency_key.resource IS 'The collection that the row was added to, by its path.';
COMMENT ON COLUMN idempotency_key.row_key IS 'The row that was added, by its id or code; it may have been deleted since.';
COMMENT ON COLUMN idempotency_key.created_at IS 'When it was used.';
