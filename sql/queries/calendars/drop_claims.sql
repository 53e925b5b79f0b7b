-- Purpose: forgets the claims of triggers that have not fired; whoever holds one finds it gone. Claims that an earlier
--          trigger of the same key left behind stay until their node drops them.
-- Parameters: $1 text   scheduler name
--             $2 text[] trigger names
--             $3 text[] trigger groups
--             $4 int8[] the times for which the claims are scheduled, ms
-- Columns: none
-- Locks: needs TRIGGER_ACCESS; locks the rows
WITH k AS MATERIALIZED (
    SELECT $1::text AS sched_name, u.*
    FROM unnest($2::text[], $3::text[], $4::int8[]) AS u (trigger_name, trigger_group, sched_time)
)
DELETE FROM {qrtz}fired_triggers f USING k
WHERE f.sched_name = k.sched_name AND f.trigger_name = k.trigger_name AND f.trigger_group = k.trigger_group
    AND f.state = 'ACQUIRED' AND f.sched_time = k.sched_time
