-- Purpose: the triggers that name a calendar.
-- Parameters: $1 text  scheduler name
--             $2 text  calendar name
-- Columns: the trigger (42), whether its job executes exclusively
-- Locks: none; for changing the triggers it is run under the TRIGGER_ACCESS row lock
SELECT {+trigger_columns}, {+is_blocked}
FROM {qrtz}triggers t
{+trigger_joins}
WHERE t.sched_name = $1 AND t.calendar_name = $2
