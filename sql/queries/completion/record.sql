-- Purpose: ends executions: deletes their fire instances, and the triggers whose last fire this was.
--          Only fire instances that are still the node's own count, so a node that lost them changes nothing.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the node that executed them
--             $3 text[] fire instance ids
--             $4 bool[] whether the trigger had no further fire time when it fired
-- Columns: entry_id of each execution that was ended here
-- Locks: the rows it deletes; needs no lock row. A trigger goes only while it is COMPLETE without a next fire time, and
--        that is tested again on the row's newest version, so a reschedule that commits first keeps its trigger.
WITH done AS (
    DELETE FROM {qrtz}fired_triggers f
    USING unnest($3::text[], $4::bool[]) AS given (entry_id, is_final)
    WHERE f.sched_name = $1
        AND f.entry_id = given.entry_id
        AND f.instance_name = $2
        AND f.state = 'EXECUTING'
    RETURNING f.entry_id, f.trigger_name, f.trigger_group, given.is_final
),
removed AS (
    DELETE FROM {qrtz}triggers t
    USING done
    WHERE t.sched_name = $1
        AND t.trigger_name = done.trigger_name
        AND t.trigger_group = done.trigger_group
        AND t.trigger_state = 'COMPLETE'
        AND coalesce(t.next_fire_time, 0) <= 0
        AND (done.is_final OR NOT EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.trigger_group = t.trigger_group AND f.trigger_name = t.trigger_name
                AND f.entry_id <> ALL ($3::text[])))
    RETURNING t.trigger_name, t.trigger_group, t.trigger_type
),
simple AS (
    DELETE FROM {qrtz}simple_triggers s
    USING removed
    WHERE removed.trigger_type = 'SIMPLE'
        AND s.sched_name = $1
        AND s.trigger_name = removed.trigger_name
        AND s.trigger_group = removed.trigger_group
),
cron AS (
    DELETE FROM {qrtz}cron_triggers c
    USING removed
    WHERE removed.trigger_type = 'CRON'
        AND c.sched_name = $1
        AND c.trigger_name = removed.trigger_name
        AND c.trigger_group = removed.trigger_group
)
SELECT entry_id FROM done
