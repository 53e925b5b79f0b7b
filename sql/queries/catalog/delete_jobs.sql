-- Purpose: removes jobs whose triggers are gone.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: job_name, job_group of the jobs removed
-- Locks: needs TRIGGER_ACCESS; locks the rows
DELETE FROM {qrtz}job_details j
USING unnest($2::text[], $3::text[]) AS k (job_name, job_group)
WHERE j.sched_name = $1 AND j.job_name = k.job_name AND j.job_group = k.job_group
RETURNING j.job_name, j.job_group;
