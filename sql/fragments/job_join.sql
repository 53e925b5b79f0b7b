-- The job of triggers `t`; only triggers whose job is stored.
JOIN {qrtz}job_details j
    ON j.sched_name = t.sched_name || '' AND j.job_name = t.job_name AND j.job_group = t.job_group
