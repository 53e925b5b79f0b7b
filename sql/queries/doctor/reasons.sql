-- Purpose: why triggers are in ERROR.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: trigger_name, trigger_group, reason, when it was parked, ms
-- Locks: none
WITH {+trigger_keys}
SELECT e.trigger_name, e.trigger_group, e.reason, e.occurred_at
FROM k
JOIN {carnelian}trigger_errors e
    ON e.sched_name = k.sched_name AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group;
