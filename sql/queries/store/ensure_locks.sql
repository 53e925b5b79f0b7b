-- Purpose: makes the scheduler's two lock rows where they are missing.
-- Parameters: $1 text  scheduler name
-- Columns: none
-- Locks: none that others hold; waits for a peer that inserts the same rows
INSERT INTO {qrtz}locks (sched_name, lock_name)
VALUES ($1, 'STATE_ACCESS'), ($1, 'TRIGGER_ACCESS')
ON CONFLICT DO NOTHING;
