-- Purpose: the paused triggers of the groups that match, to be resumed.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the group's name is compared with
-- Columns: the trigger (42), whether its job executes exclusively
-- Locks: needs TRIGGER_ACCESS
SELECT {+trigger_columns}, {+is_blocked}
FROM {qrtz}triggers t
CROSS JOIN LATERAL (SELECT t.trigger_group::text AS name) AS g
{+trigger_joins}
WHERE t.sched_name = $1 AND {+group_matches} AND t.trigger_state IN ('PAUSED', 'PAUSED_BLOCKED');
