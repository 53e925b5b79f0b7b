-- Purpose: how many waiting triggers are due before a trigger, or at the same time with a higher priority.
-- Parameters: $1 text  scheduler name
--             $2 text  trigger name
--             $3 text  trigger group
--             $4 int4  where counting ends
-- Columns: count (int8)
-- Locks: none
-- Plan: the scalar SELECT bounds a walk over carnelian_…t_due from its beginning, up to $4 entries.
SELECT count(*)
FROM (
    SELECT t.priority
    FROM {qrtz}triggers t
    WHERE t.sched_name = $1 AND t.trigger_state = 'WAITING'
        AND t.next_fire_time > 0
        AND t.next_fire_time <= (
            SELECT me.next_fire_time FROM {qrtz}triggers me
            WHERE me.sched_name = $1 AND me.trigger_name = $2 AND me.trigger_group = $3)
        AND (t.next_fire_time, -t.priority) < (
            SELECT me.next_fire_time, -me.priority FROM {qrtz}triggers me
            WHERE me.sched_name = $1 AND me.trigger_name = $2 AND me.trigger_group = $3)
    LIMIT $4
) AS earlier;
