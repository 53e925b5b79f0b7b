-- Purpose: whether a trigger's fire time passed the misfire limit; asked before the lock is taken.
-- Parameters: $1 text scheduler name
--             $2 int8 misfire limit, ms
-- Columns: one row if there is one
-- Locks: none
SELECT 1
FROM {qrtz}triggers t
WHERE t.sched_name = $1
    AND t.trigger_state = 'WAITING'
    AND t.next_fire_time > 0
    AND t.next_fire_time < $2
    AND coalesce(t.misfire_instr, 0) <> -1
    AND t.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
LIMIT 1
