-- What `JobRow.decode` reads: 9 columns, 0 to 8. Alias: j job_details.
j.job_name, j.job_group, j.description, j.job_class_name,
j.is_durable, j.is_nonconcurrent, j.is_update_data, j.requests_recovery, j.job_data
