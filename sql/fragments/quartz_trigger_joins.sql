-- The rows of Quartz's own that belong to triggers `t`, for quartz_trigger_columns.
LEFT JOIN {qrtz}simple_triggers s
    ON s.sched_name = t.sched_name AND s.trigger_name = t.trigger_name AND s.trigger_group = t.trigger_group
LEFT JOIN {qrtz}cron_triggers c
    ON c.sched_name = t.sched_name AND c.trigger_name = t.trigger_name AND c.trigger_group = t.trigger_group
LEFT JOIN {qrtz}simprop_triggers p
    ON p.sched_name = t.sched_name AND p.trigger_name = t.trigger_name AND p.trigger_group = t.trigger_group
