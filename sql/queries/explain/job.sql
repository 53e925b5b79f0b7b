-- Purpose: the job that a trigger names.
-- Parameters: $1 text  scheduler name
--             $2 text  trigger name
--             $3 text  trigger group
-- Columns: the job (9)
-- Locks: none
SELECT {+job_columns}
FROM {qrtz}triggers t
JOIN {qrtz}job_details j
    ON j.sched_name = t.sched_name AND j.job_name = t.job_name AND j.job_group = t.job_group
WHERE t.sched_name = $1 AND t.trigger_name = $2 AND t.trigger_group = $3;
