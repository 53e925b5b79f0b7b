-- Purpose: forgets the reasons of triggers that are gone or no longer in ERROR; another runtime does not know of them.
-- Parameters: $1 text  scheduler name
-- Columns: none
-- Locks: the rows it deletes
DELETE FROM {carnelian}trigger_errors e
WHERE e.sched_name = $1
    AND NOT EXISTS (
        SELECT 1 FROM {qrtz}triggers t
        WHERE t.sched_name = e.sched_name || '' AND t.trigger_name = e.trigger_name
            AND t.trigger_group = e.trigger_group AND t.trigger_state = 'ERROR');
