-- Every row that says what is stored, column by column, with data as its entries. Calendars are Java's objects, whose bytes
-- may differ: they are compared as what they say. A trigger without data has NULL from one and no bytes from the other.
CREATE FUNCTION pg_temp.entries(data bytea) RETURNS text[] LANGUAGE sql AS $$
    SELECT coalesce(array_agg(line ORDER BY line), '{}')
    FROM regexp_split_to_table(convert_from(coalesce(data, ''), 'LATIN1'), '\r?\n') AS line
    WHERE line <> '' AND NOT starts_with(line, '#')
$$;
SELECT 'job', to_jsonb(job) - 'job_data', pg_temp.entries(job_data), job_data IS NULL
FROM qrtz_job_details AS job ORDER BY job_group, job_name;
SELECT 'trigger', to_jsonb(trigger) - 'job_data', pg_temp.entries(job_data)
FROM qrtz_triggers AS trigger ORDER BY trigger_group, trigger_name;
SELECT 'simple', to_jsonb(simple) FROM qrtz_simple_triggers AS simple ORDER BY trigger_group, trigger_name;
SELECT 'cron', to_jsonb(cron) FROM qrtz_cron_triggers AS cron ORDER BY trigger_group, trigger_name;
SELECT 'other', to_jsonb(other) FROM qrtz_simprop_triggers AS other ORDER BY trigger_group, trigger_name;
SELECT 'paused', trigger_group FROM qrtz_paused_trigger_grps ORDER BY trigger_group;
SELECT 'blob', trigger_group, trigger_name FROM qrtz_blob_triggers;
