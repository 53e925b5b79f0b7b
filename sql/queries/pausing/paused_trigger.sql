-- Purpose: one trigger if it is paused, to be resumed.
-- Parameters: $1 text  scheduler name
--             $2 text  trigger name
--             $3 text  trigger group
-- Columns: the trigger (42), whether its job executes exclusively
-- Locks: needs TRIGGER_ACCESS
SELECT {+trigger_columns}, {+is_blocked}
FROM {qrtz}triggers t
{+trigger_joins}
WHERE t.sched_name = $1 AND t.trigger_name = $2 AND t.trigger_group = $3
    AND t.trigger_state IN ('PAUSED', 'PAUSED_BLOCKED');
