-- Purpose: gives triggers back whose claims are gone: to WAITING, or BLOCKED while their job executes exclusively.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: next_fire_time
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+trigger_keys}
UPDATE {qrtz}triggers t
SET trigger_state = CASE WHEN {+is_blocked} THEN 'BLOCKED' ELSE 'WAITING' END
FROM k
WHERE t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
    AND t.trigger_state = 'ACQUIRED'
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = k.sched_name AND f.trigger_name = k.trigger_name AND f.trigger_group = k.trigger_group
            AND f.state = 'ACQUIRED')
RETURNING t.next_fire_time;
