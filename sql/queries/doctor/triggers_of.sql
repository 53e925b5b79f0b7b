-- Purpose: the facts about the given triggers, to be looked at again before they are changed.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: what `TriggerRowFacts` reads (15)
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH {+trigger_keys}
SELECT {+doctor_trigger_columns}
FROM k
JOIN {qrtz}triggers t
    ON t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
{+doctor_trigger_joins}
CROSS JOIN LATERAL (
    SELECT count(*) AS fires, count(*) FILTER (WHERE f.state = 'ACQUIRED') AS claims
    FROM {qrtz}fired_triggers f
    WHERE f.sched_name = t.sched_name AND f.trigger_group = t.trigger_group AND f.trigger_name = t.trigger_name
) AS f
LEFT JOIN LATERAL (
    SELECT x.job_name
    FROM {qrtz}fired_triggers x
    WHERE x.sched_name = t.sched_name AND x.job_group = t.job_group AND x.job_name = t.job_name AND x.is_nonconcurrent
    LIMIT 1
) AS x ON true
FOR UPDATE OF t;
