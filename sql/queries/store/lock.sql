-- Takes one of the scheduler's two lock rows for the rest of the transaction.
--
-- $1 text  sched_name
-- $2 text  lock_name: TRIGGER_ACCESS or STATE_ACCESS
--
-- Columns: lock_name. Not exactly one row: the lock row is missing, nothing is locked.
-- Locks: the row of {qrtz}locks, FOR UPDATE.
SELECT lock_name FROM {qrtz}locks WHERE sched_name = $1 AND lock_name = $2 FOR UPDATE;
