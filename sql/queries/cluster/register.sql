-- Purpose: records which process stands behind a node and what it says of itself; writes nothing if that is known.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id
--             $3 text   incarnation: names the process
--             $4 int8   now, ms
--             $5 text   version of Carnelian
--             $6 text[] the job types that it runs, in order; null: it says nothing
--             $7 int4   how many jobs it runs at a time
--             $8 bool   whether it acquires triggers
--             $9 int8   its misfire threshold, ms
-- Columns: none
-- Locks: needs STATE_ACCESS; locks the node's row
INSERT INTO {carnelian}nodes AS n (
    sched_name, instance_name, incarnation, started_at, version, job_types, max_concurrent_jobs, acquires,
    misfire_threshold
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (sched_name, instance_name) DO UPDATE SET
    incarnation = excluded.incarnation,
    started_at = CASE WHEN n.incarnation = excluded.incarnation THEN n.started_at ELSE excluded.started_at END,
    version = excluded.version,
    job_types = excluded.job_types,
    max_concurrent_jobs = excluded.max_concurrent_jobs,
    acquires = excluded.acquires,
    misfire_threshold = excluded.misfire_threshold
WHERE (n.incarnation, n.job_types, n.max_concurrent_jobs, n.acquires, n.misfire_threshold)
    IS DISTINCT FROM (
        excluded.incarnation, excluded.job_types, excluded.max_concurrent_jobs, excluded.acquires,
        excluded.misfire_threshold);
