-- Purpose: forgets which process stood behind nodes that are gone.
-- Parameters: $1 text  scheduler name
-- Columns: none
-- Locks: needs STATE_ACCESS; locks the rows
DELETE FROM {carnelian}nodes n
WHERE n.sched_name = $1
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}scheduler_state s WHERE s.sched_name = $1 AND s.instance_name = n.instance_name);
