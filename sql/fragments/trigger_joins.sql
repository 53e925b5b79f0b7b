-- The rows that belong to triggers `t`; a trigger whose row is missing keeps NULLs and is reported, not lost. The empty
-- text keeps the planner from turning sched_name into a constant, which would let it scan these tables whole.
LEFT JOIN {qrtz}simple_triggers s
    ON s.sched_name = t.sched_name || '' AND s.trigger_name = t.trigger_name AND s.trigger_group = t.trigger_group
LEFT JOIN {qrtz}cron_triggers c
    ON c.sched_name = t.sched_name || '' AND c.trigger_name = t.trigger_name AND c.trigger_group = t.trigger_group
LEFT JOIN {qrtz}simprop_triggers p
    ON p.sched_name = t.sched_name || '' AND p.trigger_name = t.trigger_name AND p.trigger_group = t.trigger_group
LEFT JOIN {carnelian}trigger_options o
    ON o.sched_name = t.sched_name || '' AND o.trigger_name = t.trigger_name AND o.trigger_group = t.trigger_group
LEFT JOIN {carnelian}misfires m
    ON m.sched_name = t.sched_name || '' AND m.trigger_name = t.trigger_name AND m.trigger_group = t.trigger_group
