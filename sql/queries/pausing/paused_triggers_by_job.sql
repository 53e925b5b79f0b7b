-- Purpose: the paused triggers of a job, or of the jobs of groups that match, to be resumed.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the job group's name is compared with
--             $4 text  job name; NULL: every job of the groups
-- Columns: the trigger (42), whether its job executes exclusively
-- Locks: needs TRIGGER_ACCESS
SELECT {+trigger_columns}, {+is_blocked}
FROM {qrtz}triggers t
CROSS JOIN LATERAL (SELECT t.job_group::text AS name) AS g
{+trigger_joins}
WHERE t.sched_name = $1 AND {+group_matches} AND ($4::text IS NULL OR t.job_name = $4)
    AND t.trigger_state IN ('PAUSED', 'PAUSED_BLOCKED');
