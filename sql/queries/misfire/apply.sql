-- Purpose: rewrites misfired triggers as their misfire instructions decided.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
--             $4 text[] trigger states
--             $5 int8[] next fire times, ms
--             $6 int8[] start times, ms
--             $7 int8[] repeat counts; null for triggers that are not simple
--             $8 int8[] times triggered; null for triggers that are not simple
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
WITH given AS MATERIALIZED (
    SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::int8[], $6::int8[], $7::int8[], $8::int8[])
        AS given (trigger_name, trigger_group, trigger_state, next_fire_time, start_time, repeat_count, times_triggered)
),
moved AS (
    UPDATE {qrtz}triggers t
    SET trigger_state = given.trigger_state, next_fire_time = given.next_fire_time, start_time = given.start_time
    FROM given
    WHERE t.sched_name = $1 AND t.trigger_name = given.trigger_name AND t.trigger_group = given.trigger_group
)
UPDATE {qrtz}simple_triggers s
SET repeat_count = given.repeat_count, times_triggered = given.times_triggered
FROM given
WHERE given.repeat_count IS NOT NULL
    AND s.sched_name = $1 AND s.trigger_name = given.trigger_name AND s.trigger_group = given.trigger_group
