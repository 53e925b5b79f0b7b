-- Purpose: the nodes and the server's clock at the same moment.
-- Parameters: $1 text  scheduler name
-- Columns: instance_name, last_checkin_time, checkin_interval, the server's time, ms
-- Locks: none
SELECT
    s.instance_name, s.last_checkin_time, s.checkin_interval, (extract(epoch FROM clock_timestamp()) * 1000)::int8
FROM {qrtz}scheduler_state s
WHERE s.sched_name = $1
ORDER BY 1;
