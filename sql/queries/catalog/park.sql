-- Purpose: parks triggers in ERROR and says why.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names, $3 text[] trigger groups, $4 text[] reasons
--             $5 int8   now, ms
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH k AS MATERIALIZED (
    SELECT $1::text AS sched_name, u.*
    FROM unnest($2::text[], $3::text[], $4::text[]) AS u (trigger_name, trigger_group, reason)
),
parked AS (
    UPDATE {qrtz}triggers t
    SET trigger_state = 'ERROR'
    FROM k
    WHERE t.sched_name = k.sched_name AND t.trigger_name = k.trigger_name AND t.trigger_group = k.trigger_group
    RETURNING t.trigger_name, t.trigger_group, k.reason
)
INSERT INTO {carnelian}trigger_errors (sched_name, trigger_name, trigger_group, reason, occurred_at)
SELECT $1, trigger_name, trigger_group, reason, $5 FROM parked
ON CONFLICT (sched_name, trigger_name, trigger_group) DO UPDATE SET
    reason = excluded.reason,
    occurred_at = excluded.occurred_at;
