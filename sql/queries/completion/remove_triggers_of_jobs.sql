-- Purpose: removes every trigger of jobs that asked never to fire again.
-- Parameters: $1 text   scheduler name
--             $2 text[] job names
--             $3 text[] job groups
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
WITH removed AS (
    DELETE FROM {qrtz}triggers t
    USING unnest($2::text[], $3::text[]) AS given (job_name, job_group)
    WHERE t.sched_name = $1 AND t.job_name = given.job_name AND t.job_group = given.job_group
    RETURNING t.trigger_name, t.trigger_group
),
simple AS (
    DELETE FROM {qrtz}simple_triggers s
    USING removed
    WHERE s.sched_name = $1 AND s.trigger_name = removed.trigger_name AND s.trigger_group = removed.trigger_group
),
simprop AS (
    DELETE FROM {qrtz}simprop_triggers e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
blob AS (
    DELETE FROM {qrtz}blob_triggers e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
options AS (
    DELETE FROM {carnelian}trigger_options e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
misfires AS (
    DELETE FROM {carnelian}misfires e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
),
claims AS (
    DELETE FROM {qrtz}fired_triggers e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_group = removed.trigger_group AND e.trigger_name = removed.trigger_name
        AND e.state = 'ACQUIRED'
),
errors AS (
    DELETE FROM {carnelian}trigger_errors e
    USING removed
    WHERE e.sched_name = $1 AND e.trigger_name = removed.trigger_name AND e.trigger_group = removed.trigger_group
)
DELETE FROM {qrtz}cron_triggers c
USING removed
WHERE c.sched_name = $1 AND c.trigger_name = removed.trigger_name AND c.trigger_group = removed.trigger_group
