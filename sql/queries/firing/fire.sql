-- Purpose: fires claims. A claim fires only while its fire instance is still this node's and ACQUIRED, its trigger is
--          ACQUIRED with the next fire time that was claimed, its job still has the type that was claimed, and no
--          other execution of its job is under way if the job is exclusive, nor another claim of a Java node. A claim
--          that does not fire is deleted, and its trigger goes back to WAITING (BLOCKED behind an exclusive execution)
--          unless something else changed it.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the node
--             $3 int8   now, ms
--             $4 text[] fire instance ids
--             $5 text[] trigger names
--             $6 text[] trigger groups
--             $7 text[] job types as claimed
--             $8 int8[] fire times as claimed, ms
--             $9 int8[] fire times that follow, ms; -1: none
--             $10 int8[] times triggered, this fire included
--             $11 int8[] the times for which the fires were scheduled, ms: after a misfire earlier than the fire times
-- Columns: entry_id, then the job (9) as it stands now
-- Locks: needs the TRIGGER_ACCESS row lock; locks the rows of the triggers
WITH claimed_by_quartz AS MATERIALIZED ({+jobs_claimed_by_quartz}),
intent AS MATERIALIZED (
    SELECT
        i.*, f.row AS fire_row, t.row, t.simple_row, t.simprop_row, t.job_name, t.job_group
    FROM unnest(
            $4::text[], $5::text[], $6::text[], $7::text[], $8::int8[], $9::int8[], $10::int8[], $11::int8[]
        ) WITH ORDINALITY AS i (
            entry_id, trigger_name, trigger_group, job_type, expected, following, times_triggered, scheduled, position)
    CROSS JOIN LATERAL (
        SELECT f.ctid AS row FROM {qrtz}fired_triggers f
        WHERE f.sched_name = $1 AND f.entry_id BETWEEN i.entry_id AND i.entry_id
            AND f.instance_name = $2 AND f.state = 'ACQUIRED'
        ORDER BY f.sched_name, f.entry_id
        LIMIT 1
    ) AS f
    LEFT JOIN LATERAL (
        SELECT
            t.ctid AS row, t.job_name, t.job_group,
            (SELECT s.ctid FROM {qrtz}simple_triggers s
             WHERE t.trigger_type = 'SIMPLE'
                AND s.sched_name = $1 AND s.trigger_name = i.trigger_name AND s.trigger_group = i.trigger_group
             LIMIT 1) AS simple_row,
            (SELECT p.ctid FROM {qrtz}simprop_triggers p
             WHERE t.trigger_type IN ('CAL_INT', 'DAILY_I')
                AND p.sched_name = $1 AND p.trigger_name = i.trigger_name AND p.trigger_group = i.trigger_group
             LIMIT 1) AS simprop_row
        FROM {qrtz}triggers t
        WHERE t.sched_name = $1 AND t.trigger_name BETWEEN i.trigger_name AND i.trigger_name
            AND t.trigger_group = i.trigger_group
            AND t.trigger_state = 'ACQUIRED' AND t.next_fire_time = i.expected
        ORDER BY t.sched_name, t.trigger_name, t.trigger_group
        LIMIT 1
    ) AS t ON true
),
ready AS MATERIALIZED (
    SELECT
        i.*, j.description, j.job_class_name, j.is_durable, j.is_nonconcurrent, j.is_update_data,
        j.requests_recovery, j.job_data,
        CASE WHEN j.is_nonconcurrent
            THEN row_number() OVER (PARTITION BY i.job_group, i.job_name ORDER BY i.position)
            ELSE 1
        END AS turn_of_job
    FROM intent i
    CROSS JOIN LATERAL (
        SELECT * FROM {qrtz}job_details j
        WHERE j.sched_name = $1 AND j.job_name = i.job_name AND j.job_group = i.job_group
            AND j.job_class_name = i.job_type
        LIMIT 1
    ) AS j
    WHERE NOT (j.is_nonconcurrent AND (
        (i.job_group, i.job_name) IN (TABLE claimed_by_quartz) OR EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.job_group = i.job_group AND f.job_name = i.job_name AND f.is_nonconcurrent)))
),
fired AS (
    UPDATE {qrtz}triggers t
    SET
        trigger_state = CASE
            WHEN r.following = -1 THEN 'COMPLETE'
            WHEN r.is_nonconcurrent THEN 'BLOCKED'
            ELSE 'WAITING'
        END,
        next_fire_time = r.following,
        prev_fire_time = r.expected
    FROM ready r
    WHERE r.turn_of_job = 1
        AND t.ctid = r.row
        AND t.sched_name || '' = $1
        AND t.trigger_state = 'ACQUIRED'
        AND t.next_fire_time + 0 = r.expected
    RETURNING r.*
),
counted AS (
    UPDATE {qrtz}simple_triggers s
    SET times_triggered = fired.times_triggered
    FROM fired
    WHERE fired.simple_row IS NOT NULL AND s.ctid = fired.simple_row
),
stepped AS (
    UPDATE {qrtz}simprop_triggers p
    SET int_prop_2 = fired.times_triggered
    FROM fired
    WHERE fired.simprop_row IS NOT NULL AND p.ctid = fired.simprop_row
),
recorded AS (
    UPDATE {qrtz}fired_triggers f
    SET
        state = 'EXECUTING', fired_time = $3, sched_time = fired.scheduled,
        job_name = fired.job_name, job_group = fired.job_group,
        is_nonconcurrent = fired.is_nonconcurrent, requests_recovery = fired.requests_recovery
    FROM fired
    WHERE f.ctid = fired.fire_row
),
-- The misfires that these fires stand for, and what another runtime left of older ones.
settled AS MATERIALIZED (
    SELECT m.row
    FROM fired
    CROSS JOIN LATERAL (
        SELECT m.ctid AS row FROM {carnelian}misfires m
        WHERE m.sched_name = $1 AND m.trigger_name BETWEEN fired.trigger_name AND fired.trigger_name
            AND m.trigger_group = fired.trigger_group
        ORDER BY m.sched_name, m.trigger_name, m.trigger_group
        LIMIT 1
    ) AS m
),
forgotten AS (
    DELETE FROM {carnelian}misfires m
    USING settled
    WHERE m.ctid = settled.row
),
-- Seldom any: only when the counts differ is it looked up which.
unfired AS MATERIALIZED (
    SELECT i.entry_id, i.fire_row, i.row
    FROM intent i
    WHERE (SELECT count(*) FROM fired) < (SELECT count(*) FROM intent)
        AND NOT EXISTS (SELECT 1 FROM fired WHERE fired.entry_id = i.entry_id)
),
dropped AS (
    DELETE FROM {qrtz}fired_triggers f
    USING unfired u
    WHERE f.ctid = u.fire_row
),
returned AS (
    UPDATE {qrtz}triggers t
    SET trigger_state = CASE
        WHEN EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.job_group = t.job_group AND f.job_name = t.job_name AND f.is_nonconcurrent)
        THEN 'BLOCKED'
        ELSE 'WAITING'
    END
    WHERE t.ctid = ANY (ARRAY(SELECT u.row FROM unfired u))
        AND t.sched_name || '' = $1
        AND t.trigger_state = 'ACQUIRED'
        AND NOT EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.trigger_group = t.trigger_group AND f.trigger_name = t.trigger_name
                AND f.state = 'ACQUIRED' AND f.entry_id <> ALL ($4::text[]))
)
SELECT
    entry_id, job_name, job_group, description, job_class_name, is_durable, is_nonconcurrent, is_update_data,
    requests_recovery, job_data
FROM fired
ORDER BY position
