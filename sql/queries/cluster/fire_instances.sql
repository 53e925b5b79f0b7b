-- Purpose: the fire instances of all nodes.
-- Parameters: $1 text  scheduler name
-- Columns: entry_id, instance_name, trigger_name, trigger_group, job_name, job_group, state, fired_time, sched_time,
--          is_nonconcurrent, requests_recovery
-- Locks: none
SELECT
    f.entry_id, f.instance_name, f.trigger_name, f.trigger_group, f.job_name, f.job_group, f.state,
    f.fired_time, f.sched_time, coalesce(f.is_nonconcurrent, false), coalesce(f.requests_recovery, false)
FROM {qrtz}fired_triggers f
WHERE f.sched_name = $1
ORDER BY f.fired_time, f.entry_id;
