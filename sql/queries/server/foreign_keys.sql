-- Purpose: the foreign keys of tables.
-- Parameters: $1 int8[] oids of the tables
-- Columns: table oid, oid of the table that is referred to, name, whether existing rows were checked
-- Locks: none
SELECT k.conrelid::int8, k.confrelid::int8, k.conname::text, k.convalidated
FROM pg_catalog.pg_constraint k
WHERE k.contype = 'f' AND k.conrelid = ANY ($1::int8[]::oid[]);
