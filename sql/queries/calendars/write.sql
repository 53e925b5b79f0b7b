-- Purpose: stores a calendar. One stored already is replaced if $4 says so, and otherwise left as it is and missing from
--          the answer.
-- Parameters: $1 text  scheduler name
--             $2 text  calendar name
--             $3 bytea the calendar, as Java's object stream
--             $4 bool  whether a stored calendar is replaced
-- Columns: calendar_name if it was written
-- Locks: needs TRIGGER_ACCESS; locks the row
INSERT INTO {qrtz}calendars AS k (sched_name, calendar_name, calendar)
VALUES ($1, $2, $3)
ON CONFLICT (sched_name, calendar_name) DO UPDATE SET calendar = excluded.calendar
WHERE $4
RETURNING k.calendar_name;
