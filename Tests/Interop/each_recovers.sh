# A node dies by kill -9 while it runs a job that asks for recovery: a node of the other runtime runs it again.
# Sourced by scripts/interop.

# each_recovers DYING SURVIVING: of java and swift
each_recovers() {
    echo "A $2 node takes over from a $1 node that is killed"
    use_database "recovers_$1" own
    quartz schedule long
    "$1_node" dying
    wait_until 60 "the job to run" "SELECT EXISTS (SELECT FROM qrtz_fired_triggers WHERE state = 'EXECUTING')"
    "$2_node" surviving
    wait_for 60 "the second node to start" started 2
    kill_first_node
    # What Quartz tells a recovery of the fire that was cut off.
    sql "$database" >"$work/facts" -c "SELECT '$2-surviving|recovering: true'
            || ', QRTZ_FAILED_JOB_ORIG_TRIGGER_FIRETIME_IN_MILLISECONDS_AS_STRING=' || fired_time
            || ', QRTZ_FAILED_JOB_ORIG_TRIGGER_GROUP=' || trigger_group
            || ', QRTZ_FAILED_JOB_ORIG_TRIGGER_NAME=' || trigger_name
            || ', QRTZ_FAILED_JOB_ORIG_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS_AS_STRING=' || sched_time
        FROM qrtz_fired_triggers WHERE state = 'EXECUTING'"
    wait_until 90 "the recovery" "SELECT EXISTS (SELECT FROM ledger) AND NOT EXISTS (SELECT FROM qrtz_triggers)
        AND NOT EXISTS (SELECT FROM qrtz_fired_triggers)"
    sql "$database" -c "SELECT instance, note FROM ledger" >"$work/recovered"
    stop_nodes
    same "it ran once, as a recovery that knows the fire it stands for" "$work/facts" "$work/recovered"
    consistent "the store is consistent"
}
