-- Purpose: the schedulers that the tables hold.
-- Parameters: none
-- Columns: sched_name
-- Locks: none
SELECT sched_name FROM {qrtz}locks
UNION SELECT sched_name FROM {qrtz}scheduler_state
UNION (SELECT DISTINCT sched_name FROM {qrtz}job_details)
ORDER BY 1
LIMIT 100;
