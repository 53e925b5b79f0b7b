-- Purpose: removes what hangs on triggers that are replaced or removed: extension rows, options, a handled misfire, the
--          reason of an error, and claims that have not fired, as they hold the former schedule.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+trigger_keys},
simple AS (
    DELETE FROM {qrtz}simple_triggers e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
),
cron AS (
    DELETE FROM {qrtz}cron_triggers e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
),
simprop AS (
    DELETE FROM {qrtz}simprop_triggers e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
),
blob AS (
    DELETE FROM {qrtz}blob_triggers e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
),
options AS (
    DELETE FROM {carnelian}trigger_options e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
),
claims AS (
    DELETE FROM {qrtz}fired_triggers f USING k
    WHERE f.sched_name = k.sched_name AND f.trigger_name = k.trigger_name AND f.trigger_group = k.trigger_group
        AND f.state = 'ACQUIRED'
),
misfires AS (
    DELETE FROM {carnelian}misfires e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
)
DELETE FROM {carnelian}trigger_errors e USING k
WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group;
