-- Purpose: moves the triggers of a job, or of the jobs of groups that match, to the state that follows a pause.
-- Parameters: $1 text   scheduler name
--             $2 text   equals, startsWith, endsWith, contains or any
--             $3 text   what the job group's name is compared with
--             $4 text[] states, $5 text[] the state that follows each
--             $6 text   job name; NULL: every job of the groups
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH selected AS MATERIALIZED (
    SELECT t.ctid AS row, m.following
    FROM {qrtz}triggers t
    CROSS JOIN LATERAL (SELECT t.job_group::text AS name) AS g
    JOIN unnest($4::text[], $5::text[]) AS m (state, following) ON m.state = t.trigger_state
    WHERE t.sched_name = $1 AND {+group_matches} AND ($6::text IS NULL OR t.job_name = $6)
    FOR UPDATE OF t
)
UPDATE {qrtz}triggers t
SET trigger_state = selected.following
FROM selected
WHERE t.ctid = selected.row;
