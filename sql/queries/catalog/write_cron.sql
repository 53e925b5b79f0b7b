-- Purpose: stores the extension rows of cron triggers, in place of those stored already.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names, $3 text[] trigger groups
--             $4 text[] expressions, $5 text[] time zones
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
INSERT INTO {qrtz}cron_triggers (sched_name, trigger_name, trigger_group, cron_expression, time_zone_id)
SELECT $1, k.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS k
ON CONFLICT (sched_name, trigger_name, trigger_group) DO UPDATE SET
    cron_expression = excluded.cron_expression,
    time_zone_id = excluded.time_zone_id;
