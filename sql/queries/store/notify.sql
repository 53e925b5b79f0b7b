-- Purpose: wakes the scheduler's nodes when the transaction commits.
-- Parameters: $1 text  channel
--             $2 text  payload: the earliest fire time in ms, "" for at once, "cluster" for a change of nodes,
--                      "interrupt" for executions that were asked to end
-- Columns: none
-- Locks: none
SELECT pg_notify($1, $2);
