-- What Quartz has no place for, keyed by Quartz's keys, and the secondary indexes that the queries are served by.
-- Nothing here is needed by a Java node, and rows that a Java node writes or deletes leave it consistent.

-- Why a trigger is in ERROR. Read only together with a trigger in that state.
CREATE TABLE IF NOT EXISTS {carnelian}trigger_errors (
    sched_name    varchar(120) NOT NULL,
    trigger_name  varchar(200) NOT NULL,
    trigger_group varchar(200) NOT NULL,
    reason        text         NOT NULL,
    occurred_at   bigint       NOT NULL,
    PRIMARY KEY (sched_name, trigger_name, trigger_group)
);

-- Which rows of scheduler_state are Carnelian's, and which process stands behind each.
CREATE TABLE IF NOT EXISTS {carnelian}nodes (
    sched_name    varchar(120) NOT NULL,
    instance_name varchar(200) NOT NULL,
    incarnation   text         NOT NULL,
    started_at    bigint       NOT NULL,
    version       text         NOT NULL,
    PRIMARY KEY (sched_name, instance_name)
);

-- Due triggers in the order in which they are claimed, and misfires.
CREATE INDEX IF NOT EXISTS carnelian_{index}t_due
    ON {qrtz}triggers (sched_name, next_fire_time, priority DESC)
    WHERE trigger_state = 'WAITING';

-- Due triggers that never count as misfired, however late they are.
CREATE INDEX IF NOT EXISTS carnelian_{index}t_due_ignoring
    ON {qrtz}triggers (sched_name, next_fire_time, priority DESC)
    WHERE trigger_state = 'WAITING' AND misfire_instr = -1;

-- The triggers of a job, and of a group of jobs.
CREATE INDEX IF NOT EXISTS carnelian_{index}t_job
    ON {qrtz}triggers (sched_name, job_group, job_name);

-- The fire instances of a node.
CREATE INDEX IF NOT EXISTS carnelian_{index}f_instance
    ON {qrtz}fired_triggers (sched_name, instance_name);

-- Whether an exclusive job is executing. Other fires, nearly all, have no entry here and cost nothing.
CREATE INDEX IF NOT EXISTS carnelian_{index}f_exclusive
    ON {qrtz}fired_triggers (sched_name, job_group, job_name)
    WHERE is_nonconcurrent;

-- The fire instances of a trigger.
CREATE INDEX IF NOT EXISTS carnelian_{index}f_trigger
    ON {qrtz}fired_triggers (sched_name, trigger_group, trigger_name);
