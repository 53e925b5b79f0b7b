-- One line for each (trigger, scheduled time) that was lost, doubled or never asked for; nothing when all is well.
SELECT CASE WHEN fired.times IS NULL THEN 'lost' WHEN expected.trigger IS NULL THEN 'unasked' ELSE 'doubled' END,
    coalesce(expected.trigger, fired.trigger), coalesce(expected.scheduled, fired.scheduled), fired.times
FROM expected
FULL JOIN (
    SELECT trigger, scheduled, count(*) AS times, count(DISTINCT fire_instance) AS instances
    FROM ledger
    GROUP BY trigger, scheduled
) AS fired USING (trigger, scheduled)
WHERE fired.times IS DISTINCT FROM 1 OR expected.trigger IS NULL
ORDER BY 2, 3;
