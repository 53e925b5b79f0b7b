-- Purpose: forgets the paused groups that match.
-- Parameters: $1 text  scheduler name
--             $2 text  equals, startsWith, endsWith, contains or any
--             $3 text  what the group's name is compared with
--             $4 text  the marker for all groups, which goes only with "any"
-- Columns: none
-- Locks: needs TRIGGER_ACCESS
DELETE FROM {qrtz}paused_trigger_grps p
WHERE p.sched_name = $1
    AND ($2 = 'any' OR p.trigger_group <> $4)
    AND p.trigger_group IN (
        SELECT g.name
        FROM (SELECT trigger_group::text AS name FROM {qrtz}paused_trigger_grps WHERE sched_name = $1) AS g
        WHERE {+group_matches});
