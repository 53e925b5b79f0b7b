-- Purpose: the scheduler's nodes, which of them are Carnelian's, and what those say of themselves.
-- Parameters: $1 text  scheduler name
-- Columns: instance_name, last_checkin_time, checkin_interval, whether it is Carnelian's, job types (text[]), how many jobs
--          it runs at a time, whether it acquires, its misfire threshold (ms); the last four NULL where the node says nothing
-- Locks: none
SELECT
    s.instance_name, s.last_checkin_time, s.checkin_interval, n.instance_name IS NOT NULL,
    n.job_types, n.max_concurrent_jobs, n.acquires, n.misfire_threshold
FROM {qrtz}scheduler_state s
LEFT JOIN {carnelian}nodes n ON n.sched_name = s.sched_name AND n.instance_name = s.instance_name
WHERE s.sched_name = $1;
