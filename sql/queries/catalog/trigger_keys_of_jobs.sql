-- Purpose: the triggers of the given jobs.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: trigger_name, trigger_group
-- Locks: none
WITH {+job_keys}
SELECT t.trigger_name, t.trigger_group
FROM k
JOIN {qrtz}triggers t ON t.sched_name = k.sched_name AND t.job_name = k.job_name AND t.job_group = k.job_group;
