-- The given job keys as a table `k`; see trigger_keys. $2 text[] names, $3 text[] groups.
k AS MATERIALIZED (
    SELECT $1::text AS sched_name, u.job_name, u.job_group
    FROM unnest($2::text[], $3::text[]) AS u (job_name, job_group)
)
