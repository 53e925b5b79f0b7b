-- Of a trigger `t` that was just taken: the fire, then the trigger's columns 0 to 17.
t.entry_id, t.is_fired, t.following, t.times_triggered + CASE WHEN t.is_fired THEN 1 ELSE 0 END,
t.trigger_name, t.trigger_group, t.job_name, t.job_group, t.description, t.next_fire_time, t.prev_fire_time,
t.priority, t.trigger_state, t.trigger_type, t.start_time, t.end_time, t.calendar_name, t.misfire_instr, t.job_data,
t.repeat_count, t.repeat_interval, t.times_triggered
