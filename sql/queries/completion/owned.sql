-- Purpose: which executions are still the node's own.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the node that executed them
--             $3 text[] fire instance ids
-- Columns: entry_id
-- Locks: none; run under the TRIGGER_ACCESS row lock, under which alone a peer takes them away
SELECT f.entry_id
FROM unnest($3::text[]) AS given (entry_id)
CROSS JOIN LATERAL (
    SELECT f.entry_id FROM {qrtz}fired_triggers f
    WHERE f.sched_name = $1 AND f.entry_id BETWEEN given.entry_id AND given.entry_id
        AND f.instance_name = $2 AND f.state = 'EXECUTING'
    ORDER BY f.sched_name, f.entry_id
    LIMIT 1
) AS f
