-- Purpose: which of the given jobs execute exclusively now, so that their triggers are blocked.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: job_name, job_group
-- Locks: none
WITH {+job_keys}
SELECT k.job_name, k.job_group
FROM k
WHERE EXISTS (
    SELECT 1 FROM {qrtz}fired_triggers f
    WHERE f.sched_name = k.sched_name AND f.job_name = k.job_name AND f.job_group = k.job_group AND f.is_nonconcurrent);
