-- Purpose: takes one of the scheduler's two lock rows for the rest of the transaction. Fails with division by zero if
--          the row is missing, so that what follows in the same pipeline never runs without the lock.
-- Parameters: $1 text  scheduler name
--             $2 text  TRIGGER_ACCESS or STATE_ACCESS
-- Columns: 1
-- Locks: the row of {qrtz}locks, FOR UPDATE
SELECT 1 / count(*)::int4
FROM (SELECT lock_name FROM {qrtz}locks WHERE sched_name = $1 AND lock_name = $2 FOR UPDATE) AS held;
