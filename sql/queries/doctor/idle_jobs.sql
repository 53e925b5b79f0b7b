-- Purpose: jobs that are not durable and have neither a trigger nor an execution.
-- Parameters: $1 text  scheduler name
--             $2 int8  the most jobs
-- Columns: job_name, job_group, how many there are in all
-- Locks: none
SELECT j.job_name, j.job_group, count(*) OVER ()
FROM {qrtz}job_details j
LEFT JOIN (SELECT DISTINCT job_name, job_group FROM {qrtz}triggers WHERE sched_name = $1) AS t
    ON t.job_name = j.job_name AND t.job_group = j.job_group
LEFT JOIN (SELECT DISTINCT job_name, job_group FROM {qrtz}fired_triggers WHERE sched_name = $1) AS f
    ON f.job_name = j.job_name AND f.job_group = j.job_group
WHERE j.sched_name = $1 AND NOT j.is_durable AND t.job_name IS NULL AND f.job_name IS NULL
ORDER BY j.job_group, j.job_name
LIMIT $2;
