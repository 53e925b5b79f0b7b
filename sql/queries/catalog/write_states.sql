-- Purpose: moves triggers from one state to another; those whose state is no longer the one that was read stay as they
--          are.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names, $3 text[] trigger groups
--             $4 text[] states as read, $5 text[] states that follow
-- Columns: trigger_name, trigger_group of the triggers moved
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH k AS MATERIALIZED (
    SELECT $1::text AS sched_name, u.*
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS u (trigger_name, trigger_group, expected, following)
)
UPDATE {qrtz}triggers t
SET trigger_state = k.following
FROM k
WHERE t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
    AND t.trigger_state = k.expected
RETURNING t.trigger_name, t.trigger_group;
