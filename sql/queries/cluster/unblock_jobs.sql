-- Purpose: unblocks the triggers of jobs whose exclusive execution is gone.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: next_fire_time
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+job_keys}
UPDATE {qrtz}triggers t
SET trigger_state = CASE t.trigger_state WHEN 'BLOCKED' THEN 'WAITING' ELSE 'PAUSED' END
FROM k
WHERE t.sched_name = k.sched_name AND t.job_name = k.job_name AND t.job_group = k.job_group
    AND t.trigger_state IN ('BLOCKED', 'PAUSED_BLOCKED')
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = k.sched_name AND f.job_name = k.job_name AND f.job_group = k.job_group
            AND f.is_nonconcurrent)
RETURNING t.next_fire_time;
