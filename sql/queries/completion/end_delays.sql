-- Purpose: gives fixed-delay triggers the next fire time that follows from the end of their run, unless they were replaced
--          or have fired again meanwhile. One without a further fire time is COMPLETE.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
--             $4 int8[] the fire times that ran, ms
--             $5 int8[] the next fire times, ms; -1: none
--             $6 int8   the next fire time of a trigger whose run has not ended, ms
--             $7 bool   whether the runs are still recorded as fire instances, which their node ends next; false: triggers
--                       that have one stay as they are
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
WITH given AS MATERIALIZED (
    SELECT given.next_fire_time, t.row
    FROM unnest($2::text[], $3::text[], $4::int8[], $5::int8[])
        AS given (trigger_name, trigger_group, fire_time, next_fire_time)
    CROSS JOIN LATERAL (
        SELECT t.ctid AS row
        FROM {qrtz}triggers t
        WHERE t.sched_name = $1 AND t.trigger_name BETWEEN given.trigger_name AND given.trigger_name
            AND t.trigger_group = given.trigger_group
            AND t.next_fire_time = $6 AND t.prev_fire_time = given.fire_time
        ORDER BY t.sched_name, t.trigger_name, t.trigger_group
        LIMIT 1
    ) AS t
    WHERE $7 OR NOT EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.trigger_group = given.trigger_group AND f.trigger_name = given.trigger_name)
)
UPDATE {qrtz}triggers t
SET
    next_fire_time = given.next_fire_time,
    trigger_state = CASE WHEN given.next_fire_time < 0 THEN 'COMPLETE' ELSE t.trigger_state END
FROM given
WHERE t.ctid = given.row
