-- What each of Carnelian's nodes says of itself with its check-ins, for people who ask why a trigger does not fire. NULL where
-- a node of an earlier version wrote the row.
ALTER TABLE {carnelian}nodes ADD COLUMN IF NOT EXISTS job_types text[];
ALTER TABLE {carnelian}nodes ADD COLUMN IF NOT EXISTS max_concurrent_jobs integer;
ALTER TABLE {carnelian}nodes ADD COLUMN IF NOT EXISTS acquires boolean;
ALTER TABLE {carnelian}nodes ADD COLUMN IF NOT EXISTS misfire_threshold bigint;
