-- Purpose: which of the given triggers are COMPLETE without an execution, and go now.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: trigger_name, trigger_group
-- Locks: needs TRIGGER_ACCESS
WITH {+trigger_keys}
SELECT t.trigger_name, t.trigger_group
FROM k
JOIN {qrtz}triggers t
    ON t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
WHERE t.trigger_state = 'COMPLETE'
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = k.sched_name AND f.trigger_name = k.trigger_name AND f.trigger_group = k.trigger_group
            AND f.state <> 'ACQUIRED');
