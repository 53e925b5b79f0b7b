-- What `StoredTriggerRow` reads: the trigger (20), then why it is in ERROR (1). Aliases: t, s, c, e trigger_errors.
{+trigger_columns}, e.reason
