-- Purpose: removes rows that say how a trigger repeats, without a trigger of that kind.
-- Parameters: $1 text  scheduler name
--             $2 int8  the most rows
-- Columns: table, trigger_name, trigger_group
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH strays AS MATERIALIZED (
    SELECT kind, trigger_name, trigger_group FROM ({+doctor_strays}) AS strays LIMIT $2
),
simple AS (
    DELETE FROM {qrtz}simple_triggers s USING strays k
    WHERE k.kind = 'simple_triggers'
        AND s.sched_name = $1 AND s.trigger_name = k.trigger_name AND s.trigger_group = k.trigger_group
),
cron AS (
    DELETE FROM {qrtz}cron_triggers s USING strays k
    WHERE k.kind = 'cron_triggers'
        AND s.sched_name = $1 AND s.trigger_name = k.trigger_name AND s.trigger_group = k.trigger_group
),
simprop AS (
    DELETE FROM {qrtz}simprop_triggers s USING strays k
    WHERE k.kind = 'simprop_triggers'
        AND s.sched_name = $1 AND s.trigger_name = k.trigger_name AND s.trigger_group = k.trigger_group
),
blob AS (
    DELETE FROM {qrtz}blob_triggers s USING strays k
    WHERE k.kind = 'blob_triggers'
        AND s.sched_name = $1 AND s.trigger_name = k.trigger_name AND s.trigger_group = k.trigger_group
)
SELECT kind, trigger_name, trigger_group FROM strays;
