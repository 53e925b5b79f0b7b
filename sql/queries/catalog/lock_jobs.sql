-- Purpose: which of the given jobs are stored; keeps them from being removed by a completion until the transaction
--          ends.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: job_name, job_group, is_nonconcurrent
-- Locks: the rows of the jobs, in the order of their keys
WITH {+job_keys}
SELECT j.job_name, j.job_group, j.is_nonconcurrent
FROM k
JOIN {qrtz}job_details j ON j.sched_name = k.sched_name AND j.job_name = k.job_name AND j.job_group = k.job_group
ORDER BY j.job_name, j.job_group
FOR UPDATE OF j;
