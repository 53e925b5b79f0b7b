-- Purpose: rows that say how a trigger repeats, without a trigger of that kind.
-- Parameters: $1 text  scheduler name
--             $2 int8  the most rows
-- Columns: table, trigger_name, trigger_group, how many there are in all
-- Locks: none
SELECT kind, trigger_name, trigger_group, count(*) OVER ()
FROM ({+doctor_strays}) AS strays
ORDER BY kind, trigger_group, trigger_name
LIMIT $2;
