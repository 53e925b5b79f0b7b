-- Purpose: claims the triggers that are due next, and fires those of them that are due now, in one statement.
--          A simple trigger of a job that is not exclusive, without calendar, options or a handled misfire, needs only
--          arithmetic for its next fire time: when due it goes straight to EXECUTING. Everything else becomes a claim
--          (ACQUIRED) that a later turn fires, and so does a row whose numbers are beyond any calendar (4e15 ms: the year
--          128,000), as sums of them overflow.
--          At most one trigger per exclusive job is taken, and none while that job executes or a Java node has claimed
--          another trigger of it.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the claiming node
--             $3 int8   now, ms
--             $4 int8   misfire limit, ms: earlier fire times are left to the misfire sweep unless the instruction is -1
--             $5 int8   horizon, ms: the latest fire time that is claimed
--             $6 text[] job types the node has code for
--             $7 int8   the most triggers to claim
--             $8 int8   first sequence number of the fire instance ids; $7 numbers are reserved
-- Columns: entry_id, is_fired, next_fire_time after the fire (-1: none), times_triggered after the fire,
--          then the trigger as it was (42), its job (9), the version of its calendar (NULL: none, or not stored),
--          a number in the order of the claims
-- Locks: needs the TRIGGER_ACCESS row lock; locks the rows of the triggers it takes
-- Plan: LATERAL with LIMIT 1 and ctid joins pin the shape, one index probe a row, even for a plan that was cached when
--       the tables were empty. Conditions on the outer row stand inside, where they spare the probe. Side tables that hold
--       nothing of the scheduler are not probed; a scalar SELECT with LIMIT, unlike EXISTS, is never answered by hashing
--       the table.
WITH claimed_by_quartz AS MATERIALIZED ({+jobs_claimed_by_quartz}),
overdue AS MATERIALIZED (
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
        AND t.next_fire_time > 0 AND t.next_fire_time < $4
        AND t.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
        AND NOT (job.is_nonconcurrent AND (
            (t.job_group, t.job_name) IN (TABLE claimed_by_quartz) OR EXISTS (
                SELECT 1 FROM {qrtz}fired_triggers f
                WHERE f.sched_name = $1 AND f.job_group = t.job_group AND f.job_name = t.job_name
                    AND f.is_nonconcurrent)))
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
        AND t.next_fire_time >= greatest($4, 1) AND t.next_fire_time <= $5
        AND t.trigger_type IN ('SIMPLE', 'CRON', 'CAL_INT', 'DAILY_I')
        AND NOT (job.is_nonconcurrent AND (
            (t.job_group, t.job_name) IN (TABLE claimed_by_quartz) OR EXISTS (
                SELECT 1 FROM {qrtz}fired_triggers f
                WHERE f.sched_name = $1 AND f.job_group = t.job_group AND f.job_name = t.job_name
                    AND f.is_nonconcurrent)))
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
beside AS MATERIALIZED (
    SELECT
        EXISTS (SELECT 1 FROM {carnelian}trigger_options o WHERE o.sched_name = $1) AS options,
        EXISTS (SELECT 1 FROM {carnelian}misfires m WHERE m.sched_name = $1) AS misfires
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
        found.has_options, found.has_misfire,
        j.description AS job_description, j.job_class_name, j.is_durable, j.is_nonconcurrent, j.is_update_data,
        j.requests_recovery, j.job_data AS job_job_data,
        CASE WHEN j.is_nonconcurrent
            THEN row_number() OVER (PARTITION BY t.job_group, t.job_name ORDER BY e.next_fire_time, e.priority DESC)
            ELSE 1
        END AS turn_of_job,
        t.trigger_type = 'SIMPLE' AND t.calendar_name IS NULL AND NOT found.has_options AND NOT found.has_misfire
            AS is_plain,
        t.next_fire_time <= $3 AND t.trigger_type = 'SIMPLE' AND s.repeat_count IS NOT NULL
            AND NOT j.is_nonconcurrent AND t.calendar_name IS NULL AND NOT found.has_options AND NOT found.has_misfire
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
        WHERE t.trigger_type = 'SIMPLE'
            AND s.sched_name = t.sched_name AND s.trigger_name = t.trigger_name AND s.trigger_group = t.trigger_group
        LIMIT 1
    ) AS s ON true
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN (SELECT options FROM beside) THEN coalesce((
                SELECT true FROM {carnelian}trigger_options o
                WHERE o.sched_name = t.sched_name AND o.trigger_name = t.trigger_name
                    AND o.trigger_group = t.trigger_group
                LIMIT 1), false) ELSE false END AS has_options,
            CASE WHEN (SELECT misfires FROM beside) THEN coalesce((
                SELECT true FROM {carnelian}misfires m
                WHERE m.sched_name = t.sched_name AND m.trigger_name = t.trigger_name
                    AND m.trigger_group = t.trigger_group
                LIMIT 1), false) ELSE false END AS has_misfire
        OFFSET 0
    ) AS found
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
        $1, entry_id, trigger_name, trigger_group, $2, $3,
        CASE WHEN has_misfire THEN coalesce((
            SELECT m.scheduled_fire_time FROM {carnelian}misfires m
            WHERE m.sched_name = $1 AND m.trigger_name = taken.trigger_name AND m.trigger_group = taken.trigger_group
                AND m.next_fire_time = taken.next_fire_time
            LIMIT 1), next_fire_time) ELSE next_fire_time END,
        priority,
        CASE WHEN is_fired THEN 'EXECUTING' ELSE 'ACQUIRED' END,
        CASE WHEN is_fired THEN job_name END,
        CASE WHEN is_fired THEN job_group END,
        CASE WHEN is_fired THEN is_nonconcurrent ELSE false END,
        CASE WHEN is_fired THEN requests_recovery ELSE false END
    FROM taken
)
SELECT {+taken_trigger}, {+no_schedule_columns}, {+taken_job}, NULL::text, t.position
FROM taken t
WHERE t.is_plain
UNION ALL
SELECT
    {+taken_trigger}, {+schedule_columns}, {+taken_job},
    (SELECT k.xmin::text FROM {qrtz}calendars k
     WHERE t.calendar_name IS NOT NULL AND k.sched_name = $1 AND k.calendar_name = t.calendar_name
     LIMIT 1),
    t.position
FROM taken t
LEFT JOIN LATERAL (
    SELECT * FROM {qrtz}cron_triggers c
    WHERE t.trigger_type = 'CRON'
        AND c.sched_name = $1 AND c.trigger_name = t.trigger_name AND c.trigger_group = t.trigger_group
    LIMIT 1
) AS c ON true
LEFT JOIN LATERAL (
    SELECT * FROM {qrtz}simprop_triggers p
    WHERE t.trigger_type IN ('CAL_INT', 'DAILY_I')
        AND p.sched_name = $1 AND p.trigger_name = t.trigger_name AND p.trigger_group = t.trigger_group
    LIMIT 1
) AS p ON true
LEFT JOIN LATERAL (
    SELECT * FROM {carnelian}trigger_options o
    WHERE t.has_options
        AND o.sched_name = $1 AND o.trigger_name = t.trigger_name AND o.trigger_group = t.trigger_group
    LIMIT 1
) AS o ON true
LEFT JOIN LATERAL (
    SELECT * FROM {carnelian}misfires m
    WHERE t.has_misfire
        AND m.sched_name = $1 AND m.trigger_name = t.trigger_name AND m.trigger_group = t.trigger_group
    LIMIT 1
) AS m ON true
WHERE NOT t.is_plain
ORDER BY position
