-- Makes the scheduler's two lock rows where they are missing.
--
-- $1 text  sched_name
--
-- Columns: none.
-- Locks: nothing that is held by others; waits for a peer that inserts the same rows.
INSERT INTO {qrtz}locks (sched_name, lock_name)
VALUES ($1, 'STATE_ACCESS'), ($1, 'TRIGGER_ACCESS')
ON CONFLICT DO NOTHING;
