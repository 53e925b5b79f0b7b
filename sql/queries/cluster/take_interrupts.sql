-- Purpose: which executions of a node were asked to end; forgets what was asked of executions that are over.
-- Parameters: $1 text  scheduler name
--             $2 text  instance id
-- Columns: entry_id
-- Locks: the rows it deletes
WITH requested AS MATERIALIZED (
    SELECT
        i.entry_id,
        (SELECT f.instance_name FROM {qrtz}fired_triggers f
         WHERE f.sched_name = $1 AND f.entry_id = i.entry_id
         LIMIT 1) AS instance_name
    FROM {carnelian}interrupts i
    WHERE i.sched_name = $1
),
forgotten AS (
    DELETE FROM {carnelian}interrupts i
    USING requested r
    WHERE r.instance_name IS NULL AND i.sched_name = $1 AND i.entry_id = r.entry_id
)
SELECT entry_id FROM requested WHERE instance_name = $2;
