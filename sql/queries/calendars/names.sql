-- Purpose: the names of the scheduler's calendars.
-- Parameters: $1 text  scheduler name
-- Columns: calendar_name
-- Locks: none
SELECT calendar_name FROM {qrtz}calendars WHERE sched_name = $1;
