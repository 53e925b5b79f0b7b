-- Purpose: ends executions: deletes their fire instances, and the triggers whose last fire this was.
--          Only fire instances that are still the node's own count, so a node that lost them changes nothing.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the node that executed them
--             $3 text[] fire instance ids
--             $4 bool[] whether the trigger had no further fire time when it fired
-- Columns: entry_id of each execution that was ended here, and false; once more with true where the trigger went although
--          it had a further fire time when it fired
-- Locks: the rows it deletes; needs no lock row. A trigger goes only while it is COMPLETE without a next fire time, and
--        that is tested again on the row's newest version, so a reschedule that commits first keeps its trigger.
-- A range of one with its order, and concatenation with nothing, leave the planner one index: on tables that were empty
-- when they were analysed every index that begins with sched_name looks as good as the primary key.
WITH given AS MATERIALIZED (
    SELECT f.row, given.is_final
    FROM unnest($3::text[], $4::bool[]) AS given (entry_id, is_final)
    CROSS JOIN LATERAL (
        SELECT f.ctid AS row FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.entry_id BETWEEN given.entry_id AND given.entry_id
        ORDER BY f.sched_name, f.entry_id
        LIMIT 1
    ) AS f
),
done AS (
    DELETE FROM {qrtz}fired_triggers f
    USING given
    WHERE f.ctid = given.row
        AND f.sched_name || '' = $1
        AND f.instance_name || '' = $2
        AND f.state = 'EXECUTING'
    RETURNING f.entry_id, f.trigger_name, f.trigger_group, given.is_final
),
beside AS MATERIALIZED (
    SELECT EXISTS (SELECT 1 FROM {carnelian}trigger_options o WHERE o.sched_name = $1) AS options
),
spent AS MATERIALIZED (
    SELECT
        done.entry_id, done.is_final, t.row, t.simple_row, t.cron_row, t.simprop_row, t.option_row
    FROM done
    CROSS JOIN LATERAL (
        SELECT
            t.ctid AS row,
            CASE WHEN t.trigger_type = 'SIMPLE' THEN (
                SELECT s.ctid FROM {qrtz}simple_triggers s
                WHERE s.sched_name = $1 AND s.trigger_name = t.trigger_name AND s.trigger_group = t.trigger_group
                LIMIT 1) END AS simple_row,
            CASE WHEN t.trigger_type = 'CRON' THEN (
                SELECT c.ctid FROM {qrtz}cron_triggers c
                WHERE c.sched_name = $1 AND c.trigger_name = t.trigger_name AND c.trigger_group = t.trigger_group
                LIMIT 1) END AS cron_row,
            CASE WHEN t.trigger_type IN ('CAL_INT', 'DAILY_I') THEN (
                SELECT p.ctid FROM {qrtz}simprop_triggers p
                WHERE p.sched_name = $1 AND p.trigger_name = t.trigger_name AND p.trigger_group = t.trigger_group
                LIMIT 1) END AS simprop_row,
            CASE WHEN (SELECT options FROM beside) THEN (
                SELECT o.ctid FROM {carnelian}trigger_options o
                WHERE o.sched_name = $1 AND o.trigger_name = t.trigger_name AND o.trigger_group = t.trigger_group
                LIMIT 1) END AS option_row
        FROM {qrtz}triggers t
        WHERE t.sched_name = $1
            AND t.trigger_name BETWEEN done.trigger_name AND done.trigger_name
            AND t.trigger_group = done.trigger_group
            AND t.trigger_state = 'COMPLETE'
            AND coalesce(t.next_fire_time, 0) <= 0
        ORDER BY t.sched_name, t.trigger_name, t.trigger_group
        LIMIT 1
    ) AS t
    WHERE done.is_final OR NOT EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.trigger_group = done.trigger_group AND f.trigger_name = done.trigger_name
            AND f.entry_id <> ALL ($3::text[]) AND f.state <> 'ACQUIRED')
),
removed AS (
    DELETE FROM {qrtz}triggers t
    USING spent
    WHERE t.ctid = spent.row
        AND t.sched_name || '' = $1
        AND t.trigger_state = 'COMPLETE'
        AND coalesce(t.next_fire_time, 0) <= 0
    RETURNING
        spent.entry_id, spent.is_final, spent.simple_row, spent.cron_row, spent.simprop_row, spent.option_row
),
simple AS (
    DELETE FROM {qrtz}simple_triggers s USING removed WHERE s.ctid = removed.simple_row
),
cron AS (
    DELETE FROM {qrtz}cron_triggers c USING removed
    WHERE removed.cron_row IS NOT NULL AND c.ctid = removed.cron_row
),
simprop AS (
    DELETE FROM {qrtz}simprop_triggers p USING removed
    WHERE removed.simprop_row IS NOT NULL AND p.ctid = removed.simprop_row
),
options AS (
    DELETE FROM {carnelian}trigger_options o USING removed
    WHERE removed.option_row IS NOT NULL AND o.ctid = removed.option_row
)
SELECT entry_id, false FROM done
UNION ALL
SELECT entry_id, true FROM removed WHERE NOT is_final
