-- Purpose: removes the scheduler's triggers.
-- Parameters: $1 text  scheduler name
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
DELETE FROM {qrtz}triggers WHERE sched_name = $1;
