-- The backlog: one durable no-op job, and as many one-shot triggers as bench.triggers says, due a millisecond apart.
-- Runs inside one transaction, so that a node sees all of it or none; the same for every system.

INSERT INTO qrtz_job_details (
    sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery,
    job_data
) VALUES (
    'bench', 'no-op', 'bench', 'carnelian.jobs.NoOp', true, false, false, false, convert_to(E'#\n', 'LATIN1')
) ON CONFLICT DO NOTHING;

INSERT INTO qrtz_triggers (
    sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time, prev_fire_time, priority,
    trigger_state, trigger_type, start_time, end_time, misfire_instr
)
SELECT
    'bench', 'one-shot ' || number, 'bench', 'no-op', 'bench', due, -1, 5, 'WAITING', 'SIMPLE', due, 0, 0
FROM generate_series(1, current_setting('bench.triggers')::integer) AS number,
    LATERAL (
        SELECT (extract(epoch FROM now()) * 1000)::bigint - current_setting('bench.triggers')::integer + number AS due
    ) AS times;

INSERT INTO qrtz_simple_triggers (
    sched_name, trigger_name, trigger_group, repeat_count, repeat_interval, times_triggered
)
SELECT sched_name, trigger_name, trigger_group, 0, 0, 0
FROM qrtz_triggers;

ANALYZE qrtz_job_details, qrtz_triggers, qrtz_simple_triggers, qrtz_fired_triggers;
