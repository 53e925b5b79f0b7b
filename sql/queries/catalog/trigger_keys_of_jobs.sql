-- Purpose: the triggers of the given jobs.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: trigger_name, trigger_group
-- Locks: none
SELECT t.trigger_name, t.trigger_group
FROM unnest($2::text[], $3::text[]) AS k (job_name, job_group)
JOIN {qrtz}triggers t ON t.sched_name = $1 AND t.job_group = k.job_group AND t.job_name = k.job_name;
