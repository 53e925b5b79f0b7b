-- Purpose: fires claims. A claim fires only while its fire instance is still this node's and ACQUIRED, its trigger is
--          ACQUIRED with the next fire time that was claimed, its job still has the type that was claimed, and no
--          other execution of its job is under way if the job is exclusive. A claim that does not fire is deleted, and
--          its trigger goes back to WAITING (BLOCKED behind an exclusive execution) unless something else changed it.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the node
--             $3 int8   now, ms
--             $4 text[] fire instance ids
--             $5 text[] trigger names
--             $6 text[] trigger groups
--             $7 text[] job types as claimed
--             $8 int8[] fire times as claimed, ms
--             $9 int8[] fire times that follow, ms; -1: none
--            $10 int8[] times triggered, this fire included
-- Columns: entry_id, then the job (9) as it stands now
-- Locks: needs the TRIGGER_ACCESS row lock; locks the rows of the triggers
WITH intent AS MATERIALIZED (
    SELECT i.*, t.ctid AS row, t.job_name, t.job_group
    FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int8[], $9::int8[], $10::int8[]) WITH ORDINALITY
        AS i (entry_id, trigger_name, trigger_group, job_type, expected, following, times_triggered, position)
    JOIN {qrtz}fired_triggers f
        ON f.sched_name = $1 AND f.entry_id = i.entry_id AND f.instance_name = $2 AND f.state = 'ACQUIRED'
    LEFT JOIN {qrtz}triggers t
        ON t.sched_name = $1 AND t.trigger_name = i.trigger_name AND t.trigger_group = i.trigger_group
        AND t.trigger_state = 'ACQUIRED' AND t.next_fire_time = i.expected
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
    JOIN {qrtz}job_details j
        ON j.sched_name = $1 AND j.job_name = i.job_name AND j.job_group = i.job_group
    WHERE j.job_class_name = i.job_type
        AND NOT (j.is_nonconcurrent AND EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.job_group = j.job_group AND f.job_name = j.job_name
                AND f.is_nonconcurrent))
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
        AND t.sched_name = $1
        AND t.trigger_state = 'ACQUIRED'
        AND t.next_fire_time = r.expected
    RETURNING r.*
),
counted AS (
    UPDATE {qrtz}simple_triggers s
    SET times_triggered = fired.times_triggered
    FROM fired
    WHERE s.sched_name = $1 AND s.trigger_name = fired.trigger_name AND s.trigger_group = fired.trigger_group
),
recorded AS (
    UPDATE {qrtz}fired_triggers f
    SET
        state = 'EXECUTING', fired_time = $3, sched_time = fired.expected,
        job_name = fired.job_name, job_group = fired.job_group,
        is_nonconcurrent = fired.is_nonconcurrent, requests_recovery = fired.requests_recovery
    FROM fired
    WHERE f.sched_name = $1 AND f.entry_id = fired.entry_id
),
dropped AS (
    DELETE FROM {qrtz}fired_triggers f
    USING intent i
    WHERE f.sched_name = $1
        AND f.entry_id = i.entry_id
        AND NOT EXISTS (SELECT 1 FROM fired WHERE fired.entry_id = i.entry_id)
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
    FROM intent i
    WHERE t.ctid = i.row
        AND t.sched_name = $1
        AND t.trigger_state = 'ACQUIRED'
        AND NOT EXISTS (SELECT 1 FROM fired WHERE fired.entry_id = i.entry_id)
        AND NOT EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.trigger_group = t.trigger_group AND f.trigger_name = t.trigger_name
                AND f.state = 'ACQUIRED' AND f.entry_id <> i.entry_id)
)
SELECT
    entry_id, job_name, job_group, description, job_class_name, is_durable, is_nonconcurrent, is_update_data,
    requests_recovery, job_data
FROM fired
ORDER BY position
