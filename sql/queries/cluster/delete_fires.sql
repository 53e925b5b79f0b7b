-- Purpose: forgets fire instances.
-- Parameters: $1 text   scheduler name
--             $2 text[] fire instance ids
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
DELETE FROM {qrtz}fired_triggers WHERE sched_name = $1 AND entry_id = ANY ($2::text[]);
