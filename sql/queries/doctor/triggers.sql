-- Purpose: triggers whose rows no state of Quartz's explains, or that deserve a word; `TriggerRowFacts` says which it is.
-- Parameters: $1 text  scheduler name
--             $2 int8  the most triggers
-- Columns: what `TriggerRowFacts` reads (15), how many there are in all
-- Locks: none
SELECT q.*, count(*) OVER ()
FROM (
    SELECT {+doctor_trigger_columns}
    FROM {qrtz}triggers t
    {+doctor_trigger_joins}
    LEFT JOIN (
        SELECT trigger_name, trigger_group, count(*) AS fires, count(*) FILTER (WHERE state = 'ACQUIRED') AS claims
        FROM {qrtz}fired_triggers WHERE sched_name = $1 GROUP BY 1, 2
    ) AS f ON f.trigger_name = t.trigger_name AND f.trigger_group = t.trigger_group
    LEFT JOIN (
        SELECT DISTINCT job_name, job_group
        FROM {qrtz}fired_triggers WHERE sched_name = $1 AND is_nonconcurrent
    ) AS x ON x.job_name = t.job_name AND x.job_group = t.job_group
    WHERE t.sched_name = $1
) AS q (
    trigger_name, trigger_group, job_name, job_group, trigger_state, trigger_type, next_fire_time, misfire_instr,
    calendar_name, has_job, has_rule, has_calendar, claims, fires, is_executing)
WHERE (q.trigger_state NOT IN ('WAITING', 'PAUSED', 'ACQUIRED', 'BLOCKED', 'PAUSED_BLOCKED', 'COMPLETE'))
    OR (q.trigger_state = 'COMPLETE' AND q.fires = 0)
    OR (q.trigger_state = 'ACQUIRED' AND q.claims = 0)
    OR (q.trigger_state IN ('BLOCKED', 'PAUSED_BLOCKED') AND NOT q.is_executing)
    OR (q.trigger_state = 'WAITING' AND (q.is_executing OR coalesce(q.next_fire_time, 0) <= 0))
    OR NOT q.has_job
    OR NOT q.has_rule
    OR q.trigger_type NOT IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
    OR (q.calendar_name IS NOT NULL AND NOT q.has_calendar)
    OR (q.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
        AND (q.misfire_instr < -1 OR q.misfire_instr > CASE q.trigger_type WHEN 'SIMPLE' THEN 5 ELSE 2 END))
ORDER BY q.trigger_state IN ('COMPLETE', 'ERROR'), q.trigger_group, q.trigger_name
LIMIT $2;
