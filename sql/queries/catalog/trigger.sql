-- Purpose: one trigger, with its state and the reason of an error.
-- Parameters: $1 text  scheduler name
--             $2 text  trigger name
--             $3 text  trigger group
-- Columns: the trigger (42), reason
-- Locks: none
SELECT {+stored_trigger_columns}
FROM {qrtz}triggers t
{+stored_trigger_joins}
WHERE t.sched_name = $1 AND t.trigger_name = $2 AND t.trigger_group = $3;
