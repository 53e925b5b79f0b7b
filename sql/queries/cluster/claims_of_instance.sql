-- Purpose: the fire instances of one node.
-- Parameters: $1 text  scheduler name
--             $2 text  instance id
-- Columns: entry_id, trigger_name, trigger_group, state
-- Locks: needs TRIGGER_ACCESS
SELECT f.entry_id, f.trigger_name, f.trigger_group, f.state
FROM {qrtz}fired_triggers f
WHERE f.sched_name = $1 AND f.instance_name = $2;
