-- Purpose: the keys of the jobs of the groups that match.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the group's name is compared with
-- Columns: job_name, job_group
-- Locks: none
SELECT j.job_name, g.name
FROM {qrtz}job_details j
CROSS JOIN LATERAL (SELECT j.job_group::text AS name) AS g
WHERE j.sched_name = $1 AND {+group_matches};
