-- The key that the tests send unless they say otherwise (tests/support/keys.mjs): every role, everywhere.
INSERT INTO api_key (id, key_id, hash, label, roles, everywhere)
VALUES ('01900000-0000-7000-8000-000000000001', '0000000000000000',
    '\xe00fcc5c4b0934b109dd61dc81a2cfec845d29183786cc1feb2ad4873a4a8a86', 'tests',
    '{editor,controller,administrator,reader}', true)
ON CONFLICT DO NOTHING;
