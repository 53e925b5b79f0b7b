-- Purpose: forgets why a trigger was in ERROR.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
DELETE FROM {carnelian}trigger_errors e
USING unnest($2::text[], $3::text[]) AS k (trigger_name, trigger_group)
WHERE e.sched_name = $1 AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group;
