-- Purpose: which process stands behind each node of Carnelian's.
-- Parameters: $1 text  scheduler name
-- Columns: instance_name, incarnation
-- Locks: none
SELECT instance_name, incarnation FROM {carnelian}nodes WHERE sched_name = $1;
