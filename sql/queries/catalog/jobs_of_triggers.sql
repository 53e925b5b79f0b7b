-- Purpose: the jobs of the given triggers; keeps them from being removed by a completion until the transaction ends, so
--          that of two transactions that remove a job's last triggers the second sees what the first did.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: job_name, job_group
-- Locks: the rows of the jobs, in the order of their keys
WITH {+trigger_keys},
owners AS MATERIALIZED (
    SELECT DISTINCT t.sched_name, t.job_name, t.job_group
    FROM k
    JOIN {qrtz}triggers t
        ON t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
)
SELECT j.job_name, j.job_group
FROM owners
JOIN {qrtz}job_details j
    ON j.sched_name = owners.sched_name AND j.job_name = owners.job_name AND j.job_group = owners.job_group
ORDER BY j.job_name, j.job_group
FOR UPDATE OF j;
