-- Purpose: calendars by name, for a node that has read some of them before.
-- Parameters: $1 text   scheduler name
--             $2 text[] calendar names
--             $3 text[] the version of each that the node knows; null: none
-- Columns: calendar_name, its version, the calendar (NULL where the known version is the current one)
-- Locks: none
SELECT k.calendar_name, k.version, CASE WHEN k.version IS DISTINCT FROM given.version THEN k.calendar END
FROM unnest($2::text[], $3::text[]) AS given (calendar_name, version)
CROSS JOIN LATERAL (
    SELECT k.calendar_name, k.xmin::text AS version, k.calendar
    FROM {qrtz}calendars k
    WHERE k.sched_name = $1 AND k.calendar_name = given.calendar_name
    LIMIT 1
) AS k
