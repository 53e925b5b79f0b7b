-- Purpose: rows of the side tables that belong to nothing any more. Handled misfires are left out: they go stale whenever a
--          trigger fires, and are cleared when a node joins.
-- Parameters: $1 text  scheduler name
-- Columns: table, how many rows
-- Locks: none
SELECT 'trigger_errors', count(*)
FROM {carnelian}trigger_errors e
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = e.sched_name AND t.trigger_name = e.trigger_name AND t.trigger_group = e.trigger_group
WHERE e.sched_name = $1 AND t.trigger_name IS NULL
UNION ALL
SELECT 'trigger_options', count(*)
FROM {carnelian}trigger_options e
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = e.sched_name AND t.trigger_name = e.trigger_name AND t.trigger_group = e.trigger_group
WHERE e.sched_name = $1 AND t.trigger_name IS NULL
UNION ALL
SELECT 'misfires', count(*)
FROM {carnelian}misfires e
LEFT JOIN {qrtz}triggers t
    ON t.sched_name = e.sched_name AND t.trigger_name = e.trigger_name AND t.trigger_group = e.trigger_group
WHERE e.sched_name = $1 AND t.trigger_name IS NULL
UNION ALL
SELECT 'nodes', count(*)
FROM {carnelian}nodes e
LEFT JOIN {qrtz}scheduler_state s ON s.sched_name = e.sched_name AND s.instance_name = e.instance_name
WHERE e.sched_name = $1 AND s.instance_name IS NULL;
