-- Purpose: asks executions to end; one that was asked already stays as it is.
-- Parameters: $1 text   scheduler name
--             $2 text[] fire instance ids
--             $3 int8   now, ms
--             $4 text   who asks
-- Columns: none
-- Locks: the rows it writes
INSERT INTO {carnelian}interrupts (sched_name, entry_id, requested_at, requested_by)
SELECT $1, u.entry_id, $3, $4
FROM unnest($2::text[]) AS u (entry_id)
ON CONFLICT (sched_name, entry_id) DO NOTHING;
