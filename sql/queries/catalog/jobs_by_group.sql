-- Purpose: the jobs of the groups that match.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the group's name is compared with
-- Columns: the job (9)
-- Locks: none
SELECT {+job_columns}
FROM {qrtz}job_details j
CROSS JOIN LATERAL (SELECT j.job_group::text AS name) AS g
WHERE j.sched_name = $1 AND {+group_matches};
