-- Purpose: removes those of the given jobs that are not durable and have no trigger left.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS and the rows of the jobs
WITH {+job_keys}
DELETE FROM {qrtz}job_details j USING k
WHERE j.sched_name = k.sched_name AND j.job_name = k.job_name AND j.job_group = k.job_group
    AND NOT j.is_durable
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}triggers t
        WHERE t.sched_name = k.sched_name AND t.job_name = k.job_name AND t.job_group = k.job_group);
