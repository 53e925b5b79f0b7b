-- Purpose: the keys of the triggers of the groups that match.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the group's name is compared with
-- Columns: trigger_name, trigger_group
-- Locks: none
SELECT t.trigger_name, g.name
FROM {qrtz}triggers t
CROSS JOIN LATERAL (SELECT t.trigger_group::text AS name) AS g
WHERE t.sched_name = $1 AND {+group_matches};
