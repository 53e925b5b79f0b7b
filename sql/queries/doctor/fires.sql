-- Purpose: the fire instances, oldest first, with their triggers' states and their nodes' check-ins.
-- Parameters: $1 text  scheduler name
--             $2 int8  the most fire instances
-- Columns: entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, state, job_name, job_group,
--          whether the job is exclusive, whether it asks for recovery, the trigger's state (NULL: it is gone),
--          whether the node has a row
-- Locks: none
SELECT
    f.entry_id, f.trigger_name, f.trigger_group, f.instance_name, f.fired_time, f.sched_time, f.state, f.job_name,
    f.job_group, coalesce(f.is_nonconcurrent, false), coalesce(f.requests_recovery, false), t.trigger_state,
    s.instance_name IS NOT NULL
FROM {qrtz}fired_triggers f
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = f.sched_name AND t.trigger_name = f.trigger_name AND t.trigger_group = f.trigger_group
LEFT JOIN {qrtz}scheduler_state s ON s.sched_name = f.sched_name AND s.instance_name = f.instance_name
WHERE f.sched_name = $1
ORDER BY f.fired_time, f.entry_id
LIMIT $2;
