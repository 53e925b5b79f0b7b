-- Purpose: the indexes of tables.
-- Parameters: $1 int8[] oids of the tables
-- Columns: table oid, name, its columns in order, whether unique, whether usable, its predicate (NULL: all rows)
-- Locks: none
SELECT
    i.indrelid::int8, c.relname::text,
    ARRAY(
        SELECT coalesce(a.attname::text, '')
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, position)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum
        WHERE u.position <= i.indnkeyatts
        ORDER BY u.position),
    i.indisunique, i.indisvalid AND i.indisready, pg_get_expr(i.indpred, i.indrelid)
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY ($1::int8[]::oid[]);
