-- Purpose: moves the triggers of the groups that match to the state that follows a pause.
-- Parameters: $1 text   scheduler name
--             $2 text   equals, startsWith, endsWith, contains or any
--             $3 text   what the group's name is compared with
--             $4 text[] states, $5 text[] the state that follows each
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH selected AS MATERIALIZED (
    SELECT t.ctid AS row, m.following
    FROM {qrtz}triggers t
    CROSS JOIN LATERAL (SELECT t.trigger_group::text AS name) AS g
    JOIN unnest($4::text[], $5::text[]) AS m (state, following) ON m.state = t.trigger_state
    WHERE t.sched_name = $1 AND {+group_matches}
    FOR UPDATE OF t
)
UPDATE {qrtz}triggers t
SET trigger_state = selected.following
FROM selected
WHERE t.ctid = selected.row;
