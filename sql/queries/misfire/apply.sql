-- Purpose: rewrites triggers as their misfire instructions, or a changed calendar, decided.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
--             $4 text[] trigger states; null: as it is
--             $5 int8[] next fire times, ms
--             $6 int8[] start times, ms
--             $7 int8[] repeat counts; null for triggers that are not simple
--             $8 int8[] times triggered; not used for triggers that are not simple
--             $9 int8[] the first fire times that were missed, ms; null: none
--             $10 int8[] how many were missed
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
WITH given AS MATERIALIZED (
    SELECT given.*, t.row, t.simple_row
    FROM unnest(
            $2::text[], $3::text[], $4::text[], $5::int8[], $6::int8[], $7::int8[], $8::int8[], $9::int8[], $10::int8[]
        ) AS given (
            trigger_name, trigger_group, trigger_state, next_fire_time, start_time, repeat_count, times_triggered,
            scheduled_fire_time, missed_count)
    CROSS JOIN LATERAL (
        SELECT
            t.ctid AS row,
            (SELECT s.ctid FROM {qrtz}simple_triggers s
             WHERE t.trigger_type = 'SIMPLE'
                AND s.sched_name = $1 AND s.trigger_name = given.trigger_name AND s.trigger_group = given.trigger_group
             LIMIT 1) AS simple_row
        FROM {qrtz}triggers t
        WHERE t.sched_name = $1 AND t.trigger_name BETWEEN given.trigger_name AND given.trigger_name
            AND t.trigger_group = given.trigger_group
        ORDER BY t.sched_name, t.trigger_name, t.trigger_group
        LIMIT 1
    ) AS t
),
moved AS (
    UPDATE {qrtz}triggers t
    SET
        trigger_state = coalesce(given.trigger_state, t.trigger_state),
        next_fire_time = given.next_fire_time, start_time = given.start_time
    FROM given
    WHERE t.ctid = given.row
),
counted AS (
    UPDATE {qrtz}simple_triggers s
    SET repeat_count = given.repeat_count, times_triggered = given.times_triggered
    FROM given
    WHERE given.repeat_count IS NOT NULL AND s.ctid = given.simple_row
),
settled AS MATERIALIZED (
    SELECT m.row
    FROM given
    CROSS JOIN LATERAL (
        SELECT m.ctid AS row FROM {carnelian}misfires m
        WHERE m.sched_name = $1 AND m.trigger_name BETWEEN given.trigger_name AND given.trigger_name
            AND m.trigger_group = given.trigger_group
        ORDER BY m.sched_name, m.trigger_name, m.trigger_group
        LIMIT 1
    ) AS m
    WHERE given.scheduled_fire_time IS NULL
),
forgotten AS (
    DELETE FROM {carnelian}misfires m
    USING settled
    WHERE m.ctid = settled.row
)
INSERT INTO {carnelian}misfires (
    sched_name, trigger_name, trigger_group, next_fire_time, scheduled_fire_time, missed_count)
SELECT $1, trigger_name, trigger_group, next_fire_time, scheduled_fire_time, missed_count
FROM given
WHERE scheduled_fire_time IS NOT NULL
ON CONFLICT (sched_name, trigger_name, trigger_group) DO UPDATE SET
    next_fire_time = excluded.next_fire_time,
    scheduled_fire_time = excluded.scheduled_fire_time,
    missed_count = excluded.missed_count
