-- Purpose: removes what hangs on the scheduler's triggers.
-- Parameters: $1 text  scheduler name
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH simple AS (DELETE FROM {qrtz}simple_triggers WHERE sched_name = $1),
cron AS (DELETE FROM {qrtz}cron_triggers WHERE sched_name = $1),
simprop AS (DELETE FROM {qrtz}simprop_triggers WHERE sched_name = $1),
blob AS (DELETE FROM {qrtz}blob_triggers WHERE sched_name = $1),
calendars AS (DELETE FROM {qrtz}calendars WHERE sched_name = $1),
paused AS (DELETE FROM {qrtz}paused_trigger_grps WHERE sched_name = $1),
claims AS (DELETE FROM {qrtz}fired_triggers WHERE sched_name = $1 AND state = 'ACQUIRED'),
options AS (DELETE FROM {carnelian}trigger_options WHERE sched_name = $1),
misfires AS (DELETE FROM {carnelian}misfires WHERE sched_name = $1)
DELETE FROM {carnelian}trigger_errors WHERE sched_name = $1;
