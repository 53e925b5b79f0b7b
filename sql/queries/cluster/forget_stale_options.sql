-- Purpose: forgets options and handled misfires of triggers that are gone; another runtime does not know of them.
-- Parameters: $1 text  scheduler name
-- Columns: none
-- Locks: the rows it deletes
WITH options AS (
    DELETE FROM {carnelian}trigger_options o
    WHERE o.sched_name = $1
        AND NOT EXISTS (
            SELECT 1 FROM {qrtz}triggers t
            WHERE t.sched_name = o.sched_name || '' AND t.trigger_name = o.trigger_name
                AND t.trigger_group = o.trigger_group)
)
DELETE FROM {carnelian}misfires m
WHERE m.sched_name = $1
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}triggers t
        WHERE t.sched_name = m.sched_name || '' AND t.trigger_name = m.trigger_name
            AND t.trigger_group = m.trigger_group AND t.next_fire_time = m.next_fire_time);
