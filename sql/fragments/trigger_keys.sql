-- The given trigger keys as a table `k`. The scheduler's name stands in it so that no table is restricted by a
-- constant: then a lookup by key is the only plan there is, whatever the statistics say. $2 text[] names, $3 text[]
-- groups.
k AS MATERIALIZED (
    SELECT $1::text AS sched_name, u.trigger_name, u.trigger_group
    FROM unnest($2::text[], $3::text[]) AS u (trigger_name, trigger_group)
)
