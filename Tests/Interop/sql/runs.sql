-- When jobs ran, by the database's clock. A run that another run of the same job meets says so itself: it may have been ended
-- before it could leave a row.
CREATE TABLE runs (
    job           text        NOT NULL,
    trigger       text        NOT NULL,
    scheduled     bigint      NOT NULL,
    instance      text        NOT NULL,
    recovering    boolean     NOT NULL,
    was_alone     boolean     NOT NULL,
    started       timestamptz NOT NULL,
    ended         timestamptz
);

CREATE FUNCTION run_alone(seconds float8) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this text := current_setting('carnelian.job');
    begun timestamptz := clock_timestamp();
    free boolean := pg_try_advisory_xact_lock(hashtextextended(this, 0));
BEGIN
    PERFORM pg_sleep(seconds);
    INSERT INTO runs
    VALUES (this, current_setting('carnelian.trigger'), current_setting('carnelian.scheduled_fire_time')::bigint,
        current_setting('carnelian.instance_id'), current_setting('carnelian.recovering')::boolean, free, begun,
        clock_timestamp());
END
$$;
