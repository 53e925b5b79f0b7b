-- Purpose: which of the given jobs are stored; keeps them from being removed by a completion until the transaction ends.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: job_name, job_group, is_nonconcurrent
-- Locks: the rows of the jobs, in the order of their keys
SELECT j.job_name, j.job_group, j.is_nonconcurrent
FROM {qrtz}job_details j
WHERE j.sched_name = $1
    AND (j.job_name, j.job_group) IN (SELECT * FROM unnest($2::text[], $3::text[]))
ORDER BY j.job_name, j.job_group
FOR UPDATE OF j;
