-- Purpose: the triggers of the groups that match.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the group's name is compared with
-- Columns: the trigger (42), reason
-- Locks: none
SELECT {+stored_trigger_columns}
FROM {qrtz}triggers t
CROSS JOIN LATERAL (SELECT t.trigger_group::text AS name) AS g
{+stored_trigger_joins}
WHERE t.sched_name = $1 AND {+group_matches};
