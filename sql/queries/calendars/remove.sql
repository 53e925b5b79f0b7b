-- Purpose: removes a calendar.
-- Parameters: $1 text  scheduler name
--             $2 text  calendar name
-- Columns: calendar_name if it was stored
-- Locks: needs TRIGGER_ACCESS; locks the row
DELETE FROM {qrtz}calendars WHERE sched_name = $1 AND calendar_name = $2 RETURNING calendar_name;
