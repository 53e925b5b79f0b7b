-- Purpose: instance ids that own fire instances and are no node.
-- Parameters: $1 text  scheduler name
-- Columns: instance_name
-- Locks: none
SELECT DISTINCT f.instance_name
FROM {qrtz}fired_triggers f
WHERE f.sched_name = $1
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}scheduler_state s
        WHERE s.sched_name = $1 AND s.instance_name = f.instance_name);
