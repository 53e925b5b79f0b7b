-- Purpose: how many fire instances each node holds.
-- Parameters: $1 text  scheduler name
-- Columns: instance_name, count (int8)
-- Locks: none
SELECT f.instance_name, count(*)
FROM {qrtz}fired_triggers f
WHERE f.sched_name = $1
GROUP BY f.instance_name;
