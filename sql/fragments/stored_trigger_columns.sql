-- What `StoredTriggerRow` reads: the trigger (42), then why it is in ERROR (1). Aliases: t, s, c, p, o, m, e trigger_errors.
{+trigger_columns}, e.reason
