-- The rest of what `TriggerRow.decode` reads, columns 18 to 41. Aliases: c cron_triggers, p simprop_triggers,
-- o trigger_options, m misfires.
c.cron_expression, c.time_zone_id,
p.str_prop_1, p.str_prop_2, p.str_prop_3, p.int_prop_1, p.int_prop_2, p.long_prop_1, p.bool_prop_1, p.bool_prop_2,
o.rule, o.fixed_delay, o.recurrence_rule, o.time_zone_id, o.jitter, o.clock_gap, o.clock_overlap,
o.misfire_threshold, o.misfire_instr, o.catch_up_max, o.catch_up_within,
m.next_fire_time, m.scheduled_fire_time, m.missed_count
