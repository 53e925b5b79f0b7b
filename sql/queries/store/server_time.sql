-- Purpose: the server's clock, for the node's estimate of it.
-- Parameters: none
-- Columns: microseconds since the epoch
-- Locks: none
SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::int8;
