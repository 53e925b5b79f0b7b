-- What `TriggerRow.decode` reads: 42 columns, 0 to 41. Aliases: t triggers, s simple_triggers, c cron_triggers,
-- p simprop_triggers, o trigger_options, m misfires.
t.trigger_name, t.trigger_group, t.job_name, t.job_group, t.description,
t.next_fire_time, t.prev_fire_time, t.priority, t.trigger_state, t.trigger_type,
t.start_time, t.end_time, t.calendar_name, t.misfire_instr, t.job_data,
s.repeat_count, s.repeat_interval, s.times_triggered,
{+schedule_columns}
