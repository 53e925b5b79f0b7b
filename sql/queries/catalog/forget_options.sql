-- Purpose: forgets what earlier triggers of the same keys left behind: options and misfires of those that another runtime
--          removed, and claims that have not fired.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+trigger_keys},
claims AS (
    DELETE FROM {qrtz}fired_triggers f USING k
    WHERE f.sched_name = k.sched_name AND f.trigger_name = k.trigger_name AND f.trigger_group = k.trigger_group
        AND f.state = 'ACQUIRED'
),
options AS (
    DELETE FROM {carnelian}trigger_options e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
)
DELETE FROM {carnelian}misfires e USING k
WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group;
