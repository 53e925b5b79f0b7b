-- Purpose: the triggers whose fire time passed the misfire limit, earliest first.
-- Parameters: $1 text scheduler name
--             $2 int8 misfire limit, ms
--             $3 int8 the most triggers
-- Columns: the trigger (15), its simple (3) and cron (2) extension
-- Locks: none; for changing the triggers it is run under the TRIGGER_ACCESS row lock
SELECT
    t.trigger_name, t.trigger_group, t.job_name, t.job_group, t.description, t.next_fire_time, t.prev_fire_time,
    t.priority, t.trigger_state, t.trigger_type, t.start_time, t.end_time, t.calendar_name, t.misfire_instr,
    t.job_data,
    s.repeat_count, s.repeat_interval, s.times_triggered,
    c.cron_expression, c.time_zone_id
FROM {qrtz}triggers t
LEFT JOIN {qrtz}simple_triggers s
    ON s.sched_name = t.sched_name AND s.trigger_name = t.trigger_name AND s.trigger_group = t.trigger_group
LEFT JOIN {qrtz}cron_triggers c
    ON c.sched_name = t.sched_name AND c.trigger_name = t.trigger_name AND c.trigger_group = t.trigger_group
WHERE t.sched_name = $1
    AND t.trigger_state = 'WAITING'
    AND t.next_fire_time > 0
    AND t.next_fire_time < $2
    AND coalesce(t.misfire_instr, 0) <> -1
    AND t.calendar_name IS NULL
    AND t.trigger_type IN ('SIMPLE', 'CRON')
ORDER BY t.next_fire_time, t.priority DESC
LIMIT $3
