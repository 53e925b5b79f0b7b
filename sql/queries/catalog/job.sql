-- Purpose: one job.
-- Parameters: $1 text  scheduler name
--             $2 text  job name
--             $3 text  job group
-- Columns: the job (9)
-- Locks: none
SELECT {+job_columns}
FROM {qrtz}job_details j
WHERE j.sched_name = $1 AND j.job_name = $2 AND j.job_group = $3;
