-- Purpose: moves one trigger to the state that follows a pause.
-- Parameters: $1 text   scheduler name
--             $2 text   trigger name, $3 text trigger group
--             $4 text[] states, $5 text[] the state that follows each
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the row
UPDATE {qrtz}triggers t
SET trigger_state = m.following
FROM unnest($4::text[], $5::text[]) AS m (state, following)
WHERE t.sched_name = $1 AND t.trigger_name = $2 AND t.trigger_group = $3 AND t.trigger_state = m.state;
