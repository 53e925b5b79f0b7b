-- Purpose: renews the statistics after many rows were stored, so that no session keeps plans made for empty tables.
-- Parameters: none
-- Columns: none
-- Locks: none that writers wait for
ANALYZE {qrtz}triggers, {qrtz}simple_triggers, {qrtz}cron_triggers, {qrtz}simprop_triggers, {qrtz}job_details,
    {carnelian}trigger_options;
