-- Purpose: lets the triggers of exclusive jobs go on that no longer execute.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: the earliest next fire time of a trigger that is WAITING again, or null
-- Locks: needs the TRIGGER_ACCESS row lock
WITH unblocked AS (
    UPDATE {qrtz}triggers t
    SET trigger_state = CASE t.trigger_state WHEN 'BLOCKED' THEN 'WAITING' ELSE 'PAUSED' END
    FROM unnest($2::text[], $3::text[]) AS given (job_name, job_group)
    WHERE t.sched_name = $1
        AND t.job_name = given.job_name
        AND t.job_group = given.job_group
        AND t.trigger_state IN ('BLOCKED', 'PAUSED_BLOCKED')
        AND NOT EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.job_group = given.job_group AND f.job_name = given.job_name
                AND f.is_nonconcurrent)
    RETURNING t.next_fire_time, t.trigger_state
)
SELECT min(next_fire_time) FILTER (WHERE trigger_state = 'WAITING') FROM unblocked
