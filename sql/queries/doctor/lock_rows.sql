-- Purpose: the scheduler's lock rows.
-- Parameters: $1 text  scheduler name
-- Columns: lock_name
-- Locks: none
SELECT lock_name FROM {qrtz}locks WHERE sched_name = $1;
