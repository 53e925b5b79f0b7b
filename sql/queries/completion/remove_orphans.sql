-- Purpose: removes non-durable jobs that have no trigger left.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock, so that no trigger can join the job meanwhile
DELETE FROM {qrtz}job_details j
USING unnest($2::text[], $3::text[]) AS given (job_name, job_group)
WHERE j.sched_name = $1
    AND j.job_name = given.job_name
    AND j.job_group = given.job_group
    AND NOT j.is_durable
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}triggers t
        WHERE t.sched_name = $1 AND t.job_name = given.job_name AND t.job_group = given.job_group)
