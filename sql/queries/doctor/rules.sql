-- Purpose: a page of the triggers whose rule or data may be unreadable, ordered by name and group. A plain simple trigger
--          without data cannot be.
-- Parameters: $1 text  scheduler name
--             $2 text  name, $3 text group of the last trigger of the page before
--             $4 int8  the most triggers
-- Columns: the trigger (42), reason
-- Locks: none
SELECT {+stored_trigger_columns}
FROM {qrtz}triggers t
{+stored_trigger_joins}
WHERE t.sched_name = $1
    AND (t.trigger_name, t.trigger_group) > ($2::text, $3::text)
    AND t.trigger_state NOT IN ('ERROR', 'COMPLETE')
    AND (t.trigger_type IN ('CRON', 'CAL_INT', 'DAILY_I')
        OR t.trigger_type = 'SIMPLE' AND (length(t.job_data) > 0 OR o.rule IS NOT NULL))
ORDER BY t.trigger_name, t.trigger_group
LIMIT $4;
