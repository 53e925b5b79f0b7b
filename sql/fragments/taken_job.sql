-- The job of a trigger `t` that was just taken, 9 columns.
t.job_name, t.job_group, t.job_description, t.job_class_name, t.is_durable, t.is_nonconcurrent, t.is_update_data,
t.requests_recovery, t.job_job_data
