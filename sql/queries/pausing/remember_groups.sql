-- Purpose: remembers groups as paused.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS
INSERT INTO {qrtz}paused_trigger_grps (sched_name, trigger_group)
SELECT $1, g.name FROM unnest($2::text[]) AS g (name)
ON CONFLICT DO NOTHING;
