-- Purpose: stores what Quartz's tables have no place for in triggers' schedules; earlier rows of theirs are gone.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names, $3 text[] trigger groups
--             $4 text[] the schedules in Quartz's tables that the options belong to
--             $5 bool[] fixed delay, $6 text[] recurrence rules, $7 text[] time zones
--             $8 int8[] jitter, ms, $9 text[] clock gap, $10 text[] clock overlap
--             $11 int8[] misfire threshold, ms, $12 int2[] real misfire codes
--             $13 int4[] the most fires to catch up, $14 int8[] how old they may be, ms
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
INSERT INTO {carnelian}trigger_options (
    sched_name, trigger_name, trigger_group, rule, fixed_delay, recurrence_rule, time_zone_id, jitter, clock_gap,
    clock_overlap, misfire_threshold, misfire_instr, catch_up_max, catch_up_within)
SELECT $1, k.*
FROM unnest(
    $2::text[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::text[], $8::int8[], $9::text[], $10::text[],
    $11::int8[], $12::int2[], $13::int4[], $14::int8[]) AS k;
