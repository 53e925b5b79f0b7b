-- Purpose: removes triggers whose extension rows are gone.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: trigger_name, trigger_group of the triggers removed
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+trigger_keys}
DELETE FROM {qrtz}triggers t USING k
WHERE t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
RETURNING t.trigger_name, t.trigger_group;
