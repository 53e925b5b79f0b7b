-- Purpose: the calendars.
-- Parameters: $1 text  scheduler name
-- Columns: calendar_name, calendar
-- Locks: none
SELECT calendar_name, calendar FROM {qrtz}calendars WHERE sched_name = $1 ORDER BY 1;
