-- Purpose: stores jobs. Those stored already are replaced if $11 says so, and otherwise left as they are and missing
--          from the answer.
-- Parameters: $1 text   scheduler name
--             $2 text[] names, $3 text[] groups, $4 text[] descriptions, $5 text[] job types
--             $6 bool[] durable, $7 bool[] exclusive, $8 bool[] persists data, $9 bool[] requests recovery
--             $10 bytea[] job data
--             $11 bool  whether stored jobs are replaced
-- Columns: job_name, job_group of the jobs written
-- Locks: needs TRIGGER_ACCESS; locks the rows
INSERT INTO {qrtz}job_details AS j (
    sched_name, job_name, job_group, description, job_class_name,
    is_durable, is_nonconcurrent, is_update_data, requests_recovery, job_data)
SELECT $1, k.*
FROM unnest(
    $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[], $8::bool[], $9::bool[], $10::bytea[]) AS k
ON CONFLICT (sched_name, job_name, job_group) DO UPDATE SET
    description = excluded.description,
    job_class_name = excluded.job_class_name,
    is_durable = excluded.is_durable,
    is_nonconcurrent = excluded.is_nonconcurrent,
    is_update_data = excluded.is_update_data,
    requests_recovery = excluded.requests_recovery,
    job_data = excluded.job_data
WHERE $11
RETURNING j.job_name, j.job_group;
