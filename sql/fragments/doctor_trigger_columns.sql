-- What `TriggerRowFacts` reads: 15 columns. Only Quartz's tables, so that it works where no other runtime than Java has been.
-- Aliases: t triggers, j job_details, s, c, p, b the rows of the kinds, n calendars, f the trigger's fire instances, x the
-- exclusive execution of its job.
t.trigger_name, t.trigger_group, t.job_name, t.job_group, t.trigger_state, t.trigger_type, t.next_fire_time,
coalesce(t.misfire_instr, 0), t.calendar_name, j.job_name IS NOT NULL,
CASE t.trigger_type
    WHEN 'SIMPLE' THEN s.trigger_name IS NOT NULL
    WHEN 'CRON' THEN c.trigger_name IS NOT NULL
    WHEN 'CAL_INT' THEN p.trigger_name IS NOT NULL
    WHEN 'DAILY_I' THEN p.trigger_name IS NOT NULL
    WHEN 'BLOB' THEN b.trigger_name IS NOT NULL
    ELSE true
END,
n.calendar_name IS NOT NULL, coalesce(f.claims, 0), coalesce(f.fires, 0), x.job_name IS NOT NULL
