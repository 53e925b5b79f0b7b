-- Purpose: the version that the tables have.
-- Parameters: none
-- Columns: version; NULL if no migration was applied
-- Locks: none
SELECT max(version) FROM {carnelian}schema_version;
