-- Rows that say how a trigger repeats and have no trigger of that kind, of scheduler $1.
SELECT 'simple_triggers' AS kind, s.trigger_name, s.trigger_group
FROM {qrtz}simple_triggers s
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = s.sched_name AND t.trigger_name = s.trigger_name AND t.trigger_group = s.trigger_group
WHERE s.sched_name = $1 AND (t.trigger_name IS NULL OR t.trigger_type IN ('CRON', 'CAL_INT', 'DAILY_I', 'BLOB'))
UNION ALL
SELECT 'cron_triggers', s.trigger_name, s.trigger_group
FROM {qrtz}cron_triggers s
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = s.sched_name AND t.trigger_name = s.trigger_name AND t.trigger_group = s.trigger_group
WHERE s.sched_name = $1 AND (t.trigger_name IS NULL OR t.trigger_type IN ('SIMPLE', 'CAL_INT', 'DAILY_I', 'BLOB'))
UNION ALL
SELECT 'simprop_triggers', s.trigger_name, s.trigger_group
FROM {qrtz}simprop_triggers s
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = s.sched_name AND t.trigger_name = s.trigger_name AND t.trigger_group = s.trigger_group
WHERE s.sched_name = $1 AND (t.trigger_name IS NULL OR t.trigger_type IN ('SIMPLE', 'CRON', 'BLOB'))
UNION ALL
SELECT 'blob_triggers', s.trigger_name, s.trigger_group
FROM {qrtz}blob_triggers s
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = s.sched_name AND t.trigger_name = s.trigger_name AND t.trigger_group = s.trigger_group
WHERE s.sched_name = $1 AND (t.trigger_name IS NULL OR t.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I'))
