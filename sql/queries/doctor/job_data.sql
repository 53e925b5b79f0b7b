-- Purpose: the data of jobs, each once, with a job that has it.
-- Parameters: $1 text  scheduler name
--             $2 int8  the most data
-- Columns: job_data, job_name, job_group of one job, how many have it
-- Locks: none
SELECT job_data, min(job_name), min(job_group), count(*)
FROM {qrtz}job_details
WHERE sched_name = $1 AND length(job_data) > 0
GROUP BY job_data
LIMIT $2;
