-- Purpose: the triggers whose fire time passed the misfire limit, earliest first.
-- Parameters: $1 text scheduler name
--             $2 int8 misfire limit, ms
--             $3 int8 the most triggers
-- Columns: the trigger (42)
-- Locks: none; for changing the triggers it is run under the TRIGGER_ACCESS row lock
SELECT
    {+trigger_columns}
FROM {qrtz}triggers t
{+trigger_joins}
WHERE t.sched_name = $1
    AND t.trigger_state = 'WAITING'
    AND t.next_fire_time > 0
    AND t.next_fire_time < $2
    AND coalesce(t.misfire_instr, 0) <> -1
    AND t.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
ORDER BY t.next_fire_time, t.priority DESC
LIMIT $3
