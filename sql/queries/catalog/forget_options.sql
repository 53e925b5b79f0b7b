-- Purpose: forgets what earlier triggers of the same keys left behind that another runtime removed.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+trigger_keys},
options AS (
    DELETE FROM {carnelian}trigger_options e USING k
    WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
)
DELETE FROM {carnelian}misfires e USING k
WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group;
