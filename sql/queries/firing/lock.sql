-- Purpose: takes the TRIGGER_ACCESS lock row within a pipeline, where nobody can look at the rows before the next
--          statement runs: a missing lock row fails the statement (22012), and with it the transaction.
-- Parameters: $1 text scheduler name
-- Columns: 1
-- Locks: the TRIGGER_ACCESS row, FOR UPDATE, to the end of the transaction
WITH locked AS MATERIALIZED (
    SELECT lock_name FROM {qrtz}locks WHERE sched_name = $1 AND lock_name = 'TRIGGER_ACCESS' FOR UPDATE
)
SELECT 1 / count(*)::int FROM locked
