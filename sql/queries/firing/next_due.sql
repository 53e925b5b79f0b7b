-- Purpose: when the earliest trigger is due that a node with these job types could claim.
-- Parameters: $1 text   scheduler name
--             $2 text[] job types the node has code for
-- Columns: next_fire_time; no row if there is none
-- Locks: none
WITH claimed_by_quartz AS MATERIALIZED ({+jobs_claimed_by_quartz})
SELECT t.next_fire_time
FROM {qrtz}triggers t
CROSS JOIN LATERAL (
    SELECT j.is_nonconcurrent
    FROM {qrtz}job_details j
    WHERE j.sched_name = t.sched_name AND j.job_name = t.job_name AND j.job_group = t.job_group
        AND j.job_class_name = ANY ($2::text[])
    LIMIT 1
) AS job
WHERE t.sched_name = $1
    AND t.trigger_state = 'WAITING'
    AND t.next_fire_time > 0
    AND t.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
    AND NOT (job.is_nonconcurrent AND (
        (t.job_group, t.job_name) IN (TABLE claimed_by_quartz) OR EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.job_group = t.job_group AND f.job_name = t.job_name
                AND f.is_nonconcurrent)))
ORDER BY t.next_fire_time, t.priority DESC
LIMIT 1
