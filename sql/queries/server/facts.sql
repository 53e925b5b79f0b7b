-- Purpose: the server, its clock and the settings that matter, as a session of this role has them.
-- Parameters: none
-- Columns: the server's time in ms, version number, whether it is a standby, role, settings by name, the backend's pid,
--          sessions of the whole server
-- Locks: none
SELECT
    (extract(epoch FROM clock_timestamp()) * 1000)::int8,
    current_setting('server_version_num')::int4,
    pg_is_in_recovery(),
    current_user::text,
    ARRAY(
        SELECT s.name || '=' || s.setting
        FROM pg_catalog.pg_settings s
        WHERE s.name IN (
            'default_transaction_isolation', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
            'synchronous_commit', 'fsync', 'full_page_writes', 'autovacuum', 'max_connections',
            'superuser_reserved_connections', 'default_transaction_read_only')),
    pg_backend_pid(),
    (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend');
