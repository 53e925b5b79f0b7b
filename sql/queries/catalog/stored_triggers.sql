-- Purpose: the given triggers as they are stored.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
-- Columns: the trigger with its extensions (20)
-- Locks: none
SELECT {+trigger_columns}
FROM unnest($2::text[], $3::text[]) AS k (trigger_name, trigger_group)
JOIN {qrtz}triggers t
    ON t.sched_name = $1 AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
{+trigger_joins};
