-- Purpose: removes triggers whose extension rows are gone.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: trigger_name, trigger_group of the triggers removed
-- Locks: needs TRIGGER_ACCESS; locks the rows
DELETE FROM {qrtz}triggers t
USING unnest($2::text[], $3::text[]) AS k (trigger_name, trigger_group)
WHERE t.sched_name = $1 AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
RETURNING t.trigger_name, t.trigger_group;
