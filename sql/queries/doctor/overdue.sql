-- Purpose: triggers that wait although their time passed long ago, by job type, with when the type fired last.
-- Parameters: $1 text  scheduler name
--             $2 int8  fire times before this one are long past, ms
-- Columns: job type, how many are overdue, the oldest fire time, group and name of that trigger,
--          when a trigger of the type fired last (0: never)
-- Locks: none
SELECT
    coalesce(j.job_class_name, ''),
    count(*) FILTER (WHERE t.next_fire_time < $2),
    min(t.next_fire_time),
    (min(ARRAY[lpad(t.next_fire_time::text, 20, '0'), t.trigger_group, t.trigger_name]))[2],
    (min(ARRAY[lpad(t.next_fire_time::text, 20, '0'), t.trigger_group, t.trigger_name]))[3],
    greatest(max(t.prev_fire_time), 0)
FROM {qrtz}triggers t
LEFT JOIN {qrtz}job_details j
    ON j.sched_name = t.sched_name AND j.job_name = t.job_name AND j.job_group = t.job_group
WHERE t.sched_name = $1 AND t.trigger_state = 'WAITING' AND t.next_fire_time > 0
    AND t.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
GROUP BY 1
HAVING min(t.next_fire_time) < $2
ORDER BY 3, 1
LIMIT 100;
