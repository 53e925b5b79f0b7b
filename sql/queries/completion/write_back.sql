-- Purpose: writes job data back that executions left behind, while their fire instances are still the node's own.
--          Where several executions of one job end together, the last one given wins.
-- Parameters: $1 text    scheduler name
--             $2 text    instance id of the node that executed them
--             $3 text[]  fire instance ids
--             $4 bytea[] the job data, one for each
-- Columns: none
-- Locks: the fire instances and the jobs; needs no lock row for jobs that are not exclusive
WITH owned AS MATERIALIZED (
    SELECT f.job_name, f.job_group, given.data, given.position
    FROM unnest($3::text[], $4::bytea[]) WITH ORDINALITY AS given (entry_id, data, position)
    JOIN {qrtz}fired_triggers f
        ON f.sched_name = $1 AND f.entry_id = given.entry_id AND f.instance_name = $2 AND f.state = 'EXECUTING'
    FOR UPDATE OF f
),
latest AS (
    SELECT DISTINCT ON (job_group, job_name) job_name, job_group, data
    FROM owned
    ORDER BY job_group, job_name, position DESC
)
UPDATE {qrtz}job_details j
SET job_data = latest.data
FROM latest
WHERE j.sched_name = $1 AND j.job_name = latest.job_name AND j.job_group = latest.job_group AND j.is_update_data
