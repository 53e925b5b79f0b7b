-- Purpose: removes nodes from the cluster.
-- Parameters: $1 text   scheduler name
--             $2 text[] instance ids
-- Columns: none
-- Locks: needs STATE_ACCESS; locks the rows
WITH forgotten AS (
    DELETE FROM {qrtz}scheduler_state WHERE sched_name = $1 AND instance_name = ANY ($2::text[])
)
DELETE FROM {carnelian}nodes WHERE sched_name = $1 AND instance_name = ANY ($2::text[]);
