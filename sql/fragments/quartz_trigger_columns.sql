-- What `TriggerRow.decode` reads, from Quartz's tables alone: 42 columns. Aliases: t, s, c, p.
t.trigger_name, t.trigger_group, t.job_name, t.job_group, t.description,
t.next_fire_time, t.prev_fire_time, t.priority, t.trigger_state, t.trigger_type,
t.start_time, t.end_time, t.calendar_name, t.misfire_instr, t.job_data,
s.repeat_count, s.repeat_interval, s.times_triggered,
c.cron_expression, c.time_zone_id,
p.str_prop_1, p.str_prop_2, p.str_prop_3, p.int_prop_1, p.int_prop_2, p.long_prop_1, p.bool_prop_1, p.bool_prop_2,
NULL::text, NULL::bool, NULL::text, NULL::text, NULL::int8, NULL::text, NULL::text,
NULL::int8, NULL::int2, NULL::int4, NULL::int8,
NULL::int8, NULL::int8, NULL::int8
