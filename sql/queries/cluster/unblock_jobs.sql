-- Purpose: unblocks the triggers of jobs whose exclusive execution is gone.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: next_fire_time
-- Locks: needs TRIGGER_ACCESS; locks the rows
UPDATE {qrtz}triggers t
SET trigger_state = CASE t.trigger_state WHEN 'BLOCKED' THEN 'WAITING' ELSE 'PAUSED' END
FROM unnest($2::text[], $3::text[]) AS k (job_name, job_group)
WHERE t.sched_name = $1 AND t.job_group = k.job_group AND t.job_name = k.job_name
    AND t.trigger_state IN ('BLOCKED', 'PAUSED_BLOCKED')
    AND NOT {+is_blocked}
RETURNING t.next_fire_time;
