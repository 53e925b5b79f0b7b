-- Purpose: the jobs of the given triggers; keeps them from being removed by a completion until the transaction ends, so that
--          of two transactions that remove a job's last triggers the second sees what the first did.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: job_name, job_group
-- Locks: the rows of the jobs, in the order of their keys
SELECT j.job_name, j.job_group
FROM {qrtz}job_details j
WHERE j.sched_name = $1
    AND (j.job_name, j.job_group) IN (
        SELECT t.job_name, t.job_group
        FROM unnest($2::text[], $3::text[]) AS k (trigger_name, trigger_group)
        JOIN {qrtz}triggers t
            ON t.sched_name = $1 AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group)
ORDER BY j.job_name, j.job_group
FOR UPDATE OF j;
