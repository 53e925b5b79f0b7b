-- The extension rows of triggers `t`, and why those in ERROR are.
{+trigger_joins}
LEFT JOIN {carnelian}trigger_errors e
    ON t.trigger_state = 'ERROR'
    AND e.sched_name = t.sched_name || '' AND e.trigger_name = t.trigger_name AND e.trigger_group = t.trigger_group
