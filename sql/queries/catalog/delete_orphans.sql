-- Purpose: removes those of the given jobs that are not durable and have no trigger left.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS and the rows of the jobs
DELETE FROM {qrtz}job_details j
USING unnest($2::text[], $3::text[]) AS k (job_name, job_group)
WHERE j.sched_name = $1 AND j.job_name = k.job_name AND j.job_group = k.job_group
    AND NOT j.is_durable
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}triggers t
        WHERE t.sched_name = $1 AND t.job_group = j.job_group AND t.job_name = j.job_name);
