-- Purpose: rewrites triggers as their misfire instructions decided.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
--             $4 text[] trigger states
--             $5 int8[] next fire times, ms
--             $6 int8[] start times, ms
--             $7 int8[] repeat counts; null for triggers that are not simple
--             $8 int8[] times triggered; not used for triggers that are not simple
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
WITH given AS MATERIALIZED (
    SELECT given.*, t.row, t.simple_row
    FROM unnest($2::text[], $3::text[], $4::text[], $5::int8[], $6::int8[], $7::int8[], $8::int8[])
        AS given (
            trigger_name, trigger_group, trigger_state, next_fire_time, start_time, repeat_count, times_triggered)
    CROSS JOIN LATERAL (
        SELECT
            t.ctid AS row,
            (SELECT s.ctid FROM {qrtz}simple_triggers s
             WHERE s.sched_name = $1 AND s.trigger_name = given.trigger_name AND s.trigger_group = given.trigger_group
             LIMIT 1) AS simple_row
        FROM {qrtz}triggers t
        WHERE t.sched_name = $1 AND t.trigger_name = given.trigger_name AND t.trigger_group = given.trigger_group
        LIMIT 1
    ) AS t
),
moved AS (
    UPDATE {qrtz}triggers t
    SET trigger_state = given.trigger_state, next_fire_time = given.next_fire_time, start_time = given.start_time
    FROM given
    WHERE t.ctid = given.row
)
UPDATE {qrtz}simple_triggers s
SET repeat_count = given.repeat_count, times_triggered = given.times_triggered
FROM given
WHERE given.repeat_count IS NOT NULL AND s.ctid = given.simple_row
