-- Purpose: the paused trigger groups, the marker for all groups included.
-- Parameters: $1 text  scheduler name
-- Columns: trigger_group
-- Locks: none
SELECT trigger_group FROM {qrtz}paused_trigger_grps WHERE sched_name = $1;
