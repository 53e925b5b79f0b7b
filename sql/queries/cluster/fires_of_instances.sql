-- Purpose: the fire instances that failed nodes left behind, with what decides their recovery.
-- Parameters: $1 text   scheduler name
--             $2 text[] instance ids
--             $3 text   the recovering node's own id
--             $4 int8   of its own fire instances, those fired up to this time, ms, belong to an earlier process
-- An execution that was asked to end does not run again.
-- Columns: entry_id, instance_name, trigger_name, trigger_group, state, fired_time, sched_time, priority,
--          job_name, job_group, is_nonconcurrent, requests_recovery, whether the job is stored, the trigger's job_data
-- Locks: needs STATE_ACCESS and TRIGGER_ACCESS; locks the rows, so that a completion which comes late finds them gone
SELECT
    f.entry_id, f.instance_name, f.trigger_name, f.trigger_group, f.state, f.fired_time, f.sched_time, f.priority,
    f.job_name, f.job_group, coalesce(f.is_nonconcurrent, false), coalesce(f.requests_recovery, false) AND NOT EXISTS (
        SELECT 1 FROM {carnelian}interrupts i WHERE i.sched_name = $1 AND i.entry_id = f.entry_id),
    EXISTS (
        SELECT 1 FROM {qrtz}job_details j
        WHERE j.sched_name = $1 AND j.job_name = f.job_name AND j.job_group = f.job_group),
    t.job_data
FROM {qrtz}fired_triggers f
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = $1 AND t.trigger_name = f.trigger_name AND t.trigger_group = f.trigger_group
WHERE f.sched_name = $1
    AND f.instance_name = ANY ($2::text[])
    AND (f.instance_name <> $3 OR f.fired_time <= $4)
ORDER BY f.entry_id
FOR UPDATE OF f;
