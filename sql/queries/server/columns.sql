-- Purpose: the columns of tables.
-- Parameters: $1 int8[] oids of the tables
-- Columns: table oid, column, type without its length
-- Locks: none
SELECT a.attrelid::int8, a.attname::text, format_type(a.atttypid, NULL)
FROM pg_catalog.pg_attribute a
WHERE a.attrelid = ANY ($1::int8[]::oid[]) AND a.attnum > 0 AND NOT a.attisdropped;
