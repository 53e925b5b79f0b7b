-- Purpose: forgets why a trigger was in ERROR.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+trigger_keys}
DELETE FROM {carnelian}trigger_errors e USING k
WHERE e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group;
