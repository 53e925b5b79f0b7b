-- Purpose: fixed-delay triggers that wait for the end of a run which no node executes: another runtime recovered its node.
-- Parameters: $1 text  scheduler name
--             $2 int8  the next fire time of a trigger whose run has not ended, ms
--             $3 int8  the most triggers
-- Columns: trigger_name, trigger_group
-- Locks: none
SELECT t.trigger_name, t.trigger_group
FROM {qrtz}triggers t
CROSS JOIN LATERAL (
    SELECT o.fixed_delay FROM {carnelian}trigger_options o
    WHERE o.sched_name = t.sched_name AND o.trigger_name BETWEEN t.trigger_name AND t.trigger_name
        AND o.trigger_group = t.trigger_group AND o.fixed_delay
    ORDER BY o.sched_name, o.trigger_name, o.trigger_group
    LIMIT 1
) AS o
WHERE t.sched_name = $1
    AND t.trigger_state = 'WAITING'
    AND t.next_fire_time >= $2
    AND t.next_fire_time <= $2
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.trigger_group = t.trigger_group AND f.trigger_name = t.trigger_name)
ORDER BY t.next_fire_time, t.priority DESC
LIMIT $3
