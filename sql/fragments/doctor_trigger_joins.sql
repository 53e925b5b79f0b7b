-- What belongs to triggers `t` by key, for doctor_trigger_columns.
LEFT JOIN {qrtz}job_details j
    ON j.sched_name = t.sched_name AND j.job_name = t.job_name AND j.job_group = t.job_group
LEFT JOIN {qrtz}simple_triggers s
    ON s.sched_name = t.sched_name AND s.trigger_name = t.trigger_name AND s.trigger_group = t.trigger_group
LEFT JOIN {qrtz}cron_triggers c
    ON c.sched_name = t.sched_name AND c.trigger_name = t.trigger_name AND c.trigger_group = t.trigger_group
LEFT JOIN {qrtz}simprop_triggers p
    ON p.sched_name = t.sched_name AND p.trigger_name = t.trigger_name AND p.trigger_group = t.trigger_group
LEFT JOIN {qrtz}blob_triggers b
    ON b.sched_name = t.sched_name AND b.trigger_name = t.trigger_name AND b.trigger_group = t.trigger_group
LEFT JOIN {qrtz}calendars n
    ON n.sched_name = t.sched_name AND n.calendar_name = t.calendar_name
