-- The fires that the stored triggers ask for, taken before any node starts. Of cron expressions it knows only that of
-- each second, and of each other second. Triggers that a node must not fire as they stand (paused, or misfired with a policy) are left out.
CREATE TABLE expected AS
SELECT triggers.trigger_group || '.' || triggers.trigger_name AS trigger, fire.scheduled
FROM qrtz_triggers AS triggers
JOIN qrtz_simple_triggers AS simple USING (sched_name, trigger_name, trigger_group)
CROSS JOIN LATERAL (
    SELECT triggers.start_time + number * simple.repeat_interval AS scheduled
    FROM generate_series(0, simple.repeat_count) AS number
) AS fire
WHERE triggers.trigger_state = 'WAITING'
    AND (triggers.end_time = 0 OR fire.scheduled < triggers.end_time)
    AND (triggers.misfire_instr = -1 OR triggers.next_fire_time > (extract(epoch FROM now()) - 30) * 1000)
UNION ALL
SELECT triggers.trigger_group || '.' || triggers.trigger_name, fire.scheduled
FROM qrtz_triggers AS triggers
JOIN qrtz_cron_triggers AS cron USING (sched_name, trigger_name, trigger_group)
JOIN (VALUES ('* * * * * ?', 1000), ('0/2 * * * * ?', 2000)) AS known (cron_expression, step) USING (cron_expression)
CROSS JOIN LATERAL generate_series(triggers.next_fire_time, triggers.end_time, known.step) AS fire (scheduled)
WHERE triggers.trigger_state = 'WAITING';
