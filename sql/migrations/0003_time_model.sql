-- What Quartz's tables have no place for in a trigger's schedule, keyed by Quartz's keys. A trigger that needs none of it
-- has no row here. A Java node never looks here, and what it does to triggers leaves these tables consistent.

-- The rest of a trigger's schedule. A row counts only while the trigger's own rows say what `rule` says: one that another
-- runtime replaced is read without it.
CREATE TABLE IF NOT EXISTS {carnelian}trigger_options (
    sched_name        varchar(120) NOT NULL,
    trigger_name      varchar(200) NOT NULL,
    trigger_group     varchar(200) NOT NULL,
    rule              text         NOT NULL, -- the schedule in Quartz's tables that this belongs to, in words
    fixed_delay       boolean,               -- true: the interval counts from the end of a run
    recurrence_rule   text,                  -- RRULE of RFC 5545; stands in place of the calendar interval
    time_zone_id      varchar(80),           -- of a daily time interval
    jitter            bigint,                -- ms
    clock_gap         text,                  -- local times that do not occur: skip, fireAtTransition
    clock_overlap     text,                  -- local times that occur twice: first, second, both
    misfire_threshold bigint,                -- ms
    misfire_instr     smallint,              -- the real instruction, where the trigger's own row has -1
    catch_up_max      integer,               -- the most missed fires that are caught up
    catch_up_within   bigint,                -- ms; how old they may be
    PRIMARY KEY (sched_name, trigger_name, trigger_group)
);

-- A misfire that was handled, until the fire that stands for it. Counts only while the trigger has this next fire time.
CREATE TABLE IF NOT EXISTS {carnelian}misfires (
    sched_name          varchar(120) NOT NULL,
    trigger_name        varchar(200) NOT NULL,
    trigger_group       varchar(200) NOT NULL,
    next_fire_time      bigint       NOT NULL,
    scheduled_fire_time bigint       NOT NULL, -- the first fire time that was missed
    missed_count        bigint       NOT NULL,
    PRIMARY KEY (sched_name, trigger_name, trigger_group)
);
