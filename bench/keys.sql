-- What is asked for, in bench/run, of a register that bench/pilots.sql has filled: every pilot; of every municipality that has enough
-- of them a list, one that a filter sifts, and one by status. In an order by chance that is the same each time; for pgbench in rows of :batch.

CREATE SCHEMA bench;

CREATE VIEW bench.key AS
WITH owner AS (SELECT municipality FROM pilot GROUP BY municipality HAVING count(*) >= 200)
SELECT 'one' AS question, id::text AS key, '/v1/pilots/' || id AS path, row_number() OVER (ORDER BY md5(id::text)) - 1 AS n
FROM pilot
UNION ALL
SELECT question, municipality, '/v1/pilots?municipality=' || municipality || filters || '&limit=50',
    row_number() OVER (PARTITION BY question ORDER BY md5(municipality)) - 1
FROM owner
CROSS JOIN (VALUES ('list', ''), ('filtered', '&domains=youth'), ('status', '&statusGroup=active')) AS asked (question, filters);

CREATE TABLE bench.keys AS
SELECT question, 1 + n / :batch AS n, array_agg(key ORDER BY n) AS keys FROM bench.key GROUP BY 1, 2;

ALTER TABLE bench.keys ADD PRIMARY KEY (question, n);
ANALYZE bench.keys;
