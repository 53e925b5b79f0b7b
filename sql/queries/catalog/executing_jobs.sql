-- Purpose: which of the given jobs execute exclusively now, so that their triggers are blocked.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: job_name, job_group
-- Locks: none
SELECT k.job_name, k.job_group
FROM unnest($2::text[], $3::text[]) AS k (job_name, job_group)
WHERE EXISTS (
    SELECT 1 FROM {qrtz}fired_triggers f
    WHERE f.sched_name = $1 AND f.job_group = k.job_group AND f.job_name = k.job_name AND f.is_nonconcurrent);
