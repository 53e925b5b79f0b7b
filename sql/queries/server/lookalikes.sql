-- Purpose: where tables of a name are that is like the one looked for: another schema, or other letters.
-- Parameters: $1 text  the name
-- Columns: schema, name, whether the role may use the schema
-- Locks: none
SELECT n.nspname::text, c.relname::text, has_schema_privilege(n.oid, 'USAGE')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE (lower(c.relname) = $1 OR lower(c.relname) LIKE '%qrtz%triggers')
    AND lower(c.relname) NOT SIMILAR TO '%(simple|cron|simprop|blob|fired)\_triggers'
    AND c.relkind IN ('r', 'p')
ORDER BY 1, 2
LIMIT 10;
