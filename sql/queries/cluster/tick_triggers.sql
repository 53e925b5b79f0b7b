-- Purpose: waiting triggers whose next fire time is no time in milliseconds: a row of Quartz.NET, which counts in ticks. They
--          never become due, so nobody else would come across them.
-- Parameters: $1 text  scheduler name
--             $2 int8  the first time that is none, ms
--             $3 int8  the most triggers
-- Columns: trigger_name, trigger_group
-- Locks: none
-- Plan: the end of carnelian_…t_due; the index is empty there.
SELECT t.trigger_name, t.trigger_group
FROM {qrtz}triggers t
WHERE t.sched_name = $1 AND t.trigger_state = 'WAITING' AND t.next_fire_time >= $2
ORDER BY t.next_fire_time, t.priority DESC
LIMIT $3;
