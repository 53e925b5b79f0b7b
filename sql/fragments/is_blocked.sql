-- Whether the job of trigger `t` executes exclusively.
EXISTS (
    SELECT 1 FROM {qrtz}fired_triggers x
    WHERE x.sched_name = t.sched_name AND x.job_group = t.job_group AND x.job_name = t.job_name
        AND x.is_nonconcurrent)
