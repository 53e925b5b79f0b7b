-- In place of schedule_columns, for a plain simple trigger.
NULL::text, NULL::text,
NULL::text, NULL::text, NULL::text, NULL::int4, NULL::int4, NULL::int8, NULL::bool, NULL::bool,
NULL::text, NULL::bool, NULL::text, NULL::text, NULL::int8, NULL::text, NULL::text,
NULL::int8, NULL::int2, NULL::int4, NULL::int8,
NULL::int8, NULL::int8, NULL::int8
