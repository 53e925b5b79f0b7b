-- One line for each row that no state of Quartz explains, once no node runs; nothing when the store is consistent.
SELECT 'a fired row is left', entry_id, state FROM qrtz_fired_triggers
UNION ALL
SELECT 'a trigger is in a state that only a running node leaves', trigger_group || '.' || trigger_name, trigger_state
FROM qrtz_triggers
WHERE trigger_state NOT IN ('WAITING', 'PAUSED')
UNION ALL
SELECT 'a trigger is without its job', trigger_group || '.' || trigger_name, trigger_state
FROM qrtz_triggers AS triggers
WHERE NOT EXISTS (
    SELECT FROM qrtz_job_details AS job
    WHERE (job.sched_name, job.job_name, job.job_group) =
        (triggers.sched_name, triggers.job_name, triggers.job_group)
)
UNION ALL
SELECT 'a trigger has not one row that says how it repeats', trigger_group || '.' || trigger_name, trigger_type
FROM qrtz_triggers
LEFT JOIN qrtz_simple_triggers AS simple USING (sched_name, trigger_name, trigger_group)
LEFT JOIN qrtz_cron_triggers AS cron USING (sched_name, trigger_name, trigger_group)
WHERE CASE trigger_type WHEN 'SIMPLE' THEN simple.sched_name IS NULL OR cron.sched_name IS NOT NULL
    ELSE cron.sched_name IS NULL OR simple.sched_name IS NOT NULL END
UNION ALL
SELECT 'a row says how a trigger repeats that is gone', trigger_group || '.' || trigger_name, 'SIMPLE'
FROM qrtz_simple_triggers
WHERE NOT EXISTS (SELECT FROM qrtz_triggers AS triggers
    WHERE (triggers.sched_name, triggers.trigger_name, triggers.trigger_group) =
        (qrtz_simple_triggers.sched_name, qrtz_simple_triggers.trigger_name, qrtz_simple_triggers.trigger_group))
UNION ALL
SELECT 'a row says how a trigger repeats that is gone', trigger_group || '.' || trigger_name, 'CRON'
FROM qrtz_cron_triggers
WHERE NOT EXISTS (SELECT FROM qrtz_triggers AS triggers
    WHERE (triggers.sched_name, triggers.trigger_name, triggers.trigger_group) =
        (qrtz_cron_triggers.sched_name, qrtz_cron_triggers.trigger_name, qrtz_cron_triggers.trigger_group))
UNION ALL
SELECT 'a job that is not durable is without triggers', job_group || '.' || job_name, NULL
FROM qrtz_job_details AS job
WHERE NOT is_durable AND NOT EXISTS (SELECT FROM qrtz_triggers AS triggers
    WHERE (job.sched_name, job.job_name, job.job_group) =
        (triggers.sched_name, triggers.job_name, triggers.job_group));
