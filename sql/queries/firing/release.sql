-- Purpose: gives claims back unfired. A trigger whose exclusive job executes goes back to BLOCKED, never to WAITING.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the node that holds the claims
--             $3 text[] fire instance ids
-- Columns: none
-- Locks: needs the TRIGGER_ACCESS row lock
WITH held AS MATERIALIZED (
    SELECT f.row
    FROM unnest($3::text[]) AS given (entry_id)
    CROSS JOIN LATERAL (
        SELECT f.ctid AS row FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.entry_id BETWEEN given.entry_id AND given.entry_id
        ORDER BY f.sched_name, f.entry_id
        LIMIT 1
    ) AS f
),
released AS (
    DELETE FROM {qrtz}fired_triggers f
    USING held
    WHERE f.ctid = held.row
        AND f.sched_name || '' = $1
        AND f.instance_name || '' = $2
        AND f.state = 'ACQUIRED'
    RETURNING f.trigger_name, f.trigger_group
),
waiting AS MATERIALIZED (
    SELECT t.row
    FROM released
    CROSS JOIN LATERAL (
        SELECT t.ctid AS row FROM {qrtz}triggers t
        WHERE t.sched_name = $1 AND t.trigger_name BETWEEN released.trigger_name AND released.trigger_name
            AND t.trigger_group = released.trigger_group
            AND t.trigger_state = 'ACQUIRED'
        ORDER BY t.sched_name, t.trigger_name, t.trigger_group
        LIMIT 1
    ) AS t
)
UPDATE {qrtz}triggers t
SET trigger_state = CASE
    WHEN EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.job_group = t.job_group AND f.job_name = t.job_name AND f.is_nonconcurrent)
    THEN 'BLOCKED'
    ELSE 'WAITING'
END
FROM waiting
WHERE t.ctid = waiting.row
    AND t.sched_name || '' = $1
    AND t.trigger_state = 'ACQUIRED'
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.trigger_group = t.trigger_group AND f.trigger_name = t.trigger_name
            AND f.state = 'ACQUIRED' AND f.entry_id <> ALL ($3::text[]))
