-- Purpose: records which process stands behind a node; writes nothing if that is known.
-- Parameters: $1 text  scheduler name
--             $2 text  instance id
--             $3 text  incarnation: names the process
--             $4 int8  now, ms
--             $5 text  version of Carnelian
-- Columns: none
-- Locks: needs STATE_ACCESS; locks the node's row
INSERT INTO {carnelian}nodes AS n (sched_name, instance_name, incarnation, started_at, version)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (sched_name, instance_name) DO UPDATE SET
    incarnation = excluded.incarnation,
    started_at = excluded.started_at,
    version = excluded.version
WHERE n.incarnation <> excluded.incarnation;
