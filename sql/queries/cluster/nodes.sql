-- Purpose: the scheduler's nodes, and which of them are Carnelian's.
-- Parameters: $1 text  scheduler name
-- Columns: instance_name, last_checkin_time, checkin_interval, whether it is Carnelian's
-- Locks: none
SELECT s.instance_name, s.last_checkin_time, s.checkin_interval, n.instance_name IS NOT NULL
FROM {qrtz}scheduler_state s
LEFT JOIN {carnelian}nodes n ON n.sched_name = s.sched_name AND n.instance_name = s.instance_name
WHERE s.sched_name = $1;
