-- Purpose: gives triggers the states, next fire times and misfire codes that a repair decided on.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
--             $4 text[] states
--             $5 int8[] next fire times, ms; null: as it is
--             $6 int2[] misfire codes; null: as it is
-- Columns: trigger_name, trigger_group
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH k AS MATERIALIZED (
    SELECT $1::text AS sched_name, u.*
    FROM unnest($2::text[], $3::text[], $4::text[], $5::int8[], $6::int2[])
        AS u (trigger_name, trigger_group, trigger_state, next_fire_time, misfire_instr)
)
UPDATE {qrtz}triggers t
SET trigger_state = k.trigger_state,
    next_fire_time = coalesce(k.next_fire_time, t.next_fire_time),
    misfire_instr = coalesce(k.misfire_instr, t.misfire_instr)
FROM k
WHERE t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
RETURNING t.trigger_name, t.trigger_group;
