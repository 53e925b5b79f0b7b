-- Purpose: stores the extension rows of simple triggers, in place of those stored already.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names, $3 text[] trigger groups
--             $4 int8[] repeat counts (-1: for ever), $5 int8[] intervals in ms, $6 int8[] times triggered
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
INSERT INTO {qrtz}simple_triggers (
    sched_name, trigger_name, trigger_group, repeat_count, repeat_interval, times_triggered)
SELECT $1, k.* FROM unnest($2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[]) AS k
ON CONFLICT (sched_name, trigger_name, trigger_group) DO UPDATE SET
    repeat_count = excluded.repeat_count,
    repeat_interval = excluded.repeat_interval,
    times_triggered = excluded.times_triggered;
