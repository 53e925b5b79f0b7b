-- What the jobs themselves wrote, without any constraint: a second fire shows as a second row.
CREATE TABLE ledger (
    job           text        NOT NULL,
    trigger       text        NOT NULL,
    scheduled     bigint      NOT NULL,
    fire_instance text        NOT NULL,
    instance      text        NOT NULL,
    note          text        NOT NULL,
    written_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
