-- Purpose: forgets claims whose trigger is not claimed any more and whose time is long past.
-- Parameters: $1 text   scheduler name
--             $2 text[] fire instance ids
--             $3 int8   claims that were scheduled for this time or later stay, ms
-- Columns: entry_id
-- Locks: needs TRIGGER_ACCESS; locks the rows
DELETE FROM {qrtz}fired_triggers f
WHERE f.sched_name = $1
    AND f.entry_id = ANY ($2::text[])
    AND f.state = 'ACQUIRED'
    AND greatest(f.sched_time, f.fired_time) < $3
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}triggers t
        WHERE t.sched_name = f.sched_name AND t.trigger_name = f.trigger_name AND t.trigger_group = f.trigger_group
            AND t.trigger_state = 'ACQUIRED')
RETURNING f.entry_id;
