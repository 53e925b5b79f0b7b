-- Purpose: blocks the other triggers of the exclusive jobs that the given fire instances execute.
-- Parameters: $1 text   scheduler name
--             $2 text[] fire instance ids
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
UPDATE {qrtz}triggers t
SET trigger_state = CASE t.trigger_state WHEN 'PAUSED' THEN 'PAUSED_BLOCKED' ELSE 'BLOCKED' END
FROM {qrtz}fired_triggers f
WHERE f.sched_name = $1
    AND f.entry_id = ANY ($2::text[])
    AND f.state = 'EXECUTING'
    AND f.is_nonconcurrent
    AND t.sched_name = $1
    AND t.job_name = f.job_name
    AND t.job_group = f.job_group
    AND t.trigger_state IN ('WAITING', 'ACQUIRED', 'PAUSED')
