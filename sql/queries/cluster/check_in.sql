-- Purpose: records that a node lives. How often it checks in is written with its first check-in, as Quartz does.
-- Parameters: $1 text  scheduler name
--             $2 text  instance id
--             $3 int8  now, ms
--             $4 int8  how often it checks in, ms
--             $5 bool  whether this is its process's first check-in
-- Columns: none
-- Locks: needs STATE_ACCESS; locks the node's row
INSERT INTO {qrtz}scheduler_state AS s (sched_name, instance_name, last_checkin_time, checkin_interval)
VALUES ($1, $2, $3, $4)
ON CONFLICT (sched_name, instance_name) DO UPDATE SET
    last_checkin_time = excluded.last_checkin_time,
    checkin_interval = CASE WHEN $5 THEN excluded.checkin_interval ELSE s.checkin_interval END;
