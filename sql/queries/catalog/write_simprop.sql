-- Purpose: stores the extension rows of calendar-interval and daily-time-interval triggers, in place of those stored
--          already. What a kind does not use is written as Quartz does: long 0, numeric NULL, bool false.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names, $3 text[] trigger groups
--             $4 text[], $5 text[], $6 text[] str_prop_1 to str_prop_3
--             $7 int4[] int_prop_1: the interval, $8 int4[] int_prop_2: times triggered
--             $9 int8[] long_prop_1
--             $10 bool[], $11 bool[] bool_prop_1 and bool_prop_2
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
INSERT INTO {qrtz}simprop_triggers (
    sched_name, trigger_name, trigger_group, str_prop_1, str_prop_2, str_prop_3, int_prop_1, int_prop_2, long_prop_1,
    bool_prop_1, bool_prop_2, long_prop_2)
SELECT $1, k.*, 0
FROM unnest(
    $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int4[], $8::int4[], $9::int8[], $10::bool[],
    $11::bool[]) AS k
ON CONFLICT (sched_name, trigger_name, trigger_group) DO UPDATE SET
    str_prop_1 = excluded.str_prop_1,
    str_prop_2 = excluded.str_prop_2,
    str_prop_3 = excluded.str_prop_3,
    int_prop_1 = excluded.int_prop_1,
    int_prop_2 = excluded.int_prop_2,
    long_prop_1 = excluded.long_prop_1,
    long_prop_2 = excluded.long_prop_2,
    dec_prop_1 = NULL,
    dec_prop_2 = NULL,
    bool_prop_1 = excluded.bool_prop_1,
    bool_prop_2 = excluded.bool_prop_2;
