-- What is asked for, in bench/run: every pilot and every municipality of bench/pilots.sql, in an order by chance that is the same
-- each time; for pgbench in rows of :batch.

CREATE SCHEMA bench;

CREATE VIEW bench.key AS
SELECT 'one' AS question, id::text AS key, '/v1/pilots/' || id AS path, row_number() OVER (ORDER BY md5(id::text)) - 1 AS n
FROM pilot
UNION ALL
SELECT 'list', municipality, '/v1/pilots?municipality=' || municipality || '&limit=50',
    row_number() OVER (ORDER BY md5(municipality)) - 1
FROM (SELECT DISTINCT municipality FROM pilot) m;

CREATE TABLE bench.keys AS
SELECT question, 1 + n / :batch AS n, array_agg(key ORDER BY n) AS keys FROM bench.key GROUP BY 1, 2;

ALTER TABLE bench.keys ADD PRIMARY KEY (question, n);
ANALYZE bench.keys;
