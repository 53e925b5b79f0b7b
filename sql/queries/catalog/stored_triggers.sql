-- Purpose: the given triggers as they are stored.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: the trigger with the rows that belong to it (42)
-- Locks: none
WITH {+trigger_keys}
SELECT {+trigger_columns}
FROM k
JOIN {qrtz}triggers t
    ON t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
{+trigger_joins};
