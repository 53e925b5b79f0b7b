-- Purpose: the fire instances of a trigger, and the exclusive ones of its job, which block it.
-- Parameters: $1 text  scheduler name
--             $2 text  trigger name
--             $3 text  trigger group
-- Columns: as cluster/fire_instances.sql
-- Locks: none
SELECT
    f.entry_id, f.instance_name, f.trigger_name, f.trigger_group, f.job_name, f.job_group, f.state,
    f.fired_time, f.sched_time, coalesce(f.is_nonconcurrent, false), coalesce(f.requests_recovery, false)
FROM {qrtz}fired_triggers f
WHERE f.sched_name = $1 AND f.trigger_name = $2 AND f.trigger_group = $3
UNION ALL
SELECT
    f.entry_id, f.instance_name, f.trigger_name, f.trigger_group, f.job_name, f.job_group, f.state,
    f.fired_time, f.sched_time, true, coalesce(f.requests_recovery, false)
FROM {qrtz}triggers t
JOIN {qrtz}fired_triggers f
    ON f.sched_name = t.sched_name AND f.job_name = t.job_name AND f.job_group = t.job_group AND f.is_nonconcurrent
WHERE t.sched_name = $1 AND t.trigger_name = $2 AND t.trigger_group = $3
    AND (f.trigger_name, f.trigger_group) <> (t.trigger_name, t.trigger_group)
ORDER BY 8, 1;
