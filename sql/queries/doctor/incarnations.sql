-- Purpose: which process stands behind each node of Carnelian's, and how late its fires may be.
-- Parameters: $1 text  scheduler name
-- Columns: instance_name, incarnation, misfire threshold (ms; NULL where the node says nothing, or the column is missing)
-- Locks: none
SELECT n.instance_name, n.incarnation, (to_jsonb(n) ->> 'misfire_threshold')::int8
FROM {carnelian}nodes n
WHERE n.sched_name = $1;
