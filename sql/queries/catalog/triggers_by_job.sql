-- Purpose: the triggers of a job.
-- Parameters: $1 text  scheduler name
--             $2 text  job name
--             $3 text  job group
-- Columns: the trigger (42), reason
-- Locks: none
SELECT {+stored_trigger_columns}
FROM {qrtz}triggers t
{+stored_trigger_joins}
WHERE t.sched_name = $1 AND t.job_name = $2 AND t.job_group = $3;
