-- Purpose: remembers the groups of stored triggers that match as paused.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the group's name is compared with
--             $4 text  a group that is left out: recovery's own, whose triggers would never be resumed
-- Columns: none
-- Locks: needs TRIGGER_ACCESS
INSERT INTO {qrtz}paused_trigger_grps (sched_name, trigger_group)
SELECT DISTINCT $1, g.name
FROM {qrtz}triggers t
CROSS JOIN LATERAL (SELECT t.trigger_group::text AS name) AS g
WHERE t.sched_name = $1 AND g.name <> $4 AND {+group_matches}
ON CONFLICT DO NOTHING;
