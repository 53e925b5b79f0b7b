-- Purpose: what a turn left behind whose commit was sent and never answered: the fire instances among those it may have
--          written, with their triggers and jobs as they stand.
-- Parameters: $1 text   scheduler name
--             $2 text   instance id of the node
--             $3 text[] fire instance ids
-- Columns: entry_id, whether it fired, sched_time, fired_time, then the trigger (42) and the job (9)
-- Locks: run under the TRIGGER_ACCESS row lock, which the turn in doubt holds until its end is decided
SELECT
    f.entry_id, f.state = 'EXECUTING', f.sched_time, f.fired_time,
    {+trigger_columns},
    {+job_columns}
FROM unnest($3::text[]) AS given (entry_id)
JOIN {qrtz}fired_triggers f
    ON f.sched_name = $1 AND f.entry_id = given.entry_id AND f.instance_name = $2
JOIN {qrtz}triggers t
    ON t.sched_name = $1 AND t.trigger_name = f.trigger_name AND t.trigger_group = f.trigger_group
{+job_join}
{+trigger_joins}
ORDER BY f.sched_time, f.entry_id
