-- One line for each run of or beside a Swift node that was not alone; nothing when exclusive jobs are.
SELECT 'met another run', job, trigger, instance, started, ended
FROM runs
WHERE NOT was_alone AND instance LIKE 'swift-%'
UNION ALL
SELECT 'overlaps', one.job, one.instance || ' and ' || other.instance, NULL, one.started, other.started
FROM runs AS one
JOIN runs AS other ON one.job = other.job AND one.ctid <> other.ctid AND one.started <= other.started
    AND other.started <= one.ended
WHERE one.instance LIKE 'swift-%' OR other.instance LIKE 'swift-%';
