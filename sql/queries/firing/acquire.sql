-- Purpose: claims the triggers that are due next, and fires those of them that are due now, in one statement.
--          A simple trigger of a job that is not exclusive, without calendar, needs only arithmetic for its next fire
--          time: when due it goes straight to EXECUTING. Everything else becomes a claim (ACQUIRED) that a later turn fires,
--          and so does a row whose numbers are beyond any calendar (4e15 ms: the year 128,000), as sums of them overflow.
--          At most one trigger per exclusive job is taken, and none while that job executes.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the claiming node
--             $3 int8   now, ms
--             $4 int8   misfire limit, ms: earlier fire times are left to the misfire sweep unless the instruction is -1
--             $5 int8   horizon, ms: the latest fire time that is claimed
--             $6 text[] job types the node has code for
--             $7 int8   the most triggers to claim
--             $8 int8   first sequence number of the fire instance ids; $7 numbers are reserved
-- Columns: entry_id, is_fired, next_fire_time after the fire (-1: none), times_triggered after the fire,
--          then the trigger as it was (15), its simple (3) and cron (2) extension, its job (9)
-- Locks: needs the TRIGGER_ACCESS row lock; locks the rows of the triggers it takes
-- Plan: LATERAL with LIMIT 1 and ctid joins pin the shape, one index probe a row, even for a plan that was cached when
--       the tables were empty.
WITH overdue AS MATERIALIZED (
    SELECT t.ctid AS row, t.next_fire_time, t.priority
    FROM {qrtz}triggers t
    CROSS JOIN LATERAL (
        SELECT j.is_nonconcurrent
        FROM {qrtz}job_details j
        WHERE j.sched_name = t.sched_name AND j.job_name = t.job_name AND j.job_group = t.job_group
            AND j.job_class_name = ANY ($6::text[])
        LIMIT 1
    ) AS job
    WHERE t.sched_name = $1
        AND t.trigger_state = 'WAITING'
        AND t.misfire_instr = -1
        AND t.next_fire_time > 0
        AND t.next_fire_time < $4
        AND t.calendar_name IS NULL
        AND t.trigger_type IN ('SIMPLE', 'CRON')
        AND NOT (job.is_nonconcurrent AND EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.job_group = t.job_group AND f.job_name = t.job_name
                AND f.is_nonconcurrent))
    ORDER BY t.next_fire_time, t.priority DESC
    LIMIT $7
),
due AS MATERIALIZED (
    SELECT t.ctid AS row, t.next_fire_time, t.priority
    FROM {qrtz}triggers t
    CROSS JOIN LATERAL (
        SELECT j.is_nonconcurrent
        FROM {qrtz}job_details j
        WHERE j.sched_name = t.sched_name AND j.job_name = t.job_name AND j.job_group = t.job_group
            AND j.job_class_name = ANY ($6::text[])
        LIMIT 1
    ) AS job
    WHERE t.sched_name = $1
        AND t.trigger_state = 'WAITING'
        AND t.next_fire_time >= greatest($4, 1)
        AND t.next_fire_time <= $5
        AND t.calendar_name IS NULL
        AND t.trigger_type IN ('SIMPLE', 'CRON')
        AND NOT (job.is_nonconcurrent AND EXISTS (
            SELECT 1 FROM {qrtz}fired_triggers f
            WHERE f.sched_name = $1 AND f.job_group = t.job_group AND f.job_name = t.job_name
                AND f.is_nonconcurrent))
    ORDER BY t.next_fire_time, t.priority DESC
    LIMIT $7
),
earliest AS MATERIALIZED (
    SELECT row, next_fire_time, priority FROM overdue
    UNION ALL
    SELECT row, next_fire_time, priority FROM due
    ORDER BY next_fire_time, priority DESC
    LIMIT $7
),
candidate AS MATERIALIZED (
    SELECT
        e.row,
        $2 || ($8::int8 + row_number() OVER (ORDER BY e.next_fire_time, e.priority DESC) - 1)::text AS entry_id,
        row_number() OVER (ORDER BY e.next_fire_time, e.priority DESC) AS position,
        t.trigger_name, t.trigger_group, t.job_name, t.job_group, t.description, t.next_fire_time, t.prev_fire_time,
        t.priority, t.trigger_state, t.trigger_type, t.start_time, t.end_time, t.calendar_name, t.misfire_instr,
        t.job_data,
        s.row AS simple_row, s.repeat_count, s.repeat_interval, s.times_triggered,
        c.cron_expression, c.time_zone_id,
        j.description AS job_description, j.job_class_name, j.is_durable, j.is_nonconcurrent, j.is_update_data,
        j.requests_recovery, j.job_data AS job_job_data,
        CASE WHEN j.is_nonconcurrent
            THEN row_number() OVER (PARTITION BY t.job_group, t.job_name ORDER BY e.next_fire_time, e.priority DESC)
            ELSE 1
        END AS turn_of_job,
        t.next_fire_time <= $3 AND t.trigger_type = 'SIMPLE' AND s.repeat_count IS NOT NULL
            AND NOT j.is_nonconcurrent
            AND t.start_time BETWEEN 0 AND 4e15::int8 AND s.repeat_interval BETWEEN 0 AND 4e15::int8 AS is_fired,
        -- The slot after this one: start + k x interval, counted from the start so that it never drifts.
        CASE WHEN s.repeat_count <> 0 AND s.repeat_interval BETWEEN 1 AND 4e15::int8
                AND t.start_time BETWEEN 0 AND 4e15::int8
            THEN (t.next_fire_time - t.start_time) / s.repeat_interval + 1
        END AS next_slot
    FROM earliest e
    JOIN {qrtz}triggers t ON t.ctid = e.row
    CROSS JOIN LATERAL (
        SELECT * FROM {qrtz}job_details j
        WHERE j.sched_name = t.sched_name AND j.job_name = t.job_name AND j.job_group = t.job_group
        LIMIT 1
    ) AS j
    LEFT JOIN LATERAL (
        SELECT s.ctid AS row, s.repeat_count, s.repeat_interval, s.times_triggered
        FROM {qrtz}simple_triggers s
        WHERE s.sched_name = t.sched_name AND s.trigger_name = t.trigger_name AND s.trigger_group = t.trigger_group
        LIMIT 1
    ) AS s ON t.trigger_type = 'SIMPLE'
    LEFT JOIN LATERAL (
        SELECT c.cron_expression, c.time_zone_id
        FROM {qrtz}cron_triggers c
        WHERE c.sched_name = t.sched_name AND c.trigger_name = t.trigger_name AND c.trigger_group = t.trigger_group
        LIMIT 1
    ) AS c ON t.trigger_type = 'CRON'
    WHERE t.sched_name = $1
),
planned AS MATERIALIZED (
    SELECT
        candidate.*,
        CASE
            WHEN next_slot IS NULL THEN -1
            WHEN repeat_count <> -1 AND (next_slot > repeat_count OR times_triggered >= repeat_count) THEN -1
            WHEN end_time > 0 AND start_time + next_slot * repeat_interval >= end_time THEN -1
            ELSE start_time + next_slot * repeat_interval
        END AS following
    FROM candidate
    WHERE turn_of_job = 1
),
taken AS (
    UPDATE {qrtz}triggers t
    SET
        trigger_state = CASE
            WHEN NOT p.is_fired THEN 'ACQUIRED'
            WHEN p.following = -1 THEN 'COMPLETE'
            ELSE 'WAITING'
        END,
        next_fire_time = CASE WHEN p.is_fired THEN p.following ELSE t.next_fire_time END,
        prev_fire_time = CASE WHEN p.is_fired THEN p.next_fire_time ELSE t.prev_fire_time END
    FROM planned p
    WHERE t.ctid = p.row
        AND t.sched_name || '' = $1
        AND t.trigger_state = 'WAITING'
        AND t.next_fire_time + 0 = p.next_fire_time
    RETURNING p.*
),
counted AS (
    UPDATE {qrtz}simple_triggers s
    SET times_triggered = s.times_triggered + 1
    FROM taken
    WHERE taken.is_fired AND s.ctid = taken.simple_row
),
recorded AS (
    INSERT INTO {qrtz}fired_triggers (
        sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, priority, state,
        job_name, job_group, is_nonconcurrent, requests_recovery)
    SELECT
        $1, entry_id, trigger_name, trigger_group, $2, $3, next_fire_time, priority,
        CASE WHEN is_fired THEN 'EXECUTING' ELSE 'ACQUIRED' END,
        CASE WHEN is_fired THEN job_name END,
        CASE WHEN is_fired THEN job_group END,
        CASE WHEN is_fired THEN is_nonconcurrent ELSE false END,
        CASE WHEN is_fired THEN requests_recovery ELSE false END
    FROM taken
)
SELECT
    entry_id, is_fired, following, times_triggered + CASE WHEN is_fired THEN 1 ELSE 0 END,
    trigger_name, trigger_group, job_name, job_group, description, next_fire_time, prev_fire_time, priority,
    trigger_state, trigger_type, start_time, end_time, calendar_name, misfire_instr, job_data,
    repeat_count, repeat_interval, times_triggered,
    cron_expression, time_zone_id,
    job_name, job_group, job_description, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery, job_job_data
FROM taken
ORDER BY position
