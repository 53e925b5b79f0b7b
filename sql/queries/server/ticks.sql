-- Purpose: whether times stand in the tables that are no milliseconds, as Quartz.NET's ticks are not.
-- Parameters: $1 int8  the latest time that can be meant, ms
-- Columns: whether there is one
-- Locks: none
SELECT EXISTS (SELECT 1 FROM {qrtz}triggers WHERE next_fire_time > $1 OR start_time > $1);
