-- Purpose: the triggers in a state.
-- Parameters: $1 text  scheduler name
--             $2 text  state
-- Columns: the trigger (42), reason
-- Locks: none
SELECT {+stored_trigger_columns}
FROM {qrtz}triggers t
{+stored_trigger_joins}
WHERE t.sched_name = $1 AND t.trigger_state = $2;
