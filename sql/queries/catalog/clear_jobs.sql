-- Purpose: removes the scheduler's jobs.
-- Parameters: $1 text  scheduler name
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
DELETE FROM {qrtz}job_details WHERE sched_name = $1;
