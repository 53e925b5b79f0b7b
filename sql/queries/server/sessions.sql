-- Purpose: sessions whose transactions have been open for long, those that hold a lock on the lock table first.
-- Parameters: $1 int8  oid of the lock table; 0: none
--             $2 int8  transactions that hold a lock on it count from this age on, s
--             $3 int8  others count from this age on, s
-- Columns: pid, role, application, state, age in s, whether it holds a lock on the lock table, whether it keeps rows from
--          being vacuumed
-- Locks: none
SELECT
    a.pid, coalesce(a.usename::text, ''), coalesce(a.application_name, ''), coalesce(a.state, ''),
    a.age, a.holds_lock, a.holds_rows
FROM (
    SELECT
        s.*, extract(epoch FROM clock_timestamp() - s.xact_start)::int8 AS age,
        s.backend_xmin IS NOT NULL OR s.backend_xid IS NOT NULL AS holds_rows,
        coalesce(s.wait_event_type, '') <> 'Lock' AND EXISTS (
            SELECT 1 FROM pg_catalog.pg_locks l
            WHERE l.pid = s.pid AND l.granted AND l.locktype = 'relation' AND l.relation = $1::int8::oid
                AND l.database = s.datid AND l.mode NOT IN ('AccessShareLock', 'ShareUpdateExclusiveLock')
        ) AS holds_lock
    FROM pg_catalog.pg_stat_activity s
    WHERE s.datname = current_database() AND s.pid <> pg_backend_pid() AND s.xact_start IS NOT NULL
        AND s.backend_type = 'client backend'
) AS a
WHERE (a.holds_lock AND a.age >= $2) OR (a.holds_rows AND a.age >= $3)
ORDER BY a.holds_lock DESC, a.age DESC
LIMIT 20;
