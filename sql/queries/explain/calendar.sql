-- Purpose: the calendar that a trigger names.
-- Parameters: $1 text  scheduler name
--             $2 text  trigger name
--             $3 text  trigger group
-- Columns: calendar
-- Locks: none
SELECT k.calendar
FROM {qrtz}triggers t
JOIN {qrtz}calendars k ON k.sched_name = t.sched_name AND k.calendar_name = t.calendar_name
WHERE t.sched_name = $1 AND t.trigger_name = $2 AND t.trigger_group = $3;
