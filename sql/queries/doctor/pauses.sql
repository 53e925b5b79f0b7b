-- Purpose: groups that are paused, with how their triggers stand.
-- Parameters: $1 text  scheduler name
-- Columns: group (or Quartz's marker for all), how many triggers it has, how many of them wait to fire all the same
-- Locks: none
SELECT g.trigger_group, coalesce(t.triggers, 0), coalesce(t.waiting, 0)
FROM {qrtz}paused_trigger_grps g
LEFT JOIN (
    SELECT trigger_group, count(*) AS triggers, count(*) FILTER (WHERE trigger_state = 'WAITING') AS waiting
    FROM {qrtz}triggers WHERE sched_name = $1 GROUP BY 1
) AS t ON t.trigger_group = g.trigger_group
WHERE g.sched_name = $1
ORDER BY 1
LIMIT 100;
