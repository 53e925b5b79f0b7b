-- Purpose: removes jobs whose triggers are gone.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: job_name, job_group of the jobs removed
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+job_keys}
DELETE FROM {qrtz}job_details j USING k
WHERE j.sched_name = k.sched_name AND j.job_name = k.job_name AND j.job_group = k.job_group
RETURNING j.job_name, j.job_group;
