-- Purpose: which executions of a node were asked to end.
-- Parameters: $1 text  scheduler name
--             $2 text  instance id
-- Columns: entry_id
-- Locks: none
SELECT i.entry_id
FROM {carnelian}interrupts i
CROSS JOIN LATERAL (
    SELECT 1
    FROM {qrtz}fired_triggers f
    WHERE f.sched_name = $1 AND f.entry_id = i.entry_id AND f.instance_name || '' = $2
    LIMIT 1
) AS f
WHERE i.sched_name = $1;
