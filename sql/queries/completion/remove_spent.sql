-- Purpose: removes triggers that never fire again; one that still executes becomes COMPLETE instead and goes when that
--          execution completes. A peer's claim on one that is removed goes with it.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
WITH spent AS MATERIALIZED (
    SELECT
        given.trigger_name, given.trigger_group,
        EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.trigger_group = given.trigger_group AND f.trigger_name = given.trigger_name
                AND f.state = 'EXECUTING'
        ) AS is_live
    FROM unnest($2::text[], $3::text[]) AS given (trigger_name, trigger_group)
),
kept AS (
    UPDATE {qrtz}triggers t
    SET trigger_state = 'COMPLETE', next_fire_time = -1
    FROM spent
    WHERE spent.is_live
        AND t.sched_name = $1 AND t.trigger_name = spent.trigger_name AND t.trigger_group = spent.trigger_group
),
removed AS (
    DELETE FROM {qrtz}triggers t
    USING spent
    WHERE NOT spent.is_live
        AND t.sched_name = $1 AND t.trigger_name = spent.trigger_name AND t.trigger_group = spent.trigger_group
    RETURNING t.trigger_name, t.trigger_group
),
simple AS (
    DELETE FROM {qrtz}simple_triggers s
    USING removed
    WHERE s.sched_name = $1 AND s.trigger_name = removed.trigger_name AND s.trigger_group = removed.trigger_group
),
simprop AS (
    DELETE FROM {qrtz}simprop_triggers e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
blob AS (
    DELETE FROM {qrtz}blob_triggers e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
options AS (
    DELETE FROM {carnelian}trigger_options e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
misfires AS (
    DELETE FROM {carnelian}misfires e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
claims AS (
    DELETE FROM {qrtz}fired_triggers e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_group = removed.trigger_group AND e.trigger_name = removed.trigger_name
        AND e.state = 'ACQUIRED'
),
errors AS (
    DELETE FROM {carnelian}trigger_errors e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
)
DELETE FROM {qrtz}cron_triggers c
USING removed
WHERE c.sched_name = $1 AND c.trigger_name = removed.trigger_name AND c.trigger_group = removed.trigger_group
