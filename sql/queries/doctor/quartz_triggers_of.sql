-- Purpose: the given triggers as Quartz's tables hold them.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: the trigger (42)
-- Locks: none
WITH {+trigger_keys}
SELECT {+quartz_trigger_columns}
FROM k
JOIN {qrtz}triggers t
    ON t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
{+quartz_trigger_joins};
