-- The jobs of which a Java node of scheduler $1 holds a claim. When an exclusive job is fired that a Java node has claimed
-- through another trigger, that node releases its claim to WAITING, whatever executes, and then fires it beside. A Java
-- node is one that checks in and that is none of Carnelian's.
SELECT claimed.job_group, claimed.job_name
FROM {qrtz}scheduler_state n
CROSS JOIN LATERAL (
    SELECT f.trigger_name, f.trigger_group
    FROM {qrtz}fired_triggers f
    WHERE f.sched_name = $1 AND f.instance_name = n.instance_name AND f.state = 'ACQUIRED'
    OFFSET 0
) AS claim
CROSS JOIN LATERAL (
    SELECT t.job_group, t.job_name
    FROM {qrtz}triggers t
    WHERE t.sched_name = $1 AND t.trigger_name = claim.trigger_name AND t.trigger_group = claim.trigger_group
        AND t.trigger_state = 'ACQUIRED'
    LIMIT 1
) AS claimed
WHERE n.sched_name = $1
    AND coalesce((
        SELECT false FROM {carnelian}nodes o
        WHERE o.sched_name = $1 AND o.instance_name = n.instance_name
        LIMIT 1), true)
