-- Purpose: tables by name: where they are, what the role may do with them, how they are kept.
-- Parameters: $1 text[] names, without schema
--             $2 text   schema; NULL: the ones that the search_path finds
-- Columns: name, oid, kind, whether SELECT, INSERT, UPDATE, DELETE are allowed, whether rows are hidden by policies,
--          whether autovacuum is off for it, dead rows, live rows, bytes
-- Locks: none
SELECT
    c.relname::text, c.oid::int8, c.relkind::text,
    has_table_privilege(c.oid, 'SELECT'), has_table_privilege(c.oid, 'INSERT'),
    has_table_privilege(c.oid, 'UPDATE'), has_table_privilege(c.oid, 'DELETE'),
    row_security_active(c.oid),
    coalesce('autovacuum_enabled=false' = ANY (c.reloptions) OR 'autovacuum_enabled=off' = ANY (c.reloptions), false),
    coalesce(pg_stat_get_dead_tuples(c.oid), 0), coalesce(pg_stat_get_live_tuples(c.oid), 0),
    coalesce(pg_relation_size(c.oid), 0)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = ANY ($1::text[])
    AND c.relkind IN ('r', 'p', 'v', 'f', 'm')
    AND CASE WHEN $2::text IS NULL THEN pg_table_is_visible(c.oid) ELSE n.nspname = $2 END
ORDER BY 1;
