-- Purpose: stores triggers. Those stored already are replaced if $17 says so, and otherwise left as they are and
--          missing from the answer.
-- Parameters: $1 text   scheduler name
--             $2 text[] names, $3 text[] groups, $4 text[] job names, $5 text[] job groups, $6 text[] descriptions
--             $7 int8[] next fire times, $8 int8[] previous fire times (-1: never), $9 int4[] priorities
--             $10 text[] states, $11 text[] types, $12 int8[] start times, $13 int8[] end times (0: none)
--             $14 text[] calendar names, $15 int2[] misfire codes, $16 bytea[] job data (NULL: empty)
--             $17 bool  whether stored triggers are replaced
-- Columns: trigger_name, trigger_group of the triggers written
-- Locks: needs TRIGGER_ACCESS; locks the rows
INSERT INTO {qrtz}triggers AS t (
    sched_name, trigger_name, trigger_group, job_name, job_group, description,
    next_fire_time, prev_fire_time, priority, trigger_state, trigger_type,
    start_time, end_time, calendar_name, misfire_instr, job_data)
SELECT $1, k.*
FROM unnest(
    $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int8[], $8::int8[], $9::int4[],
    $10::text[], $11::text[], $12::int8[], $13::int8[], $14::text[], $15::int2[], $16::bytea[]) AS k
ON CONFLICT (sched_name, trigger_name, trigger_group) DO UPDATE SET
    job_name = excluded.job_name,
    job_group = excluded.job_group,
    description = excluded.description,
    next_fire_time = excluded.next_fire_time,
    prev_fire_time = excluded.prev_fire_time,
    priority = excluded.priority,
    trigger_state = excluded.trigger_state,
    trigger_type = excluded.trigger_type,
    start_time = excluded.start_time,
    end_time = excluded.end_time,
    calendar_name = excluded.calendar_name,
    misfire_instr = excluded.misfire_instr,
    job_data = excluded.job_data
WHERE $17
RETURNING t.trigger_name, t.trigger_group;
